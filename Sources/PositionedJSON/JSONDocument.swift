/// A JSON text that was found valid, with an index of its values.
///
/// The index is one flat array of 16 bytes for each value and each key, in the order of the text. Nothing
/// is copied out of the text before it is asked for, which most of what the AWS CLI prints never is.
/// A reference type, so that the many small cursors into it cost one reference count each.
package final class JSONDocument: Sendable {
  /// The text.
  package let bytes: [UInt8]
  let tokens: [JSONToken]

  /// - Throws: where and why the text is not JSON (RFC 8259), is nested deeper than `JSONParser.maximumDepth`,
  ///   or is not UTF-8.
  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var parser = JSONParser(bytes: bytes)
    self.tokens = try parser.parse()
    self.bytes = bytes
  }

  /// The whole text's value.
  package var root: JSONValue { JSONValue(document: self, index: 0) }

  /// The way from the root to a value, such as `SecurityGroups[3].GroupId`. O(siblings along the way).
  package func path(to index: Int) -> String {
    var path = ""
    var current = JSONValue(document: self, index: 0)
    descent: while current.index < index {
      switch current.kind {
      case .object:
        for (key, value) in current.members where index < value.end {
          path += path.isEmpty ? key.text : "." + key.text
          current = value
          continue descent
        }
      case .array:
        for (position, value) in current.elements.enumerated() where index < value.end {
          path += "[\(position)]"
          current = value
          continue descent
        }
      default: break
      }
      return path
    }
    return path
  }
}

/// Where and why a text is not JSON.
package struct JSONSyntaxError: Error, Hashable, Sendable {
  /// In bytes of the UTF-8 text.
  package var offset: Int
  /// What was expected and what was found.
  package var problem: String

  package init(offset: Int, problem: String) {
    self.offset = offset
    self.problem = problem
  }

  /// Line and column of the offset, both from one, the column in Unicode scalars. O(offset).
  package func position(in bytes: [UInt8]) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return (line, column)
  }
}
