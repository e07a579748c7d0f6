import EC2Shapes
import VPCModel

/// What holds for every group and direction: no rule twice, and no more rules than the quota.
enum RuleChecks {
  /// Throws where new rules would break that.
  ///
  /// - Parameter replaced: rules of the direction that go in the same change.
  /// O(rules of the group).
  static func check(
    _ new: [RequestedRule],
    _ direction: TrafficDirection,
    of group: SecurityGroup.ID,
    replacing replaced: Set<SecurityGroupRule.ID> = [],
    _ scope: some Scope
  ) throws(EC2Error) {
    let existing = scope.state.rules(of: group).filter { $0.direction == direction }
    let kept = existing.filter { !replaced.contains($0.id) }
    let keptKeys = Set(kept.map(\.key))
    var newKeys: Set<RuleKey> = []
    for rule in new {
      guard newKeys.insert(rule.key).inserted else { throw SecurityGroupErrors.repeatedPermission }
      guard !keptKeys.contains(rule.key) else { throw SecurityGroupErrors.duplicate(rule.key) }
    }
    try RuleQuota.check(
      before: RuleQuota.count(existing.map(\.peer), in: scope.state),
      after: RuleQuota.count(kept.map(\.peer) + new.map(\.peer), in: scope.state),
      scope.quotas
    )
  }
}
