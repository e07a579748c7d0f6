resource "aws_vpc" "left" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_vpc" "right" {
  cidr_block = "10.2.0.0/16"
}

resource "aws_vpc_peering_connection" "main" {
  vpc_id      = aws_vpc.left.id
  peer_vpc_id = aws_vpc.right.id
  auto_accept = true
}

resource "aws_vpc_peering_connection_options" "main" {
  vpc_peering_connection_id = aws_vpc_peering_connection.main.id

  accepter {
    allow_remote_vpc_dns_resolution = true
  }
}

resource "aws_route_table" "left" {
  vpc_id = aws_vpc.left.id

  route {
    cidr_block                = aws_vpc.right.cidr_block
    vpc_peering_connection_id = aws_vpc_peering_connection.main.id
  }
}

resource "aws_route" "right" {
  route_table_id            = aws_vpc.right.main_route_table_id
  destination_cidr_block    = aws_vpc.left.cidr_block
  vpc_peering_connection_id = aws_vpc_peering_connection.main.id
}

resource "aws_security_group" "left" {
  name   = "left-peer"
  vpc_id = aws_vpc.left.id
}

resource "aws_security_group" "right" {
  name   = "right-peer"
  vpc_id = aws_vpc.right.id

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.left.id]
  }

  depends_on = [aws_vpc_peering_connection.main]
}
