import EC2Shapes
import VPCModel

/// The VPCs at the other end of a peering connection whose groups refer to the caller's.
enum DescribeSecurityGroupReferences {
  static func run(
    _ request: EC2.DescribeSecurityGroupReferencesRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeSecurityGroupReferencesResult {
    var references: [EC2.SecurityGroupReference] = []
    for id in Set(request.groupId).sorted() {
      let group = try scope.require(SecurityGroupRecord.self, id, "GroupId")
      references += self.references(to: group, scope.state)
    }
    return EC2.DescribeSecurityGroupReferencesResult(securityGroupReferenceSet: references)
  }

  /// O(rules that refer to the group).
  private static func references(to group: SecurityGroupRecord, _ state: State) -> [EC2.SecurityGroupReference] {
    var connections: [String: String] = [:]
    for id in state.holders(of: group.recordID, .securityGroupRule) {
      guard let rule = state.securityGroupRules[id]?.rule, let reference = rule.reference,
        let referring = state.securityGroups[rule.groupID]?.group, referring.vpcID != group.group.vpcID,
        connections[referring.vpcID.text] == nil,
        let peering = state.peering(of: reference, from: referring), peering.status == "active"
      else { continue }
      connections[referring.vpcID.text] = peering.id.text
    }
    return connections.sorted { $0.key < $1.key }.map { vpcID, connectionID in
      EC2.SecurityGroupReference(
        groupId: group.recordID,
        referencingVpcId: vpcID,
        vpcPeeringConnectionId: connectionID
      )
    }
  }
}
