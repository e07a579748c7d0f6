import Findings
import IPAddressing
import VPCModel

/// What a finding about the internet is made of: some ports, the groups that open them, and whom they expose.
struct InternetOpening: Sendable {
  /// The check, and what tells two openings of one check and the same groups apart.
  struct Key: Hashable {
    var checkID: String
    var groupIDs: [SecurityGroup.ID]
  }

  var tcp = PortSet.empty
  var udp = PortSet.empty
  /// Of the internet, for any of the ports.
  var sources = IPAddressSet.empty
  var rules: [SecurityGroupRule.ID: SecurityGroupRule] = [:]
  var interfaces: [NetworkInterface] = []

  var ports: [(PortTransport, PortSet)] { [(.tcp, tcp), (.udp, udp)].filter { !$0.1.isEmpty } }

  /// `tcp/22`, `tcp/20-21,8080 udp/53`.
  var portWords: String {
    ports.map { transport, set in
      set == .all
        ? "\(transport.rawValue) (all ports)"
        : "\(transport.rawValue)/" + set.ranges.prefix(8).map(\.description).joined(separator: ",")
          + (set.ranges.count > 8 ? ",…" : "")
    }.joined(separator: " and ")
  }

  var sortedRules: [SecurityGroupRule] {
    rules.values.sorted { ($0.groupID, $0.id) < ($1.groupID, $1.id) }
  }
}

/// Collects openings over all sets of groups: one for each check and the groups that do it.
struct InternetOpenings {
  private(set) var openings: [InternetOpening.Key: InternetOpening] = [:]

  /// Adds the ports of one protocol that an entry's groups open, for a check.
  mutating func add(
    _ checkID: String,
    _ transport: PortTransport,
    _ segments: [InternetIngress.Segment],
    within ports: PortSet,
    of entry: InternetExposure.Entry
  ) {
    for segment in segments {
      let open = PortSet(segment.ports).intersection(ports)
      guard !open.isEmpty else { continue }
      for culprits in Self.culprits(segment) {
        let groups = Set(culprits.map(\.rule.groupID)).sorted()
        var opening = openings[.init(checkID: checkID, groupIDs: groups)] ?? InternetOpening()
        if transport == .tcp { opening.tcp.formUnion(open) } else { opening.udp.formUnion(open) }
        for culprit in culprits {
          opening.rules[culprit.rule.id] = culprit.rule
          opening.sources.formUnion(culprit.sources)
        }
        if opening.interfaces.last?.id != entry.interfaces.last?.id { opening.interfaces += entry.interfaces }
        openings[.init(checkID: checkID, groupIDs: groups)] = opening
      }
    }
  }

  private typealias Culprit = (rule: SecurityGroupRule, sources: IPAddressSet)

  /// The rules that open a segment: for each group those that alone do, and where none alone does, all that together do.
  private static func culprits(_ segment: InternetIngress.Segment) -> [[Culprit]] {
    let all = segment.openings.map { Culprit(rule: $0.rule, sources: $0.sources) }
    let alone = all.filter { InternetBreadth($0.sources) == .open }
    if !alone.isEmpty {
      return Dictionary(grouping: alone, by: \.rule.groupID).sorted { $0.key < $1.key }.map(\.value)
    }
    // Groups that open it by the union of their own rules; else the union over the groups.
    let byGroup = Dictionary(grouping: all, by: \.rule.groupID).sorted { $0.key < $1.key }.map(\.value)
    let united = byGroup.filter { InternetBreadth(union($0)) == .open }
    return united.isEmpty ? [needed(all)] : united.map(needed)
  }

  private static func union(_ culprits: [Culprit]) -> IPAddressSet {
    culprits.reduce(into: .empty) { $0.formUnion($1.sources) }
  }

  /// Without those that add nothing to the larger ones.
  private static func needed(_ culprits: [Culprit]) -> [Culprit] {
    func size(_ set: IPAddressSet) -> (UInt128, UInt32) { (set.v6.addressCount.value, set.v4.addressCount.value) }
    let ordered = culprits.sorted { one, other in
      let (left, right) = (size(one.sources), size(other.sources))
      return left == right ? one.rule.id < other.rule.id : left > right
    }
    var reached = IPAddressSet.empty
    var result: [Culprit] = []
    for culprit in ordered {
      // A single host more or less is not what opens a port to the internet.
      guard InternetBreadth(culprit.sources.subtracting(reached)) > .specific else { continue }
      reached.formUnion(culprit.sources)
      result.append(culprit)
    }
    return result.isEmpty ? culprits : result
  }
}
