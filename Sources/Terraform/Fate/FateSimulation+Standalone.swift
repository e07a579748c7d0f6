import HCL
import VPCModel

extension FateSimulation {
  // MARK: - aws_security_group_rule

  mutating func apply(older instance: ResourceInstance) {
    let wanted = DeclaredRule.rules(of: instance)
    guard let direction = wanted.first?.direction ?? instance.text("type").known.flatMap(TrafficDirection.init) else {
      return
    }
    let target = prior.resolve(instance.referent("security_group_id"))
    let action = plannedAction(instance.address)
    if let action, [.noOp, .read, .forget].contains(action) { return applyNothing(instance) }
    guard let before = believed(older: instance, target) else {
      return createStandalone(wanted, target, instance)
    }
    guard let found = liveOlder(before) else {
      if action == .update {
        let words = "the plan changes its description, and not all of its rules are there any more; make the plan anew"
        return addObstacle(instance, words)
      }
      fate.notes.append(
        "\(instance.address): not all of its rules are there any more, so the provider makes all of them anew"
      )
      return createStandalone(wanted, target, instance)
    }
    let words: String
    switch action.map({ planned($0, instance, before, target) }) ?? difference(older: instance, before, target) {
    case .none:
      let summary = wanted.first.flatMap { resolved($0).summary }
      let liveSummary = found.lazy.compactMap(\.summary).first { !$0.isEmpty } ?? ""
      for rule in found {
        if let summary, summary != liveSummary {
          let words = "\(place(instance)) sets the description \"\(summary)\" in place"
          add(.changed, .resourceChanged, to: rule, by: instance, words)
        } else {
          add(.kept, .declared, to: rule, by: instance, "\(place(instance)) declares it")
        }
      }
      return
    case .open(let origins):
      for rule in found {
        add(.unknown, .knownAfterApply, to: rule, by: instance, "\(place(instance)) depends on \(self.words(origins))")
      }
      return
    case .replaced(let argument): words = "\(place(instance)) is replaced, since its \(argument) changes"
    }
    for rule in found { add(.deleted, .resourceReplaced, to: rule, by: instance, words) }
    if instance.createsBeforeDestroying,
      let overlap = found.first(where: { rule in
        wanted.contains { resolved($0).source == RuleKey(rule, ownerID: nil).source }
      })
    {
      addObstacle(
        instance,
        "is created before it is destroyed, and \(overlap.traffic) of both is the same: InvalidPermission.Duplicate"
      )
    }
    _ = direction
    createStandalone(wanted, target, instance)
  }

  /// What the state holds of an older rule: by its entry, its import id, or without a state the live rules it equals.
  private func believed(older instance: ResourceInstance, _ target: PriorState.Resolution) -> ResourceInstance? {
    if let state = prior.instances[instance.address] { return state }
    if let id = prior.adopted[instance.address] {
      return (try? SecurityGroupRuleImportID(parsing: id)).map { ResourceInstance(imported: $0, at: instance.address) }
    }
    guard !prior.isGiven, case .known(let group) = target else { return nil }
    var assumed = instance
    guard case .object(var members) = assumed.values.content else { return nil }
    members["security_group_id"] = Value(.string(group))
    assumed.values.content = .object(members)
    return liveOlder(assumed) == nil ? nil : assumed
  }

  /// The live rules of an older rule as the provider finds them: all of its sources, or none.
  func liveOlder(_ instance: ResourceInstance) -> [SecurityGroupRule]? {
    guard case .known(let group) = prior.resolve(instance.referent("security_group_id")) else { return nil }
    let rules = DeclaredRule.rules(of: instance).map(resolved)
    var found: [SecurityGroupRule] = []
    for rule in rules {
      guard var source = rule.source else { return nil }
      // The provider compares groups without their account.
      if let slash = source.peer.firstIndex(of: "/"), source.peer.contains("sg-") {
        let plain = String(source.peer[source.peer.index(after: slash)...])
        if find(source, group, rule.rule.direction) == nil { source.peer = plain }
      }
      guard let live = find(source, group, rule.rule.direction) else { return nil }
      found.append(live)
    }
    return found.isEmpty ? nil : found
  }

  private func find(_ source: RuleSource, _ group: String, _ direction: TrafficDirection) -> SecurityGroupRule? {
    liveRules[MadeRule(groupID: group, direction: direction, source: source.canonical(of: group))]
  }

  private enum Difference {
    case none
    case replaced(argument: String)
    case open([Value.Origin])
  }

  /// What a plan says, which knows better than anything worked out from it.
  private func planned(
    _ action: ResourceChange.Action,
    _ instance: ResourceInstance,
    _ before: ResourceInstance,
    _ target: PriorState.Resolution
  ) -> Difference {
    guard action.isReplacement || action == .create else { return .none }
    if case .replaced(let argument) = difference(older: instance, before, target) {
      return .replaced(argument: argument)
    }
    return .replaced(argument: "content")
  }

