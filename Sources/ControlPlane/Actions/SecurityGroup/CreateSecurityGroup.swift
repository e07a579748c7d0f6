import EC2Shapes
import IPAddressing
import VPCModel

enum CreateSecurityGroup {
  static func run(
    _ request: EC2.CreateSecurityGroupRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateSecurityGroupResult {
    let name = try SecurityGroupText.name(request.groupName)
    let summary = try SecurityGroupText.groupDescription(request.description)
    let vpc = try vpc(request.vpcId, transaction)
    let tags = try transaction.tags(request.tagSpecifications, for: "security-group")
    guard transaction.state.securityGroup(named: name, in: vpc.vpc.id) == nil else {
      throw EC2Error(
        code: "InvalidGroup.Duplicate",
        message: "The security group '\(name)' already exists for VPC '\(vpc.vpc.id)'"
      )
    }
    guard transaction.state.securityGroups.count(in: transaction.location) < transaction.quotas.groupsPerRegion else {
      throw SecurityGroupErrors.groupsPerRegionExceeded
    }

    let group = SecurityGroup(
      id: transaction.makeID("sg", SecurityGroup.self),
      name: name,
      summary: summary,
      vpcID: vpc.vpc.id,
      ownerID: transaction.location.accountID,
      tags: tags
    )
    let record = SecurityGroupRecord(group: group, location: transaction.location)
    transaction.put(record)
    // A new group lets everything out, over IPv6 too where its VPC has IPv6 (VPC user guide, "Security group basics").
    let everywhere = [SecurityGroupRule.Peer.ipv4(.all)] + (vpc.vpc.ipv6CIDRs.isEmpty ? [] : [.ipv6(.all)])
    for peer in everywhere {
      transaction.makeRule(RequestedRule(traffic: .all, peer: peer), .egress, of: record)
    }
    return EC2.CreateSecurityGroupResult(
      groupId: group.id.text,
      securityGroupArn: record.arn,
      tags: tags.isEmpty ? nil : TagWords.shapes(tags)
    )
  }

  private static func vpc(_ id: String?, _ transaction: Transaction) throws(EC2Error) -> VPCRecord {
    if let id, !id.isEmpty { return try transaction.require(VPCRecord.self, id, "VpcId") }
    let key = VPCRecord.defaultKey(transaction.location)
    guard let vpc = transaction.state.holders(of: key, .vpc).first.flatMap({ transaction.state.vpcs[$0] }) else {
      throw EC2Error(code: "VPCIdNotSpecified", message: "No default VPC for this user")
    }
    return vpc
  }
}
