extension Evaluator {
  /// What a collection is iterated over as: a key and a value each time. `nil` where that is not known or was reported.
  mutating func items(of collection: Value, at range: SourceRange) -> [(key: Value, value: Value)]? {
    switch collection.content {
    case .list(_, let elements), .tuple(let elements):
      return elements.enumerated().map { (Value(.number(Number(counting: $0.offset))), $0.element) }
    case .set(_, let elements): return elements.map { ($0, $0) }
    case .object where collection.isOpenObject: return nil
    case .map(_, let elements), .object(let elements):
      return elements.sorted { $0.key < $1.key }.map { (Value(.string($0.key)), $0.value) }
    case .null:
      report(
        "Iteration over null value",
        "A null value cannot be used as the collection in a 'for' expression.",
        range
      )
      return nil
    case .unknown(let type, _):
      if type != .dynamic, type.isPrimitive { fallthrough }
      return nil
    default:
      report(
        "Iteration over non-iterable value",
        "A value of type \(collection.type.friendlyName) cannot be used as the collection in a 'for' expression.",
        range
      )
      return nil
    }
  }

  /// Binds names, and returns how many were bound before.
  mutating func bind(_ keyName: String?, _ key: Value, _ valueName: String, _ value: Value) -> Int {
    let depth = locals.count
    if let keyName { locals.append((keyName, key)) }
    locals.append((valueName, value))
    return depth
  }

  mutating func evaluateFor(_ loop: ForExpression, isObject: Bool, at range: SourceRange) -> Value {
    let errors = errorCount
    let collection = evaluate(loop.collection)
    if errorCount > errors { return .unknown }
    var marks = collection.marks
    guard let items = items(of: collection, at: loop.collection.range) else {
      return Value(.unknown(.dynamic, nil), marks: collection.deepMarks)
    }
    if let condition = loop.condition, !isPlausible(condition, loop) { return .unknown }
    var outcome = LoopOutcome()
    outcome.elements.reserveCapacity(isObject ? 0 : items.count)
    for (key, value) in items {
      if budget.isExhausted {
        _ = evaluate(loop.result)
        return .unknown
      }
      let depth = bind(loop.keyName, key, loop.valueName, value)
      evaluateIteration(loop, isObject, &outcome, &marks)
      locals.removeSubrange(depth...)
      // What is too large already will be refused below: the rest of a loop in loops would take hours.
      if outcome.weight > Int(budget.limits.valueWeight) { break }
    }
    budget.spend(products: items.count)
    guard outcome.isKnown else {
      for value in outcome.elements { marks.formUnion(value.deepMarks) }
      for value in outcome.attributes.values { marks.formUnion(value.deepMarks) }
      return Value(.unknown(.dynamic, nil), marks: marks)
    }
    if !isObject { return checked(Value(.tuple(outcome.elements), marks: marks), at: range) }
    if loop.groups { outcome.attributes = outcome.groups.mapValues { Value(.tuple($0)) } }
    return checked(Value(.object(outcome.attributes), marks: marks), at: range)
  }

  private struct LoopOutcome {
    var elements: [Value] = []
    var attributes: [String: Value] = [:]
    var groups: [String: [Value]] = [:]
    var isKnown = true
    /// Of all results together.
    var weight = 0
  }

  /// Whether a condition may be one at all, seen before anything is iterated over.
  private mutating func isPlausible(_ condition: Expression, _ loop: ForExpression) -> Bool {
    let errors = errorCount
    let depth = bind(loop.keyName, .unknown, loop.valueName, .unknown)
    let value = evaluate(condition)
    locals.removeSubrange(depth...)
    if errorCount > errors { return false }
    if value.isNull {
      report("Condition is null", "The value of the 'if' clause must not be null.", condition.range)
      return false
    }
    do { _ = try value.converted(to: .bool) } catch {
      report("Invalid 'for' condition", "The 'if' clause value is invalid: \(error.message).", condition.range)
      return false
    }
    return true
  }

  /// Whether the present iteration counts; `nil` where that is not known or was reported.
  private mutating func isIncluded(_ condition: Expression, _ marks: inout Value.Marks) -> Bool? {
    let errors = errorCount
    let value = evaluate(condition)
    if errorCount > errors { return nil }
    marks.formUnion(value.marks)
    if value.isNull {
      report("Invalid 'for' condition", "The value of the 'if' clause must not be null.", condition.range)
      return nil
    }
    do { return try value.converted(to: .bool).boolValue } catch {
      report("Invalid 'for' condition", "The 'if' clause value is invalid: \(error.message).", condition.range)
      return nil
    }
  }

