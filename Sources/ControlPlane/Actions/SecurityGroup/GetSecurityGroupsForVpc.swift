import EC2Shapes
import VPCModel

/// The groups that interfaces in a VPC can have: its own and those associated with it.
enum GetSecurityGroupsForVpc {
  private static let filters = FilterSet<SecurityGroupRecord>([
    "group-id": { group, _ in [group.recordID] },
    "description": { group, _ in [group.group.summary] },
    "group-name": { group, _ in [group.group.name] },
    "owner-id": { group, _ in [group.location.accountID] },
    "primary-vpc-id": { group, _ in [group.group.vpcID.text] },
  ])

  static func run(
    _ request: EC2.GetSecurityGroupsForVpcRequest,
    _ scope: ReadScope
  ) throws(EC2Error) -> EC2.GetSecurityGroupsForVpcResult {
    let vpc = try scope.require(VPCRecord.self, request.vpcId, "VpcId")
    let groups = scope.state.holders(of: vpc.recordID, .securityGroup).compactMap { scope.state.securityGroups[$0] }
    let page = try scope.list(
      SecurityGroupRecord.self,
      identifiers: [],
      filters: request.filters,
      filters,
      page: PageRequest(maxResults: request.maxResults, nextToken: request.nextToken),
      candidates: { _ in groups }
    )
    return EC2.GetSecurityGroupsForVpcResult(
      nextToken: page.nextToken,
      securityGroupForVpcs: page.map { record in
        EC2.SecurityGroupForVpc(
          description: record.group.summary,
          groupId: record.recordID,
          groupName: record.group.name,
          ownerId: record.location.accountID,
          primaryVpcId: record.group.vpcID.text,
          tags: TagWords.shapes(record.tags)
        )
      }
    )
  }
}
