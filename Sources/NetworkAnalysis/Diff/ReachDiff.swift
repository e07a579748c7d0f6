package import IPAddressing
package import VPCModel

/// What differs between two networks in who reaches whom, as plain values: what every output format is made from.
///
/// The JSON form is stable within a `formatVersion`: members may be added, none is renamed or removed.
/// Documentation/diff-json.md describes it.
package struct ReachDiff: Codable, Hashable, Sendable {
  package static let currentFormatVersion = 1

  package var formatVersion = Self.currentFormatVersion
  /// Worst first: from the internet, then between interfaces, then to the internet; within each what passes for certain
  /// now first, then the wider.
  package var gained: [Entry]
  package var lost: [Entry]
  /// Rules that one network has and the other has not.
  package var rules: [Rule]
  /// Interfaces that are in one network alone.
  package var interfacesAdded: [ReachReport.Interface]
  package var interfacesRemoved: [ReachReport.Interface]
  package var notes: [String]

  package struct Entry: Codable, Hashable, Sendable {
    package var family: String
    package var source: ReachReport.Side
    package var destination: ReachReport.Side
    package var traffic: ReachReport.Traffic
    /// `allowed`, `denied` or `unknown`, of all of the traffic.
    package var before: Verdict
    package var after: Verdict
    /// Rules that one network has and the other has not and that bear on the traffic between the two sides.
    package var rules: [String]
  }

  package struct Rule: Codable, Hashable, Sendable {
    package var kind: RuleChange.Kind
    package var rule: ReachReport.Rule
    package var direction: String
    /// Absent where that was not looked at.
    package var changesNothing: Bool?
  }

  package var isEmpty: Bool { gained.isEmpty && lost.isEmpty }

  /// Whether the internet reaches, or may reach, more than before.
  package var gainsInternetExposure: Bool { gained.contains { $0.source.kind == .internet } }
}

extension ReachDiff {
  /// Compares two networks. Interfaces and groups are matched by identifier, else by name.
  package static func between(_ before: Network, _ after: Network) -> ReachDiff {
    between(Reachability(before), Reachability(after))
  }

  /// O(interfaces × blocks of their classes), and for each rule that differs what a change of it costs.
  package static func between(_ before: Reachability, _ after: Reachability) -> ReachDiff {
    ReachDiffer(before, after).diff()
  }
}

/// Puts a comparison in words.
private struct ReachDiffer {
  let comparison: ReachComparison
  let before: ReachReporter
  let after: ReachReporter
  let rules: [RuleChange]

  init(_ old: Reachability, _ new: Reachability) {
    before = ReachReporter(old)
    after = ReachReporter(new)
    let names = (before: before.names, after: after.names)
    comparison = ReachComparison(old, new, InterfaceMatching(old.network, new.network, names: names))
    rules = RuleComparison(old, new, names: names).changes()
  }

  private struct Ranked {
    var entry: ReachDiff.Entry
    var rank: [Double]
    var isGain: Bool
  }

  func diff() -> ReachDiff {
    var ranked = comparison.internet.flatMap(divided).compactMap(entry)
    ranked += comparison.pairs.flatMap(divided).compactMap(entry)
    ranked.sort { one, other in
      one.rank == other.rank
        ? (one.entry.destination.name, one.entry.source.name, one.entry.traffic.words)
          < (other.entry.destination.name, other.entry.source.name, other.entry.traffic.words)
        : one.rank.lexicographicallyPrecedes(other.rank)
    }
    let matching = comparison.matching
    var notes: [String] = []
    let byClass = matching.parties.filter { $0.before.count > 1 || $0.after.count > 1 }.count
    if byClass > 0 {
      notes.append(
        "\(byClass) sets of interfaces have no names of their own: they were matched by groups and subnet, and each set's"
          + " traffic was compared as a whole."
      )
    }
    let untried = rules.filter { $0.changesNothing == nil }.count
    if untried > 0 { notes.append("Whether \(untried) further rules change anything was not looked at one by one.") }
    return ReachDiff(
      gained: ranked.filter(\.isGain).map(\.entry),
      lost: ranked.filter { !$0.isGain }.map(\.entry),
      rules: rules.map(rule),
      interfacesAdded: matching.parties.filter(\.before.isEmpty).flatMap(\.after).sorted().map(after.interface),
      interfacesRemoved: matching.parties.filter(\.after.isEmpty).flatMap(\.before).sorted().map(before.interface),
      notes: notes
    )
  }

  // MARK: Entries

