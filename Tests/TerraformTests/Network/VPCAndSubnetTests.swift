import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("VPCs and subnets of a configuration")
struct VPCAndSubnetTests {
  @Test("have the flow logs that are made here, of themselves or their subnets; those of others may be elsewhere")
  func flowLogs() {
    let log = resource("aws_flow_log.v", ["vpc_id": .of("aws_vpc.main"), "traffic_type": "REJECT"])
    let ofSubnet = resource("aws_flow_log.s", ["subnet_id": .of("aws_subnet.a"), "traffic_type": "ALL"])
    let built = NetworkBuilder.build([Writing.vpc, Writing.subnet, log, ofSubnet])
    #expect(
      built.network.vpcs["aws_vpc.main"]?.flowLogs == [
        FlowLog(resourceID: "aws_subnet.a", traffic: .all), FlowLog(resourceID: "aws_vpc.main", traffic: .reject),
      ]
    )
    #expect(NetworkBuilder.build([Writing.vpc]).network.vpcs["aws_vpc.main"]?.flowLogs == [])
    // Of what is not known, it may be the log of any.
    let open = resource("aws_flow_log.o", ["vpc_id": Value(.unknown(.dynamic, nil))])
    #expect(NetworkBuilder.build([Writing.vpc, open]).network.vpcs["aws_vpc.main"]?.flowLogs == nil)
  }

  @Test("have the blocks that are given, those of associations too")
  func blocks() throws {
    let built = NetworkBuilder.build([
      Writing.vpc, Writing.subnet,
      resource(
        "aws_vpc_ipv4_cidr_block_association.x",
        ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.1.0.0/16"]
      ),
    ])
    let vpc = try #require(built.network.vpcs["aws_vpc.main"])
    #expect(vpc.ipv4CIDRs.map(\.description) == ["10.0.0.0/16", "10.1.0.0/16"])
    #expect(built.network.subnets["aws_subnet.a"]?.vpcID == "aws_vpc.main")
    #expect(built.network.subnets["aws_subnet.a"]?.ipv4CIDR == IPv4Prefix("10.0.1.0/24"))
    #expect(built.unresolved.isEmpty && built.diagnostics.isEmpty && built.network.incompleteKinds.isEmpty)
    #expect(built.network.danglingReferences().isEmpty)
  }

  @Test("have what EC2 makes with a VPC: a group, an ACL that lets all through, a main table to the VPC itself")
  func defaults() throws {
    let built = NetworkBuilder.build([Writing.vpc, Writing.subnet])
    #expect(
      built.implicit == [
        "aws_vpc.main.default_security_group_id", "aws_vpc.main.default_network_acl_id",
        "aws_vpc.main.default_route_table_id",
      ]
    )
    let acl = try #require(built.network.networkACLs["aws_vpc.main.default_network_acl_id"])
    #expect(acl.isDefault)
    #expect(acl.subnetIDs == ["aws_subnet.a"])
    #expect(
      acl.entries.map(\.words)
        == ["entry 100 (all traffic from 0.0.0.0/0)", "entry 100 (all traffic to 0.0.0.0/0)"]
    )
    let table = try #require(built.network.routeTables["aws_vpc.main.default_route_table_id"])
    #expect(table.isMain)
    #expect(table.subnetIDs == ["aws_subnet.a"])
    #expect(table.routes == [RouteTable.Route(.cidr(.v4(try #require(IPv4Prefix("10.0.0.0/16")))), to: .local)])
  }

  @Test("get IPv6 blocks that stand for AWS's, and are called so, where they ask for one")
  func syntheticIPv6() throws {
    let built = NetworkBuilder.build([
      resource("aws_vpc.main", ["cidr_block": "10.0.0.0/16", "assign_generated_ipv6_cidr_block": true]),
      resource(
        "aws_subnet.a",
        [
          "vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.1.0/24",
          "ipv6_cidr_block": .made(from: "aws_vpc.main", "ipv6_cidr_block"), "assign_ipv6_address_on_creation": true,
        ]
      ),
      Writing.group(
        "web",
        [
          "ingress": [
            [
              "protocol": "-1", "from_port": 0, "to_port": 0,
              "ipv6_cidr_blocks": [.of("aws_vpc.main", "ipv6_cidr_block")],
            ]
          ]
        ]
      ),
      resource("aws_network_interface.x", ["subnet_id": .of("aws_subnet.a")]),
    ])
    let vpc = try #require(built.network.vpcs["aws_vpc.main"]?.ipv6CIDRs.first)
    let subnet = try #require(built.network.subnets["aws_subnet.a"]?.ipv6CIDRs.first)
    #expect(vpc.length == 56 && subnet.length == 64)
    #expect(vpc.contains(subnet))
    #expect(built.syntheticBlocks == [.v6(vpc), .v6(subnet)])
    #expect(SpecialPurpose.documentation.contains(.v6(vpc)))
    #expect(built.network.securityGroups["aws_security_group.web"]?.rules.map(\.peer) == [.ipv6(vpc)])
    let interface = try #require(built.network.networkInterfaces["aws_network_interface.x"])
    #expect(interface.ipv6Addresses.count == 1)
    #expect(interface.ipv6Addresses.allSatisfy { subnet.contains($0) })
    #expect(built.synthetic[interface.id]?.addresses.count == 2)
  }

  @Test("of somebody else are known by where they come from, and leave the network incomplete")
  func dataSources() {
    let built = NetworkBuilder.build([
      resource("data.aws_vpc.shared", ["id": .of("data.aws_vpc.shared")]),
      resource("aws_subnet.a", ["vpc_id": .of("data.aws_vpc.shared"), "cidr_block": "10.0.1.0/24"]),
      resource("aws_network_interface.x", ["subnet_id": .of("aws_subnet.a")]),
    ])
    #expect(built.network.subnets["aws_subnet.a"]?.vpcID == "data.aws_vpc.shared")
    #expect(
      built.network.incompleteKinds.isSuperset(of: [.vpc, .vpcPeeringConnection, .internetGateway, .securityGroup])
    )
    #expect(!built.network.incompleteKinds.contains(.networkInterface))
    #expect(
      built.network.networkInterfaces["aws_network_interface.x"]?.groupIDs
        == ["data.aws_vpc.shared.default_security_group_id"]
    )
  }

  @Test("are read from data sources that were read")
  func knownDataSources() {
    let built = NetworkBuilder.build([
      resource("data.aws_vpc.shared", ["id": "vpc-1", "cidr_block": "10.8.0.0/16"]),
      resource("data.aws_subnet.shared", ["id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.8.1.0/24"]),
    ])
    #expect(built.network.vpcs["vpc-1"]?.ipv4CIDRs.map(\.description) == ["10.8.0.0/16"])
    #expect(built.network.subnets["subnet-1"]?.vpcID == "vpc-1")
    #expect(built.implicit.isEmpty)
  }

  @Test("say that their addresses are not known, and have none then")
  func unknownBlocks() {
    let built = NetworkBuilder.build([
      resource("aws_vpc.main", ["cidr_block": .of("var.cidr", "")]),
      resource("aws_subnet.a", ["vpc_id": .of("aws_vpc.main"), "cidr_block": .made(from: "var.cidr", "")]),
      resource("aws_network_interface.x", ["subnet_id": .of("aws_subnet.a")]),
    ])
    #expect(built.unresolved.map(\.attribute) == ["cidr_block", "cidr_block"])
    #expect(built.network.vpcs["aws_vpc.main"]?.ipv4CIDRs == [])
    #expect(built.network.networkInterfaces["aws_network_interface.x"]?.privateIPv4Addresses == [])
    // Where the VPC itself begins and ends is not known: any route could be the local one.
    let table = built.network.routeTables["aws_vpc.main.default_route_table_id"]
    let address = IPv4Address(10, 0, 0, 9)
    guard case .unknown? = table?.route(to: .v4(address), prefixLists: built.network.prefixLists) else {
      Issue.record("the route is known")
      return
    }
  }

  @Test("of a region's default have its block, gateway and route")
  func defaultVPC() throws {
    let built = NetworkBuilder.build([
      resource("aws_default_vpc.it"), resource("aws_default_subnet.a", ["availability_zone": "eu-central-1a"]),
      resource("aws_security_group.x", ["name": "x"]),
    ])
    let vpc = try #require(built.network.vpcs["aws_default_vpc.it"])
    #expect(vpc.isDefault)
    #expect(vpc.ipv4CIDRs.map(\.description) == ["172.31.0.0/16"])
    #expect(built.network.subnets["aws_default_subnet.a"]?.vpcID == vpc.id)
    #expect(built.network.subnets["aws_default_subnet.a"]?.mapsPublicAddressOnLaunch == true)
    #expect(built.network.securityGroups["aws_security_group.x"]?.vpcID == vpc.id)
    let route = built.network.routeTables["aws_default_vpc.it.default_route_table_id"]?.routes.last
    #expect(route?.target == .internetGateway("aws_default_vpc.it.internet_gateway"))
  }
}

extension NetworkACL.Entry {
  fileprivate var words: String {
    "entry \(number) (\(traffic) \(direction == .ingress ? "from" : "to") \(cidr))"
  }
}
