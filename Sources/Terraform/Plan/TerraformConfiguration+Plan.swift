import HCL
import VPCModel

extension TerraformConfiguration {
  /// A plan's resources as they will be, for whatever judges configurations: without places and references, and with what
  /// the configuration gives alone where the provider adds to it. O(size of the plan).
  package init(planned plan: TerraformPlan) {
    var actions: [ResourceAddress: ResourceChange.Action] = [:]
    for change in plan.changes where change.deposed == nil { actions[change.address] = change.action }
    let before = Dictionary(plan.before.map { ($0.address, $0) }) { first, _ in first }
    let removals = plan.changes.filter { $0.action == .forget && $0.deposed == nil }.map { change in
      RemovedBlock(
        from: change.address.configurationAddress,
        destroys: false,
        range: SourceRange(SourceID(rawValue: 0), 0, 0)
      )
    }
    self.init(
      instances: plan.after.map { instance in
        var instance = plan.asConfigured(instance, before: before[instance.address])
        if actions[instance.address] == .createThenDelete { instance.createsBeforeDestroying = true }
        return instance
      },
      imports: [],
      removals: removals,
      moves: [],
      outputs: [:],
      providers: [],
      sources: SourceMap(),
      diagnostics: plan.diagnostics,
      notRead: [],
      graph: ReferenceGraph(),
      isOfPlan: true,
      plannedActions: actions
    )
  }
}

extension TerraformPlan {
  /// Without what stands beside what the configuration gives, and that the provider worked out: of a group the rules that
  /// it has by other resources, which inline blocks would own.
  ///
  /// Dynamic blocks are not in a plan's configuration. What they make is told from what the provider worked out by its
  /// being known of a group that is yet to be made, or another than before; where it is the same as before, the apply
  /// changes nothing by it.
  fileprivate func asConfigured(_ instance: ResourceInstance, before: ResourceInstance?) -> ResourceInstance {
    let computed =
      instance.isSecurityGroup
      ? TrafficDirection.allCases.map(\.rawValue)
      : instance.address.type == "aws_security_group_rule" ? ["source_security_group_id"] : []
    guard !computed.isEmpty, case .object(var members) = instance.values.content else { return instance }
    let given = configured[instance.address.configurationAddress]
    for argument in computed where given?.contains(argument) != true {
      // Without a configuration what is known is taken as given; what is not is most likely the provider's to say.
      if given == nil, members[argument]?.isKnown != false { continue }
      if instance.isSecurityGroup, let value = members[argument], value.isKnown, !value.isNull,
        before?.values[argument] != value
      {
        continue
      }
      members[argument] = nil
    }
    var result = instance
    result.values = Value(.object(members), marks: instance.values.marks)
    return result
  }
}
