resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices-inline"
  address_family = "IPv4"
  max_entries    = 3

  entry {
    cidr = "198.51.100.0/24"
  }

  entry {
    cidr        = "203.0.113.7/32"
    description = "Lisbon"
  }
}

resource "aws_security_group" "other" {
  name   = "other"
  vpc_id = aws_vpc.main.id
}

# One block, six rules.
resource "aws_security_group" "web" {
  name        = "web"
  description = "Everything a block can say"
  vpc_id      = aws_vpc.main.id

  ingress {
    description      = "several sources"
    protocol         = "tcp"
    from_port        = 443
    to_port          = 443
    cidr_blocks      = ["192.0.2.0/24", "198.51.100.0/25"]
    ipv6_cidr_blocks = ["2001:db8::/32"]
    prefix_list_ids  = [aws_ec2_managed_prefix_list.offices.id]
    security_groups  = [aws_security_group.other.id]
    self             = true
  }

  ingress {
    protocol    = "UDP"
    from_port   = 1024
    to_port     = 65535
    cidr_blocks = [aws_vpc.main.cidr_block]
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
