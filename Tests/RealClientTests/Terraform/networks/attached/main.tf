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

resource "aws_network_interface" "primary" {
  subnet_id   = aws_subnet.a.id
  private_ips = ["10.0.1.50"]
}

resource "aws_network_interface" "second" {
  subnet_id = aws_subnet.a.id
}

resource "aws_instance" "machine" {
  ami               = "ami-0123456789abcdef0"
  instance_type     = "t3.micro"
  availability_zone = "eu-central-1a"

  network_interface {
    network_interface_id = aws_network_interface.primary.id
    device_index         = 0
  }
}

resource "aws_network_interface_attachment" "second" {
  instance_id          = aws_instance.machine.id
  network_interface_id = aws_network_interface.second.id
  device_index         = 1
}
