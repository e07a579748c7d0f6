/// Functions of texts. What counts characters counts grapheme clusters, as Terraform does.
enum TextFunctions {
  static let all: [String: Function] = [
    "chomp": one { text, _ throws(FunctionError) in
      var bytes = Array(text.utf8)
      while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    },
    "lower": one { text, _ throws(FunctionError) in text.mappedByScalar(\.lowercaseMapping) },
    "upper": one { text, _ throws(FunctionError) in text.mappedByScalar(\.uppercaseMapping) },
    "title": one { text, _ throws(FunctionError) in title(text) },
    "strrev": one { text, _ throws(FunctionError) in String(text.reversed()) },
    "trimspace": one { text, _ throws(FunctionError) in trimmed(text) { $0.isGoSpace } },
    "trim": two("cutset") { text, cutset, _ throws(FunctionError) in
      let cut = Set(cutset.unicodeScalars)
      return trimmed(text) { cut.contains($0) }
    },
    "trimprefix": two("prefix") { text, prefix, _ throws(FunctionError) in
      text.utf8.starts(with: prefix.utf8)
        ? String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : text
    },
    "trimsuffix": two("suffix") { text, suffix, _ throws(FunctionError) in
      text.hasByteSuffix(suffix) ? String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self) : text
    },
    "startswith": test("prefix") { $0.utf8.starts(with: $1.utf8) },
    "endswith": test("suffix") { $0.hasByteSuffix($1) },
    "strcontains": test("substr") { $0.range(of: $1) != nil },
    "indent": Function([.init("spaces", .number), .init("str", .string)], returns: .string) {
      arguments,
      context throws(FunctionError) in
      let spaces = try arguments.integer(0)
      guard spaces >= 0 else { throw FunctionError("the number of spaces must not be negative", argument: 0) }
      let lines = arguments.text(1).split(by: "\n")
      let (added, overflow) = spaces.multipliedReportingOverflow(by: lines.count - 1)
      try context.reserve(bytes: overflow ? .max : added.addingClamped(arguments.text(1).utf8.count))
      return .string(lines.joined(separator: "\n" + String(repeating: " ", count: lines.count > 1 ? spaces : 0)))
    },
    "join": Function(
      [.init("separator", .string)],
      variadic: .init("lists", .list(.string), unknown: true),
      returns: .string,
      join
    ),
    "split": Function([.init("separator", .string), .init("str", .string)], returns: .list(.string)) {
      arguments,
      context throws(FunctionError) in
      let (separator, text) = (arguments.text(0), arguments.text(1))
      try context.reserve(elements: text.utf8.count / max(1, separator.utf8.count) + 1)
      return .list(ofTexts: separator.isEmpty ? text.unicodeScalars.map { String($0) } : text.split(by: separator))
    },
    "substr": Function(
      [.init("str", .string), .init("offset", .number), .init("length", .number)],
      returns: .string,
      substring
    ),
  ]

  private typealias Mapping = @Sendable (String, inout CallContext) throws(FunctionError) -> String

  private static func one(_ body: @escaping Mapping) -> Function {
    Function([.init("str", .string)], returns: .string) { arguments, context throws(FunctionError) in
      .string(try body(arguments.text(0), &context))
    }
  }

  private static func two(
    _ name: String,
    _ body: @escaping @Sendable (String, String, inout CallContext) throws(FunctionError) -> String
  ) -> Function {
    Function([.init("str", .string), .init(name, .string)], returns: .string) {
      arguments,
      context throws(FunctionError) in
      .string(try body(arguments.text(0), arguments.text(1), &context))
    }
  }

  private static func test(_ name: String, _ body: @escaping @Sendable (String, String) -> Bool) -> Function {
    Function([.init("str", .string), .init(name, .string)], returns: .bool) { arguments, _ throws(FunctionError) in
      .bool(body(arguments.text(0), arguments.text(1)))
    }
  }

  private static func trimmed(_ text: String, _ isCut: (Unicode.Scalar) -> Bool) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isCut($0) }), let last = scalars.lastIndex(where: { !isCut($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The first letter of each word as a capital; what is neither letter, digit nor underscore separates words.
  private static func title(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      let isStart: Bool
      if previous.isASCII {
        isStart = !(previous.properties.isAlphabetic || ("0"..."9").contains(previous) || previous == "_")
      } else {
        isStart = !previous.isGoLetter && previous.properties.generalCategory != .decimalNumber && previous.isGoSpace
      }
      if isStart {
        let mapped = scalar.properties.titlecaseMapping.unicodeScalars
        result.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
      } else {
        result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  private static let join: Function.Body = { arguments, context throws(FunctionError) in
    let separator = arguments.text(0)
    guard arguments.count > 1 else { throw FunctionError("at least one list is required") }
    var parts: [String] = []
    var isKnown = true
    var bytes = 0
    for (index, list) in arguments.enumerated().dropFirst() {
      guard list.isWhollyKnown, let elements = list.elements else {
        isKnown = false
        continue
      }
      for (position, element) in elements.enumerated() {
        guard let text = element.stringValue else {
          if arguments.count == 2 {
            throw FunctionError("element \(position) is null; cannot concatenate null values", argument: index)
          }
          throw FunctionError(
            "element \(position) of list \(index - 1) is null; cannot concatenate null values",
            argument: index
          )
        }
        parts.append(text)
        bytes = bytes.addingClamped(text.utf8.count).addingClamped(separator.utf8.count)
      }
    }
    guard isKnown else { return Value(.unknown(.string, nil)) }
    try context.reserve(bytes: bytes)
    return .string(parts.joined(separator: separator))
  }

  private static let substring: Function.Body = { arguments, _ throws(FunctionError) in
    let text = arguments.text(0)
    var offset = try arguments.integer(1)
    let length = try arguments.integer(2)
    if offset < 0 {
      offset = offset.addingClamped(text.count)
    } else if length == 0 {
      return .string("")
    }
    var rest = text[...]
    if offset > 0 {
      guard let start = text.index(text.startIndex, offsetBy: offset, limitedBy: text.endIndex) else {
        return .string("")
      }
      rest = text[start...]
    }
    // A length of zero after a negative offset takes everything, as it does in Terraform.
    return .string(String(length <= 0 ? rest : rest.prefix(length)))
  }
}

extension Int {
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}

extension Unicode.Scalar {
  /// What Go's `unicode.IsSpace` counts as white space.
  var isGoSpace: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0: true
    case 0...0xFF: false
    default: properties.isWhitespace
    }
  }

  var isGoLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

extension String {
  /// Each scalar mapped on its own, and kept where it would become several, as Go does it.
  func mappedByScalar(_ mapping: KeyPath<Unicode.Scalar.Properties, String>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let mapped = scalar.properties[keyPath: mapping].unicodeScalars
      if scalar == "\u{130}", mapping == \.lowercaseMapping {
        // I with a dot is the one letter that has a simple mapping beside a full one.
        result.append("i")
      } else {
        result.append(mapped.count == 1 ? mapped.first ?? scalar : scalar)
      }
    }
    return String(result)
  }

  func hasByteSuffix(_ suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// The parts between occurrences of a separator that is not empty, by bytes.
  func split(by separator: String) -> [String] {
    let bytes = Array(utf8), separator = Array(separator.utf8)
    guard let first = separator.first else { return [self] }
    var parts: [String] = []
    var (start, index) = (0, 0)
    while index + separator.count <= bytes.count {
      if bytes[index] == first, bytes[index..<(index + separator.count)].elementsEqual(separator) {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += separator.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }
}
