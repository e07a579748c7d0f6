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
      return target == nil ? missing(reference) : .usable
    }
    return statusAcross(reference, from: group.vpcID, to: targetVPC, targetIsKnown: target != nil)
  }

  private func statusAcross(
    _ reference: GroupReference,
    from vpcID: VPC.ID,
    to targetVPC: VPC.ID,
    targetIsKnown: Bool
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
    let transitGateway = sharesReferencingTransitGateway(vpcID, targetVPC)
    if transitGateway == true { return targetIsKnown ? .usable : missing(reference) }
    if !isComplete(.vpcPeeringConnection) {
      // EC2 writes into the rule itself what it knows of the peering.
      guard let id = reference.peeringConnectionID, let status = reference.peeringStatus else {
        return .unknown(missing: .vpcPeeringConnection, id: "\(vpcID) – \(targetVPC)")
      }
      guard status == "active" else { return .stale(.peeringNotActive(id, VPCPeeringConnection.Status(status))) }
      return targetIsKnown ? .usable : missing(reference)
    }
    // A reference that names its peering does not lead over a transit gateway.
    let couldCrossTransitGateway = transitGateway == nil || !isComplete(.transitGatewayVPCAttachment)
    if couldCrossTransitGateway, reference.peeringConnectionID == nil {
      return .unknown(missing: .transitGatewayVPCAttachment, id: "\(vpcID) – \(targetVPC)")
    }
    if let crossRegion { return .stale(.crossRegion(crossRegion.id)) }
    if let inactive { return .stale(.peeringNotActive(inactive.id, inactive.status)) }
    return .stale(.notConnected(targetVPC))
  }

  /// The group cannot be seen: of another account, or not in the snapshot.
  private func missing(_ reference: GroupReference) -> GroupReferenceStatus {
    .unknown(missing: .securityGroup, id: reference.groupID.text)
  }

  /// Whether both VPCs are attached to one transit gateway with references switched on at both ends; `nil`
  /// where an attachment does not tell.
  private func sharesReferencingTransitGateway(_ one: VPC.ID, _ other: VPC.ID) -> Bool? {
    var near: [String: [Bool?]] = [:]
    for attachment in transitGatewayAttachments.unordered where attachment.vpcID == one && attachment.isInUse {
      near[attachment.transitGatewayID, default: []].append(attachment.supportsGroupReferences)
    }
    var answer: Bool? = false
    for attachment in transitGatewayAttachments.unordered where attachment.vpcID == other && attachment.isInUse {
      for support in near[attachment.transitGatewayID] ?? [] {
        if support == true, attachment.supportsGroupReferences == true { return true }
        if support != false, attachment.supportsGroupReferences != false { answer = nil }
      }
    }
    return answer
  }
}
