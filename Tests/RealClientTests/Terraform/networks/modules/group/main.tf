variable "name" {
  type = string
}

variable "port" {
  type = number
}

variable "vpc_id" {
  type = string
}

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id
}

module "open" {
  source   = "./open"
  group_id = aws_security_group.this.id
  port     = var.port
}

output "group_id" {
  value = module.open.group_id
}
