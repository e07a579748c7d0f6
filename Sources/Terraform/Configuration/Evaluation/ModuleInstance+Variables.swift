import HCL

extension ModuleInstance {
  /// A variable's value: what the module is given, else its default; converted to its type, and held against its
  /// validation rules.
  func variable(_ name: String) -> Value? {
    guard let declared = declaration.variables[name] else { return nil }
    return remembered(\.variables, .variable, name, as: "var.\(name)", at: declared.range) { givenValue(of: declared) }
  }

  private func givenValue(of declared: VariableDeclaration) -> Value {
    var given: Value?
    var range = declared.range
    var source: String?
    switch arguments[declared.name] {
    case .expression(let expression)?:
      range = expression.range
      if let parent { given = parent.evaluate(expression, in: LocalScope(module: parent, repetition: repetition)) }
    case .value(let value, let from)?: (given, source) = (value, from)
    case nil: break
    }
    if let value = given, value.isNull, !declared.isNullable { given = nil }
    if given == nil, let expression = declared.defaultValue {
      given = evaluate(expression, in: LocalScope(module: self))
    }
    guard var value = given else { return missing(declared) }
    do {
      value = try declared.type.converted(value)
    } catch {
      let place = source.map { " (from \($0))" } ?? ""
      session.report(
        .error,
        "Invalid value for \(call == nil ? "input variable" : "module argument")",
        "The given value\(place) is not suitable for \(qualified("var.\(declared.name)")): \(error.message).",
        at: range
      )
      return Value.unknown(declared.type.type)
    }
    if value.isNull, !declared.isNullable {
      session.report(
        .error,
        "Required variable not set",
        "\(qualified("var.\(declared.name)")) may not be null; it is not nullable and has no default.",
        at: range
      )
    }
    if declared.isSensitive { value = value.marked(Value.Marks(isSensitive: true)) }
    return value
  }

  /// Of the root module: what somebody else will give. Of another: a mistake.
  private func missing(_ declared: VariableDeclaration) -> Value {
    let address = qualified("var.\(declared.name)")
    if let call {
      session.report(
        .error,
        "Missing required argument",
        "The argument \"\(declared.name)\" is required by \(self.address), but no definition was found.",
        at: call.header
      )
    } else {
      let detail =
        "\(address) has no value: what depends on it is not judged. Give one with -var, -var-file, TF_VAR_\(declared.name) "
        + "or in terraform.tfvars."
      session.report(.warning, "No value for required variable", detail, at: declared.range)
      session.note(NotRead(.variable, address, detail, at: declared.range))
    }
    let value = Value.unknown(declared.type.type, origin: Value.Origin(address: address, attribute: ""))
    return declared.isSensitive ? value.marked(Value.Marks(isSensitive: true)) : value
  }
}
