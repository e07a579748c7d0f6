import IPAddressing
package import VPCModel

/// Whether consolidated rules fit into a number, and what could be done where they do not.
package struct ConsolidationFit: Codable, Hashable, Sendable {
  /// One thing that could be done.
  package struct Proposal: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable {
      /// Several groups on the same interfaces; allows the same.
      case splitGroup
      /// Blocks that are used alike under one managed prefix list; allows the same, counts no less.
      case prefixList
      /// A higher quota; allows the same.
      case raiseQuota
      /// Wider rules; allows more, and says what.
      case widen
    }
    package var kind: Kind
    /// One sentence.
    package var summary: String
    /// The arithmetic, and each rule that is concerned.
    package var details: [String]
    /// What the larger family counts afterwards.
    package var count: Int
    package var allowsMore: Bool
  }

  package var limit: Int
  package var ipv4: Int
  package var ipv6: Int
  /// Whether they fit for certain.
  package var fits: Bool
  /// Prefix lists of unknown weight, by identifier: where there are any the numbers are the least that the rules count,
  /// and it is not known whether these fit unless that alone is too much.
  package var listsOfUnknownWeight: [String] = []

  /// Whether neither that they fit nor that they do not is known.
  package var isUnknown: Bool { !fits && !listsOfUnknownWeight.isEmpty && max(ipv4, ipv6) <= limit }

  /// How the numbers come about.
  package var arithmetic: [String]
  package var proposals: [Proposal]
}

extension Consolidation {
  /// - Parameters:
  ///   - limit: how many rules each family may count in the direction.
  ///   - quotas: what an interface may carry.
  package func fit(within limit: Int, quotas: Quotas, prefixLists: ResourceTable<PrefixList>) -> ConsolidationFit {
    let limit = max(1, limit)
    let planner = FitPlanner(self, limit: limit, quotas: quotas, prefixLists: prefixLists)
    let mayFit = countsAfter.largest <= limit
    let open = planner.listsOfUnknownWeight
    return ConsolidationFit(
      limit: limit,
      ipv4: countsAfter.ipv4,
      ipv6: countsAfter.ipv6,
      fits: mayFit && open.isEmpty,
      listsOfUnknownWeight: open.map(\.text),
      arithmetic: planner.arithmetic,
      proposals: mayFit ? [] : planner.proposals
    )
  }
}

/// Finds what would make rules fit.
private struct FitPlanner {
  let consolidation: Consolidation
  let limit: Int
  let quotas: Quotas
  let prefixLists: ResourceTable<PrefixList>
  let rules: [SecurityGroupRule]

  init(_ consolidation: Consolidation, limit: Int, quotas: Quotas, prefixLists: ResourceTable<PrefixList>) {
    self.consolidation = consolidation
    self.limit = limit
    self.quotas = quotas
    self.prefixLists = prefixLists
    rules = consolidation.after
  }

  var listsOfUnknownWeight: [PrefixList.ID] {
    let lists = rules.compactMap { rule -> PrefixList.ID? in
      if case .prefixList(let id) = rule.peer, prefixLists[id]?.weight == nil { id } else { nil }
    }
    return Set(lists).sorted()
  }

  // MARK: Arithmetic

  var arithmetic: [String] {
    let counts = consolidation.countsAfter
    var lines = [
      "\(consolidation.countsBefore.rules) rules before, \(counts.rules) after; they count \(counts.ipv4) for IPv4 and"
        + " \(counts.ipv6) for IPv6, of \(limit) each."
    ]
    for family in families where family.blocks.count > 1 {
      lines.append(
        "\(family.blocks.count) blocks × \(family.traffic.count) kinds of traffic"
          + " (\(family.traffic.map(\.description).joined(separator: ", ")))"
          + " = \(family.blocks.count * family.traffic.count) rules"
      )
    }
    var perList: [PrefixList.ID: Int] = [:]
    for rule in rules { if case .prefixList(let id) = rule.peer { perList[id, default: 0] += 1 } }
    for (id, count) in perList.sorted(by: { $0.key < $1.key }) {
      guard let weight = prefixLists[id]?.weight else {
        lines.append("\(id): \(count) × its weight, which is not known; counted as \(count), the least that it can be")
        continue
      }
      lines.append("\(id): \(count) × its weight of \(weight) = \(count * min(weight, 1_000_000))")
    }
    let references = rules.count { if case .securityGroup = $0.peer { true } else { false } }
    if references > 0 { lines.append("\(references) references to groups count in both families") }
    return lines
  }

  /// Blocks of one family that all have the same traffic.
  private struct Family {
    var blocks: [IPPrefix]
    var traffic: [TrafficSelector]
  }

