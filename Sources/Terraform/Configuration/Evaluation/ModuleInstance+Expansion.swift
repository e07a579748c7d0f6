import HCL

extension ModuleInstance {
  /// The instances of a resource or data source.
  func expansion(ofResource number: Int) -> Expansion {
    if let known = resourceExpansions[number] { return known }
    let declared = declaration.resources[number]
    if case .single = declared.repetition { return .single }
    let result = expansion(declared.repetition, of: declared.key, at: declared.header)
    resourceExpansions[number] = result
    return result
  }

  /// The instances of a module call.
  func expansion(ofCall call: ModuleCallDeclaration) -> Expansion {
    if let known = childExpansions[call.name] { return known }
    let result = expansion(call.repetition, of: "module.\(call.name)", at: call.header)
    childExpansions[call.name] = result
    return result
  }

  private func expansion(_ repetition: Repetition, of name: String, at header: SourceRange) -> Expansion {
    guard let expression = repetition.expression else { return .single }
    let address = qualified(name)
    guard pendingExpansions.insert(name).inserted else {
      session.report(.error, "Cycle", "How many instances \(address) has depends on itself.", at: expression.range)
      return .unknown([], isCount: true)
    }
    defer { pendingExpansions.remove(name) }
    let value = session.nested(subject: address, at: expression.range) {
      evaluate(expression, in: LocalScope(module: self))
    }
    var reader = RepetitionReader(session: session, address: address, range: expression.range, header: header)
    let result = if case .count = repetition { reader.count(value) } else { reader.forEach(value) }
    if result.shape != .unknown, !session.reserve(result.keys.count, for: address, at: header) {
      return .unknown([], isCount: true)
    }
    return result
  }

  /// The instances of a called module that were asked for so far or are made now; `nil` where its source is not here.
  func child(_ call: ModuleCallDeclaration, _ key: ResourceAddress.InstanceKey?) -> ModuleInstance? {
    if let known = children[call.name]?[key] { return known }
    guard case .loaded(let tree)? = tree.children[call.name] else { return nil }
    let expansion = expansion(ofCall: call)
    guard expansion.contains(key) else { return nil }
    var arguments: [String: Argument] = [:]
    for argument in call.arguments {
      if tree.declaration.variables[argument.name] == nil {
        session.report(
          .error,
          "Unsupported argument",
          "An argument named \"\(argument.name)\" is not expected here: the module in \(tree.declaration.folder) declares no "
            + "such variable.",
          at: argument.nameRange
        )
      } else {
        arguments[argument.name] = .expression(argument.expression)
      }
    }
    let child = ModuleInstance(
      session: session,
      tree: tree,
      steps: steps + [ResourceAddress.ModuleStep(call.name, key)],
      parent: self,
      call: call,
      repetition: expansion.scope(of: key),
      standsForUnknownCount: standsForUnknownCount || expansion.shape == .unknown,
      arguments: arguments
    )
    children[call.name, default: [:]][key] = child
    return child
  }
}

/// Reads what `count` and `for_each` are given.
///
/// See developer.hashicorp.com/terraform/language/meta-arguments/for_each.
private struct RepetitionReader {
  let session: EvaluationSession
  let address: String
  let range: SourceRange
  /// Of what is repeated.
  let header: SourceRange

  mutating func count(_ value: Value) -> Expansion {
    if value.marks.isSensitive { return refused("count", "A secret value can't say how many instances there are.") }
    guard value.isKnown else { return unknown("count", value.marks) }
    guard let number = (try? value.converted(to: .number))?.numberValue else {
      return refused("count", "It is \(value.isNull ? "null" : "not a number"); a whole number from 0 is needed.")
    }
    guard let count = number.int, count >= 0 else {
      return refused("count", "A whole number from 0 is needed.")
    }
    // Before there is a key for each.
    if count > session.limits.instances, !session.reserve(count, for: address, at: header) {
      return .unknown([], isCount: true)
    }
    return .count(count)
  }

  mutating func forEach(_ value: Value) -> Expansion {
    if value.marks.isSensitive { return refused("for_each", "A secret value can't say which instances there are.") }
    switch value.content {
    case .unknown: return unknown("for_each", value.marks)
    case .null: return refused("for_each", "It is null; a map or a set of strings is needed.")
    case .map, .object: return .forEach(value.orderedAttributes ?? [])
    case .set(_, let elements):
      guard value.isWhollyKnown else { return unknown("for_each", value.deepMarks) }
      var keys: [(key: String, value: Value)] = []
      for element in elements {
        guard let key = element.stringValue else {
          return refused("for_each", "The elements of a set are to be strings.")
        }
        keys.append((key, element))
      }
      return .forEach(keys)
    case .bool, .number, .string, .list, .tuple:
      return refused(
        "for_each",
        "It is \(value.type); a map or a set of strings is needed: toset(…) makes one of a list."
      )
    }
  }

  private func refused(_ argument: String, _ detail: String) -> Expansion {
    session.report(.error, "Invalid \(argument) argument", "\(address): \(detail)", at: range)
    session.note(NotRead(.fault, address, detail, at: range))
    return .unknown([], isCount: argument == "count")
  }

  private func unknown(_ argument: String, _ marks: Value.Marks) -> Expansion {
    let origins = marks.origins.sorted().map { $0.attribute.isEmpty ? $0.address : "\($0.address).\($0.attribute)" }
    let cause = origins.isEmpty ? "" : " (\(origins.prefix(3).joined(separator: ", ")))"
    let detail =
      "How many instances \(address) has depends on what is only known after apply\(cause): it is read as one that stands "
      + "for all of them."
    session.report(.warning, "Unknown \(argument)", detail, at: range)
    session.note(NotRead(.instanceCount, address, detail, at: range))
    return .unknown(marks, isCount: argument == "count")
  }
}
