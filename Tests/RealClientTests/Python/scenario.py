"""One conversation with EC2, step by step, for any endpoint: what is compared between servers.

Each step is a function of the client and of what earlier steps found. What it returns is what the server answered;
a refusal is an answer too.
"""

STEPS = []


def step(function):
    STEPS.append((function.__name__, function))
    return function


# --- VPCs and subnets


@step
def create_vpc(ec2, found):
    answer = ec2.create_vpc(
        CidrBlock="10.0.0.0/16",
        TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "main"}]}],
    )
    found["vpc"] = answer["Vpc"]["VpcId"]
    return answer


@step
def describe_vpc(ec2, found):
    return ec2.describe_vpcs(VpcIds=[found["vpc"]])


@step
def create_vpc_with_bad_block(ec2, found):
    return ec2.create_vpc(CidrBlock="10.0.0.0/8")


@step
def describe_unknown_vpc(ec2, found):
    return ec2.describe_vpcs(VpcIds=["vpc-0123456789abcdef0"])


@step
def create_subnet(ec2, found):
    answer = ec2.create_subnet(VpcId=found["vpc"], CidrBlock="10.0.1.0/24", AvailabilityZone="eu-central-1a")
    found["subnet"] = answer["Subnet"]["SubnetId"]
    return answer


@step
def create_overlapping_subnet(ec2, found):
    return ec2.create_subnet(VpcId=found["vpc"], CidrBlock="10.0.1.128/25")


@step
def create_subnet_outside(ec2, found):
    return ec2.create_subnet(VpcId=found["vpc"], CidrBlock="192.168.0.0/24")


# --- Security groups


@step
def create_group(ec2, found):
    answer = ec2.create_security_group(GroupName="web", Description="web servers", VpcId=found["vpc"])
    found["group"] = answer["GroupId"]
    return answer


@step
def create_second_group(ec2, found):
    answer = ec2.create_security_group(GroupName="database", Description="databases", VpcId=found["vpc"])
    found["database"] = answer["GroupId"]
    return answer


@step
def create_duplicate_group(ec2, found):
    return ec2.create_security_group(GroupName="web", Description="again", VpcId=found["vpc"])


@step
def create_duplicate_group_in_other_case(ec2, found):
    return ec2.create_security_group(GroupName="WEB", Description="again", VpcId=found["vpc"])


@step
def create_group_with_bad_name(ec2, found):
    return ec2.create_security_group(GroupName="sg-web", Description="x", VpcId=found["vpc"])


@step
def create_group_with_bad_description(ec2, found):
    return ec2.create_security_group(GroupName="other", Description="a<b>c", VpcId=found["vpc"])


@step
def create_group_named_default(ec2, found):
    return ec2.create_security_group(GroupName="default", Description="x", VpcId=found["vpc"])


@step
def describe_new_group(ec2, found):
    return ec2.describe_security_groups(GroupIds=[found["group"]])


@step
def authorize_cidr(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "the internet"}],
            }
        ],
    )


@step
def authorize_duplicate(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        ],
    )


@step
def authorize_uncanonical_block(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "100.68.0.18/18"}]}
        ],
    )


@step
def authorize_same_twice_in_one_call(ec2, found):
    permission = {"IpProtocol": "tcp", "FromPort": 25, "ToPort": 25, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
    return ec2.authorize_security_group_ingress(GroupId=found["group"], IpPermissions=[permission, permission])


@step
def authorize_group(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["database"],
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "UserIdGroupPairs": [{"GroupId": found["group"], "Description": "web servers"}],
            }
        ],
    )


@step
def authorize_flat(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"], IpProtocol="udp", FromPort=53, ToPort=53, CidrIp="10.0.0.0/16"
    )


@step
def authorize_all_protocols(ec2, found):
    return ec2.authorize_security_group_egress(
        GroupId=found["database"],
        IpPermissions=[{"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/32"}]}],
    )


@step
def authorize_without_ports(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"], IpPermissions=[{"IpProtocol": "tcp", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]
    )


@step
def authorize_address_without_length(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "IpRanges": [{"CidrIp": "58.29.99.44"}]}
        ],
    )


@step
def authorize_unknown_group(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 1,
                "ToPort": 1,
                "UserIdGroupPairs": [{"GroupId": "sg-0123456789abcdef0"}],
            }
        ],
    )


@step
def authorize_in_unknown_group(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId="sg-0123456789abcdef0", IpProtocol="tcp", FromPort=1, ToPort=1, CidrIp="10.0.0.0/8"
    )


