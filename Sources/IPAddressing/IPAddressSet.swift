/// A set of addresses of both families.
@usableFromInline
package struct IPAddressSet: Hashable, Sendable, CustomStringConvertible {
  /// The IPv4 addresses of the set.
  @usableFromInline
  package var v4: AddressSet<IPv4Address>

  /// The IPv6 addresses of the set.
  @usableFromInline
  package var v6: AddressSet<IPv6Address>

  /// The set of these IPv4 and these IPv6 addresses.
  @inlinable
  package init(v4: AddressSet<IPv4Address> = .empty, v6: AddressSet<IPv6Address> = .empty) {
    self.v4 = v4
    self.v6 = v6
  }

  /// The set of one address.
  @inlinable
  package init(_ address: IPAddress) {
    self.init(IPPrefix(host: address))
  }

  /// The set of the addresses of one block.
  @inlinable
  package init(_ prefix: IPPrefix) {
    switch prefix {
    case .v4(let prefix): self.init(v4: AddressSet(prefix))
    case .v6(let prefix): self.init(v6: AddressSet(prefix))
    }
  }

  /// The set of the addresses of all blocks, which may overlap and be in any order. Takes O(n log n) time.
  package init(_ prefixes: some Sequence<IPPrefix>) {
    var (v4, v6): ([IPv4Prefix], [IPv6Prefix]) = ([], [])
    for prefix in prefixes {
      switch prefix {
      case .v4(let prefix): v4.append(prefix)
      case .v6(let prefix): v6.append(prefix)
      }
    }
    self.init(v4: AddressSet(v4), v6: AddressSet(v6))
  }

  /// The set of no address.
  @inlinable
  package static var empty: Self { Self() }

  /// The set of all addresses of both families.
  @inlinable
  package static var all: Self { Self(v4: .all, v6: .all) }

  /// The set of all addresses of one family.
  @inlinable
  package static func all(_ family: IPFamily) -> Self { Self(.all(family)) }

  /// Whether the set has no address.
  @inlinable
  package var isEmpty: Bool { v4.isEmpty && v6.isEmpty }

  /// The lowest address of the set; an IPv4 address where there is one.
  @inlinable
  package var first: IPAddress? {
    v4.first.map(IPAddress.v4) ?? v6.first.map(IPAddress.v6)
  }

  /// The fewest blocks that together are exactly the set: IPv4 first, each family ascending.
  package var prefixes: [IPPrefix] {
    v4.prefixes.map(IPPrefix.v4) + v6.prefixes.map(IPPrefix.v6)
  }

  /// The fewest blocks in braces: `{10.0.0.0/8, 2001:db8::/32}`.
  @usableFromInline
  package var description: String {
    "{\(prefixes.map(\.description).joined(separator: ", "))}"
  }
}

extension IPAddressSet {
  /// Whether an address is in the set. Takes O(log n) time.
  @inlinable
  package func contains(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let address): v4.contains(address)
    case .v6(let address): v6.contains(address)
    }
  }

  /// Whether all addresses of a block are in the set. Takes O(log n) time.
  @inlinable
  package func contains(_ prefix: IPPrefix) -> Bool {
    switch prefix {
    case .v4(let prefix): v4.contains(prefix)
    case .v6(let prefix): v6.contains(prefix)
    }
  }

  /// Whether any address of a block is in the set. Takes O(log n) time.
  @inlinable
  package func overlaps(_ prefix: IPPrefix) -> Bool {
    switch prefix {
    case .v4(let prefix): v4.overlaps(prefix)
    case .v6(let prefix): v6.overlaps(prefix)
    }
  }

  /// Whether all addresses of another set are in this one.
  @inlinable
  package func contains(_ other: Self) -> Bool {
    v4.contains(other.v4) && v6.contains(other.v6)
  }

  /// Whether no address is in both sets.
  @inlinable
  package func isDisjoint(with other: Self) -> Bool {
    v4.isDisjoint(with: other.v4) && v6.isDisjoint(with: other.v6)
  }

  /// The addresses in either set.
  @inlinable
  package func union(_ other: Self) -> Self {
    Self(v4: v4.union(other.v4), v6: v6.union(other.v6))
  }

  /// The addresses in both sets.
  @inlinable
  package func intersection(_ other: Self) -> Self {
    Self(v4: v4.intersection(other.v4), v6: v6.intersection(other.v6))
  }

  /// The addresses in this set that are not in the other.
  @inlinable
  package func subtracting(_ other: Self) -> Self {
    Self(v4: v4.subtracting(other.v4), v6: v6.subtracting(other.v6))
  }

  /// The addresses in exactly one of the sets.
  @inlinable
  package func symmetricDifference(_ other: Self) -> Self {
    Self(v4: v4.symmetricDifference(other.v4), v6: v6.symmetricDifference(other.v6))
  }

  /// The addresses of both families not in the set.
  @inlinable
  package var complement: Self {
    Self(v4: v4.complement, v6: v6.complement)
  }

  /// Adds the addresses of another set.
  @inlinable
  package mutating func formUnion(_ other: Self) {
    self = union(other)
  }

  /// Keeps only the addresses that are also in another set.
  @inlinable
  package mutating func formIntersection(_ other: Self) {
    self = intersection(other)
  }

  /// Takes out the addresses of another set.
  @inlinable
  package mutating func subtract(_ other: Self) {
    self = subtracting(other)
  }

  /// Keeps the addresses in exactly one of this set and another.
  @inlinable
  package mutating func formSymmetricDifference(_ other: Self) {
    self = symmetricDifference(other)
  }
}
