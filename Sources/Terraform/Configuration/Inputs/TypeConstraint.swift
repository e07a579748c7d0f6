import HCL

/// A type as a variable's `type` argument writes it, with the defaults of `optional(…)`.
///
/// See developer.hashicorp.com/terraform/language/expressions/type-constraints.
struct TypeConstraint: Sendable {
  /// Defaults of what a type is made of.
  indirect enum Defaults: Sendable {
    /// Of an object: values for what is missing or null, and the defaults inside of attributes.
    case object(values: [String: Value], inner: [String: Defaults])
    /// Of every element of a list, set or map.
    case elements(Defaults)
    case tuple([Int: Defaults])
  }

  struct Problem: Error {
    var reason: String
    var range: SourceRange
  }

  static let any = Self(type: .dynamic, defaults: nil)

  var type: ValueType
  var defaults: Defaults?

  /// Whether values from the command line and the environment are taken as they are, without quotes.
  var isPrimitive: Bool { type == .string || type == .number || type == .bool }

  /// Depth of recursion: that of the expression, which the parser limits.
  static func reading(_ expression: Expression) -> Result<Self, Problem> {
    do throws(Problem) {
      return .success(try read(expression))
    } catch {
      return .failure(error)
    }
  }

  private static func read(_ expression: Expression) throws(Problem) -> Self {
    func fail(_ reason: String) -> Problem { Problem(reason: reason, range: expression.range) }
    switch expression.kind {
    case .templateWrap(let inner), .parentheses(let inner): return try read(inner)
    case .variable(let name): return try named(name, at: expression.range)
    // Quoted type names are of Terraform 0.11, and how JSON writes them.
    case .literal where expression.literalString != nil:
      return try named(expression.literalString ?? "", at: expression.range)
    case .call(let call):
      switch (call.name, call.arguments.first) {
      case ("list", let argument?) where call.arguments.count == 1:
        let element = try read(argument)
        return Self(type: .list(element.type), defaults: element.defaults.map { .elements($0) })
      case ("set", let argument?) where call.arguments.count == 1:
        let element = try read(argument)
        return Self(type: .set(element.type), defaults: element.defaults.map { .elements($0) })
      case ("map", let argument?) where call.arguments.count == 1:
        let element = try read(argument)
        return Self(type: .map(element.type), defaults: element.defaults.map { .elements($0) })
      case ("tuple", let argument?) where call.arguments.count == 1:
        guard let elements = argument.writtenElements else { throw fail("tuple takes a list of types in brackets.") }
        var (types, defaults): ([ValueType], [Int: Defaults]) = ([], [:])
        for (number, element) in elements.enumerated() {
          let element = try read(element)
          types.append(element.type)
          defaults[number] = element.defaults
        }
        return Self(type: .tuple(types), defaults: defaults.isEmpty ? nil : .tuple(defaults))
      case ("object", let argument?) where call.arguments.count == 1:
        guard case .object(let items) = argument.kind else { throw fail("object takes attribute types in braces.") }
        return try object(items)
      case ("optional", _): throw fail("optional(…) can only stand for an attribute of an object type.")
      default: throw fail("\(call.name)(…) with \(call.arguments.count) arguments is not a type.")
      }
    default: throw fail("A type is a keyword such as string, or a call such as list(string).")
    }
  }

  private static func named(_ name: String, at range: SourceRange) throws(Problem) -> Self {
    switch name {
    case "any": return .any
    case "bool": return Self(type: .bool)
    case "number": return Self(type: .number)
    case "string": return Self(type: .string)
    case "list": return Self(type: .list(.dynamic))
    case "map": return Self(type: .map(.dynamic))
    case "set": return Self(type: .set(.dynamic))
    default:
      throw Problem(
        reason: "The keyword \"\(name)\" is not a valid type specification: write string, list(string) and so on.",
        range: range
      )
    }
  }

  private static func object(_ items: [ObjectItem]) throws(Problem) -> Self {
    var attributes: [String: ValueType] = [:]
    var optional: Set<String> = []
    var (values, inner): ([String: Value], [String: Defaults]) = ([:], [:])
    for item in items {
      guard let name = item.key.literalString ?? item.key.writtenPath else {
        throw Problem(reason: "Attribute names of an object type are written out.", range: item.key.range)
      }
      var expression = item.value
      if case .call(let call) = expression.kind, call.name == "optional" {
        guard let first = call.arguments.first, call.arguments.count <= 2 else {
          throw Problem(reason: "optional takes a type and perhaps a default.", range: expression.range)
        }
        optional.insert(name)
        expression = first
        if call.arguments.count == 2 {
          let value: Value
          do {
            value = try ConstantEvaluation.value(of: call.arguments[1])
          } catch {
            throw Problem(reason: "The default of an optional attribute is a constant: \(error.diagnostic.detail)", range: call.arguments[1].range)
          }
          let constraint = try read(first)
          switch constraint.converting(value) {
          case .success(let converted): values[name] = converted
          case .failure(let problem):
            throw Problem(
              reason: "This default value is not compatible with the attribute's type constraint: \(problem.reason).",
              range: call.arguments[1].range
            )
          }
        }
      }
      let attribute = try read(expression)
      attributes[name] = attribute.type
      inner[name] = attribute.defaults
    }
    let hasDefaults = !values.isEmpty || !inner.isEmpty
    return Self(
      type: .object(attributes, optional: optional),
      defaults: hasDefaults ? .object(values: values, inner: inner) : nil
    )
  }

  init(type: ValueType, defaults: Defaults? = nil) {
    self.type = type
    self.defaults = defaults
  }
}
