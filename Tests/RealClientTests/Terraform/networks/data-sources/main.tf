resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "looked-up" }
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

data "aws_availability_zones" "available" {
  state = "available"
}

data "aws_vpc" "main" {
  id = aws_vpc.main.id
}

resource "aws_subnet" "zone" {
  vpc_id            = data.aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, 9)
  availability_zone = data.aws_availability_zones.available.names[0]
}

resource "aws_security_group" "main" {
  name   = "in-looked-up"
  vpc_id = data.aws_vpc.main.id

  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [data.aws_vpc.main.cidr_block]
  }
}
