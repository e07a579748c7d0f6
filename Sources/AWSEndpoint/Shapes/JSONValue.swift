/// A JSON document as a value, with whole numbers kept whole.
package indirect enum JSONValue: Sendable, Hashable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)

  /// The member of an object, or nil for another name or another kind of value.
  package subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The elements of an array; none for another kind of value.
  package var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The text of a string, or nil for another kind of value.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}

extension JSONValue {
  /// The document as UTF-8 text: keys sorted by their bytes, four spaces to a level as the AWS command line prints,
  /// a line feed at the end. The same value always gives the same bytes.
  package var prettyPrinted: [UInt8] {
    var output: [UInt8] = []
    write(to: &output, level: 0)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  private func write(to output: inout [UInt8], level: Int) {
    switch self {
    case .object(let members):
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      Self.writeItems(sorted, between: "{", and: "}", to: &output, level: level) { member, output in
        Self.writeString(member.key, to: &output)
        output.append(contentsOf: ": ".utf8)
        member.value.write(to: &output, level: level + 1)
      }
    case .array(let elements):
      Self.writeItems(elements, between: "[", and: "]", to: &output, level: level) { element, output in
        element.write(to: &output, level: level + 1)
      }
    case .string(let text): Self.writeString(text, to: &output)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    // JSON has no infinities; the decoder that makes these values refuses them.
    case .number(let number): output.append(contentsOf: (number.isFinite ? String(number) : "null").utf8)
    case .boolean(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    }
  }

  private static func writeItems<Items: Collection>(
    _ items: Items,
    between opening: Character,
    and closing: Character,
    to output: inout [UInt8],
    level: Int,
    writeItem: (Items.Element, inout [UInt8]) -> Void
  ) {
    output.append(contentsOf: String(opening).utf8)
    var isFirst = true
    for item in items {
      output.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 4 * (level + 1)))
      writeItem(item, &output)
      isFirst = false
    }
    if !isFirst {
      output.append(UInt8(ascii: "\n"))
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 4 * level))
    }
    output.append(contentsOf: String(closing).utf8)
  }

  private static func writeString(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
      case 0x08: output.append(contentsOf: "\\b".utf8)
      case 0x0c: output.append(contentsOf: "\\f".utf8)
      case 0x0a: output.append(contentsOf: "\\n".utf8)
      case 0x0d: output.append(contentsOf: "\\r".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        output.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
