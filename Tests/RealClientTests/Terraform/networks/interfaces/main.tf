resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-central-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-central-1b"
}

resource "aws_security_group" "one" {
  name   = "one"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "two" {
  name   = "two"
  vpc_id = aws_vpc.main.id
}

resource "aws_network_interface" "given" {
  subnet_id         = aws_subnet.a.id
  private_ips       = ["10.0.1.20", "10.0.1.21"]
  security_groups   = [aws_security_group.one.id, aws_security_group.two.id]
  source_dest_check = false
  description       = "given addresses"
}

resource "aws_network_interface" "chosen" {
  subnet_id         = aws_subnet.b.id
  private_ips_count = 2

  lifecycle {
    ignore_changes = [security_groups]
  }
}

resource "aws_network_interface_sg_attachment" "chosen" {
  network_interface_id = aws_network_interface.chosen.id
  security_group_id    = aws_security_group.two.id
}
