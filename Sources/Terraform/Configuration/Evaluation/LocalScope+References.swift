import HCL

extension LocalScope: EvaluationScope {
  /// The value that a reference begins with, as far as it is one value. What is not declared is an error.
  func resolve(_ reference: Reference) -> Resolution {
    if let binding = bindings[reference.root] { return Resolution(binding, consumedSteps: 0) }
    switch (reference.root, reference.name(at: 0)) {
    case ("var", let name?):
      guard let value = module.variable(name) else { return undeclared(reference, "input variable", "var.\(name)") }
      return Resolution(value, consumedSteps: 1)
    case ("local", let name?):
      guard let value = module.local(name) else { return undeclared(reference, "local value", "local.\(name)") }
      return Resolution(value, consumedSteps: 1)
    case ("each", let name?): return each(name, reference)
    case ("count", "index"?):
      if case .count(let index) = repetition { return Resolution(index, consumedSteps: 1) }
      return refused(
        reference,
        "Reference to \"count\" in non-counted context",
        "The \"count\" object can only be used in \"module\", \"resource\", and \"data\" blocks, and only when the \"count\" "
          + "argument is set."
      )
    case ("path", let name?): return path(name, reference)
    case ("terraform", "workspace"?): return Resolution(.string(module.session.workspace), consumedSteps: 1)
    // What a resource says of itself when it is made or destroyed; whether this is an apply; what is never kept.
    case ("self", _), ("terraform", _), ("ephemeral", _):
      return Resolution(.unknown, consumedSteps: reference.steps.count)
    case ("module", let name?): return moduleValue(name, reference)
    case ("data", let type?):
      guard let name = reference.name(at: 1) else { break }
      return resourceValue("data.\(type).\(name)", steps: 2, reference)
    case ("resource", let type?):
      guard let name = reference.name(at: 1) else { break }
      return resourceValue("\(type).\(name)", steps: 2, reference)
    case (let type, let name?): return resourceValue("\(type).\(name)", steps: 1, reference)
    default: break
    }
    return refused(
      reference,
      "Invalid reference",
      "A reference to a resource type must be followed by at least one attribute access, specifying the resource name."
    )
  }

  private func each(_ name: String, _ reference: Reference) -> Resolution {
    switch (repetition, name) {
    case (.each(let key, _), "key"): return Resolution(key, consumedSteps: 1)
    case (.each(_, let value), "value"): return Resolution(value, consumedSteps: 1)
    case (.each, _):
      return refused(
        reference,
        "Invalid \"each\" attribute",
        "The \"each\" object does not have an attribute named \"\(name)\". The supported attributes are each.key and "
          + "each.value."
      )
    default:
      return refused(
        reference,
        "Reference to \"each\" in context without for_each",
        "The \"each\" object can be used only in \"module\" or \"resource\" blocks, and only when the \"for_each\" argument "
          + "is set."
      )
    }
  }

  private func path(_ name: String, _ reference: Reference) -> Resolution {
    let session = module.session
    switch name {
    case "module": return Resolution(.string(module.declaration.folder), consumedSteps: 1)
    case "root": return Resolution(".", consumedSteps: 1)
    case "cwd":
      return Resolution(.string(session.files.realPath(of: session.root) ?? session.root), consumedSteps: 1)
    default:
      return refused(
        reference,
        "Invalid \"path\" attribute",
        "The \"path\" object does not have an attribute named \"\(name)\": there are path.module, path.root and path.cwd."
      )
    }
  }

  // MARK: Resources

