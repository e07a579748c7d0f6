"""Makes a VPC with security groups by hand, with every kind of rule there is.

    live_groups.py ENDPOINT KEY SECRET NAME…

Prints for each name, as JSON, the VPC's identifier.
"""

import json
import sys

from conversation import client


def tags(kind, name, **more):
    pairs = {"Name": name, **more}
    return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in pairs.items()]}]


def make(ec2, name):
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tags("vpc", name))["Vpc"]["VpcId"]

    def group(group_name):
        return ec2.create_security_group(
            GroupName=group_name,
            Description=f"{group_name} of {name}",
            VpcId=vpc,
            TagSpecifications=tags("security-group", group_name, **{"not-${a}-template": 'a "quoted" %{b}'}),
        )["GroupId"]

    offices = ec2.create_managed_prefix_list(
        PrefixListName=f"offices-{name}", AddressFamily="IPv4", MaxEntries=2, Entries=[{"Cidr": "198.51.100.0/24"}]
    )["PrefixList"]["PrefixListId"]
    web, app = group("web"), group("app 2 (blue)")
    ec2.revoke_security_group_egress(
        GroupId=group("empty"), IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    )
    ec2.authorize_security_group_ingress(
        GroupId=web,
        IpPermissions=[
            {
                "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
                "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "anyone"}],
                "Ipv6Ranges": [{"CidrIpv6": "::/0", "Description": "anyone"}, {"CidrIpv6": "2001:db8::/32"}],
            },
            {
                "IpProtocol": "tcp", "FromPort": 80, "ToPort": 88,
                "IpRanges": [{"CidrIp": "192.0.2.0/24"}, {"CidrIp": "10.0.0.0/8"}],
                "PrefixListIds": [{"PrefixListId": offices, "Description": "offices"}],
                "UserIdGroupPairs": [{"GroupId": web}, {"GroupId": app, "Description": "the application"}],
            },
            {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
            {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "10.0.0.0/9"}]},
            {"IpProtocol": "icmpv6", "FromPort": -1, "ToPort": -1, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
            {"IpProtocol": "50", "IpRanges": [{"CidrIp": "203.0.113.7/32"}]},
            {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": web}]},
            {"IpProtocol": "udp", "FromPort": 0, "ToPort": 65535, "IpRanges": [{"CidrIp": "10.9.0.0/16"}]},
        ],
    )
    ec2.authorize_security_group_ingress(
        GroupId=app,
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": web}]}
        ],
        TagSpecifications=tags("security-group-rule", "database"),
    )
    return vpc


def main():
    endpoint, key, secret = sys.argv[1:4]
    ec2 = client(endpoint, key, secret)
    print(json.dumps({name: make(ec2, name) for name in sys.argv[4:]}))


if __name__ == "__main__":
    main()
