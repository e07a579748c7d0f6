import Testing
import VPCModel

/// Two VPCs; sg-1 lies in vpc-1, sg-2 in vpc-2. Each test says how they are connected.
@Suite("What a reference to a security group is worth")
struct GroupReferenceStatusTests {
  private let network: Network = {
    var network = Network()
    network.securityGroups = [
      SecurityGroup(id: "sg-1", name: "one", vpcID: "vpc-1", ownerID: "1"),
      SecurityGroup(id: "sg-same", name: "same", vpcID: "vpc-1", ownerID: "1"),
      SecurityGroup(id: "sg-2", name: "two", vpcID: "vpc-2", ownerID: "1"),
    ]
    return network
  }()

  private func peered(
    _ status: VPCPeeringConnection.Status = .active,
    id: VPCPeeringConnection.ID = "pcx-1",
    regions: (String?, String?) = (nil, nil)
  ) -> NetworkChange {
    .peeringConnection(
      .put(
        VPCPeeringConnection(
          id: id,
          requester: .init(vpcID: "vpc-1", region: regions.0),
          accepter: .init(vpcID: "vpc-2", region: regions.1),
          status: status
        )
      )
    )
  }

  private func attached(_ vpc: VPC.ID, _ supports: Bool?, gateway: String = "tgw-1", state: String? = "available")
    -> NetworkChange
  {
    .transitGatewayAttachment(
      .put(
        TransitGatewayVPCAttachment(
          id: .init("\(gateway) \(vpc)"),
          transitGatewayID: gateway,
          vpcID: vpc,
          state: state,
          supportsGroupReferences: supports
        )
      )
    )
  }

  private func status(
    of reference: GroupReference = GroupReference("sg-2"),
    _ changes: NetworkChange...,
    incomplete: Set<ResourceKind> = []
  ) -> GroupReferenceStatus {
    var network = network.applying(changes)
    network.incompleteKinds = incomplete
    return network.status(of: reference, from: "sg-1")
  }

  // MARK: Within a VPC

  @Test("a group may refer to itself and to its VPC's groups")
  func sameVPC() {
    #expect(status(of: GroupReference("sg-1")) == .usable)
    #expect(status(of: GroupReference("sg-same")) == .usable)
  }

