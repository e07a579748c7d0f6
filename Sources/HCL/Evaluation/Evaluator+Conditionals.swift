extension Evaluator {
  mutating func evaluateConditional(
    _ condition: Expression,
    _ then: Expression,
    _ otherwise: Expression,
    at range: SourceRange
  ) -> Value {
    // Both results are evaluated, for the type that they have in common; what is wrong with the one that is not chosen
    // does not matter.
    let (first, firstDiagnostics) = attempt(then)
    let (second, secondDiagnostics) = attempt(otherwise)
    return choose(
      condition,
      (first, firstDiagnostics, then.range),
      (second, secondDiagnostics, otherwise.range),
      at: range
    )
  }

  /// The value of an expression, with what is wrong with it kept apart.
  private mutating func attempt(_ expression: Expression) -> (Value, [Diagnostic]) {
    if case .literal(let value) = expression.kind { return (value, []) }
    let (count, errors) = (diagnostics.count, errorCount)
    let value = evaluate(expression)
    if diagnostics.count == count { return (value, []) }
    let own = Array(diagnostics[count...])
    rewind(to: count, errors: errors)
    return (value, own)
  }

  typealias Outcome = (value: Value, diagnostics: [Diagnostic], range: SourceRange)

  mutating func choose(
    _ conditionExpression: Expression,
    _ first: Outcome,
    _ second: Outcome,
    at range: SourceRange
  ) -> Value {
    guard let type = Self.commonType(first.value, second.value) else {
      report(
        "Inconsistent conditional result types",
        "The true and false result expressions must have consistent types. "
          + "\(Self.difference(first.value.type, second.value.type)).",
        first.range.through(second.range)
      )
      return .unknown
    }
    let errors = errorCount
    let condition = evaluate(conditionExpression)
    if errorCount > errors { return Value(.unknown(type, nil)) }
    if condition.isNull {
      report(
        "Null condition",
        "The condition value is null. Conditions must either be true or false.",
        conditionExpression.range
      )
      return Value(.unknown(type, nil))
    }
    let isTrue: Bool?
    do { isTrue = try condition.converted(to: .bool).boolValue } catch {
      report(
        "Incorrect condition type",
        "The condition expression must be of type bool.",
        conditionExpression.range
      )
      return Value(.unknown(type, nil))
    }
    guard let isTrue else {
      return undecided(first, second, type, condition.marks)
    }
    let chosen = isTrue ? first : second
    let other = isTrue ? second : first
    add(chosen.diagnostics, at: chosen.range)
    var marks = condition.marks
    if other.value.marks.isSensitive { marks.isSensitive = true }
    if other.value.marks.isEphemeral { marks.isEphemeral = true }
    if type == .dynamic || chosen.value.hasType(type) { return chosen.value.marked(marks) }
    budget.spend(steps: Int(chosen.value.summary.weight))
    do { return try chosen.value.converted(to: type).marked(marks) } catch {
      report(
        "Inconsistent conditional result types",
        "The \(isTrue) result value has the wrong type: \(error.message).",
        chosen.range
      )
      return Value(.unknown(type, nil))
    }
  }

  /// The result of a condition that is not known: what both results agree on, otherwise unknown.
  private func undecided(_ first: Outcome, _ second: Outcome, _ type: ValueType, _ marks: Value.Marks) -> Value {
    let all = marks.union(first.value.deepMarks).union(second.value.deepMarks)
    let unknown = Value(.unknown(type, nil), marks: all)
    guard first.diagnostics.isEmpty, second.diagnostics.isEmpty,
      let left = try? first.value.converted(to: type), let right = try? second.value.converted(to: type)
    else { return unknown }
    if left.isNull, right.isNull { return Value(.null(type), marks: all) }
    let (one, another) = (left.deeplyUnmarked().value, right.deeplyUnmarked().value)
    if one == another, one.isWhollyKnown || one.origin != nil { return left.marked(all) }
    return unknown
  }

  /// `nil` where the results can't be of one type.
  private static func commonType(_ first: Value, _ second: Value) -> ValueType? {
    let (firstType, secondType) = (first.type, second.type)
    if firstType == secondType { return firstType }
    if first.isNull, firstType == .dynamic { return secondType }
    if second.isNull, secondType == .dynamic { return firstType }
    if firstType == .dynamic || secondType == .dynamic { return .dynamic }
    return Unification.unified([firstType, secondType])
  }

  private static func difference(_ first: ValueType, _ second: ValueType) -> String {
    switch (first, second) {
    case (.object(let first, _), .object(let second, _)):
      for (name, type) in first.sorted(by: { $0.key < $1.key }) {
        guard let other = second[name] else {
          return "The 'true' value includes object attribute \"\(name)\", which is absent in the 'false' value"
        }
        if type != other { return "Type mismatch for object attribute \"\(name)\": \(difference(type, other))" }
      }
      for name in second.keys.sorted() where first[name] == nil {
        return "The 'false' value includes object attribute \"\(name)\", which is absent in the 'true' value"
      }
    case (.tuple(let first), .tuple(let second)):
      if first.count != second.count {
        return "The 'true' tuple has length \(first.count), but the 'false' tuple has length \(second.count)"
      }
      for (index, (type, other)) in zip(first, second).enumerated() where type != other {
        return "Type mismatch for tuple element \(index): \(difference(type, other))"
      }
    default: break
    }
    if first.friendlyName == second.friendlyName {
      return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' "
        + "value"
    }
    return "The 'true' value is \(first.friendlyName), but the 'false' value is \(second.friendlyName)"
  }
}
