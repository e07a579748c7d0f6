resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

# Blocks written as an attribute, with every member; an empty one owns the direction and empties it.
resource "aws_security_group" "listed" {
  name   = "listed"
  vpc_id = aws_vpc.main.id

  ingress = [
    for port in [80, 443] : {
      description      = "port ${port}"
      protocol         = "tcp"
      from_port        = port
      to_port          = port
      cidr_blocks      = ["0.0.0.0/0"]
      ipv6_cidr_blocks = []
      prefix_list_ids  = []
      security_groups  = []
      self             = false
    }
  ]

  egress = []
}

resource "aws_security_group" "empty" {
  name   = "empty"
  vpc_id = aws_vpc.main.id
}
