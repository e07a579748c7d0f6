/// A block of addresses of either family. IPv4 orders before IPv6.
@usableFromInline
package enum IPPrefix: Hashable, Comparable, Sendable {
  /// A block of IPv4 addresses.
  case v4(IPv4Prefix)
  /// A block of IPv6 addresses.
  case v6(IPv6Prefix)

  /// The block of all addresses of a family.
  @inlinable
  package static func all(_ family: IPFamily) -> IPPrefix {
    switch family {
    case .ipv4: .v4(.all)
    case .ipv6: .v6(.all)
    }
  }

  /// The block of one address alone: `/32` or `/128`.
  @inlinable
  package init(host address: IPAddress) {
    switch address {
    case .v4(let address): self = .v4(IPv4Prefix(host: address))
    case .v6(let address): self = .v6(IPv6Prefix(host: address))
    }
  }

  /// The family of the addresses.
  @inlinable
  package var family: IPFamily {
    switch self {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  /// How many leading bits are fixed.
  @inlinable
  package var length: Int {
    switch self {
    case .v4(let prefix): prefix.length
    case .v6(let prefix): prefix.length
    }
  }

  /// Whether the block is one address alone.
  @inlinable
  package var isHost: Bool { length == family.bitWidth }

  /// The first address of the block, the network address.
  @inlinable
  package var first: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.first)
    case .v6(let prefix): .v6(prefix.first)
    }
  }

  /// The last address of the block.
  @inlinable
  package var last: IPAddress {
    switch self {
    case .v4(let prefix): .v4(prefix.last)
    case .v6(let prefix): .v6(prefix.last)
    }
  }

  /// Whether an address is in the block; one of the other family never is.
  @inlinable
  package func contains(_ address: IPAddress) -> Bool {
    switch (self, address) {
    case (.v4(let prefix), .v4(let address)): prefix.contains(address)
    case (.v6(let prefix), .v6(let address)): prefix.contains(address)
    case (.v4, .v6), (.v6, .v4): false
    }
  }

  /// Whether all of another block is in this one.
  @inlinable
  package func contains(_ other: IPPrefix) -> Bool {
    switch (self, other) {
    case (.v4(let prefix), .v4(let other)): prefix.contains(other)
    case (.v6(let prefix), .v6(let other)): prefix.contains(other)
    case (.v4, .v6), (.v6, .v4): false
    }
  }

  /// Whether any address is in both blocks.
  @inlinable
  package func overlaps(_ other: IPPrefix) -> Bool {
    switch (self, other) {
    case (.v4(let prefix), .v4(let other)): prefix.overlaps(other)
    case (.v6(let prefix), .v6(let other)): prefix.overlaps(other)
    case (.v4, .v6), (.v6, .v4): false
    }
  }
}

extension IPPrefix: CustomStringConvertible, LosslessStringConvertible {
  /// CIDR notation: the network address, a slash, the length.
  @usableFromInline
  package var description: String {
    switch self {
    case .v4(let prefix): prefix.description
    case .v6(let prefix): prefix.description
    }
  }

  /// The block the text spells, or `nil`; ``init(parsing:)`` says what was wrong.
  @usableFromInline
  package init?(_ description: String) {
    guard let prefix = try? Self(parsing: description) else { return nil }
    self = prefix
  }

  /// Reads CIDR notation strictly: host bits must be zero.
  @usableFromInline
  package init(parsing text: some StringProtocol) throws(AddressParseError) {
    switch try Self.family(of: text) {
    case .ipv4: self = .v4(try IPv4Prefix(parsing: text))
    case .ipv6: self = .v6(try IPv6Prefix(parsing: text))
    }
  }

  /// Reads CIDR notation and clears host bits, as EC2 does.
  package init(canonicalizing text: some StringProtocol) throws(AddressParseError) {
    switch try Self.family(of: text) {
    case .ipv4: self = .v4(try IPv4Prefix(canonicalizing: text))
    case .ipv6: self = .v6(try IPv6Prefix(canonicalizing: text))
    }
  }

  private static func family(of text: some StringProtocol) throws(AddressParseError) -> IPFamily {
    if let family = IPFamily(ofText: text) { return family }
    throw AddressParseError(input: String(text), offset: 0, reason: text.isEmpty ? .empty : .notAnAddress)
  }
}
