/// An address of either family. IPv4 orders before IPv6.
@usableFromInline
package enum IPAddress: Hashable, Comparable, Sendable {
  /// An IPv4 address.
  case v4(IPv4Address)
  /// An IPv6 address, IPv4-mapped ones included.
  case v6(IPv6Address)

  /// The family of the address.
  @inlinable
  package var family: IPFamily {
    switch self {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  /// Reads an address of the family its text shows: by the dots of IPv4 or the colons of IPv6.
  ///
  /// An IPv4-mapped IPv6 address remains IPv6.
  @usableFromInline
  package init(parsing text: some StringProtocol) throws(AddressParseError) {
    switch IPFamily(ofText: text) {
    case .ipv4: self = .v4(try IPv4Address(parsing: text))
    case .ipv6: self = .v6(try IPv6Address(parsing: text))
    case nil: throw AddressParseError(input: String(text), offset: 0, reason: text.isEmpty ? .empty : .notAnAddress)
    }
  }
}

extension IPAddress: CustomStringConvertible, LosslessStringConvertible {
  /// The canonical text of the address.
  @usableFromInline
  package var description: String {
    switch self {
    case .v4(let address): address.description
    case .v6(let address): address.description
    }
  }

  /// The address the text spells, or `nil`; ``init(parsing:)`` says what was wrong.
  @usableFromInline
  package init?(_ description: String) {
    guard let address = try? Self(parsing: description) else { return nil }
    self = address
  }
}

extension IPFamily {
  /// The family a text is meant for: IPv6 if a colon comes first, IPv4 if a dot does, `nil` without either.
  init?(ofText text: some StringProtocol) {
    for byte in text.utf8 {
      if byte == UInt8(ascii: ".") {
        self = .ipv4
        return
      }
      if byte == UInt8(ascii: ":") {
        self = .ipv6
        return
      }
    }
    return nil
  }
}
