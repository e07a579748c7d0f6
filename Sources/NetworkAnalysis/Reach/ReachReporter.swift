package import IPAddressing
package import VPCModel

/// Makes reports of who reaches whom, for people and programs.
package struct ReachReporter: Sendable {
  package let reach: Reachability
  let names: ResourceNames
  private let resolver: EndpointResolver
  private let unknown: UnknownAddresses

  /// Entries that a report holds unless said otherwise.
  package static let entryLimit = 1_000
  /// Interfaces that a side of an entry names; more are counted.
  static let nameLimit = 5

  /// O(what `Reachability` takes).
  /// - Parameter aliases: further names of what is in the network.
  package init(_ network: Network, aliases: [EndpointAlias] = []) {
    self.init(Reachability(network), aliases: aliases)
  }

  package init(_ reach: Reachability, aliases: [EndpointAlias] = []) {
    self.reach = reach
    names = ResourceNames(reach.network)
    resolver = EndpointResolver(reach.network, aliases: aliases)
    unknown = UnknownAddresses(reach.network)
  }

  /// - Parameters:
  ///   - source, destination: as `explain` takes them; `nil` for anything.
  ///   - traffic: in one family each; all of it unless given.
  ///   - family: both unless given.
  ///   - isTransitive: whether ways from machine to machine are told too.
  /// - Throws: ``EndpointError`` where an end cannot be made out.
  package func report(
    from source: String? = nil,
    to destination: String? = nil,
    probe: TrafficProbe? = nil,
    family: IPFamily? = nil,
    isTransitive: Bool = false,
    limit: Int = ReachReporter.entryLimit
  ) throws(EndpointError) -> ReachReport {
    let from = try selection(source)
    let to = try selection(destination)
    var found: [Found] = []
    for direction in TrafficDirection.allCases {
      let (outside, inside) = direction == .ingress ? (from, to) : (to, from)
      for reached in reach.withInternet(direction) {
        if let entry = narrowed(reached, outside, inside, probe) { found.append(entry) }
      }
    }
    found += between(from, to, probe)
    if let family { found.removeAll { $0.family != family } }
    let ordered = found.sorted { $0.rank < $1.rank }
    var report = ReachReport(
      question: .init(
        source: source,
        destination: destination,
        traffic: probe.map { "\($0)" } ?? "all traffic",
        isTransitive: isTransitive
      ),
      entries: ordered.prefix(limit).map(entry)
    )
    report.entriesOmitted = max(0, ordered.count - limit)
    report.notes = from.notes + to.notes
    report.notJudged = notJudged(from, to, probe, family)
    if isTransitive { report.chains = chains(from, to, probe) }
    return report
  }

  private func selection(_ text: String?) throws(EndpointError) -> ReachSelection {
    guard let text else { return .everything }
    return reach.selection(try resolver.resolve(text), unknown)
  }

  /// Interfaces of unknown address that something may pass to or from.
  private func notJudged(
    _ from: ReachSelection,
    _ to: ReachSelection,
    _ probe: TrafficProbe?,
    _ family: IPFamily?
  ) -> [ReachReport.NotJudged] {
    guard !unknown.interfaces.isEmpty else { return [] }
    let families = family.map { [$0] } ?? IPFamily.allCases
    let asked = Dictionary(uniqueKeysWithValues: families.map { ($0, traffic(probe, $0)) })
    return unknown.open(from: end(from), to: end(to), asked).map { answer in
      ReachReport.NotJudged(
        interface: interface(answer.interface.id),
        traffic: answer.words,
        reason: UnknownAddresses.reason(answer.interface)
      )
    }
  }

  private func end(_ selection: ReachSelection) -> UnknownAddressEnd {
    let internet = reach.internet.internet.values.reduce(IPAddressSet.empty) { $0.union($1) }
    return UnknownAddressEnd(
      placed: reach.interfaces(of: selection.hosts ?? reach.matrix.axis.all),
      unplaced: selection.unplaced ?? unknown.ids,
      addresses: selection.internet.map { $0.intersection(internet) } ?? internet
    )
  }

  // MARK: Finding

  enum Found {
    /// With the names of the first of each side, for the order.
    case interfaces(Reachability.Pairs, IPFamily, words: String)
    case internet(InternetReach)

    var family: IPFamily {
      switch self {
      case .interfaces(_, let family, _): family
      case .internet(let reach): reach.family
      }
    }

    /// Worst first.
    struct Rank: Comparable {
      var parts: [Double]
      var words: String
      static func < (left: Self, right: Self) -> Bool {
        left.parts == right.parts
          ? left.words < right.words : left.parts.lexicographicallyPrecedes(right.parts)
      }
    }

    var rank: Rank {
      func width(_ set: TrafficSet) -> Double { -set.ranges.reduce(0) { $0 + Double($1.upper - $1.lower) + 1 } }
      switch self {
      case .internet(let reach):
        return Rank(
          parts: [
            reach.direction == .ingress ? 0 : 2, reach.verdict.allowed.isEmpty ? 1 : 0, -reach.addresses.weight,
            width(reach.verdict.possible),
          ],
          words: "\(reach.hosts.interfaceIDs.first?.text ?? "") \(reach.addresses.first?.description ?? "")"
        )
      case .interfaces(let pairs, _, let words):
        return Rank(
          parts: [
            1, pairs.verdict.allowed.isEmpty ? 1 : 0, width(pairs.verdict.possible), -Double(pairs.sources.count),
          ],
          words: words
        )
      }
    }
  }

  private func narrowed(
    _ reached: InternetReach,
    _ outside: ReachSelection,
    _ inside: ReachSelection,
    _ probe: TrafficProbe?
  ) -> Found? {
    let addresses = outside.internet.map { reached.addresses.intersection($0) } ?? reached.addresses
    let hosts = inside.hosts.map { reached.hosts.hosts.intersection($0) } ?? reached.hosts.hosts
    let verdict = reached.verdict.restricted(to: traffic(probe, reached.family))
    guard !addresses.isEmpty, !hosts.isEmpty, !verdict.isDenied else { return nil }
    return .internet(
      InternetReach(direction: reached.direction, hosts: reach.group(hosts), addresses: addresses, verdict: verdict)
    )
  }

  private func between(_ from: ReachSelection, _ to: ReachSelection, _ probe: TrafficProbe?) -> [Found] {
    if from.hosts?.isEmpty == true || to.hosts?.isEmpty == true { return [] }
    let hosts = reach.matrix.axis.hosts
    return reach.pairs(from.hosts, to.hosts).compactMap { pairs in
      guard let source = pairs.sources.first, let destination = pairs.destinations.first else { return nil }
      let family = hosts[source].first.family
      var narrowed = pairs
      narrowed.verdict = pairs.verdict.restricted(to: traffic(probe, family))
      guard !narrowed.verdict.isDenied else { return nil }
      let words = "\(hosts[destination].interfaceID) \(hosts[source].interfaceID)"
      return .interfaces(narrowed, family, words: words)
    }
  }

  private func traffic(_ probe: TrafficProbe?, _ family: IPFamily) -> TrafficSet {
    probe.map { TrafficSet($0, family) } ?? .all
  }

  // MARK: Telling

  private func entry(_ found: Found) -> ReachReport.Entry {
    let (source, destination, verdict, provenance):
      (ReachReport.Side, ReachReport.Side, TrafficVerdict, ReachProvenance)
    switch found {
    case .interfaces(let pairs, _, _):
      let reached = reach.told(pairs)
      (source, destination) = (side(reached.sources), side(reached.destinations))
      (verdict, provenance) = (reached.verdict, reach.provenance(of: reached))
    case .internet(let reached):
      let outside = side(internet: reached.addresses)
      let inside = side(reached.hosts)
      (source, destination) = reached.direction == .ingress ? (outside, inside) : (inside, outside)
      (verdict, provenance) = (reached.verdict, reach.provenance(of: reached))
    }
    return ReachReport.Entry(
      family: found.family.rawValue,
      source: source,
      destination: destination,
      allowed: .init(verdict.allowed, found.family),
      unknown: .init(verdict.unknown, found.family),
      egressRules: provenance.egress.map(rule),
      ingressRules: provenance.ingress.map(rule),
      gateways: provenance.gateways
    )
  }

  func rule(_ rule: SecurityGroupRule) -> ReachReport.Rule {
    let name = names.short(rule.groupID)
    return ReachReport.Rule(
      id: rule.id.text,
      groupID: rule.groupID.text,
      groupName: name == rule.groupID.text ? nil : name,
      text: "\(rule.traffic) \(rule.direction == .ingress ? "from" : "to") \(names.words(rule.peer))",
      description: rule.summary
    )
  }

  func interface(_ id: NetworkInterface.ID) -> ReachReport.Interface {
    guard let interface = reach.network.networkInterfaces[id] else { return ReachReport.Interface(id: id.text) }
    let name = names.short(interface)
    return ReachReport.Interface(
      id: id.text,
      name: name == id.text ? nil : name,
      owner: names.owner(interface)
    )
  }

  func side(internet addresses: IPAddressSet) -> ReachReport.Side {
    let all = reach.internet.internet.values.contains(addresses)
    let ranges = addresses.readableRanges
    let more = ranges.count - Self.nameLimit
    let words = ranges.prefix(Self.nameLimit).joined(separator: ", ") + (more > 0 ? " and \(more) more ranges" : "")
    return ReachReport.Side(
      kind: .internet,
      name: all ? "the internet" : "the internet: \(words)",
      blocks: addresses.prefixes.map(\.description)
    )
  }

  func side(_ group: HostGroup) -> ReachReport.Side {
    let interfaces = group.interfaceIDs.compactMap { reach.network.networkInterfaces[$0] }
    let shared = interfaces.dropFirst().reduce(Set(interfaces.first?.groupIDs ?? [])) {
      $0.intersection($1.groupIDs)
    }
    let subnets = Set(interfaces.map(\.subnetID)).sorted()
    let vpcs = Set(interfaces.map(\.vpcID)).sorted()
    return ReachReport.Side(
      kind: .interfaces,
      name: name(group, interfaces, shared),
      blocks: group.addresses.prefixes.map(\.description),
      interfaces: group.interfaceIDs.map(interface),
      groups: shared.sorted().map { named($0.text, names.short($0)) },
      subnets: subnets.map { id in named(id.text, reach.network.subnets[id].map(names.short) ?? id.text) },
      vpcs: vpcs.map { named($0.text, names.short($0)) }
    )
  }

  private func named(_ id: String, _ name: String) -> ReachReport.Named {
    ReachReport.Named(id: id, name: name == id ? nil : name)
  }

  /// The group where the hosts are all of one's members, else the interfaces' names.
  private func name(
    _ group: HostGroup,
    _ interfaces: [NetworkInterface],
    _ shared: Set<SecurityGroup.ID>
  ) -> String {
    if interfaces.count > 1 {
      let whole = shared.sorted().first { id in
        reach.matrix.axis.membersOfGroup[id].map { group.hosts.contains(reach.ofFamily($0, group.family)) } ?? false
      }
      if let whole { return "\(names.short(whole)) (all \(interfaces.count) interfaces)" }
    }
    var seen: Set<String> = []
    let all = interfaces.map(names.short).filter { seen.insert($0).inserted }
    let more = all.count - Self.nameLimit
    return all.prefix(Self.nameLimit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  // MARK: Chains

  private func chains(_ from: ReachSelection, _ to: ReachSelection, _ probe: TrafficProbe?) -> [ReachReport.Chain] {
    let origin: ReachOrigin =
      if let hosts = from.hosts, !hosts.isEmpty { .interfaces(reach.group(hosts).interfaceIDs) } else { .internet }
    let closure = reach.closure(from: origin)
    let wanted = to.hosts.map { reach.group($0).interfaceIDs }
    return closure.levels.dropFirst(2).flatMap { level in
      level.filter { wanted?.contains($0) ?? true }.compactMap { id -> ReachReport.Chain? in
        guard let path = closure.path(to: id), let last = path.last else { return nil }
        if let probe, last.verdict.verdict(on: probe, last.family) == .denied { return nil }
        return ReachReport.Chain(destination: interface(id), hops: path.map(hop))
      }
    }
  }

  private func hop(_ hop: ReachHop) -> ReachReport.Hop {
    ReachReport.Hop(
      from: hop.from.map(interface),
      to: interface(hop.to),
      family: hop.family.rawValue,
      address: hop.address.description,
      allowed: .init(hop.verdict.allowed, hop.family),
      unknown: .init(hop.verdict.unknown, hop.family)
    )
  }
}

extension Reachability {
  func ofFamily(_ hosts: HostSet, _ family: IPFamily) -> HostSet {
    matrix.ofFamily[family].map { hosts.intersection($0) } ?? hosts
  }
}

extension IPAddressSet {
  /// About how much of its family's addresses the set is, for ordering: 0 through 1.
  var weight: Double {
    let four = v4.ranges.reduce(0.0) { $0 + Double($1.upper.rawValue - $1.lower.rawValue) + 1 }
    let six = v6.ranges.reduce(0.0) { $0 + Double($1.upper.rawValue - $1.lower.rawValue) + 1 }
    return max(four / 4_294_967_296, six / 3.402823669209385e38 * 8)
  }
}
