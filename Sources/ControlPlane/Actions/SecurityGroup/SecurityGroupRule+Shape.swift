import EC2Shapes
import IPAddressing
import VPCModel

extension SecurityGroupRuleRecord {
  /// As DescribeSecurityGroupRules answers it: where a protocol has no ports, both are −1.
  func shape(in state: State) -> EC2.SecurityGroupRule {
    var shape = EC2.SecurityGroupRule(
      description: rule.summary,
      fromPort: rule.traffic.fromPort ?? -1,
      groupId: rule.groupID.text,
      groupOwnerId: location.accountID,
      ipProtocol: rule.traffic.ipProtocolText,
      isEgress: rule.direction == .egress,
      securityGroupRuleArn: arn,
      securityGroupRuleId: recordID,
      tags: TagWords.shapes(tags),
      toPort: rule.traffic.toPort ?? -1
    )
    switch rule.peer {
    case .ipv4(let prefix): shape.cidrIpv4 = prefix.description
    case .ipv6(let prefix): shape.cidrIpv6 = prefix.description
    case .prefixList(let id): shape.prefixListId = id.text
    case .securityGroup(let reference):
      guard let group = state.securityGroups[rule.groupID]?.group else { break }
      shape.referencedGroupInfo = ReferenceView(reference, of: group, in: state).referencedGroup
    }
    return shape
  }
}

extension SecurityGroupRule {
  /// As the revoking actions answer it.
  var revokedShape: EC2.RevokedSecurityGroupRule {
    var shape = EC2.RevokedSecurityGroupRule(
      description: summary,
      fromPort: traffic.fromPort ?? -1,
      groupId: groupID.text,
      ipProtocol: traffic.ipProtocolText,
      isEgress: direction == .egress,
      securityGroupRuleId: id.text,
      toPort: traffic.toPort ?? -1
    )
    switch peer {
    case .ipv4(let prefix): shape.cidrIpv4 = prefix.description
    case .ipv6(let prefix): shape.cidrIpv6 = prefix.description
    case .prefixList(let id): shape.prefixListId = id.text
    case .securityGroup(let reference): shape.referencedGroupId = reference.groupID.text
    }
    return shape
  }
}

/// What EC2 tells of a referenced group: VPC and peering only of a group in another VPC, and no owner of one that is
/// gone.
struct ReferenceView {
  let groupID: String
  let userID: String?
  let vpcID: String?
  let peeringConnectionID: String?
  let peeringStatus: String?

  init(_ reference: GroupReference, of group: SecurityGroup, in state: State) {
    groupID = reference.groupID.text
    guard let vpcID = reference.vpcID, vpcID != group.vpcID else {
      userID = reference.ownerID ?? group.ownerID
      vpcID = nil
      peeringConnectionID = nil
      peeringStatus = nil
      return
    }
    let peering = state.peering(of: reference, from: group)
    userID = state.securityGroups[reference.groupID] == nil ? nil : reference.ownerID
    self.vpcID = vpcID.text
    peeringConnectionID = peering?.id.text
    peeringStatus = peering?.status
  }

  var referencedGroup: EC2.ReferencedSecurityGroup {
    EC2.ReferencedSecurityGroup(
      groupId: groupID,
      peeringStatus: peeringStatus,
      userId: userID,
      vpcId: vpcID,
      vpcPeeringConnectionId: peeringConnectionID
    )
  }

  func pair(_ summary: String?) -> EC2.UserIdGroupPair {
    EC2.UserIdGroupPair(
      description: summary,
      groupId: groupID,
      peeringStatus: peeringStatus,
      userId: userID,
      vpcId: vpcID,
      vpcPeeringConnectionId: peeringConnectionID
    )
  }
}
