"""Small networks of every kind, planned and applied, for comparison of what configuration, plan, state and endpoint say.

    terraform_networks.py RINGFENCE_BINARY COMPARISON_BINARY [NAME…]

Each folder of ../Terraform/networks is a module of one configuration, so that the provider starts a few times for all of
them; NAME… takes some of them alone. They are applied, changed (../Terraform/networks/NAME/second.tf.txt takes the place
of main.tf) and applied again; COMPARISON_BINARY judges.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile

from running_server import RunningServer
from terraform_check import find
from terraform_story import Terraform

NETWORKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Terraform", "networks")

ROOT = """terraform {
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

provider "aws" {
  region = "eu-central-1"

  endpoints {
    ec2 = var.endpoint
    sts = var.endpoint
  }
}
"""


def main():
    ringfence, comparison, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    terraform, mirror = find()
    # The end of this program ends the server and Terraform too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = names or sorted(os.listdir(NETWORKS))
    with tempfile.TemporaryDirectory(prefix="ringfence-networks-") as folder:
        configuration = os.path.join(folder, "configuration")
        os.mkdir(configuration)
        with open(os.path.join(configuration, "main.tf"), "w") as file:
            file.write(ROOT)
            for name in names:
                file.write(f'\nmodule "{name}" {{\n  source = "./networks/{name}"\n}}\n')
        for name in names:
            shutil.copytree(os.path.join(NETWORKS, name), os.path.join(configuration, "networks", name))
        with RunningServer(ringfence) as server:
            story = Terraform(configuration, server.endpoint, *server.key, server.key, terraform, mirror)
            story.run("init", "-input=false")
            record(folder, "1", story, server, ringfence)
            for name in names:
                module = os.path.join(configuration, "networks", name)
                if os.path.exists(os.path.join(module, "second.tf.txt")):
                    os.replace(os.path.join(module, "second.tf.txt"), os.path.join(module, "main.tf"))
            record(folder, "2", story, server, ringfence)
        if keep := os.environ.get("RINGFENCE_KEEP_NETWORKS"):
            shutil.copytree(folder, keep, ignore=shutil.ignore_patterns(".terraform", "*.bin"))
        sys.exit(subprocess.run([comparison, folder]).returncode)


def record(folder, time, story, server, ringfence):
    """Plans and applies; keeps the plan, the state and a snapshot."""
    story.run("plan", "-input=false", "-out=plan.bin")
    with open(os.path.join(folder, f"{time}-plan.json"), "w") as file:
        file.write(story.run("show", "-json", "plan.bin").stdout)
    story.run("apply", "-input=false", "plan.bin")
    # A group's state lists rules that were taken away after it was read, until it is read again.
    story.run("apply", "-refresh-only", "-auto-approve", "-input=false")
    with open(os.path.join(folder, f"{time}-state.json"), "w") as file:
        file.write(story.run("show", "-json").stdout)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "AWS_ACCESS_KEY_ID": server.key[0],
        "AWS_SECRET_ACCESS_KEY": server.key[1],
        "AWS_REGION": "eu-central-1",
        "AWS_ENDPOINT_URL": server.endpoint,
    }
    result = subprocess.run(
        [ringfence, "snapshot", "--output", os.path.join(folder, f"{time}-live")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    # 2: something is missing, which a server of EC2 alone has to be (RDS's databases).
    if result.returncode not in (0, 2):
        sys.exit(f"ringfence snapshot ended with {result.returncode}\n{result.stdout}{result.stderr}")


if __name__ == "__main__":
    main()
