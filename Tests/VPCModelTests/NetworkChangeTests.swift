import Testing
import VPCModel

@Suite("Changes of a network")
struct NetworkChangeTests {
  /// One resource of every kind, as the change that puts it and the one that removes it.
  static let everyKind: [(put: NetworkChange, remove: NetworkChange)] = [
    (.vpc(.put(VPC(id: "x"))), .vpc(.remove("x"))),
    (.subnet(.put(Subnet(id: "x", vpcID: "v"))), .subnet(.remove("x"))),
    (
      .networkInterface(.put(NetworkInterface(id: "x", vpcID: "v", subnetID: "s"))), .networkInterface(.remove("x"))
    ),
    (.securityGroup(.put(SecurityGroup(id: "x", name: "x", vpcID: "v"))), .securityGroup(.remove("x"))),
    (.networkACL(.put(NetworkACL(id: "x", vpcID: "v"))), .networkACL(.remove("x"))),
    (.prefixList(.put(PrefixList(id: "x", name: "x"))), .prefixList(.remove("x"))),
    (
      .peeringConnection(
        .put(
          VPCPeeringConnection(id: "x", requester: .init(vpcID: "v"), accepter: .init(vpcID: "w"), status: .active)
        )
      ), .peeringConnection(.remove("x"))
    ),
    (.routeTable(.put(RouteTable(id: "x", vpcID: "v"))), .routeTable(.remove("x"))),
    (.internetGateway(.put(InternetGateway(id: "x"))), .internetGateway(.remove("x"))),
    (
      .egressOnlyInternetGateway(.put(EgressOnlyInternetGateway(id: "x"))), .egressOnlyInternetGateway(.remove("x"))
    ),
    (.natGateway(.put(NATGateway(id: "x", vpcID: "v", subnetID: nil))), .natGateway(.remove("x"))),
    (
      .vpcEndpoint(.put(VPCEndpoint(id: "x", vpcID: "v", serviceName: "s3", type: "Gateway"))),
      .vpcEndpoint(.remove("x"))
    ),
    (
      .transitGatewayAttachment(.put(TransitGatewayVPCAttachment(id: "x", transitGatewayID: "tgw", vpcID: "v"))),
      .transitGatewayAttachment(.remove("x"))
    ),
    (.instance(.put(Instance(id: "x"))), .instance(.remove("x"))),
    (.databaseInstance(.put(DatabaseInstance(id: "x"))), .databaseInstance(.remove("x"))),
  ]

  @Test("every kind has its change", arguments: ResourceKind.allCases)
  func everyKindIsTried(kind: ResourceKind) {
    #expect(Self.everyKind.filter { $0.put.description == "put \(kind.words) x" }.count == 1)
    #expect(Self.everyKind.filter { $0.remove.description == "remove \(kind.words) x" }.count == 1)
  }

  @Test("a put adds one resource of its kind and no other; a removal takes it away again", arguments: everyKind.indices)
  func putAndRemove(index: Int) {
    let (put, remove) = Self.everyKind[index]
    let empty = Network()
    let with = empty.applying([put])
    #expect(counts(with).reduce(0, +) == 1)
    #expect(counts(with)[index] == 1)
    #expect(with.applying([remove]) == empty)
  }

  @Test("what is applied twice is as if applied once", arguments: everyKind.indices)
  func idempotent(index: Int) {
    let (put, remove) = Self.everyKind[index]
    let full = Network().applying(Self.everyKind.map(\.put))
    for change in [put, remove] {
      #expect(full.applying([change, change]) == full.applying([change]))
    }
    #expect(full.applying([remove]) != full)
    #expect(full.applying([remove, put]) == full)
    #expect(Network().applying([remove]) == Network(), "removing what is not there changed something")
  }

  @Test("a put replaces the whole resource")
  func putReplaces() {
    let tagged = VPC(id: "vpc-1", ownerID: "1", tags: ["Name": "main"])
    let network = Network().applying([.vpc(.put(tagged)), .vpc(.put(VPC(id: "vpc-1", isDefault: true)))])
    #expect(network.vpcs["vpc-1"] == VPC(id: "vpc-1", isDefault: true))
  }

  @Test("what refers to a removed resource stays, dangling")
  func removalLeavesReferences() {
    let subnet = Subnet(id: "subnet-1", vpcID: "vpc-1")
    let network = Network().applying([.vpc(.put(VPC(id: "vpc-1"))), .subnet(.put(subnet)), .vpc(.remove("vpc-1"))])
    #expect(network.subnets["subnet-1"] == subnet)
    #expect(network.danglingReferences().map(\.missingID) == ["vpc-1"])
  }

  /// In the order of `everyKind`.
  private func counts(_ network: Network) -> [Int] {
    [
      network.vpcs.count, network.subnets.count, network.networkInterfaces.count, network.securityGroups.count,
      network.networkACLs.count, network.prefixLists.count, network.peeringConnections.count,
      network.routeTables.count, network.internetGateways.count, network.egressOnlyInternetGateways.count,
      network.natGateways.count, network.vpcEndpoints.count, network.transitGatewayAttachments.count,
      network.instances.count, network.databaseInstances.count,
    ]
  }
}
