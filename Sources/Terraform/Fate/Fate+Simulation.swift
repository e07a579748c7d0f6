import VPCModel

extension Fate {
  /// Goes through what the apply does: groups, then rules of their own, then what is no longer configured.
  /// O(rules + references to deleted groups).
  package init(_ input: FateInput) {
    self.init()
    var simulation = FateSimulation(input)
    simulation.findReplacedGroups()
    for instance in input.configuration.instances where instance.isSecurityGroup { simulation.apply(group: instance) }
    simulation.destroyRemoved()
    for instance in input.configuration.instances where instance.address.mode == .managed {
      switch instance.address.type {
      case "aws_security_group_rule": simulation.apply(older: instance)
      case "aws_vpc_security_group_ingress_rule": simulation.apply(newer: instance, .ingress)
      case "aws_vpc_security_group_egress_rule": simulation.apply(newer: instance, .egress)
      default: break
      }
    }
    for instance in input.configuration.instances
    where instance.address.type == "aws_vpc_security_group_rules_exclusive" && instance.address.mode == .managed {
      simulation.apply(exclusive: instance)
    }
    simulation.checkDeletedGroups()
    self = simulation.result()
  }
}

/// The state of a fate being told.
struct FateSimulation {
  struct MadeRule: Hashable {
    var groupID: String
    var direction: TrafficDirection
    var source: RuleSource
  }

  let input: FateInput
  let ownership: Ownership
  var prior: PriorState
  var fate = Fate()
  var reasons: [SecurityGroupRule.ID: [Fate.Reason]] = [:]
  /// Rules that the apply makes, as EC2 compares them; also of groups that come in place of live ones, by the old id.
  var made: [MadeRule: String] = [:]
  /// Live rules of a group and direction, as EC2 compares them.
  var liveRules: [MadeRule: SecurityGroupRule] = [:]
  var liveByID: [String: SecurityGroupRule] = [:]
  /// Rules of other groups that refer to a group.
  var references: [SecurityGroup.ID: [SecurityGroupRule]] = [:]
  /// Live groups that the apply deletes, with the resource, and whether the new one comes first.
  var deletedGroups: [(group: SecurityGroup, resource: ResourceInstance, createsFirst: Bool, revokes: Bool)] = []
  /// Live groups with the configured resource that manages each.
  var managers: [SecurityGroup.ID: ResourceInstance] = [:]
  /// Live rules that a standalone resource has taken for its own, where there is no state.
  var claimed: Set<SecurityGroupRule.ID> = []
  /// Why groups are replaced: the argument, in words.
  var replacements: [ResourceAddress: String] = [:]

  init(_ input: FateInput) {
    self.input = input
    prior = PriorState(input, notes: &fate.notes)
    var ids: [ResourceAddress: String] = [:]
    for instance in input.configuration.instances { ids[instance.address] = prior.id(of: instance.address) }
    ownership = Ownership([input.configuration], ids: [ids])
    for group in input.live.securityGroups.sorted {
      for rule in group.rules {
        let source = RuleKey(rule, ownerID: owner(of: group)).source.canonical(of: group.id.text)
        liveRules[MadeRule(groupID: group.id.text, direction: rule.direction, source: source)] = rule
        liveByID[rule.id.text] = rule
        if case .securityGroup(let reference) = rule.peer, reference.groupID != group.id {
          references[reference.groupID, default: []].append(rule)
        }
      }
    }
  }

  /// What the plan does to a resource; `nil` where there is no plan, and the provider's rules have to tell.
  func plannedAction(_ address: ResourceAddress) -> ResourceChange.Action? {
    input.configuration.plannedActions.map { $0[address] ?? .noOp }
  }

  func owner(of group: SecurityGroup) -> String? { group.ownerID ?? input.account }

  func liveGroup(_ id: String?) -> SecurityGroup? { id.flatMap { input.live.securityGroups[SecurityGroup.ID($0)] } }

  mutating func add(
    _ verdict: Fate.Verdict,
    _ cause: Fate.Cause,
    to rule: SecurityGroupRule,
    by resource: ResourceInstance?,
    part: String = "",
    _ words: String
  ) {
    let location = resource.flatMap { instance in
      // Of a state's resource there is no place.
      instance.place == nil ? nil : ownership.location(of: instance, part: part, in: 0)
    }
    reasons[rule.id, default: []].append(
      Fate.Reason(
        verdict: verdict,
        cause: cause,
        resource: resource?.address.description,
        words: words,
        location: location
      )
    )
  }

  mutating func addObstacle(_ resource: ResourceInstance, part: String = "", _ words: String) {
    let location = resource.place == nil ? nil : ownership.location(of: resource, part: part, in: 0)
    fate.obstacles.append(Fate.Obstacle(resource: resource.address.description, words: words, location: location))
  }

  /// Notes that the apply makes a rule.
  ///
  /// - Parameters:
  ///   - group: the live group it comes into, or whose place its group takes.
  ///   - isNewGroup: whether the group is made too.
  mutating func create(_ rule: DeclaredRule, source: RuleSource?, in group: String?, isNewGroup: Bool) {
    let instance = ownership.instance(at: rule.address, in: 0)
    let block = rule.style.isInline ? String(rule.part.prefix { $0 != "." }) : ""
    fate.creations.append(
      Fate.Creation(
        resource: rule.address.description,
        groupID: isNewGroup ? nil : group,
        direction: rule.direction,
        words: rule.words,
        traffic: source?.traffic.selector,
        peer: source?.peer,
        location: instance.flatMap { ownership.location(of: $0, part: block, in: 0) }
      )
    )
    if let source, let group {
      made[MadeRule(groupID: group, direction: rule.direction, source: source.canonical(of: group))] =
        rule.address.description
    }
  }
}
