package import VPCModel

/// Rules by the fingerprints that connections carry: those of the network, and for as long as there is room those that
/// were removed, for their connections live on.
package struct RuleDirectory: Sendable {
  package struct Rule: Hashable, Sendable {
    package var id: SecurityGroupRule.ID
    package var groupID: SecurityGroup.ID
  }

  private var rules: [RuleFingerprint: Rule] = [:]
  /// Fingerprints that two rules share: they tell nothing.
  private var ambiguous: Set<RuleFingerprint> = []
  private var removed: [RuleFingerprint: Rule] = [:]
  /// Removed ones by age. Those that came back since are skipped.
  private var removedOrder: [RuleFingerprint] = []
  private let removedCount: Int

  /// O(rules).
  /// - Parameter removedCount: how many removed rules are remembered.
  package init(_ network: Network, removedCount: Int = 65_536) {
    self.removedCount = removedCount
    for group in network.securityGroups.unordered {
      for rule in group.rules { add(rule) }
    }
  }

  package func rule(_ fingerprint: RuleFingerprint) -> Rule? {
    guard !ambiguous.contains(fingerprint) else { return nil }
    return rules[fingerprint] ?? removed[fingerprint]
  }

  /// Follows a change. O(rules of the group).
  /// - Parameter old: the group as it was, where there was one.
  package mutating func apply(_ change: ResourceChange<SecurityGroup>, replacing old: SecurityGroup?) {
    let new: [SecurityGroupRule] =
      if case .put(let group) = change { group.rules } else { [] }
    let kept = Set(new.map(\.id))
    let known = Set(old?.rules.map(\.id) ?? [])
    for rule in old?.rules ?? [] where !kept.contains(rule.id) { remove(rule) }
    for rule in new where !known.contains(rule.id) { add(rule) }
  }

  private mutating func add(_ rule: SecurityGroupRule) {
    let fingerprint = RuleFingerprint(rule.id)
    if let other = rules[fingerprint], other.id != rule.id { ambiguous.insert(fingerprint) }
    rules[fingerprint] = Rule(id: rule.id, groupID: rule.groupID)
  }

  private mutating func remove(_ rule: SecurityGroupRule) {
    let fingerprint = RuleFingerprint(rule.id)
    guard rules[fingerprint]?.id == rule.id else { return }
    removed[fingerprint] = rules.removeValue(forKey: fingerprint)
    removedOrder.append(fingerprint)
    guard removedOrder.count > removedCount else { return }
    // Half at once, so that each removal costs O(1) in the long run.
    for fingerprint in removedOrder.prefix(removedOrder.count / 2) { removed[fingerprint] = nil }
    removedOrder.removeFirst(removedOrder.count / 2)
  }
}
