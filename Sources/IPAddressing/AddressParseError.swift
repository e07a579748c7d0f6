/// Why a text is no address, prefix or CIDR block: what was read, where reading stopped, and the reason.
///
/// Its description reads like `10.0.0.300: octet 300 is greater than 255 (at "300")`.
@usableFromInline
package struct AddressParseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The whole text that was read.
  @usableFromInline
  package let input: String

  /// How many bytes of the input's UTF-8 form precede the part that was refused.
  @usableFromInline
  package let offset: Int

  /// What was wrong there.
  @usableFromInline
  package let reason: Reason

  /// The refusal of an input from an offset on.
  @usableFromInline
  package init(input: String, offset: Int, reason: Reason) {
    self.input = input
    self.offset = offset
    self.reason = reason
  }

  /// The part of the input that was refused, to its end; empty when the input ended too early.
  package var remaining: String {
    String(decoding: input.utf8.dropFirst(offset), as: UTF8.self)
  }

  /// The input, the reason, and what remained unless that is the whole input or nothing. Long input is cut short
  /// and unprintable characters are escaped: the message may go to a log or a terminal.
  @usableFromInline
  package var description: String {
    let input = input.isEmpty ? "\"\"" : Self.presentable(self.input)
    guard offset > 0, offset < self.input.utf8.count else { return "\(input): \(reason)" }
    return "\(input): \(reason) (at \"\(Self.presentable(remaining))\")"
  }

  /// A text as it may stand in a message: printable ASCII as it is, everything else escaped, long text cut short.
  static func presentable(_ text: String) -> String {
    let limit = 64
    let scalars = text.unicodeScalars
    var shown = ""
    for scalar in scalars.prefix(limit) {
      switch scalar {
      case " "..."~": shown.unicodeScalars.append(scalar)
      default: shown += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return scalars.dropFirst(limit).isEmpty ? shown : shown + "…"
  }
}

extension AddressParseError {
  /// What was wrong with a text.
  @usableFromInline
  package enum Reason: Hashable, Sendable {
    /// There was no text at all.
    case empty
    /// Neither a dot nor a colon: the text is of no family.
    case notAnAddress
    /// A character that cannot stand here.
    case unexpectedCharacter
    /// A dotted quad has exactly four octets; this has fewer.
    case tooFewOctets
    /// A dotted quad has exactly four octets; this has more.
    case tooManyOctets
    /// An octet of more than one digit begins with zero, so it is octal to some readers.
    case octetHasLeadingZero(String)
    /// An octet is greater than 255.
    case octetTooLarge(String)
    /// Fewer than eight groups and no `::`.
    case tooFewGroups
    /// More than eight groups.
    case tooManyGroups
    /// More than four digits in a group.
    case groupTooLong
    /// `::` twice, so that its length is open.
    case secondEllipsis
    /// `::` beside eight groups stands for nothing.
    case ellipsisStandsForNothing
    /// A single colon begins or ends the text.
    case loneColon
    /// A dotted quad that is not the last two of eight groups.
    case misplacedDottedQuad
    /// A zone, `%eth0`, follows the address.
    case zone
    /// A CIDR block without `/length`; the value is how one address alone is written, when it is an address.
    case lengthMissing(single: String?)
    /// What follows `/` is no plain decimal number.
    case lengthMalformed
    /// The length is outside 0 through this maximum.
    case lengthOutOfRange(maximum: Int)
    /// Bits below the length are set; the value is the block with them cleared.
    case hostBitsSet(canonical: String)
  }
}

extension AddressParseError.Reason: CustomStringConvertible {
  /// The reason in words, without the input.
  @usableFromInline
  package var description: String {
    switch self {
    case .empty: "an address is expected, the text is empty"
    case .notAnAddress: "neither an IPv4 nor an IPv6 address"
    case .unexpectedCharacter: "unexpected character"
    case .tooFewOctets: "an IPv4 address has four octets, this has fewer"
    case .tooManyOctets: "an IPv4 address has four octets, this has more"
    case .octetHasLeadingZero(let octet):
      "octet \(AddressParseError.presentable(octet)) has a leading zero"
    case .octetTooLarge(let octet): "octet \(AddressParseError.presentable(octet)) is greater than 255"
    case .tooFewGroups: "an IPv6 address has eight groups, this has fewer and no \"::\""
    case .tooManyGroups: "an IPv6 address has eight groups, this has more"
    case .groupTooLong: "a group has more than four digits"
    case .secondEllipsis: "\"::\" occurs more than once"
    case .ellipsisStandsForNothing: "\"::\" must stand for at least one group of zeros"
    case .loneColon: "a single \":\" cannot begin or end an address"
    case .misplacedDottedQuad: "an embedded IPv4 address must be the last two of eight groups"
    case .zone: "an address with a zone is not accepted"
    case .lengthMissing(let single?):
      "CIDR block is malformed: no prefix length; a single address is written \(single)"
    case .lengthMissing(nil): "CIDR block is malformed: no prefix length"
    case .lengthMalformed: "the prefix length is not a decimal number"
    case .lengthOutOfRange(let maximum): "the prefix length is outside 0 to \(maximum)"
    case .hostBitsSet(let canonical): "bits beyond the prefix length are set; the block is \(canonical)"
    }
  }
}
