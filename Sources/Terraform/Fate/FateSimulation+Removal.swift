import VPCModel

extension FateSimulation {
  /// What is in the state and no longer in the configuration.
  mutating func destroyRemoved() {
    let configuration = input.configuration
    let configured = Set(configuration.instances.map(\.address))
    let open = Set(configuration.instances.filter(\.standsForUnknownCount).map(\.address.configurationAddress))
    let unread = configuration.notRead.filter { $0.reason == .moduleSource || $0.reason == .instanceCount }.map(
      \.subject
    )
    let faults = configuration.notRead.contains { $0.reason == .fault } || configuration.hasErrors
    for instance in prior.instances.values.sorted(by: { $0.address < $1.address })
    where instance.address.mode == .managed && !configured.contains(instance.address) {
      let address = instance.address.configurationAddress
      let isOpen =
        faults || open.contains(address) || unread.contains { address == $0 || address.hasPrefix($0 + ".") }
      destroy(instance, isOpen: isOpen)
    }
  }

  private mutating func destroy(_ instance: ResourceInstance, isOpen: Bool) {
    let verdict: Fate.Verdict = isOpen ? .unknown : .deleted
    let cause: Fate.Cause = isOpen ? .knownAfterApply : .resourceRemoved
    let words =
      isOpen
      ? "\(instance.address) is in the state; whether the configuration still has it can't be told, for part of it was not"
        + " read or is known only after apply"
      : "\(instance.address) is in the state and no longer in the configuration"
    switch instance.address.type {
    case "aws_security_group":
      guard let group = liveGroup(instance.text("id").known) else { return }
      for rule in group.rules {
        add(verdict, isOpen ? .knownAfterApply : .groupRemoved, to: rule, by: instance, words)
      }
      if !isOpen {
        let revokes = instance.argument("revoke_rules_on_delete")?.boolean == .known(true)
        deletedGroups.append((group, instance, false, revokes))
      }
    case "aws_security_group_rule":
      for rule in liveOlder(instance) ?? [] { add(verdict, cause, to: rule, by: instance, words) }
    case "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule":
      if let id = instance.text("id").known, let rule = liveByID[id] {
        add(verdict, cause, to: rule, by: instance, words)
      }
    default: break
    }
  }

  /// Groups that are deleted while something still holds on to them.
  mutating func checkDeletedGroups() {
    let deleted = Set(deletedGroups.map(\.group.id))
    var carriers: [SecurityGroup.ID: [NetworkInterface]] = [:]
    if !deleted.isEmpty {
      for interface in input.live.networkInterfaces.sorted {
        for group in interface.groupIDs where deleted.contains(group) { carriers[group, default: []].append(interface) }
      }
    }
    for (group, resource, createsFirst, revokes) in deletedGroups {
      if revokes {
        revokeReferences(to: group, in: nil, by: resource)
      } else if !createsFirst {
        let holders = (references[group.id] ?? []).filter { rule in
          guard !deleted.contains(rule.groupID) else { return false }
          // Blocks of other groups are updated after the deletion, resources of their own are destroyed before it.
          return !(reasons[rule.id] ?? []).contains {
            $0.verdict == .deleted && [.resourceRemoved, .resourceReplaced].contains($0.cause)
          }
        }
        if let holder = holders.first {
          let more = holders.count > 1 ? " and \(holders.count - 1) more" : ""
          addObstacle(
            resource,
            "EC2 refuses to delete \(group.name) (\(group.id)) while rule \(holder.id) of \(holder.groupID)\(more) refers to"
              + " it: the apply waits for 15 minutes and fails; revoke_rules_on_delete = true, applied before, avoids that"
          )
        }
      }
      let carriers = carriers[group.id] ?? []
      if let carrier = carriers.first, !createsFirst {
        let more = carriers.count > 1 ? " and \(carriers.count - 1) more" : ""
        addObstacle(
          resource,
          "EC2 refuses to delete \(group.name) (\(group.id)) while \(carrier.id)\(more) carries it: the apply waits for 15"
            + " minutes and fails, unless the interface is deleted first"
        )
      }
    }
  }

  // MARK: - The answer

  /// Each live rule with its verdict: deletion comes before doubt, doubt before change.
  func result() -> Fate {
    var fate = fate
    for group in input.live.securityGroups.sorted {
      for rule in group.rules.sorted(by: { ($0.direction, $0.id) < ($1.direction, $1.id) }) {
        var reasons = reasons[rule.id] ?? []
        if reasons.isEmpty { reasons = [leftAlone(rule, group)] }
        let order: [Fate.Verdict] = [.deleted, .unknown, .changed, .kept]
        let verdict = order.first { verdict in reasons.contains { $0.verdict == verdict } } ?? .kept
        reasons = reasons.filter { $0.verdict == verdict } + reasons.filter { $0.verdict != verdict }
        fate.rules.append(
          Fate.LiveRule(
            rule: rule,
            groupName: group.name,
            verdict: verdict,
            reasons: reasons,
            returns: verdict == .deleted ? returns(rule, group, reasons) : .never
          )
        )
      }
    }
    for case (let rule, .deleted) in fate.rules.map({ ($0, $0.verdict) }) {
      for reason in rule.reasons where reason.cause == .resourceChanged {
        fate.obstacles.append(
          Fate.Obstacle(
            resource: reason.resource ?? "",
            words:
              "changes \(rule.rule.id) in place, which the same apply deletes: InvalidSecurityGroupRuleId.NotFound",
            location: reason.location
          )
        )
      }
    }
    return fate
  }

  private func returns(_ rule: SecurityGroupRule, _ group: SecurityGroup, _ reasons: [Fate.Reason]) -> Fate.Return {
    let source = RuleKey(rule, ownerID: owner(of: group)).source.canonical(of: group.id.text)
    if made[MadeRule(groupID: group.id.text, direction: rule.direction, source: source)] != nil { return .sameApply }
    // Its own resource was content when the plan was made, and misses it at the next.
    return reasons.contains { $0.cause == .declared } ? .nextApply : .never
  }

  private func leftAlone(_ rule: SecurityGroupRule, _ group: SecurityGroup) -> Fate.Reason {
    if input.configuration.plannedActions != nil {
      return Fate.Reason(verdict: .kept, cause: .notPlanned, words: "the plan does nothing to it")
    }
    guard let manager = managers[group.id] else {
      return Fate.Reason(
        verdict: .kept,
        cause: .unmanagedGroup,
        words: "no resource manages \(group.name) (\(group.id)) or the rule"
      )
    }
    return Fate.Reason(
      verdict: .kept,
      cause: .leftAlone,
      resource: manager.address.description,
      words:
        "\(place(manager)) has no \(rule.direction.rawValue) blocks: rules that are not Terraform's are left alone",
      location: ownership.location(of: manager, in: 0)
    )
  }
}
