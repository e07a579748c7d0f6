/// Functions of lists and tuples.
enum SequenceFunctions {
  static let all: [String: Function] = [
    "alltrue": Function([.init("list", .list(.bool), unknown: true)], returns: .bool) {
      arguments,
      _ throws(FunctionError) in
      quantified(arguments[0], decisive: false)
    },
    "anytrue": Function([.init("list", .list(.bool), unknown: true)], returns: .bool) {
      arguments,
      _ throws(FunctionError) in
      quantified(arguments[0], decisive: true)
    },
    "chunklist": Function(
      [.init("list", .list(.dynamic), marks: .kept), .init("size", .number)],
      returns: { arguments throws(FunctionError) in .list(arguments[0].type) },
      chunks
    ),
    "compact": Function([.init("list", .list(.string), marks: .originsKept)], returns: .list(.string), compact),
    "concat": Function([], variadic: .init("seqs", .dynamic, unknown: true, marks: .kept), returns: .dynamic) {
      arguments,
      context throws(FunctionError) in try concatenated(arguments, &context)
    },
    "distinct": Function(
      [.init("list", .list(.dynamic), marks: .originsKept)],
      returns: { arguments throws(FunctionError) in arguments[0].type },
      distinct
    ),
    "element": Function(
      [.init("list", .dynamic, unknown: true, marks: .kept), .init("index", .number)],
      returns: .dynamic,
      element
    ),
    "flatten": Function([.init("list", .dynamic, unknown: true, marks: .kept)], returns: .dynamic, flatten),
    "index": Function([.init("list", .dynamic), .init("value", .dynamic)], returns: .number, index),
    "matchkeys": Function(
      [
        .init("values", .list(.dynamic), marks: .originsKept), .init("keys", .list(.dynamic)),
        .init("searchset", .list(.dynamic)),
      ],
      returns: { arguments throws(FunctionError) in arguments[0].type },
      matchKeys
    ),
    "one": Function([.init("list", .dynamic, unknown: true, marks: .kept)], returns: .dynamic, one),
    "range": Function([], variadic: .init("params", .number), returns: .list(.number), range),
    "reverse": Function(
      [.init("list", .dynamic, marks: .kept)],
      returns: { arguments throws(FunctionError) in
        switch arguments[0].type {
        case .list(let element), .set(let element): .list(element)
        case .tuple(let elements): .tuple(elements.reversed())
        case .dynamic: .dynamic
        default:
          throw FunctionError(
            "can only reverse list or tuple values, not \(arguments[0].type.friendlyName)",
            argument: 0
          )
        }
      },
      reverse
    ),
    "slice": Function(
      [.init("list", .dynamic, marks: .kept), .init("start_index", .number), .init("end_index", .number)],
      returns: { arguments throws(FunctionError) in
        if case .list = arguments[0].type { arguments[0].type } else { .dynamic }
      },
      slice
    ),
    "sort": Function([.init("list", .list(.string), unknown: true)], returns: .list(.string), sort),
    "sum": Function([.init("list", .dynamic)], returns: .number, sum),
  ]

  private static func quantified(_ list: Value, decisive: Bool) -> Value {
    guard let elements = list.elements else { return Value(.unknown(.bool, nil)) }
    var isOpen = false
    for element in elements {
      // A null is not true: it decides what needs all, and counts for nothing in what needs any.
      if element.boolValue == decisive || element.isNull && !decisive { return .bool(decisive) }
      if !element.isKnown { isOpen = true }
    }
    return isOpen ? Value(.unknown(.bool, nil)) : .bool(!decisive)
  }

  private static let chunks: Function.Body = { arguments, context throws(FunctionError) in
    let size = try arguments.integer(1)
    guard size >= 0 else { throw FunctionError("the size argument must be positive", argument: 1) }
    let (type, elements) = (arguments[0].type, arguments.elements(0))
    let marks = arguments[0].marks
    if elements.isEmpty { return Value(.list(type, []), marks: marks) }
    if size == 0 { return Value(.list(type, [arguments[0].unmarked]), marks: marks) }
    try context.reserve(elements: elements.count)
    let element = type.elementType ?? .dynamic
    let parts = stride(from: 0, to: elements.count, by: size).map { start in
      Value(.list(element, Array(elements[start..<min(start.addingClamped(size), elements.count)])))
    }
    return Value(.list(type, parts), marks: marks)
  }

