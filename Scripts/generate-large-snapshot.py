#!/usr/bin/env python3
"""Writes a folder of what `aws ec2 describe-*` prints for a large account, from a seed.

    generate-large-snapshot.py FOLDER [--interfaces 10000] [--groups 2500] [--rules 60] [--vpcs 1] [--seed 1]

The counts are for each VPC. Prints two interfaces to ask about, as JSON.
"""

import argparse
import ipaddress
import json
import pathlib
import random

ACCOUNT = "111122223333"
PORTS = [22, 53, 80, 123, 443, 1433, 2049, 3306, 5432, 6379, 8080, 8443, 9092, 9200, 11211, 27017]
RANGES = [(1024, 65535), (8000, 8999), (9000, 9100), (30000, 32767), (0, 65535)]
# Kinds of which the account has none; an empty list says so.
EMPTY = {
    "nat-gateways": "NatGateways",
    "vpc-endpoints": "VpcEndpoints",
    "vpc-peering-connections": "VpcPeeringConnections",
    "transit-gateway-vpc-attachments": "TransitGatewayVpcAttachments",
    "managed-prefix-lists": "PrefixLists",
    "egress-only-internet-gateways": "EgressOnlyInternetGateways",
}


class Account:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.lists = {
            "vpcs": [], "subnets": [], "network-interfaces": [], "security-groups": [], "security-group-rules": [],
            "network-acls": [], "route-tables": [], "internet-gateways": [], "instances": [],
        }
        self.serial = 0
        for number in range(options.vpcs):
            self.add_vpc(number)

    def id(self, prefix):
        self.serial += 1
        return f"{prefix}-0{self.serial:016x}"

    def add_vpc(self, number):
        vpc = self.id("vpc")
        block = ipaddress.ip_network(f"10.{number}.0.0/16")
        self.lists["vpcs"].append({
            "VpcId": vpc, "CidrBlock": str(block), "IsDefault": False, "OwnerId": ACCOUNT, "State": "available",
            "InstanceTenancy": "default", "Tags": [{"Key": "Name", "Value": f"vpc {number}"}],
            "CidrBlockAssociationSet": [{
                "AssociationId": self.id("vpc-cidr-assoc"), "CidrBlock": str(block),
                "CidrBlockState": {"State": "associated"},
            }],
        })
        gateway = self.id("igw")
        self.lists["internet-gateways"].append({
            "InternetGatewayId": gateway, "OwnerId": ACCOUNT, "Tags": [],
            "Attachments": [{"State": "available", "VpcId": vpc}],
        })
        groups = [self.id("sg") for _ in range(self.options.groups)]
        for group in groups:
            self.add_group(vpc, block, group, groups)
        subnets = [(self.id("subnet"), subnet) for subnet in block.subnets(new_prefix=22)]
        for subnet, cidr in subnets:
            self.lists["subnets"].append({
                "SubnetId": subnet, "VpcId": vpc, "CidrBlock": str(cidr), "OwnerId": ACCOUNT, "State": "available",
                "AvailabilityZone": "eu-west-1a", "MapPublicIpOnLaunch": False, "Ipv6CidrBlockAssociationSet": [],
                "AvailableIpAddressCount": 700, "DefaultForAz": False, "Tags": [],
            })
        self.add_acl(vpc, [subnet for subnet, _ in subnets])
        self.add_route_table(vpc, block, gateway)
        self.add_interfaces(vpc, subnets, groups)

    def add_acl(self, vpc, subnets):
        acl = self.id("acl")
        entry = {"Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
        self.lists["network-acls"].append({
            "NetworkAclId": acl, "VpcId": vpc, "IsDefault": True, "OwnerId": ACCOUNT, "Tags": [],
            "Associations": [
                {"NetworkAclAssociationId": self.id("aclassoc"), "NetworkAclId": acl, "SubnetId": subnet}
                for subnet in subnets
            ],
            "Entries": [
                {**entry, "Egress": egress, "RuleAction": action, "RuleNumber": number}
                for egress in (True, False) for number, action in ((100, "allow"), (32767, "deny"))
            ],
        })

    def add_route_table(self, vpc, block, gateway):
        table = self.id("rtb")
        self.lists["route-tables"].append({
            "RouteTableId": table, "VpcId": vpc, "OwnerId": ACCOUNT, "PropagatingVgws": [], "Tags": [],
            "Associations": [{
                "Main": True, "RouteTableAssociationId": self.id("rtbassoc"), "RouteTableId": table,
                "AssociationState": {"State": "associated"},
            }],
            "Routes": [
                {"DestinationCidrBlock": str(block), "GatewayId": "local", "Origin": "CreateRouteTable",
                 "State": "active"},
                {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway, "Origin": "CreateRoute",
                 "State": "active"},
            ],
        })

    def add_group(self, vpc, block, group, groups):
        permissions = {}
        rules = []

        def add(protocol, low, high, peer_key, permission_peer, rule_peer):
            permission = permissions.setdefault((protocol, low, high), {
                "IpProtocol": protocol, "FromPort": low, "ToPort": high, "IpRanges": [], "Ipv6Ranges": [],
                "PrefixListIds": [], "UserIdGroupPairs": [],
            })
            if permission_peer in permission[peer_key]:
                return False
            permission[peer_key].append(permission_peer)
            rules.append({
                "SecurityGroupRuleId": self.id("sgr"), "GroupId": group, "GroupOwnerId": ACCOUNT, "IsEgress": False,
                "IpProtocol": protocol, "FromPort": low, "ToPort": high, **rule_peer, "Tags": [],
            })
            return True

        while len(rules) < self.options.rules:
            protocol = "tcp" if self.random.random() < 0.8 else "udp"
            port = self.random.choice(PORTS)
            low, high = (port, port) if self.random.random() < 0.75 else self.random.choice(RANGES)
            if self.random.random() < 0.25:
                other = self.random.choice(groups)
                add(protocol, low, high, "UserIdGroupPairs", {"GroupId": other, "UserId": ACCOUNT},
                    {"ReferencedGroupInfo": {"GroupId": other, "UserId": ACCOUNT}})
            else:
                cidr = self.cidr(block)
                add(protocol, low, high, "IpRanges", {"CidrIp": cidr}, {"CidrIpv4": cidr})
        egress = self.id("sgr")
        rules.append({
            "SecurityGroupRuleId": egress, "GroupId": group, "GroupOwnerId": ACCOUNT, "IsEgress": True,
            "IpProtocol": "-1", "FromPort": -1, "ToPort": -1, "CidrIpv4": "0.0.0.0/0", "Tags": [],
        })
        self.lists["security-group-rules"] += rules
        self.lists["security-groups"].append({
            "GroupId": group, "GroupName": f"group-{group}", "Description": "made from a seed", "VpcId": vpc,
            "OwnerId": ACCOUNT, "Tags": [], "IpPermissions": list(permissions.values()),
            "IpPermissionsEgress": [{
                "IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [], "PrefixListIds": [],
                "UserIdGroupPairs": [],
            }],
        })

    def cidr(self, block):
        length = self.random.choice([8, 16, 20, 22, 24, 24, 26, 28, 32, 32])
        base = int(block.network_address) if self.random.random() < 0.7 else self.random.getrandbits(32)
        address = base | self.random.getrandbits(16)
        return str(ipaddress.ip_network((address, length), strict=False))

    def add_interfaces(self, vpc, subnets, groups):
        for number in range(self.options.interfaces):
            subnet, cidr = subnets[number % len(subnets)]
            address = str(cidr.network_address + 4 + number // len(subnets))
            interface = self.id("eni")
            instance = self.id("i")
            carried = self.random.sample(groups, self.random.choice([1, 1, 1, 2, 2, 3]))
            names = [{"GroupId": group, "GroupName": f"group-{group}"} for group in carried]
            self.lists["network-interfaces"].append({
                "NetworkInterfaceId": interface, "VpcId": vpc, "SubnetId": subnet, "OwnerId": ACCOUNT,
                "PrivateIpAddress": address, "Status": "in-use", "SourceDestCheck": True, "Description": "",
                "InterfaceType": "interface", "AvailabilityZone": "eu-west-1a", "Ipv6Addresses": [], "TagSet": [],
                "PrivateIpAddresses": [{"Primary": True, "PrivateIpAddress": address}], "Groups": names,
                "RequesterManaged": False, "MacAddress": "02:00:00:00:00:01",
                "Attachment": {
                    "AttachmentId": self.id("eni-attach"), "DeviceIndex": 0, "InstanceId": instance,
                    "InstanceOwnerId": ACCOUNT, "Status": "attached", "DeleteOnTermination": True,
                },
            })

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        keys = {
            "vpcs": "Vpcs", "subnets": "Subnets", "network-interfaces": "NetworkInterfaces",
            "security-groups": "SecurityGroups", "security-group-rules": "SecurityGroupRules",
            "network-acls": "NetworkAcls", "route-tables": "RouteTables", "internet-gateways": "InternetGateways",
            "instances": "Reservations",
        }
        for name, elements in self.lists.items():
            with open(folder / f"{name}.json", "w", encoding="utf-8") as file:
                json.dump({keys[name]: elements}, file, indent=4)
        for name, key in EMPTY.items():
            (folder / f"{name}.json").write_text(json.dumps({key: []}, indent=4), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--interfaces", type=int, default=10_000)
    parser.add_argument("--groups", type=int, default=2_500)
    parser.add_argument("--rules", type=int, default=60)
    parser.add_argument("--vpcs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.interfaces > 64 * 1_000 or options.vpcs > 256:
        parser.error("a VPC's subnets hold 64,000 interfaces, and there are 256 blocks for VPCs")
    account = Account(options)
    account.write(options.folder)
    interfaces = account.lists["network-interfaces"]
    print(json.dumps({"source": interfaces[0]["NetworkInterfaceId"],
                      "destination": interfaces[len(interfaces) // (2 * options.vpcs)]["NetworkInterfaceId"]}))


if __name__ == "__main__":
    main()
