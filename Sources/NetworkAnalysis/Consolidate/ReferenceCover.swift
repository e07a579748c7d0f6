import IPAddressing
import VPCModel

/// The fewest rules for references to groups and prefix lists, each left whole.
///
/// What CIDR rules allow to everybody that a reference can stand for needs no rule of the reference's; a run of ports may
/// reach over it. The widest runs that result are disjoint, so that one rule for each is the fewest.
struct ReferenceCover {
  struct Rule {
    var peer: SecurityGroupRule.Peer
    var traffic: TrafficInterval
    /// The given rule's position; `nil` for one that has to be made.
    var rule: Int?
  }

  private(set) var rules: [Rule] = []
  var lowerBound: Int { rules.count }

  /// - Parameters:
  ///   - v4: what every IPv4 address is allowed.
  ///   - families: of prefix lists, where known.
  init(
    _ before: [SecurityGroupRule],
    _ v4: TrafficRuns,
    _ v6: TrafficRuns,
    families: [PrefixList.ID: IPFamily]
  ) {
    var peers: [SecurityGroupRule.Peer] = []
    var positions: [SecurityGroupRule.Peer: [Int]] = [:]
    for (index, rule) in before.enumerated() {
      switch rule.peer {
      case .ipv4, .ipv6: continue
      case .securityGroup, .prefixList: break
      }
      if positions[rule.peer] == nil { peers.append(rule.peer) }
      positions[rule.peer, default: []].append(index)
    }
    let both = v4.intersection(v6)
    for peer in peers {
      var everybody = both
      if case .prefixList(let id) = peer, let family = families[id] { everybody = family == .ipv4 ? v4 : v6 }
      add(peer, positions[peer] ?? [], before, everybody)
    }
  }

  private mutating func add(
    _ peer: SecurityGroupRule.Peer,
    _ positions: [Int],
    _ before: [SecurityGroupRule],
    _ everybody: TrafficRuns
  ) {
    let intervals = positions.map { TrafficLine.interval(of: before[$0].traffic) }
    let allowed = TrafficRuns(ranges: intervals)
    let required = allowed.subtracting(everybody)
    for run in allowed.union(everybody).widestSelectors {
      let needed = required.intersection(TrafficRuns(run))
      guard let lower = needed.first, let upper = needed.last else { continue }
      let hull = TrafficInterval(uncheckedLower: lower, upper: upper)
      let existing = zip(positions, intervals).first { $1.contains(hull) }
      let narrowest = TrafficLine.interval(of: TrafficLine.narrowestSelector(holding: hull))
      rules.append(Rule(peer: peer, traffic: existing?.1 ?? narrowest, rule: existing?.0))
    }
  }
}
