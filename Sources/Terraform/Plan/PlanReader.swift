import HCL
import PositionedJSON

/// Reads `terraform show -json PLANFILE` (developer.hashicorp.com, "JSON Output Format", format 1.x).
struct PlanReader {
  private let root: JSONValue
  private var references: PlanReferences

  init(_ root: JSONValue) {
    self.root = root
    references = PlanReferences()
  }

  /// O(size).
  mutating func read() throws(TerraformDocumentError) -> TerraformPlan {
    try root.checkFormat("format_version", major: "1", of: "plan")
    references = PlanReferences(root.member("configuration"), variables: root.member("variables"))
    var prior = TerraformState(terraformVersion: nil, instances: [], deposed: [:], diagnostics: [])
    if let state = root.member("prior_state") {
      try state.checkFormat("format_version", major: "1", of: "plan's prior state")
      try StateReader.readValues(state.member("values"), into: &prior)
    }
    try references.collectInstances(root.member("resource_changes"), prior.instances)
    var plan = TerraformPlan(
      terraformVersion: root.member("terraform_version")?.string,
      changes: [],
      drift: [],
      before: prior.instances,
      after: [],
      assumptions: [],
      diagnostics: [],
      regions: references.regions,
      configured: references.configured
    )
    plan.changes = try changes(root.member("resource_changes"))
    plan.drift = try changes(root.member("resource_drift"))
    plan.after = after(plan)
    for index in plan.before.indices { references.annotate(&plan.before[index]) }
    plan.assumptions = references.assumptions.sorted {
      $0.address != $1.address ? $0.address < $1.address : $0.attribute < $1.attribute
    }
    plan.diagnostics = diagnostics(plan)
    return plan
  }

  // MARK: Changes

  private mutating func changes(_ list: JSONValue?) throws(TerraformDocumentError) -> [ResourceChange] {
    guard let list else { return [] }
    var changes: [ResourceChange] = []
    for element in list.elements { changes.append(try change(element)) }
    return changes
  }

  private mutating func change(_ element: JSONValue) throws(TerraformDocumentError) -> ResourceChange {
    guard let change = element.member("change") else {
      throw TerraformDocumentError("\"change\" is missing", at: element)
    }
    let address = try element.resourceAddress("address")
    var result = ResourceChange(
      address: address,
      previousAddress: element.member("previous_address").flatMap { ResourceAddress(parsing: $0.text) },
      deposed: element.member("deposed")?.string,
      action: try action(change),
      reason: element.member("action_reason")?.string,
      before: nil,
      after: nil,
      replacedFor: [],
      importedID: change.member("importing")?.member("id")?.string
    )
    if let before = change.member("before") { result.before = try before.terraformValue() }
    let unknown = change.member("after_unknown")
    if let after = change.member("after") {
      result.after = try references.planned(after, unknown: unknown, of: address)
    } else if let unknown, unknown.kind != .false, result.action != .delete, result.action != .forget {
      result.after = try references.planned(nil, unknown: unknown, of: address)
    }
    for path in change.list("replace_paths") { result.replacedFor.append(Self.path(path)) }
    return result
  }

  private func action(_ change: JSONValue) throws(TerraformDocumentError) -> ResourceChange.Action {
    guard let actions = change.member("actions"), actions.kind == .array else {
      throw TerraformDocumentError("\"actions\" is missing", at: change)
    }
    let text = actions.elements.map(\.text).joined(separator: ", ")
    guard let action = ResourceChange.Action(rawValue: text) else {
      throw TerraformDocumentError("\"\(text)\" are no actions that this version knows", at: actions)
    }
    return action
  }

  /// `["ingress", 0, "protocol"]` is `ingress[0].protocol`.
  private static func path(_ steps: JSONValue) -> String {
    var path = ""
    for step in steps.elements {
      if let index = step.integer { path += "[\(index)]" } else { path += path.isEmpty ? step.text : ".\(step.text)" }
    }
    return path
  }

  // MARK: After

  private func after(_ plan: TerraformPlan) -> [ResourceInstance] {
    var after: [ResourceAddress: ResourceInstance] = [:]
    let before = Dictionary(plan.before.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
    // What a plan for some resources alone does not speak of stays as it is; so do data sources.
    var spokenOf: Set<ResourceAddress> = []
    for change in plan.changes where change.deposed == nil {
      spokenOf.insert(change.address)
      if let previous = change.previousAddress { spokenOf.insert(previous) }
      switch change.action {
      case .delete: break
      case .forget: after[change.address] = before[change.address]
      default:
        guard let values = change.after else { continue }
        var instance = ResourceInstance(address: change.address, values: values)
        references.annotate(&instance)
        after[change.address] = instance
      }
    }
    for instance in plan.before where !spokenOf.contains(instance.address) {
      var instance = instance
      references.annotate(&instance)
      after[instance.address] = instance
    }
    return after.values.sorted { $0.address < $1.address }
  }

  // MARK: Words

  private func diagnostics(_ plan: TerraformPlan) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    if root.member("errored")?.boolean == true {
      diagnostics.append(
        Diagnostic(
          .warning,
          "Plan with errors",
          "Terraform could not plan everything, so the network after it is not whole."
        )
      )
    }
    if root.member("complete")?.boolean == false, root.member("errored")?.boolean != true {
      diagnostics.append(
        Diagnostic(
          .warning,
          "Plan of a part",
          "Terraform calls the plan incomplete (resources were targeted or put off): there will be more to do after it."
        )
      )
    }
    for change in plan.changes {
      if change.deposed != nil {
        diagnostics.append(
          Diagnostic(
            .warning,
            "Object that is still to be destroyed: \(change.address)",
            "An object that it replaced exists until the plan is applied, and is not part of the network before it."
          )
        )
      }
      if change.action == .createThenForget {
        diagnostics.append(
          Diagnostic(
            .warning,
            "Object that is left behind: \(change.address)",
            "The object that is replaced stays as it is, and is not part of the network after the plan."
          )
        )
      }
    }
    return diagnostics
  }
}
