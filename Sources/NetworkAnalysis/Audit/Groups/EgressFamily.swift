import Findings
import IPAddressing
import VPCModel

/// Everything out, to anywhere.
enum EgressFamily: AuditFamily {
  static let fromData = Check(
    id: "unrestricted-egress-from-data",
    title: "What holds data may send it anywhere",
    severity: .low,
    explanation:
      "A database, cache or file system has nothing to say to the internet, and here a route leads there. Whoever"
      + " gets in takes the data out the same way. Let out only what it needs.",
    equivalents: egressEquivalents
  )

  static let fromExposed = Check(
    id: "unrestricted-egress-from-exposed",
    title: "What the internet reaches may send anywhere",
    severity: .low,
    explanation:
      "A machine that strangers reach and that may connect to anything is what an intruder hopes for: tools come in"
      + " and data goes out. Let out only what it needs.",
    equivalents: egressEquivalents
  )

  static let unrestricted = Check(
    id: "unrestricted-egress",
    title: "Security groups let everything out",
    severity: .info,
    explanation:
      "EC2 makes every group with a rule that lets everything out. Where it matters most is reported apart; this is"
      + " the list of the others.",
    equivalents: egressEquivalents
  )

  private static let egressEquivalents = ["Checkov": ["CKV_AWS_382"], "Trivy": ["AVD-AWS-0104"]]

  static let checks = [fromData, fromExposed, unrestricted]

  static func findings(_ context: AuditContext) -> [Finding] {
    let exposed = context.reachedFromInternet
    var findings: [Finding] = []
    var others: [SecurityGroup] = []
    for group in context.groups {
      let rules = group.rules.filter(isUnrestricted)
      guard !rules.isEmpty, let members = context.members[group.id] else { continue }
      let data = members.filter { holdsData($0) && canLeave($0, context) }
      let reached = members.filter { exposed.contains($0.id) && !InternetExposureFamily.isLoadBalancer($0) }
      if !data.isEmpty {
        findings.append(
          finding(fromData, group, rules, data, context, "\(counted(data.count, "interface")) with data")
        )
      } else if !reached.isEmpty {
        findings.append(
          finding(
            fromExposed,
            group,
            rules,
            reached,
            context,
            "\(counted(reached.count, "interface")) that the internet reaches"
          )
        )
      } else {
        others.append(group)
      }
    }
    if !others.isEmpty {
      findings.append(
        Finding(
          checkID: unrestricted.id,
          severity: unrestricted.severity,
          message:
            "\(counted(others.count, "group")) in use let\(others.count == 1 ? "s" : "") everything out to anywhere",
          details: ["groups: \(context.list(others.map(\.id)))"],
          subjects: others.prefix(50).map { context.subject($0.id) }
        )
      )
    }
    return findings
  }

  static func isUnrestricted(_ rule: SecurityGroupRule) -> Bool {
    rule.direction == .egress && rule.traffic == .all && (rule.peer == .ipv4(.all) || rule.peer == .ipv6(.all))
  }

  static func holdsData(_ interface: NetworkInterface) -> Bool {
    switch interface.owner?.kind {
    case .database, .cache, .warehouse, .searchDomain, .fileSystem: true
    default: false
    }
  }

  /// Whether the subnet's routes lead anything to the internet, by whatever gateway; a table that is not known does not
  /// count.
  private static func canLeave(_ interface: NetworkInterface, _ context: AuditContext) -> Bool {
    guard let table = context.analysis.bindings.routeTable(of: interface.subnetID) else { return false }
    return table.routes.contains { route in
      guard !route.isBlackhole, case .cidr(let prefix) = route.destination, prefix.length == 0 else { return false }
      return route.target != .local
    }
  }

  private static func finding(
    _ check: Check,
    _ group: SecurityGroup,
    _ rules: [SecurityGroupRule],
    _ interfaces: [NetworkInterface],
    _ context: AuditContext,
    _ whom: String
  ) -> Finding {
    Finding(
      checkID: check.id,
      severity: check.severity,
      message: "\(context.names.full(group.id)) lets \(whom) send anything anywhere",
      details: ["interfaces: \(context.list(interfaces))"] + rules.map { "rule: \(context.words($0))" },
      subjects: [context.subject(group.id)] + interfaces.prefix(20).map(context.subject),
      fixes: AuditFix.revoke(rules, context, summary: "Take it away, once rules for what is needed are in place.")
    )
  }
}
