resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "a" {
  name   = "a"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "b" {
  name   = "b"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group_rule" "blocks" {
  security_group_id = aws_security_group.a.id
  type              = "ingress"
  description       = "two at once"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["192.0.2.0/24", "198.51.100.0/24"]
  ipv6_cidr_blocks  = ["2001:db8::/64"]
}

resource "aws_security_group_rule" "group" {
  security_group_id        = aws_security_group.b.id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
  source_security_group_id = aws_security_group.a.id
}

resource "aws_security_group_rule" "self" {
  security_group_id = aws_security_group.b.id
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  self              = true
}

resource "aws_security_group_rule" "out" {
  for_each          = toset(["a", "b"])
  security_group_id = each.key == "a" ? aws_security_group.a.id : aws_security_group.b.id
  type              = "egress"
  protocol          = "all"
  from_port         = 0
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"]
}
