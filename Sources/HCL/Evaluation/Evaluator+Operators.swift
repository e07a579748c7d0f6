extension Evaluator {
  mutating func evaluateBinary(
    _ binary: BinaryOperator,
    _ leftExpression: Expression,
    _ rightExpression: Expression,
    at range: SourceRange
  ) -> Value {
    // Chains such as `a && b && c` lean to the left, and may be long.
    var pending: [(BinaryOperator, Expression, SourceRange)] = [(binary, rightExpression, range)]
    var innermost = leftExpression
    while case .binary(let binary, let left, let right) = innermost.kind {
      pending.append((binary, right, innermost.range))
      innermost = left
    }
    var errors = errorCount
    var value = evaluate(innermost)
    var leftRange = innermost.range
    while let (binary, expression, range) = pending.popLast() {
      budget.spend(steps: 1)
      let right = evaluate(expression)
      value =
        errorCount > errors
        ? .unknown : combine(binary, value, leftRange, right, expression.range, at: range)
      if errorCount > errors { errors = -1 }
      leftRange = range
    }
    return value
  }

  private mutating func combine(
    _ binary: BinaryOperator,
    _ left: Value,
    _ leftRange: SourceRange,
    _ right: Value,
    _ rightRange: SourceRange,
    at range: SourceRange
  ) -> Value {
    let operands: ValueType
    switch binary {
    case .equal, .notEqual:
      let marks = left.deepMarks.union(right.deepMarks)
      budget.spend(steps: Int(min(left.summary.weight, right.summary.weight)))
      guard let isEqual = left.isEqual(to: right) else { return Value(.unknown(.bool, nil), marks: marks) }
      return Value.bool(isEqual == (binary == .equal)).marked(marks)
    case .or, .and: operands = .bool
    default: operands = .number
    }
    guard let first = operand(left, operands, "left", leftRange, at: range),
      let second = operand(right, operands, "right", rightRange, at: range)
    else { return Value(.unknown(binary.resultType, nil)) }
    let marks = first.marks.union(second.marks)
    if operands == .bool {
      let decisive = binary == .or
      // One operand that decides makes the other one not matter.
      if first.boolValue == decisive || second.boolValue == decisive { return Value.bool(decisive).marked(marks) }
      guard first.isKnown, second.isKnown else { return Value(.unknown(.bool, nil), marks: marks) }
      return Value.bool(!decisive).marked(marks)
    }
    guard let first = first.numberValue, let second = second.numberValue else {
      return Value(.unknown(binary.resultType, nil), marks: marks)
    }
    do {
      return Value(try Self.compute(binary, first, second), marks: marks)
    } catch {
      report("Operation failed", "Error during operation: \(error.reason(binary)).", range)
      return Value(.unknown(binary.resultType, nil))
    }
  }

  private static func compute(_ binary: BinaryOperator, _ left: Number, _ right: Number) throws(Number.UndefinedResult)
    -> Value.Content
  {
    switch binary {
    case .less: .bool(left < right)
    case .lessOrEqual: .bool(left <= right)
    case .greater: .bool(left > right)
    case .greaterOrEqual: .bool(left >= right)
    case .add: .number(try left.adding(right))
    case .subtract: .number(try left.subtracting(right))
    case .multiply: .number(try left.multiplied(by: right))
    case .divide: .number(try left.divided(by: right))
    default: .number(try left.remainder(dividingBy: right))
    }
  }

  /// An operand as the type that the operator takes, with its marks; `nil` where that was reported.
  private mutating func operand(
    _ value: Value,
    _ type: ValueType,
    _ side: String,
    _ range: SourceRange,
    at whole: SourceRange
  ) -> Value? {
    do {
      let converted = try value.converted(to: type)
      if converted.isNull {
        report("Operation failed", "Error during operation: argument must not be null.", whole)
        return nil
      }
      return converted
    } catch {
      report("Invalid operand", "Unsuitable value for \(side) operand: \(error.message).", range)
      return nil
    }
  }

  mutating func evaluateUnary(_ unary: UnaryOperator, _ expression: Expression, at range: SourceRange) -> Value {
    let errors = errorCount
    let value = evaluate(expression)
    let type: ValueType = unary == .not ? .bool : .number
    if errorCount > errors { return Value(.unknown(type, nil)) }
    do {
      let operand = try value.converted(to: type)
      switch operand.content {
      case .bool(let value): return Value.bool(!value).marked(operand.marks)
      case .number(let number): return Value(.number(number.negated), marks: operand.marks)
      case .unknown: return Value(.unknown(type, nil), marks: operand.marks)
      default:
        report("Operation failed", "Error during operation: argument must not be null.", range)
        return Value(.unknown(type, nil))
      }
    } catch {
      report("Invalid operand", "Unsuitable value for unary operand: \(error.message).", expression.range)
      return Value(.unknown(type, nil))
    }
  }
}

extension BinaryOperator {
  var resultType: ValueType {
    switch self {
    case .add, .subtract, .multiply, .divide, .remainder: .number
    default: .bool
    }
  }
}

extension Number.UndefinedResult {
  func reason(_ binary: BinaryOperator) -> String {
    switch binary {
    case .divide: "can't divide zero by zero or infinity by infinity"
    case .multiply: "can't multiply zero by infinity"
    case .remainder: "can't use modulo with these values"
    default: "can't compute the sum of opposing infinities"
    }
  }
}
