/// What a rule's reference to a security group is worth.
package enum GroupReferenceStatus: Hashable, Sendable {
  /// Stands for the members' private addresses.
  case usable
  /// Matches nothing: EC2 keeps the rule and calls it stale.
  case stale(StaleReason)
  /// The network does not tell.
  case unknown(missing: ResourceKind, id: String)

  package enum StaleReason: Hashable, Sendable {
    /// The group lies in a VPC to which no active peering (or opted-in transit gateway) leads.
    case notConnected(VPC.ID)
    /// The peering through which the group was reached is not active.
    case peeringNotActive(VPCPeeringConnection.ID, VPCPeeringConnection.Status)
    /// The peering crosses regions, where references are not supported.
    case crossRegion(VPCPeeringConnection.ID)
    /// The other VPC's group is gone; only its identifier remains in the rule.
    case groupDeleted
  }
}

extension Network {
  /// Whether a rule of `groupID` that refers to another group can match that group's members.
  ///
  /// EC2 accepts references within the VPC, across an active peering of one region, across a transit
  /// gateway where both attachments opted in, and to VPCs with which a group is associated (VPC user
  /// guide, "Security group referencing"). O(peering connections + attachments) for another VPC's group.
  package func status(of reference: GroupReference, from groupID: SecurityGroup.ID) -> GroupReferenceStatus {
    if reference.groupID == groupID { return .usable }
    guard let group = securityGroups[groupID] else { return .unknown(missing: .securityGroup, id: groupID.text) }

    let target = securityGroups[reference.groupID]
    // EC2 writes the VPC only into references to another VPC's group.
    let targetVPC = target?.vpcID ?? reference.vpcID
    guard let targetVPC else {
      if target == nil, isComplete(.securityGroup), reference.ownerID == nil || reference.ownerID == group.ownerID {
        return .stale(.groupDeleted)
      }
      return .unknown(missing: .securityGroup, id: reference.groupID.text)
    }
    if targetVPC == group.vpcID { return target == nil ? missing(reference) : .usable }
    if group.associatedVPCIDs.contains(targetVPC) || target?.associatedVPCIDs.contains(group.vpcID) == true {
      return .usable
    }
    return statusAcross(reference, from: group.vpcID, to: targetVPC, targetIsKnown: target != nil)
  }

  private func statusAcross(
    _ reference: GroupReference, from vpcID: VPC.ID, to targetVPC: VPC.ID, targetIsKnown: Bool
  ) -> GroupReferenceStatus {
    var inactive: VPCPeeringConnection?
    var crossRegion: VPCPeeringConnection?
    for peering in peeringConnections.unordered where peering.connects(vpcID, targetVPC) {
      if peering.status != .active {
        // The smallest identifier is named, so that the answer does not depend on the table's order.
        if inactive.map({ peering.id < $0.id }) ?? true { inactive = peering }
      } else if !peering.isWithinOneRegion {
        if crossRegion.map({ peering.id < $0.id }) ?? true { crossRegion = peering }
      } else {
        return targetIsKnown ? .usable : missing(reference)
      }
    }
    if sharesReferencingTransitGateway(vpcID, targetVPC) { return targetIsKnown ? .usable : missing(reference) }
    if let crossRegion { return .stale(.crossRegion(crossRegion.id)) }
    if let inactive { return .stale(.peeringNotActive(inactive.id, inactive.status)) }
    if let id = reference.peeringConnectionID, !isComplete(.vpcPeeringConnection) {
      switch reference.peeringStatus {
      case "active": return targetIsKnown ? .usable : missing(reference)
      case let status?: return .stale(.peeringNotActive(id, VPCPeeringConnection.Status(status)))
      case nil: return .unknown(missing: .vpcPeeringConnection, id: id.text)
      }
    }
    if !isComplete(.vpcPeeringConnection) {
      return .unknown(missing: .vpcPeeringConnection, id: "\(vpcID) – \(targetVPC)")
    }
    if !isComplete(.transitGatewayVPCAttachment) {
      return .unknown(missing: .transitGatewayVPCAttachment, id: "\(vpcID) – \(targetVPC)")
    }
    return .stale(.notConnected(targetVPC))
  }

  /// The group cannot be seen: of another account, or not in the snapshot.
  private func missing(_ reference: GroupReference) -> GroupReferenceStatus {
    .unknown(missing: .securityGroup, id: reference.groupID.text)
  }

  private func sharesReferencingTransitGateway(_ one: VPC.ID, _ other: VPC.ID) -> Bool {
    var gateways: Set<String> = []
    for attachment in transitGatewayAttachments.unordered
    where attachment.vpcID == one && attachment.supportsGroupReferences {
      gateways.insert(attachment.transitGatewayID)
    }
    guard !gateways.isEmpty else { return false }
    return transitGatewayAttachments.unordered.contains {
      $0.vpcID == other && $0.supportsGroupReferences && gateways.contains($0.transitGatewayID)
    }
  }
}
