/// `regex`, `regexall` and `replace`.
enum RegexFunctions {
  static let all: [String: Function] = [
    "regex": Function(
      [.init("pattern", .string), .init("string", .string)],
      returns: { arguments throws(FunctionError) in try resultType(arguments) }
    ) { arguments, context throws(FunctionError) in
      guard let program = try program(arguments.text(0)) else { return Value(.unknown(.dynamic, nil)) }
      _ = try resultType(arguments)
      let text = scalars(arguments.text(1))
      var steps = stepLimit(context)
      let match: [Int]?
      do throws(RegexError) { match = try program.firstMatch(in: text, from: 0, steps: &steps) } catch {
        throw FunctionError(error.message)
      }
      guard let match else { throw FunctionError("pattern did not match any part of the given string") }
      return value(of: match, program, text)
    },
    "regexall": Function(
      [.init("pattern", .string), .init("string", .string)],
      returns: { arguments throws(FunctionError) in .list(try resultType(arguments)) }
    ) { arguments, context throws(FunctionError) in
      guard let program = try program(arguments.text(0)) else { return Value(.unknown(.list(.dynamic), nil)) }
      let text = scalars(arguments.text(1))
      let found = try matches(program, text, context)
      try context.reserve(elements: found.count * (program.groupCount + 1))
      return .list(try resultType(arguments), found.map { value(of: $0, program, text) })
    },
    "replace": Function(
      [.init("str", .string), .init("substr", .string), .init("replace", .string)],
      returns: .string
    ) { arguments, context throws(FunctionError) in
      let (text, wanted, replacement) = (arguments.text(0), arguments.text(1), arguments.text(2))
      if wanted.utf8.count > 1, wanted.utf8.first == UInt8(ascii: "/"), wanted.utf8.last == UInt8(ascii: "/") {
        return try replace(text, pattern: String(wanted.dropFirst().dropLast()), replacement, context)
      }
      let parts = wanted.isEmpty ? [""] + text.unicodeScalars.map { String($0) } + [""] : text.split(by: wanted)
      try context.reserve(
        bytes: text.utf8.count.addingClamped(
          parts.count.multipliedReportingOverflow(by: replacement.utf8.count).partialValue
        )
      )
      if wanted.isEmpty, text.isEmpty { return .string(replacement) }
      return .string(parts.joined(separator: replacement))
    },
  ]

  /// Steps of the machine for one call: some seconds at most.
  private static func stepLimit(_ context: CallContext) -> Int { min(50_000_000, context.budget.limits.steps) }

  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// `nil` where Go takes the expression and it is not supported here: then the result is not known.
  private static func program(_ pattern: String) throws(FunctionError) -> RegexProgram? {
    do { return try RegexProgram(pattern) } catch {
      if error.isUnsupported { return nil }
      throw FunctionError("invalid regexp pattern: \(error.message) in \(GoQuoting.quoted(pattern))", argument: 0)
    }
  }

  private static func matches(_ program: RegexProgram, _ text: [UInt32], _ context: CallContext) throws(FunctionError)
    -> [[Int]]
  {
    var steps = stepLimit(context)
    do { return try program.matches(in: text, steps: &steps) } catch { throw FunctionError(error.message) }
  }

  private static func resultType(_ arguments: [Value]) throws(FunctionError) -> ValueType {
    guard let pattern = arguments[0].stringValue, let program = try program(pattern) else { return .dynamic }
    let names = program.groupNames
    if names.isEmpty { return .string }
    let named = names.compactMap { $0 }
    if named.isEmpty { return .tuple(names.map { _ in .string }) }
    guard named.count == names.count else {
      throw FunctionError(
        "invalid regexp pattern: cannot mix both named and unnamed capture groups in the same pattern",
        argument: 0
      )
    }
    return .object(Dictionary(named.map { ($0, .string) }) { $1 }, optional: [])
  }

  private static func text(_ match: [Int], _ group: Int, _ text: [UInt32]) -> String? {
    guard match[2 * group] >= 0 else { return nil }
    var result = String.UnicodeScalarView()
    for value in text[match[2 * group]..<match[2 * group + 1]] { result.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return String(result)
  }

  private static func value(of match: [Int], _ program: RegexProgram, _ scalars: [UInt32]) -> Value {
    func group(_ index: Int) -> Value { text(match, index, scalars).map { .string($0) } ?? .null(.string) }
    if program.groupCount == 0 { return group(0) }
    if program.groupNames.contains(where: { $0 != nil }) {
      return .object(
        Dictionary(program.groupNames.enumerated().map { ($0.element ?? "", group($0.offset + 1)) }) { $1 }
      )
    }
    return .tuple((1...program.groupCount).map(group))
  }

  private static func replace(_ string: String, pattern: String, _ replacement: String, _ context: CallContext)
    throws(FunctionError) -> Value
  {
    let program: RegexProgram
    do { program = try RegexProgram(pattern) } catch {
      if error.isUnsupported { return Value(.unknown(.string, nil)) }
      throw FunctionError("error parsing regexp: \(error.message): `\(pattern)`")
    }
    let source = scalars(string)
    let template = Template(replacement, program)
    var result = String.UnicodeScalarView()
    var position = 0
    var bytes = 0
    for match in try matches(program, source, context) {
      for value in source[position..<match[0]] { result.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
      for part in template.parts {
        let text =
          switch part {
          case .text(let text): text
          case .group(let index): text(match, index, source) ?? ""
          }
        bytes = bytes.addingClamped(text.utf8.count)
        guard bytes <= context.budget.limits.textBytes else { try context.reserve(bytes: bytes); break }
        result.append(contentsOf: text.unicodeScalars)
      }
      position = match[1]
    }
    for value in source[position...] { result.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    return .string(String(result))
  }

  /// `$1`, `${name}` and `$$` in a replacement, as Go's `Expand` reads them.
  private struct Template {
    enum Part {
      case text(String)
      case group(Int)
    }

    var parts: [Part] = []

    init(_ text: String, _ program: RegexProgram) {
      let scalars = Array(text.unicodeScalars)
      var literal = String.UnicodeScalarView()
      var index = 0
      func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.isGoLetter || scalar.properties.generalCategory == .decimalNumber
      }
      while index < scalars.count {
        guard scalars[index] == "$" else {
          literal.append(scalars[index])
          index += 1
          continue
        }
        if index + 1 < scalars.count, scalars[index + 1] == "$" {
          literal.append("$")
          index += 2
          continue
        }
        var end = index + 1
        let isBraced = end < scalars.count && scalars[end] == "{"
        if isBraced { end += 1 }
        let start = end
        while end < scalars.count, isNameScalar(scalars[end]) { end += 1 }
        guard end > start, !isBraced || end < scalars.count && scalars[end] == "}" else {
          literal.append("$")
          index += 1
          continue
        }
        let name = String(String.UnicodeScalarView(scalars[start..<end]))
        index = isBraced ? end + 1 : end
        parts.append(.text(String(literal)))
        literal = String.UnicodeScalarView()
        if name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(name) {
          if number <= program.groupCount { parts.append(.group(number)) }
        } else if let number = program.groupNames.firstIndex(of: name) {
          parts.append(.group(number + 1))
        }
      }
      parts.append(.text(String(literal)))
    }
  }
}
