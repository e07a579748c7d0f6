/// A non-empty run of neighbouring values of a finite, ordered kind: addresses or ports. Both ends are included, so
/// that the run up to the highest value needs no bound above it.
@usableFromInline
package protocol ClosedInterval: Hashable, Comparable, Sendable {
  /// The kind of value.
  associatedtype Bound: Hashable, Comparable, Sendable

  /// The lowest value of the run.
  var lower: Bound { get }

  /// The highest value of the run, at least ``lower``.
  var upper: Bound { get }

  /// The run between two ends; the caller has made sure that they are in order.
  init(uncheckedLower lower: Bound, upper: Bound)

  /// The run of all values.
  static var all: Self { get }

  /// The value one above another, or `nil` for the highest of all.
  static func bound(after bound: Bound) -> Bound?

  /// The value one below another, or `nil` for the lowest of all.
  static func bound(before bound: Bound) -> Bound?
}

extension PortRange: ClosedInterval {
  /// The next port, or `nil` after 65535.
  @inlinable
  package static func bound(after port: UInt16) -> UInt16? {
    port == .max ? nil : port &+ 1
  }

  /// The previous port, or `nil` before 0.
  @inlinable
  package static func bound(before port: UInt16) -> UInt16? {
    port == 0 ? nil : port &- 1
  }
}
