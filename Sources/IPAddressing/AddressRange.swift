/// The addresses from one through another, both included. Ranges order by their lower, then their upper address.
@usableFromInline
package struct AddressRange<Address: IPAddressProtocol>: ClosedInterval, CustomStringConvertible {
  /// The lowest address of the range.
  @usableFromInline
  package let lower: Address

  /// The highest address of the range, at least ``lower``.
  @usableFromInline
  package let upper: Address

  /// The range from one address through another; `nil` when they are out of order.
  @inlinable
  package init?(lower: Address, upper: Address) {
    guard lower <= upper else { return nil }
    self.init(uncheckedLower: lower, upper: upper)
  }

  /// The addresses of a block.
  @inlinable
  package init(_ prefix: Prefix<Address>) {
    self.init(uncheckedLower: prefix.first, upper: prefix.last)
  }

  /// Trusts that the ends are in order.
  @inlinable
  package init(uncheckedLower lower: Address, upper: Address) {
    assert(lower <= upper)
    self.lower = lower
    self.upper = upper
  }

  /// All addresses of the family.
  @inlinable
  package static var all: Self { Self(uncheckedLower: .lowest, upper: .highest) }

  /// The address one above another, or `nil` for the highest.
  @inlinable
  package static func bound(after address: Address) -> Address? { address.next }

  /// The address one below another, or `nil` for the lowest.
  @inlinable
  package static func bound(before address: Address) -> Address? { address.previous }

  /// Whether an address is in the range.
  @inlinable
  package func contains(_ address: Address) -> Bool {
    lower <= address && address <= upper
  }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.lower == right.lower ? left.upper < right.upper : left.lower < right.lower
  }

  /// Both ends: `10.0.0.0-10.0.0.9`.
  @usableFromInline
  package var description: String { "\(lower)-\(upper)" }

  /// The fewest blocks that together are exactly the range, in order: at most `2 * bitWidth - 2`.
  @inlinable
  package var prefixes: [Prefix<Address>] {
    var prefixes: [Prefix<Address>] = []
    appendPrefixes(to: &prefixes)
    return prefixes
  }

  /// Appends ``prefixes``. The largest block that begins at the lowest address left and does not pass the end is in
  /// every smallest cover: any other cover must split it.
  @inlinable
  func appendPrefixes(to prefixes: inout [Prefix<Address>]) {
    var lowest = lower.rawValue
    while true {
      // One less than how many addresses are left, which unlike the count itself always fits.
      let distance = upper.rawValue &- lowest
      let alignment = min(lowest.trailingZeroBitCount, Address.bitWidth)
      let fitting =
        distance == Address.highestRawValue
        ? Address.bitWidth
        : Address.RawValue.bitWidth - 1 - (distance &+ 1).leadingZeroBitCount
      let prefix = Prefix(unchecked: Address(lowest), length: Address.bitWidth - min(alignment, fitting))
      prefixes.append(prefix)
      guard prefix.last < upper else { return }
      lowest = prefix.last.rawValue &+ 1
    }
  }
}
