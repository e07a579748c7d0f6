/// A type as a variable declares it, with the defaults of its optional attributes.
public struct TypeConstraint: Hashable, Sendable {
  /// The type, with the names of its optional attributes.
  public var type: ValueType
  /// What attributes are that are left out; `nil` where there are no defaults.
  public var defaults: Defaults?

  /// A type without defaults.
  public init(_ type: ValueType, defaults: Defaults? = nil) {
    self.type = type
    self.defaults = defaults
  }

  /// Defaults of the optional attributes in a type.
  public indirect enum Defaults: Hashable, Sendable {
    /// Of an object: defaults of attributes, and those inside attributes.
    case object(values: [String: Value], inside: [String: Defaults])
    /// Of a tuple: those inside its elements, by place.
    case tuple([Int: Defaults])
    /// Of a collection: those inside each element.
    case elements(Defaults)
  }

  /// A value as the declared type: defaults put in for what was left out or null, then converted. O(size).
  public func converted(_ value: Value) throws(ConversionError) -> Value {
    guard let defaults, !value.isNull else { return try value.converted(to: type) }
    // A text or the like where a collection is wanted is left to the conversion to complain about.
    return try defaults.applied(to: value).converted(to: type)
  }
}

extension TypeConstraint.Defaults {
  func applied(to value: Value) -> Value {
    let content: Value.Content
    switch (self, value.content) {
    case (.object(let values, let inside), .object(let attributes)),
      (.object(let values, let inside), .map(_, let attributes)):
      var result = attributes
      for (name, own) in values {
        // What is not known is given, though it may turn out to be null.
        if result[name]?.isNull ?? true { result[name] = own }
      }
      for (name, defaults) in inside {
        if let own = result[name] { result[name] = defaults.applied(to: own) }
      }
      content = .object(result)
    case (.tuple(let inside), .tuple(let elements)):
      content = .tuple(elements.enumerated().map { inside[$0.offset]?.applied(to: $0.element) ?? $0.element })
    case (.elements(let defaults), .list(_, let elements)), (.elements(let defaults), .set(_, let elements)),
      (.elements(let defaults), .tuple(let elements)):
      content = .tuple(elements.map(defaults.applied))
    case (.elements(let defaults), .map(_, let elements)), (.elements(let defaults), .object(let elements)):
      content = .object(elements.mapValues(defaults.applied))
    default: return value
    }
    return Value(content, marks: value.marks)
  }
}

extension TypeConstraint {
  /// Reads a type constraint: `string`, `list(any)`, `object({ name = optional(string, "x") })`. What is wrong is
  /// returned beside what could be read; the part is `any` then.
  public static func read(_ expression: Expression) -> (constraint: TypeConstraint, diagnostics: [Diagnostic]) {
    var reader = TypeReader()
    let constraint = reader.read(expression)
    return (constraint, reader.diagnostics)
  }
}

private struct TypeReader {
  var diagnostics: [Diagnostic] = []

  private mutating func fail(_ detail: String, _ range: SourceRange) -> TypeConstraint {
    diagnostics.append(Diagnostic(.error, "Invalid type specification", detail, at: range))
    return TypeConstraint(.dynamic)
  }

  mutating func read(_ expression: Expression) -> TypeConstraint {
    switch expression.kind {
    case .parentheses(let inner): return read(inner)
    case .variable(let name):
      switch name {
      case "bool": return TypeConstraint(.bool)
      case "string": return TypeConstraint(.string)
      case "number": return TypeConstraint(.number)
      case "any": return TypeConstraint(.dynamic)
      case "list", "set", "map":
        return fail("The \(name) type constructor requires one argument specifying the element type.", expression.range)
      case "object":
        return fail(
          "The object type constructor requires one argument specifying the attribute types and values as a map.",
          expression.range
        )
      case "tuple":
        return fail(
          "The tuple type constructor requires one argument specifying the element types as a list.",
          expression.range
        )
      default:
        let known = ["bool", "string", "number", "any", "list", "set", "map", "object", "tuple"]
        return fail(
          "The keyword \"\(name)\" is not a valid type specification.\(Suggestion.text(for: name, among: known))",
          expression.range
        )
      }
    case .call(let call): return read(call, expression.range)
    default:
      return fail(
        "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor "
          + "call, like list(string).",
        expression.range
      )
    }
  }

