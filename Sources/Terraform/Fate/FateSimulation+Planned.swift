import VPCModel

/// What a plan does, which is what its actions say: it was made from its own prior state, and what is live and not in
/// that it neither sees nor touches.
extension FateSimulation {
  /// A resource that the plan leaves as it is.
  mutating func applyNothing(_ instance: ResourceInstance) {
    switch instance.address.type {
    case "aws_security_group_rule":
      for rule in liveOlder(prior.instances[instance.address] ?? instance) ?? [] {
        add(.kept, .declared, to: rule, by: instance, "\(instance.address) is as the plan wants it")
      }
    case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule":
      guard let rule = prior.id(of: instance.address).flatMap({ liveByID[$0] }) else { return }
      claimed.insert(rule.id)
      add(.kept, .declared, to: rule, by: instance, "\(instance.address) is as the plan wants it")
    default: break
    }
  }

  /// One direction of a group that the plan changes: of the blocks that it had, those are revoked that it will not have
  /// (`updateSecurityGroupRules`, which takes the difference of the two sets).
  mutating func apply(planned direction: TrafficDirection, of instance: ResourceInstance, _ group: SecurityGroup) {
    let authority = RuleAuthority(of: instance, direction)
    guard authority.ownsDirection || authority.mayOwnDirection else { return }
    let wanted = DeclaredRule.rules(of: instance).filter { $0.direction == direction }.map(resolved)
    let before =
      prior.instances[instance.address].map { DeclaredRule.rules(of: $0).filter { $0.direction == direction } } ?? []
    let held = Set(before.compactMap { resolved($0).key })
    let keys = Set(wanted.compactMap(\.key))
    let revoked = Set(held.subtracting(keys).map { $0.source.canonical(of: group.id.text) })
    let again = Dictionary(
      wanted.compactMap { rule in rule.source.map { ($0.canonical(of: group.id.text), rule) } },
      uniquingKeysWith: { first, _ in first }
    )
    let open = wanted.filter { $0.key == nil && !$0.isNew }
    for rule in group.rules(direction) {
      let key = RuleKey(rule, ownerID: owner(of: group))
      let source = key.source.canonical(of: group.id.text)
      if !revoked.contains(source) {
        if again[source] != nil {
          add(.kept, .declared, to: rule, by: instance, "\(instance.address) has it before and after the plan")
        } else {
          let words = "the plan of \(instance.address) was made without it, so that its apply leaves it"
          add(.kept, .notPlanned, to: rule, by: nil, words)
        }
      } else if authority.mayOwnDirection || open.contains(where: { $0.mayBe(key, rule) }) {
        let words = "the \(direction.rawValue) blocks of \(instance.address) are known only after apply"
        add(.unknown, .knownAfterApply, to: rule, by: instance, words)
      } else if again[source] != nil {
        let words =
          "\(instance.address) will have it with another description or spelling: it is deleted and made again"
        add(.deleted, .differsFromBlock, to: rule, by: instance, words)
      } else {
        let words = "\(instance.address) has it before the plan and not after"
        add(.deleted, .notInBlocks, to: rule, by: instance, words)
      }
    }
    for rule in wanted where rule.key.map({ !held.contains($0) }) ?? rule.isNew {
      if let source = rule.source?.canonical(of: group.id.text),
        let live = liveRules[MadeRule(groupID: group.id.text, direction: direction, source: source)], !isDeleted(live)
      {
        addObstacle(
          instance,
          "\(rule.rule.words) is there already as \(live.id), which the plan was made without: making it fails with"
            + " InvalidPermission.Duplicate; make the plan anew"
        )
      }
      create(rule.rule, source: rule.source, in: group.id.text, isNewGroup: false)
    }
  }
}
