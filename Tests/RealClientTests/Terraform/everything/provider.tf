terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "endpoint" {
  type = string
}

# What the second apply changes.
variable "step" {
  type    = number
  default = 1
}

provider "aws" {
  region = "eu-central-1"

  endpoints {
    ec2 = var.endpoint
    sts = var.endpoint
  }

  default_tags {
    tags = { managed-by = "terraform" }
  }
}

locals {
  changed = var.step > 1
}
