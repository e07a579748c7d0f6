import ConnectivityPolicy
import IPAddressing
import VPCModel

/// Judges what one assertion says about one family, over whole sets: every host, every address of the internet, every
/// address beside.
struct AssertionJudge {
  let reach: Reachability
  let outside: OutsideJudge
  let kind: Assertion.Kind
  /// `only`: those who may.
  let from: AssertionEnd
  let to: AssertionEnd
  let traffic: TrafficSet
  let family: IPFamily

  private(set) var findings: [AssertionFinding] = []
  /// Pairs of sets that were looked at; nothing was tested where there are none.
  private(set) var isTested = false
  /// What kept something from being judged.
  private(set) var limits: [String] = []

  private var axis: HostAxis { reach.matrix.axis }

  init(
    _ reach: Reachability,
    _ outside: OutsideJudge,
    _ kind: Assertion.Kind,
    from: AssertionEnd,
    to: AssertionEnd,
    traffic: TrafficSet,
    family: IPFamily
  ) {
    self.reach = reach
    self.outside = outside
    self.kind = kind
    self.from = from
    self.to = to
    self.traffic = traffic
    self.family = family
  }

  /// - Parameter pairs: `allow` alone: which sources each destination has to be reached from in this family.
  mutating func run(
    sources: HostSet,
    destinations: HostSet,
    sourceAddresses: IPAddressSet,
    destinationAddresses: IPAddressSet
  ) {
    let internet = reach.internet.internet[family] ?? .empty
    let inwardFrom = sourceAddresses.intersection(.all(family))
    let outwardTo = destinationAddresses.intersection(.all(family))
    if kind == .allow {
      judgeAllowed(sources, destinations)
    } else {
      judgeDenied(sources, destinations)
    }
    judgeInternet(.ingress, hosts: destinations, addresses: inwardFrom.intersection(internet))
    judgeInternet(.egress, hosts: sources, addresses: outwardTo.intersection(internet))
    judgeOutside(.ingress, hosts: destinations, addresses: inwardFrom.subtracting(internet))
    judgeOutside(.egress, hosts: sources, addresses: outwardTo.subtracting(internet))
  }

  // MARK: Between hosts

  private mutating func judgeDenied(_ sources: HostSet, _ destinations: HostSet) {
    guard !sources.isEmpty, !destinations.isEmpty else { return }
    isTested = true
    for row in reach.matrix.rows where !row.destinations.isDisjoint(with: destinations) {
      for block in row.blocks {
        let verdict = reach.matrix.table[block.verdict].restricted(to: traffic)
        guard !verdict.isDenied else { continue }
        let left = block.sources.intersection(sources)
        let right = block.destinations.intersection(destinations)
        guard let pair = differentPair(left, right) else { continue }
        let isCertain = !verdict.allowed.isEmpty
        findings.append(
          AssertionFinding(
            sources: .hosts(left),
            destinations: .hosts(right),
            traffic: isCertain ? verdict.allowed : verdict.possible,
            family: family,
            isCertain: isCertain,
            sample: (host(pair.0), host(pair.1))
          )
        )
      }
    }
  }

  /// Two hosts, one of each set, that are not one interface's.
  private func differentPair(_ left: HostSet, _ right: HostSet) -> (Int, Int)? {
    guard let one = left.first, let other = right.first else { return nil }
    let first = axis.hosts[one].interfaceID
    if axis.hosts[other].interfaceID != first { return (one, other) }
    if let different = right.positions.first(where: { axis.hosts[$0].interfaceID != first }) { return (one, different) }
    return left.positions.first { axis.hosts[$0].interfaceID != first }.map { ($0, other) }
  }

  private mutating func judgeAllowed(_ sources: HostSet, _ destinations: HostSet) {
    guard !sources.isEmpty, !destinations.isEmpty else { return }
    isTested = true
    // Sources that reach each destination with all of the traffic, for certain and perhaps.
    var certain: [Int: HostSet] = [:]
    var possible: [Int: HostSet] = [:]
    for row in reach.matrix.rows where !row.destinations.isDisjoint(with: destinations) {
      for block in row.blocks {
        let verdict = reach.matrix.table[block.verdict]
        guard verdict.possible.contains(traffic) else { continue }
        let isCertain = verdict.allowed.contains(traffic)
        block.destinations.intersection(destinations).forEach { destination in
          possible[destination, default: .empty].formUnion(block.sources)
          if isCertain { certain[destination, default: .empty].formUnion(block.sources) }
        }
      }
    }
    for destination in destinations.positions {
      let own = HostSet(axis.hostsOfInterface[axis.hosts[destination].interfaceID] ?? [])
      let wanted = sources.subtracting(own)
      let missing = wanted.subtracting(certain[destination] ?? .empty)
      let denied = missing.subtracting(possible[destination] ?? .empty)
      for (set, isCertain) in [(denied, true), (missing.subtracting(denied), false)] {
        guard let first = set.first else { continue }
        let verdict = reach.matrix.verdict(from: first, to: destination)
        findings.append(
          AssertionFinding(
            sources: .hosts(set),
            destinations: .hosts(HostSet([destination])),
            traffic: traffic.subtracting(isCertain ? verdict.possible : verdict.allowed),
            family: family,
            isCertain: isCertain,
            sample: (host(first), host(destination))
          )
        )
      }
    }
  }

