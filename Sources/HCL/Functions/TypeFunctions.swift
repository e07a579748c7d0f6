/// Conversions, and what asks about values as such: `tostring`, `try`, `sensitive`.
enum TypeFunctions {
  static let all: [String: Function] = [
    "tostring": conversion(to: .string),
    "tonumber": conversion(to: .number),
    "tobool": conversion(to: .bool),
    "tolist": conversion(to: .list(.dynamic)),
    "toset": conversion(to: .set(.dynamic)),
    "tomap": conversion(to: .map(.dynamic)),
    "sensitive": Function(
      [.init("value", .dynamic, null: true, unknown: true, marks: .kept)],
      returns: sameType,
      { arguments, _ throws(FunctionError) in
        var value = arguments[0]
        value.marks.isSensitive = true
        return value
      }
    ),
    "nonsensitive": Function(
      [.init("value", .dynamic, null: true, unknown: true, marks: .kept)],
      returns: sameType,
      { arguments, _ throws(FunctionError) in
        var value = arguments[0]
        value.marks.isSensitive = false
        return value
      }
    ),
    "issensitive": Function(
      [.init("value", .dynamic, null: true, unknown: true, marks: .kept)],
      returns: .bool,
      { arguments, _ throws(FunctionError) in
        let value = arguments[0]
        if value.marks.isSensitive { return true }
        return value.isKnown ? false : Value(.unknown(.bool, nil), marks: Value.Marks(origins: value.marks.origins))
      }
    ),
    "ephemeralasnull": Function(
      [.init("value", .dynamic, null: true, unknown: true, marks: .kept)],
      returns: sameType,
      { arguments, _ throws(FunctionError) in withoutEphemeral(arguments[0]) }
    ),
    "can": Function([.init("expression", .dynamic)], expressions: can),
    "try": Function([], variadic: .init("expressions", .dynamic), expressions: attempt),
  ]

  private static let sameType: @Sendable ([Value]) throws(FunctionError) -> ValueType = { $0[0].type }

  private static func conversion(to type: ValueType) -> Function {
    Function(
      [.init("v", .dynamic, null: true, unknown: true, marks: .kept)],
      returns: type,
      { arguments, _ throws(FunctionError) in
        do throws(ConversionError) {
          return try arguments[0].converted(to: type)
        } catch {
          throw FunctionError(conversionFailure(arguments[0], type, error), argument: 0)
        }
      }
    )
  }

  private static func conversionFailure(_ value: Value, _ type: ValueType, _ error: ConversionError) -> String {
    switch (value.content, type) {
    case (.string, .bool):
      return
        "cannot convert \(GoQuoting.quoted(value.stringValue ?? "")) to bool; only the strings \"true\" or \"false\" "
        + "are allowed"
    case (.string, .number): return error.message
    default:
      if error.message.hasPrefix("[") || error.message.hasPrefix(".")
        || error.message.contains("must have the same type")
      {
        return "cannot convert \(value.type.friendlyName) to \(type.friendlyName): \(error.message)"
      }
      return "cannot convert \(value.type.friendlyName) to \(type.friendlyName)"
    }
  }

  private static func withoutEphemeral(_ value: Value) -> Value {
    guard value.summary.hasMarks else { return value }
    if value.marks.isEphemeral {
      var marks = value.marks
      marks.isEphemeral = false
      return Value(.null(value.type), marks: marks)
    }
    let content: Value.Content =
      switch value.content {
      case .list(let type, let elements): .list(type, elements.map(withoutEphemeral))
      case .set(let type, let elements): .set(type, elements.map(withoutEphemeral))
      case .tuple(let elements): .tuple(elements.map(withoutEphemeral))
      case .map(let type, let elements): .map(type, elements.mapValues(withoutEphemeral))
      case .object(let attributes): .object(attributes.mapValues(withoutEphemeral))
      default: value.content
      }
    return Value(content, marks: value.marks)
  }

  /// Whether an expression has a value at all; not known where it refers to what is not.
  private static let can: @Sendable (inout Evaluator, FunctionCall, SourceRange) -> Value = { evaluator, call, _ in
    guard let (value, hasFailed) = evaluator.trial(call.arguments[0]) else { return .unknown }
    if hasFailed { return false }
    // An expression of something unknown may fail once that is known.
    return value.isWhollyKnown ? true : Value(.unknown(.bool, nil), marks: value.deepMarks)
  }

  /// The first expression that has a value.
  private static let attempt: @Sendable (inout Evaluator, FunctionCall, SourceRange) -> Value = {
    evaluator,
    call,
    range in
    guard !call.arguments.isEmpty else {
      evaluator.report(
        "Error in function call",
        "Call to function \"try\" failed: at least one argument is required.",
        call.nameRange
      )
      return .unknown
    }
    var reasons: [String] = []
    for argument in call.arguments {
      guard let (value, hasFailed, reason) = evaluator.trialWithReason(argument) else { return .unknown }
      if hasFailed {
        reasons.append("- \(reason)")
        continue
      }
      // What is not known, but has a place of its own, is there: it is only its value that will come later.
      if value.isWhollyKnown || value.isTrustworthy { return value }
      return Value(.unknown(.dynamic, nil), marks: value.deepMarks)
    }
    evaluator.report(
      "Error in function call",
      "Call to function \"try\" failed: no expression succeeded:\n\(reasons.joined(separator: "\n"))\n\nAt least one "
        + "expression must produce a successful result.",
      call.nameRange
    )
    return .unknown
  }
}

extension Value {
  /// Whether everything in the value that is not known is the attribute of a resource: evaluating it did not depend on
  /// what that is.
  fileprivate var isTrustworthy: Bool {
    if isWhollyKnown { return true }
    // A part of an attribute may turn out not to be there.
    if !isKnown {
      return origin.map { !$0.attribute.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") } } ?? false
    }
    return children.allSatisfy(\.isTrustworthy)
  }
}

extension Evaluator {
  /// Evaluates without reporting; `nil` where nothing more is evaluated at all, which is reported.
  fileprivate mutating func trial(_ expression: Expression) -> (Value, Bool)? {
    trialWithReason(expression).map { ($0.0, $0.1) }
  }

  fileprivate mutating func trialWithReason(_ expression: Expression) -> (Value, Bool, String)? {
    let (count, errors) = (diagnostics.count, errorCount)
    let value = evaluate(expression)
    if budget.isExhausted { return nil }
    let hasFailed = errorCount > errors
    let reason = diagnostics[count...].first { $0.severity == .error }.map { "\($0.summary): \($0.detail)" } ?? ""
    rewind(to: count, errors: errors)
    return (value, hasFailed, reason)
  }
}