  private mutating func read(_ call: FunctionCall, _ range: SourceRange) -> TypeConstraint {
    switch call.name {
    case "list", "set", "map", "object", "tuple": break
    case "optional":
      return fail("Keyword \"optional\" is valid only as a modifier for object type attributes.", range)
    case "bool", "string", "number", "any":
      return fail("Primitive type keyword \"\(call.name)\" does not expect arguments.", range)
    default:
      return fail(
        "Keyword \"\(call.name)\" is not a valid type constructor."
          + Suggestion.text(for: call.name, among: ["list", "set", "map", "object", "tuple"]),
        call.nameRange
      )
    }
    guard let argument = call.arguments.first, call.arguments.count == 1 else {
      return fail("The \(call.name) type constructor requires one argument.", range)
    }
    switch call.name {
    case "list", "set", "map":
      let element = read(argument)
      let type: ValueType =
        switch call.name {
        case "list": .list(element.type)
        case "set": .set(element.type)
        default: .map(element.type)
        }
      return TypeConstraint(type, defaults: element.defaults.map { .elements($0) })
    case "tuple":
      guard case .tuple(let elements) = argument.kind else {
        return fail("Tuple type constructor requires a list of element types.", argument.range)
      }
      var inside: [Int: TypeConstraint.Defaults] = [:]
      var types: [ValueType] = []
      for (index, element) in elements.enumerated() {
        let constraint = read(element)
        types.append(constraint.type)
        inside[index] = constraint.defaults
      }
      return TypeConstraint(.tuple(types), defaults: inside.isEmpty ? nil : .tuple(inside))
    default: return readObject(argument)
    }
  }

  private mutating func readObject(_ argument: Expression) -> TypeConstraint {
    guard case .object(let items) = argument.kind else {
      return fail(
        "Object type constructor requires a map whose keys are attribute names and whose values are the corresponding "
          + "attribute types.",
        argument.range
      )
    }
    var types: [String: ValueType] = [:]
    var optional: Set<String> = []
    var values: [String: Value] = [:]
    var inside: [String: TypeConstraint.Defaults] = [:]
    for item in items {
      guard case .literal(let key) = item.key.kind, let name = key.stringValue else {
        _ = fail("Object constructor map keys must be attribute names.", item.key.range)
        continue
      }
      var expression = item.value
      var defaultExpression: Expression?
      if case .call(let call) = expression.kind, call.name == "optional" {
        optional.insert(name)
        guard let type = call.arguments.first, call.arguments.count <= 2 else {
          _ = fail(
            "Optional attribute modifier requires the attribute type as its first argument and at most a default value "
              + "after it.",
            expression.range
          )
          types[name] = .dynamic
          continue
        }
        expression = type
        if call.arguments.count == 2 { defaultExpression = call.arguments[1] }
      }
      let constraint = read(expression)
      types[name] = constraint.type
      inside[name] = constraint.defaults
      if let defaultExpression { values[name] = readDefault(defaultExpression, constraint) }
    }
    let hasDefaults = !values.isEmpty || !inside.isEmpty
    return TypeConstraint(
      .object(types, optional: optional),
      defaults: hasDefaults ? .object(values: values, inside: inside) : nil
    )
  }

  private mutating func readDefault(_ expression: Expression, _ constraint: TypeConstraint) -> Value? {
    let (value, problems) = expression.evaluated(in: VariableScope([:]))
    diagnostics += problems
    if problems.contains(where: { $0.severity == .error }) { return nil }
    do { return try constraint.converted(value) } catch {
      diagnostics.append(
        Diagnostic(
          .error,
          "Invalid default value for optional attribute",
          "This default value is not compatible with the attribute's type constraint: \(error.message).",
          at: expression.range
        )
      )
      return nil
    }
  }
}
