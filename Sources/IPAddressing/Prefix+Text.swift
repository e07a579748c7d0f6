extension Prefix: CustomStringConvertible, LosslessStringConvertible {
  /// CIDR notation: the network address, a slash, the length.
  @usableFromInline
  package var description: String { "\(address)/\(length)" }

  /// The block the text spells, or `nil`; ``init(parsing:)`` says what was wrong.
  @usableFromInline
  package init?(_ description: String) {
    guard let prefix = try? Self(parsing: description) else { return nil }
    self = prefix
  }

  /// Reads CIDR notation strictly: host bits must be zero.
  ///
  /// - Throws: ``AddressParseError``; when host bits are set it names the canonical block.
  @usableFromInline
  package init(parsing text: some StringProtocol) throws(AddressParseError) {
    let (address, length) = try Self.split(text)
    let canonical = try Self(canonicalizing: address, length: length)
    guard canonical.address == address else {
      throw AddressParseError(input: String(text), offset: 0, reason: .hostBitsSet(canonical: canonical.description))
    }
    self = canonical
  }

  /// Reads CIDR notation and clears host bits, as EC2 does: `100.68.0.18/18` is `100.68.0.0/18`.
  package init(canonicalizing text: some StringProtocol) throws(AddressParseError) {
    let (address, length) = try Self.split(text)
    try self.init(canonicalizing: address, length: length)
  }

  /// Reads `address/length` and checks that the length is in range.
  private static func split(_ text: some StringProtocol) throws(AddressParseError) -> (Address, length: Int) {
    let input = String(text)
    guard let slash = input.utf8.firstIndex(of: UInt8(ascii: "/")) else {
      guard !input.isEmpty else { throw AddressParseError(input: input, offset: 0, reason: .empty) }
      let single = (try? Address(parsing: input)).map { Self(host: $0).description }
      throw AddressParseError(input: input, offset: 0, reason: .lengthMissing(single: single))
    }
    let address: Address
    do {
      address = try Address(parsing: input[..<slash])
    } catch {
      // The address comes first, so its offsets are those of the whole text.
      throw AddressParseError(input: input, offset: error.offset, reason: error.reason)
    }
    let digits = input.utf8[slash...].dropFirst()
    func refusal(_ reason: AddressParseError.Reason) -> AddressParseError {
      AddressParseError(input: input, offset: input.utf8.count - digits.count, reason: reason)
    }
    guard !digits.isEmpty else { throw refusal(.lengthMissing(single: nil)) }
    guard digits.allSatisfy({ decimalValue($0) != nil }), digits.first != UInt8(ascii: "0") || digits.count == 1
    else { throw refusal(.lengthMalformed) }
    guard let length = Int(Substring(digits)), length <= Address.bitWidth else {
      throw refusal(.lengthOutOfRange(maximum: Address.bitWidth))
    }
    return (address, length)
  }
}
