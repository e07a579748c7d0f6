module "network" {
  source = "./network"
  cidr   = "10.20.0.0/16"
}

module "group" {
  for_each = { front = 443, back = 8080 }
  source   = "./group"
  name     = each.key
  port     = each.value
  vpc_id   = module.network.vpc_id
}

# A rule between what two modules made.
resource "aws_vpc_security_group_ingress_rule" "between" {
  security_group_id            = module.group["back"].group_id
  referenced_security_group_id = module.group["front"].group_id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_network_interface" "front" {
  subnet_id       = module.network.subnet_ids[1]
  security_groups = [module.group["front"].group_id, module.group["back"].group_id]
}
