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
    if group.associatedVPCIDs.contains(targetVPC) { return ifConnected }
    if let target, target.associatedVPCIDs.contains(group.vpcID) { return ifConnected }

    let peerings = network.peeringConnections.unordered.filter { peering in
      let ends = [peering.requester.vpcID, peering.accepter.vpcID]
      return ends == [group.vpcID, targetVPC] || ends == [targetVPC, group.vpcID]
    }
    for peering in peerings where peering.status == .active && !crossesRegions(peering) { return ifConnected }
    let near = attachments(of: group.vpcID, in: network)
    let far = attachments(of: targetVPC, in: network)
    let pairs = near.flatMap { one in far.filter { $0.transitGatewayID == one.transitGatewayID }.map { (one, $0) } }
    if pairs.contains(where: { $0.supportsGroupReferences == true && $1.supportsGroupReferences == true }) {
      return ifConnected
    }

    if network.incompleteKinds.contains(.vpcPeeringConnection) {
      // EC2 writes into the rule itself what it knows of the peering.
      guard reference.peeringConnectionID != nil, let status = reference.peeringStatus else { return .unknown }
      return status == "active" ? ifConnected : .stale
    }
    // Only a reference that does not name a peering can lead over a transit gateway that is not known well.
    if reference.peeringConnectionID == nil {
      if network.incompleteKinds.contains(.transitGatewayVPCAttachment) { return .unknown }
      let couldBeOn = pairs.contains { $0.supportsGroupReferences != false && $1.supportsGroupReferences != false }
      if couldBeOn { return .unknown }
    }
    return .stale
  }

  private static func crossesRegions(_ peering: VPCPeeringConnection) -> Bool {
    guard let one = peering.requester.region, let other = peering.accepter.region else { return false }
    return one != other
  }

  private static func attachments(of vpcID: VPC.ID, in network: Network) -> [TransitGatewayVPCAttachment] {
    network.transitGatewayAttachments.unordered
      .filter { $0.vpcID == vpcID && [nil, "available", "modifying"].contains($0.state) }
  }
}
