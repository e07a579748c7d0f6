/// Functions of maps and objects, and those of collections of any kind.
enum CollectionFunctions {
  static let all: [String: Function] = [
    "length": Function([.init("value", .dynamic, unknown: true, marks: .kept)], returns: .number, length),
    "keys": Function([.init("inputMap", .dynamic, unknown: true, marks: .kept)], returns: keysType, keys),
    "values": Function([.init("mapping", .dynamic, marks: .kept)], returns: valuesType, values),
    "lookup": Function(
      [.init("inputMap", .dynamic, unknown: true, marks: .kept), .init("key", .string, marks: .kept)],
      variadic: .init("default", .dynamic, null: true, unknown: true, marks: .kept),
      returns: lookupType,
      lookup
    ),
    "merge": Function(
      [],
      variadic: .init("maps", .dynamic, null: true, marks: .kept),
      returns: mergedType
    ) { arguments, context throws(FunctionError) in try merge(arguments, &context) },
    "zipmap": Function(
      [.init("keys", .list(.string), marks: .kept), .init("values", .dynamic, marks: .kept)],
      returns: { arguments throws(FunctionError) in
        switch arguments[1].type {
        case .list(let element): .map(element)
        case .tuple, .dynamic: .dynamic
        default: throw FunctionError("values argument must be a list or tuple value", argument: 1)
        }
      },
      zipmap
    ),
    "transpose": Function(
      [.init("values", .map(.list(.string)), marks: .originsKept)],
      returns: .map(.list(.string)),
      transpose
    ),
    "coalesce": Function(
      [],
      variadic: .init("vals", .dynamic, null: true, unknown: true, marks: .kept),
      returns: { arguments throws(FunctionError) in try coalescedType(arguments) },
      coalesce
    ),
    "coalescelist": Function(
      [],
      variadic: .init("vals", .dynamic, null: true, unknown: true, marks: .originsKept),
      returns: .dynamic,
      coalesceList
    ),
    "contains": Function(
      [.init("list", .dynamic, unknown: true, marks: .merged), .init("value", .dynamic, unknown: true)],
      returns: .bool,
      contains
    ),
  ]

  private static let length: Function.Body = { arguments, _ throws(FunctionError) in
    let value = arguments[0]
    let count: Int
    switch value.content {
    case .string(let text): count = text.count
    case .list(_, let elements), .tuple(let elements): count = elements.count
    case .set(_, let elements):
      guard value.hasKnownLength else { return Value(.unknown(.number, nil), marks: value.deepMarks) }
      count = elements.count
    case .object where value.isOpenObject: return Value(.unknown(.number, nil), marks: value.deepMarks)
    case .map(_, let elements), .object(let elements): count = elements.count
    case .unknown(let type, _):
      switch type {
      case .tuple(let elements): count = elements.count
      case .object(let attributes, _): count = attributes.count
      case .bool, .number: throw notACollection()
      default: return Value(.unknown(.number, nil), marks: value.marks)
      }
    default: throw notACollection()
    }
    return Value(.number(Number(counting: count)), marks: value.marks)
  }

  private static func notACollection() -> FunctionError {
    FunctionError("argument must be a string, a collection type, or a structural type", argument: 0)
  }

  private static let keysType: @Sendable ([Value]) throws(FunctionError) -> ValueType = {
    arguments throws(FunctionError) in
    switch arguments[0].type {
    case .map: .list(.string)
    case .object(let attributes, _): .tuple(attributes.map { _ in .string })
    case .dynamic: .dynamic
    default: throw FunctionError("must have map or object type", argument: 0)
    }
  }

  private static let keys: Function.Body = { arguments, _ throws(FunctionError) in
    let type = try keysType(arguments)
    let value = arguments[0]
    if value.isOpenObject { return Value(.unknown(.dynamic, nil), marks: value.deepMarks) }
    let names: [String]
    switch value.content {
    case .map(_, let elements), .object(let elements): names = elements.keys.sorted()
    case .unknown(.object(let attributes, _), _): names = attributes.keys.sorted()
    default: return Value(.unknown(type, nil), marks: value.marks)
    }
    let texts = names.map { Value(.string($0)) }
    if case .list = type { return Value(.list(.string, texts), marks: value.marks) }
    return Value(.tuple(texts), marks: value.marks)
  }

  private static let valuesType: @Sendable ([Value]) throws(FunctionError) -> ValueType = {
    arguments throws(FunctionError) in
    switch arguments[0].type {
    case .map(let element): .list(element)
    case .object(let attributes, _): .tuple(attributes.sorted { $0.key < $1.key }.map(\.value))
    case .dynamic: .dynamic
    default: throw FunctionError("values() requires a map as the first argument", argument: 0)
    }
  }