  private func entry(_ pair: ReachComparison.Pairs) -> Ranked? {
    guard let source = side(pair.sources, pair.family), let destination = side(pair.destinations, pair.family) else {
      return nil
    }
    let width = Self.width(pair.change.traffic)
    return Ranked(
      entry: entry(pair.family, source, destination, pair.change, [pair.sources], [pair.destinations]),
      rank: [1, Self.certainty(pair.change), -width, -Double(pair.sources.count)],
      isGain: pair.change.isGain
    )
  }

  private func entry(_ exchange: ReachComparison.Internet) -> Ranked? {
    guard let inside = side(exchange.parties, exchange.family) else { return nil }
    let outside = after.side(internet: exchange.addresses)
    let isInward = exchange.direction == .ingress
    return Ranked(
      entry: entry(
        exchange.family,
        isInward ? outside : inside,
        isInward ? inside : outside,
        exchange.change,
        isInward ? [] : [exchange.parties],
        isInward ? [exchange.parties] : []
      ),
      rank: [
        isInward ? 0 : 2, Self.certainty(exchange.change), -exchange.addresses.weight,
        -Self.width(exchange.change.traffic),
      ],
      isGain: exchange.change.isGain
    )
  }

  private func entry(
    _ family: IPFamily,
    _ source: ReachReport.Side,
    _ destination: ReachReport.Side,
    _ change: VerdictChange,
    _ sources: [HostSet],
    _ destinations: [HostSet]
  ) -> ReachDiff.Entry {
    let egressGroups = groups(sources)
    let ingressGroups = groups(destinations)
    let bearing = rules.filter { changed in
      let groups = changed.rule.direction == .ingress ? ingressGroups : egressGroups
      return groups.contains(changed.rule.groupID)
        && !TrafficSet(changed.rule.traffic, family).isDisjoint(with: change.traffic)
    }
    return ReachDiff.Entry(
      family: family.rawValue,
      source: source,
      destination: destination,
      traffic: .init(change.traffic, family),
      before: change.before,
      after: change.after,
      rules: bearing.map(\.rule.id.text)
    )
  }

  private static func certainty(_ change: VerdictChange) -> Double {
    switch (change.before, change.after) {
    case (.denied, .allowed), (.allowed, .denied): 0
    case (.unknown, .allowed), (.allowed, .unknown): 1
    default: 2
    }
  }

  private static func width(_ set: TrafficSet) -> Double {
    set.ranges.reduce(0) { $0 + Double($1.upper - $1.lower) + 1 }
  }

  private func groups(_ parties: [HostSet]) -> Set<SecurityGroup.ID> {
    var groups: Set<SecurityGroup.ID> = []
    for set in parties {
      for position in set.positions {
        let party = comparison.matching.parties[position]
        for id in party.before { groups.formUnion(before.reach.network.networkInterfaces[id]?.groupIDs ?? []) }
        for id in party.after { groups.formUnion(after.reach.network.networkInterfaces[id]?.groupIDs ?? []) }
      }
    }
    return groups
  }

  /// Those that are there now and those that are gone, or have no address of the family any more: each side of an entry is
  /// of one network.
  private func divided(_ parties: HostSet, _ family: IPFamily) -> [HostSet] {
    let now = HostSet(
      parties.positions.filter { position in
        let ids = comparison.matching.parties[position].after
        return !after.reach.ofFamily(after.reach.hosts(of: ids), family).isEmpty
      }
    )
    return [now, parties.subtracting(now)].filter { !$0.isEmpty }
  }

  private func divided(_ pair: ReachComparison.Pairs) -> [ReachComparison.Pairs] {
    divided(pair.sources, pair.family).flatMap { sources in
      divided(pair.destinations, pair.family).map { destinations in
        var part = pair
        (part.sources, part.destinations) = (sources, destinations)
        return part
      }
    }
  }

  private func divided(_ exchange: ReachComparison.Internet) -> [ReachComparison.Internet] {
    divided(exchange.parties, exchange.family).map { parties in
      var part = exchange
      part.parties = parties
      return part
    }
  }

  /// Parties that are there now, or that all are gone.
  private func side(_ parties: HostSet, _ family: IPFamily) -> ReachReport.Side? {
    let members = parties.positions.map { comparison.matching.parties[$0] }
    let now = after.reach.ofFamily(after.reach.hosts(of: members.flatMap(\.after)), family)
    if !now.isEmpty { return after.side(after.reach.group(now)) }
    let old = before.reach.ofFamily(before.reach.hosts(of: members.flatMap(\.before)), family)
    return old.isEmpty ? nil : before.side(before.reach.group(old))
  }

  private func rule(_ change: RuleChange) -> ReachDiff.Rule {
    let reporter = change.kind == .added ? after : before
    return ReachDiff.Rule(
      kind: change.kind,
      rule: reporter.rule(change.rule),
      direction: change.rule.direction.rawValue,
      changesNothing: change.changesNothing
    )
  }
}
