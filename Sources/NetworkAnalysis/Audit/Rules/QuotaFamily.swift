import Findings
import IPAddressing
import VPCModel

/// How near groups, interfaces and lists are to AWS's limits, counted as AWS counts.
enum QuotaFamily: AuditFamily {
  static let rules = Check(
    id: "group-rules-near-quota",
    title: "A security group is close to its quota of rules",
    severity: .low,
    explanation:
      "At the quota EC2 refuses the next rule, and a deployment stops halfway. IPv4 and IPv6 blocks count apart; a"
      + " customer's prefix list counts its maximum of entries, however many it has, and a reference to a group counts one,"
      + " both for either family.",
    equivalents: ["Prowler": ["ec2_securitygroup_with_many_ingress_egress_rules"]]
  )

  static let interfaces = Check(
    id: "interface-near-quota",
    title: "An interface is close to the quota of groups or of rules",
    severity: .low,
    explanation: "An interface carries five groups unless AWS raised that, and groups times rules stay within 1,000."
  )

  static let lists = Check(
    id: "prefix-list-near-maximum",
    title: "A prefix list is nearly full",
    severity: .low,
    explanation:
      "A list takes no more entries than its maximum. Raising the maximum raises what the list counts in every group"
      + " that uses it, and fails if one of them then goes over its quota."
  )

  static let acls = Check(
    id: "acl-entries-near-quota",
    title: "A network ACL is close to its quota of entries",
    severity: .low,
    explanation:
      "An ACL takes 20 entries for each direction and family, the final one included, unless AWS raised that to 40."
  )

  static let checks = [rules, interfaces, lists, acls]

  /// Nine tenths of a quota is close.
  private static func isNear(_ count: Int, _ quota: Int) -> Bool { quota > 0 && count >= quota - quota / 10 }

  static func findings(_ context: AuditContext) -> [Finding] {
    groupFindings(context) + interfaceFindings(context) + listFindings(context) + aclFindings(context)
  }

  private static func count(_ group: SecurityGroup, _ direction: TrafficDirection, _ context: AuditContext)
    -> RuleCounts
  {
    RuleCounts(group.rules(direction), prefixLists: context.network.prefixLists)
  }

  private static func groupFindings(_ context: AuditContext) -> [Finding] {
    context.groups.flatMap { group in
      TrafficDirection.allCases.compactMap { finding(group, $0, context) }
    }
  }

  private static func finding(_ group: SecurityGroup, _ direction: TrafficDirection, _ context: AuditContext)
    -> Finding?
  {
    let quota = context.network.quotas.rulesPerGroup
    let counts = count(group, direction, context)
    let families = IPFamily.allCases.filter { isNear(counts[$0], quota) }
    guard let first = families.first else { return nil }
    let numbers =
      families.count == 1 || counts.ipv4 == counts.ipv6
      ? "\(counts[first]) of \(quota) \(direction.rawValue) rules for"
        + " \(families.map(words).joined(separator: " and "))"
      : "\(counts.ipv4) of \(quota) \(direction.rawValue) rules for IPv4 and \(counts.ipv6) for IPv6"
    let saved = families.map { savings(group, direction, $0) }.reduce(0, +)
    var details: [String] = []
    if saved > 0 {
      details.append("joining neighbouring blocks alone would save \(saved): see ringfence consolidate")
    }
    for rule in group.rules where rule.direction == direction {
      guard case .prefixList(let id) = rule.peer, let weight = context.network.prefixLists[id]?.weight, weight > 1
      else { continue }
      details.append("prefix list \(context.names.full(id)) counts \(weight)")
    }
    return Finding(
      checkID: rules.id,
      severity: counts.largest >= quota ? .medium : rules.severity,
      message: "\(context.names.full(group.id)) has \(numbers)",
      details: Array(details.prefix(8)),
      subjects: [context.subject(group.id)],
      fixes: [
        .init(
          .command,
          summary: "See what fewer rules would do the same, or ask AWS for more.",
          text: "aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F"
            + " --desired-value \(max(quota, counts.largest).addingClamped(40))"
        )
      ],
      aspect: direction.rawValue
    )
  }

  private static func words(_ family: IPFamily) -> String { family == .ipv4 ? "IPv4" : "IPv6" }

