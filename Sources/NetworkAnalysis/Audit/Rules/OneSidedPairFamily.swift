import Findings
import IPAddressing
import VPCModel

/// One group lets another in, and the other may not send; or the other way round.
enum OneSidedPairFamily: AuditFamily {
  static let check = Check(
    id: "one-sided-rule",
    title: "A rule between two groups has no counterpart",
    severity: .low,
    explanation:
      "A connection needs an egress rule at its client and an ingress rule at its server. One of them refers to the"
      + " other's group, and the other group's members have no rule that answers to it: the connection times out."
  )

  static let checks = [check]

  static func findings(_ context: AuditContext) -> [Finding] {
    // Who carries what cannot be said for interfaces that are missing.
    guard context.network.isComplete(.networkInterface) else { return [] }
    var policiesByGroup: [SecurityGroup.ID: [AuditPolicy]] = [:]
    for policy in context.sortedPolicies {
      for id in policy.groupIDs { policiesByGroup[id, default: []].append(policy) }
    }
    return context.groups.flatMap { group -> [Finding] in
      guard let members = context.memberAddresses[group.id] else { return [] }
      return group.rules.compactMap { rule -> Finding? in
        guard case .securityGroup(let reference) = rule.peer, reference.groupID != group.id,
          context.network.status(of: reference, from: group.id) == .usable,
          let policies = policiesByGroup[reference.groupID]
        else { return nil }
        let answers = policies.contains {
          mayAnswer($0, rule.direction.opposite, rule.traffic, members, context)
        }
        guard !answers else { return nil }
        return finding(rule, group, reference.groupID, context)
      }
    }
  }

  /// Whether a set of groups has a rule for some of the traffic with some of the addresses, or could have one.
  private static func mayAnswer(
    _ policy: AuditPolicy,
    _ direction: TrafficDirection,
    _ traffic: TrafficSelector,
    _ addresses: IPAddressSet,
    _ context: AuditContext
  ) -> Bool {
    policy.groupIDs.contains { id in
      guard let group = context.network.securityGroups[id] else { return true }
      return group.rules.contains { rule in
        guard rule.direction == direction, rule.traffic.overlaps(traffic) else { return false }
        guard let peer = context.addresses(of: rule) else { return true }
        return peer.overlaps(addresses)
      }
    }
  }

  private static func finding(
    _ rule: SecurityGroupRule,
    _ group: SecurityGroup,
    _ other: SecurityGroup.ID,
    _ context: AuditContext
  ) -> Finding {
    let isIngress = rule.direction == .ingress
    let missing = SecurityGroupRule(
      groupID: other,
      direction: rule.direction.opposite,
      traffic: rule.traffic,
      peer: .securityGroup(GroupReference(group.id)),
      summary: rule.summary.flatMap { $0.isEmpty ? nil : $0 }
    )
    let here = context.names.full(group.id)
    let there = context.names.full(other)
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: isIngress
        ? "\(here) lets members of \(there) in on \(rule.traffic), but no egress rule of theirs lets them out"
        : "\(here) lets its members out to \(there) on \(rule.traffic), but no ingress rule there lets them in",
      details: ["rule: \(context.words(rule))"],
      subjects: [context.subject(group.id), context.subject(other)],
      fixes: AuditFix.rule(
        missing,
        label: "\(context.names.short(other)) \(isIngress ? "to" : "from") \(group.name) \(rule.traffic)",
        summary: "If the connection is meant, add the rule at the other end; otherwise take this one away."
      ),
      aspect: "\(rule.direction.rawValue) \(rule.traffic) \(other)"
    )
  }
}
