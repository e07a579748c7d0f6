import IPAddressing
import VPCModel

/// What the internet reaches, and what reaches the internet, by classes of hosts, as sets of the internet's addresses.
struct InternetMatrix: Sendable {
  typealias Addresses = Partition<IPAddressSet, TrafficVerdict>

  /// Hosts that fare alike with all of the internet.
  struct Row: Sendable {
    let policy: Int
    let place: Int
    let hosts: HostSet
    /// Who reaches the hosts.
    var inward = Addresses()
    /// Whom they reach.
    var outward = Addresses()
  }

  private(set) var rows: [Row] = []
  private var rowsOfPolicy: [Int: [Int]] = [:]
  private var rowOfHost: [Int]

  /// All addresses that a host on the internet can have, less those of the network's own VPCs.
  let internet: [IPFamily: IPAddressSet]

  private struct Way: Hashable {
    var place: Int
    var isInward: Bool
  }
  /// What lies between a place and the internet, by address; nothing where no way leads there.
  private var ways: [Way: Partition<IPAddressSet, TrafficTracer.Middle>] = [:]
  private struct Said: Hashable {
    var policy: Int
    var direction: TrafficDirection
    var family: IPFamily
  }
  private var said: [Said: Addresses] = [:]
  /// Addresses of a group's members among the internet's: of interfaces whose VPC is not known.
  private let strays: [SecurityGroup.ID: IPAddressSet]

  init(_ network: Network, _ matrix: ReachMatrix) {
    let own = IPAddressSet(network.vpcs.unordered.flatMap(\.cidrs))
    var internet: [IPFamily: IPAddressSet] = [:]
    for family in IPFamily.allCases {
      internet[family] = AddressScope.internet.intersection(.all(family)).subtracting(own)
    }
    self.internet = internet
    let everywhere = AddressScope.internet.subtracting(own)
    var strays: [SecurityGroup.ID: IPAddressSet] = [:]
    for interface in network.networkInterfaces.unordered {
      for block in interface.ownPrefixes where everywhere.overlaps(block) {
        for group in interface.groupIDs { strays[group, default: .empty].formUnion(IPAddressSet(block)) }
      }
    }
    self.strays = strays
    rowOfHost = matrix.axis.hosts.map { _ in -1 }
    var judge = InternetWays(network, matrix)
    for (place, hosts) in matrix.axis.hostsOfPlace.enumerated() {
      guard let first = hosts.first, let addresses = internet[matrix.axis.hosts[first].first.family] else { continue }
      ways[Way(place: place, isInward: true)] = judge.inward(to: matrix.end(first), addresses)
      ways[Way(place: place, isInward: false)] = judge.outward(from: matrix.end(first), addresses)
    }
    for row in matrix.rows { add(row, matrix) }
  }

  private mutating func add(_ class_: ReachMatrix.Row, _ matrix: ReachMatrix) {
    for hosts in divided(class_, matrix) {
      var row = Row(policy: class_.policy, place: class_.place, hosts: hosts)
      fill(&row, matrix)
      rowsOfPolicy[row.policy, default: []].append(rows.count)
      hosts.forEach { rowOfHost[$0] = rows.count }
      rows.append(row)
    }
  }

  /// The hosts of a class, apart where a middlebox on their way out could tell them apart.
  private func divided(_ row: ReachMatrix.Row, _ matrix: ReachMatrix) -> [HostSet] {
    let way = ways[Way(place: row.place, isInward: false)]
    guard let way, way.parts.contains(where: { $0.value.middlebox != nil }) else { return [row.destinations] }
    return row.destinations.positions.map { HostSet([$0]) }
  }

  private mutating func fill(_ row: inout Row, _ matrix: ReachMatrix) {
    guard let first = row.hosts.first else { return }
    let family = matrix.axis.hosts[first].first.family
    for isInward in [true, false] {
      guard let way = ways[Way(place: row.place, isInward: isInward)], !way.parts.isEmpty else { continue }
      let rules = saidBy(row.policy, isInward ? .ingress : .egress, family, matrix)
      var result = Addresses()
      for part in way.parts {
        var verdict = part.value.verdict
        if let policy = part.value.middlebox.flatMap({ matrix.policy(ofMiddlebox: $0) }) {
          verdict = verdict.meeting(
            matrix.groups.verdict(policy, .ingress, remote: matrix.axis.hosts[first].first)
          )
        }
        for rule in rules.parts {
          let met = verdict.meeting(rule.value)
          guard !met.isDenied else { continue }
          let common = part.region.intersection(rule.region)
          if !common.isEmpty { result.append(.init(region: common, value: met)) }
        }
      }
      result.merge()
      if isInward { row.inward = result } else { row.outward = result }
    }
  }

