import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Routes")
struct RouteTests {
  @Test("Destinations are canonical, and there is one route to each")
  func canonicalDestination() throws {
    var cloud = try RoutingCloud()
    let (table, gateway) = (try cloud.makeRouteTable(), cloud.gateway)
    let interface = try cloud.makeInterface().recordID
    let result = try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "100.68.0.18/18"
      $0.gatewayId = gateway
    }
    #expect(result.return == true)
    let expected = EC2.Route(
      destinationCidrBlock: "100.68.0.0/18",
      gatewayId: gateway,
      origin: "CreateRoute",
      state: "active"
    )
    #expect(cloud.route(table, to: "100.68.0.0/18") == expected)
    // The same again is no error, as in EC2; another target is.
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "100.68.0.0/18"
      $0.gatewayId = gateway
    }
    #expect(cloud.routes(table).count == 2)
    cloud.expectError(
      "RouteAlreadyExists",
      "The route identified by 100.68.0.0/18 already exists.",
      EC2.CreateRouteRequest()
    ) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "100.68.63.255/18"
      $0.networkInterfaceId = interface
    }
    #expect(cloud.route(table, to: "100.68.0.0/18") == expected)
  }

  @Test("A route has exactly one destination and one target")
  func exactlyOne() throws {
    var cloud = try RoutingCloud()
    let (table, gateway) = (try cloud.makeRouteTable(), cloud.gateway)
    cloud.expectError("MissingParameter", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.gatewayId = gateway
    }
    cloud.expectError("InvalidParameterCombination", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.gatewayId = gateway
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.destinationIpv6CidrBlock = "::/0"
    }
    cloud.expectError("MissingParameter", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
    }
    cloud.expectError("InvalidParameterCombination", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
      $0.natGatewayId = "nat-00000000000000001"
    }
    for text in ["10.0.0.0", "300.0.0.0/8", "10.0.0.0/33", "x", "::/0", "10.0.0.0/-1"] {
      cloud.expectError("InvalidParameterValue", EC2.CreateRouteRequest()) {
        $0.routeTableId = table
        $0.destinationCidrBlock = text
        $0.gatewayId = gateway
      }
    }
    cloud.expectError("InvalidParameterValue", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationIpv6CidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
  }

  @Test("Targets must exist")
  func unknownTargets() throws {
    var cloud = try RoutingCloud()
    let table = try cloud.makeRouteTable()
    let cases: [(String, WritableKeyPath<EC2.CreateRouteRequest, String?>, String)] = [
      ("InvalidGatewayID.NotFound", \.gatewayId, "igw-00000000000000001"),
      ("InvalidGatewayID.NotFound", \.gatewayId, "vgw-00000000000000001"),
      ("InvalidGatewayID.Malformed", \.gatewayId, "gateway"),
      ("InvalidNatGatewayID.NotFound", \.natGatewayId, "nat-00000000000000001"),
      ("NatGatewayMalformed", \.natGatewayId, "nat"),
      ("InvalidNetworkInterfaceID.NotFound", \.networkInterfaceId, "eni-00000000000000001"),
      ("InvalidInstanceID.NotFound", \.instanceId, "i-00000000000000001"),
      ("InvalidVpcPeeringConnectionID.NotFound", \.vpcPeeringConnectionId, "pcx-00000000000000001"),
      ("InvalidGatewayID.NotFound", \.egressOnlyInternetGatewayId, "eigw-00000000000000001"),
      ("InvalidVpcEndpointId.NotFound", \.vpcEndpointId, "vpce-00000000000000001"),
      ("InvalidTransitGatewayID.NotFound", \.transitGatewayId, "tgw-00000000000000001"),
      ("InvalidCarrierGatewayID.NotFound", \.carrierGatewayId, "cagw-00000000000000001"),
      ("InvalidLocalGatewayID.NotFound", \.localGatewayId, "lgw-00000000000000001"),
    ]
    for (code, parameter, id) in cases {
      cloud.expectError(code, EC2.CreateRouteRequest()) {
        $0.routeTableId = table
        $0.destinationCidrBlock = "192.0.2.0/24"
        $0[keyPath: parameter] = id
      }
    }
    cloud.expectError("InvalidPrefixListID.NotFound", EC2.CreateRouteRequest()) { [gateway = cloud.gateway] in
      $0.routeTableId = table
      $0.destinationPrefixListId = "pl-00000000000000001"
      $0.gatewayId = gateway
    }
  }

  @Test("Targets must be in the table's VPC")
  func targetsOfOtherVPCs() throws {
    var cloud = try RoutingCloud()
    let far = try cloud.makeVPC("10.9.0.0/16")
    let farSubnet = try cloud.makeSubnet("10.9.1.0/24", of: far)
    let table = try cloud.makeRouteTable(of: far)
    let (gateway, own) = (cloud.gateway, try cloud.makeRouteTable())
    cloud.expectError(
      "InvalidParameterValue",
      "route table \(table) and network gateway \(gateway) belong to different networks",
      EC2.CreateRouteRequest()
    ) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
    let interface = try cloud.makeInterface(in: farSubnet).recordID
    cloud.expectError("InvalidParameterValue", EC2.CreateRouteRequest()) {
      $0.routeTableId = own
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.networkInterfaceId = interface
    }
    let third = try cloud.makeVPC("10.10.0.0/16")
    let peering = try cloud.makePeering(with: far, status: .active)
    let thirdTable = try cloud.makeRouteTable(of: third)
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", EC2.CreateRouteRequest()) {
      $0.routeTableId = thirdTable
      $0.destinationCidrBlock = "10.9.0.0/16"
      $0.vpcPeeringConnectionId = peering
    }
  }

  @Test("Local routes stay; only interfaces and NAT gateways may take over packets of the VPC")
  func localRoutes() throws {
    var cloud = try RoutingCloud()
    let (table, gateway) = (try cloud.makeRouteTable(), cloud.gateway)
    let interface = try cloud.makeInterface().recordID
    cloud.expectError(
      "InvalidParameterValue",
      "cannot remove local route 10.0.0.0/16 in route table \(table)",
      EC2.DeleteRouteRequest()
    ) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.0.0/16"
    }
    cloud.expectError(
      "InvalidParameterValue",
      "The destination CIDR block 10.0.1.0/24 is equal to or more specific than one of this VPC's CIDR blocks. "
        + "This route can target only an interface or an instance.",
      EC2.CreateRouteRequest()
    ) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.1.0/24"
      $0.gatewayId = gateway
    }
    cloud.expectError("RouteAlreadyExists", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.0.0/16"
      $0.networkInterfaceId = interface
    }
    cloud.expectError("InvalidParameterValue", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.1.0/25"
      $0.networkInterfaceId = interface
    }
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.1.0/24"
      $0.networkInterfaceId = interface
    }
    try cloud.perform(EC2.ReplaceRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.0.0/16"
      $0.networkInterfaceId = interface
    }
    #expect(cloud.route(table, to: "10.0.0.0/16")?.networkInterfaceId == interface)
    #expect(cloud.route(table, to: "10.0.0.0/16")?.origin == "CreateRouteTable")
    cloud.expectError("InvalidParameterValue", EC2.DeleteRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.0.0/16"
    }
    try cloud.perform(EC2.ReplaceRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.0.0/16"
      $0.localTarget = true
    }
    #expect(cloud.route(table, to: "10.0.0.0/16")?.gatewayId == "local")
    cloud.expectError("InvalidParameterValue", EC2.ReplaceRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.1.0/24"
      $0.localTarget = true
    }
    cloud.expectError("InvalidParameterCombination", EC2.ReplaceRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.0.0.0/16"
      $0.localTarget = true
      $0.networkInterfaceId = interface
    }
  }

  @Test("Routes are replaced and deleted by their canonical destination")
  func replaceAndDelete() throws {
    var cloud = try RoutingCloud()
    let (table, gateway) = (try cloud.makeRouteTable(), cloud.gateway)
    let interface = try cloud.makeInterface().recordID
    cloud.expectError(
      "InvalidParameterValue",
      "There is no route defined for '0.0.0.0/0' in the route table. Use CreateRoute instead.",
      EC2.ReplaceRouteRequest()
    ) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.gatewayId = gateway
    }
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "192.0.2.0/24"
      $0.gatewayId = gateway
    }
    try cloud.perform(EC2.ReplaceRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "192.0.2.77/24"
      $0.networkInterfaceId = interface
    }
    #expect(cloud.route(table, to: "192.0.2.0/24")?.networkInterfaceId == interface)
    #expect(!cloud.cloud.state.hasHolder(of: gateway, .routeTable))
    try cloud.perform(EC2.DeleteRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "192.0.2.9/24"
    }
    #expect(cloud.routes(table).count == 1)
    cloud.expectError(
      "InvalidRoute.NotFound",
      "no route with destination-cidr-block 192.0.2.0/24 in route table \(table)",
      EC2.DeleteRouteRequest()
    ) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "192.0.2.0/24"
    }
  }

  @Test("An egress-only gateway carries IPv6 only; deleting it leaves a blackhole")
  func egressOnly() throws {
    var cloud = try RoutingCloud()
    let (table, vpc) = (try cloud.makeRouteTable(), cloud.vpc)
    let created = try cloud.perform(EC2.CreateEgressOnlyInternetGatewayRequest()) { $0.vpcId = vpc }
    let gateway = try #require(created.egressOnlyInternetGateway?.egressOnlyInternetGatewayId)
    #expect(created.egressOnlyInternetGateway?.attachments == [.init(state: "attached", vpcId: vpc)])
    cloud.expectError("InvalidParameterValue", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.egressOnlyInternetGatewayId = gateway
    }
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationIpv6CidrBlock = "::/0"
      $0.egressOnlyInternetGatewayId = gateway
    }
    let found = try cloud.perform(EC2.DescribeEgressOnlyInternetGatewaysRequest()) {
      $0.egressOnlyInternetGatewayIds = [gateway, "eigw-00000000000000001"]
    }
    #expect(found.egressOnlyInternetGateways?.map(\.egressOnlyInternetGatewayId) == [gateway])
    try cloud.perform(EC2.DeleteEgressOnlyInternetGatewayRequest()) { $0.egressOnlyInternetGatewayId = gateway }
    #expect(cloud.route(table, to: "::/0")?.state == "blackhole")
    #expect(cloud.route(table, to: "::/0")?.egressOnlyInternetGatewayId == gateway)
    cloud.expectError("InvalidGatewayID.NotFound", EC2.DeleteEgressOnlyInternetGatewayRequest()) {
      $0.egressOnlyInternetGatewayId = gateway
    }
  }

  @Test("A peering carries traffic once it is active; blackholes come and go with it")
  func peerings() throws {
    var cloud = try RoutingCloud()
    let table = try cloud.makeRouteTable()
    let far = try cloud.makeVPC("10.9.0.0/16")
    let farTable = try cloud.makeRouteTable(of: far)
    let peering = try cloud.makePeering(with: far, status: .pendingAcceptance)
    for (table, block) in [(table, "10.9.0.0/16"), (farTable, "10.0.0.0/16")] {
      try cloud.perform(EC2.CreateRouteRequest()) {
        $0.routeTableId = table
        $0.destinationCidrBlock = block
        $0.vpcPeeringConnectionId = peering
      }
    }
    #expect(cloud.route(table, to: "10.9.0.0/16")?.state == "blackhole")
    try cloud.change { $0.activateRoutes(to: peering) }
    #expect(cloud.route(table, to: "10.9.0.0/16")?.state == "active")
    #expect(cloud.route(farTable, to: "10.0.0.0/16")?.state == "active")
    try cloud.change { $0.blackholeRoutes(to: peering) }
    #expect(cloud.route(table, to: "10.9.0.0/16")?.state == "blackhole")
    #expect(cloud.route(farTable, to: "10.0.0.0/16")?.state == "blackhole")
    #expect(cloud.cloud.state.network.routeTables[RouteTable.ID(table)]?.routes.last?.isBlackhole == true)
    let found = try cloud.perform(EC2.DescribeRouteTablesRequest()) {
      $0.filters = [RoutingCloud.filter("route.vpc-peering-connection-id", peering)]
    }
    #expect(Set((found.routeTables ?? []).compactMap(\.routeTableId)) == [table, farTable])
  }

  @Test("An instance stands for its only interface")
  func instances() throws {
    var cloud = try RoutingCloud()
    let table = try cloud.makeRouteTable()
    let interface = try cloud.makeInterface()
    let instance = try cloud.makeInstance([interface])
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.instanceId = instance
    }
    let route = try #require(cloud.route(table, to: "0.0.0.0/0"))
    #expect(route.networkInterfaceId == interface.recordID)
    #expect(route.instanceId == instance)
    #expect(route.instanceOwnerId == "123456789012")
    #expect(route.state == "active")
    let second = try cloud.makeInstance([try cloud.makeInterface(), try cloud.makeInterface()])
    cloud.expectError("InvalidInstanceID", EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "192.0.2.0/24"
      $0.instanceId = second
    }
    let idle = try cloud.makeInterface().recordID
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "198.51.100.0/24"
      $0.networkInterfaceId = idle
    }
    #expect(cloud.route(table, to: "198.51.100.0/24")?.state == "blackhole")
  }

  @Test("Routes to an interface follow its attachment, and outlive it as blackholes")
  func interfaceStates() throws {
    var cloud = try RoutingCloud()
    let table = try cloud.makeRouteTable()
    let instance = try cloud.makeInstance([try cloud.makeInterface()])
    let interface = try cloud.makeInterface()
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "0.0.0.0/0"
      $0.networkInterfaceId = interface.recordID
    }
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "blackhole")
    let attachment = try cloud.perform(EC2.AttachNetworkInterfaceRequest()) {
      $0.networkInterfaceId = interface.recordID
      $0.instanceId = instance
      $0.deviceIndex = 1
    }.attachmentId
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "active")
    #expect(cloud.route(table, to: "0.0.0.0/0")?.instanceId == instance)
    try cloud.perform(EC2.DetachNetworkInterfaceRequest()) { $0.attachmentId = attachment }
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "blackhole")
    try cloud.perform(EC2.AttachNetworkInterfaceRequest()) {
      $0.networkInterfaceId = interface.recordID
      $0.instanceId = instance
      $0.deviceIndex = 1
    }
    try cloud.change { $0.removeNetworkInterface(interface.interface.id) }
    #expect(cloud.route(table, to: "0.0.0.0/0")?.state == "blackhole")
    #expect(cloud.route(table, to: "0.0.0.0/0")?.networkInterfaceId == interface.recordID)
  }

  @Test("Accepting a peering revives the routes that wait for it, in both VPCs")
  func acceptedPeering() throws {
    var cloud = try RoutingCloud()
    let (table, vpc) = (try cloud.makeRouteTable(), cloud.vpc)
    let far = try cloud.makeVPC("10.9.0.0/16")
    let peering = try cloud.perform(EC2.CreateVpcPeeringConnectionRequest()) {
      $0.vpcId = vpc
      $0.peerVpcId = far
    }.vpcPeeringConnection?.vpcPeeringConnectionId
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationCidrBlock = "10.9.0.0/16"
      $0.vpcPeeringConnectionId = peering
    }
    #expect(cloud.route(table, to: "10.9.0.0/16")?.state == "blackhole")
    try cloud.perform(EC2.AcceptVpcPeeringConnectionRequest()) { $0.vpcPeeringConnectionId = peering }
    #expect(cloud.route(table, to: "10.9.0.0/16")?.state == "active")
    try cloud.perform(EC2.DeleteVpcPeeringConnectionRequest()) { $0.vpcPeeringConnectionId = peering }
    #expect(cloud.route(table, to: "10.9.0.0/16")?.state == "blackhole")
    let other = try cloud.makeRouteTable()
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", EC2.CreateRouteRequest()) {
      $0.routeTableId = other
      $0.destinationCidrBlock = "10.9.0.0/16"
      $0.vpcPeeringConnectionId = peering
    }
  }

  @Test("A prefix list is a destination like any other")
  func prefixLists() throws {
    var cloud = try RoutingCloud()
    let (table, gateway) = (try cloud.makeRouteTable(), cloud.gateway)
    let location = cloud.cloud.caller.location
    try cloud.change { (transaction) throws(EC2Error) in
      transaction.put(
        PrefixListRecord(
          list: PrefixList(id: "pl-0123456789abcdef0", name: "offices", entries: [], ownerID: location.accountID),
          location: location
        )
      )
    }
    try cloud.perform(EC2.CreateRouteRequest()) {
      $0.routeTableId = table
      $0.destinationPrefixListId = "pl-0123456789abcdef0"
      $0.gatewayId = gateway
    }
    #expect(cloud.route(table, to: "pl-0123456789abcdef0")?.gatewayId == gateway)
    #expect(cloud.cloud.state.hasHolder(of: "pl-0123456789abcdef0", .routeTable))
    try cloud.perform(EC2.DeleteRouteRequest()) {
      $0.routeTableId = table
      $0.destinationPrefixListId = "pl-0123456789abcdef0"
    }
    #expect(!cloud.cloud.state.hasHolder(of: "pl-0123456789abcdef0", .routeTable))
  }
}
