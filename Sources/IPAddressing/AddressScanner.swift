/// Reads the texts of addresses from left to right, and remembers where it stands so that a refusal can say so.
struct AddressScanner {
  private let input: String
  private var rest: Substring.UTF8View

  init(_ input: String) {
    self.input = input
    rest = input[...].utf8
  }

  /// Reads a dotted quad up to the end of the text.
  mutating func dottedQuad() throws(AddressParseError) -> UInt32 {
    guard !rest.isEmpty else { throw refusal(.empty) }
    var address: UInt32 = 0
    for part in 0..<4 {
      if part > 0 {
        guard !rest.isEmpty else { throw refusal(.tooFewOctets) }
        guard take(UInt8(ascii: ".")) else { throw refusal(.unexpectedCharacter) }
      }
      address = address << 8 | (try octet())
    }
    guard rest.isEmpty else {
      throw refusal(rest.first == UInt8(ascii: ".") ? .tooManyOctets : .unexpectedCharacter)
    }
    return address
  }

  private mutating func octet() throws(AddressParseError) -> UInt32 {
    let start = self
    var value: UInt32 = 0
    var digits = 0
    while let digit = rest.first, let decimal = decimalValue(digit) {
      rest.removeFirst()
      // Past 255 only "too large" matters: the cap keeps any number of digits from overflowing.
      value = min(value * 10 + decimal, 1_000)
      digits += 1
    }
    guard digits > 0 else { throw refusal(rest.isEmpty ? .tooFewOctets : .unexpectedCharacter) }
    if digits > 1 && start.rest.first == UInt8(ascii: "0") {
      throw start.refusal(.octetHasLeadingZero(start.prefix(digits)))
    }
    guard value <= 255 else { throw start.refusal(.octetTooLarge(start.prefix(digits))) }
    return value
  }

  /// Reads groups of hexadecimal digits between colons, RFC 4291 section 2.2, up to the end of the text.
  mutating func colonGroups() throws(AddressParseError) -> UInt128 {
    guard !rest.isEmpty else { throw refusal(.empty) }
    if let zone = rest.firstIndex(of: UInt8(ascii: "%")) {
      rest = rest[zone...]
      throw refusal(.zone)
    }
    // All groups read so far, the last lowest, and how many stood before "::".
    var groups: UInt128 = 0
    var count = 0
    var countBeforeEllipsis: Int?
    if rest.first == UInt8(ascii: ":") {
      guard takeEllipsis() else { throw refusal(.loneColon) }
      countBeforeEllipsis = 0
    }
    while count < 8 && !rest.isEmpty {
      let start = self
      let group = try hexadecimalGroup()
      if rest.first == UInt8(ascii: ".") {
        guard count <= 6, countBeforeEllipsis != nil || count == 6 else {
          throw start.refusal(.misplacedDottedQuad)
        }
        rest = start.rest
        groups = groups << 32 | UInt128(try dottedQuad())
        count += 2
        break
      }
      groups = groups << 16 | group
      count += 1
      if rest.isEmpty { break }
      let colon = self
      if takeEllipsis() {
        guard countBeforeEllipsis == nil else { throw colon.refusal(.secondEllipsis) }
        countBeforeEllipsis = count
      } else {
        guard take(UInt8(ascii: ":")) else { throw refusal(.unexpectedCharacter) }
        guard !rest.isEmpty else { throw colon.refusal(.loneColon) }
      }
    }
    guard rest.isEmpty else { throw refusal(.tooManyGroups) }
    guard let countBeforeEllipsis else {
      guard count == 8 else { throw refusal(.tooFewGroups) }
      return groups
    }
    guard count < 8 else { throw refusal(.ellipsisStandsForNothing) }
    // The groups before "::" move up to the top, those after it stay; Swift's << gives 0 when all bits leave.
    let bitsAfter = 16 * (count - countBeforeEllipsis)
    let after = groups & ~(UInt128.max << bitsAfter)
    return (groups >> bitsAfter) << (128 - 16 * countBeforeEllipsis) | after
  }

  private mutating func hexadecimalGroup() throws(AddressParseError) -> UInt128 {
    let start = self
    var value: UInt128 = 0
    var digits = 0
    while let digit = rest.first, let hexadecimal = hexadecimalValue(digit) {
      guard digits < 4 else { throw start.refusal(.groupTooLong) }
      rest.removeFirst()
      value = value << 4 | hexadecimal
      digits += 1
    }
    guard digits > 0 else { throw refusal(.unexpectedCharacter) }
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeEllipsis() -> Bool {
    guard rest.starts(with: [UInt8(ascii: ":"), UInt8(ascii: ":")]) else { return false }
    rest.removeFirst(2)
    return true
  }

  private func prefix(_ count: Int) -> String {
    String(decoding: rest.prefix(count), as: UTF8.self)
  }

  private func refusal(_ reason: AddressParseError.Reason) -> AddressParseError {
    AddressParseError(input: input, offset: input.utf8.count - rest.count, reason: reason)
  }
}

/// The value of an ASCII decimal digit.
func decimalValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  default: nil
  }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt128? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt128(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt128(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt128(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
