import EC2Shapes
import VPCModel

/// AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress: every rule of the request, or none.
enum AuthorizeSecurityGroupRules {
  static func ingress(
    _ request: EC2.AuthorizeSecurityGroupIngressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AuthorizeSecurityGroupIngressResult {
    let flat = FlatPermission(
      ipProtocol: request.ipProtocol,
      fromPort: request.fromPort,
      toPort: request.toPort,
      cidrIp: request.cidrIp,
      sourceName: request.sourceSecurityGroupName,
      sourceOwnerID: request.sourceSecurityGroupOwnerId
    )
    let group = try transaction.securityGroup(id: request.groupId, name: request.groupName)
    let permissions = try flat.permissions(or: request.ipPermissions)
    let rules = try authorize(permissions, .ingress, group, request.tagSpecifications, &transaction)
    return EC2.AuthorizeSecurityGroupIngressResult(return: true, securityGroupRules: rules)
  }

  static func egress(
    _ request: EC2.AuthorizeSecurityGroupEgressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AuthorizeSecurityGroupEgressResult {
    let flat = FlatPermission(
      ipProtocol: request.ipProtocol,
      fromPort: request.fromPort,
      toPort: request.toPort,
      cidrIp: request.cidrIp,
      sourceName: request.sourceSecurityGroupName,
      sourceOwnerID: request.sourceSecurityGroupOwnerId
    )
    try flat.refuse()
    let group = try transaction.require(SecurityGroupRecord.self, request.groupId, "GroupId")
    let rules = try authorize(request.ipPermissions, .egress, group, request.tagSpecifications, &transaction)
    return EC2.AuthorizeSecurityGroupEgressResult(return: true, securityGroupRules: rules)
  }

  private static func authorize(
    _ permissions: [EC2.IpPermission],
    _ direction: TrafficDirection,
    _ group: SecurityGroupRecord,
    _ tagSpecifications: [EC2.TagSpecification],
    _ transaction: inout Transaction
  ) throws(EC2Error) -> [EC2.SecurityGroupRule] {
    guard !permissions.isEmpty else { throw .missingParameter("ipPermissions") }
    let tags = try transaction.tags(tagSpecifications, for: "security-group-rule")
    let rules = try PermissionReader(scope: transaction, group: group, purpose: .making).rules(permissions)
    try RuleChecks.check(rules, direction, of: group.group.id, transaction)
    var made: [EC2.SecurityGroupRule] = []
    for rule in rules {
      let record = transaction.makeRule(rule, direction, of: group, tags: tags)
      made.append(record.shape(in: transaction.state))
    }
    return made
  }
}
