/// A set of addresses of one family, kept as sorted ranges that neither overlap nor touch.
///
/// Equal sets are equal values whatever they were built from. See ``IntervalSet`` for the algebra.
@usableFromInline
package struct AddressSet<Address: IPAddressProtocol>: IntervalSet, CustomStringConvertible {
  /// The ranges of the set, ascending; between two of them at least one address is missing.
  @usableFromInline
  package let ranges: [AddressRange<Address>]

  /// Trusts that the ranges ascend and neither overlap nor touch; ``init(ranges:)`` takes any.
  @inlinable
  package init(uncheckedRanges ranges: [AddressRange<Address>]) {
    assert(Self.isCanonical(ranges))
    self.ranges = ranges
  }

  /// The set of one address.
  @inlinable
  package init(_ address: Address) {
    self.init(AddressRange(uncheckedLower: address, upper: address))
  }

  /// The set of the addresses of one block.
  @inlinable
  package init(_ prefix: Prefix<Address>) {
    self.init(AddressRange(prefix))
  }

  /// The set of the addresses of all blocks, which may overlap and be in any order. Takes O(n log n) time.
  @inlinable
  package init(_ prefixes: some Sequence<Prefix<Address>>) {
    self.init(ranges: prefixes.lazy.map { AddressRange($0) })
  }

  /// Whether all addresses of a block are in the set. Takes O(log n) time.
  @inlinable
  package func contains(_ prefix: Prefix<Address>) -> Bool {
    contains(AddressRange(prefix))
  }

  /// Whether any address of a block is in the set. Takes O(log n) time.
  @inlinable
  package func overlaps(_ prefix: Prefix<Address>) -> Bool {
    overlaps(AddressRange(prefix))
  }

  /// The fewest blocks that together are exactly the set, ascending. There is only one such list, and no two of its
  /// blocks are the halves of a larger one.
  @inlinable
  package var prefixes: [Prefix<Address>] {
    var prefixes: [Prefix<Address>] = []
    prefixes.reserveCapacity(ranges.count)
    for range in ranges { range.appendPrefixes(to: &prefixes) }
    return prefixes
  }

  /// How many addresses are in the set.
  ///
  /// The whole space of a family has one address more than the raw value can count; then `isWholeSpace` is true and
  /// `value` is the count less one.
  @inlinable
  package var addressCount: (value: Address.RawValue, isWholeSpace: Bool) {
    var count: Address.RawValue = 0
    for range in ranges {
      let distance = range.upper.rawValue - range.lower.rawValue
      if distance == Address.highestRawValue { return (distance, true) }
      // Only the whole space overflows, and that is one range.
      count &+= distance &+ 1
    }
    return (count, false)
  }

  /// The fewest blocks in braces: `{10.0.0.0/8, 192.168.0.0/16}`.
  @usableFromInline
  package var description: String {
    "{\(prefixes.map(\.description).joined(separator: ", "))}"
  }
}
