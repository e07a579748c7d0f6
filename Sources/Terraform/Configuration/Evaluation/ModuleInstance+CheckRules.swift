import HCL

extension ModuleInstance {
  /// Holds variables, resources, outputs and checks against the conditions that the configuration sets them, as far as
  /// what is known here decides: what certainly does not hold ends `terraform plan` (of a check it is a warning there
  /// too). What is not known may yet hold. O(conditions × instances).
  func holdAgainstCheckRules() {
    for declared in declaration.variables.values.sorted(by: { $0.name < $1.name }) {
      _ = variable(declared.name)
      hold(
        declared.validations,
        "Invalid value for variable",
        qualified("var.\(declared.name)"),
        LocalScope(module: self)
      )
    }
    for number in declaration.resources.indices { holdResource(number) }
    for declared in declaration.outputs.values.sorted(by: { $0.name < $1.name }) {
      hold(
        declared.preconditions,
        "Module output value precondition failed",
        qualified("output.\(declared.name)"),
        LocalScope(module: self)
      )
    }
    for check in declaration.checks {
      let name = qualified("check.\(check.name)")
      hold(check.asserts, "Check block assertion failed", name, LocalScope(module: self), severity: .warning)
    }
  }

  private func holdResource(_ number: Int) {
    let declared = declaration.resources[number]
    guard !declared.preconditions.isEmpty || !declared.postconditions.isEmpty else { return }
    let expansion = expansion(ofResource: number)
    // There may be none of it.
    guard expansion.shape != .unknown else { return }
    for key in expansion.keys {
      var scope = scope(ofResource: number, key)
      let subject = address(ofResource: number, key).description
      hold(declared.preconditions, "Resource precondition failed", subject, scope)
      guard !declared.postconditions.isEmpty else { continue }
      scope.bindings["self"] = plannedObject(ofResource: number, key)
      hold(declared.postconditions, "Resource postcondition failed", subject, scope)
    }
  }

  /// An instance as its own conditions see it: what is given as null, or by no block at all, the provider may fill in.
  private func plannedObject(ofResource number: Int, _ key: ResourceAddress.InstanceKey?) -> Value {
    let object = object(ofResource: number, key)
    guard case .object(var attributes) = object.content else { return object }
    for (name, value) in attributes where value.isNull || value.elements?.isEmpty == true {
      attributes[name] = computed(name, ofResource: number, key)
    }
    return Value(.object(attributes), marks: object.marks)
  }

  private func hold(
    _ rules: [CheckRule],
    _ summary: String,
    _ subject: String,
    _ scope: LocalScope,
    severity: Diagnostic.Severity = .error
  ) {
    // Of a module that there may be none of, nothing is certain.
    guard !standsForUnknownCount else { return }
    for rule in rules {
      let verdict = evaluate(rule.condition, in: scope)
      guard verdict.isKnown else { continue }
      guard let holds = verdict.unmarked.asBool else {
        let detail = "\(subject): the condition is neither true nor false."
        session.report(.error, "Invalid condition result", detail, at: rule.condition.range)
        continue
      }
      if !holds { session.report(severity, summary, "\(subject): \(message(of: rule, in: scope))", at: rule.range) }
    }
  }

  private func message(of rule: CheckRule, in scope: LocalScope) -> String {
    guard let expression = rule.message else { return "a condition does not hold." }
    let message = evaluate(expression, in: scope)
    if message.deepMarks.isSensitive { return "a condition does not hold; its error_message is sensitive." }
    return message.stringValue ?? "a condition does not hold; its error_message is not known yet."
  }
}
