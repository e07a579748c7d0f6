"""Runs moto's server with a small network in it until its input ends.

Prints one line of JSON: the port, and for each file of a snapshot the text that the AWS command line's JSON has,
as boto3 sees the same server.
"""

import datetime
import json
import logging
import sys

import boto3
from moto.server import ThreadedMotoServer

REGION = "eu-west-1"

LISTS = {
    "instances.json": ("describe_instances", "Reservations"),
    "network-interfaces.json": ("describe_network_interfaces", "NetworkInterfaces"),
    "security-groups.json": ("describe_security_groups", "SecurityGroups"),
    "security-group-rules.json": ("describe_security_group_rules", "SecurityGroupRules"),
    "vpcs.json": ("describe_vpcs", "Vpcs"),
    "subnets.json": ("describe_subnets", "Subnets"),
    "network-acls.json": ("describe_network_acls", "NetworkAcls"),
    "route-tables.json": ("describe_route_tables", "RouteTables"),
    "managed-prefix-lists.json": ("describe_managed_prefix_lists", "PrefixLists"),
    "prefix-lists.json": ("describe_prefix_lists", "PrefixLists"),
    "internet-gateways.json": ("describe_internet_gateways", "InternetGateways"),
    "egress-only-internet-gateways.json": (
        "describe_egress_only_internet_gateways",
        "EgressOnlyInternetGateways",
    ),
    "nat-gateways.json": ("describe_nat_gateways", "NatGateways"),
    "vpc-peering-connections.json": ("describe_vpc_peering_connections", "VpcPeeringConnections"),
    "vpc-endpoints.json": ("describe_vpc_endpoints", "VpcEndpoints"),
    "transit-gateway-vpc-attachments.json": (
        "describe_transit_gateway_vpc_attachments",
        "TransitGatewayVpcAttachments",
    ),
    "addresses.json": ("describe_addresses", "Addresses"),
    "flow-logs.json": ("describe_flow_logs", "FlowLogs"),
}


def build(ec2, rds):
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    other = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": 'té<s>t & "quotes" 水'}])
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("ab")
    ]
    web = ec2.create_security_group(GroupName="web", Description="the web & more", VpcId=vpc)["GroupId"]
    database = ec2.create_security_group(GroupName="database", Description="the database", VpcId=vpc)["GroupId"]
    prefix_lists = [
        ec2.create_managed_prefix_list(
            PrefixListName=f"offices-{n}",
            MaxEntries=10,
            AddressFamily="IPv4",
            Entries=[{"Cidr": f"192.0.{n}.{i * 16}/28", "Description": f"office {i}"} for i in range(n + 1)],
        )["PrefixList"]["PrefixListId"]
        for n in range(3)
    ]
    ec2.authorize_security_group_ingress(
        GroupId=web,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 443,
                "ToPort": 443,
                "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "everybody"}],
                "Ipv6Ranges": [{"CidrIpv6": "::/0"}],
                "PrefixListIds": [{"PrefixListId": prefix_lists[1]}],
            },
            {"IpProtocol": "icmp", "FromPort": -1, "ToPort": -1, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
        ],
    )
    ec2.authorize_security_group_ingress(
        GroupId=database,
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": web}]}
        ],
    )
    # Enough reservations for several pages of five.
    for n in range(12):
        ec2.run_instances(
            ImageId="ami-12345678", MinCount=1, MaxCount=1, SubnetId=subnets[n % 2], SecurityGroupIds=[web]
        )
    for n in range(7):
        ec2.create_network_interface(SubnetId=subnets[n % 2], Groups=[database], Description=f"interface {n}")
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(
        NetworkAclId=acl,
        RuleNumber=90,
        Protocol="6",
        RuleAction="deny",
        Egress=False,
        CidrBlock="198.51.100.0/24",
        PortRange={"From": 22, "To": 22},
    )
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_egress_only_internet_gateway(VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])
    peering = ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=other)["VpcPeeringConnection"]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering["VpcPeeringConnectionId"])
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3", RouteTableIds=[table])
    transit = ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=transit, VpcId=vpc, SubnetIds=subnets)
    rds.create_db_subnet_group(DBSubnetGroupName="all", DBSubnetGroupDescription="all", SubnetIds=subnets)
    for n in range(2):
        rds.create_db_instance(
            DBInstanceIdentifier=f"orders-{n}",
            DBInstanceClass="db.t3.micro",
            Engine="postgres",
            AllocatedStorage=20,
            MasterUsername="admin1",
            MasterUserPassword="not-a-secret",
            DBSubnetGroupName="all",
            VpcSecurityGroupIds=[database],
        )


def text(document):
    def default(value):
        if isinstance(value, datetime.datetime):
            return value.isoformat()
        raise TypeError(value)

    return json.dumps(document, indent=4, sort_keys=True, ensure_ascii=False, default=default) + "\n"


def expected(ec2, rds):
    files = {}
    for file, (method, key) in LISTS.items():
        files[file] = text({key: getattr(ec2, method)()[key]})
    files["db-instances.json"] = text({"DBInstances": rds.describe_db_instances()["DBInstances"]})
    for prefix_list in ec2.describe_managed_prefix_lists()["PrefixLists"]:
        identifier = prefix_list["PrefixListId"]
        entries = ec2.get_managed_prefix_list_entries(PrefixListId=identifier)["Entries"]
        files[f"managed-prefix-list-entries-{identifier}.json"] = text(
            {"PrefixListId": identifier, "Entries": entries}
        )
    return files


logging.disable(logging.CRITICAL)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
ec2, rds = (
    boto3.client(service, region_name=REGION, endpoint_url=f"http://127.0.0.1:{port}") for service in ("ec2", "rds")
)
build(ec2, rds)
print(json.dumps({"port": port, "files": expected(ec2, rds)}), flush=True)
sys.stdin.read()
server.stop()