  /// Every argument but the description forces a replacement.
  private func difference(
    older instance: ResourceInstance,
    _ before: ResourceInstance,
    _ target: PriorState.Resolution
  ) -> Difference {
    var open: [Value.Origin] = []
    func differs(_ new: PriorState.Resolution, _ old: PriorState.Resolution) -> Bool {
      if case .unknown(let origins) = new {
        open += origins.isEmpty ? [instance.idOrigin] : origins
        return false
      }
      return new != old
    }
    func texts(_ instance: ResourceInstance, _ argument: String) -> [PriorState.Resolution]? {
      switch instance.argument(argument)?.reading ?? .absent {
      case .absent: return []
      case .known(let elements): return elements.map { prior.resolve($0.text) }
      case .unknown(let origins, _):
        open += origins.isEmpty ? [instance.idOrigin] : origins.sorted()
        return nil
      }
    }
    if !instance.ignoresChanges(of: "security_group_id"),
      differs(target, prior.resolve(before.referent("security_group_id")))
    {
      return .replaced(argument: "security_group_id")
    }
    if instance.text("type") != before.text("type") { return .replaced(argument: "type") }
    let old = before.text("protocol").known.map(RuleTraffic.normalized)
    if case .known(let text) = instance.text("protocol"), RuleTraffic.normalized(text) != old {
      return .replaced(argument: "protocol")
    }
    for argument in ["from_port", "to_port"] where old != "-1" {
      let (new, was) = (instance.argument(argument)?.integer ?? .absent, before.argument(argument)?.integer ?? .absent)
      if new.isUnknown { open += new.origins.isEmpty ? [instance.idOrigin] : new.origins }
      if case .known(let number) = new, .known(number) != was { return .replaced(argument: argument) }
    }
    for argument in ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"] where !instance.ignoresChanges(of: argument)
    {
      guard let new = texts(instance, argument), let was = texts(before, argument) else { continue }
      if new.count != was.count || zip(new, was).contains(where: { differs($0, $1) }) {
        return .replaced(argument: argument)
      }
    }
    let isSelf = instance.argument("self")?.boolean.known ?? false
    if isSelf != (before.argument("self")?.boolean.known ?? false) { return .replaced(argument: "self") }
    let source = prior.resolve(instance.referent("source_security_group_id"))
    if source != .absent, differs(source, prior.resolve(before.referent("source_security_group_id"))) {
      return .replaced(argument: "source_security_group_id")
    }
    return open.isEmpty ? .none : .open(open)
  }

  // MARK: - aws_vpc_security_group_ingress_rule, …_egress_rule

  mutating func apply(newer instance: ResourceInstance, _ direction: TrafficDirection) {
    let wanted = DeclaredRule.rules(of: instance)
    guard let declared = wanted.first else { return }
    let action = plannedAction(instance.address)
    if let action, [.noOp, .read, .forget].contains(action) { return applyNothing(instance) }
    let target = prior.resolve(instance.referent("security_group_id"))
    let rule = resolved(declared)
    guard let live = believed(newer: instance, rule, target) else {
      if action == .update {
        return addObstacle(
          instance,
          "the plan changes its rule, which is not there any more: InvalidSecurityGroupRuleId.NotFound; make the plan anew"
        )
      }
      return createStandalone(wanted, target, instance)
    }
    claimed.insert(live.id)
    if let action, action != .update {
      add(.deleted, .resourceReplaced, to: live, by: instance, "\(place(instance)) is replaced, since the plan says so")
      return createStandalone(wanted, target, instance)
    }
    switch target {
    case _ where action == .update: break
    case .known(live.groupID.text), .absent: break
    case .unknown(let origins):
      let words = "\(place(instance)) depends on \(self.words(origins))"
      return add(.unknown, .knownAfterApply, to: live, by: instance, words)
    case .known, .new:
      let words = "\(place(instance)) is replaced, since its security_group_id changes"
      add(.deleted, .resourceReplaced, to: live, by: instance, words)
      return createStandalone(wanted, target, instance)
    }
    guard action == .update || kind(of: declared.peer) == kind(of: live.peer) || kind(of: declared.peer) == nil else {
      let words = "\(place(instance)) is replaced, since the kind of its peer changes"
      add(.deleted, .resourceReplaced, to: live, by: instance, words)
      return createStandalone(wanted, target, instance)
    }
    let groupOwner = liveGroup(live.groupID.text).flatMap(owner)
    let key = RuleKey(live, ownerID: groupOwner)
    guard let source = rule.source, let summary = rule.summary else {
      let words =
        rule.isNew
        ? "\(place(instance)) gets a peer that the apply makes, in place"
        : "\(place(instance)) depends on \(self.words(rule.openOrigins)); it keeps its id"
      return add(.changed, .resourceChanged, to: live, by: instance, words)
    }
    let isSame = source.canonical(of: live.groupID.text) == key.source.canonical(of: live.groupID.text)
    if isSame && summary == key.summary {
      add(.kept, .declared, to: live, by: instance, "\(place(instance)) declares it")
    } else {
      let words = "\(place(instance)) changes it in place to \(declared.words)"
      add(.changed, .resourceChanged, to: live, by: instance, isSame ? words + " \"\(summary)\"" : words)
      made[
        MadeRule(groupID: live.groupID.text, direction: direction, source: source.canonical(of: live.groupID.text))
      ] =
        instance.address.description
    }
  }

