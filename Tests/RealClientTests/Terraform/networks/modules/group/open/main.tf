variable "group_id" {
  type = string
}

variable "port" {
  type = number
}

resource "aws_security_group_rule" "this" {
  security_group_id = var.group_id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = var.port
  to_port           = var.port
  cidr_blocks       = ["10.0.0.0/8"]
}

output "group_id" {
  value = aws_security_group_rule.this.security_group_id
}
