/// A range of TCP or UDP ports, both ends included. Ranges order by their lower, then their upper port.
@usableFromInline
package struct PortRange: Hashable, Comparable, Sendable {
  /// The lowest port of the range.
  @usableFromInline
  package let lower: UInt16

  /// The highest port of the range, at least ``lower``.
  @usableFromInline
  package let upper: UInt16

  /// The range from one port through another; `nil` when they are out of order.
  @inlinable
  package init?(lower: UInt16, upper: UInt16) {
    guard lower <= upper else { return nil }
    self.init(uncheckedLower: lower, upper: upper)
  }

  /// The range of one port alone.
  @inlinable
  package init(_ port: UInt16) {
    self.init(uncheckedLower: port, upper: port)
  }

  /// Trusts that the ends are in order.
  @inlinable
  package init(uncheckedLower lower: UInt16, upper: UInt16) {
    assert(lower <= upper)
    self.lower = lower
    self.upper = upper
  }

  /// All ports, 0 through 65535.
  @inlinable
  package static var all: PortRange { PortRange(uncheckedLower: 0, upper: .max) }

  /// How many ports are in the range: 1 through 65536.
  @inlinable
  package var count: Int { Int(upper) - Int(lower) + 1 }

  /// Whether a port is in the range.
  @inlinable
  package func contains(_ port: UInt16) -> Bool {
    lower <= port && port <= upper
  }

  /// Whether all of another range is in this one.
  @inlinable
  package func contains(_ other: PortRange) -> Bool {
    lower <= other.lower && other.upper <= upper
  }

  /// Whether any port is in both ranges.
  @inlinable
  package func overlaps(_ other: PortRange) -> Bool {
    lower <= other.upper && other.lower <= upper
  }

  /// The ports in both ranges, or `nil` when there are none.
  @inlinable
  package func intersection(_ other: PortRange) -> PortRange? {
    PortRange(lower: max(lower, other.lower), upper: min(upper, other.upper))
  }

  @inlinable
  package static func < (left: PortRange, right: PortRange) -> Bool {
    left.lower == right.lower ? left.upper < right.upper : left.lower < right.lower
  }
}

extension PortRange: CustomStringConvertible, LosslessStringConvertible {
  /// The port alone, `443`, or both ends, `1024-65535`.
  @usableFromInline
  package var description: String {
    lower == upper ? "\(lower)" : "\(lower)-\(upper)"
  }

  /// The range the text spells, or `nil`; ``init(parsing:)`` says what was wrong.
  @usableFromInline
  package init?(_ description: String) {
    guard let range = try? Self(parsing: description) else { return nil }
    self = range
  }

  /// Reads one port, `443`, or two with a hyphen between, `1024-65535`: plain decimal numbers, nothing else.
  ///
  /// - Throws: ``PortParseError``, which says what was wrong.
  @usableFromInline
  package init(parsing text: some StringProtocol) throws(PortParseError) {
    let input = String(text)
    guard !input.isEmpty else { throw PortParseError(input: input, reason: .empty) }
    let parts = input.utf8.split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
    func port(_ digits: Substring.UTF8View) throws(PortParseError) -> UInt16 {
      guard !digits.isEmpty, digits.allSatisfy({ decimalValue($0) != nil }) else {
        throw PortParseError(input: input, reason: .notANumber(String(decoding: digits, as: UTF8.self)))
      }
      guard let port = UInt16(Substring(digits)) else {
        throw PortParseError(input: input, reason: .tooLarge(String(decoding: digits, as: UTF8.self)))
      }
      return port
    }
    // `split` of any text gives at least one part.
    let lower = try port(parts.first ?? input[...].utf8)
    let upper = try port(parts.last ?? input[...].utf8)
    guard let range = PortRange(lower: lower, upper: upper) else {
      throw PortParseError(input: input, reason: .reversed)
    }
    self = range
  }
}

/// Why a text is no port or range of ports.
@usableFromInline
package struct PortParseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong with a text.
  @usableFromInline
  package enum Reason: Hashable, Sendable {
    /// There was no text at all.
    case empty
    /// This part is not a plain decimal number.
    case notANumber(String)
    /// This number is greater than 65535.
    case tooLarge(String)
    /// The first port is above the second.
    case reversed
  }

  /// The whole text that was read.
  @usableFromInline
  package let input: String

  /// What was wrong with it.
  @usableFromInline
  package let reason: Reason

  /// The refusal of an input.
  package init(input: String, reason: Reason) {
    self.input = input
    self.reason = reason
  }

  /// The input and the reason, unprintable characters escaped.
  @usableFromInline
  package var description: String {
    let shown = AddressParseError.presentable(input)
    switch reason {
    case .empty: return "\"\": a port is expected, the text is empty"
    case .notANumber(let part):
      return "\(shown): port \"\(AddressParseError.presentable(part))\" is not a decimal number"
    case .tooLarge(let part): return "\(shown): port \(AddressParseError.presentable(part)) is greater than 65535"
    case .reversed: return "\(shown): the range ends before it begins"
    }
  }
}