  private func believed(
    newer instance: ResourceInstance,
    _ rule: ResolvedRule,
    _ target: PriorState.Resolution
  ) -> SecurityGroupRule? {
    if let id = prior.id(of: instance.address) { return liveByID[id] }
    guard !prior.isGiven, case .known(let group) = target, let source = rule.source,
      let live = find(source, group, rule.rule.direction), !claimed.contains(live.id)
    else { return nil }
    return live
  }

  private func kind(of peer: DeclaredRule.Peer) -> String? {
    switch peer {
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .prefixList: "list"
    case .group, .itself: "group"
    case .missing, .open: nil
    }
  }

  private func kind(of peer: SecurityGroupRule.Peer) -> String {
    switch peer {
    case .ipv4: "ipv4"
    case .ipv6: "ipv6"
    case .prefixList: "list"
    case .securityGroup: "group"
    }
  }

  // MARK: - What is made

  /// Rules of a resource that is created, or created again.
  private mutating func createStandalone(
    _ rules: [DeclaredRule],
    _ target: PriorState.Resolution,
    _ instance: ResourceInstance
  ) {
    var group: String?
    if case .known(let id) = target { group = id }
    // A rule of a replaced group goes to the new one, in the old one's place.
    let replacedID = replacedGroup(instance.referent("security_group_id"))
    for rule in rules {
      let source = resolved(rule).source
      if let group, let source, let live = find(source, group, rule.direction), !isDeleted(live) {
        addObstacle(
          instance,
          "\(rule.words) is there already as \(live.id) of \(group): creating it fails with InvalidPermission.Duplicate;"
            + " import it"
        )
      }
      create(rule, source: source, in: group ?? replacedID, isNewGroup: group == nil)
    }
    if let group, let live = liveGroup(group), let manager = managers[live.id], let direction = rules.first?.direction,
      RuleAuthority(of: manager, direction).ownsDirection
    {
      fate.notes.append(
        "\(instance.address) is made by this apply and deleted by the next: \(manager.address) has"
          + " \(direction.rawValue) blocks, which own all rules of the direction"
      )
    }
  }

  private func replacedGroup(_ reading: Reading<Referent>) -> String? {
    guard case .known(.attribute(let origin)) = reading, let address = ResourceAddress(parsing: origin.address),
      prior.replaced.contains(address)
    else { return nil }
    return prior.id(of: address)
  }

  func isDeleted(_ rule: SecurityGroupRule) -> Bool {
    reasons[rule.id]?.contains { $0.verdict == .deleted } ?? false
  }

  // MARK: - aws_vpc_security_group_rules_exclusive

  mutating func apply(exclusive instance: ResourceInstance) {
    if plannedAction(instance.address) == .noOp { return }
    guard case .known(let id) = prior.resolve(instance.referent("security_group_id")), let group = liveGroup(id) else {
      return
    }
    for direction in TrafficDirection.allCases {
      guard case .known(let elements)? = instance.argument("\(direction.rawValue)_rule_ids")?.reading else { continue }
      let listed = elements.map { prior.resolve($0.text) }
      let isOpen = listed.contains { if case .unknown = $0 { true } else { false } }
      for rule in group.rules(direction) where !listed.contains(.known(rule.id.text)) {
        if isOpen {
          let words = "\(place(instance)) lists ids that are known only after apply"
          add(.unknown, .knownAfterApply, to: rule, by: instance, words)
        } else {
          add(.deleted, .notListed, to: rule, by: instance, "\(place(instance)) does not list it")
        }
      }
    }
  }
}

extension ResourceInstance {
  /// What importing an `aws_security_group_rule` puts into the state.
  init(imported id: SecurityGroupRuleImportID, at address: ResourceAddress) {
    var members: [String: Value] = [
      "security_group_id": Value(.string(id.groupID)), "type": Value(.string(id.direction.rawValue)),
      "protocol": Value(.string(RuleTraffic.normalized(id.protocolText))),
      "from_port": Value(.number(Number(Double(id.from)))), "to_port": Value(.number(Number(Double(id.to)))),
    ]
    var lists: [String: [Value]] = [:]
    for source in id.sources {
      switch source {
      case .itself: members["self"] = Value(.bool(true))
      case .group(let text): members["source_security_group_id"] = Value(.string(text))
      case .ipv4(let text): lists["cidr_blocks", default: []].append(Value(.string(text)))
      case .ipv6(let text): lists["ipv6_cidr_blocks", default: []].append(Value(.string(text)))
      case .prefixList(let text): lists["prefix_list_ids", default: []].append(Value(.string(text)))
      }
    }
    for (name, list) in lists { members[name] = Value(.list(.string, list)) }
    self.init(address: address, values: Value(.object(members)))
  }
}
