/// A set of values kept as sorted runs that neither overlap nor touch, so that equal sets have equal runs.
///
/// The algebra of address sets and port sets is written once, here. Operations on two sets merge their runs in linear
/// time; looking one value up takes logarithmic time.
@usableFromInline
package protocol IntervalSet: Hashable, Sendable {
  /// A run of the set's values.
  associatedtype Interval: ClosedInterval

  /// The runs of the set, ascending; between two of them at least one value is missing.
  var ranges: [Interval] { get }

  /// The set with these runs; the caller has made sure that they ascend and neither overlap nor touch.
  init(uncheckedRanges ranges: [Interval])
}

extension IntervalSet {
  /// The set of no value.
  @inlinable
  package init() {
    self.init(uncheckedRanges: [])
  }

  /// The set of one run.
  @inlinable
  package init(_ range: Interval) {
    self.init(uncheckedRanges: [range])
  }

  /// The set of all values in any of the runs, which may overlap and be in any order. Takes O(n log n) time.
  @inlinable
  package init(ranges: some Sequence<Interval>) {
    var merged: [Interval] = []
    merged.reserveCapacity(ranges.underestimatedCount)
    for range in ranges.sorted() { Self.append(range, to: &merged) }
    self.init(uncheckedRanges: merged)
  }

  /// The set of no value.
  @inlinable
  package static var empty: Self { Self() }

  /// The set of all values.
  @inlinable
  package static var all: Self { Self(Interval.all) }

  /// Whether the set has no value.
  @inlinable
  package var isEmpty: Bool { ranges.isEmpty }

  /// The lowest value of the set.
  @inlinable
  package var first: Interval.Bound? { ranges.first?.lower }

  /// The highest value of the set.
  @inlinable
  package var last: Interval.Bound? { ranges.last?.upper }

  /// Whether a value is in the set. Takes O(log n) time.
  @inlinable
  package func contains(_ value: Interval.Bound) -> Bool {
    let index = indexOfRange(endingAtOrAfter: value)
    return index < ranges.endIndex && ranges[index].lower <= value
  }

  /// Whether all values of a run are in the set. Takes O(log n) time.
  @inlinable
  package func contains(_ range: Interval) -> Bool {
    // Runs do not touch, so a run in the set is in one of its runs.
    let index = indexOfRange(endingAtOrAfter: range.lower)
    return index < ranges.endIndex && ranges[index].lower <= range.lower && range.upper <= ranges[index].upper
  }

  /// Whether any value of a run is in the set. Takes O(log n) time.
  @inlinable
  package func overlaps(_ range: Interval) -> Bool {
    let index = indexOfRange(endingAtOrAfter: range.lower)
    return index < ranges.endIndex && ranges[index].lower <= range.upper
  }

  /// The index of the first run that does not lie wholly below a value; `ranges.endIndex` when all do.
  @inlinable
  func indexOfRange(endingAtOrAfter value: Interval.Bound) -> Int {
    var low = ranges.startIndex
    var high = ranges.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if ranges[middle].upper < value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Appends a run that does not begin below the last one; joins the two where they overlap or touch.
  @inlinable
  static func append(_ range: Interval, to ranges: inout [Interval]) {
    guard let last = ranges.last, last.upper >= range.lower || Interval.bound(after: last.upper) == range.lower else {
      ranges.append(range)
      return
    }
    if range.upper > last.upper {
      ranges[ranges.endIndex - 1] = Interval(uncheckedLower: last.lower, upper: range.upper)
    }
  }

  /// Whether runs ascend and neither overlap nor touch: what ``init(uncheckedRanges:)`` requires.
  @inlinable
  package static func isCanonical(_ ranges: [Interval]) -> Bool {
    zip(ranges, ranges.dropFirst()).allSatisfy { lower, upper in
      guard let between = Interval.bound(after: lower.upper) else { return false }
      return between < upper.lower
    }
  }
}
