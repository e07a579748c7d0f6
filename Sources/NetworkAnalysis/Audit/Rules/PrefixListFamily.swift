import Findings
import IPAddressing
import VPCModel

/// What stands in prefix lists that rules and routes use.
enum PrefixListFamily: AuditFamily {
  static let wide = Check(
    id: "prefix-list-wide-entry",
    title: "A prefix list that lets somebody in holds a large part of the internet",
    severity: .medium,
    explanation:
      "Rules show the list's identifier, not what is in it: an entry such as 0.0.0.0/0 opens every group that uses"
      + " the list, and whoever may edit the list may open them again."
  )

  static let unused = Check(
    id: "prefix-list-unused",
    title: "A prefix list is used by no rule and no route",
    severity: .info,
    explanation: "Nothing known here uses the list. It may be shared with other accounts."
  )

  static let duplicate = Check(
    id: "prefix-list-redundant-entry",
    title: "A prefix list holds blocks within others of its own",
    severity: .info,
    explanation:
      "The wider block does the same. Each entry counts against the list's maximum, and the maximum against the"
      + " quota of every group that uses the list."
  )

  static let checks = [wide, unused, duplicate]

  static func findings(_ context: AuditContext) -> [Finding] {
    var rules: [PrefixList.ID: [SecurityGroupRule]] = [:]
    for rule in context.groups.flatMap(\.rules) {
      if case .prefixList(let id) = rule.peer { rules[id, default: []].append(rule) }
    }
    let routed = Set(
      context.network.routeTables.unordered.flatMap(\.routes).compactMap { route -> PrefixList.ID? in
        if case .prefixList(let id) = route.destination { id } else { nil }
      }
    )
    return context.network.prefixLists.sorted.filter { !$0.isAWSManaged }.flatMap { list -> [Finding] in
      [
        wideFinding(list, rules[list.id] ?? [], context), duplicateFinding(list, context),
        unusedFinding(list, isUsed: rules[list.id] != nil || routed.contains(list.id), context),
      ].compactMap { $0 }
    }
  }

  private static func wideFinding(_ list: PrefixList, _ rules: [SecurityGroupRule], _ context: AuditContext) -> Finding?
  {
    let ingress = rules.filter { $0.direction == .ingress }
    guard let entries = list.entries, !ingress.isEmpty else { return nil }
    let wide = entries.filter { InternetBreadth(IPAddressSet($0.cidr).onInternet) >= .wide }
    let union = IPAddressSet(entries.map(\.cidr)).onInternet
    guard !wide.isEmpty || InternetBreadth(union) == .open else { return nil }
    let groups = Set(ingress.map(\.groupID)).sorted()
    let cidrs = (wide.isEmpty ? entries : wide).map(\.cidr.description)
    let removal = wide.map { "Cidr=\($0.cidr)" }
    let version = list.version.map { "\($0)" } ?? "CURRENT-VERSION"
    return Finding(
      checkID: Self.wide.id,
      severity: InternetBreadth(union) == .open ? .high : Self.wide.severity,
      message: "prefix list \(context.names.full(list.id)) holds \(union.internetWords), and lets them in through"
        + " \(context.list(groups))",
      details: ["entries: \(context.list(cidrs, limit: 8))"] + ingress.prefix(5).map { "rule: \(context.words($0))" },
      subjects: [context.subject(list)] + groups.prefix(20).map(context.subject),
      fixes: removal.isEmpty
        ? []
        : [
          .init(
            .command,
            summary: "Take the wide entries out.",
            text: "aws ec2 modify-managed-prefix-list \\\n  --prefix-list-id \(AWSCommand.quoted(list.id.text)) \\\n"
              + "  --current-version \(version) \\\n  --remove-entries \(removal.joined(separator: " "))"
          )
        ]
    )
  }

  private static func duplicateFinding(_ list: PrefixList, _ context: AuditContext) -> Finding? {
    guard let entries = list.entries else { return nil }
    var inside: [(IPPrefix, IPPrefix)] = []
    var holder: IPPrefix?
    // In order, a block that holds others comes right before them.
    for cidr in entries.map(\.cidr).sorted() {
      if let outer = holder, outer.contains(cidr) {
        inside.append((cidr, outer))
      } else {
        holder = cidr
      }
    }
    guard !inside.isEmpty else { return nil }
    return Finding(
      checkID: duplicate.id,
      severity: duplicate.severity,
      message:
        "prefix list \(context.names.full(list.id)) holds \(counted(inside.count, "block")) within others of its own",
      details: inside.prefix(8).map { "\($0.0) is within \($0.1)" },
      subjects: [context.subject(list)]
    )
  }

  private static func unusedFinding(_ list: PrefixList, isUsed: Bool, _ context: AuditContext) -> Finding? {
    guard !isUsed, context.network.isComplete(.securityGroup), context.network.isComplete(.routeTable) else {
      return nil
    }
    return Finding(
      checkID: unused.id,
      severity: unused.severity,
      message: "no rule and no route uses prefix list \(context.names.full(list.id))",
      subjects: [context.subject(list)],
      fixes: [
        AuditFix.command(
          AWSCommand("ec2 delete-managed-prefix-list").option("prefix-list-id", list.id.text),
          summary: "Delete it, unless others use it."
        )
      ]
    )
  }
}
