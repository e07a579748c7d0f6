import IPAddressing
import VPCModel

/// Whether two lists of rules of one direction allow the same, compared peer by peer as sets.
///
/// CIDR blocks cut the addresses of each family into classes that no block of either list divides; in each class both
/// lists must allow the same traffic. A reference to a group or prefix list must allow the same traffic too, apart from
/// what CIDR rules allow to everybody it could stand for.
struct PermissionComparison {
  /// Classes of addresses that were compared, both families together.
  private(set) var addressClasses = 0
  /// Groups and prefix lists that were compared.
  private(set) var references = 0
  /// Where the lists differ first; absent where they are equal.
  private(set) var difference: PermissionDifference?

  /// - Parameter families: of prefix lists, where known.
  init(_ before: [SecurityGroupRule], _ after: [SecurityGroupRule], families: [PrefixList.ID: IPFamily]) {
    let v4 = everybody(IPv4Address.self, before, after) { if case .ipv4(let prefix) = $0 { prefix } else { nil } }
    let v6 = everybody(IPv6Address.self, before, after) { if case .ipv6(let prefix) = $0 { prefix } else { nil } }
    compareReferences(before, after, families, v4, v6)
  }

  /// Compares one family class by class.
  /// - Returns: what is allowed to every address of the family.
  private mutating func everybody<Address: IPAddressProtocol>(
    _: Address.Type,
    _ before: [SecurityGroupRule],
    _ after: [SecurityGroupRule],
    _ block: (SecurityGroupRule.Peer) -> Prefix<Address>?
  ) -> PermittedTraffic {
    var rules: [ComparedRule<Address>] = []
    for (list, isBefore) in [(before, true), (after, false)] {
      for rule in list {
        guard let prefix = block(rule.peer) else { continue }
        rules.append(ComparedRule(prefix: prefix, traffic: rule.traffic, isBefore: isBefore))
      }
    }
    // Blocks nest, so the rules in force at an address are a stack.
    rules.sort { $0.prefix < $1.prefix }
    var stack: [ComparedRule<Address>] = []
    var position: Address? = Address.lowest
    var everybody = PermittedTraffic([.all])
    var index = 0
    // One class ends where a block begins or has ended.
    while let start = position {
      while let last = stack.last, last.prefix.last < start { stack.removeLast() }
      while index < rules.count, rules[index].prefix.first == start {
        stack.append(rules[index])
        index += 1
      }
      let ahead = index < rules.count ? rules[index].prefix.first.previous : nil
      let end = min(stack.last?.prefix.last ?? .highest, ahead ?? .highest)
      let allowed = [true, false].map { side in
        PermittedTraffic(stack.lazy.filter { $0.isBefore == side }.map(\.traffic))
      }
      everybody = everybody.intersection(allowed[0])
      addressClasses += 1
      if allowed[0] != allowed[1], difference == nil {
        difference = PermissionDifference(
          peer: "\(start)",
          isLost: !allowed[1].contains(allowed[0])
        )
      }
      position = end.next
    }
    return everybody
  }

  private mutating func compareReferences(
    _ before: [SecurityGroupRule],
    _ after: [SecurityGroupRule],
    _ families: [PrefixList.ID: IPFamily],
    _ v4: PermittedTraffic,
    _ v6: PermittedTraffic
  ) {
    var selectors: [SecurityGroupRule.Peer: (before: [TrafficSelector], after: [TrafficSelector])] = [:]
    for rule in before { selectors[rule.peer, default: ([], [])].before.append(rule.traffic) }
    for rule in after { selectors[rule.peer, default: ([], [])].after.append(rule.traffic) }
    for (peer, lists) in selectors.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      let everybody: PermittedTraffic
      switch peer {
      case .ipv4, .ipv6: continue
      case .securityGroup: everybody = v4.intersection(v6)
      case .prefixList(let id):
        switch families[id] {
        case .ipv4: everybody = v4
        case .ipv6: everybody = v6
        case nil: everybody = v4.intersection(v6)
        }
      }
      references += 1
      let left = PermittedTraffic(lists.before).subtracting(everybody)
      let right = PermittedTraffic(lists.after).subtracting(everybody)
      if left != right, difference == nil {
        difference = PermissionDifference(peer: "\(peer)", isLost: !right.contains(left))
      }
    }
  }
}

/// A CIDR rule of one of the lists.
private struct ComparedRule<Address: IPAddressProtocol> {
  var prefix: Prefix<Address>
  var traffic: TrafficSelector
  var isBefore: Bool
}

/// A peer for whom two lists of rules differ.
package struct PermissionDifference: Hashable, Sendable {
  /// An address, group or prefix list.
  package let peer: String
  /// Whether something is no longer allowed; otherwise something is newly allowed.
  package let isLost: Bool
}
