import BigInt

/// `abs`, `ceil`, `floor`, `log`, `max`, `min`, `parseint`, `pow`, `signum`.
enum NumericFunctions {
  static let all: [String: Function] = [
    "abs": Function([.init("num", .number)], returns: .number) { arguments, _ throws(FunctionError) in
      .number(arguments.number(0).magnitude)
    },
    "ceil": Function([.init("num", .number)], returns: .number) { arguments, _ throws(FunctionError) in
      .number(arguments.number(0).roundedToInteger(down: false))
    },
    "floor": Function([.init("num", .number)], returns: .number) { arguments, _ throws(FunctionError) in
      .number(arguments.number(0).roundedToInteger(down: true))
    },
    "signum": Function([.init("num", .number)], returns: .number) { arguments, _ throws(FunctionError) in
      .number(Number(counting: try arguments.integer(0).signum()))
    },
    "log": Function([.init("num", .number), .init("base", .number)], returns: .number) {
      arguments,
      _ throws(FunctionError) in
      let result = GoMath.log(try arguments.double(0)) / GoMath.log(try arguments.double(1))
      if result.isNaN { throw FunctionError("the logarithm is not a number") }
      return .number(Number(result))
    },
    "pow": Function([.init("num", .number), .init("power", .number)], returns: .number) {
      arguments,
      _ throws(FunctionError) in
      let result = GoMath.pow(try arguments.double(0), try arguments.double(1))
      if result.isNaN { throw FunctionError("the power is not a number") }
      return .number(Number(result))
    },
    "max": Function([], variadic: .init("numbers", .number), returns: .number) { arguments, _ throws(FunctionError) in
      try extreme(arguments) { $0 > $1 }
    },
    "min": Function([], variadic: .init("numbers", .number), returns: .number) { arguments, _ throws(FunctionError) in
      try extreme(arguments) { $0 < $1 }
    },
    "parseint": Function(
      [.init("number", .dynamic), .init("base", .number)],
      returns: { arguments throws(FunctionError) in
        switch arguments[0].type {
        case .string: .number
        case .dynamic: .dynamic
        default:
          throw FunctionError("first argument must be a string, not \(arguments[0].type.friendlyName)", argument: 0)
        }
      },
      parse
    ),
  ]

  private static func extreme(_ arguments: [Value], _ isBetter: (Number, Number) -> Bool) throws(FunctionError) -> Value
  {
    guard var best = arguments.first?.numberValue else { throw FunctionError("must pass at least one number") }
    for argument in arguments.dropFirst() {
      if let number = argument.numberValue, isBetter(number, best) { best = number }
    }
    return .number(best)
  }

  /// Digits that are still parsed: it takes time that grows with their square.
  private static let digitLimit = 10_000

  private static let parse: Function.Body = { arguments, _ throws(FunctionError) in
    guard let text = arguments[0].stringValue else {
      throw FunctionError("first argument must be a string, not \(arguments[0].type.friendlyName)", argument: 0)
    }
    let base = try arguments.integer(1)
    guard (2...62).contains(base) else {
      throw FunctionError("base must be a whole number between 2 and 62 inclusive", argument: 1)
    }
    var digits = Array(text.utf8)
    var isNegative = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      digits.removeFirst()
    }
    func failure() -> FunctionError {
      FunctionError("cannot parse \(GoQuoting.quoted(text)) as a base \(base) integer", argument: 0)
    }
    guard !digits.isEmpty else { throw failure() }
    guard digits.count <= digitLimit else {
      throw FunctionError("the number has more than \(digitLimit) digits", argument: 0)
    }
    var result = BigInt(0)
    for digit in digits {
      let value: Int
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(digit - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(digit - UInt8(ascii: "A")) + (base <= 36 ? 10 : 36)
      default: throw failure()
      }
      guard value < base else { throw failure() }
      result = result * BigInt(base) + BigInt(value)
    }
    return .number(Number(bigInteger: isNegative ? -result : result))
  }
}
