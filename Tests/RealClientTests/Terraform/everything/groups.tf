resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 5

  entry {
    cidr        = "198.51.100.0/24"
    description = "Berlin"
  }

  dynamic "entry" {
    for_each = local.changed ? ["203.0.113.0/24"] : []
    content {
      cidr        = entry.value
      description = "Lisbon"
    }
  }
}

# A list whose entries are resources of their own.
resource "aws_ec2_managed_prefix_list" "partners" {
  name           = "partners"
  address_family = "IPv6"
  max_entries    = 2

  lifecycle {
    ignore_changes = [entry]
  }
}

resource "aws_ec2_managed_prefix_list_entry" "partner" {
  prefix_list_id = aws_ec2_managed_prefix_list.partners.id
  cidr           = "2001:db8:1::/48"
  description    = "Oslo"
}

# Rules written in the group: Terraform owns every rule of the group.
resource "aws_security_group" "inline" {
  name        = "inline"
  description = "Rules written in the group"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "https from the offices"
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    prefix_list_ids = [aws_ec2_managed_prefix_list.offices.id]
  }

  ingress {
    protocol    = "tcp"
    from_port   = 8000
    to_port     = local.changed ? 8010 : 8005
    cidr_blocks = ["10.0.0.0/16", "10.1.0.0/16"]
    self        = true
  }

  ingress {
    description      = "ping"
    protocol         = "icmpv6"
    from_port        = -1
    to_port          = -1
    ipv6_cidr_blocks = ["::/0"]
  }

  egress {
    protocol         = "-1"
    from_port        = 0
    to_port          = 0
    cidr_blocks      = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
  }
}

# The older standalone resource.
resource "aws_security_group" "older" {
  name_prefix = "older-"
  vpc_id      = aws_vpc.main.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "older_ingress" {
  security_group_id = aws_security_group.older.id
  type              = "ingress"
  description       = local.changed ? "changed" : "first"
  protocol          = "udp"
  from_port         = 53
  to_port           = 53
  cidr_blocks       = ["10.0.0.0/16"]
}

resource "aws_security_group_rule" "older_group" {
  security_group_id        = aws_security_group.older.id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 5432
  to_port                  = 5432
  source_security_group_id = aws_security_group.inline.id
}

# The newer standalone resources, one rule each.
resource "aws_security_group" "standalone" {
  name        = "standalone"
  description = "Rules beside the group"
  vpc_id      = aws_vpc.main.id
  tags        = { Name = "standalone" }
}

# The group serves the other VPC too.
resource "aws_vpc_security_group_vpc_association" "standalone" {
  security_group_id = aws_security_group.standalone.id
  vpc_id            = aws_vpc.peer.id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.standalone.id
  referenced_security_group_id = aws_security_group.inline.id
  ip_protocol                  = "tcp"
  from_port                    = local.changed ? 5433 : 5432
  to_port                      = local.changed ? 5433 : 5432
  description                  = "from the application"
  tags                         = { Name = "database" }
}

resource "aws_vpc_security_group_ingress_rule" "offices" {
  security_group_id = aws_security_group.standalone.id
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
}

resource "aws_vpc_security_group_ingress_rule" "ipv6" {
  security_group_id = aws_security_group.standalone.id
  cidr_ipv6         = "2001:db8::/32"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "everything" {
  security_group_id = aws_security_group.standalone.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id

  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
}

resource "aws_network_interface" "task" {
  subnet_id       = aws_subnet.private[0].id
  private_ips     = ["10.1.0.20"]
  security_groups = local.changed ? [aws_security_group.inline.id] : [aws_security_group.inline.id, aws_security_group.older.id]
  description     = "task"
}

resource "aws_network_interface_sg_attachment" "task" {
  count                = local.changed ? 0 : 1
  security_group_id    = aws_security_group.standalone.id
  network_interface_id = aws_network_interface.second.id
}

resource "aws_network_interface" "second" {
  subnet_id = aws_subnet.private[1].id

  lifecycle {
    ignore_changes = [security_groups]
  }
}

resource "aws_instance" "web" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.inline.id]
  availability_zone      = aws_subnet.public.availability_zone
  tags                   = { Name = "web" }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = local.changed ? 2 : 1
  }

  root_block_device {
    volume_size = 20
    volume_type = "gp3"
    iops        = 4000
    throughput  = 250
    encrypted   = true
  }
}

resource "aws_eip" "web" {
  domain   = "vpc"
  instance = aws_instance.web.id
}

data "aws_security_group" "by_name" {
  name       = "standalone"
  vpc_id     = aws_vpc.main.id
  depends_on = [aws_security_group.standalone]
}

data "aws_security_groups" "all" {
  filter {
    name   = "vpc-id"
    values = [aws_vpc.main.id]
  }
  depends_on = [aws_security_group.standalone, aws_security_group.inline, aws_security_group.older]
}

output "inline_group" {
  value = aws_security_group.inline.id
}

output "standalone_group" {
  value = aws_security_group.standalone.id
}

output "account" {
  value = data.aws_caller_identity.current.account_id
}