@step
def authorize_dry_run(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"], IpProtocol="tcp", FromPort=1, ToPort=1, CidrIp="10.0.0.0/8", DryRun=True
    )


@step
def describe_groups(ec2, found):
    return ec2.describe_security_groups(GroupIds=[found["group"], found["database"]])


@step
def describe_groups_by_filter(ec2, found):
    return ec2.describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [found["vpc"]]}, {"Name": "group-name", "Values": ["we*", "data?ase"]}]
    )


@step
def describe_groups_by_permission(ec2, found):
    return ec2.describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [found["vpc"]]}, {"Name": "ip-permission.to-port", "Values": ["5432"]}]
    )


@step
def describe_groups_by_unknown_filter(ec2, found):
    return ec2.describe_security_groups(Filters=[{"Name": "colour", "Values": ["red"]}])


@step
def describe_rules(ec2, found):
    answer = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [found["group"]]}])
    rules = sorted(answer["SecurityGroupRules"], key=lambda rule: (rule["IsEgress"], rule["IpProtocol"], rule["FromPort"]))
    found["rule"] = rules[0]["SecurityGroupRuleId"]
    return rules


@step
def modify_rule(ec2, found):
    return ec2.modify_security_group_rules(
        GroupId=found["group"],
        SecurityGroupRules=[
            {
                "SecurityGroupRuleId": found["rule"],
                "SecurityGroupRule": {
                    "IpProtocol": "tcp",
                    "FromPort": 8443,
                    "ToPort": 8443,
                    "CidrIpv4": "10.0.0.0/8",
                    "Description": "changed",
                },
            }
        ],
    )


@step
def describe_modified_rule(ec2, found):
    return ec2.describe_security_group_rules(SecurityGroupRuleIds=[found["rule"]])


@step
def update_description(ec2, found):
    return ec2.update_security_group_rule_descriptions_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {
                "IpProtocol": "udp",
                "FromPort": 53,
                "ToPort": 53,
                "IpRanges": [{"CidrIp": "10.0.0.0/16", "Description": "resolvers"}],
            }
        ],
    )


@step
def revoke_missing(ec2, found):
    return ec2.revoke_security_group_ingress(
        GroupId=found["group"], IpProtocol="tcp", FromPort=9, ToPort=9, CidrIp="10.0.0.0/8"
    )


@step
def revoke_by_properties(ec2, found):
    return ec2.revoke_security_group_ingress(
        GroupId=found["group"], IpProtocol="udp", FromPort=53, ToPort=53, CidrIp="10.0.0.0/16"
    )


@step
def revoke_by_rule(ec2, found):
    return ec2.revoke_security_group_ingress(GroupId=found["group"], SecurityGroupRuleIds=[found["rule"]])


@step
def describe_references(ec2, found):
    return ec2.describe_security_group_references(GroupId=[found["group"]])


@step
def delete_referenced_group(ec2, found):
    return ec2.delete_security_group(GroupId=found["group"])


@step
def delete_default_group(ec2, found):
    groups = ec2.describe_security_groups(
        Filters=[{"Name": "vpc-id", "Values": [found["vpc"]]}, {"Name": "group-name", "Values": ["default"]}]
    )
    return ec2.delete_security_group(GroupId=groups["SecurityGroups"][0]["GroupId"])


# --- Network interfaces


@step
def create_interface(ec2, found):
    answer = ec2.create_network_interface(
        SubnetId=found["subnet"], Groups=[found["group"]], PrivateIpAddress="10.0.1.20", Description="task"
    )
    found["interface"] = answer["NetworkInterface"]["NetworkInterfaceId"]
    return answer


@step
def create_interface_with_used_address(ec2, found):
    return ec2.create_network_interface(SubnetId=found["subnet"], PrivateIpAddress="10.0.1.20")


@step
def create_interface_with_too_many_groups(ec2, found):
    groups = [
        ec2.create_security_group(GroupName=f"extra-{number}", Description="extra", VpcId=found["vpc"])["GroupId"]
        for number in range(5)
    ]
    return ec2.create_network_interface(SubnetId=found["subnet"], Groups=[found["group"], *groups])


@step
def change_groups_of_interface(ec2, found):
    return ec2.modify_network_interface_attribute(
        NetworkInterfaceId=found["interface"], Groups=[found["group"], found["database"]]
    )


