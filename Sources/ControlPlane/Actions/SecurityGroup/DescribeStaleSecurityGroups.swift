import EC2Shapes
import VPCModel

/// Groups of a VPC with rules whose reference leads nowhere any more: the group is deleted, or what connected its VPC
/// is.
enum DescribeStaleSecurityGroups {
  static func run(
    _ request: EC2.DescribeStaleSecurityGroupsRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.DescribeStaleSecurityGroupsResult {
    let vpc = try scope.require(VPCRecord.self, request.vpcId, "VpcId")
    var stale: [EC2.StaleSecurityGroup] = []
    for id in scope.state.holders(of: vpc.recordID, .securityGroup) {
      guard let record = scope.find(SecurityGroupRecord.self, id), record.group.vpcID == vpc.vpc.id else { continue }
      if let shape = shape(record.group, scope.state) { stale.append(shape) }
    }
    let page = try PageRequest(maxResults: request.maxResults, nextToken: request.nextToken, limits: 5...255)
      .page(of: stale) { $0.groupId ?? "" }
    return EC2.DescribeStaleSecurityGroupsResult(nextToken: page.nextToken, staleSecurityGroupSet: page.elements)
  }

  private static func shape(_ group: SecurityGroup, _ state: State) -> EC2.StaleSecurityGroup? {
    let rules = state.rules(of: group.id).filter { rule in
      rule.reference.map { !state.isUsable($0, from: group) } ?? false
    }
    guard !rules.isEmpty else { return nil }
    func permissions(_ direction: TrafficDirection) -> [EC2.StaleIpPermission] {
      PermissionView.permissions(rules.filter { $0.direction == direction }, of: group, in: state).map { permission in
        EC2.StaleIpPermission(
          fromPort: permission.fromPort,
          ipProtocol: permission.ipProtocol,
          ipRanges: [],
          prefixListIds: [],
          toPort: permission.toPort,
          userIdGroupPairs: permission.userIdGroupPairs
        )
      }
    }
    return EC2.StaleSecurityGroup(
      description: group.summary,
      groupId: group.id.text,
      groupName: group.name,
      staleIpPermissions: permissions(.ingress),
      staleIpPermissionsEgress: permissions(.egress),
      vpcId: group.vpcID.text
    )
  }
}
