import HCL
import IPAddressing
import Testing
import VPCModel

@testable import Terraform

@Suite("Routes, gateways and peering of a configuration")
struct RoutingTests {
  private func build(_ instances: ResourceInstance...) -> TerraformNetwork {
    NetworkBuilder.build([Writing.vpc, Writing.subnet] + instances)
  }

  private func routes(_ built: TerraformNetwork, _ table: String) -> [String] {
    (built.network.routeTables[RouteTable.ID(table)]?.routes ?? []).map { "\($0.destination) \($0.target.text)" }
      .sorted()
  }

  @Test("lead to every kind of target")
  func targets() {
    let targets: [(String, String, RouteTable.Target)] = [
      ("gateway_id", "aws_internet_gateway.x", .internetGateway("aws_internet_gateway.x")),
      ("gateway_id", "aws_vpn_gateway.x", .virtualPrivateGateway("aws_vpn_gateway.x")),
      ("nat_gateway_id", "aws_nat_gateway.x", .natGateway("aws_nat_gateway.x")),
      ("transit_gateway_id", "aws_ec2_transit_gateway.x", .transitGateway("aws_ec2_transit_gateway.x")),
      (
        "vpc_peering_connection_id", "aws_vpc_peering_connection.x",
        .vpcPeeringConnection("aws_vpc_peering_connection.x")
      ),
      ("network_interface_id", "aws_network_interface.x", .networkInterface("aws_network_interface.x")),
      (
        "egress_only_gateway_id", "aws_egress_only_internet_gateway.x",
        .egressOnlyInternetGateway("aws_egress_only_internet_gateway.x")
      ),
      ("vpc_endpoint_id", "aws_vpc_endpoint.x", .vpcEndpoint("aws_vpc_endpoint.x")),
      ("carrier_gateway_id", "aws_ec2_carrier_gateway.x", .other("aws_ec2_carrier_gateway.x")),
    ]
    for (attribute, address, target) in targets {
      let inline = build(
        resource(
          "aws_route_table.t",
          [
            "vpc_id": .of("aws_vpc.main"),
            "route": [Value(.object(["cidr_block": "0.0.0.0/0", attribute: .of(address), "core_network_arn": ""]))],
          ]
        )
      )
      #expect(inline.network.routeTables["aws_route_table.t"]?.routes.last?.target == target)
      let standalone = build(
        resource("aws_route_table.t", ["vpc_id": .of("aws_vpc.main")]),
        resource(
          "aws_route.r",
          Value(
            .object([
              "route_table_id": .of("aws_route_table.t"), "destination_cidr_block": "0.0.0.0/0",
              attribute: .of(address),
            ])
          )
        )
      )
      #expect(standalone.network.routeTables["aws_route_table.t"]?.routes.last?.target == target)
    }
  }

  @Test("are bound to subnets by associations, and to the rest by the main table")
  func associations() {
    let built = build(
      resource("aws_subnet.b", ["vpc_id": .of("aws_vpc.main"), "cidr_block": "10.0.2.0/24"]),
      resource("aws_route_table.t", ["vpc_id": .of("aws_vpc.main")]),
      resource("aws_route_table.m", ["vpc_id": .of("aws_vpc.main")]),
      resource(
        "aws_route_table_association.x",
        ["subnet_id": .of("aws_subnet.b"), "route_table_id": .of("aws_route_table.t")]
      ),
      resource(
        "aws_main_route_table_association.x",
        ["vpc_id": .of("aws_vpc.main"), "route_table_id": .of("aws_route_table.m")]
      )
    )
    #expect(built.network.routeTables["aws_route_table.t"]?.subnetIDs == ["aws_subnet.b"])
    #expect(built.network.routeTables["aws_route_table.m"]?.subnetIDs == ["aws_subnet.a"])
    #expect(built.network.routeTables["aws_route_table.m"]?.isMain == true)
    #expect(built.network.routeTables["aws_vpc.main.default_route_table_id"]?.isMain == false)
  }