@step
def describe_interface(ec2, found):
    return ec2.describe_network_interfaces(Filters=[{"Name": "group-id", "Values": [found["database"]]}])


@step
def delete_group_in_use(ec2, found):
    return ec2.delete_security_group(GroupId=found["database"])


# --- Network ACLs


@step
def create_acl(ec2, found):
    answer = ec2.create_network_acl(VpcId=found["vpc"])
    found["acl"] = answer["NetworkAcl"]["NetworkAclId"]
    return answer


@step
def create_acl_entry(ec2, found):
    return ec2.create_network_acl_entry(
        NetworkAclId=found["acl"],
        RuleNumber=100,
        Protocol="6",
        RuleAction="allow",
        Egress=False,
        CidrBlock="10.0.0.0/8",
        PortRange={"From": 80, "To": 80},
    )


@step
def create_duplicate_acl_entry(ec2, found):
    return ec2.create_network_acl_entry(
        NetworkAclId=found["acl"], RuleNumber=100, Protocol="-1", RuleAction="deny", Egress=False, CidrBlock="10.0.0.0/8"
    )


@step
def describe_acl(ec2, found):
    return ec2.describe_network_acls(NetworkAclIds=[found["acl"]])


@step
def delete_missing_acl_entry(ec2, found):
    return ec2.delete_network_acl_entry(NetworkAclId=found["acl"], RuleNumber=200, Egress=True)


# --- Managed prefix lists


@step
def create_prefix_list(ec2, found):
    answer = ec2.create_managed_prefix_list(
        PrefixListName="offices",
        MaxEntries=3,
        AddressFamily="IPv4",
        Entries=[{"Cidr": "198.51.100.0/24", "Description": "Berlin"}],
    )
    found["list"] = answer["PrefixList"]["PrefixListId"]
    return answer


@step
def modify_prefix_list(ec2, found):
    return ec2.modify_managed_prefix_list(
        PrefixListId=found["list"], CurrentVersion=1, AddEntries=[{"Cidr": "203.0.113.0/24"}]
    )


@step
def modify_prefix_list_at_wrong_version(ec2, found):
    return ec2.modify_managed_prefix_list(
        PrefixListId=found["list"], CurrentVersion=7, AddEntries=[{"Cidr": "192.0.2.0/24"}]
    )


@step
def prefix_list_entries(ec2, found):
    return ec2.get_managed_prefix_list_entries(PrefixListId=found["list"])


@step
def authorize_prefix_list(ec2, found):
    return ec2.authorize_security_group_ingress(
        GroupId=found["group"],
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": [{"PrefixListId": found["list"]}]}
        ],
    )


# --- Peering and routes


@step
def create_peering(ec2, found):
    found["peer"] = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    answer = ec2.create_vpc_peering_connection(VpcId=found["vpc"], PeerVpcId=found["peer"])
    found["peering"] = answer["VpcPeeringConnection"]["VpcPeeringConnectionId"]
    return answer


@step
def accept_peering(ec2, found):
    return ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=found["peering"])


@step
def create_route_table(ec2, found):
    answer = ec2.create_route_table(VpcId=found["vpc"])
    found["table"] = answer["RouteTable"]["RouteTableId"]
    return answer


@step
def create_route(ec2, found):
    return ec2.create_route(
        RouteTableId=found["table"],
        DestinationCidrBlock="10.9.0.0/16",
        VpcPeeringConnectionId=found["peering"],
    )


@step
def create_duplicate_route(ec2, found):
    return ec2.create_route(
        RouteTableId=found["table"],
        DestinationCidrBlock="10.9.0.0/16",
        VpcPeeringConnectionId=found["peering"],
    )


@step
def describe_route_table(ec2, found):
    return ec2.describe_route_tables(RouteTableIds=[found["table"]])


@step
def delete_vpc_in_use(ec2, found):
    return ec2.delete_vpc(VpcId=found["vpc"])


# --- The end


@step
def delete_interface(ec2, found):
    return ec2.delete_network_interface(NetworkInterfaceId=found["interface"])


@step
def delete_peering(ec2, found):
    return ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=found["peering"])


@step
def describe_blackhole(ec2, found):
    return ec2.describe_route_tables(RouteTableIds=[found["table"]])


@step
def delete_database_group(ec2, found):
    return ec2.delete_security_group(GroupId=found["database"])


@step
def describe_deleted_group(ec2, found):
    return ec2.describe_security_groups(GroupIds=[found["database"]])
