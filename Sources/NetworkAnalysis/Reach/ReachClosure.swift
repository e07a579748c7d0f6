package import IPAddressing
package import VPCModel

/// Where somebody starts who goes on from machine to machine.
package enum ReachOrigin: Hashable, Sendable {
  /// Any host on the internet.
  case internet
  /// So much of the internet that whoever scans for open ports is in it: a sixteenth of IPv4's addresses, or an IPv6 /12.
  /// What is open to particular networks alone is no way in.
  case internetAtLarge
  case interfaces([NetworkInterface.ID])
}

/// One step of such a way.
package struct ReachHop: Hashable, Sendable {
  /// `nil` for the internet.
  package let from: NetworkInterface.ID?
  package let to: NetworkInterface.ID
  package let family: IPFamily
  /// The address that the step leads to.
  package let address: IPAddress
  /// The addresses of the internet that can make the step, where it comes from there.
  package let internetAddresses: IPAddressSet?
  /// The traffic that the step can be made with.
  package let verdict: TrafficVerdict
}

/// All that can be reached from somewhere, directly or by going on from machine to machine, by the fewest steps.
///
/// Who is on one interface of an instance is on all of them.
package struct ReachClosure: Sendable {
  /// Interfaces by the number of steps to them; those of the origin itself are 0 steps away, and of the internet none is.
  package let levels: [[NetworkInterface.ID]]
  private let arrivals: [NetworkInterface.ID: ReachHop]
  private let machines: [NetworkInterface.ID: [NetworkInterface.ID]]
  private let distances: [NetworkInterface.ID: Int]

  init(
    levels: [[NetworkInterface.ID]],
    arrivals: [NetworkInterface.ID: ReachHop],
    machines: [NetworkInterface.ID: [NetworkInterface.ID]]
  ) {
    self.levels = levels
    self.arrivals = arrivals
    self.machines = machines
    var distances: [NetworkInterface.ID: Int] = [:]
    for (distance, ids) in levels.enumerated() { for id in ids { distances[id] = distance } }
    self.distances = distances
  }

  /// How many steps lead to an interface; `nil` where no way does.
  package func distance(to id: NetworkInterface.ID) -> Int? { distances[id] }

  /// A shortest way to an interface, first step first; empty for one of the origin's, `nil` where there is none. Two steps
  /// meet at one machine, not always at one interface of it.
  package func path(to id: NetworkInterface.ID) -> [ReachHop]? {
    guard let distance = distances[id] else { return nil }
    var hops: [ReachHop] = []
    var current = id
    // Each step leads nearer to the origin; the bound is for a wrong table.
    while hops.count < distance {
      // The machine was entered by the interface that a step led to, if not by this one.
      guard let hop = arrivals[current] ?? (machines[current] ?? []).compactMap({ arrivals[$0] }).first else { break }
      hops.append(hop)
      guard let from = hop.from else { break }
      current = from
    }
    return hops.reversed()
  }
}

extension Reachability {
  /// What a step from machine to machine is made with unless said otherwise: anything but ICMP, which carries no session.
  package static let sessionTraffic = TrafficSet.all.subtracting(.icmp(.any))

  /// All that can be reached from an origin by going on from machine to machine.
  ///
  /// - Parameters:
  ///   - traffic: what a step can be made with.
  ///   - includesUnknown: whether steps that may be possible count too.
  ///   - limit: the most steps.
  /// O(steps × blocks of all classes).
  package func closure(
    from origin: ReachOrigin,
    through traffic: TrafficSet = Reachability.sessionTraffic,
    includesUnknown: Bool = false,
    limit: Int = .max
  ) -> ReachClosure {
    var walk = ReachWalk(self, traffic: traffic, includesUnknown: includesUnknown)
    walk.run(from: origin, limit: limit)
    return walk.closure
  }
}

/// A search by breadth over the classes.
private struct ReachWalk {
  let reach: Reachability
  let traffic: TrafficSet
  let includesUnknown: Bool
  private var levels: [[NetworkInterface.ID]] = []
  private var arrivals: [NetworkInterface.ID: ReachHop] = [:]
  private let machines: [NetworkInterface.ID: [NetworkInterface.ID]]
  private var reached: Set<NetworkInterface.ID> = []
  private var reachedHosts = HostSet.empty
  /// Whether each verdict lets a step be made.
  private let passes: [Bool]

  init(_ reach: Reachability, traffic: TrafficSet, includesUnknown: Bool) {
    self.reach = reach
    self.traffic = traffic
    self.includesUnknown = includesUnknown
    machines = Self.machines(reach.network)
    passes = reach.matrix.table.verdicts.map { verdict in
      !(includesUnknown ? verdict.possible : verdict.allowed).isDisjoint(with: traffic)
    }
  }

  var closure: ReachClosure { ReachClosure(levels: levels, arrivals: arrivals, machines: machines) }

  private static func machines(_ network: Network) -> [NetworkInterface.ID: [NetworkInterface.ID]] {
    var byInstance: [Instance.ID: Set<NetworkInterface.ID>] = [:]
    for interface in network.networkInterfaces.unordered {
      if let id = interface.attachment?.instanceID { byInstance[id, default: []].insert(interface.id) }
    }
    for instance in network.instances.unordered {
      byInstance[instance.id, default: []].formUnion(instance.networkInterfaceIDs)
    }
    var machines: [NetworkInterface.ID: [NetworkInterface.ID]] = [:]
    for ids in byInstance.values where ids.count > 1 {
      for id in ids { machines[id, default: []] += ids.sorted() }
    }
    return machines
  }

