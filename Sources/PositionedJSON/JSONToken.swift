/// One value of a JSON document: what it is, where it stands, and where the next one begins.
package struct JSONToken: Sendable {
  package enum Kind: UInt8, Sendable {
    case object, array, string, escapedString, number, `true`, `false`, null

    /// As an error message calls it.
    package var words: String {
      switch self {
      case .object: "an object"
      case .array: "an array"
      case .string, .escapedString: "a string"
      case .number: "a number"
      case .true, .false: "a boolean"
      case .null: "null"
      }
    }
  }

  var kind: Kind
  /// The first byte; a string's quotes do not count.
  var start: UInt32
  /// One past the last byte.
  var end: UInt32
  /// The index of the first token that is not inside this value.
  var next: UInt32
}
