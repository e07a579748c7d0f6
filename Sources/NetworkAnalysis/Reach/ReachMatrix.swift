import IPAddressing
import VPCModel

/// Who reaches whom among all hosts of a network, by classes.
///
/// A destination class is the hosts of one policy in one place. For each, the sources are cut into sets that fare alike:
/// by what the policy's ingress rules say to their addresses, by what lies between their places and this one, and by what
/// their own policies' egress rules say to the class. Each of the three is computed once for all that share it, so that
/// no work is done for a pair of hosts.
struct ReachMatrix: Sendable {
  typealias HostPartition = Partition<HostSet, VerdictTable.Number>

  /// Sources of which each reaches each of the destinations with the same traffic.
  struct Block: Hashable, Sendable {
    var sources: HostSet
    var destinations: HostSet
    var verdict: VerdictTable.Number
  }

  /// A destination class.
  struct Row: Sendable {
    let policy: Int
    let place: Int
    let destinations: HostSet
    /// Pairs that are in none have no way to each other. No two hold the same pair.
    var blocks: [Block] = []
  }

  /// What lies between places and one place, the sources alike together.
  private struct Column: Sendable {
    var middle: TrafficTracer.Middle
    var sources: HostSet
  }

  let axis: HostAxis
  var groups: GroupVerdicts
  private(set) var table = VerdictTable()
  var rows: [Row] = []
  /// What each policy says to every host.
  var ingress: [HostPartition] = []
  private(set) var egress = EgressClasses()
  private var columns: [[Column]] = []
  private(set) var rowsOfPolicy: [[Int]]
  let policiesOfGroup: [SecurityGroup.ID: [Int]]
  let ofFamily: [IPFamily: HostSet]
  /// Interfaces of middleboxes, which routes lead to.
  private let middleboxes: [NetworkInterface.ID: GroupPolicy]
  /// What their groups say to every host.
  private var passages: [NetworkInterface.ID: HostPartition] = [:]

  init(_ network: Network, axis: HostAxis, groups: GroupVerdicts) {
    self.axis = axis
    self.groups = groups
    let v6 = axis.hosts.firstIndex { $0.first.family == .ipv6 } ?? axis.hosts.count
    ofFamily = [.ipv4: HostSet(0..<v6), .ipv6: HostSet(v6..<axis.hosts.count)]
    rowsOfPolicy = axis.policies.map { _ in [] }
    var policiesOfGroup: [SecurityGroup.ID: [Int]] = [:]
    for (number, policy) in axis.policies.enumerated() {
      for group in policy.groupIDs { policiesOfGroup[group, default: []].append(number) }
    }
    self.policiesOfGroup = policiesOfGroup
    middleboxes = Self.middleboxes(network)
    for (number, policy) in axis.policies.enumerated() {
      ingress.append(partition(policy, .ingress))
      egress.add(partition(policy, .egress), of: axis.hostsOfPolicy[number])
    }
    for (id, policy) in middleboxes { passages[id] = partition(policy, .ingress) }
    makeColumns(network)
    makeRows()
  }

  // MARK: What groups say

  /// What a policy says to every host, by rules: the work is the rules' and not the pairs'.
  mutating func partition(_ key: GroupPolicy, _ direction: TrafficDirection) -> HostPartition {
    if key.isWithoutFilter { return HostPartition(axis.all, VerdictTable.all) }
    var certain: [TrafficSet: HostSet] = [:]
    var uncertain: [TrafficSet: HostSet] = [:]
    for id in key.groupIDs {
      guard let rules = groups.rules(of: id) else {
        uncertain[.all, default: .empty].formUnion(axis.all)
        continue
      }
      for rule in rules.rules(direction) {
        for block in rule.blocks {
          let hosts = axis.hosts(in: block)
          if !hosts.isEmpty { certain[rule.traffic(block.family), default: .empty].formUnion(hosts) }
        }
        for family in IPFamily.allCases {
          let traffic = rule.traffic(family)
          guard !traffic.isEmpty else { continue }
          if let group = rule.group, let members = axis.membersOfGroup[group], let all = ofFamily[family] {
            let hosts = rule.v4 == rule.v6 ? members : members.intersection(all)
            if !hosts.isEmpty { certain[traffic, default: .empty].formUnion(hosts) }
          }
          if rule.mayMatchMore(family), let all = ofFamily[family] {
            uncertain[traffic, default: .empty].formUnion(all)
          }
        }
      }
    }
    var result = HostPartition()
    for (traffic, hosts) in certain.sorted(by: Self.precedes) where !traffic.isEmpty {
      result.add(hosts, table.number(of: TrafficVerdict(certain: traffic))) { table.join($0, $1) }
    }
    for (traffic, hosts) in uncertain.sorted(by: Self.precedes) where !traffic.isEmpty {
      result.add(hosts, table.number(of: TrafficVerdict(allowed: .empty, possible: traffic))) { table.join($0, $1) }
    }
    let services = Set(PlatformService.everywhere.keys).union(groups.services(of: key.vpcID))
    for address in services { result.replace(axis.hosts(in: IPPrefix(host: address)), VerdictTable.all) }
    result.merge()
    return result
  }

