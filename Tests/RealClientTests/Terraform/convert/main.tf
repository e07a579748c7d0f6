# Inline rules in every way that they are written, to be turned into resources of their own.

locals {
  offices = ["198.51.100.0/24", "203.0.113.0/24"]
  services = {
    web = { port = 443, from = ["10.1.0.0/16", "10.2.0.0/16"] }
    ssh = { port = 22, from = ["10.3.0.0/16"] }
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 2
}

resource "aws_security_group" "plain" {
  name   = "plain"
  vpc_id = aws_vpc.main.id

  # Anyone may look.
  ingress {
    description      = "https"
    protocol         = "tcp"
    from_port        = 443
    to_port          = 443
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }

  ingress {
    protocol        = "TCP"
    from_port       = 80
    to_port         = 88
    cidr_blocks     = local.offices
    prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
    security_groups = [aws_security_group.peer.id]
    self            = true
  }

  ingress {
    protocol         = "icmpv6"
    from_port        = -1
    to_port          = -1
    ipv6_cidr_blocks = ["2001:db8::/32"]
  }

  ingress {
    protocol    = "icmp"
    from_port   = 8
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    protocol    = "50"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }

  egress {
    protocol    = "all"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "peer" {
  name   = "peer"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "worked_out" {
  name   = "worked-out"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [for group in aws_security_group.counted : group.id]
  }

  dynamic "ingress" {
    for_each = local.services
    content {
      description = ingress.key
      protocol    = "tcp"
      from_port   = ingress.value.port
      to_port     = ingress.value["port"]
      cidr_blocks = ingress.value.from
    }
  }

  dynamic "egress" {
    for_each = [80, 443]
    iterator = port
    content {
      protocol    = "tcp"
      from_port   = port.value
      to_port     = port.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "counted" {
  count  = 2
  name   = "counted-${count.index}"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 8000 + count.index
    to_port     = 8000 + count.index
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_security_group" "each" {
  for_each = { a = 1, b = 2 }
  name     = "each-${each.key}"
  vpc_id   = aws_vpc.main.id

  ingress {
    protocol  = "udp"
    from_port = each.value
    to_port   = each.value
    self      = true
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
