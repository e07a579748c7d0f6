"""Prowler against the server: a small network with known findings, and exactly these found.

    prowler_findings.py RINGFENCE_BINARY PROWLER
"""

import json
import os
import subprocess
import sys
import tempfile

import boto3

from running_server import RunningServer

REGION = "eu-central-1"

SECURITY_GROUP = "ec2_securitygroup_allow_ingress_from_internet_to_"
CHECKS = [
    "ec2_networkacl_allow_ingress_any_port",
    "ec2_networkacl_allow_ingress_tcp_port_22",
    "ec2_networkacl_allow_ingress_tcp_port_3389",
    "ec2_networkacl_unused",
    SECURITY_GROUP + "all_ports",
    SECURITY_GROUP + "any_port",
    SECURITY_GROUP + "high_risk_tcp_ports",
    SECURITY_GROUP + "tcp_port_22",
    SECURITY_GROUP + "tcp_port_3389",
    SECURITY_GROUP + "tcp_port_mysql_3306",
    SECURITY_GROUP + "tcp_port_postgres_5432",
    "ec2_securitygroup_allow_wide_open_public_ipv4",
    "ec2_securitygroup_default_restrict_traffic",
    "ec2_securitygroup_from_launch_wizard",
    "ec2_securitygroup_with_many_ingress_egress_rules",
    "vpc_flow_logs_enabled",
    "vpc_peering_routing_tables_with_least_privilege",
    "vpc_subnet_different_az",
    "vpc_subnet_no_public_ip_by_default",
    "vpc_subnet_separate_private_public",
]


class Network:
    """What Prowler looks at, and what it must say of it: (check, resource) → PASS or FAIL."""

    def __init__(self, ec2):
        self.ec2, self.expected = ec2, {}
        self.logged, self.silent = self.vpc("10.0.0.0/16"), self.vpc("10.1.0.0/16")
        self.groups()
        self.subnets_and_acls()
        self.flow_logs()
        self.peering()

    def expect(self, check, resource, status):
        self.expected[check, resource] = status

    def vpc(self, block):
        return self.ec2.create_vpc(CidrBlock=block)["Vpc"]["VpcId"]

    def group(self, name, *permissions):
        group = self.ec2.create_security_group(GroupName=name, Description=name, VpcId=self.logged)["GroupId"]
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)
        return group

    def groups(self):
        def tcp(port, **source):
            return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **source}

        anywhere = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        anywhere6 = {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
        inside = {"IpRanges": [{"CidrIp": "10.0.0.0/16"}]}
        administrators = self.group("administrators", tcp(22, **anywhere))
        desktops = self.group("desktops", tcp(3389, **anywhere6))
        database = self.group("database", tcp(5432, **inside), tcp(3306, **inside))
        halves = [{"CidrIp": "20.0.0.0/8"}]
        wide = self.group("wide", tcp(8443, IpRanges=halves))
        everything = self.group("everything", {"IpProtocol": "-1", **anywhere})
        wizard = self.group("launch-wizard-1", tcp(443, **inside))
        many = self.group("many", *[tcp(10_000 + port, **inside) for port in range(55)])

        for group, port22, port3389, postgres, every in [
            (administrators, "FAIL", "PASS", "PASS", "PASS"),
            (desktops, "PASS", "FAIL", "PASS", "PASS"),
            (database, "PASS", "PASS", "PASS", "PASS"),
            (everything, None, None, None, "FAIL"),
        ]:
            for check, status in [
                ("tcp_port_22", port22),
                ("tcp_port_3389", port3389),
                ("tcp_port_postgres_5432", postgres),
                ("all_ports", every),
            ]:
                if status:
                    self.expect(SECURITY_GROUP + check, group, status)
        self.expect("ec2_securitygroup_allow_wide_open_public_ipv4", wide, "FAIL")
        self.expect("ec2_securitygroup_allow_wide_open_public_ipv4", database, "PASS")
        self.expect("ec2_securitygroup_from_launch_wizard", wizard, "FAIL")
        self.expect("ec2_securitygroup_from_launch_wizard", database, "PASS")
        self.expect("ec2_securitygroup_with_many_ingress_egress_rules", many, "FAIL")
        self.expect("ec2_securitygroup_with_many_ingress_egress_rules", database, "PASS")

        # A default group allows its members everything until somebody takes its rules away.
        shut, open_ = self.default_group(self.logged), self.default_group(self.silent)
        rules = self.ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [shut]}])
        for rule in rules["SecurityGroupRules"]:
            revoke = (
                self.ec2.revoke_security_group_egress if rule["IsEgress"] else self.ec2.revoke_security_group_ingress
            )
            revoke(GroupId=shut, SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])
        self.expect("ec2_securitygroup_default_restrict_traffic", shut, "PASS")
        self.expect("ec2_securitygroup_default_restrict_traffic", open_, "FAIL")

    def default_group(self, vpc):
        filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
        return self.ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]["GroupId"]

    def subnets_and_acls(self):
        private = self.ec2.create_subnet(VpcId=self.logged, CidrBlock="10.0.0.0/24", AvailabilityZone=REGION + "a")
        public = self.ec2.create_subnet(VpcId=self.logged, CidrBlock="10.0.1.0/24", AvailabilityZone=REGION + "b")
        private, public = private["Subnet"]["SubnetId"], public["Subnet"]["SubnetId"]
        self.ec2.create_subnet(VpcId=self.silent, CidrBlock="10.1.0.0/24", AvailabilityZone=REGION + "a")
        self.ec2.modify_subnet_attribute(SubnetId=public, MapPublicIpOnLaunch={"Value": True})
        self.expect("vpc_subnet_no_public_ip_by_default", public, "FAIL")
        self.expect("vpc_subnet_no_public_ip_by_default", private, "PASS")
        self.expect("vpc_subnet_different_az", self.logged, "PASS")
        self.expect("vpc_subnet_different_az", self.silent, "FAIL")
        # One with a way to the internet, one without.
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.logged)
        table = self.ec2.create_route_table(VpcId=self.logged)["RouteTable"]["RouteTableId"]
        self.ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        self.ec2.associate_route_table(RouteTableId=table, SubnetId=public)
        # Explicitly: without an association Prowler looks at the main tables of every VPC, the default one's too.
        closed = self.ec2.create_route_table(VpcId=self.logged)["RouteTable"]["RouteTableId"]
        self.ec2.associate_route_table(RouteTableId=closed, SubnetId=private)
        self.expect("vpc_subnet_separate_private_public", self.logged, "PASS")
        self.expect("vpc_subnet_separate_private_public", self.silent, "FAIL")

        narrow = self.ec2.create_network_acl(VpcId=self.logged)["NetworkAcl"]["NetworkAclId"]
        self.ec2.create_network_acl_entry(
            NetworkAclId=narrow, RuleNumber=100, Egress=False, Protocol="6", RuleAction="allow",
            CidrBlock="0.0.0.0/0", PortRange={"From": 22, "To": 22},
        )
        default = self.ec2.describe_network_acls(
            Filters=[{"Name": "vpc-id", "Values": [self.logged]}, {"Name": "default", "Values": ["true"]}]
        )["NetworkAcls"][0]["NetworkAclId"]
        for acl, every, port22, port3389 in [(default, "FAIL", "FAIL", "FAIL"), (narrow, "PASS", "FAIL", "PASS")]:
            self.expect("ec2_networkacl_allow_ingress_any_port", acl, every)
            self.expect("ec2_networkacl_allow_ingress_tcp_port_22", acl, port22)
            self.expect("ec2_networkacl_allow_ingress_tcp_port_3389", acl, port3389)
        self.expect("ec2_networkacl_unused", narrow, "FAIL")

    def flow_logs(self):
        self.ec2.create_flow_logs(
            ResourceIds=[self.logged], ResourceType="VPC", TrafficType="REJECT", LogDestinationType="s3",
            LogDestination="arn:aws:s3:::flow-logs-example",
        )
        self.expect("vpc_flow_logs_enabled", self.logged, "PASS")
        self.expect("vpc_flow_logs_enabled", self.silent, "FAIL")

    def peering(self):
        def peer(block):
            """An accepted peering of the silent VPC with another."""
            other = self.vpc(block)
            answer = self.ec2.create_vpc_peering_connection(VpcId=self.silent, PeerVpcId=other)
            peering = answer["VpcPeeringConnection"]["VpcPeeringConnectionId"]
            self.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
            return peering

        for peering, block in [
            (careful := peer("10.2.0.0/16"), "10.2.1.0/24"),
            (careless := peer("10.3.0.0/16"), "0.0.0.0/0"),
        ]:
            table = self.ec2.create_route_table(VpcId=self.silent)["RouteTable"]["RouteTableId"]
            self.ec2.create_route(
                RouteTableId=table, DestinationCidrBlock=block, VpcPeeringConnectionId=peering
            )
        self.expect("vpc_peering_routing_tables_with_least_privilege", careful, "PASS")
        self.expect("vpc_peering_routing_tables_with_least_privilege", careless, "FAIL")


