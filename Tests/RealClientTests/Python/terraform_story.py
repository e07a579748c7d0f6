"""Terraform's whole life of a configuration against an endpoint.

    terraform_story.py ENDPOINT KEY SECRET PARTNER_KEY PARTNER_SECRET TERRAFORM_BINARY PLUGIN_MIRROR CONFIGURATION_FOLDER

The partner's key belongs to another account.

apply → nothing left to do → rules added behind Terraform's back → what the next plan says of each → a changed
configuration → nothing left to do → imports into an empty state → nothing left to do → destroy.
Prints each step; exits 1 with the output of the command that went wrong.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from conversation import client


class Terraform:
    def __init__(self, folder, endpoint, key, secret, partner, binary, mirror):
        self.folder, self.binary = folder, binary
        configuration = os.path.join(folder, "cli.tfrc")
        with open(configuration, "w") as file:
            file.write(
                'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' % mirror
            )
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))},
            "TF_CLI_CONFIG_FILE": configuration,
            "TF_IN_AUTOMATION": "1",
            "TF_VAR_endpoint": endpoint,
            "TF_VAR_partner": json.dumps({"access_key": partner[0], "secret_key": partner[1]}),
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_EC2_METADATA_DISABLED": "true",
            "CHECKPOINT_DISABLE": "1",
        }

    def run(self, *arguments, allowed=(0,)):
        result = subprocess.run(
            [self.binary, arguments[0], "-no-color", *arguments[1:]],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
        if result.returncode not in allowed:
            fail(f"terraform {' '.join(arguments)} ended with {result.returncode}", result.stdout + result.stderr)
        return result

    def expect_empty_plan(self, when, *arguments):
        result = self.run("plan", "-input=false", "-detailed-exitcode", *arguments, allowed=(0, 2))
        if result.returncode != 0:
            fail(f"{when} the plan should be empty", result.stdout)

    def changes(self, *arguments):
        """Address → actions of the plan, without what stays as it is."""
        self.run("plan", "-input=false", "-out=plan.bin", *arguments)
        plan = json.loads(self.run("show", "-json", "plan.bin").stdout)
        return {
            change["address"]: (change["change"]["actions"], change["change"])
            for change in plan.get("resource_changes", [])
            if change["change"]["actions"] not in (["no-op"], ["read"])
        }

    def outputs(self):
        return {name: value["value"] for name, value in json.loads(self.run("output", "-json").stdout).items()}

    def resources(self):
        """Every managed resource of the state."""
        state = json.loads(self.run("show", "-json").stdout)
        return state["values"]["root_module"]["resources"]


def fail(message, output=""):
    print(f"FAILED: {message}\n{output}", flush=True)
    sys.exit(1)


def note(message):
    print(message, flush=True)


# How each type is imported, from what the state says of it (the provider's documentation, "Import").
IMPORT_IDS = {
    "aws_default_security_group": lambda v: v["id"],
    "aws_default_network_acl": lambda v: v["id"],
    "aws_network_acl_rule": lambda v: ":".join(
        [v["network_acl_id"], str(v["rule_number"]), v["protocol"], str(v["egress"]).lower()]
    ),
    "aws_route": lambda v: "{}_{}".format(
        v["route_table_id"], v["destination_cidr_block"] or v["destination_ipv6_cidr_block"]
    ),
    "aws_route_table_association": lambda v: f"{v['subnet_id']}/{v['route_table_id']}",
    "aws_vpc_dhcp_options_association": lambda v: v["vpc_id"],
    "aws_security_group_rule": lambda v: "_".join(
        [v["security_group_id"], v["type"], v["protocol"], str(v["from_port"]), str(v["to_port"])]
        + (v["cidr_blocks"] or [v["source_security_group_id"]])
    ),
    "aws_ec2_managed_prefix_list_entry": lambda v: f"{v['prefix_list_id']},{v['cidr']}",
    "aws_vpc_security_group_vpc_association": lambda v: f"{v['security_group_id']},{v['vpc_id']}",
    "aws_network_interface_sg_attachment": lambda v: f"{v['security_group_id']}_{v['network_interface_id']}",
}


def rule(ec2, group, port):
    ec2.authorize_security_group_ingress(
        GroupId=group, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp="192.0.2.0/24"
    )


def has_rule(ec2, group, port):
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])
    return any(rule["FromPort"] == port and not rule["IsEgress"] for rule in rules["SecurityGroupRules"])


def vpcs(*clients):
    return {vpc["VpcId"] for ec2 in clients for vpc in ec2.describe_vpcs()["Vpcs"]}


def main():
    # Whoever ends this program ends the command of Terraform that runs.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    endpoint, key, secret, partner_key, partner_secret, binary, mirror, source = sys.argv[1:9]
    ec2, partner = client(endpoint, key, secret), client(endpoint, partner_key, partner_secret)
    before = vpcs(ec2, partner)
    with tempfile.TemporaryDirectory(prefix="ringfence-terraform-") as folder:
        for name in os.listdir(source):
            shutil.copy(os.path.join(source, name), folder)
        terraform = Terraform(folder, endpoint, key, secret, (partner_key, partner_secret), binary, mirror)
        terraform.run("init", "-input=false")
        terraform.run("apply", "-input=false", "-auto-approve")
        resources = [r for r in terraform.resources() if r["mode"] == "managed"]
        note(f"applied: {len(resources)} resources")
        terraform.expect_empty_plan("after the first apply")
        note("nothing left to do")

        outputs = terraform.outputs()
        rule(ec2, outputs["inline_group"], 9999)
        rule(ec2, outputs["standalone_group"], 9999)
        changes = terraform.changes()
        if set(changes) != {"aws_security_group.inline"}:
            fail(f"a rule added by hand should show in the group with inline rules alone: {changes}")
        note("a rule added by hand shows in the plan of the group with inline rules alone")

        terraform.run("apply", "-input=false", "-auto-approve", "-var=step=2")
        if has_rule(ec2, outputs["inline_group"], 9999):
            fail("a rule added by hand to a group with inline rules should have been removed")
        if not has_rule(ec2, outputs["standalone_group"], 9999):
            fail("a rule added by hand to a group with standalone rules should have been left alone")
        note("changed; the inline group lost the rule added by hand, the standalone group kept it")
        terraform.expect_empty_plan("after the second apply", "-var=step=2")
        note("nothing left to do")

        # Everything again, from its identifiers alone.
        resources = [r for r in terraform.resources() if r["mode"] == "managed"]
        shutil.move(os.path.join(folder, "terraform.tfstate"), os.path.join(folder, "whole.tfstate"))
        with open(os.path.join(folder, "imports.tf"), "w") as file:
            for resource in resources:
                identify = IMPORT_IDS.get(resource["type"], lambda values: values["id"])
                file.write(
                    "import {\n  to = %s\n  id = %s\n}\n\n"
                    % (resource["address"], json.dumps(identify(resource["values"])))
                )
        changes = terraform.changes("-var=step=2")
        created = sorted(
            address for address, (actions, change) in changes.items() if "create" in actions or "delete" in actions
        )
        if created:
            fail(f"imported resources would be made again: {created}")
        terraform.run("apply", "-input=false", "-auto-approve", "-var=step=2")
        note(f"imported: {len(resources)} resources")
        os.remove(os.path.join(folder, "imports.tf"))
        terraform.expect_empty_plan("after the import", "-var=step=2")
        note("nothing left to do")

        terraform.run("destroy", "-input=false", "-auto-approve", "-var=step=2")
        after = vpcs(ec2, partner)
        if after != before:
            fail(f"destroy left {sorted(after - before)} and took {sorted(before - after)}")
        note("destroyed")


if __name__ == "__main__":
    main()
