import BigInt

/// `format` and `formatlist`: Go's verbs, for values.
enum FormatFunctions {
  static let all: [String: Function] = [
    "format": Function(
      [.init("format", .string)],
      variadic: .init("args", .dynamic, null: true, unknown: true),
      returns: .string
    ) { arguments, context throws(FunctionError) in
      // Terraform does not know what a null of no type is formatted as, and neither is it known here.
      let isOpen = arguments.dropFirst().contains { $0.isNull && $0.type == .dynamic }
      guard !isOpen, arguments.dropFirst().allSatisfy(\.isWhollyKnown) else { return Value(.unknown(.string, nil)) }
      return .string(try formatted(arguments.text(0), Array(arguments.dropFirst()), &context))
    },
    "formatlist": Function(
      [.init("format", .string)],
      variadic: .init("args", .dynamic, null: true, unknown: true),
      returns: .list(.string),
      formatList
    ),
  ]

  private static let formatList: Function.Body = { arguments, context throws(FunctionError) in
    let format = arguments.text(0)
    let rest = Array(arguments.dropFirst())
    if rest.isEmpty { return .list(.string, [.string(try formatted(format, [], &context))]) }
    var length: Int?
    var lists: [[Value]?] = []
    var isKnown = true
    for (index, argument) in rest.enumerated() {
      switch argument.content {
      case .list, .set, .tuple:
        guard argument.hasKnownLength else {
          isKnown = false
          continue
        }
        let elements = argument.elements ?? []
        if let length, length != elements.count {
          throw FunctionError(
            "argument \(index + 1) has length \(elements.count), which is inconsistent with argument 1 of length \(length)",
            argument: index + 1
          )
        }
        length = elements.count
        lists.append(elements)
      case .unknown(let type, _):
        switch type {
        case .list, .set, .tuple, .dynamic: isKnown = false
        default: lists.append(nil)
        }
      case .null(let type):
        switch type {
        case .list, .set, .tuple: throw FunctionError("argument must not be null", argument: index + 1)
        default: lists.append(nil)
        }
      default: lists.append(nil)
      }
    }
    guard isKnown else { return Value(.unknown(.list(.string), nil)) }
    let count = length ?? 1
    try context.reserve(elements: count)
    var results: [Value] = []
    for index in 0..<count {
      let values = zip(lists, rest).map { list, argument in list.map { $0[index] } ?? argument }
      if values.allSatisfy(\.isWhollyKnown) {
        do throws(FunctionError) { results.append(.string(try formatted(format, values, &context))) } catch {
          throw FunctionError("error on format iteration \(index): \(error.message)")
        }
      } else {
        results.append(Value(.unknown(.string, nil)))
      }
    }
    return .list(.string, results)
  }

  /// One verb with all that stands between it and its `%`.
  private struct Verb {
    var raw = "%"
    var offset = 0
    var (space, sharp, plus, minus, zero) = (false, false, false, false, false)
    var width: Int?
    var precision: Int?
    var argument = 0
    var mode: Character = "v"
  }

  /// Widths and precisions that are still padded to.
  private static let widthLimit = 1_000_000

  static func formatted(_ format: String, _ arguments: [Value], _ context: inout CallContext) throws(FunctionError)
    -> String
  {
    var result = ""
    var next = 1
    var highest = 0
    let scalars = Array(format.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      guard scalar == "%" else {
        result.unicodeScalars.append(scalar)
        index += 1
        continue
      }
      var verb = try read(scalars, &index, &next)
      if verb.mode == "%" {
        result += "%"
        continue
      }
      highest = max(highest, verb.argument)
      try append(&verb, arguments, to: &result, &context)
    }
    try context.reserve(bytes: result.utf8.count)
    if highest < arguments.count {
      throw FunctionError(
        highest == 0
          ? "too many arguments; no verbs in format string"
          : "too many arguments; only \(highest) used by format string",
        argument: highest + 1
      )
    }
    return result
  }

  private static func read(_ scalars: [Unicode.Scalar], _ index: inout Int, _ next: inout Int) throws(FunctionError)
    -> Verb
  {
    var verb = Verb()
    verb.offset = index
    index += 1
    func ended() -> FunctionError { FunctionError("unexpected end of format string", argument: 0) }
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    func number() throws(FunctionError) -> Int {
      var value = 0
      while index < scalars.count, isDigit(scalars[index]) {
        value = value * 10 + Int(scalars[index].value - 48)
        guard value <= widthLimit else {
          throw FunctionError("widths, precisions and indices above \(widthLimit) are not supported", argument: 0)
        }
        verb.raw.unicodeScalars.append(scalars[index])
        index += 1
      }
      return value
    }
    flags: while index < scalars.count {
      switch scalars[index] {
      case " ": verb.space = true
      case "#": verb.sharp = true
      case "+": verb.plus = true
      case "-": verb.minus = true
      case "0": verb.zero = true
      default: break flags
      }
      verb.raw.unicodeScalars.append(scalars[index])
      index += 1
    }
    if index < scalars.count, isDigit(scalars[index]) { verb.width = try number() }
    if index < scalars.count, scalars[index] == "." {
      verb.raw += "."
      index += 1
      guard index < scalars.count else { throw ended() }
      verb.precision = try number()
    }
    if index < scalars.count, scalars[index] == "[" {
      index += 1
      let raw = verb.raw
      guard index < scalars.count else { throw ended() }
      guard isDigit(scalars[index]) else { throw unrecognized(scalars[index], index) }
      next = try number()
      verb.raw = raw
      guard index < scalars.count else { throw ended() }
      guard scalars[index] == "]" else { throw unrecognized(scalars[index], index) }
      guard next > 0 else { throw FunctionError("argument indices count from 1", argument: 0) }
      index += 1
    }
    guard index < scalars.count else { throw ended() }
    let mode = scalars[index]
    index += 1
    verb.mode = Character(mode)
    verb.raw.unicodeScalars.append(mode)
    switch mode {
    case "%": break
    case "v", "t", "b", "d", "o", "x", "X", "e", "E", "f", "g", "G", "s", "q":
      verb.argument = next
      next += 1
    case "a"..."z", "A"..."Z":
      throw FunctionError(
        "unsupported format verb '\(mode)' in \(GoQuoting.quoted(verb.raw)) at offset \(verb.offset)",
        argument: 0
      )
    default: throw unrecognized(mode, index - 1)
    }
    return verb
  }

