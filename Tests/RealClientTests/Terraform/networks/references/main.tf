resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

# Two groups that refer to each other, and a chain.
resource "aws_security_group" "left" {
  name   = "left"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "right" {
  name   = "right"
  vpc_id = aws_vpc.main.id

  ingress {
    protocol        = "tcp"
    from_port       = 80
    to_port         = 80
    security_groups = [aws_security_group.left.id]
  }
}

resource "aws_vpc_security_group_ingress_rule" "back" {
  security_group_id            = aws_security_group.left.id
  referenced_security_group_id = aws_security_group.right.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}