def findings(prowler, endpoint, key, folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment.update(
        AWS_ENDPOINT_URL=endpoint,
        AWS_ACCESS_KEY_ID=key[0],
        AWS_SECRET_ACCESS_KEY=key[1],
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
        NO_PROXY="127.0.0.1,localhost",
        no_proxy="127.0.0.1,localhost",
    )
    result = subprocess.run(
        [
            prowler, "aws", "--region", REGION, "--no-banner", "--no-color", "--scan-unused-services",
            "--ignore-exit-code-3", "--output-formats", "json-ocsf", "--output-directory", folder,
            "--output-filename", "findings", "--checks", *CHECKS,
        ],
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
    )
    if result.returncode != 0:
        sys.exit(f"prowler ended with {result.returncode}\n{result.stdout}\n{result.stderr}")
    with open(os.path.join(folder, "findings.ocsf.json")) as file:
        for finding in json.load(file):
            # The ARN ends in the identifier.
            resource = finding["resources"][0]["uid"].rsplit("/", 1)[-1]
            yield (finding["metadata"]["event_code"], resource), finding["status_code"]


def main():
    binary, prowler = sys.argv[1:3]
    with RunningServer(binary) as server, tempfile.TemporaryDirectory(prefix="ringfence-prowler-") as folder:
        ec2 = boto3.client(
            "ec2", endpoint_url=server.endpoint, region_name=REGION,
            aws_access_key_id=server.key[0], aws_secret_access_key=server.key[1],
        )
        network = Network(ec2)
        found = dict(findings(prowler, server.endpoint, server.key, folder))
    silent = [check for check in CHECKS if not any(name == check for name, _ in found)]
    wrong = {
        subject: (status, found.get(subject))
        for subject, status in network.expected.items()
        if found.get(subject) != status
    }
    for (check, resource), (expected, actual) in sorted(wrong.items()):
        print(f"FAILED  {check} of {resource}: {actual} instead of {expected}")
    for check in silent:
        print(f"FAILED  {check} found nothing to look at")
    print(f"{len(network.expected) - len(wrong)} of {len(network.expected)} findings as expected; "
          f"{len(CHECKS) - len(silent)} of {len(CHECKS)} checks completed; {len(found)} findings in all")
    sys.exit(1 if wrong or silent else 0)


if __name__ == "__main__":
    main()
