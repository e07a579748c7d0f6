resource "aws_vpc" "left" {
  cidr_block = "10.3.0.0/16"
}

resource "aws_vpc" "right" {
  cidr_block = "10.4.0.0/16"
}

resource "aws_vpc_peering_connection" "main" {
  vpc_id      = aws_vpc.left.id
  peer_vpc_id = aws_vpc.right.id
}

resource "aws_vpc_peering_connection_accepter" "main" {
  vpc_peering_connection_id = aws_vpc_peering_connection.main.id
  auto_accept               = true
}

# Nobody accepts this one.
resource "aws_vpc" "third" {
  cidr_block = "10.5.0.0/16"
}

resource "aws_vpc_peering_connection" "waiting" {
  vpc_id      = aws_vpc.left.id
  peer_vpc_id = aws_vpc.third.id
}
