import EC2Shapes
import VPCModel

/// RevokeSecurityGroupIngress and RevokeSecurityGroupEgress: by the rules' identifiers or by what they say.
enum RevokeSecurityGroupRules {
  static func ingress(
    _ request: EC2.RevokeSecurityGroupIngressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.RevokeSecurityGroupIngressResult {
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
    let outcome = try revoke(permissions, request.securityGroupRuleIds, .ingress, group, &transaction)
    return EC2.RevokeSecurityGroupIngressResult(
      return: true,
      revokedSecurityGroupRules: outcome.revoked,
      unknownIpPermissions: outcome.unknown
    )
  }

  static func egress(
    _ request: EC2.RevokeSecurityGroupEgressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.RevokeSecurityGroupEgressResult {
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
    let outcome = try revoke(request.ipPermissions, request.securityGroupRuleIds, .egress, group, &transaction)
    return EC2.RevokeSecurityGroupEgressResult(
      return: true,
      revokedSecurityGroupRules: outcome.revoked,
      unknownIpPermissions: outcome.unknown
    )
  }

  private struct Outcome {
    var revoked: [EC2.RevokedSecurityGroupRule]
    /// What a default VPC's group did not have; `nil` where it had everything.
    var unknown: [EC2.IpPermission]?
  }

  private static func revoke(
    _ permissions: [EC2.IpPermission],
    _ identifiers: [String],
    _ direction: TrafficDirection,
    _ group: SecurityGroupRecord,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> Outcome {
    guard permissions.isEmpty || identifiers.isEmpty else {
      throw SecurityGroupErrors.together("securityGroupRuleIds", "ipPermissions")
    }
    var found: [SecurityGroupRule] = []
    var unknown: [RequestedRule] = []
    if !identifiers.isEmpty {
      for id in Set(identifiers).sorted() { found.append(try transaction.rule(id, direction, of: group).rule) }
    } else {
      guard !permissions.isEmpty else { throw .missingParameter("ipPermissions or securityGroupRuleIds") }
      let requested = try PermissionReader(scope: transaction, group: group, purpose: .naming).rules(permissions)
      let existing = transaction.state.rules(of: group.group.id, direction)
      for rule in requested {
        if let match = existing[rule.key] { found.append(match) } else { unknown.append(rule) }
      }
      let isInDefaultVPC = transaction.state.vpcs[group.group.vpcID]?.vpc.isDefault ?? false
      guard unknown.isEmpty || isInDefaultVPC else { throw SecurityGroupErrors.ruleNotFound }
    }
    for rule in found { transaction.remove(.securityGroupRule, rule.id.text) }
    let rest = unknown.map { rule in
      SecurityGroupRule(
        groupID: group.group.id,
        direction: direction,
        traffic: rule.traffic,
        peer: rule.peer,
        summary: rule.summary
      )
    }
    return Outcome(
      revoked: found.map(\.revokedShape),
      unknown: rest.isEmpty ? nil : PermissionView.permissions(rest, of: group.group, in: transaction.state)
    )
  }
}

extension State {
  /// A group's rules of one direction by what they say. O(rules of the group).
  func rules(of group: SecurityGroup.ID, _ direction: TrafficDirection) -> [RuleKey: SecurityGroupRule] {
    var byKey: [RuleKey: SecurityGroupRule] = [:]
    for rule in rules(of: group) where rule.direction == direction { byKey[rule.key] = rule }
    return byKey
  }
}

extension Scope {
  /// A rule of a group by its identifier.
  ///
  /// - Parameter direction: the one that the rule must have, where the call is for one.
  func rule(_ id: String?, _ direction: TrafficDirection? = nil, of group: SecurityGroupRecord) throws(EC2Error)
    -> SecurityGroupRuleRecord
  {
    let record = try require(SecurityGroupRuleRecord.self, id, "SecurityGroupRuleId")
    guard record.rule.groupID == group.group.id, direction == nil || record.rule.direction == direction else {
      throw SecurityGroupRuleRecord.identifierWords.error(for: record.recordID)
    }
    return record
  }
}
