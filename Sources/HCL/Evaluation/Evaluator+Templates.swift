extension Evaluator {
  mutating func evaluateTemplate(_ parts: [TemplatePart], at range: SourceRange) -> Value {
    var text = ""
    var marks = Value.Marks()
    var isKnown = true
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .interpolation(let expression):
        let errors = errorCount
        let value = evaluate(expression)
        if errorCount > errors {
          isKnown = false
        } else {
          append(value, to: &text, &isKnown, &marks, "The expression result", expression.range)
        }
      case .conditional(let condition, let then, let otherwise):
        let errors = errorCount
        let value = evaluateDirective(condition, then, otherwise, at: range)
        if errorCount > errors {
          isKnown = false
        } else {
          append(value, to: &text, &isKnown, &marks, "The expression result", condition.range)
        }
      case .loop(let keyName, let valueName, let collection, let body):
        evaluateLoop(keyName, valueName, collection, body, &text, &isKnown, &marks)
      }
      guard text.utf8.count <= budget.limits.textBytes else {
        report("Text too large", "This text has more than \(budget.limits.textBytes) bytes.", range)
        return Value(.unknown(.string, nil))
      }
    }
    budget.spend(products: text.utf8.count / 32 + 1)
    return isKnown ? Value(.string(text.composed), marks: marks) : Value(.unknown(.string, nil), marks: marks)
  }

  private mutating func append(
    _ value: Value,
    to text: inout String,
    _ isKnown: inout Bool,
    _ marks: inout Value.Marks,
    _ subject: String,
    _ range: SourceRange
  ) {
    marks.formUnion(value.marks)
    if case .string(let part) = value.content {
      text += part
      return
    }
    if value.isNull {
      report(
        "Invalid template interpolation value",
        "\(subject) is null. Cannot include a null value in a string template.",
        range
      )
      isKnown = false
      return
    }
    do {
      let converted = try value.converted(to: .string)
      if let part = converted.stringValue { text += part } else { isKnown = false }
    } catch {
      report(
        "Invalid template interpolation value",
        "Cannot include the given value in a string template: \(error.message).",
        range
      )
      isKnown = false
    }
  }

  private mutating func evaluateDirective(
    _ condition: Expression,
    _ then: [TemplatePart],
    _ otherwise: [TemplatePart],
    at range: SourceRange
  ) -> Value {
    guard budget.depth < budget.limits.depth else {
      report("Expression too deep", "Templates are nested more than \(budget.limits.depth) deep here.", range)
      return .unknown
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    let first = attemptTemplate(then, at: range)
    let second = attemptTemplate(otherwise, at: range)
    return choose(condition, first, second, at: range)
  }

  private mutating func attemptTemplate(_ parts: [TemplatePart], at range: SourceRange) -> Outcome {
    let (count, errors) = (diagnostics.count, errorCount)
    let value = evaluateTemplate(parts, at: range)
    let own = Array(diagnostics[count...])
    rewind(to: count, errors: errors)
    return (value, own, range)
  }

  private mutating func evaluateLoop(
    _ keyName: String?,
    _ valueName: String,
    _ collectionExpression: Expression,
    _ body: [TemplatePart],
    _ text: inout String,
    _ isKnown: inout Bool,
    _ marks: inout Value.Marks
  ) {
    let errors = errorCount
    let collection = evaluate(collectionExpression)
    if errorCount > errors {
      isKnown = false
      return
    }
    marks.formUnion(collection.marks)
    guard let items = items(of: collection, at: collectionExpression.range) else {
      marks.formUnion(collection.deepMarks)
      isKnown = false
      return
    }
    guard budget.depth < budget.limits.depth else {
      report(
        "Expression too deep",
        "Templates are nested more than \(budget.limits.depth) deep here.",
        collectionExpression.range
      )
      isKnown = false
      return
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    for (key, value) in items {
      budget.spend(steps: 1)
      if budget.isExhausted {
        _ = evaluate(Expression(.invalid, at: collectionExpression.range))
        isKnown = false
        return
      }
      let depth = bind(keyName, key, valueName, value)
      let part = evaluateTemplate(body, at: collectionExpression.range)
      locals.removeSubrange(depth...)
      marks.formUnion(part.marks)
      if let part = part.stringValue { text += part } else { isKnown = false }
      guard text.utf8.count <= budget.limits.textBytes else { return }
    }
  }
}