  /// How many rules fewer the same traffic takes when blocks that touch or overlap are joined.
  private static func savings(_ group: SecurityGroup, _ direction: TrafficDirection, _ family: IPFamily) -> Int {
    var v4: [TrafficSelector: [IPv4Prefix]] = [:]
    var v6: [TrafficSelector: [IPv6Prefix]] = [:]
    for rule in group.rules where rule.direction == direction {
      switch rule.peer {
      case .ipv4(let prefix) where family == .ipv4: v4[rule.traffic, default: []].append(prefix)
      case .ipv6(let prefix) where family == .ipv6: v6[rule.traffic, default: []].append(prefix)
      default: break
      }
    }
    return v4.values.reduce(0) { $0 + $1.count - AddressSet($1).prefixes.count }
      + v6.values.reduce(0) { $0 + $1.count - AddressSet($1).prefixes.count }
  }

  private static func interfaceFindings(_ context: AuditContext) -> [Finding] {
    let quotas = context.network.quotas
    return context.sortedPolicies.compactMap { policy -> Finding? in
      let members = context.policies[policy] ?? []
      let groups = policy.groupIDs.compactMap { context.network.securityGroups[$0] }
      let counts = TrafficDirection.allCases.map { direction in
        groups.reduce(0) { $0.addingClamped(count($1, direction, context).largest) }
      }
      let most = counts.max() ?? 0
      let isFull = policy.groupIDs.count >= quotas.groupsPerInterface
      guard isFull || isNear(most, quotas.rulesPerInterface) else { return nil }
      let first =
        isNear(most, quotas.rulesPerInterface)
        ? "\(most) of \(quotas.rulesPerInterface) rules"
        : "\(policy.groupIDs.count) of \(quotas.groupsPerInterface) groups"
      return Finding(
        checkID: interfaces.id,
        severity: isNear(most, quotas.rulesPerInterface) ? interfaces.severity : .info,
        message: "\(counted(members.count, "interface")) ha\(members.count == 1 ? "s" : "ve") \(first)",
        details: ["interfaces: \(context.list(members))", "groups: \(context.list(policy.groupIDs))"],
        subjects: members.prefix(1).map(context.subject) + policy.groupIDs.map(context.subject),
        aspect: policy.groupIDs.map(\.text).joined(separator: " ")
      )
    }
  }

  private static func listFindings(_ context: AuditContext) -> [Finding] {
    context.network.prefixLists.sorted.compactMap { list in
      guard !list.isAWSManaged, let maximum = list.maxEntries, let count = list.entries?.count, maximum >= 10,
        isNear(count, maximum)
      else { return nil }
      return Finding(
        checkID: lists.id,
        severity: lists.severity,
        message: "prefix list \(context.names.full(list.id)) has \(count) of \(maximum) entries",
        subjects: [context.subject(list)],
        fixes: [
          AuditFix.command(
            AWSCommand("ec2 modify-managed-prefix-list").option("prefix-list-id", list.id.text)
              .option("max-entries", "\(maximum.addingClamped(max(10, maximum / 2)))"),
            summary: "Raise its maximum, if the groups that use it have room."
          )
        ]
      )
    }
  }

  private static func aclFindings(_ context: AuditContext) -> [Finding] {
    let quota = context.network.quotas.entriesPerNetworkACL
    return context.network.networkACLs.sorted.flatMap { acl -> [Finding] in
      TrafficDirection.allCases.flatMap { direction -> [Finding] in
        [IPFamily.ipv4, .ipv6].compactMap { family -> Finding? in
          let entries = acl.entries(direction).filter { $0.cidr.family == family && !$0.isFinal }
          // The final entry counts, whether or not the input shows it.
          let count = entries.count + 1
          guard !entries.isEmpty, isNear(count, quota) else { return nil }
          return Finding(
            checkID: acls.id,
            severity: acls.severity,
            message: "network ACL \(context.names.full(acl)) has \(count) of \(quota) \(direction.rawValue) entries for"
              + " \(family == .ipv4 ? "IPv4" : "IPv6")",
            subjects: [context.subject(acl)],
            aspect: "\(direction.rawValue) \(family.rawValue)"
          )
        }
      }
    }
  }
}

extension Int {
  /// Numbers come from input: a sum beyond all reason stays at the top.
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, isOverflow) = addingReportingOverflow(other)
    return isOverflow ? .max : sum
  }
}
