resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "icmp" {
  name   = "icmp"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "icmp"
    from_port   = 8
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    protocol    = "icmp"
    from_port   = 3
    to_port     = -1
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    protocol    = "1"
    from_port   = -1
    to_port     = -1
    cidr_blocks = ["172.16.0.0/12"]
  }

  ingress {
    protocol         = "icmpv6"
    from_port        = -1
    to_port          = -1
    ipv6_cidr_blocks = ["::/0"]
  }

  ingress {
    protocol    = "50"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.9.0.0/16"]
  }

  ingress {
    protocol    = "6"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.8.0.0/16"]
  }

  egress {
    protocol    = "all"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }
}
