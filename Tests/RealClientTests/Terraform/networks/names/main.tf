resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "prefixed" {
  name_prefix            = "prefixed-"
  description            = "Replaced before it goes"
  vpc_id                 = aws_vpc.main.id
  revoke_rules_on_delete = true

  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "unnamed" {
  vpc_id = aws_vpc.main.id
}