  @Test("of a default table replace what EC2 put there")
  func defaultTable() {
    let built = build(
      resource("aws_internet_gateway.g", ["vpc_id": .of("aws_vpc.main")]),
      resource(
        "aws_default_route_table.d",
        [
          "default_route_table_id": .of("aws_vpc.main", "default_route_table_id"),
          "route": [["cidr_block": "0.0.0.0/0", "gateway_id": .of("aws_internet_gateway.g")]],
        ]
      ),
      resource(
        "aws_route.r",
        [
          "route_table_id": .of("aws_vpc.main", "main_route_table_id"), "destination_ipv6_cidr_block": "::/0",
          "gateway_id": .of("aws_internet_gateway.g"),
        ]
      )
    )
    #expect(
      routes(built, "aws_default_route_table.d") == [
        "0.0.0.0/0 aws_internet_gateway.g", "10.0.0.0/16 local", "::/0 aws_internet_gateway.g",
      ]
    )
    #expect(!built.implicit.contains("aws_vpc.main.default_route_table_id"))
    #expect(built.network.routeTables["aws_default_route_table.d"]?.subnetIDs == ["aws_subnet.a"])
  }

  @Test("for destinations that are not known could be for any of their family")
  func unknownDestination() throws {
    let built = build(
      resource(
        "aws_route_table.t",
        [
          "vpc_id": .of("aws_vpc.main"),
          "route": [["cidr_block": .made(from: "var.remote", ""), "transit_gateway_id": "tgw-1"]],
        ]
      )
    )
    let table = try #require(built.network.routeTables["aws_route_table.t"])
    let lists = built.network.prefixLists
    #expect(
      table.route(to: .v4(IPv4Address(8, 8, 8, 8)), prefixLists: lists)
        == .unknown("aws_route_table.t.route[0].cidr_block")
    )
    #expect(table.route(to: .v6(try #require(IPv6Address("2a00::1"))), prefixLists: lists) == .none)
    guard case .route(let local, _) = table.route(to: .v4(IPv4Address(10, 0, 1, 9)), prefixLists: lists) else {
      Issue.record("the local route is not found")
      return
    }
    #expect(local.target == .local)
  }

  @Test("of a gateway's table are said to be left out, and change no subnet's")
  func gatewayTable() {
    let built = build(
      resource("aws_route_table.t", ["vpc_id": .of("aws_vpc.main")]),
      resource(
        "aws_route_table_association.edge",
        ["route_table_id": .of("aws_route_table.t"), "gateway_id": .of("aws_internet_gateway.g")]
      )
    )
    #expect(
      built.diagnostics.map(\.summary) == ["Gateway's route table is not followed: aws_route_table_association.edge"]
    )
    #expect(built.network.routeTables["aws_route_table.t"]?.subnetIDs == [])
    #expect(!built.network.incompleteKinds.contains(.routeTable))
  }

  @Test("to targets that are not known lead nowhere that is known")
  func unknownTarget() {
    let built = build(
      resource(
        "aws_route_table.t",
        [
          "vpc_id": .of("aws_vpc.main"),
          "route": [["cidr_block": "0.0.0.0/0", "gateway_id": .made(from: "var.gateway", "")]],
        ]
      )
    )
    #expect(built.unresolved.map(\.attribute) == ["route[0].gateway_id"])
    #expect(built.network.incompleteKinds.contains(.internetGateway))
  }

  @Test("of a virtual private gateway are not known where it puts its own into the table")
  func propagation() throws {
    let built = build(
      resource("aws_route_table.t", ["vpc_id": .of("aws_vpc.main"), "propagating_vgws": [.of("aws_vpn_gateway.g")]])
    )
    let table = try #require(built.network.routeTables["aws_route_table.t"])
    guard case .unknown = table.route(to: .v4(IPv4Address(192, 168, 0, 1)), prefixLists: built.network.prefixLists)
    else {
      Issue.record("the route is known")
      return
    }
  }

  @Test("to gateway endpoints are in the tables that the endpoint names, for its service's addresses")
  func gatewayEndpoints() {
    let built = build(
      resource("aws_route_table.t", ["vpc_id": .of("aws_vpc.main")]),
      resource("aws_route_table.u", ["vpc_id": .of("aws_vpc.main")]),
      resource(
        "aws_vpc_endpoint.s3",
        [
          "vpc_id": .of("aws_vpc.main"), "service_name": "com.amazonaws.eu-central-1.s3",
          "route_table_ids": [.of("aws_route_table.t")],
        ]
      ),
      resource(
        "aws_vpc_endpoint_route_table_association.u",
        ["vpc_endpoint_id": .of("aws_vpc_endpoint.s3"), "route_table_id": .of("aws_route_table.u")]
      )
    )
    for table in ["aws_route_table.t", "aws_route_table.u"] {
      #expect(routes(built, table).contains("aws_vpc_endpoint.s3.prefix_list_id aws_vpc_endpoint.s3"))
    }
    #expect(built.network.prefixLists["aws_vpc_endpoint.s3.prefix_list_id"]?.name == "com.amazonaws.eu-central-1.s3")
  }

  @Test(
    "cross peering connections that somebody accepts",
    arguments: [(false, false, false), (true, false, true), (false, true, true)]
  )
  func peering(own: Bool, accepter: Bool, isActive: Bool) {
    var instances = [
      Writing.vpc, resource("aws_vpc.other", ["cidr_block": "10.9.0.0/16"]),
      resource(
        "aws_vpc_peering_connection.p",
        [
          "vpc_id": .of("aws_vpc.main"), "peer_vpc_id": .of("aws_vpc.other"),
          "auto_accept": own ? true : false,
        ]
      ),
      resource("aws_route_table.t", ["vpc_id": .of("aws_vpc.main")]),
    ]
    if accepter {
      instances.append(
        resource(
          "aws_vpc_peering_connection_accepter.a",
          ["vpc_peering_connection_id": .of("aws_vpc_peering_connection.p"), "auto_accept": true]
        )
      )
      instances.append(
        resource(
          "aws_route.r",
          [
            "route_table_id": .of("aws_route_table.t"), "destination_cidr_block": .of("aws_vpc.other", "cidr_block"),
            "vpc_peering_connection_id": .of("aws_vpc_peering_connection_accepter.a"),
          ]
        )
      )
    }
    let built = NetworkBuilder.build(instances)
    let peering = built.network.peeringConnections["aws_vpc_peering_connection.p"]
    #expect(peering?.status == (isActive ? .active : .pendingAcceptance))
    #expect(peering?.connects("aws_vpc.main", "aws_vpc.other") == true)
    if accepter {
      #expect(routes(built, "aws_route_table.t").contains("10.9.0.0/16 aws_vpc_peering_connection.p"))
    }
  }

  @Test("tell peerings between regions, where providers have one")
  func regions() {
    var options = NetworkBuilder.Options()
    options.regions = ["aws": "eu-central-1"]
    let built = NetworkBuilder.build(
      [
        Writing.vpc,
        resource(
          "aws_vpc_peering_connection.p",
          ["vpc_id": .of("aws_vpc.main"), "peer_vpc_id": "vpc-9", "peer_region": "us-east-1"]
        ),
      ],
      options: options
    )
    #expect(built.network.peeringConnections["aws_vpc_peering_connection.p"]?.isWithinOneRegion == false)
  }

  @Test("pass gateways that are attached where they say")
  func gateways() {
    let built = build(
      resource("aws_internet_gateway.a", ["vpc_id": .of("aws_vpc.main")]),
      resource("aws_internet_gateway.b"),
      resource(
        "aws_internet_gateway_attachment.b",
        ["vpc_id": .of("aws_vpc.main"), "internet_gateway_id": .of("aws_internet_gateway.b")]
      ),
      resource("aws_egress_only_internet_gateway.c", ["vpc_id": .of("aws_vpc.main")]),
      resource("aws_eip.nat", ["public_ip": "203.0.113.9"]),
      resource("aws_nat_gateway.d", ["subnet_id": .of("aws_subnet.a"), "allocation_id": .of("aws_eip.nat")]),
      resource("aws_nat_gateway.e", ["subnet_id": .of("aws_subnet.a"), "connectivity_type": "private"])
    )
    #expect(built.network.internetGateways["aws_internet_gateway.a"]?.attachedVPCIDs == ["aws_vpc.main"])
    #expect(built.network.internetGateways["aws_internet_gateway.b"]?.attachedVPCIDs == ["aws_vpc.main"])
    #expect(
      built.network.egressOnlyInternetGateways["aws_egress_only_internet_gateway.c"]?.attachedVPCIDs == ["aws_vpc.main"]
    )
    let nat = built.network.natGateways["aws_nat_gateway.d"]
    #expect(nat?.vpcID == "aws_vpc.main" && nat?.isPublic == true)
    let interface = nat?.networkInterfaceIDs.first.flatMap { built.network.networkInterfaces[$0] }
    #expect(interface?.isWithoutFilter == true)
    #expect(interface?.privateIPv4Addresses.first?.publicAddress == IPv4Address("203.0.113.9"))
    #expect(built.network.natGateways["aws_nat_gateway.e"]?.isPublic == false)
  }
}
