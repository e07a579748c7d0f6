import IPAddressing
import Oracle
import VPCModel

/// Counts what random flows meet, so that a generator that drifts from the interesting cases is noticed.
struct VerdictTally: CustomStringConvertible {
  enum Kind: String, CaseIterable {
    case allowed, notFiltered, denied, unknownInterface, unknownRule, unknownGroup
  }
  enum Match: String, CaseIterable { case ipv4, ipv6, prefixList, group }

  var counts: [Kind: Int] = [:]
  /// Every rule that matched, by its kind of peer.
  var matches: [Match: Int] = [:]

  mutating func count(_ flow: Flow, in network: Network) {
    switch Oracle.verdict(flow: flow, in: network) {
    case .allowed(let rules, _):
      counts[.allowed, default: 0] += 1
      for group in network.securityGroups.unordered {
        for rule in group.rules where rules.contains(rule.id) {
          let match: Match =
            switch rule.peer {
            case .ipv4: .ipv4
            case .ipv6: .ipv6
            case .prefixList: .prefixList
            case .securityGroup: .group
            }
          matches[match, default: 0] += 1
        }
      }
    case .notFiltered: counts[.notFiltered, default: 0] += 1
    case .denied: counts[.denied, default: 0] += 1
    case .unknown(let candidates):
      switch candidates.first {
      case .rule: counts[.unknownRule, default: 0] += 1
      case .group: counts[.unknownGroup, default: 0] += 1
      case .networkInterface, nil: counts[.unknownInterface, default: 0] += 1
      }
    }
  }

  func percent(_ kind: Kind) -> Int {
    counts[kind, default: 0] * 100 / max(1, counts.values.reduce(0, +))
  }

  var description: String {
    let kinds = Kind.allCases.map { "\($0) \(percent($0)) %" }
    let all = max(1, matches.values.reduce(0, +))
    let peers = Match.allCases.map { "\($0) \(matches[$0, default: 0] * 100 / all) %" }
    return (kinds + ["of matches:"] + peers).joined(separator: ", ")
  }
}