  /// An order that does not depend on hashes, so that equal networks give equal results.
  private static func precedes(_ one: (key: TrafficSet, value: HostSet), _ other: (key: TrafficSet, value: HostSet))
    -> Bool
  {
    one.key.ranges.lexicographicallyPrecedes(other.key.ranges)
  }

  // MARK: What lies between

  private mutating func makeColumns(_ network: Network) {
    var tracer = TrafficTracer(network, groups)
    var connections = VPCConnections(network, tracer.bindings)
    let ends = axis.hostsOfPlace.map { $0.first.map(end) }
    columns = axis.places.map { _ in [] }
    for (destination, place) in axis.places.enumerated() {
      guard let to = ends[destination] else { continue }
      var alike: [TrafficTracer.Middle: HostSet] = [:]
      var order: [TrafficTracer.Middle] = []
      for (source, other) in axis.places.enumerated() where other.family == place.family {
        guard let from = ends[source], !connections.areApart(other.subnetID, of: other.vpcID, to) else { continue }
        let middle = tracer.judge(from: from, to: to)
        guard !middle.verdict.isDenied else { continue }
        if alike[middle] == nil { order.append(middle) }
        alike[middle, default: .empty].formUnion(axis.hostsOfPlace[source])
      }
      columns[destination] = order.map { Column(middle: $0, sources: alike[$0] ?? .empty) }
    }
  }

  /// The host as an end of a path.
  func end(_ position: Int) -> TrafficTracer.End {
    let host = axis.hosts[position]
    return TrafficTracer.End(
      home: .init(vpcID: host.vpcID, subnetID: host.subnetID, publicAddress: host.publicAddress),
      address: host.first
    )
  }

  private static func middleboxes(_ network: Network) -> [NetworkInterface.ID: GroupPolicy] {
    var found: [NetworkInterface.ID: GroupPolicy] = [:]
    for table in network.routeTables.unordered {
      for route in table.routes {
        guard case .networkInterface(let id) = route.target, found[id] == nil else { continue }
        found[id] = network.networkInterfaces[id].map(GroupPolicy.init)
      }
    }
    return found
  }

  // MARK: Rows

  private mutating func makeRows() {
    for (policy, hosts) in axis.hostsOfPolicy.enumerated() {
      var places: [Int] = []
      var seen: Set<Int> = []
      hosts.forEach { if seen.insert(axis.hosts[$0].place).inserted { places.append(axis.hosts[$0].place) } }
      for place in places {
        var row = Row(policy: policy, place: place, destinations: hosts.intersection(axis.hostsOfPlace[place]))
        row.blocks = blocks(of: row, among: nil)
        rowsOfPolicy[policy].append(rows.count)
        rows.append(row)
      }
    }
  }

  /// - Parameter limit: the sources to look at; `nil` for all.
  mutating func blocks(of row: Row, among limit: HostSet?) -> [Block] {
    var arriving = HostPartition()
    for column in columns[row.place] {
      let sources = limit.map { column.sources.intersection($0) } ?? column.sources
      guard !sources.isEmpty else { continue }
      for part in arrivals(column.middle, sources, row).parts where part.value != VerdictTable.none {
        arriving.append(part)
      }
    }
    arriving.merge()
    return arriving.parts.flatMap { leaving($0.region, $0.value, row) }
  }

