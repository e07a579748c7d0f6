resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

variable "enabled" {
  type    = bool
  default = true
}

resource "aws_security_group" "on" {
  count  = var.enabled ? 1 : 0
  name   = "on"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "off" {
  count  = var.enabled ? 0 : 1
  name   = "off"
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "on" {
  security_group_id = one(concat(aws_security_group.on, aws_security_group.off)).id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "-1"
}

resource "aws_security_group" "lookups" {
  name   = try(aws_security_group.off[0].name, "fallback")
  vpc_id = aws_vpc.main.id

  dynamic "egress" {
    for_each = var.enabled ? [443] : []
    iterator = port
    content {
      protocol    = "tcp"
      from_port   = port.value
      to_port     = port.value
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}
