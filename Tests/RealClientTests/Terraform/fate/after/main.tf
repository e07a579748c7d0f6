# What is applied next, over rules by hand.

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "main" }
}

resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
  tags       = { Name = "other" }
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 2
}

resource "aws_security_group" "inline" {
  name   = "inline"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8", "198.51.100.0/24"]
    self        = true
  }

  ingress {
    description = "second"
    protocol    = "udp"
    from_port   = 53
    to_port     = 53
    cidr_blocks = ["10.0.0.0/8"]
  }

  ingress {
    description      = "lost by hand"
    protocol         = "6"
    from_port        = 8080
    to_port          = 8081
    ipv6_cidr_blocks = ["2001:db8::/48"]
    prefix_list_ids  = [aws_ec2_managed_prefix_list.offices.id]
  }

  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "emptied" {
  name   = "emptied"
  vpc_id = aws_vpc.main.id

  ingress = []
}

resource "aws_security_group" "released" {
  name   = "released"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "ignoring" {
  name   = "ignoring"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["172.16.0.0/12"]
  }

  lifecycle {
    ignore_changes = [ingress]
  }
}

resource "aws_security_group" "new_name" {
  name   = "moved"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["10.0.0.0/8"]
  }
}

# Replaced, and referred to by a block, a newer and an older rule.
resource "aws_security_group" "replaced" {
  name_prefix = "replaced-"
  description = "after"
  vpc_id      = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["10.0.0.0/8"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "referring" {
  name   = "referring"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 1
    to_port         = 1
    cidr_blocks     = ["10.0.0.0/8"]
    security_groups = [aws_security_group.replaced.id]
  }
}

# Newer rules.
resource "aws_security_group" "newer" {
  name   = "newer"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "kept" {
  security_group_id = aws_security_group.newer.id
  cidr_ipv4         = "10.1.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 1
}

resource "aws_vpc_security_group_ingress_rule" "changed" {
  security_group_id = aws_security_group.newer.id
  cidr_ipv4         = "10.4.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 2
  to_port           = 2
}

resource "aws_vpc_security_group_ingress_rule" "other_kind" {
  security_group_id = aws_security_group.newer.id
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 1
}

resource "aws_vpc_security_group_ingress_rule" "referring" {
  security_group_id            = aws_security_group.newer.id
  referenced_security_group_id = aws_security_group.replaced.id
  ip_protocol                  = "-1"
}

resource "aws_vpc_security_group_egress_rule" "each" {
  for_each          = toset(["10.6.0.0/16", "10.8.0.0/16"])
  security_group_id = aws_security_group.newer.id
  cidr_ipv4         = each.value
  ip_protocol       = "-1"
}

# Older rules.
resource "aws_security_group" "older" {
  name   = "older"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "kept" {
  security_group_id = aws_security_group.older.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 1
  to_port           = 1
  cidr_blocks       = ["10.1.0.0/16", "10.2.0.0/16"]
}

resource "aws_security_group_rule" "described" {
  security_group_id = aws_security_group.older.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 4
  to_port           = 4
  self              = true
  description       = "described"
}

resource "aws_security_group_rule" "turned" {
  security_group_id = aws_security_group.older.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 5
  to_port           = 5
  cidr_blocks       = ["10.2.0.0/16", "10.1.0.0/16"]
}

resource "aws_security_group_rule" "referring" {
  security_group_id        = aws_security_group.older.id
  type                     = "egress"
  protocol                 = "all"
  from_port                = 0
  to_port                  = 65535
  source_security_group_id = aws_security_group.replaced.id
}

# Blocks and a rule of its own: two owners.
resource "aws_security_group" "fought_over" {
  name   = "fought-over"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "fighting" {
  security_group_id = aws_security_group.fought_over.id
  cidr_ipv4         = "10.9.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 1
  to_port           = 1
}

# Adopted without blocks: rules by hand are left alone from then on.
resource "aws_default_security_group" "other" {
  vpc_id = aws_vpc.other.id
}

output "vpcs" {
  value = [aws_vpc.main.id, aws_vpc.other.id]
}

moved {
  from = aws_security_group.old_name
  to   = aws_security_group.new_name
}

removed {
  from = aws_vpc_security_group_ingress_rule.forgotten

  lifecycle {
    destroy = false
  }
}

# Adopted while it has rules: all of them are deleted.
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
}

# A group made by hand, with a rule that its blocks have and one that they have not.
variable "by_hand" {
  type = object({ group = string, rule = string })
}

import {
  to = aws_security_group.by_hand
  id = var.by_hand.group
}

resource "aws_security_group" "by_hand" {
  name        = "by-hand"
  description = "by hand"
  vpc_id      = aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 1
    to_port     = 1
    cidr_blocks = ["10.0.0.0/8"]
  }
}

# A rule made by hand in a group that leaves them alone.
import {
  to = aws_vpc_security_group_ingress_rule.by_hand
  id = var.by_hand.rule
}

resource "aws_vpc_security_group_ingress_rule" "by_hand" {
  security_group_id = aws_security_group.newer.id
  cidr_ipv4         = "192.0.2.0/24"
  ip_protocol       = "tcp"
  from_port         = 9999
  to_port           = 9999
}
