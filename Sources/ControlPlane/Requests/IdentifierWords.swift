package import EC2Shapes

/// A record whose identifiers callers name.
package protocol IdentifiedRecord: Record {
  static var identifierWords: IdentifierWords { get }
}

/// How EC2 speaks of one kind's identifiers. Codes and texts differ from kind to kind.
package struct IdentifierWords: Hashable, Sendable {
  /// `vpc` of `vpc-0123456789abcdef0`.
  package var prefix: String
  /// `InvalidVpcID.NotFound`
  package var notFoundCode: String
  /// `The vpc ID '%' does not exist`: the identifier goes where the % is.
  package var notFoundMessage: String
  /// `InvalidVpcID.Malformed`
  package var malformedCode: String

  package init(prefix: String, notFoundCode: String, notFoundMessage: String, malformedCode: String) {
    self.prefix = prefix
    self.notFoundCode = notFoundCode
    self.notFoundMessage = notFoundMessage
    self.malformedCode = malformedCode
  }

  /// The error for an identifier that names nothing: malformed or not found.
  package func error(for id: String) -> EC2Error {
    guard isWellFormed(id) else {
      return EC2Error(code: malformedCode, message: "Invalid id: \"\(id)\" (expecting \"\(prefix)-...\")")
    }
    return EC2Error(code: notFoundCode, message: notFoundMessage.replacing("%", with: id))
  }

  /// Whether the text is the prefix, a hyphen and 8 or 17 hexadecimal digits.
  package func isWellFormed(_ id: String) -> Bool {
    guard id.hasPrefix(prefix + "-") else { return false }
    let digits = id.utf8.dropFirst(prefix.utf8.count + 1)
    return (digits.count == 8 || digits.count == 17) && digits.allSatisfy { $0.isLowercaseHexadecimalDigit }
  }
}

extension UInt8 {
  fileprivate var isLowercaseHexadecimalDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }
}