  private func host(_ position: Int) -> Host {
    let host = axis.hosts[position]
    guard let interface = reach.network.networkInterfaces[host.interfaceID] else {
      return Host(.outside, address: host.first)
    }
    return Host(.interface(interface), address: host.first)
  }

  // MARK: With the internet

  private mutating func judgeInternet(_ direction: TrafficDirection, hosts: HostSet, addresses: IPAddressSet) {
    guard !hosts.isEmpty, !addresses.isEmpty else { return }
    isTested = true
    // Hosts without a row have no way to the internet at all.
    var withoutRow = hosts
    for row in reach.internet.rows {
      let members = row.hosts.intersection(hosts)
      guard !members.isEmpty else { continue }
      withoutRow = withoutRow.subtracting(members)
      judge(direction == .ingress ? row.inward : row.outward, direction, members, addresses)
    }
    if !withoutRow.isEmpty { judge(InternetMatrix.Addresses(), direction, withoutRow, addresses) }
  }

  private mutating func judge(
    _ partition: InternetMatrix.Addresses,
    _ direction: TrafficDirection,
    _ members: HostSet,
    _ addresses: IPAddressSet
  ) {
    var rest = addresses
    for part in partition.parts {
      let region = part.region.intersection(addresses)
      guard !region.isEmpty else { continue }
      rest.subtract(region)
      judge(part.value, direction, members, region, place: .internet)
    }
    if !rest.isEmpty { judge(.none, direction, members, rest, place: .internet) }
  }

  /// One verdict on all of the addresses with each of the hosts.
  private mutating func judge(
    _ verdict: TrafficVerdict,
    _ direction: TrafficDirection,
    _ members: HostSet,
    _ addresses: IPAddressSet,
    place: Host.Place
  ) {
    guard let first = members.first, let address = addresses.first,
      let (broken, isCertain) = Self.broken(kind, verdict, traffic)
    else { return }
    let far = Host(place, address: address)
    findings.append(
      AssertionFinding(
        sources: direction == .ingress ? .addresses(addresses) : .hosts(members),
        destinations: direction == .ingress ? .hosts(members) : .addresses(addresses),
        traffic: broken,
        family: family,
        isCertain: isCertain,
        sample: direction == .ingress ? (far, host(first)) : (host(first), far)
      )
    )
  }

  /// The traffic that breaks the assertion under a verdict, or may; `nil` where it holds.
  static func broken(
    _ kind: Assertion.Kind,
    _ verdict: TrafficVerdict,
    _ traffic: TrafficSet
  ) -> (traffic: TrafficSet, isCertain: Bool)? {
    switch kind {
    case .allow:
      let denied = traffic.subtracting(verdict.possible)
      if !denied.isEmpty { return (denied, true) }
      let open = traffic.subtracting(verdict.allowed)
      return open.isEmpty ? nil : (open, false)
    case .deny, .only:
      let allowed = verdict.allowed.intersection(traffic)
      if !allowed.isEmpty { return (allowed, true) }
      let open = verdict.possible.intersection(traffic)
      return open.isEmpty ? nil : (open, false)
    }
  }

  // MARK: With all other addresses

  private mutating func judgeOutside(_ direction: TrafficDirection, hosts: HostSet, addresses: IPAddressSet) {
    guard !hosts.isEmpty, !addresses.isEmpty else { return }
    let result = outside.judge(direction, hosts: hosts, addresses: addresses, traffic: traffic, family: family, kind)
    if result.isTested { isTested = true }
    if let limit = result.limit { limits.append(limit) }
    for answer in result.answers {
      guard let (broken, isCertain) = Self.broken(kind, answer.verdict, traffic) else { continue }
      findings.append(
        AssertionFinding(
          sources: direction == .ingress ? .addresses(answer.addresses) : .hosts(answer.hosts),
          destinations: direction == .ingress ? .hosts(answer.hosts) : .addresses(answer.addresses),
          traffic: broken,
          family: family,
          isCertain: isCertain,
          sample: direction == .ingress ? (answer.far, host(answer.host)) : (host(answer.host), answer.far)
        )
      )
    }
  }
}
