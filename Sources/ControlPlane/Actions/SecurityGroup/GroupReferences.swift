import VPCModel

/// Which groups a rule may refer to (VPC user guide, "Security group referencing"): those of its VPC, of a VPC that is
/// peered within the region, and of a VPC with which one of the two groups is associated.
extension State {
  /// A reference to a group as a rule keeps it; `nil` where nothing connects the two groups.
  /// O(peering connections of the VPC).
  func reference(to target: SecurityGroupRecord, from group: SecurityGroupRecord) -> GroupReference? {
    let owner = target.location.accountID
    let targetVPC = target.group.vpcID
    if targetVPC == group.group.vpcID { return GroupReference(target.group.id, ownerID: owner) }
    if areAssociated(target, group) { return GroupReference(target.group.id, vpcID: targetVPC, ownerID: owner) }
    guard let peering = activePeering(group.group.vpcID, targetVPC) else { return nil }
    return GroupReference(target.group.id, vpcID: targetVPC, ownerID: owner, peeringConnectionID: peering.id)
  }

  /// Whether a rule's reference can match anything: whether EC2 does not call it stale.
  func isUsable(_ reference: GroupReference, from group: SecurityGroup) -> Bool {
    if reference.groupID == group.id { return true }
    guard let target = securityGroups[reference.groupID] else { return false }
    if target.group.vpcID == group.vpcID { return true }
    if let record = securityGroups[group.id], areAssociated(target, record) { return true }
    return activePeering(group.vpcID, target.group.vpcID) != nil
  }

  /// The peering connection behind a reference and EC2's code for its state; `nil` where the reference needs none.
  func peering(of reference: GroupReference, from group: SecurityGroup) -> (
    id: VPCPeeringConnection.ID, status: String
  )? {
    guard let id = reference.peeringConnectionID else { return nil }
    if let status = peeringConnections[id]?.connection.status, status == .active { return (id, status.code) }
    // Another connection between the two VPCs can have taken its place.
    if let vpcID = reference.vpcID, let other = activePeering(group.vpcID, vpcID) {
      return (other.id, other.status.code)
    }
    return (id, peeringConnections[id]?.connection.status.code ?? "deleted")
  }

  /// An active peering connection of two VPCs in one region; of several, the one with the smallest identifier.
  func activePeering(_ one: VPC.ID, _ other: VPC.ID) -> VPCPeeringConnection? {
    holders(of: one.text, .vpcPeeringConnection).lazy.compactMap { self.peeringConnections[$0]?.connection }
      .first { $0.status == .active && $0.connects(one, other) && $0.isWithinOneRegion }
  }

  private func areAssociated(_ one: SecurityGroupRecord, _ other: SecurityGroupRecord) -> Bool {
    one.isAssociated(with: other.group.vpcID) || other.isAssociated(with: one.group.vpcID)
  }
}

extension SecurityGroupRecord {
  /// Whether AssociateSecurityGroupVpc has brought it into a further VPC.
  func isAssociated(with vpcID: VPC.ID) -> Bool {
    vpcAssociations.contains { $0.vpcID == vpcID && $0.state == "associated" }
  }
}
