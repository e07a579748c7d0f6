resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

variable "services" {
  type = map(object({ port = number, sources = list(string) }))
  default = {
    web = { port = 80, sources = ["0.0.0.0/0"] }
    api = { port = 8443, sources = ["10.0.0.0/16", "10.1.0.0/16"] }
    off = { port = 1, sources = [] }
  }
}

resource "aws_subnet" "each" {
  count      = 3
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}

resource "aws_security_group" "each" {
  for_each = var.services
  name     = "each-${each.key}"
  vpc_id   = aws_vpc.main.id

  dynamic "ingress" {
    for_each = each.value.sources
    content {
      protocol    = "tcp"
      from_port   = each.value.port
      to_port     = each.value.port
      cidr_blocks = [ingress.value]
    }
  }
}

resource "aws_network_interface" "each" {
  count           = length(aws_subnet.each)
  subnet_id       = aws_subnet.each[count.index].id
  security_groups = [for group in aws_security_group.each : group.id]
}