  private static let compact: Function.Body = { arguments, _ throws(FunctionError) in
    var result: [Value] = []
    for element in arguments.elements(0) {
      if element.isNull || element.stringValue == "" { continue }
      // The identity of a resource is never empty, and so stays in whatever it is.
      guard element.isKnown || element.origin?.isIdentity == true else {
        return Value(.unknown(.list(.string), nil), marks: arguments[0].deepMarks)
      }
      result.append(element)
    }
    return Value(.list(.string, result), marks: arguments[0].marks)
  }

  private static func concatenated(_ arguments: [Value], _ context: inout CallContext) throws(FunctionError) -> Value {
    guard !arguments.isEmpty else { throw FunctionError("at least one argument is required") }
    let marks = arguments.reduce(into: Value.Marks()) { $0.formUnion($1.marks) }
    var count = 0
    var areLists = true
    for (index, argument) in arguments.enumerated() {
      switch argument.type {
      case .list: break
      case .tuple: areLists = false
      case .dynamic: if !argument.isKnown { areLists = false } else { fallthrough }
      default:
        throw FunctionError("all arguments must be lists or tuples; got \(argument.type.friendlyName)", argument: index)
      }
      count = count.addingClamped(argument.elements?.count ?? 0)
    }
    try context.reserve(elements: count)
    let isKnown = arguments.allSatisfy { $0.elements != nil }
    let deep = isKnown ? marks : arguments.reduce(into: marks) { $0.formUnion($1.deepMarks) }
    if areLists, let common = Unification.unified(arguments.map(\.type)), case .list(let element) = common {
      guard isKnown else { return Value(.unknown(common, nil), marks: deep) }
      var elements: [Value] = []
      elements.reserveCapacity(count)
      for (index, argument) in arguments.enumerated() {
        elements += try Value.conversion(argument, to: common, argument: index).elements ?? []
      }
      return Value(.list(element, elements), marks: marks)
    }
    guard isKnown else { return Value(.unknown(.dynamic, nil), marks: deep) }
    return Value(.tuple(arguments.flatMap { $0.elements ?? [] }), marks: marks)
  }

  private static let distinct: Function.Body = { arguments, _ throws(FunctionError) in
    let list = arguments[0]
    guard list.isWhollyKnown else { return Value(.unknown(list.type, nil), marks: list.deepMarks) }
    var seen: Set<Value> = []
    let elements = arguments.elements(0).filter { seen.insert($0.deeplyUnmarked().value).inserted }
    return Value(.list(list.type.elementType ?? .dynamic, elements), marks: list.marks)
  }

  private static let element: Function.Body = { arguments, _ throws(FunctionError) in
    let list = arguments[0]
    let index = try arguments.integer(1)
    guard index >= 0 else { throw FunctionError("cannot use element function with a negative index", argument: 1) }
    func empty() -> FunctionError { FunctionError("cannot use element function with an empty list", argument: 0) }
    switch list.content {
    case .list(_, let elements), .tuple(let elements):
      guard !elements.isEmpty else { throw empty() }
      return elements[index % elements.count].marked(list.marks)
    case .unknown(let type, _):
      switch type {
      case .list(let element): return Value(.unknown(element, nil), marks: list.marks)
      case .tuple(let elements):
        guard !elements.isEmpty else { throw empty() }
        return Value(.unknown(elements[index % elements.count], nil), marks: list.marks)
      case .dynamic: return Value(.unknown(.dynamic, nil), marks: list.marks)
      default: break
      }
    default: break
    }
    throw FunctionError("cannot read elements from \(list.type.friendlyName)", argument: 0)
  }

  private static let flatten: Function.Body = { arguments, context throws(FunctionError) in
    let list = arguments[0]
    switch list.type {
    case .list, .set, .tuple: break
    case .dynamic where !list.isKnown: return Value(.unknown(.dynamic, nil), marks: list.marks)
    default: throw FunctionError("can only flatten lists, sets and tuples", argument: 0)
    }
    var flattening = Flattening()
    flattening.walk(list)
    try context.reserve(elements: flattening.elements.count)
    return flattening.result
  }

