/// A block of addresses that share their first ``length`` bits: `10.0.0.0/8`.
///
/// The address is always the first of the block (host bits are zero), so equal blocks are equal values. Prefixes order
/// by address, then the shorter, which contains the longer, first.
@usableFromInline
package struct Prefix<Address: IPAddressProtocol>: Hashable, Comparable, Sendable {
  /// The network address: the first of the block.
  @usableFromInline
  package let address: Address

  @usableFromInline
  let storedLength: UInt8

  /// How many leading bits are fixed: 0 through `Address.bitWidth`.
  @inlinable
  package var length: Int { Int(storedLength) }

  /// Trusts that no host bit is set and that the length is in range.
  @inlinable
  init(unchecked address: Address, length: Int) {
    assert((0...Address.bitWidth).contains(length) && address.rawValue & Self.hostMask(length) == 0)
    self.address = address
    storedLength = UInt8(truncatingIfNeeded: length)
  }

  /// The block of this length that contains an address: its host bits are cleared, as EC2 does with CIDR blocks.
  ///
  /// - Throws: ``AddressParseError`` when the length is outside 0 through `Address.bitWidth`.
  @inlinable
  package init(canonicalizing address: Address, length: Int) throws(AddressParseError) {
    guard (0...Address.bitWidth).contains(length) else {
      throw AddressParseError(
        input: "\(address)/\(length)",
        offset: "\(address)/".utf8.count,
        reason: .lengthOutOfRange(maximum: Address.bitWidth)
      )
    }
    self.init(unchecked: Address(address.rawValue & ~Self.hostMask(length)), length: length)
  }

  /// The block with this network address and length; `nil` when a host bit is set or the length is out of range.
  @inlinable
  package init?(address: Address, length: Int) {
    guard (0...Address.bitWidth).contains(length), address.rawValue & Self.hostMask(length) == 0 else { return nil }
    self.init(unchecked: address, length: length)
  }

  /// The block of one address alone: `/32` or `/128`.
  @inlinable
  package init(host address: Address) {
    self.init(unchecked: address, length: Address.bitWidth)
  }

  /// The block of all addresses: `0.0.0.0/0` or `::/0`.
  @inlinable
  package static var all: Self { Self(unchecked: .lowest, length: 0) }

  /// The bits below a length from 0 through `Address.bitWidth`, all set.
  @inlinable
  static func hostMask(_ length: Int) -> Address.RawValue {
    // Swift's >> gives 0 when the shift is the whole width, as it must for a host.
    Address.highestRawValue >> length
  }

  /// The first address of the block, the network address.
  @inlinable
  package var first: Address { address }

  /// The last address of the block, with all host bits set.
  @inlinable
  package var last: Address { Address(address.rawValue | Self.hostMask(length)) }

  /// Whether the block is one address alone.
  @inlinable
  package var isHost: Bool { length == Address.bitWidth }

  /// Whether an address is in the block.
  @inlinable
  package func contains(_ other: Address) -> Bool {
    (other.rawValue ^ address.rawValue) & ~Self.hostMask(length) == 0
  }

  /// Whether all of another block is in this one; a block contains itself.
  @inlinable
  package func contains(_ other: Self) -> Bool {
    length <= other.length && contains(other.address)
  }

  /// Whether any address is in both blocks, which is when one contains the other.
  @inlinable
  package func overlaps(_ other: Self) -> Bool {
    length <= other.length ? contains(other.address) : other.contains(address)
  }

  /// The block one bit shorter that contains this one; `nil` for ``all``.
  @inlinable
  package var parent: Self? { supernet(length: length - 1) }

  /// The two blocks one bit longer that make up this one, the lower first; `nil` for a host.
  @inlinable
  package var halves: (Self, Self)? {
    guard !isHost else { return nil }
    let lower = Self(unchecked: address, length: length + 1)
    // The lower half's last address plus one cannot overflow: the upper half lies above it.
    return (lower, Self(unchecked: Address(lower.last.rawValue &+ 1), length: length + 1))
  }

  /// The block of a shorter or equal length that contains this one; `nil` when the length is longer or negative.
  @inlinable
  package func supernet(length shorter: Int) -> Self? {
    guard (0...length).contains(shorter) else { return nil }
    return Self(unchecked: Address(address.rawValue & ~Self.hostMask(shorter)), length: shorter)
  }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.address == right.address ? left.storedLength < right.storedLength : left.address < right.address
  }
}

/// A block of IPv4 addresses.
@usableFromInline
package typealias IPv4Prefix = Prefix<IPv4Address>

/// A block of IPv6 addresses.
@usableFromInline
package typealias IPv6Prefix = Prefix<IPv6Address>
