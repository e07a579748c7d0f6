/// One merged document with a resource of every kind, each readable, for tests that damage it.
let wholeDocument = """
  {
    "Vpcs": [
      {"VpcId": "vpc-0a", "CidrBlock": "10.0.0.0/16", "IsDefault": false, "OwnerId": "111122223333",
       "CidrBlockAssociationSet": [
         {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
         {"CidrBlock": "10.1.0.0/16", "CidrBlockState": {"State": "associated"}},
         {"CidrBlock": "10.2.0.0/16", "CidrBlockState": {"State": "disassociated"}}],
       "Ipv6CidrBlockAssociationSet": [
         {"Ipv6CidrBlock": "2001:db8:a::/56", "Ipv6CidrBlockState": {"State": "associated"}},
         {"Ipv6CidrBlock": "2001:db8:b::/56", "Ipv6CidrBlockState": {"State": "failed"}}],
       "Tags": [{"Key": "Name", "Value": "main"}]},
      {"VpcId": "vpc-0b", "CidrBlock": "172.16.0.0/16"}
    ],
    "Subnets": [
      {"SubnetId": "subnet-0a", "VpcId": "vpc-0a", "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1a",
       "MapPublicIpOnLaunch": true, "Ipv6CidrBlockAssociationSet": []},
      {"SubnetId": "subnet-6a", "VpcId": "vpc-0a", "Ipv6CidrBlockAssociationSet": [
         {"Ipv6CidrBlock": "2001:db8:a:1::/64", "Ipv6CidrBlockState": {"State": "associated"}}]}
    ],
    "NetworkInterfaces": [
      {"NetworkInterfaceId": "eni-0a", "VpcId": "vpc-0a", "SubnetId": "subnet-0a", "PrivateIpAddress": "10.0.1.10",
       "PrivateIpAddresses": [
         {"PrivateIpAddress": "10.0.1.10", "Primary": true, "Association": {"PublicIp": "203.0.113.10"}},
         {"PrivateIpAddress": "10.0.1.11", "Primary": false}],
       "Ipv6Addresses": [{"Ipv6Address": "2001:db8:a:1::10"}],
       "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.1.32/28"}], "Ipv6Prefixes": [{"Ipv6Prefix": "2001:db8:a:1:2::/80"}],
       "Groups": [{"GroupId": "sg-0a", "GroupName": "web"}], "SourceDestCheck": false, "Description": "Primary",
       "InterfaceType": "interface", "OwnerId": "111122223333", "RequesterId": "amazon-elb", "Status": "in-use",
       "AvailabilityZone": "us-east-1a",
       "Attachment": {"InstanceId": "i-0a", "InstanceOwnerId": "111122223333", "DeviceIndex": 0, "Status": "attached"},
       "TagSet": [{"Key": "Name", "Value": "web-1"}]}
    ],
    "SecurityGroups": [
      {"GroupId": "sg-0a", "GroupName": "web", "Description": "Web servers", "VpcId": "vpc-0a",
       "OwnerId": "111122223333",
       "IpPermissions": [
         {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443,
          "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "anyone"}, {"CidrIp": "198.51.100.7/24"}],
          "Ipv6Ranges": [{"CidrIpv6": "::/0"}], "PrefixListIds": [{"PrefixListId": "pl-0a"}],
          "UserIdGroupPairs": [{"GroupId": "sg-0b", "UserId": "444455556666", "VpcId": "vpc-0b",
            "VpcPeeringConnectionId": "pcx-0a", "PeeringStatus": "active"}]},
         {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
       "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
       "Tags": []}
    ],
    "SecurityGroupRules": [
      {"SecurityGroupRuleId": "sgr-01", "GroupId": "sg-0a", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
       "ToPort": 443, "CidrIpv4": "0.0.0.0/0", "Description": "anyone at all",
       "Tags": [{"Key": "ticket", "Value": "7"}]},
      {"SecurityGroupRuleId": "sgr-02", "GroupId": "sg-0a", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
       "ToPort": 443, "CidrIpv4": "198.51.100.0/24"},
      {"SecurityGroupRuleId": "sgr-03", "GroupId": "sg-0a", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
       "ToPort": 443, "CidrIpv6": "::/0"},
      {"SecurityGroupRuleId": "sgr-04", "GroupId": "sg-0a", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
       "ToPort": 443, "PrefixListId": "pl-0a"},
      {"SecurityGroupRuleId": "sgr-05", "GroupId": "sg-0a", "IsEgress": false, "IpProtocol": "tcp", "FromPort": 443,
       "ToPort": 443, "ReferencedGroupInfo": {"GroupId": "sg-0b", "UserId": "444455556666"}},
      {"SecurityGroupRuleId": "sgr-06", "GroupId": "sg-0a", "IsEgress": false, "IpProtocol": "icmp", "FromPort": 8,
       "ToPort": -1, "CidrIpv4": "10.0.0.0/8"},
      {"SecurityGroupRuleId": "sgr-07", "GroupId": "sg-0a", "IsEgress": true, "IpProtocol": "-1", "FromPort": -1,
       "ToPort": -1, "CidrIpv4": "0.0.0.0/0"}
    ],
    "SecurityGroupVpcAssociations": [{"GroupId": "sg-0a", "VpcId": "vpc-0b", "State": "associated"}],
    "NetworkAcls": [
      {"NetworkAclId": "acl-0a", "VpcId": "vpc-0a", "IsDefault": true, "OwnerId": "111122223333",
       "Associations": [{"SubnetId": "subnet-0a", "NetworkAclId": "acl-0a"}],
       "Entries": [
         {"RuleNumber": 32767, "Protocol": "-1", "RuleAction": "deny", "Egress": false, "CidrBlock": "0.0.0.0/0"},
         {"RuleNumber": 90, "Protocol": "6", "RuleAction": "allow", "Egress": false, "CidrBlock": "10.0.0.0/8",
          "PortRange": {"From": 22, "To": 23}},
         {"RuleNumber": 95, "Protocol": "58", "RuleAction": "allow", "Egress": false, "Ipv6CidrBlock": "::/0",
          "IcmpTypeCode": {"Type": 128, "Code": -1}},
         {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "Egress": true, "CidrBlock": "0.0.0.0/0"}]}
    ],
    "RouteTables": [
      {"RouteTableId": "rtb-0a", "VpcId": "vpc-0a", "OwnerId": "111122223333",
       "Associations": [{"Main": true, "AssociationState": {"State": "associated"}},
         {"Main": false, "SubnetId": "subnet-0a", "AssociationState": {"State": "associated"}}],
       "Routes": [
         {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
         {"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-0a", "Origin": "CreateRoute", "State": "active"},
         {"DestinationPrefixListId": "pl-0a", "GatewayId": "vpce-0a", "State": "active"}]}
    ],
    "InternetGateways": [{"InternetGatewayId": "igw-0a", "Attachments": [{"State": "available", "VpcId": "vpc-0a"}]}],
    "EgressOnlyInternetGateways": [
      {"EgressOnlyInternetGatewayId": "eigw-0a", "Attachments": [{"State": "attached", "VpcId": "vpc-0a"}]}],
    "NatGateways": [
      {"NatGatewayId": "nat-0a", "VpcId": "vpc-0a", "SubnetId": "subnet-0a", "State": "available",
       "ConnectivityType": "public", "NatGatewayAddresses": [{"PrivateIp": "10.0.1.5", "PublicIp": "203.0.113.5",
         "NetworkInterfaceId": "eni-0n", "AllocationId": "eipalloc-0"}]}],
    "VpcPeeringConnections": [
      {"VpcPeeringConnectionId": "pcx-0a", "Status": {"Code": "active", "Message": "Active"},
       "RequesterVpcInfo": {"VpcId": "vpc-0a", "OwnerId": "111122223333", "Region": "us-east-1",
         "CidrBlock": "10.0.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "10.1.0.0/16"}],
         "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": "2001:db8:a::/56"}]},
       "AccepterVpcInfo": {"VpcId": "vpc-0b", "OwnerId": "444455556666", "Region": "us-east-1",
         "CidrBlock": "172.16.0.0/16"}}],
    "ManagedPrefixLists": [
      {"PrefixListId": "pl-0a", "PrefixListName": "offices", "AddressFamily": "IPv4", "MaxEntries": 10, "Version": 3,
       "OwnerId": "111122223333", "State": "create-complete"}],
    "PrefixListId": "pl-0a",
    "Entries": [{"Cidr": "192.0.2.0/24", "Description": "Berlin"}, {"Cidr": "198.51.100.0/24"}],
    "PrefixLists": [
      {"PrefixListId": "pl-63", "PrefixListName": "com.amazonaws.us-east-1.s3", "Cidrs": ["203.0.113.128/25"]}],
    "VpcEndpoints": [
      {"VpcEndpointId": "vpce-0a", "VpcEndpointType": "Gateway", "VpcId": "vpc-0a", "State": "available",
       "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-0a"], "NetworkInterfaceIds": [],
       "Groups": [{"GroupId": "sg-0a", "GroupName": "web"}]}],
    "TransitGatewayVpcAttachments": [
      {"TransitGatewayAttachmentId": "tgw-attach-0a", "TransitGatewayId": "tgw-0a", "VpcId": "vpc-0a",
       "SubnetIds": ["subnet-0a"], "State": "available", "Options": {"SecurityGroupReferencingSupport": "enable"}}],
    "Reservations": [
      {"ReservationId": "r-0a", "Instances": [
        {"InstanceId": "i-0a", "State": {"Code": 16, "Name": "running"}, "Placement": {"AvailabilityZone": "us-east-1a"},
         "NetworkInterfaces": [
           {"NetworkInterfaceId": "eni-0b", "VpcId": "vpc-0a", "SubnetId": "subnet-0a",
            "PrivateIpAddress": "10.0.1.20", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.20", "Primary": true}],
            "Groups": [{"GroupId": "sg-0a"}], "Attachment": {"DeviceIndex": 1, "Status": "attached"}},
           {"NetworkInterfaceId": "eni-0a", "Attachment": {"DeviceIndex": 0}}],
         "Tags": [{"Key": "Name", "Value": "web-1"}]}]}],
    "Addresses": [
      {"PublicIp": "203.0.113.11", "AllocationId": "eipalloc-1", "NetworkInterfaceId": "eni-0a",
       "PrivateIpAddress": "10.0.1.11"},
      {"PublicIp": "203.0.113.99", "AllocationId": "eipalloc-2"}],
    "DBInstances": [
      {"DBInstanceIdentifier": "orders", "Engine": "postgres", "Endpoint": {"Port": 5432}, "DbInstancePort": 0,
       "DBSubnetGroup": {"VpcId": "vpc-0a", "Subnets": [{"SubnetIdentifier": "subnet-0a"}]},
       "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-0a", "Status": "active"}], "AvailabilityZone": "us-east-1a",
       "PubliclyAccessible": false, "TagList": [{"Key": "team", "Value": "orders"}]}],
    "tasks": [
      {"taskArn": "arn:aws:ecs:us-east-1:111122223333:task/main/0f", "group": "service:checkout",
       "taskDefinitionArn": "arn:aws:ecs:us-east-1:111122223333:task-definition/checkout-api:12",
       "attachments": [{"type": "ElasticNetworkInterface", "details": [
         {"name": "subnetId", "value": "subnet-0a"}, {"name": "networkInterfaceId", "value": "eni-0b"}]}]}]
  }
  """