  /// What is gathered on the way through lists in lists.
  private struct Flattening {
    var elements: [Value] = []
    var marks = Value.Marks()
    var isKnown = true

    mutating func walk(_ value: Value) {
      marks.formUnion(value.marks)
      guard value.hasKnownLength, let parts = value.elements else {
        isKnown = false
        marks.formUnion(value.deepMarks)
        return
      }
      for part in parts {
        switch part.content {
        case .list, .set, .tuple: walk(part)
        case .unknown(let type, let origin):
          // What may turn out to be a list is not one element.
          switch type {
          case .dynamic where origin?.isIdentity != true, .list, .set, .tuple:
            isKnown = false
            marks.formUnion(part.marks)
          default: elements.append(part)
          }
        default: elements.append(part)
        }
      }
    }

    var result: Value {
      if isKnown { return Value(.tuple(elements), marks: marks) }
      return Value(.unknown(.dynamic, nil), marks: elements.reduce(into: marks) { $0.formUnion($1.deepMarks) })
    }
  }

  private static let index: Function.Body = { arguments, _ throws(FunctionError) in
    switch arguments[0].content {
    case .list, .tuple: break
    default: throw FunctionError("argument must be a list or tuple", argument: 0)
    }
    let elements = arguments.elements(0)
    if elements.isEmpty { throw FunctionError("cannot search an empty list", argument: 0) }
    for (index, element) in elements.enumerated() {
      switch element.isEqual(to: arguments[1]) {
      case true?: return .number(Number(counting: index))
      case nil: return Value(.unknown(.number, nil))
      case false?: break
      }
    }
    throw FunctionError("item not found")
  }

  private static let matchKeys: Function.Body = { arguments, _ throws(FunctionError) in
    let (values, keys, wanted) = (arguments.elements(0), arguments.elements(1), arguments.elements(2))
    guard values.count == keys.count else { throw FunctionError("length of keys and values should be equal") }
    let type = arguments[0].type
    guard let common = Unification.unified([arguments[1].type, arguments[2].type]), case .list(let keyType) = common
    else {
      throw FunctionError("keys and searchset must be of the same type")
    }
    var result: [Value] = []
    for (value, key) in zip(values, keys) {
      let key = try Value.conversion(key, to: keyType)
      for candidate in wanted {
        switch try Value.conversion(candidate, to: keyType).isEqual(to: key) {
        case true?: result.append(value)
        case false?: continue
        case nil: return Value(.unknown(type, nil), marks: arguments[0].deepMarks)
        }
        break
      }
    }
    return Value(.list(type.elementType ?? .dynamic, result), marks: arguments[0].marks)
  }

  private static let one: Function.Body = { arguments, _ throws(FunctionError) in
    let list = arguments[0]
    func failure() -> FunctionError {
      FunctionError("must be a list, set, or tuple value with either zero or one elements", argument: 0)
    }
    switch list.content {
    case .list(let type, let elements), .set(let type, let elements):
      guard list.hasKnownLength else { return Value(.unknown(type, nil), marks: list.deepMarks) }
      guard elements.count <= 1 else { throw failure() }
      return (elements.first ?? .null(type)).marked(list.marks)
    case .tuple(let elements):
      guard elements.count <= 1 else { throw failure() }
      return (elements.first ?? .null).marked(list.marks)
    case .unknown(let type, _):
      switch type {
      case .list(let element), .set(let element): return Value(.unknown(element, nil), marks: list.marks)
      case .tuple(let elements):
        guard elements.count <= 1 else { throw failure() }
        return elements.first.map { Value(.unknown($0, nil), marks: list.marks) }
          ?? Value(.null(.dynamic), marks: list.marks)
      case .dynamic: return Value(.unknown(.dynamic, nil), marks: list.marks)
      default: throw failure()
      }
    default: throw failure()
    }
  }

