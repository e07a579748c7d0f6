import IPAddressing
import VPCModel

/// Traffic whose verdict is another than it was.
struct VerdictChange: Hashable, Sendable {
  var before: Verdict
  var after: Verdict
  var traffic: TrafficSet

  /// Every change between two verdicts; none where they are equal.
  static func changes(from before: TrafficVerdict, to after: TrafficVerdict) -> [VerdictChange] {
    if before == after { return [] }
    var result: [VerdictChange] = []
    for one in Verdict.allCases {
      for other in Verdict.allCases where one != other {
        let traffic = before.traffic(one).intersection(after.traffic(other))
        if !traffic.isEmpty { result.append(VerdictChange(before: one, after: other, traffic: traffic)) }
      }
    }
    return result
  }

  /// Whether more passes, or may pass, than before.
  var isGain: Bool { after == .allowed || before == .denied }
}

extension TrafficVerdict {
  func traffic(_ verdict: Verdict) -> TrafficSet {
    switch verdict {
    case .allowed: allowed
    case .unknown: unknown
    case .denied: possible.complement
    }
  }
}

/// What differs between two networks in who reaches whom.
///
/// Each party's traffic is that of all its interfaces and addresses together.
struct ReachComparison: Sendable {
  /// Parties of which each exchanges the same other traffic with each of other parties.
  struct Pairs: Hashable, Sendable {
    var family: IPFamily
    var sources: HostSet
    var destinations: HostSet
    var change: VerdictChange
  }
  struct Internet: Hashable, Sendable {
    var direction: TrafficDirection
    var family: IPFamily
    var parties: HostSet
    var addresses: IPAddressSet
    var change: VerdictChange
  }

  let before: Reachability
  let after: Reachability
  let matching: InterfaceMatching
  private(set) var pairs: [Pairs] = []
  private(set) var internet: [Internet] = []

  var isEmpty: Bool { pairs.isEmpty && internet.isEmpty }

  /// O(parties × blocks of their classes).
  init(_ before: Reachability, _ after: Reachability, _ matching: InterfaceMatching) {
    self.before = before
    self.after = after
    self.matching = matching
    for family in IPFamily.allCases {
      comparePairs(family)
      for direction in TrafficDirection.allCases { compareInternet(direction, family) }
    }
  }

  // MARK: Between interfaces

  private typealias Sources = Partition<HostSet, TrafficVerdict>

  private mutating func comparePairs(_ family: IPFamily) {
    let left = PartyMap(before, matching.ofBefore)
    let right = PartyMap(after, matching.ofAfter)
    struct Key: Hashable {
      var sources: HostSet
      var change: VerdictChange
    }
    var joined: [Key: [Int]] = [:]
    var order: [Key] = []
    // Parties whose hosts are of the same classes on both sides fare alike.
    var known: [[Int]: Sources] = [:]
    func sources(_ reach: Reachability, _ map: PartyMap, _ ids: [NetworkInterface.ID], _ side: Int) -> Sources {
      let hosts = ids.flatMap { reach.matrix.axis.hostsOfInterface[$0] ?? [] }
        .filter { reach.matrix.axis.hosts[$0].first.family == family }
      let key = [side] + hosts
      if let result = known[key] { return result }
      var result = Sources()
      for host in hosts {
        guard let row = reach.matrix.row(of: host) else { continue }
        for block in row.blocks where block.destinations.contains(host) {
          result.add(map.parties(block.sources), reach.matrix.table[block.verdict]) { $0.joining($1) }
        }
      }
      result.merge()
      known[key] = result
      return result
    }
    for (number, party) in matching.parties.enumerated() {
      let was = sources(before, left, party.before, 0)
      let is_ = sources(after, right, party.after, 1)
      for (set, change) in Self.changes(was, is_) {
        // What a party of one does with itself is no pair.
        let others = max(party.before.count, party.after.count) > 1 ? set : set.subtracting(HostSet([number]))
        guard !others.isEmpty else { continue }
        let key = Key(sources: others, change: change)
        if joined[key] == nil { order.append(key) }
        joined[key, default: []].append(number)
      }
    }
    pairs += order.map {
      Pairs(family: family, sources: $0.sources, destinations: HostSet(joined[$0] ?? []), change: $0.change)
    }
  }

