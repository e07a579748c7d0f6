import HCL
package import VPCModel

extension FateInput {
  /// From a plan: what it will do when it is applied to the network as it is. O(size of the plan).
  package init(plan: TerraformPlan, live: Network, account: String? = nil) {
    var actions: [ResourceAddress: ResourceChange.Action] = [:]
    for change in plan.changes where change.deposed == nil { actions[change.address] = change.action }
    let instances = plan.after.map { instance -> ResourceInstance in
      var instance = instance
      if actions[instance.address] == .createThenDelete { instance.createsBeforeDestroying = true }
      // What the provider works out stands beside what the configuration gives; only the latter says what is wanted.
      let computed =
        instance.isSecurityGroup
        ? TrafficDirection.allCases.map(\.rawValue)
        : instance.address.type == "aws_security_group_rule" ? ["source_security_group_id"] : []
      if let given = plan.configured[instance.address.configurationAddress], !computed.isEmpty,
        case .object(var members) = instance.values.content
      {
        for argument in computed where !given.contains(argument) { members[argument] = nil }
        instance.values = Value(.object(members), marks: instance.values.marks)
      }
      return instance
    }
    let removals = plan.changes.filter { $0.action == .forget && $0.deposed == nil }.map { change in
      RemovedBlock(
        from: change.address.configurationAddress,
        destroys: false,
        range: SourceRange(SourceID(rawValue: 0), 0, 0)
      )
    }
    self.init(
      configuration: TerraformConfiguration(
        instances: instances,
        imports: [],
        removals: removals,
        moves: [],
        outputs: [:],
        providers: [],
        sources: SourceMap(),
        diagnostics: [],
        notRead: [],
        graph: ReferenceGraph()
      ),
      state: plan.before,
      live: live,
      account: account
    )
  }
}
