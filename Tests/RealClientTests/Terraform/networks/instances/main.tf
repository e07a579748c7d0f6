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

resource "aws_security_group" "web" {
  name   = "web-instances"
  vpc_id = aws_vpc.main.id
}

resource "aws_instance" "plain" {
  ami               = "ami-0123456789abcdef0"
  instance_type     = "t3.micro"
  availability_zone = "eu-central-1a"
  subnet_id         = aws_subnet.a.id
}

resource "aws_instance" "web" {
  count                       = 2
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t3.micro"
  availability_zone           = "eu-central-1a"
  subnet_id                   = aws_subnet.a.id
  private_ip                  = "10.0.1.${100 + count.index}"
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.web.id]
  tags                        = { Name = "web-${count.index}" }
}

# A NAT instance, and the route through it.
resource "aws_instance" "nat" {
  ami               = "ami-0123456789abcdef0"
  instance_type     = "t3.micro"
  availability_zone = "eu-central-1a"
  subnet_id         = aws_subnet.a.id
  source_dest_check = false
}

resource "aws_route_table" "b" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block           = "0.0.0.0/0"
    network_interface_id = aws_instance.nat.primary_network_interface_id
  }
}

resource "aws_network_interface_sg_attachment" "nat" {
  network_interface_id = aws_instance.nat.primary_network_interface_id
  security_group_id    = aws_security_group.web.id
}