  private var families: [Family] {
    var traffic: [IPPrefix: [TrafficSelector]] = [:]
    var order: [IPPrefix] = []
    for rule in rules {
      guard let block = rule.block else { continue }
      if traffic[block] == nil { order.append(block) }
      traffic[block, default: []].append(rule.traffic)
    }
    struct Key: Hashable {
      var family: IPFamily
      var traffic: [TrafficSelector]
    }
    var blocks: [Key: [IPPrefix]] = [:]
    var keys: [Key] = []
    for block in order {
      let key = Key(
        family: block.family,
        traffic: (traffic[block] ?? []).sorted { TrafficLine.interval(of: $0) < TrafficLine.interval(of: $1) }
      )
      if blocks[key] == nil { keys.append(key) }
      blocks[key, default: []].append(block)
    }
    return keys.map { Family(blocks: blocks[$0] ?? [], traffic: $0.traffic) }
  }

  // MARK: Proposals

  var proposals: [ConsolidationFit.Proposal] {
    ([splitGroup, raiseQuota] + prefixListProposals + [widening]).compactMap { $0 }
  }

  private var splitGroup: ConsolidationFit.Proposal? {
    let largest = consolidation.countsAfter.largest
    let groups = (largest + limit - 1) / limit
    guard groups > 1, groups <= max(quotas.groupsPerInterface, 1) else { return nil }
    return .init(
      kind: .splitGroup,
      summary: "Put the rules into \(groups) groups and every interface of the group into all of them.",
      details: [
        "\(largest) rules ÷ \(limit) = \(groups) groups; an interface carries up to \(quotas.groupsPerInterface), so that"
          + " those of this one need \(groups - 1) places.",
        "Rules of other groups that refer to this one stay right: its members stay its members.",
      ],
      count: (largest + groups - 1) / groups,
      allowsMore: false
    )
  }

  private var raiseQuota: ConsolidationFit.Proposal? {
    let largest = consolidation.countsAfter.largest
    let groups = quotas.rulesPerInterface / max(largest, 1)
    guard groups >= 1 else { return nil }
    return .init(
      kind: .raiseQuota,
      summary: "Ask AWS for \(largest) rules per group.",
      details: [
        "rules per group × groups per interface ≤ \(quotas.rulesPerInterface): \(largest) × \(groups) = \(largest * groups),"
          + " so that an interface can then carry \(groups) groups (VPC user guide, \"Amazon VPC quotas\")."
      ],
      count: largest,
      allowsMore: false
    )
  }

  /// A list counts its maximum number of entries for each rule that has it, so that it makes no room: said with the
  /// numbers, since it is what people try first.
  private var prefixListProposals: [ConsolidationFit.Proposal?] {
    families.filter { $0.blocks.count > 2 }.map { family in
      let (blocks, kinds) = (family.blocks.count, family.traffic.count)
      return .init(
        kind: .prefixList,
        summary: "Move \(blocks) blocks into a managed prefix list: easier to keep, but no room is made.",
        details: [
          "\(blocks) blocks × \(kinds) kinds of traffic = \(blocks * kinds) rules become \(kinds)"
            + " \(kinds == 1 ? "rule" : "rules") with a list of \(blocks) entries, and count"
            + " \(kinds) × \(blocks) = \(blocks * kinds): each rule counts the list's maximum number of entries. Make that"
            + " number no larger than needed.",
          "entries: " + family.blocks.map(\.description).joined(separator: ", "),
        ],
        count: consolidation.countsAfter.largest,
        allowsMore: false
      )
    }
  }

  private var widening: ConsolidationFit.Proposal? {
    guard var plan = WideningPlan(rules) else { return nil }
    plan.shrink(to: limit, references: consolidation.countsAfter, blocks: rules)
    guard !plan.steps.isEmpty else { return nil }
    let reached = plan.count <= limit
    return .init(
      kind: .widen,
      summary: reached
        ? "Widen \(plan.steps.count) \(plan.steps.count == 1 ? "rule" : "rules"): fits, and allows what is listed in"
          + " addition."
        : "Widening as far as it goes leaves \(plan.count) rules, which still do not fit.",
      details: plan.steps,
      count: plan.count,
      allowsMore: true
    )
  }
}

extension SecurityGroupRule {
  /// The peer, where it is a CIDR block.
  var block: IPPrefix? {
    switch peer {
    case .ipv4(let prefix): .v4(prefix)
    case .ipv6(let prefix): .v6(prefix)
    case .prefixList, .securityGroup: nil
    }
  }
}
