import VPCModel

extension FateSimulation {
  // MARK: - Replacement

  /// Which groups get another id, before anything that refers to them is judged.
  mutating func findReplacedGroups() {
    for instance in input.configuration.instances where instance.isSecurityGroup {
      guard let group = liveGroup(prior.id(of: instance.address)) else { continue }
      managers[group.id] = instance
      if let action = plannedAction(instance.address) {
        guard action.isReplacement else { continue }
        replacements[instance.address] = replacement(of: instance, group) ?? "the plan says so"
        prior.replaced.insert(instance.address)
      } else if let words = replacement(of: instance, group) {
        replacements[instance.address] = words
        prior.replaced.insert(instance.address)
      }
    }
  }

  /// The argument that forces a group's replacement, in words; `nil` where it stays.
  private func replacement(of instance: ResourceInstance, _ group: SecurityGroup) -> String? {
    func differs(_ argument: String, from live: String?, absent: String? = nil) -> String? {
      guard !instance.ignoresChanges(of: argument) else { return nil }
      switch prior.resolve(instance.text(argument)) {
      // An empty text is none to the provider.
      case .known("") where absent == nil: return nil
      case .absent:
        guard let absent, absent != live else { return nil }
        return "its \(argument) goes from \"\(live ?? "")\" to \"\(absent)\""
      case .known(let text):
        return text == live ? nil : "its \(argument) goes from \"\(live ?? "")\" to \"\(text)\""
      case .new: return "its \(argument) is that of something new"
      case .unknown: return nil
      }
    }
    if let words = differs("vpc_id", from: group.vpcID.text) { return words }
    guard instance.address.type == "aws_security_group" else { return nil }
    return differs("description", from: group.summary, absent: "Managed by Terraform")
      ?? differs("name", from: group.name)
      ?? differs("name_prefix", from: Self.prefix(of: group.name))
  }

