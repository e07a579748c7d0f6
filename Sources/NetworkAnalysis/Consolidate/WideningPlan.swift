import IPAddressing
import VPCModel

/// Wider rules in the place of several: a proposal, never an answer. Those first that let in nobody new, then those that
/// add least.
struct WideningPlan {
  private struct Rule: Hashable {
    var block: IPPrefix
    var traffic: TrafficInterval

    /// Addresses × positions of traffic, as a floating-point number: IPv6 blocks have up to 2^128 addresses.
    var size: Double {
      var addresses = 1.0
      for _ in 0..<(block.family.bitWidth - block.length) { addresses *= 2 }
      return addresses * (Double(traffic.upper - traffic.lower) + 1)
    }
    /// Decides between equally good ones.
    var order: Order { Order(block: block, traffic: traffic) }

    struct Order: Comparable {
      var block: IPPrefix
      var traffic: TrafficInterval
      static func < (left: Self, right: Self) -> Bool {
        (left.block, left.traffic) < (right.block, right.traffic)
      }
    }

    var words: String { "\(TrafficLine.narrowestSelector(holding: traffic)) \(block)" }
  }

  private var rules: Set<Rule>
  /// What is widened to what, and what that adds.
  private(set) var steps: [String] = []
  /// What the family that counts most counts.
  private(set) var count = 0

  /// More rules than these are not looked at: each step looks at all of them.
  private static let ruleLimit = 1_000

  init?(_ rules: [SecurityGroupRule]) {
    self.rules = Set(
      rules.compactMap { rule in
        rule.block.map { Rule(block: $0, traffic: TrafficLine.interval(of: rule.traffic)) }
      }
    )
    guard self.rules.count > 1, self.rules.count <= Self.ruleLimit else { return nil }
  }

  /// Takes the step that adds least, until the rules fit or nothing can be joined. O(rules² × log).
  mutating func shrink(to limit: Int, references counts: RuleCounts, blocks: [SecurityGroupRule]) {
    // What references and prefix lists count stays as it is.
    let fixed = IPFamily.allCases.map { family in
      (family == .ipv4 ? counts.ipv4 : counts.ipv6) - blocks.count { $0.block?.family == family }
    }
    while true {
      let now = IPFamily.allCases.enumerated().map { index, family in
        fixed[index] + rules.count { $0.block.family == family }
      }
      count = now.max() ?? 0
      let over = IPFamily.allCases.enumerated().filter { now[$0.offset] > limit }.map(\.element)
      guard let family = over.first, let step = cheapestStep(family) else { return }
      let swallowed = rules.filter { step.block.contains($0.block) && step.traffic.contains($0.traffic) }
      rules.subtract(swallowed)
      rules.insert(step)
      let from = swallowed.sorted { ($0.block, $0.traffic) < ($1.block, $1.traffic) }.map(\.words)
      steps.append("\(from.joined(separator: " + ")) → \(step.words); adds \(additions(step, swallowed))")
    }
  }

  /// Neighbours of one block in their traffic, and neighbours of one traffic in their blocks.
  private func cheapestStep(_ family: IPFamily) -> Rule? {
    let own = rules.filter { $0.block.family == family }
    var best: (strangers: Int, added: Double, rule: Rule)?
    func consider(_ one: Rule, _ other: Rule, _ joined: Rule) {
      let added = joined.size - one.size - other.size
      let strangers = one.block == joined.block ? 0 : 1
      if let best {
        if (best.strangers, best.added) < (strangers, added) { return }
        if (best.strangers, best.added) == (strangers, added), best.rule.order < joined.order { return }
      }
      best = (strangers, added, joined)
    }
    for group in Dictionary(grouping: own, by: \.block).values {
      let sorted = group.sorted { $0.traffic < $1.traffic }
      for (one, other) in zip(sorted, sorted.dropFirst()) {
        let hull = TrafficInterval(
          uncheckedLower: one.traffic.lower,
          upper: max(one.traffic.upper, other.traffic.upper)
        )
        let selector = TrafficLine.narrowestSelector(holding: hull)
        // All traffic in the place of two protocols is no proposal.
        guard selector != .all else { continue }
        consider(one, other, Rule(block: one.block, traffic: TrafficLine.interval(of: selector)))
      }
    }
    for group in Dictionary(grouping: own, by: \.traffic).values {
      let sorted = group.sorted { $0.block < $1.block }
      for (one, other) in zip(sorted, sorted.dropFirst()) {
        guard let block = Self.common(one.block, other.block), block.length > 0 else { continue }
        consider(one, other, Rule(block: block, traffic: one.traffic))
      }
    }
    return best?.rule
  }

  /// The smallest block that holds two of one family.
  private static func common(_ one: IPPrefix, _ other: IPPrefix) -> IPPrefix? {
    switch (one, other) {
    case (.v4(let one), .v4(let other)): common(one, other).map(IPPrefix.v4)
    case (.v6(let one), .v6(let other)): common(one, other).map(IPPrefix.v6)
    case (.v4, .v6), (.v6, .v4): nil
    }
  }

  private static func common<Address>(_ one: Prefix<Address>, _ other: Prefix<Address>) -> Prefix<Address>? {
    var block: Prefix<Address>? = one
    while let wider = block, !wider.contains(other) { block = wider.parent }
    return block
  }

  /// What the wider rule allows and the narrower ones did not.
  private func additions(_ wide: Rule, _ narrow: Set<Rule>) -> String {
    let blocks = Set(narrow.map(\.block))
    if blocks == [wide.block] {
      let rest = TrafficRuns(wide.traffic).subtracting(TrafficRuns(ranges: narrow.map(\.traffic)))
      let words = rest.ranges.map { "\(TrafficLine.narrowestSelector(holding: $0))" }
      return "\(words.joined(separator: ", ")) from \(wide.block)"
    }
    let rest = IPAddressSet(wide.block).subtracting(
      IPAddressSet(narrow.filter { $0.traffic.contains(wide.traffic) }.map(\.block))
    )
    let shown = rest.prefixes.prefix(6).map(\.description).joined(separator: ", ")
    let more = rest.prefixes.count - 6
    return
      "\(shown)\(more > 0 ? " and \(more) more blocks" : "") on \(TrafficLine.narrowestSelector(holding: wide.traffic))"
  }
}
