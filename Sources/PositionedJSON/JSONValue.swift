/// One value of a document. Asking it for what it is not gives `nil`, never a trap.
package struct JSONValue: Sendable {
  /// The text that it is of.
  package let document: JSONDocument
  /// Its number among the values of the document, by which ``JSONDocument/path(to:)`` finds it.
  package let index: Int

  private var token: JSONToken { document.tokens[index] }

  /// Where it stands in the text, in bytes; a string without its quotes.
  package var range: Range<Int> { Int(token.start)..<Int(token.end) }

  /// What it is.
  package var kind: JSONToken.Kind { token.kind }
  /// The index of the first token after this value.
  var end: Int { Int(token.next) }

  /// A string's text, empty for anything else.
  package var text: String { string ?? "" }

  /// A string's text; `nil` for anything else.
  package var string: String? {
    let token = token
    let bytes = document.bytes[Int(token.start)..<Int(token.end)]
    return switch token.kind {
    case .string: String(decoding: bytes, as: UTF8.self)
    case .escapedString: UnicodeEscape.text(of: bytes)
    default: nil
    }
  }

  /// A whole number that fits; `22.0` and `2.2e1` are none.
  package var integer: Int? {
    let token = token
    guard token.kind == .number else { return nil }
    return Int(String(decoding: document.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self))
  }

  /// `true` or `false`; `nil` for anything else.
  package var boolean: Bool? {
    switch kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The value under a key of an object; `nil` where there is none, where it is `null`, and where this is
  /// no object. Of equal keys the first counts. O(members of the object).
  package func member(_ key: StaticString) -> JSONValue? {
    guard kind == .object else { return nil }
    var index = index + 1
    let end = end
    while index < end {
      let value = index + 1
      if document.tokens[index].isText(key, in: document.bytes) {
        return document.tokens[value].kind == .null ? nil : JSONValue(document: document, index: value)
      }
      index = Int(document.tokens[value].next)
    }
    return nil
  }

  /// An object's keys and values in the order of the text; none for anything else.
  package var members: some Sequence<(key: JSONValue, value: JSONValue)> {
    sequence(state: kind == .object ? index + 1 : end) { [document, end] index in
      guard index < end else { return nil }
      let key = JSONValue(document: document, index: index)
      let value = JSONValue(document: document, index: index + 1)
      index = value.end
      return (key, value)
    }
  }

  /// An array's elements; none for anything else.
  package var elements: some Sequence<JSONValue> {
    sequence(state: kind == .array ? index + 1 : end) { [document, end] index in
      guard index < end else { return nil }
      let value = JSONValue(document: document, index: index)
      index = value.end
      return value
    }
  }
}

extension JSONToken {
  fileprivate func isText(_ key: StaticString, in bytes: [UInt8]) -> Bool {
    if kind == .escapedString {
      return UnicodeEscape.text(of: bytes[Int(start)..<Int(end)]) == key.description
    }
    guard Int(end) - Int(start) == key.utf8CodeUnitCount else { return false }
    return key.withUTF8Buffer { bytes[Int(start)..<Int(end)].elementsEqual($0) }
  }
}