  /// What the provider takes for the prefix of a name that it ended itself: by 26 hexadecimal digits.
  private static func prefix(of name: String) -> String? {
    let digits = name.utf8.suffix(26)
    let isGenerated =
      digits.count == 26
      && digits.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
      }
    return isGenerated ? String(name.dropLast(26)) : nil
  }

  // MARK: - Groups of the configuration

  mutating func apply(group instance: ResourceInstance) {
    let action = plannedAction(instance.address)
    if let action, [.noOp, .read, .forget].contains(action) { return applyNothing(instance) }
    let group = liveGroup(prior.id(of: instance.address))
    guard let group else {
      if instance.address.type == "aws_default_security_group", let adopted = defaultGroup(of: instance) {
        adopt(instance, adopted)
      } else {
        createRules(of: instance, in: nil, isNewGroup: true)
      }
      return
    }
    if let words = replacements[instance.address] {
      if instance.address.type == "aws_default_security_group" {
        // Its old group is let go of as it is.
        return createRules(of: instance, in: nil, isNewGroup: true)
      }
      for rule in group.rules {
        add(.deleted, .groupReplaced, to: rule, by: instance, "\(place(instance)) is replaced, since \(words)")
      }
      deletedGroups.append((group, instance, instance.createsBeforeDestroying, revokes(instance)))
      createRules(of: instance, in: group.id.text, isNewGroup: true)
      return
    }
    for direction in TrafficDirection.allCases {
      if action == nil {
        apply(direction, of: instance, group)
      } else {
        apply(planned: direction, of: instance, group)
      }
    }
  }

  private func revokes(_ instance: ResourceInstance) -> Bool {
    // What the state says counts when a group is deleted.
    (prior.instances[instance.address] ?? instance).argument("revoke_rules_on_delete")?.boolean == .known(true)
  }

  /// The live default group of the VPC that a resource will adopt.
  private func defaultGroup(of instance: ResourceInstance) -> SecurityGroup? {
    let vpc = prior.resolve(instance.referent("vpc_id"))
    let candidates = input.live.securityGroups.sorted.filter(\.isDefault)
    switch vpc {
    case .known(let id): return candidates.first { $0.vpcID.text == id }
    case .absent: return candidates.first { input.live.vpcs[$0.vpcID]?.isDefault == true }
    case .new, .unknown: return nil
    }
  }

  /// Creating the resource revokes all rules of the group, and those of groups it refers to that refer back.
  private mutating func adopt(_ instance: ResourceInstance, _ group: SecurityGroup) {
    managers[group.id] = instance
    for rule in group.rules {
      add(
        .deleted,
        .defaultGroupAdopted,
        to: rule,
        by: instance,
        "\(place(instance)) is not in the state: adopting the default group deletes all of its rules"
      )
    }
    revokeReferences(to: group, in: related(to: group), by: instance)
    createRules(of: instance, in: group.id.text, isNewGroup: false)
  }

  /// Groups that a group's own rules refer to.
  private func related(to group: SecurityGroup) -> Set<SecurityGroup.ID> {
    Set(
      group.rules.compactMap { rule in
        if case .securityGroup(let reference) = rule.peer { reference.groupID } else { nil }
      }
    )
  }

  /// - Parameter related: the groups that are looked at; `nil` for all.
  mutating func revokeReferences(
    to group: SecurityGroup,
    in related: Set<SecurityGroup.ID>?,
    by instance: ResourceInstance
  ) {
    for rule in references[group.id] ?? [] where related?.contains(rule.groupID) ?? true {
      add(
        .deleted,
        .referenceRevoked,
        to: rule,
        by: instance,
        "\(place(instance)) revokes rules of other groups that refer to \(group.name) (\(group.id))"
      )
    }
  }

  /// All blocks of a group that is made.
  private mutating func createRules(of instance: ResourceInstance, in group: String?, isNewGroup: Bool) {
    for rule in DeclaredRule.rules(of: instance) {
      create(rule, source: resolved(rule).source, in: group, isNewGroup: isNewGroup)
    }
  }

  // MARK: - One direction of a group that stays

  private mutating func apply(_ direction: TrafficDirection, of instance: ResourceInstance, _ group: SecurityGroup) {
    let live = group.rules(direction)
    let authority = RuleAuthority(of: instance, direction)
    switch authority {
    case .none, .adopted, .unmanaged: return
    case .ignored:
      for rule in live {
        add(
          .kept,
          .ignoredChanges,
          to: rule,
          by: instance,
          "\(instance.address) ignores changes of its \(direction.rawValue) rules"
        )
      }
      return
    case .unknown(let origins):
      for rule in live {
        let words = "the \(direction.rawValue) blocks of \(place(instance)) depend on \(words(origins))"
        add(.unknown, .knownAfterApply, to: rule, by: instance, part: direction.rawValue, words)
      }
      return
    case .inline, .emptied: break
    }
    let rules = DeclaredRule.rules(of: instance).filter { $0.direction == direction }.map(resolved)
    checkPorts(rules, instance)
    var configured: [RuleKey: ResolvedRule] = [:]
    var sources: [RuleSource: ResolvedRule] = [:]
    for rule in rules {
      if let key = rule.key {
        configured[key] = rule
        sources[key.source.canonical(of: group.id.text)] = rule
      }
    }
    let open = rules.filter { $0.key == nil && !$0.isNew }
    var present: Set<RuleKey> = []
    let believed = descriptions(of: instance, direction, group)
    for rule in live {
      var key = RuleKey(rule, ownerID: owner(of: group))
      let belief = key.summary.isEmpty ? believed[key.source] : nil
      if case .either(let summary)? = belief {
        var other = key
        other.summary = summary
        if let match = configured[key] ?? configured[other] {
          present.formUnion([key, other])
          let words =
            "it lost its description by hand, and whether the provider takes it for \"\(summary)\" depends on the order in"
            + " which it compares blocks"
          add(.unknown, .knownAfterApply, to: rule, by: instance, part: blockPart(match.rule), words)
          continue
        }
      }
      if case .certain(let summary)? = belief { key.summary = summary }
      present.insert(key)
      if let match = configured[key] {
        let words = "\(place(instance, part: match.rule.part)) has it"
        add(.kept, .declared, to: rule, by: instance, part: blockPart(match.rule), words)
      } else if let match = open.first(where: { $0.mayBe(key, rule) }) {
        let words = "a block of \(place(instance, part: match.rule.part)) depends on \(words(match.openOrigins))"
        add(.unknown, .knownAfterApply, to: rule, by: instance, part: blockPart(match.rule), words)
      } else if let match = sources[key.source.canonical(of: group.id.text)] {
        let words =
          "\(place(instance, part: match.rule.part)) has it \(difference(match, key)): it is deleted and made again"
        add(.deleted, .differsFromBlock, to: rule, by: instance, part: blockPart(match.rule), words)
      } else {
        let words =
          authority == .emptied
          ? "\(place(instance, part: direction.rawValue)) says `\(direction.rawValue) = []`: no rule may be there"
          : "the \(direction.rawValue) blocks of \(place(instance, part: direction.rawValue)) own the direction and do"
            + " not have it"
        add(.deleted, .notInBlocks, to: rule, by: instance, part: direction.rawValue, words)
      }
    }
    for rule in rules where rule.key.map({ !present.contains($0) }) ?? rule.isNew {
      create(rule.rule, source: rule.source, in: group.id.text, isNewGroup: false)
    }
  }

  private func blockPart(_ rule: DeclaredRule) -> String { String(rule.part.prefix { $0 != "." }) }

  private func difference(_ rule: ResolvedRule, _ key: RuleKey) -> String {
    if let summary = rule.summary, summary != key.summary {
      return summary.isEmpty
        ? "without the description \"\(key.summary)\"" : "with the description \"\(summary)\", not \"\(key.summary)\""
    }
    if case .known(let peer) = rule.peer, peer != key.peer {
      return "written as \(peer) where the provider reads \(key.peer)"
    }
    return "with ports \(rule.traffic?.from ?? 0) to \(rule.traffic?.to ?? 0), which EC2 does not keep for its protocol"
  }

  /// What the provider takes the description of a live rule without one for.
  private enum Belief: Hashable {
    case certain(String)
    /// Either this or none.
    case either(String)
  }

  /// Descriptions that the provider goes on to believe in: a live rule that has lost its description is read with the one
  /// of the state's block, where that block is there as a whole (`matchRules`). Where the block and what is live differ
  /// in `self`, another block may have to be found first, and the order of blocks is that of hashes.
  private func descriptions(
    of instance: ResourceInstance,
    _ direction: TrafficDirection,
    _ group: SecurityGroup
  ) -> [RuleSource: Belief] {
    guard let state = prior.instances[instance.address] else { return [:] }
    let bare = Set(
      group.rules(direction).filter { ($0.summary ?? "").isEmpty }
        .map { RuleKey($0, ownerID: owner(of: group)).source }
    )
    var blocks: [String: [ResolvedRule]] = [:]
    for rule in DeclaredRule.rules(of: state) where rule.direction == direction {
      blocks[blockPart(rule), default: []].append(resolved(rule))
    }
    var result: [RuleSource: Belief] = [:]
    for block in blocks.values {
      let sources = block.compactMap(\.source)
      guard sources.count == block.count, sources.allSatisfy(bare.contains), let traffic = sources.first?.traffic,
        let summary = block.first?.summary, !summary.isEmpty
      else { continue }
      let isSelf = sources.contains { $0.peer == "self" }
      let isSameSelf = isSelf == bare.contains(RuleSource(traffic: traffic, peer: "self"))
      for source in sources { result[source] = isSameSelf ? .certain(summary) : .either(summary) }
    }
    return result
  }

  /// What the provider refuses before it calls EC2, and EC2 for one request.
  private mutating func checkPorts(_ rules: [ResolvedRule], _ instance: ResourceInstance) {
    for rule in rules {
      guard let traffic = rule.traffic, traffic.protocolName == "-1", traffic.from != 0 || traffic.to != 0 else {
        continue
      }
      addObstacle(
        instance,
        part: blockPart(rule.rule),
        "from_port and to_port must both be 0 with protocol \"-1\": the provider refuses the whole update of the group"
      )
    }
  }
}
