/// A set of TCP or UDP ports, kept as sorted ranges that neither overlap nor touch.
///
/// Equal sets are equal values whatever they were built from. See ``IntervalSet`` for the algebra.
@usableFromInline
package struct PortSet: IntervalSet, CustomStringConvertible {
  /// The ranges of the set, ascending; between two of them at least one port is missing.
  @usableFromInline
  package let ranges: [PortRange]

  /// Trusts that the ranges ascend and neither overlap nor touch; ``init(ranges:)`` takes any.
  @inlinable
  package init(uncheckedRanges ranges: [PortRange]) {
    assert(Self.isCanonical(ranges))
    self.ranges = ranges
  }

  /// The set of one port.
  @inlinable
  package init(_ port: UInt16) {
    self.init(PortRange(port))
  }

  /// The set of the ports of all ranges, which may overlap and be in any order. Takes O(n log n) time.
  @inlinable
  package init(_ ranges: some Sequence<PortRange>) {
    self.init(ranges: ranges)
  }

  /// How many ports are in the set: 0 through 65536.
  @inlinable
  package var count: Int {
    ranges.reduce(0) { $0 + $1.count }
  }

  /// The ranges in braces: `{22, 80, 1024-65535}`.
  @usableFromInline
  package var description: String {
    "{\(ranges.map(\.description).joined(separator: ", "))}"
  }
}