  private static func unrecognized(_ scalar: Unicode.Scalar, _ index: Int) -> FunctionError {
    FunctionError("unrecognized format character '\(scalar)' at offset \(index)", argument: 0)
  }

  private static func append(
    _ verb: inout Verb,
    _ arguments: [Value],
    to result: inout String,
    _ context: inout CallContext
  ) throws(FunctionError) {
    let name = "\(GoQuoting.quoted(verb.raw)) at \(verb.offset)"
    guard verb.argument <= arguments.count else {
      throw FunctionError(
        "not enough arguments for \(name): need index \(verb.argument) but have \(arguments.count) total",
        argument: 0
      )
    }
    let value = arguments[verb.argument - 1]
    if verb.mode != "v", value.isNull {
      throw FunctionError("unsupported value for \(name): null value cannot be formatted", argument: verb.argument)
    }
    func converted(to type: ValueType) throws(FunctionError) -> Value {
      do { return try value.converted(to: type) } catch {
        throw FunctionError("unsupported value for \(name): \(error.message)", argument: verb.argument)
      }
    }
    try context.reserve(bytes: result.utf8.count.addingClamped(verb.width ?? 0).addingClamped(verb.precision ?? 0))
    switch verb.mode {
    case "v": result += padded(try plain(value, verb, name), verb)
    case "t": result += try converted(to: .bool).boolValue == true ? "true" : "false"
    case "b", "d", "o", "x", "X":
      let number = try converted(to: .number).numberValue ?? 0
      guard number.isInteger, let integer = number.bigInteger(limit: 1 << 16) else {
        throw FunctionError("unsupported value for \(name): an integer is required", argument: verb.argument)
      }
      result += integerText(integer, verb)
    case "e", "E", "f", "g", "G":
      let number = try converted(to: .number).numberValue ?? 0
      guard let text = floatText(number, verb) else {
        throw FunctionError("unsupported value for \(name): the number is too large", argument: verb.argument)
      }
      result += text
    default:
      var text = try converted(to: .string).stringValue ?? ""
      if let precision = verb.precision, precision > 0 { text = String(text.prefix(precision)) }
      result += padded(verb.mode == "q" ? Value.string(text).json ?? "" : text, verb)
    }
  }

  private static func plain(_ value: Value, _ verb: Verb, _ name: String) throws(FunctionError) -> String {
    if !verb.sharp {
      if let text = value.stringValue { return text }
      if let number = value.numberValue, let text = number.formatted("g", precision: nil) { return text }
    }
    guard let text = value.json else {
      throw FunctionError("unsupported value for \(name): it has no JSON", argument: verb.argument)
    }
    return text
  }

  private static func padded(_ text: String, _ verb: Verb) -> String {
    guard let width = verb.width else { return text }
    let count = width - text.count
    if count <= 0 { return text }
    let padding = String(repeating: verb.zero ? "0" : " ", count: count)
    return verb.minus ? text + padding : padding + text
  }

  private static func integerText(_ integer: BigInt, _ verb: Verb) -> String {
    let (base, prefix): (Int, String) =
      switch verb.mode {
      case "b": (2, "0b")
      case "o": (8, "0")
      case "x": (16, "0x")
      case "X": (16, "0X")
      default: (10, "")
      }
    let sign = integer.sign == .minus ? "-" : verb.plus ? "+" : verb.space ? " " : ""
    let digits = String(integer.magnitude, radix: base, uppercase: verb.mode == "X")
    if verb.precision == 0, digits == "0" { return "" }
    var zeros = max(0, (verb.precision ?? 0) - digits.utf8.count)
    var (left, right) = (0, 0)
    let start = sign + (verb.sharp ? prefix : "")
    let missing = (verb.width ?? 0) - start.utf8.count - zeros - digits.utf8.count
    if missing > 0 {
      if verb.minus {
        right = missing
      } else if verb.zero, verb.precision == nil {
        zeros = missing
      } else {
        left = missing
      }
    }
    func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
    return blanks(left) + start + String(repeating: "0", count: zeros) + digits + blanks(right)
  }

  private static func floatText(_ number: Number, _ verb: Verb) -> String? {
    let lower = Character(verb.mode.lowercased())
    guard var digits = number.formatted(lower, precision: verb.precision ?? (lower == "g" ? nil : 6)) else {
      return nil
    }
    if verb.mode.isUppercase, !number.isInfinite { digits = digits.uppercased() }
    var sign = verb.plus ? "+" : verb.space ? " " : ""
    if digits.hasPrefix("-") {
      sign = "-"
      digits.removeFirst()
    } else if digits.hasPrefix("+") {
      sign = verb.space ? " " : "+"
      digits.removeFirst()
    }
    let padding = max(0, (verb.width ?? 0) - sign.utf8.count - digits.utf8.count)
    if verb.zero, !verb.minus, !number.isInfinite { return sign + String(repeating: "0", count: padding) + digits }
    let blanks = String(repeating: " ", count: padding)
    return verb.minus ? sign + digits + blanks : blanks + sign + digits
  }
}