  @Test("a group that refers to itself need not be known")
  func unknownGroupRefersToItself() {
    #expect(Network().status(of: GroupReference("sg-9"), from: "sg-9") == .usable)
    #expect(
      Network().status(of: GroupReference("sg-8"), from: "sg-9") == .unknown(missing: .securityGroup, id: "sg-9")
    )
  }

  @Test("a group that is nowhere is deleted, unless groups are missing or it is another account's")
  func deleted() {
    let gone = GroupReference("sg-gone")
    let missing = GroupReferenceStatus.unknown(missing: .securityGroup, id: "sg-gone")
    #expect(status(of: gone) == .stale(.groupDeleted))
    #expect(status(of: GroupReference("sg-gone", ownerID: "1")) == .stale(.groupDeleted))
    #expect(status(of: gone, incomplete: [.securityGroup]) == missing)
    #expect(status(of: GroupReference("sg-gone", ownerID: "2")) == missing)
    #expect(status(of: GroupReference("sg-gone", vpcID: "vpc-1")) == missing)
  }

  // MARK: Peering

  @Test("VPCs that nothing connects")
  func notConnected() {
    #expect(status() == .stale(.notConnected("vpc-2")))
    let elsewhere = VPCPeeringConnection(
      id: "pcx-9",
      requester: .init(vpcID: "vpc-1"),
      accepter: .init(vpcID: "vpc-3"),
      status: .active
    )
    #expect(status(.peeringConnection(.put(elsewhere))) == .stale(.notConnected("vpc-2")))
  }

  @Test("an active peering connects in both directions")
  func activePeering() {
    #expect(status(peered()) == .usable)
    #expect(network.applying([peered()]).status(of: GroupReference("sg-1"), from: "sg-2") == .usable)
    #expect(status(peered(regions: ("eu-west-1", "eu-west-1"))) == .usable)
    #expect(status(peered(regions: ("eu-west-1", nil))) == .usable, "a region that is not told counts as the same")
  }

  @Test("a peering that is not active does not, and the smallest is named")
  func inactivePeering() {
    #expect(status(peered(.deleted)) == .stale(.peeringNotActive("pcx-1", .deleted)))
    for ids in [["pcx-1", "pcx-2"], ["pcx-2", "pcx-1"]] {
      let both = ids.map { peered(.deleted, id: VPCPeeringConnection.ID($0)) }
      #expect(status(both[0], both[1]) == .stale(.peeringNotActive("pcx-1", .deleted)))
    }
    #expect(status(peered(.deleted), peered(.active, id: "pcx-2")) == .usable)
  }

  @Test("references do not cross regions")
  func crossRegion() {
    let across = peered(regions: ("eu-west-1", "us-east-1"))
    #expect(status(across) == .stale(.crossRegion("pcx-1")))
    #expect(status(across, peered(.failed, id: "pcx-0")) == .stale(.crossRegion("pcx-1")))
    #expect(status(across, peered(id: "pcx-2")) == .usable)
  }

  @Test("where peerings are missing, what EC2 wrote into the rule counts; without it nothing is known")
  func incompletePeerings() {
    let incomplete: Set<ResourceKind> = [.vpcPeeringConnection]
    func reference(_ status: String?) -> GroupReference {
      GroupReference("sg-2", vpcID: "vpc-2", peeringConnectionID: "pcx-7", peeringStatus: status)
    }
    #expect(status(incomplete: incomplete) == .unknown(missing: .vpcPeeringConnection, id: "vpc-1 – vpc-2"))
    #expect(status(of: reference("active"), incomplete: incomplete) == .usable)
    #expect(
      status(of: reference("deleted"), incomplete: incomplete) == .stale(.peeringNotActive("pcx-7", .deleted))
    )
    #expect(
      status(of: reference(nil), incomplete: incomplete)
        == .unknown(missing: .vpcPeeringConnection, id: "vpc-1 – vpc-2")
    )
    // A known peering that is not active does not exclude one that is missing.
    #expect(status(peered(.deleted), incomplete: incomplete) != .stale(.peeringNotActive("pcx-1", .deleted)))
    #expect(status(peered(), incomplete: incomplete) == .usable)
    // What is known is believed over what the rule says: it may be old.
    #expect(status(of: reference("active")) == .stale(.notConnected("vpc-2")))
  }

  @Test("across a peering too, a group that is not in the network is unknown")
  func missingTarget() {
    let reference = GroupReference("sg-9", vpcID: "vpc-2")
    #expect(status(of: reference, peered()) == .unknown(missing: .securityGroup, id: "sg-9"))
    #expect(status(of: reference) == .stale(.notConnected("vpc-2")))
  }

  // MARK: Association

  @Test("a group that is associated with the other's VPC is as if it lay there, from either side")
  func association() {
    let outward = SecurityGroup(
      id: "sg-1",
      name: "one",
      vpcID: "vpc-1",
      ownerID: "1",
      associatedVPCIDs: ["vpc-2"]
    )
    #expect(status(.securityGroup(.put(outward))) == .usable)
    let inward = SecurityGroup(id: "sg-2", name: "two", vpcID: "vpc-2", associatedVPCIDs: ["vpc-1"])
    #expect(status(.securityGroup(.put(inward))) == .usable)
    let elsewhere = SecurityGroup(id: "sg-2", name: "two", vpcID: "vpc-2", associatedVPCIDs: ["vpc-3"])
    #expect(status(.securityGroup(.put(elsewhere))) == .stale(.notConnected("vpc-2")))
  }

  // MARK: Transit gateway

  @Test("a transit gateway carries references where both attachments opted in")
  func transitGateway() {
    #expect(status(attached("vpc-1", true), attached("vpc-2", true)) == .usable)
    #expect(status(attached("vpc-1", true), attached("vpc-2", false)) == .stale(.notConnected("vpc-2")))
    #expect(status(attached("vpc-1", false), attached("vpc-2", nil)) == .stale(.notConnected("vpc-2")))
    #expect(status(attached("vpc-1", true)) == .stale(.notConnected("vpc-2")))
    #expect(
      status(attached("vpc-1", true), attached("vpc-2", true, gateway: "tgw-2")) == .stale(.notConnected("vpc-2"))
    )
    #expect(
      status(attached("vpc-1", true), attached("vpc-2", true, state: "deleting")) == .stale(.notConnected("vpc-2"))
    )
    #expect(status(attached("vpc-1", true), attached("vpc-2", true), incomplete: [.vpcPeeringConnection]) == .usable)
  }

  @Test("an attachment that does not tell, or may be missing, leaves the answer open")
  func unknownTransitGateway() {
    let open = GroupReferenceStatus.unknown(missing: .transitGatewayVPCAttachment, id: "vpc-1 – vpc-2")
    #expect(status(attached("vpc-1", true), attached("vpc-2", nil)) == open)
    #expect(status(attached("vpc-1", nil), attached("vpc-2", nil)) == open)
    #expect(status(incomplete: [.transitGatewayVPCAttachment]) == open)
    #expect(status(peered(.deleted), incomplete: [.transitGatewayVPCAttachment]) == open)
    // A second gateway that certainly carries references closes it.
    let sure = [attached("vpc-1", true, gateway: "tgw-2"), attached("vpc-2", true, gateway: "tgw-2")]
    #expect(status(attached("vpc-1", nil), attached("vpc-2", nil), sure[0], sure[1]) == .usable)
    // A reference that names its peering does not lead over a transit gateway.
    let overPeering = GroupReference("sg-2", vpcID: "vpc-2", peeringConnectionID: "pcx-1")
    #expect(
      status(of: overPeering, peered(.deleted), incomplete: [.transitGatewayVPCAttachment])
        == .stale(.peeringNotActive("pcx-1", .deleted))
    )
  }
}
