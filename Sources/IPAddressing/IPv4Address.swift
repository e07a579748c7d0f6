/// An IPv4 address.
@usableFromInline
package struct IPv4Address: IPAddressProtocol {
  /// The address as a number: `192.0.2.1` is `0xC0000201`.
  @usableFromInline
  package let rawValue: UInt32

  @inlinable
  package static var family: IPFamily { .ipv4 }

  @inlinable
  package static var bitWidth: Int { 32 }

  /// The address with this number.
  @inlinable
  package init(_ rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The address with these four octets, in the order they are written.
  @inlinable
  package init(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) {
    rawValue = UInt32(first) << 24 | UInt32(second) << 16 | UInt32(third) << 8 | UInt32(fourth)
  }

  /// Reads a dotted quad: exactly four decimal octets.
  ///
  /// An octet with a leading zero is refused, since some systems read `010` as eight and others as ten; a filter and
  /// the host behind it must not disagree about which address a rule names.
  @usableFromInline
  package init(parsing text: some StringProtocol) throws(AddressParseError) {
    var scanner = AddressScanner(String(text))
    rawValue = try scanner.dottedQuad()
  }

  /// The dotted quad.
  @usableFromInline
  package var description: String {
    "\(rawValue >> 24).\(rawValue >> 16 & 0xFF).\(rawValue >> 8 & 0xFF).\(rawValue & 0xFF)"
  }
}