  private mutating func arrivals(_ middle: TrafficTracer.Middle, _ sources: HostSet, _ row: Row) -> HostPartition {
    let verdict = table.number(of: middle.verdict)
    var result: HostPartition
    switch middle.seen {
    case .nobody: result = HostPartition(sources, verdict)
    case .address(let address):
      let said = groups.verdict(axis.policies[row.policy], .ingress, remote: address)
      let number = table.number(of: said)
      result = HostPartition(sources, table.meet(verdict, number))
    case .source: result = met(sources, verdict, ingress[row.policy])
    }
    if let passage = middle.middlebox.flatMap({ passages[$0] }) {
      var passing = HostPartition()
      for part in result.parts {
        for further in met(part.region, part.value, passage).parts { passing.append(further) }
      }
      result = passing
    }
    return result
  }

  private mutating func met(
    _ sources: HostSet,
    _ verdict: VerdictTable.Number,
    _ said: HostPartition
  ) -> HostPartition {
    var result = HostPartition()
    for part in said.parts {
      let number = table.meet(verdict, part.value)
      guard number != VerdictTable.none else { continue }
      let common = part.region.intersection(sources)
      if !common.isEmpty { result.append(.init(region: common, value: number)) }
    }
    return result
  }

  /// Cuts sources by what their egress rules say to the class.
  private mutating func leaving(_ sources: HostSet, _ verdict: VerdictTable.Number, _ row: Row) -> [Block] {
    var byPart: [HostPartition.Part: HostSet] = [:]
    var order: [HostPartition.Part] = []
    var rest = sources
    while let first = rest.first {
      let egress = egress.ofPolicy(axis.hosts[first].policy)
      let alike = rest.intersection(egress.sources)
      rest = rest.subtracting(alike)
      for part in egress.said.parts {
        let number = table.meet(verdict, part.value)
        guard number != VerdictTable.none else { continue }
        let destinations =
          part.region.contains(row.destinations) ? row.destinations : part.region.intersection(row.destinations)
        guard !destinations.isEmpty else { continue }
        let key = HostPartition.Part(region: destinations, value: number)
        if byPart[key] == nil { order.append(key) }
        byPart[key, default: .empty].formUnion(alike)
      }
    }
    return order.map { Block(sources: byPart[$0] ?? .empty, destinations: $0.region, verdict: $0.value) }
  }
}

extension ReachMatrix {
  mutating func replaceEgress(of policy: Int, _ said: HostPartition) {
    egress.replace(policy, said, hosts: axis.hostsOfPolicy[policy])
  }
}

// MARK: - Questions

extension ReachMatrix {
  /// The verdict for two hosts by their positions. O(blocks of the destination's class).
  func verdict(from source: Int, to destination: Int) -> TrafficVerdict {
    let host = axis.hosts[destination]
    for index in rowsOfPolicy[host.policy] where rows[index].place == host.place {
      for block in rows[index].blocks where block.sources.contains(source) && block.destinations.contains(destination) {
        return table[block.verdict]
      }
    }
    return .none
  }

  /// How packets of sources come to a place, the sources alike together.
  func arrivals(at place: Int, from sources: HostSet) -> [(sources: HostSet, seen: TrafficTracer.Seen)] {
    columns[place].compactMap { column in
      let common = column.sources.intersection(sources)
      return common.isEmpty ? nil : (common, column.middle.seen)
    }
  }

  /// Whether a middlebox carries the group.
  func isOnMiddlebox(_ group: SecurityGroup.ID) -> Bool { middleboxes.values.contains { $0.groupIDs.contains(group) } }

  /// The policy of a middlebox's interface.
  func policy(ofMiddlebox id: NetworkInterface.ID) -> GroupPolicy? { middleboxes[id] }

  func row(of destination: Int) -> Row? {
    let host = axis.hosts[destination]
    return rowsOfPolicy[host.policy].first { rows[$0].place == host.place }.map { rows[$0] }
  }
}