  /// What a policy says to each address of the internet. O(rules × parts), once.
  private mutating func saidBy(
    _ number: Int,
    _ direction: TrafficDirection,
    _ family: IPFamily,
    _ matrix: ReachMatrix
  ) -> Addresses {
    let key = Said(policy: number, direction: direction, family: family)
    if let known = said[key] { return known }
    let policy = matrix.axis.policies[number]
    let all = internet[family] ?? .empty
    var result = Addresses()
    if policy.isWithoutFilter {
      result = Addresses(all, .all)
    } else {
      for id in policy.groupIDs {
        guard let rules = matrix.groups.rules(of: id) else {
          result.add(all, .unknown) { $0.joining($1) }
          continue
        }
        for rule in rules.rules(direction) {
          let traffic = rule.traffic(family)
          guard !traffic.isEmpty else { continue }
          var addresses = IPAddressSet(rule.blocks.filter { $0.family == family })
          if let group = rule.group, let members = strays[group] { addresses.formUnion(members) }
          addresses.formIntersection(all)
          if !addresses.isEmpty { result.add(addresses, TrafficVerdict(certain: traffic)) { $0.joining($1) } }
          if rule.mayMatchMore(family) {
            result.add(all, TrafficVerdict(allowed: .empty, possible: traffic)) { $0.joining($1) }
          }
        }
      }
      result.merge()
    }
    said[key] = result
    return result
  }

  // MARK: Looking up, changing

  /// Addresses of a group's members among the internet's.
  func strays(of group: SecurityGroup.ID) -> IPAddressSet { strays[group] ?? .empty }

  func row(of host: Int) -> Row? {
    rowOfHost.indices.contains(host) && rowOfHost[host] >= 0 ? rows[rowOfHost[host]] : nil
  }

  /// Judges again what depends on policies whose rules have changed.
  mutating func update(_ policies: Set<Int>, _ matrix: ReachMatrix) {
    for policy in policies {
      for direction in TrafficDirection.allCases {
        for family in IPFamily.allCases { said[Said(policy: policy, direction: direction, family: family)] = nil }
      }
      for index in rowsOfPolicy[policy] ?? [] {
        var row = Row(policy: rows[index].policy, place: rows[index].place, hosts: rows[index].hosts)
        fill(&row, matrix)
        rows[index] = row
      }
    }
  }
}

/// What lies between places and the internet, by the internet's addresses.
private struct InternetWays {
  private var tracer: TrafficTracer
  private let network: Network
  private let peeringBlocks: [IPPrefix]

  init(_ network: Network, _ matrix: ReachMatrix) {
    self.network = network
    tracer = TrafficTracer(network, matrix.groups)
    peeringBlocks = network.peeringConnections.unordered.flatMap { $0.requester.cidrs + $0.accepter.cidrs }
  }

  mutating func inward(
    to end: TrafficTracer.End,
    _ internet: IPAddressSet
  ) -> Partition<IPAddressSet, TrafficTracer.Middle> {
    guard let home = end.home else { return Partition() }
    switch end.address {
    case .v4: if home.publicAddress == nil { return Partition() }
    case .v6: if !AddressScope.isInternet(end.address) { return Partition() }
    }
    return partition(internet, blocks(around: [home.subnetID])) { tracer, address in
      tracer.judge(from: TrafficTracer.End(home: nil, address: address), to: end)
    }
  }

  mutating func outward(
    from end: TrafficTracer.End,
    _ internet: IPAddressSet
  ) -> Partition<IPAddressSet, TrafficTracer.Middle> {
    guard let home = end.home else { return Partition() }
    let subnets = subnetsOnTheWay(from: home.subnetID)
    return partition(internet, blocks(around: subnets) + peeringBlocks) { tracer, address in
      tracer.judge(from: end, to: TrafficTracer.End(home: nil, address: address))
    }
  }

  private mutating func partition(
    _ internet: IPAddressSet,
    _ blocks: [IPPrefix],
    _ judge: (inout TrafficTracer, IPAddress) -> TrafficTracer.Middle
  ) -> Partition<IPAddressSet, TrafficTracer.Middle> {
    var result = Partition<IPAddressSet, TrafficTracer.Middle>()
    // The internet's own ranges are no difference between addresses.
    let whole = IPAddressSet(internet.prefixes.prefix(1).map { .all($0.family) })
    for piece in atoms(of: whole, cutBy: blocks) {
      let addresses = piece.intersection(internet)
      guard let first = addresses.first else { continue }
      let middle = judge(&tracer, first)
      if !middle.verdict.isDenied { result.append(.init(region: addresses, value: middle)) }
    }
    result.merge()
    return result
  }

  /// The subnet, and those of NAT gateways and middleboxes that routes lead to.
  private func subnetsOnTheWay(from subnet: Subnet.ID) -> [Subnet.ID] {
    var found = [subnet]
    var index = 0
    while index < found.count {
      for route in tracer.bindings.routeTable(of: found[index])?.routes ?? [] {
        let next: Subnet.ID? =
          switch route.target {
          case .natGateway(let id): network.natGateways[id]?.subnetID
          case .networkInterface(let id): network.networkInterfaces[id]?.subnetID
          default: nil
          }
        if let next, !found.contains(next) { found.append(next) }
      }
      index += 1
    }
    return found
  }

  /// The blocks that entries and routes of subnets speak of.
  private func blocks(around subnets: [Subnet.ID]) -> [IPPrefix] {
    var blocks: [IPPrefix] = []
    for subnet in subnets {
      blocks += tracer.bindings.acl(of: subnet)?.entries.map(\.cidr) ?? []
      for route in tracer.bindings.routeTable(of: subnet)?.routes ?? [] {
        switch route.destination {
        case .cidr(let block): blocks.append(block)
        case .prefixList(let id): blocks += network.prefixLists[id]?.entries?.map(\.cidr) ?? []
        }
      }
    }
    return blocks
  }
}
