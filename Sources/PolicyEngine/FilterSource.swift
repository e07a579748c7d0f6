import IPAddressing
import VPCModel

/// What one filter is compiled from: the rules that an interface's groups have in one direction, for one
/// address family, in the order in which they take precedence.
struct FilterSource<Address: IPAddressProtocol> {
  /// A rule's place in the order; the first that matches is the one that decides.
  typealias Ordinal = Int

  struct PrefixRule {
    var prefix: Prefix<Address>
    var range: SelectorRange?
    var ordinal: Ordinal
  }

  struct GroupRule {
    var group: GroupIndex
    var range: SelectorRange?
    var ordinal: Ordinal
  }

  /// What each ordinal means: the platform's services first, then rules that match for certain, then what
  /// could match if more were known.
  private(set) var outcomes: [FilterOutcome] = [.notFiltered]
  private(set) var prefixRules: [PrefixRule] = []
  private(set) var groupRules: [GroupRule] = []
  /// Selectors of the rules whose peer is the whole family.
  private(set) var anyPeerRanges: [SelectorRange?] = []

  /// - Parameter groups: by identifier, `nil` where the network lacks the group.
  init(
    _ groups: [(id: SecurityGroup.ID, prepared: PreparedGroup?)],
    _ direction: TrafficDirection,
    platform: [GroupIndex],
    peers: (PreparedGroup.Rule) -> FilterPeers<Address>
  ) {
    groupRules = platform.map { GroupRule(group: $0, range: nil, ordinal: 0) }
    var uncertain: [(id: SecurityGroupRule.ID, range: SelectorRange?)] = []
    for (_, prepared) in groups {
      for rule in prepared?.rules(direction) ?? [] {
        let peers = peers(rule)
        if !peers.prefixes.isEmpty || rule.group != nil {
          let ordinal = outcomes.count
          outcomes.append(.allowed(rule.id))
          for prefix in peers.prefixes {
            prefixRules.append(PrefixRule(prefix: prefix, range: rule.range, ordinal: ordinal))
          }
          if let group = rule.group {
            groupRules.append(GroupRule(group: group, range: rule.range, ordinal: ordinal))
          }
        }
        if peers.isAny { anyPeerRanges.append(rule.range) }
        if peers.mayMatchMore { uncertain.append((rule.id, rule.range)) }
      }
    }
    for (id, range) in uncertain {
      prefixRules.append(PrefixRule(prefix: .all, range: range, ordinal: outcomes.count))
      outcomes.append(.unknownRule(id))
    }
    if let missing = groups.first(where: { $0.prepared == nil }) {
      prefixRules.append(PrefixRule(prefix: .all, range: nil, ordinal: outcomes.count))
      outcomes.append(.unknownGroup(missing.id))
    }
  }
}

/// A rule's peer as one address family sees it.
struct FilterPeers<Address: IPAddressProtocol> {
  var prefixes: [Prefix<Address>]
  var mayMatchMore: Bool
  var isAny: Bool
}

extension FilterPeers<IPv4Address> {
  init(_ rule: PreparedGroup.Rule) {
    self.init(prefixes: rule.v4, mayMatchMore: rule.mayMatchMoreV4, isAny: rule.isAnyV4)
  }
}

extension FilterPeers<IPv6Address> {
  init(_ rule: PreparedGroup.Rule) {
    self.init(prefixes: rule.v6, mayMatchMore: rule.mayMatchMoreV6, isAny: rule.isAnyV6)
  }
}

/// What a filter found.
enum FilterOutcome: Hashable, Sendable {
  case notFiltered
  case allowed(SecurityGroupRule.ID)
  case unknownRule(SecurityGroupRule.ID)
  case unknownGroup(SecurityGroup.ID)
}