  mutating func run(from origin: ReachOrigin, limit: Int) {
    var frontier: HostSet
    switch origin {
    case .interfaces(let ids):
      frontier = enter(Set(ids))
    case .internet, .internetAtLarge:
      levels.append([])
      guard limit > 0 else { return }
      frontier = enter(entrances(atLarge: origin == .internetAtLarge))
    }
    let first = levels.count - 1
    var steps = first
    while !frontier.isEmpty, steps < limit {
      frontier = enter(next(from: frontier))
      steps += 1
    }
    if let last = levels.last, last.isEmpty, levels.count > 1 { levels.removeLast() }
  }

  /// Takes in interfaces that were not reached before, with the others of their machines.
  private mutating func enter(_ ids: Set<NetworkInterface.ID>) -> HostSet {
    let all = ids.union(ids.flatMap { machines[$0] ?? [] }).subtracting(reached)
    reached.formUnion(all)
    levels.append(all.sorted())
    reachedHosts.formUnion(reach.hosts(of: all))
    let isOrigin = levels.count == 1
    return reach.hosts(
      of: all.filter { id in
        guard let interface = reach.network.networkInterfaces[id] else { return false }
        return interface.leadsOn && (isOrigin || interface.acceptsConnections)
      }
    )
  }

  private func usable(_ verdict: TrafficVerdict) -> TrafficVerdict? {
    let result = verdict.restricted(to: traffic)
    return (includesUnknown ? result.possible : result.allowed).isEmpty ? nil : result
  }

  private mutating func entrances(atLarge: Bool) -> Set<NetworkInterface.ID> {
    var found: Set<NetworkInterface.ID> = []
    for row in reach.internet.rows {
      for part in atLarge ? openings(row.inward).parts : row.inward.parts {
        guard let verdict = usable(part.value) else { continue }
        row.hosts.forEach { position in
          let host = reach.matrix.axis.hosts[position]
          found.insert(host.interfaceID)
          guard arrivals[host.interfaceID] == nil else { return }
          arrivals[host.interfaceID] = ReachHop(
            from: nil,
            to: host.interfaceID,
            family: host.first.family,
            address: host.publicAddress.map(IPAddress.v4) ?? host.first,
            internetAddresses: part.region,
            verdict: verdict
          )
        }
      }
    }
    return found
  }

  /// The traffic that comes from so much of the internet that it counts as all, and where it comes from, as one part.
  ///
  /// The parts do not overlap, so that the addresses with some traffic are the sum of those of the parts that let it pass.
  /// O(parts × runs of traffic).
  private func openings(_ inward: InternetMatrix.Addresses) -> InternetMatrix.Addresses {
    let parts = inward.parts.compactMap { part -> (region: IPAddressSet, traffic: TrafficSet)? in
      let traffic = (includesUnknown ? part.value.possible : part.value.allowed).intersection(self.traffic)
      return traffic.isEmpty ? nil : (part.region, traffic)
    }
    func isOpen(_ regions: some Sequence<IPAddressSet>) -> Bool {
      InternetBreadth(regions.reduce(.empty) { $0.union($1) }) == .open
    }
    guard isOpen(parts.map(\.region)) else { return InternetMatrix.Addresses() }
    if parts.count == 1, let only = parts.first {
      return InternetMatrix.Addresses(only.region, TrafficVerdict(certain: only.traffic))
    }
    var bounds: Set<UInt32> = []
    for range in parts.flatMap(\.traffic.ranges) {
      bounds.insert(range.lower)
      bounds.insert(range.upper + 1)
    }
    let sorted = bounds.sorted()
    var open: [TrafficSpan] = []
    var addresses = IPAddressSet.empty
    for (lower, next) in zip(sorted, sorted.dropFirst()) {
      let span = TrafficSpan(uncheckedLower: lower, upper: next - 1)
      let regions = parts.filter { $0.traffic.contains(span) }.map(\.region)
      guard isOpen(regions) else { continue }
      open.append(span)
      addresses = regions.reduce(addresses) { $0.union($1) }
    }
    return InternetMatrix.Addresses(addresses, TrafficVerdict(certain: TrafficSet(ranges: open)))
  }

  private mutating func next(from frontier: HostSet) -> Set<NetworkInterface.ID> {
    var found: Set<NetworkInterface.ID> = []
    for row in reach.matrix.rows {
      guard !reachedHosts.contains(row.destinations) else { continue }
      for block in row.blocks where passes[Int(block.verdict)] {
        guard let source = block.sources.intersection(frontier).first,
          let verdict = usable(reach.matrix.table[block.verdict])
        else { continue }
        let from = reach.matrix.axis.hosts[source].interfaceID
        block.destinations.subtracting(reachedHosts).forEach { position in
          let host = reach.matrix.axis.hosts[position]
          guard found.insert(host.interfaceID).inserted, arrivals[host.interfaceID] == nil else { return }
          arrivals[host.interfaceID] = ReachHop(
            from: from,
            to: host.interfaceID,
            family: host.first.family,
            address: host.first,
            internetAddresses: nil,
            verdict: verdict
          )
        }
      }
    }
    return found
  }
}