  private static func changes<Region: Divisible>(
    _ before: Partition<Region, TrafficVerdict>,
    _ after: Partition<Region, TrafficVerdict>
  ) -> [(Region, VerdictChange)] {
    if before == after { return [] }
    var result = Partition<Region, [VerdictChange]>()
    var left = Region.empty
    var right = Region.empty
    for part in before.parts { left = left.union(part.region) }
    for part in after.parts { right = right.union(part.region) }
    for one in before.parts {
      for other in after.parts where one.value != other.value {
        let common = one.region.intersection(other.region)
        if !common.isEmpty {
          result.append(.init(region: common, value: VerdictChange.changes(from: one.value, to: other.value)))
        }
      }
      let gone = one.region.subtracting(right)
      if !gone.isEmpty {
        result.append(.init(region: gone, value: VerdictChange.changes(from: one.value, to: .none)))
      }
    }
    for other in after.parts {
      let new = other.region.subtracting(left)
      if !new.isEmpty {
        result.append(.init(region: new, value: VerdictChange.changes(from: .none, to: other.value)))
      }
    }
    // One entry for each change, over all that has it.
    var regions: [VerdictChange: Region] = [:]
    var order: [VerdictChange] = []
    for part in result.parts {
      for change in part.value {
        if regions[change] == nil { order.append(change) }
        regions[change] = (regions[change] ?? .empty).union(part.region)
      }
    }
    return order.map { (regions[$0] ?? .empty, $0) }
  }

  // MARK: With the internet

  private mutating func compareInternet(_ direction: TrafficDirection, _ family: IPFamily) {
    struct Key: Hashable {
      var addresses: IPAddressSet
      var change: VerdictChange
    }
    var joined: [Key: [Int]] = [:]
    var order: [Key] = []
    func exchange(_ reach: Reachability, _ ids: [NetworkInterface.ID]) -> InternetMatrix.Addresses {
      var result = InternetMatrix.Addresses()
      for host in ids.flatMap({ reach.matrix.axis.hostsOfInterface[$0] ?? [] })
      where reach.matrix.axis.hosts[host].first.family == family {
        guard let row = reach.internet.row(of: host) else { continue }
        let parts = (direction == .ingress ? row.inward : row.outward).parts
        for part in parts { result.add(part.region, part.value) { $0.joining($1) } }
      }
      result.merge()
      return result
    }
    for (number, party) in matching.parties.enumerated() {
      for (addresses, change) in Self.changes(exchange(before, party.before), exchange(after, party.after)) {
        let key = Key(addresses: addresses, change: change)
        if joined[key] == nil { order.append(key) }
        joined[key, default: []].append(number)
      }
    }
    internet += order.map {
      Internet(
        direction: direction,
        family: family,
        parties: HostSet(joined[$0] ?? []),
        addresses: $0.addresses,
        change: $0.change
      )
    }
  }
}

/// From hosts to the parties that they belong to, each set once.
private final class PartyMap {
  private let partyOfHost: [Int]
  private var known: [HostSet: HostSet] = [:]

  init(_ reach: Reachability, _ parties: [NetworkInterface.ID: Int]) {
    partyOfHost = reach.matrix.axis.hosts.map { parties[$0.interfaceID] ?? -1 }
  }

  func parties(_ hosts: HostSet) -> HostSet {
    if let result = known[hosts] { return result }
    var positions: Set<Int> = []
    hosts.forEach { if partyOfHost[$0] >= 0 { positions.insert(partyOfHost[$0]) } }
    let result = HostSet(positions)
    known[hosts] = result
    return result
  }
}
