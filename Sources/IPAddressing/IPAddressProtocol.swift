/// An address of one family: a number of a fixed width that orders, prints and parses.
///
/// Everything above this protocol (prefixes, ranges, sets) is written once, generic over the family, so that the IPv4
/// and the IPv6 form of an algorithm cannot drift apart.
///
/// An `@inlinable` member is specialised for a family in another module only if its type, the stored properties it reads
/// and the protocols it goes through are `@usableFromInline`; else it runs unspecialised, over a hundred times slower.
@usableFromInline
package protocol IPAddressProtocol: Hashable, Comparable, Sendable, CustomStringConvertible,
  LosslessStringConvertible
{
  /// The number that holds an address. Only its lowest ``bitWidth`` bits are used.
  associatedtype RawValue: FixedWidthInteger & UnsignedInteger & Sendable & Hashable

  /// The family this type holds addresses of.
  static var family: IPFamily { get }

  /// The number of bits in an address: 32 or 128.
  static var bitWidth: Int { get }

  /// The address as a number in the host's byte order; the first octet as written is the most significant.
  var rawValue: RawValue { get }

  /// The address with this number.
  init(_ rawValue: RawValue)

  /// Reads an address as people write it; nothing may precede or follow it.
  ///
  /// - Throws: ``AddressParseError``, which says where reading stopped and why.
  init(parsing text: some StringProtocol) throws(AddressParseError)
}

extension IPAddressProtocol {
  /// The number of the highest address: all ``bitWidth`` bits set.
  @inlinable
  package static var highestRawValue: RawValue { RawValue.max >> (RawValue.bitWidth - bitWidth) }

  /// The lowest address of the family, `0.0.0.0` or `::`.
  @inlinable
  package static var lowest: Self { Self(0) }

  /// The highest address of the family, all bits set.
  @inlinable
  package static var highest: Self { Self(highestRawValue) }

  /// The address one above this, or `nil` for the highest.
  @inlinable
  package var next: Self? {
    rawValue == Self.highestRawValue ? nil : Self(rawValue &+ 1)
  }

  /// The address one below this, or `nil` for the lowest.
  @inlinable
  package var previous: Self? {
    rawValue == 0 ? nil : Self(rawValue &- 1)
  }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The address the text spells, or `nil`; ``init(parsing:)`` says what was wrong.
  @usableFromInline
  package init?(_ description: String) {
    guard let address = try? Self(parsing: description) else { return nil }
    self = address
  }
}