  private static let range: Function.Body = { arguments, _ throws(FunctionError) in
    guard (1...3).contains(arguments.count) else { throw FunctionError("must have one, two, or three arguments") }
    let start = arguments.count == 1 ? Number(counting: 0) : arguments.number(0)
    let end = arguments.count == 1 ? arguments.number(0) : arguments.number(1)
    let step = arguments.count == 3 ? arguments.number(2) : Number(counting: end < start ? -1 : 1)
    if step.isZero { throw FunctionError("step must not be zero", argument: 2) }
    let isDown = step.signum < 0
    if isDown, start < end { throw FunctionError("end must be less than start when step is negative", argument: 1) }
    if !isDown, end < start { throw FunctionError("end must be greater than start when step is positive", argument: 1) }
    var result: [Value] = []
    var number = start
    while isDown ? end < number : number < end {
      guard result.count < 1024 else {
        throw FunctionError(
          "more than 1024 values were generated; either decrease the difference between start and end or use a smaller "
            + "step"
        )
      }
      result.append(.number(number))
      do { number = try number.adding(step) } catch { throw FunctionError("the numbers can't be added") }
    }
    return .list(.number, result)
  }

  private static let reverse: Function.Body = { arguments, _ throws(FunctionError) in
    let value = arguments[0]
    return switch value.content {
    case .list(let type, let elements): Value(.list(type, elements.reversed()), marks: value.marks)
    case .set(let type, let elements):
      value.hasKnownLength
        ? Value(.list(type, elements.reversed()), marks: value.marks)
        : Value(.unknown(.list(type), nil), marks: value.deepMarks)
    case .tuple(let elements): Value(.tuple(elements.reversed()), marks: value.marks)
    default: throw FunctionError("can only reverse list or tuple values, not \(value.type.friendlyName)", argument: 0)
    }
  }

  private static let slice: Function.Body = { arguments, _ throws(FunctionError) in
    let value = arguments[0]
    switch value.content {
    case .list, .tuple: break
    case .set:
      throw FunctionError(
        "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
        argument: 0
      )
    default: throw FunctionError("must be a list or tuple value", argument: 0)
    }
    let elements = arguments.elements(0)
    let (start, end) = (try arguments.integer(1), try arguments.integer(2))
    if start < 0 { throw FunctionError("start index must not be less than zero", argument: 1) }
    if start > elements.count {
      throw FunctionError("start index must not be greater than the length of the list", argument: 1)
    }
    if end < 0 { throw FunctionError("end index must not be less than zero", argument: 2) }
    if end > elements.count {
      throw FunctionError("end index must not be greater than the length of the list", argument: 2)
    }
    if start > end { throw FunctionError("start index must not be greater than end index", argument: 1) }
    let part = Array(elements[start..<end])
    if case .list(let type, _) = value.content { return Value(.list(type, part), marks: value.marks) }
    return Value(.tuple(part), marks: value.marks)
  }

  private static let sort: Function.Body = { arguments, _ throws(FunctionError) in
    guard arguments[0].isWhollyKnown, let elements = arguments[0].elements else {
      return Value(.unknown(.list(.string), nil))
    }
    if let index = elements.firstIndex(where: \.isNull) {
      throw FunctionError("given list element \(index) is null; a null string cannot be sorted", argument: 0)
    }
    return .list(.string, elements.sorted { ($0.stringValue ?? "") < ($1.stringValue ?? "") })
  }

  private static let sum: Function.Body = { arguments, _ throws(FunctionError) in
    func wrong(_ value: Value) -> FunctionError {
      FunctionError("argument must be list, set, or tuple of number values", argument: 0)
    }
    guard let elements = arguments[0].elements else {
      if arguments[0].attributes != nil {
        throw FunctionError(
          "argument must be list, set, or tuple. Received \(arguments[0].type.friendlyName)",
          argument: 0
        )
      }
      throw FunctionError("cannot sum noniterable", argument: 0)
    }
    if elements.isEmpty { throw FunctionError("cannot sum an empty list", argument: 0) }
    guard arguments[0].isWhollyKnown else { return Value(.unknown(.number, nil)) }
    var total: Number?
    for element in elements {
      guard !element.isNull, let number = (try? element.converted(to: .number))?.numberValue else {
        throw wrong(element)
      }
      do { total = try total?.adding(number) ?? number } catch {
        throw FunctionError("can't compute sum of opposing infinities")
      }
    }
    return .number(total ?? 0)
  }
}