  private func resourceValue(_ key: String, steps taken: Int, _ reference: Reference) -> Resolution {
    guard let number = module.declaration.resourceNumbers[key] else {
      return undeclared(reference, reference.root == "data" ? "data resource" : "resource", key)
    }
    let expansion = module.expansion(ofResource: number)
    let step = reference.steps[safely: taken]
    switch (expansion.shape, step) {
    case (.single, .attribute(let name)?):
      return Resolution(module.planned(name, ofResource: number, nil), consumedSteps: taken + 1)
    case (.count, .attribute(let name)?), (.forEach, .attribute(let name)?):
      let example = expansion.shape == .count ? "[count.index]" : "[each.key]"
      return refused(
        reference,
        "Missing resource instance key",
        "Because \(key) has \"\(expansion.shape == .count ? "count" : "for_each")\" set, its attributes must be accessed on "
          + "specific instances: \(key)\(example).\(name), for example."
      )
    case (.unknown, _):
      // Of which instance is not known, but of what.
      let name = reference.name(at: taken) ?? reference.name(at: taken + 1) ?? ""
      let origin = Value.Origin(address: module.qualified(key), attribute: name)
      return Resolution(.unknown(.dynamic, marks: [origin]), consumedSteps: reference.steps.count)
    case (.count, .index(let index)?), (.forEach, .index(let index)?):
      guard let key = expansion.key(index), expansion.contains(key) else { break }
      if let name = reference.name(at: taken + 1) {
        let value = module.planned(name, ofResource: number, key)
        return Resolution(value.marked(index.marks), consumedSteps: taken + 2)
      }
      return Resolution(module.object(ofResource: number, key), consumedSteps: taken + 1)
    default: break
    }
    return Resolution(module.wholeResource(number), consumedSteps: taken)
  }

  // MARK: Modules

  private func moduleValue(_ name: String, _ reference: Reference) -> Resolution {
    guard let call = module.declaration.calls[name] else { return undeclared(reference, "module", "module.\(name)") }
    let address = module.qualified("module.\(name)")
    guard case .loaded(let tree)? = module.tree.children[name] else {
      let output = reference.name(at: 1) ?? reference.name(at: 2) ?? ""
      let origin = Value.Origin(address: address, attribute: output)
      return Resolution(.unknown(.dynamic, origin: origin), consumedSteps: reference.steps.count)
    }
    let expansion = module.expansion(ofCall: call)
    func output(_ name: String, of key: ResourceAddress.InstanceKey?, steps: Int) -> Resolution {
      guard let value = module.child(call, key)?.output(name) else {
        let detail = "This object does not have an attribute named \"\(name)\": \(address) has no such output."
        return refused(reference, "Unsupported attribute", detail)
      }
      return Resolution(value, consumedSteps: steps)
    }
    switch (expansion.shape, reference.steps[safely: 1]) {
    case (.single, .attribute(let name)?): return output(name, of: nil, steps: 2)
    case (.count, .attribute(let name)?), (.forEach, .attribute(let name)?):
      let example = expansion.shape == .count ? "[0]" : "[\"key\"]"
      let detail = "\(address) has several instances: name one, as in module.\(call.name)\(example).\(name)."
      return refused(reference, "Unsupported attribute", detail)
    case (.unknown, _):
      let name = reference.name(at: 1) ?? reference.name(at: 2) ?? ""
      let isDeclared = name.isEmpty || tree.declaration.outputs[name] != nil
      guard isDeclared else {
        return refused(reference, "Unsupported attribute", "\(address) has no output named \"\(name)\".")
      }
      let origin = Value.Origin(address: address, attribute: name)
      return Resolution(.unknown(.dynamic, marks: [origin]), consumedSteps: reference.steps.count)
    case (.count, .index(let index)?), (.forEach, .index(let index)?):
      guard let key = expansion.key(index), expansion.contains(key), let name = reference.name(at: 2) else { break }
      return output(name, of: key, steps: 3)
    default: break
    }
    return Resolution(module.wholeModule(call), consumedSteps: 1)
  }

  // MARK: What is wrong

  private func undeclared(_ reference: Reference, _ kind: String, _ name: String) -> Resolution {
    let module = module.address.isEmpty ? "the root module" : module.address
    let detail = "A \(kind) \(name) has not been declared in \(module)."
    return refused(reference, "Reference to undeclared \(kind)", detail)
  }

  private func refused(_ reference: Reference, _ summary: String, _ detail: String) -> Resolution {
    .failure([Diagnostic(.error, summary, detail, at: reference.range)], of: reference)
  }
}
