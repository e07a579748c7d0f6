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

# The key of another account.
variable "partner" {
  type      = object({ access_key = string, secret_key = string })
  sensitive = true
}

provider "aws" {
  alias      = "partner"
  region     = "eu-central-1"
  access_key = var.partner.access_key
  secret_key = var.partner.secret_key

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
