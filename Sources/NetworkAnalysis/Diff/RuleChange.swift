package import VPCModel

/// A security group's rule that one network has and the other has not.
package struct RuleChange: Hashable, Sendable {
  package enum Kind: String, Codable, Hashable, Sendable { case added, removed }
  package let kind: Kind
  package let rule: SecurityGroupRule
  /// Whether who reaches whom is the same with and without it, in the network before and in the one after; `nil` where
  /// that was not looked at.
  package var changesNothing: Bool?
}

/// Finds the rules that differ, and those whose difference makes none.
struct RuleComparison {
  let before: Reachability
  let after: Reachability
  private let pairs: [(before: SecurityGroup?, after: SecurityGroup?)]

  /// Rules that are tried one by one; more are told without.
  static let trialLimit = 200

  /// Groups are the same by identifier, or by name within VPCs of one name.
  init(_ before: Reachability, _ after: Reachability, names: (before: ResourceNames, after: ResourceNames)) {
    self.before = before
    self.after = after
    var pairs: [(SecurityGroup?, SecurityGroup?)] = []
    var named: [String: SecurityGroup] = [:]
    for group in after.network.securityGroups.sorted
    where !before.network.securityGroups.contains(group.id) {
      named["\(names.after.short(group.vpcID)) \(group.name)"] = group
    }
    var taken: Set<SecurityGroup.ID> = []
    for group in before.network.securityGroups.sorted {
      let counterpart =
        after.network.securityGroups[group.id] ?? named["\(names.before.short(group.vpcID)) \(group.name)"]
      if let counterpart { taken.insert(counterpart.id) }
      pairs.append((group, counterpart))
    }
    for group in after.network.securityGroups.sorted where !taken.contains(group.id) { pairs.append((nil, group)) }
    self.pairs = pairs
  }

  /// What a rule says, in words that do not depend on identifiers where a name can stand for them.
  private struct Meaning: Hashable {
    var direction: TrafficDirection
    var traffic: TrafficSelector
    var peer: String
  }

  private func meaning(_ rule: SecurityGroupRule, in network: Network) -> Meaning {
    let peer: String =
      switch rule.peer {
      case .ipv4, .ipv6: rule.peer.description
      case .prefixList(let id): "list \(network.prefixLists[id]?.name ?? id.text)"
      case .securityGroup(let reference):
        "group \(network.securityGroups[reference.groupID]?.name ?? reference.groupID.text)"
      }
    return Meaning(direction: rule.direction, traffic: rule.traffic, peer: peer)
  }

  func changes() -> [RuleChange] {
    var trials = Trials(before: before, after: after)
    var result: [RuleChange] = []
    for pair in pairs {
      let old = pair.before?.rules ?? []
      let new = pair.after?.rules ?? []
      let oldMeanings = Set(old.map { meaning($0, in: before.network) })
      let newMeanings = Set(new.map { meaning($0, in: after.network) })
      for rule in old where !newMeanings.contains(meaning(rule, in: before.network)) {
        result.append(RuleChange(kind: .removed, rule: rule, changesNothing: trials.isIdle(rule, .removed, pair)))
      }
      for rule in new where !oldMeanings.contains(meaning(rule, in: after.network)) {
        result.append(RuleChange(kind: .added, rule: rule, changesNothing: trials.isIdle(rule, .added, pair)))
      }
    }
    return result
  }
}

/// Networks with one rule more or less.
private struct Trials {
  let before: Reachability
  let after: Reachability
  private var count = 0

  init(before: Reachability, after: Reachability) {
    self.before = before
    self.after = after
  }

  mutating func isIdle(
    _ rule: SecurityGroupRule,
    _ kind: RuleChange.Kind,
    _ pair: (before: SecurityGroup?, after: SecurityGroup?)
  ) -> Bool? {
    guard count < RuleComparison.trialLimit else { return nil }
    count += 1
    switch kind {
    case .added: return isIdle(without: rule, pair.after, after) && isIdle(with: rule, pair.before, before)
    case .removed: return isIdle(without: rule, pair.before, before) && isIdle(with: rule, pair.after, after)
    }
  }

  private func isIdle(without rule: SecurityGroupRule, _ group: SecurityGroup?, _ reach: Reachability) -> Bool {
    guard var group else { return true }
    group.rules.removeAll { $0 == rule }
    return isSame(reach, with: group)
  }

  private func isIdle(with rule: SecurityGroupRule, _ group: SecurityGroup?, _ reach: Reachability) -> Bool {
    guard var group else { return true }
    var rule = rule
    rule.groupID = group.id
    if case .securityGroup(let reference) = rule.peer {
      // A reference to a group of the other network's identifiers cannot be tried here.
      guard reach.network.securityGroups.contains(reference.groupID) else { return true }
    }
    group.rules.append(rule)
    return isSame(reach, with: group)
  }

  private func isSame(_ reach: Reachability, with group: SecurityGroup) -> Bool {
    var changed = reach
    changed.apply([.securityGroup(.put(group))])
    return changed.says(theSameAs: reach)
  }
}

extension Reachability {
  /// Whether every verdict of two networks with the same interfaces is the same. O(blocks) where hardly anything differs.
  func says(theSameAs other: Reachability) -> Bool {
    guard isDivided(as: other) else {
      let names = (before: ResourceNames(other.network), after: ResourceNames(network))
      let matching = InterfaceMatching(other.network, network, names: names)
      return ReachComparison(other, self, matching).isEmpty
    }
    for (row, counterpart) in zip(matrix.rows, other.matrix.rows) where row.blocks != counterpart.blocks {
      if matrix.verdicts(row) != other.matrix.verdicts(counterpart) { return false }
    }
    for (row, counterpart) in zip(internet.rows, other.internet.rows) {
      for (one, two) in [(row.inward, counterpart.inward), (row.outward, counterpart.outward)] where one != two {
        if Set(one.parts) != Set(two.parts) { return false }
      }
    }
    return true
  }

  private func isDivided(as other: Reachability) -> Bool {
    matrix.rows.count == other.matrix.rows.count && internet.rows.count == other.internet.rows.count
      && matrix.axis.hosts.count == other.matrix.axis.hosts.count
      && zip(matrix.axis.hosts, other.matrix.axis.hosts).allSatisfy {
        $0.interfaceID == $1.interfaceID && $0.first == $1.first && $0.last == $1.last && $0.place == $1.place
          && $0.policy == $1.policy
      }
  }
}

extension ReachMatrix {
  /// The sources of each verdict for each destination of a class, itself left out.
  fileprivate func verdicts(_ row: Row) -> [[TrafficVerdict: HostSet]] {
    row.destinations.positions.map { destination in
      var result: [TrafficVerdict: HostSet] = [:]
      let own = HostSet(axis.hostsOfInterface[axis.hosts[destination].interfaceID] ?? [])
      for block in row.blocks where block.destinations.contains(destination) {
        let others = block.sources.subtracting(own)
        if !others.isEmpty { result[table[block.verdict], default: .empty].formUnion(others) }
      }
      return result
    }
  }
}
