/// Functions of sets.
enum SetFunctions {
  static let all: [String: Function] = [
    "setunion": operation { sets in .set(sets.type, sets.sets.flatMap { $0 }) },
    "setintersection": operation { sets in
      let rest = sets.sets.dropFirst().map(Set.init)
      return .set(sets.type, (sets.sets.first ?? []).filter { element in rest.allSatisfy { $0.contains(element) } })
    },
    "setsubtract": Function([parameter("a"), parameter("b")], returns: type) { arguments, _ throws(FunctionError) in
      try combined(arguments) { sets in
        let removed = Set(sets.sets.last ?? [])
        return .set(sets.type, (sets.sets.first ?? []).filter { !removed.contains($0) })
      }
    },
    "setproduct": Function(
      [],
      variadic: .init("sets", .dynamic, marks: .kept),
      returns: .dynamic,
      product
    ),
  ]

  private static func parameter(_ name: String) -> Function.Parameter {
    .init(name, .set(.dynamic), marks: .originsKept)
  }

  private static func operation(_ body: @escaping @Sendable (Operands) -> Value) -> Function {
    Function([parameter("first_set")], variadic: parameter("other_sets"), returns: type) {
      arguments,
      _ throws(FunctionError) in try combined(arguments, body)
    }
  }

  private struct Operands {
    var type: ValueType
    var sets: [[Value]]
  }

  private static let type: @Sendable ([Value]) throws(FunctionError) -> ValueType = { arguments throws(FunctionError) in
    // An empty set of no particular type goes with any.
    let types = arguments.filter { !isEmptyAndOpen($0) }.compactMap(\.type.elementType)
    if types.isEmpty { return .set(.dynamic) }
    guard let element = Unification.unified(types) else {
      throw FunctionError("given sets must all have compatible element types")
    }
    return .set(element)
  }

  private static func isEmptyAndOpen(_ value: Value) -> Bool {
    if case .set(.dynamic, let elements) = value.content { elements.isEmpty } else { false }
  }

  private static func combined(_ arguments: [Value], _ body: (Operands) -> Value) throws(FunctionError) -> Value {
    let type = try type(arguments)
    guard case .set(let element) = type else { return Value(.unknown(type, nil)) }
    let marks = arguments.reduce(into: Value.Marks()) { $0.formUnion($1.marks) }
    guard arguments.allSatisfy(\.isWhollyKnown) else {
      return Value(.unknown(type, nil), marks: arguments.reduce(into: marks) { $0.formUnion($1.deepMarks) })
    }
    var sets: [[Value]] = []
    for (index, argument) in arguments.enumerated() {
      let converted = isEmptyAndOpen(argument) ? argument : try Value.conversion(argument, to: type, argument: index)
      sets.append((converted.elements ?? []).map { $0.deeplyUnmarked().value })
    }
    return body(Operands(type: element, sets: sets)).marked(marks)
  }

  private static let product: Function.Body = { arguments, context throws(FunctionError) in
    guard arguments.count >= 2 else { throw FunctionError("at least two arguments are required") }
    var types: [ValueType] = []
    // One set among them is enough for a set of results.
    let areSets = arguments.contains { if case .set = $0.content { true } else { false } }
    for (index, argument) in arguments.enumerated() {
      switch argument.content {
      case .set(let type, _): types.append(type)
      case .list(let type, _):
        types.append(type)
      case .tuple(let elements):
        if elements.isEmpty {
          types.append(.dynamic)
        } else {
          guard let common = Unification.unifiedTypes(of: elements) else {
            throw FunctionError("all elements must be of the same type", argument: index)
          }
          types.append(common)
        }
      default: throw FunctionError("a set or a list is required", argument: index)
      }
    }
    let element = ValueType.tuple(types)
    let marks = arguments.reduce(into: Value.Marks()) { $0.formUnion($1.marks) }
    guard arguments.allSatisfy(\.hasKnownLength) else {
      let deep = arguments.reduce(into: marks) { $0.formUnion($1.deepMarks) }
      return Value(.unknown(areSets ? .set(element) : .list(element), nil), marks: deep)
    }
    var count = 1
    var lists: [[Value]] = []
    for (index, argument) in arguments.enumerated() {
      var elements: [Value] = []
      for value in argument.elements ?? [] {
        elements.append(try Value.conversion(value, to: types[index], argument: index))
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: elements.count)
      count = overflow ? .max : product
      lists.append(elements)
    }
    let (total, overflow) = count.multipliedReportingOverflow(by: lists.count + 1)
    try context.reserve(elements: overflow ? .max : total)
    if count == 0 { return Value(areSets ? .set(element, []) : .list(element, []), marks: marks) }
    var rows: [[Value]] = [[]]
    for list in lists { rows = rows.flatMap { row in list.map { row + [$0] } } }
    let tuples = rows.map { Value(.tuple($0)) }
    return (areSets ? Value.set(element, tuples) : .list(element, tuples)).marked(marks)
  }
}
