import Findings
import IPAddressing
import VPCModel

/// One group lets another in, and the other may not send; or the other way round.
enum OneSidedPairFamily: AuditFamily {
  static let check = Check(
    id: "one-sided-rule",
    title: "A rule has no counterpart at the other end",
    severity: .low,
    explanation:
      "A connection needs an egress rule at its client and an ingress rule at its server. One of them refers to the"
      + " other's group, or to a block of the VPC's, and nobody in it has a rule that answers to it: the connection"
      + " times out (ENI_SG_RULES_MISMATCH, in VPC Reachability Analyzer's words)."
  )

  static let checks = [check]

  static func findings(_ context: AuditContext) -> [Finding] {
    // Who carries what cannot be said for interfaces that are missing.
    guard context.network.isComplete(.networkInterface) else { return [] }
    var policiesByGroup: [SecurityGroup.ID: [AuditPolicy]] = [:]
    for policy in context.sortedPolicies {
      for id in policy.groupIDs { policiesByGroup[id, default: []].append(policy) }
    }
    let residents = Residents(context)
    return context.groups.flatMap { group -> [Finding] in
      guard let members = context.memberAddresses[group.id] else { return [] }
      return group.rules.compactMap { rule -> Finding? in
        if let block = rule.block { return blockFinding(rule, block, group, members, residents, context) }
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

  // MARK: Blocks

  /// For a block that is all the VPC's own, so that everybody in it is known; and for one with somebody in it. Most often
  /// the first who is asked may answer.
  private static func blockFinding(
    _ rule: SecurityGroupRule,
    _ block: IPPrefix,
    _ group: SecurityGroup,
    _ members: IPAddressSet,
    _ residents: Residents,
    _ context: AuditContext
  ) -> Finding? {
    guard group.associatedVPCIDs.isEmpty,
      context.network.vpcs[group.vpcID]?.cidrs.contains(where: { $0.contains(block) }) == true
    else { return nil }
    var policies: Set<AuditPolicy> = []
    var asked: Set<NetworkInterface.ID> = []
    for interface in residents.interfaces(in: block, of: group.vpcID) {
      asked.insert(interface.id)
      if interface.isWithoutFilter { return nil }
      let policy = AuditPolicy(interface)
      guard policies.insert(policy).inserted else { continue }
      if mayAnswer(policy, rule.direction.opposite, rule.traffic, members, context) { return nil }
    }
    let count = asked.count
    guard count > 0 else { return nil }
    let isIngress = rule.direction == .ingress
    let here = context.names.full(group.id)
    let there = count == 1 ? "the one interface there" : "none of the \(count) interfaces there"
    let way = isIngress ? "\(here) lets \(block) in on" : "\(here) lets its members out to \(block) on"
    let groups = Set(policies.flatMap(\.groupIDs)).sorted()
    let answer =
      count == 1
      ? "\(there) \(isIngress ? "may not send it" : "does not let it in")"
      : "\(there) \(isIngress ? "may send it" : "lets it in")"
    var fixes = AuditFix.revoke([rule], context, summary: "Take it away, if the connection is not meant.")
    if let other = groups.first, groups.count == 1, other != group.id {
      fixes = counterpart(rule, group, other, context)
    }
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(way) \(rule.traffic), but \(answer)",
      details: ["rule: \(context.words(rule))"]
        + (groups.isEmpty ? [] : ["groups of the interfaces in \(block): \(context.list(groups))"]),
      subjects: [context.subject(group.id)] + groups.filter { $0 != group.id }.prefix(8).map { context.subject($0) },
      fixes: fixes,
      aspect: "\(rule.direction.rawValue) \(rule.traffic) \(block)"
    )
  }

  private static func counterpart(
    _ rule: SecurityGroupRule,
    _ group: SecurityGroup,
    _ other: SecurityGroup.ID,
    _ context: AuditContext
  ) -> [Finding.Fix] {
    let isIngress = rule.direction == .ingress
    let missing = SecurityGroupRule(
      groupID: other,
      direction: rule.direction.opposite,
      traffic: rule.traffic,
      peer: .securityGroup(GroupReference(group.id)),
      summary: rule.summary.flatMap { $0.isEmpty ? nil : $0 }
    )
    return AuditFix.rule(
      missing,
      label: "\(context.names.short(other)) \(isIngress ? "to" : "from") \(group.name) \(rule.traffic)",
      summary: "If the connection is meant, add the rule at the other end; otherwise take this one away.",
      context
    )
  }

  // MARK: Groups

  private static func finding(
    _ rule: SecurityGroupRule,
    _ group: SecurityGroup,
    _ other: SecurityGroup.ID,
    _ context: AuditContext
  ) -> Finding {
    let isIngress = rule.direction == .ingress
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
      fixes: counterpart(rule, group, other, context),
      aspect: "\(rule.direction.rawValue) \(rule.traffic) \(other)"
    )
  }
}

/// Interfaces by address, for each VPC: in one, no two have the same.
private struct Residents {
  private let entries: [VPC.ID: [(block: IPPrefix, interface: NetworkInterface)]]

  init(_ context: AuditContext) {
    var entries: [VPC.ID: [(block: IPPrefix, interface: NetworkInterface)]] = [:]
    for interface in context.interfaces {
      entries[interface.vpcID, default: []] += interface.ownPrefixes.map { ($0, interface) }
    }
    self.entries = entries.mapValues { $0.sorted { $0.block.first < $1.block.first } }
  }

  /// Those with an address in a block, as often as they have one. O(log n) to the first.
  func interfaces(in block: IPPrefix, of vpc: VPC.ID) -> some Sequence<NetworkInterface> {
    let own = entries[vpc] ?? []
    var (low, high) = (0, own.count)
    while low < high {
      let middle = low + (high - low) / 2
      if own[middle].block.last < block.first { low = middle + 1 } else { high = middle }
    }
    return own[low...].lazy.prefix { $0.block.first <= block.last }.map(\.interface)
  }
}
