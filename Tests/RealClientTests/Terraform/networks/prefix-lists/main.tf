resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_ec2_managed_prefix_list" "entries" {
  name           = "entries"
  address_family = "IPv4"
  max_entries    = 5
}

resource "aws_ec2_managed_prefix_list_entry" "one" {
  prefix_list_id = aws_ec2_managed_prefix_list.entries.id
  cidr           = "198.51.100.0/24"
  description    = "one"
}

resource "aws_ec2_managed_prefix_list" "dynamic" {
  name           = "dynamic"
  address_family = "IPv4"
  max_entries    = 5

  dynamic "entry" {
    for_each = toset(["192.0.2.0/25", "192.0.2.128/25"])
    content {
      cidr = entry.key
    }
  }
}

resource "aws_security_group" "listed" {
  name   = "listed-prefixes"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    prefix_list_ids = [aws_ec2_managed_prefix_list.entries.id, aws_ec2_managed_prefix_list.dynamic.id]
  }
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "listed" {
  route_table_id             = aws_route_table.main.id
  destination_prefix_list_id = aws_ec2_managed_prefix_list.dynamic.id
  gateway_id                 = aws_internet_gateway.main.id
}
