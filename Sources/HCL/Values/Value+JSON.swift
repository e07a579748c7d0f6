extension Value {
  /// The value as `jsonencode` writes it: without blanks, names in order, `<`, `>` and `&` escaped as Go does it. `nil`
  /// where something in it is not known, or a number is too long for a text. O(size).
  public var json: String? {
    var writer = JSONWriter()
    return writer.append(self) ? writer.text : nil
  }

  /// Reads JSON as `jsondecode` does: objects and tuples, numbers in full precision. O(bytes).
  public init(json text: String) throws(JSONError) {
    var text = text
    let result = text.withUTF8 { bytes -> Result<Value, JSONError> in
      var reader = JSONReader(bytes: bytes)
      do throws(JSONError) { return .success(try reader.document()) } catch { return .failure(error) }
    }
    self = try result.get()
  }

  /// Why a text is no JSON.
  public struct JSONError: Error, Hashable, Sendable {
    /// A clause without a full stop.
    public var message: String
    /// Where in the text, in bytes.
    public var offset: Int
  }
}

private struct JSONWriter {
  var text = ""

  mutating func append(_ value: Value) -> Bool {
    switch value.content {
    case .unknown: return false
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number):
      guard !number.isInfinite, let digits = number.text else { return false }
      text += digits
    case .string(let value): append(string: value)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        guard append(element) else { return false }
      }
      text += "]"
    case .map(_, let elements), .object(let elements):
      text += "{"
      for (index, (key, element)) in elements.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { text += "," }
        append(string: key)
        text += ":"
        guard append(element) else { return false }
      }
      text += "}"
    }
    return true
  }

  private mutating func append(string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{c}": text += "\\f"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

private struct JSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func error(_ message: String) -> Value.JSONError { Value.JSONError(message: message, offset: index) }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  mutating func document() throws(Value.JSONError) -> Value {
    let value = try value(depth: 0)
    skipBlanks()
    if next != nil { throw error("extraneous data after JSON object") }
    return value
  }

  private mutating func value(depth: Int) throws(Value.JSONError) -> Value {
    guard depth < Int(Value.depthLimit) else { throw error("JSON is nested more than \(Value.depthLimit) deep") }
    skipBlanks()
    switch next {
    case nil: throw error("EOF")
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .true)
    case UInt8(ascii: "f"): return try word("false", .false)
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(Value.JSONError) -> Value {
    let count = word.utf8CodeUnitCount
    guard index + count <= bytes.count, (0..<count).allSatisfy({ bytes[index + $0] == word.utf8Start[$0] }) else {
      throw error("invalid character in literal \(word)")
    }
    index += count
    return value
  }

  private mutating func object(_ depth: Int) throws(Value.JSONError) -> Value {
    index += 1
    var attributes: [String: Value] = [:]
    skipBlanks()
    if next == UInt8(ascii: "}") {
      index += 1
      return .object([:])
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("expected a quoted name in object") }
      let name = try string().composed
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw error("expected ':' after the name in object") }
      index += 1
      let value = try value(depth: depth + 1)
      attributes[name] = value
      skipBlanks()
      switch next {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "}"):
        index += 1
        return .object(attributes)
      default: throw error("expected ',' or '}' after a value in object")
      }
    }
  }

  private mutating func array(_ depth: Int) throws(Value.JSONError) -> Value {
    index += 1
    var elements: [Value] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      index += 1
      return .tuple([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      switch next {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "]"):
        index += 1
        return .tuple(elements)
      default: throw error("expected ',' or ']' after a value in array")
      }
    }
  }

  private mutating func number() throws(Value.JSONError) -> Value {
    let start = index
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
    if next == UInt8(ascii: "-") { index += 1 }
    guard isDigit(next) else { throw error("invalid character looking for beginning of value") }
    if next == UInt8(ascii: "0") { index += 1 } else { while isDigit(next) { index += 1 } }
    if next == UInt8(ascii: ".") {
      index += 1
      guard isDigit(next) else { throw error("expected a digit after the decimal point") }
      while isDigit(next) { index += 1 }
    }
    if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard isDigit(next) else { throw error("expected a digit in the exponent") }
      while isDigit(next) { index += 1 }
    }
    guard let number = Number(String(decoding: bytes[start..<index], as: UTF8.self)) else {
      throw error("number out of range")
    }
    return .number(number)
  }

  private mutating func string() throws(Value.JSONError) -> String {
    index += 1
    var result: [UInt8] = []
    var start = index
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        result += bytes[start..<index]
        index += 1
        return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        result += bytes[start..<index]
        index += 1
        try escape(into: &result)
        start = index
      case 0..<0x20: throw error("invalid control character in string literal")
      default: index += 1
      }
    }
    throw error("unexpected end of JSON input in a string")
  }

  private mutating func escape(into result: inout [UInt8]) throws(Value.JSONError) {
    guard let byte = next else { throw error("unexpected end of JSON input in a string") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u")
      {
        let mark = index
        index += 2
        let second = try hexadecimal()
        if (0xDC00..<0xE000).contains(second) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)
        } else {
          index = mark
        }
      }
      result += String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8
    default: throw error("invalid character in string escape code")
    }
  }

  private mutating func hexadecimal() throws(Value.JSONError) -> UInt32 {
    guard index + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16),
      bytes[index] != UInt8(ascii: "+")
    else { throw error("invalid character in \\u hexadecimal character escape") }
    index += 4
    return value
  }
}
