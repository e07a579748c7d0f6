import AWSSnapshot
import Testing
import VPCModel

@Suite("Route tables and network ACLs")
struct RouteTableReadingTests {
  private func table(_ route: String, besides: String = "") -> String {
    #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [], "Routes": [{\#(route)}]}]\#(besides)}"#
  }

  @Test(
    "every kind of target is told apart",
    arguments: [
      (#""GatewayId": "local""#, RouteTable.Target.local),
      (#""GatewayId": "igw-1""#, .internetGateway("igw-1")),
      (#""GatewayId": "vgw-1""#, .virtualPrivateGateway("vgw-1")),
      (#""GatewayId": "vpce-1""#, .vpcEndpoint("vpce-1")),
      (#""GatewayId": "lgw-1""#, .other("lgw-1")),
      (#""NatGatewayId": "nat-1""#, .natGateway("nat-1")),
      (#""TransitGatewayId": "tgw-1""#, .transitGateway("tgw-1")),
      (#""VpcPeeringConnectionId": "pcx-1""#, .vpcPeeringConnection("pcx-1")),
      (#""EgressOnlyInternetGatewayId": "eigw-1""#, .egressOnlyInternetGateway("eigw-1")),
      (#""NetworkInterfaceId": "eni-1", "InstanceId": "i-1""#, .networkInterface("eni-1")),
      (#""InstanceId": "i-1""#, .other("i-1")),
      (#""CarrierGatewayId": "cagw-1""#, .other("cagw-1")),
      (#""LocalGatewayId": "lgw-1""#, .other("lgw-1")),
      (
        #""CoreNetworkArn": "arn:aws:networkmanager::1:core-network/cn-1""#,
        .other("arn:aws:networkmanager::1:core-network/cn-1")
      ),
    ]
  )
  func targets(text: String, target: RouteTable.Target) throws {
    let snapshot = try read(table(#""DestinationCidrBlock": "192.0.2.0/24", "# + text))
    #expect(snapshot.network.routeTables["rtb-1"]?.routes.map(\.target) == [target])
  }

  @Test("a route to an instance goes to its first interface, where the snapshot has the instance")
  func instanceTarget() throws {
    let instances = """
      , "Reservations": [{"Instances": [{"InstanceId": "i-1", "NetworkInterfaces": [
        {"NetworkInterfaceId": "eni-2", "Attachment": {"DeviceIndex": 1}},
        {"NetworkInterfaceId": "eni-1", "Attachment": {"DeviceIndex": 0}}]}]}]
      """
    let snapshot = try read(
      table(#""DestinationCidrBlock": "0.0.0.0/0", "InstanceId": "i-1""#, besides: instances)
    )
    #expect(snapshot.network.routeTables["rtb-1"]?.routes.map(\.target) == [.networkInterface("eni-1")])
  }

  @Test("destinations, blackholes and propagation are read; filtered routes are not in force")
  func routes() throws {
    let snapshot = try read(
      """
      {"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [
        {"DestinationCidrBlock": "10.1.2.3/8", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"},
        {"DestinationIpv6CidrBlock": "::/0", "NetworkInterfaceId": "eni-1", "State": "blackhole"},
        {"DestinationPrefixListId": "pl-1", "TransitGatewayId": "tgw-1"},
        {"DestinationCidrBlock": "10.3.0.0/16", "NetworkInterfaceId": "eni-2", "State": "filtered"},
        {"DestinationCidrBlock": "10.2.0.0/16", "State": "blackhole", "InstanceId": ""}],
       "Associations": [
        {"Main": false, "SubnetId": "subnet-1", "AssociationState": {"State": "associated"}},
        {"Main": false, "SubnetId": "subnet-2", "AssociationState": {"State": "disassociated"}},
        {"Main": false, "GatewayId": "igw-1", "AssociationState": {"State": "associated"}},
        {"Main": true, "AssociationState": {"State": "failed"}}]}]}
      """
    )
    let table = try #require(snapshot.network.routeTables["rtb-1"])
    #expect(table.routes.map(\.destination.description) == ["10.0.0.0/8", "::/0", "pl-1", "10.2.0.0/16"])
    #expect(table.routes.map(\.isPropagated) == [true, false, false, false])
    #expect(table.routes.map(\.isBlackhole) == [false, true, false, true])
    #expect(table.subnetIDs == ["subnet-1"])
    #expect(!table.isMain)
    #expect(!snapshot.network.isComplete(.prefixList))
  }

  @Test(
    "a table with a route that cannot be understood is left out",
    arguments: [
      #""GatewayId": "igw-1""#, #""DestinationCidrBlock": "10.0.0.0/33", "GatewayId": "igw-1""#,
      #""DestinationCidrBlock": "10.0.0.0/8", "State": "active""#,
      #""DestinationCidrBlock": "10.0.0.0/8", "DestinationIpv6CidrBlock": "::/0", "GatewayId": "igw-1""#,
    ]
  )
  func unreadableRoute(route: String) throws {
    let snapshot = try read(table(route))
    #expect(snapshot.network.routeTables.isEmpty)
    #expect(snapshot.diagnostics.map(\.consequence) == [.leftOut(.routeTable)])
    #expect(!snapshot.network.isComplete(.routeTable))
  }

  @Test(
    "an ACL with an entry that cannot be understood is left out",
    arguments: [
      #""RuleNumber": 1, "Protocol": "-1", "RuleAction": "permit", "Egress": false, "CidrBlock": "0.0.0.0/0""#,
      #""RuleNumber": 1, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0""#,
      #""RuleNumber": 1, "Protocol": "-1", "RuleAction": "allow", "Egress": false"#,
      #""Protocol": "-1", "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0""#,
      #""RuleNumber": 1, "RuleAction": "allow", "Egress": false, "CidrBlock": "0.0.0.0/0""#,
    ]
  )
  func unreadableEntry(entry: String) throws {
    let snapshot = try read(
      #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Associations": [], "Entries": [{\#(entry)}]}]}"#
    )
    #expect(snapshot.network.networkACLs.isEmpty)
    #expect(snapshot.diagnostics.map(\.consequence) == [.leftOut(.networkACL)])
  }

  @Test("an interface without a list of groups, or any of addresses, is left out")
  func interfaceWithoutGroups() throws {
    let snapshot = try read(
      """
      {"NetworkInterfaces": [
        {"NetworkInterfaceId": "eni-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.0.4"},
        {"NetworkInterfaceId": "eni-2", "VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.0.5",
         "Groups": []},
        {"NetworkInterfaceId": "eni-3", "VpcId": "vpc-1", "SubnetId": "subnet-1", "Groups": []}]}
      """
    )
    #expect(snapshot.network.networkInterfaces.sorted.map(\.id) == ["eni-2"])
    #expect(
      snapshot.diagnostics.map(\.path) == ["NetworkInterfaces[0].Groups", "NetworkInterfaces[2].PrivateIpAddresses"]
    )
  }
}
