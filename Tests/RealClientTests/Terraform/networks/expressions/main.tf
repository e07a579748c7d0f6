locals {
  base    = "10.${var.number}.0.0/16"
  zones   = ["eu-central-1a", "eu-central-1b"]
  subnets = { for index, zone in local.zones : zone => cidrsubnet(local.base, 8, index) }
  ports   = flatten([[22, 80], [443]])
  rules = {
    for pair in setproduct(local.ports, ["192.0.2.0/24", "198.51.100.0/24"]) :
    "${pair[0]}-${replace(pair[1], "/", "_")}" => { port = pair[0], cidr = pair[1] }
  }
}

variable "number" {
  type    = number
  default = 42
}

variable "office" {
  type    = string
  default = null
}

resource "aws_vpc" "main" {
  cidr_block = local.base
}

resource "aws_subnet" "zone" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = each.key
}

resource "aws_security_group" "main" {
  name   = format("%s-%03d", "computed", var.number)
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "main" {
  for_each          = local.rules
  security_group_id = aws_security_group.main.id
  cidr_ipv4         = each.value.cidr
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
}

resource "aws_security_group_rule" "office" {
  count             = var.office == null ? 0 : 1
  security_group_id = aws_security_group.main.id
  type              = "ingress"
  protocol          = "-1"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = [var.office]
}
