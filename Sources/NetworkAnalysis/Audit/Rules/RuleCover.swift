import IPAddressing
import VPCModel

/// The rules of some groups in one direction, to ask which of them says all that another says.
///
/// A look-up tries each prefix length that occurs, so that it takes no longer with more rules.
struct RuleCover {
  private var byBlock: [IPPrefix: [SecurityGroupRule]] = [:]
  private var byGroup: [SecurityGroup.ID: [SecurityGroupRule]] = [:]
  private var byList: [PrefixList.ID: [SecurityGroupRule]] = [:]
  private var lengths: [IPFamily: [Int]] = [:]
  private let prefixLists: ResourceTable<PrefixList>

  init(_ rules: some Sequence<SecurityGroupRule>, _ prefixLists: ResourceTable<PrefixList>) {
    self.prefixLists = prefixLists
    var lengths: [IPFamily: Set<Int>] = [:]
    func insert(_ prefix: IPPrefix, _ rule: SecurityGroupRule) {
      byBlock[prefix, default: []].append(rule)
      lengths[prefix.family, default: []].insert(prefix.length)
    }
    for rule in rules {
      switch rule.peer {
      case .ipv4(let prefix): insert(.v4(prefix), rule)
      case .ipv6(let prefix): insert(.v6(prefix), rule)
      case .prefixList(let id):
        byList[id, default: []].append(rule)
        for entry in prefixLists[id]?.entries ?? [] { insert(entry.cidr, rule) }
      case .securityGroup(let reference): byGroup[reference.groupID, default: []].append(rule)
      }
    }
    self.lengths = lengths.mapValues { $0.sorted() }
  }

  /// A rule that allows all that another allows; never the rule itself, nor, of two that say the same, the later one for
  /// the earlier.
  /// - Parameter gone: rules that are taken away already and cover nothing any more.
  func cover(of rule: SecurityGroupRule, without gone: Set<SecurityGroupRule.ID>) -> SecurityGroupRule? {
    switch rule.peer {
    case .ipv4(let prefix): return cover(of: .v4(prefix), rule, gone)
    case .ipv6(let prefix): return cover(of: .v6(prefix), rule, gone)
    case .prefixList(let id):
      if let found = first(byList[id], covering: rule, gone) { return found }
      guard let entries = prefixLists[id]?.entries, !entries.isEmpty else { return nil }
      // One rule has to hold every entry: a list changes.
      let covers = entries.map { cover(of: $0.cidr, rule, gone) }
      guard let one = covers.first ?? nil, covers.allSatisfy({ $0?.id == one.id }) else { return nil }
      return one
    case .securityGroup(let reference):
      return first(byGroup[reference.groupID], covering: rule, gone)
    }
  }

  private func cover(
    of prefix: IPPrefix,
    _ rule: SecurityGroupRule,
    _ gone: Set<SecurityGroupRule.ID>
  ) -> SecurityGroupRule? {
    for length in lengths[prefix.family] ?? [] {
      guard length <= prefix.length, let wider = prefix.supernet(length: length) else { break }
      if let found = first(byBlock[wider], covering: rule, gone) { return found }
    }
    return nil
  }

  private func first(
    _ candidates: [SecurityGroupRule]?,
    covering rule: SecurityGroupRule,
    _ gone: Set<SecurityGroupRule.ID>
  ) -> SecurityGroupRule? {
    candidates?.first { candidate in
      guard candidate.id != rule.id, !gone.contains(candidate.id), candidate.traffic.contains(rule.traffic) else {
        return false
      }
      // Of two that say the same, the one with the smaller identifier stays.
      let isSame = candidate.traffic == rule.traffic && candidate.peer == rule.peer
      return !isSame || candidate.id < rule.id
    }
  }
}

extension IPPrefix {
  /// The block of a shorter or equal length that contains this one.
  fileprivate func supernet(length: Int) -> IPPrefix? {
    switch self {
    case .v4(let prefix): prefix.supernet(length: length).map(IPPrefix.v4)
    case .v6(let prefix): prefix.supernet(length: length).map(IPPrefix.v6)
    }
  }
}
