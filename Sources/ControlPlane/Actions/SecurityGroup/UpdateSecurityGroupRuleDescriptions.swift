import EC2Shapes
import VPCModel

/// UpdateSecurityGroupRuleDescriptionsIngress and …Egress: a description is replaced, or removed where none is given.
enum UpdateSecurityGroupRuleDescriptions {
  static func ingress(
    _ request: EC2.UpdateSecurityGroupRuleDescriptionsIngressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.UpdateSecurityGroupRuleDescriptionsIngressResult {
    let group = try transaction.securityGroup(id: request.groupId, name: request.groupName)
    try update(request.ipPermissions, request.securityGroupRuleDescriptions, .ingress, group, &transaction)
    return EC2.UpdateSecurityGroupRuleDescriptionsIngressResult(return: true)
  }

  static func egress(
    _ request: EC2.UpdateSecurityGroupRuleDescriptionsEgressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.UpdateSecurityGroupRuleDescriptionsEgressResult {
    let group = try transaction.securityGroup(id: request.groupId, name: request.groupName)
    try update(request.ipPermissions, request.securityGroupRuleDescriptions, .egress, group, &transaction)
    return EC2.UpdateSecurityGroupRuleDescriptionsEgressResult(return: true)
  }

  private static func update(
    _ permissions: [EC2.IpPermission],
    _ descriptions: [EC2.SecurityGroupRuleDescription],
    _ direction: TrafficDirection,
    _ group: SecurityGroupRecord,
    _ transaction: inout Transaction
  ) throws(EC2Error) {
    guard permissions.isEmpty || descriptions.isEmpty else {
      throw SecurityGroupErrors.together("securityGroupRuleDescriptions", "ipPermissions")
    }
    guard !permissions.isEmpty || !descriptions.isEmpty else {
      throw .missingParameter("ipPermissions or securityGroupRuleDescriptions")
    }
    var updates: [(id: SecurityGroupRule.ID, summary: String?)] = []
    for description in descriptions {
      let record = try transaction.rule(description.securityGroupRuleId, direction, of: group)
      updates.append((record.rule.id, try SecurityGroupText.ruleDescription(description.description)))
    }
    let existing = transaction.state.rules(of: group.group.id, direction)
    for rule in try PermissionReader(scope: transaction, group: group, purpose: .naming).rules(permissions) {
      guard let match = existing[rule.key] else { throw SecurityGroupErrors.ruleNotFound }
      updates.append((match.id, rule.summary))
    }
    for (id, summary) in updates {
      guard var record = transaction.state.securityGroupRules[id], record.rule.summary != summary else { continue }
      record.rule.summary = summary
      transaction.put(record)
    }
  }
}
