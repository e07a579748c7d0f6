"""What people do by hand between two applies of Terraform/fate.

    live_changes.py ENDPOINT KEY SECRET VPC OTHER_VPC

Prints as JSON the group and the rule made by hand that the configuration imports next.
"""

import json
import sys

from conversation import client


def main():
    endpoint, key, secret, main_vpc, other_vpc = sys.argv[1:6]
    ec2 = client(endpoint, key, secret)
    groups = {
        (group["VpcId"], group["GroupName"]): group["GroupId"]
        for group in ec2.describe_security_groups()["SecurityGroups"]
    }

    def permission(port, *blocks):
        return {
            "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": block} for block in blocks]
        }

    def add(name, port, vpc=main_vpc, block="192.0.2.0/24"):
        answer = ec2.authorize_security_group_ingress(
            GroupId=groups[vpc, name], IpPermissions=[permission(port, block)]
        )
        return answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]

    for name in ("inline", "emptied", "released", "ignoring", "moved", "removed", "referring", "older", "fought-over"):
        add(name, 9999)
    rule = add("newer", 9999)
    add("newer", 9998)
    add("default", 9999)
    add("default", 9999, vpc=other_vpc)
    # Half of an older resource's rule is gone: the resource no longer knows the other half.
    ec2.revoke_security_group_ingress(GroupId=groups[main_vpc, "older"], IpPermissions=[permission(3, "10.2.0.0/16")])
    # Descriptions that are gone are not missed.
    offices = ec2.describe_managed_prefix_lists(Filters=[{"Name": "prefix-list-name", "Values": ["offices"]}])
    ec2.update_security_group_rule_descriptions_ingress(
        GroupId=groups[main_vpc, "inline"],
        IpPermissions=[
            {
                "IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8081,
                "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/48"}],
                "PrefixListIds": [{"PrefixListId": offices["PrefixLists"][0]["PrefixListId"]}],
            }
        ],
    )
    group = ec2.create_security_group(GroupName="by-hand", Description="by hand", VpcId=main_vpc)["GroupId"]
    ec2.authorize_security_group_ingress(
        GroupId=group, IpPermissions=[permission(1, "10.0.0.0/8"), permission(2, "10.0.0.0/8")]
    )
    print(json.dumps({"group": group, "rule": rule}))


if __name__ == "__main__":
    main()
