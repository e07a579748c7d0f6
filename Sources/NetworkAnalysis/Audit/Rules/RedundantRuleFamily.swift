import Findings
import IPAddressing
import VPCModel

/// Rules that others make superfluous.
enum RedundantRuleFamily: AuditFamily {
  static let within = Check(
    id: "rule-redundant",
    title: "A rule is implied by another of its group",
    severity: .info,
    explanation:
      "Groups only allow, so the wider rule alone does the same. The narrower one suggests a restriction that is not"
      + " there, and counts against the quota. `ringfence consolidate` writes the fewest rules for the same permissions.",
    equivalents: ["np-guard": ["sg-rule-implied"]]
  )

  static let across = Check(
    id: "rule-redundant-across-groups",
    title: "A rule is implied by another group that is always beside it",
    severity: .info,
    explanation:
      "Every interface that carries the group carries the other group too, whose rule is wider. Taking the narrower"
      + " one away changes nothing as long as that stays so."
  )

  static let checks = [within, across]

  static func findings(_ context: AuditContext) -> [Finding] {
    let companions = companions(context)
    var covers: [SecurityGroup.ID: [TrafficDirection: RuleCover]] = [:]
    func cover(_ id: SecurityGroup.ID, _ direction: TrafficDirection) -> RuleCover {
      if let known = covers[id]?[direction] { return known }
      let made = RuleCover(context.network.securityGroups[id]?.rules(direction) ?? [], context.network.prefixLists)
      covers[id, default: [:]][direction] = made
      return made
    }
    var findings: [Finding] = []
    // What is called superfluous makes nothing else superfluous: a list and a block may imply one another.
    var gone: Set<SecurityGroupRule.ID> = []
    for group in context.groups {
      var inside: [(rule: SecurityGroupRule, by: SecurityGroupRule)] = []
      var beside: [(rule: SecurityGroupRule, by: SecurityGroupRule)] = []
      for rule in group.rules {
        if let wider = cover(group.id, rule.direction).cover(of: rule, without: gone) {
          inside.append((rule, wider))
          gone.insert(rule.id)
          continue
        }
        for companion in companions[group.id] ?? [] {
          guard let wider = cover(companion, rule.direction).cover(of: rule, without: gone) else { continue }
          // Of two groups that are always together and say the same, one has to keep it.
          let isSame = wider.traffic == rule.traffic && wider.peer == rule.peer
          let isMutual = companions[companion]?.contains(group.id) == true
          if isSame, isMutual, group.id < companion { continue }
          beside.append((rule, wider))
          gone.insert(rule.id)
          break
        }
      }
      if let finding = finding(within, group, inside, context) { findings.append(finding) }
      if let finding = finding(across, group, beside, context) { findings.append(finding) }
    }
    return findings
  }

  /// The groups that every interface with a group carries besides.
  private static func companions(_ context: AuditContext) -> [SecurityGroup.ID: [SecurityGroup.ID]] {
    var result: [SecurityGroup.ID: Set<SecurityGroup.ID>] = [:]
    for policy in context.sortedPolicies {
      let all = Set(policy.groupIDs)
      for id in policy.groupIDs {
        let others = all.subtracting([id])
        result[id] = result[id].map { $0.intersection(others) } ?? others
      }
    }
    // What further interfaces carry is not known where some are missing.
    guard context.network.isComplete(.networkInterface) else { return [:] }
    return result.mapValues { $0.sorted() }
  }

  private static func finding(
    _ check: Check,
    _ group: SecurityGroup,
    _ pairs: [(rule: SecurityGroupRule, by: SecurityGroupRule)],
    _ context: AuditContext
  ) -> Finding? {
    guard !pairs.isEmpty else { return nil }
    // EC2's own two rules, everything out over IPv4 and IPv6, are never redundant among themselves.
    let details = pairs.prefix(8).map { pair in
      let owner = pair.by.groupID == group.id ? "" : " of \(context.names.short(pair.by.groupID))"
      return
        "\(pair.rule.direction.rawValue): \(context.words(pair.rule)) is implied by \(context.words(pair.by))\(owner)"
    }
    let isWide = pairs.contains { $0.by.peer == .ipv4(.all) || $0.by.peer == .ipv6(.all) }
    let wanted = pairs.count == 1 ? "Take it away; nothing changes." : "Take them away; nothing changes."
    return Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(counted(pairs.count, "rule")) of \(context.names.full(group.id))"
        + " \(pairs.count == 1 ? "is" : "are") implied by \(check.id == within.id ? "others" : "another group's")",
      details: details + (pairs.count > 8 ? ["and \(pairs.count - 8) more"] : [])
        + (isWide ? ["If the narrow rules are the ones that were meant, take the wide one away instead."] : []),
      subjects: [context.subject(group.id)],
      fixes: AuditFix.revoke(pairs.map(\.rule), context, summary: wanted)
    )
  }
}
