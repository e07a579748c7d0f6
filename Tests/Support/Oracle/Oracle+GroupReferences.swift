package import VPCModel

extension Oracle {
  /// What a rule's reference to a group is worth, without the reasons.
  package enum ReferenceStatus: Hashable, Sendable {
    /// Stands for the members' private addresses.
    case usable
    /// EC2 keeps the rule; it matches nothing.
    case stale
    case unknown
  }

  /// Whether rules of a group can refer to another.
  ///
  /// A reference works within a VPC; between VPCs where one of the two groups is associated with the other's VPC;
  /// over an active peering connection within one region; and over a transit gateway to which both VPCs are attached
  /// with referencing switched on. Where the other VPC cannot be reached so, the rule is stale.
  package static func status(
    of reference: GroupReference,
    ofRuleIn group: SecurityGroup,
    in network: Network
  ) -> ReferenceStatus {
    if reference.groupID == group.id { return .usable }
    let target = network.securityGroups[reference.groupID]

    guard let targetVPC = target?.vpcID ?? reference.vpcID else {
      // Nothing but an identifier. Of the own account's groups all may be known, and then it is gone.
      let isOwnAccounts = reference.ownerID == nil || reference.ownerID == group.ownerID
      let allGroupsAreKnown = !network.incompleteKinds.contains(.securityGroup)
      return isOwnAccounts && allGroupsAreKnown ? .stale : .unknown
    }

    let ifConnected: ReferenceStatus = target == nil ? .unknown : .usable
    if targetVPC == group.vpcID { return ifConnected }
    if group.associatedVPCIDs.contains(targetVPC) { return .usable }
    if let target, target.associatedVPCIDs.contains(group.vpcID) { return .usable }

    let peerings = network.peeringConnections.unordered.filter { peering in
      let ends = [peering.requester.vpcID, peering.accepter.vpcID]
      return ends == [group.vpcID, targetVPC] || ends == [targetVPC, group.vpcID]
    }
    for peering in peerings where peering.status == .active && !crossesRegions(peering) { return ifConnected }
    if transitGateways(of: group.vpcID, in: network).contains(where: {
      transitGateways(of: targetVPC, in: network).contains($0)
    }) {
      return ifConnected
    }
    // What is left of a connection: not active, or to another region.
    if !peerings.isEmpty { return .stale }

    if network.incompleteKinds.contains(.vpcPeeringConnection) {
      // EC2 writes into the rule itself what it knows of the peering.
      guard reference.peeringConnectionID != nil, let status = reference.peeringStatus else { return .unknown }
      return status == "active" ? ifConnected : .stale
    }
    return network.incompleteKinds.contains(.transitGatewayVPCAttachment) ? .unknown : .stale
  }

  private static func crossesRegions(_ peering: VPCPeeringConnection) -> Bool {
    guard let one = peering.requester.region, let other = peering.accepter.region else { return false }
    return one != other
  }

  /// The transit gateways over which a VPC's groups may be referred to.
  private static func transitGateways(of vpcID: VPC.ID, in network: Network) -> [String] {
    network.transitGatewayAttachments.unordered
      .filter { $0.vpcID == vpcID && $0.supportsGroupReferences }
      .map(\.transitGatewayID)
  }
}