  private static let values: Function.Body = { arguments, _ throws(FunctionError) in
    let value = arguments[0]
    if value.isOpenObject { return Value(.unknown(.dynamic, nil), marks: value.deepMarks) }
    let elements = (value.orderedAttributes ?? []).map(\.value)
    if case .map(let type, _) = value.content { return Value(.list(type, elements), marks: value.marks) }
    _ = try valuesType(arguments)
    return Value(.tuple(elements), marks: value.marks)
  }

  private static let lookupType: @Sendable ([Value]) throws(FunctionError) -> ValueType = {
    arguments throws(FunctionError) in
    guard arguments.count <= 3 else {
      throw FunctionError("lookup() takes two or three arguments, got \(arguments.count)")
    }
    switch arguments[0].type {
    case .object(let attributes, _):
      guard let key = arguments[1].stringValue else { return .dynamic }
      if let type = attributes[key] { return type }
      if arguments[0].isOpenObject { return .dynamic }
      if arguments.count == 3 { return arguments[2].type }
      throw FunctionError("the given object has no attribute \(GoQuoting.quoted(key))", argument: 0)
    case .map(let element):
      if arguments.count == 3 {
        do { _ = try arguments[2].converted(to: element) } catch {
          throw FunctionError("the default value must have the same type as the map elements", argument: 2)
        }
      }
      return element
    case .dynamic: return .dynamic
    default: throw FunctionError("lookup() requires a map as the first argument", argument: 0)
    }
  }

  private static let lookup: Function.Body = { arguments, _ throws(FunctionError) in
    let type = try lookupType(arguments)
    let (map, key) = (arguments[0], arguments.text(1))
    var marks = map.marks.union(arguments[1].marks)
    guard let elements = map.attributes else {
      if case .unknown(.object, _) = map.content, let name = arguments[1].stringValue,
        case .success(let value) = map.applying(.attribute(name))
      {
        return value.marked(marks)
      }
      for argument in arguments.dropFirst(2) { marks.formUnion(argument.deepMarks) }
      return Value(.unknown(type, nil), marks: marks)
    }
    if let value = elements[key] { return value.marked(marks) }
    if map.isOpenObject { return Value(.unknown(.dynamic, nil), marks: marks.union(map.deepMarks)) }
    guard arguments.count == 3 else {
      throw FunctionError("lookup failed to find key \(GoQuoting.quoted(key))")
    }
    return try Value.conversion(arguments[2], to: type, argument: 2).marked(marks)
  }

  private static let mergedType: @Sendable ([Value]) throws(FunctionError) -> ValueType = {
    arguments throws(FunctionError) in
    var attributes: [String: ValueType] = [:]
    guard let first = arguments.first else { return .object([:], optional: []) }
    var (isOpen, isSame, areKnown) = (false, true, true)
    let firstType = first.type
    for (index, argument) in arguments.enumerated() {
      let type = argument.type
      switch type {
      case .dynamic: isOpen = true
      case .object(let own, _): if !argument.isNull { attributes.merge(own) { $1 } }
      case .map(let element):
        if case .map(_, let elements) = argument.content {
          for key in elements.keys { attributes[key] = element }
        } else if !argument.isNull {
          areKnown = false
        }
      default:
        throw FunctionError(
          "arguments must be maps or objects, got \(GoQuoting.quoted(type.friendlyName))",
          argument: index
        )
      }
      if isOpen { return .dynamic }
      if isSame, type != firstType { isSame = false }
    }
    if isSame { return firstType }
    return areKnown ? .object(attributes, optional: []) : .dynamic
  }

  private static func merge(_ arguments: [Value], _ context: inout CallContext) throws(FunctionError) -> Value {
    // What an object has beside what is given of it comes after what was there before.
    if arguments.dropFirst().contains(where: \.isOpenObject) {
      return Value(.unknown(.dynamic, nil), marks: arguments.reduce(into: Value.Marks()) { $0.formUnion($1.deepMarks) })
    }
    let type = try mergedType(arguments)
    var result: [String: Value] = [:]
    var marks = Value.Marks()
    var areAllNull = !arguments.isEmpty
    for argument in arguments {
      marks.formUnion(argument.marks)
      if argument.isNull { continue }
      areAllNull = false
      let attributes = argument.attributes ?? [:]
      try context.reserve(elements: attributes.count)
      result.merge(attributes) { $1 }
    }
    if areAllNull, type != .dynamic { return Value(.null(type), marks: marks) }
    if case .map(let element) = type { return Value(.map(element, result), marks: marks) }
    return Value(.object(result), marks: marks)
  }