  private mutating func evaluateIteration(
    _ loop: ForExpression,
    _ isObject: Bool,
    _ outcome: inout LoopOutcome,
    _ marks: inout Value.Marks
  ) {
    if let condition = loop.condition {
      guard let isIncluded = isIncluded(condition, &marks) else {
        outcome.isKnown = false
        // What would be made may still go in.
        marks.formUnion(evaluate(loop.result).deepMarks)
        return
      }
      if !isIncluded { return }
    }
    guard isObject, let keyExpression = loop.key else {
      let value = evaluate(loop.result)
      outcome.weight += Int(value.summary.weight)
      outcome.elements.append(value)
      return
    }
    let errors = errorCount
    let key = evaluate(keyExpression)
    if errorCount > errors {
      outcome.isKnown = false
      return
    }
    if key.isNull {
      report(
        "Invalid object key",
        "Key expression in 'for' expression must not produce a null value.",
        keyExpression.range
      )
      outcome.isKnown = false
      return
    }
    marks.formUnion(key.marks)
    let name: String?
    do { name = try key.unmarked.converted(to: .string).stringValue } catch {
      report(
        "Invalid object key",
        "The key expression produced an invalid result: \(error.message).",
        keyExpression.range
      )
      outcome.isKnown = false
      return
    }
    let value = evaluate(loop.result)
    outcome.weight += Int(value.summary.weight)
    guard let name else {
      marks.formUnion(value.deepMarks)
      outcome.isKnown = false
      return
    }
    if loop.groups {
      outcome.groups[name, default: []].append(value)
    } else if outcome.attributes[name] != nil {
      report(
        "Duplicate object key",
        "Two different items produced the key \"\(name)\" in this 'for' expression. If duplicates are expected, use the "
          + "ellipsis (...) after the value expression to enable grouping by key.",
        keyExpression.range
      )
    } else {
      outcome.attributes[name] = value
    }
  }

  mutating func evaluateSplat(_ source: Expression, _ each: Expression, at range: SourceRange) -> Value {
    let errors = errorCount
    let value = evaluate(source)
    if errorCount > errors { return .unknown }
    let type = value.isKnown ? nil : value.type
    switch value.content {
    case .null(.list), .null(.set), .null(.tuple):
      report(
        "Splat of null value",
        "Splat expressions (with the * symbol) cannot be applied to null sequences.",
        source.range
      )
      return .unknown
    case .null: return Value(.tuple([]), marks: value.marks)
    case .list(_, let elements), .set(_, let elements):
      let results = map(elements, each)
      if errorCount > errors { return .unknown }
      guard let first = results.first?.type else {
        return Value(.list(value.type.elementType.map { resultType($0, each) } ?? .dynamic, []), marks: value.marks)
      }
      if case .set = value.content, !value.hasKnownLength {
        return Value(
          .unknown(.list(first), nil),
          marks: results.reduce(into: value.marks) { $0.formUnion($1.deepMarks) }
        )
      }
      if results.allSatisfy({ $0.hasType(first) }) {
        return checked(Value(.list(first, results), marks: value.marks), at: range)
      }
      // Some parts are open, and so differ in type.
      return checked(Value(.tuple(results), marks: value.marks), at: range)
    case .tuple(let elements):
      let results = map(elements, each)
      if errorCount > errors { return .unknown }
      return checked(Value(.tuple(results), marks: value.marks), at: range)
    case .unknown:
      switch type {
      case .list(let element)?, .set(let element)?:
        return Value(.unknown(.list(resultType(element, each)), nil), marks: value.marks)
      case .tuple(let elements)?:
        return Value(.unknown(.tuple(elements.map { resultType($0, each) }), nil), marks: value.marks)
      case .dynamic?: return Value(.unknown(.dynamic, nil), marks: value.marks)
      default:
        // One element or none, depending on whether it will be null.
        let results = map([value.unmarked], each)
        if value.isDefinitelyNotNull { return Value(.tuple(results), marks: value.marks) }
        return Value(.unknown(.dynamic, nil), marks: value.marks)
      }
    default:
      let results = map([value.unmarked], each)
      if errorCount > errors { return .unknown }
      return checked(Value(.tuple(results), marks: value.marks), at: range)
    }
  }

  private mutating func map(_ elements: [Value], _ each: Expression) -> [Value] {
    budget.spend(products: elements.count)
    if case .splatElement = each.kind { return elements }
    return elements.map { element in
      splatElements.append(element)
      defer { splatElements.removeLast() }
      return evaluate(each)
    }
  }

  private mutating func resultType(_ element: ValueType, _ each: Expression) -> ValueType {
    map([Value(.unknown(element, nil))], each).first?.type ?? .dynamic
  }
}