  private static let zipmap: Function.Body = { arguments, _ throws(FunctionError) in
    let (keys, values) = (arguments.elements(0), arguments.elements(1))
    let marks = arguments[0].marks.union(arguments[1].marks)
    guard arguments[1].elements != nil, !{ if case .set = arguments[1].content { true } else { false } }() else {
      throw FunctionError("values argument must be a list or tuple value", argument: 1)
    }
    guard keys.count == values.count else {
      throw FunctionError(
        "number of keys (\(keys.count)) does not match number of values (\(values.count))",
        argument: 1
      )
    }
    var result: [String: Value] = [:]
    var keyMarks = Value.Marks()
    for (key, value) in zip(keys, values) {
      keyMarks.formUnion(key.marks)
      if key.isNull { throw FunctionError("keys must not be null", argument: 0) }
      guard let name = key.stringValue else {
        let all = marks.union(arguments[0].deepMarks).union(arguments[1].deepMarks)
        if case .list(let type, _) = arguments[1].content { return Value(.unknown(.map(type), nil), marks: all) }
        return Value(.unknown(.dynamic, nil), marks: all)
      }
      result[name] = value
    }
    let all = marks.union(keyMarks)
    if case .list(let type, _) = arguments[1].content { return Value(.map(type, result), marks: all) }
    return Value(.object(result), marks: all)
  }

  private static let transpose: Function.Body = { arguments, _ throws(FunctionError) in
    let input = arguments[0]
    guard input.isWhollyKnown else { return Value(.unknown(.map(.list(.string)), nil), marks: input.deepMarks) }
    var result: [String: [Value]] = [:]
    for (key, list) in input.orderedAttributes ?? [] {
      guard !list.isNull else { throw FunctionError("argument must not be null", argument: 0) }
      for element in list.elements ?? [] {
        guard let text = element.stringValue else { throw FunctionError("input list contains null", argument: 0) }
        result[text, default: []].append(Value(.string(key)))
      }
    }
    return Value(.map(.list(.string), result.mapValues { Value(.list(.string, $0)) }), marks: input.marks)
  }

  private static func coalescedType(_ arguments: [Value]) throws(FunctionError) -> ValueType {
    guard !arguments.isEmpty else { throw FunctionError("at least one argument is required") }
    guard let type = Unification.unified(arguments.map(\.type)) else {
      throw FunctionError("all arguments must have the same type")
    }
    return type
  }

  private static let coalesce: Function.Body = { arguments, _ throws(FunctionError) in
    let type = try coalescedType(arguments)
    var marks = Value.Marks()
    for argument in arguments where argument.marks.isSensitive { marks.isSensitive = true }
    for (index, argument) in arguments.enumerated() {
      let value = try Value.conversion(argument, to: type, argument: index)
      if value.isNull || value.stringValue == "" { continue }
      if value.isKnown || value.origin?.isIdentity == true { return value.marked(marks) }
      for rest in arguments[index...] { marks.formUnion(rest.deepMarks) }
      return Value(.unknown(type, nil), marks: marks)
    }
    throw FunctionError("no non-null, non-empty-string arguments")
  }

  private static let coalesceList: Function.Body = { arguments, _ throws(FunctionError) in
    guard !arguments.isEmpty else { throw FunctionError("at least one argument is required") }
    for (index, argument) in arguments.enumerated() {
      switch argument.type {
      case .list, .tuple: break
      case .dynamic where !argument.isKnown: break
      default: throw FunctionError("coalescelist arguments must be lists or tuples", argument: index)
      }
    }
    for (index, argument) in arguments.enumerated() where !argument.isNull {
      guard let elements = argument.elements else {
        let marks = arguments[index...].reduce(into: Value.Marks()) { $0.formUnion($1.deepMarks) }
        let types = Set(arguments.map(\.type))
        return Value(.unknown(types.count == 1 ? types.first ?? .dynamic : .dynamic, nil), marks: marks)
      }
      if !elements.isEmpty { return argument }
    }
    throw FunctionError("no non-null arguments")
  }

  private static let contains: Function.Body = { arguments, _ throws(FunctionError) in
    let (list, value) = (arguments[0], arguments[1])
    switch list.type {
    case .list, .set, .tuple: break
    case .dynamic: if list.isKnown { fallthrough }
    default: throw FunctionError("argument must be list, tuple, or set")
    }
    guard let elements = list.elements else { return Value(.unknown(.bool, nil)) }
    var isOpen = false
    for element in elements {
      switch value.isEqual(to: element) {
      case true?: return true
      case nil: isOpen = true
      case false?: break
      }
    }
    return isOpen ? Value(.unknown(.bool, nil)) : false
  }
}
