extension IntervalSet {
  /// The values in either set.
  @inlinable
  package func union(_ other: Self) -> Self {
    if isEmpty { return other }
    if other.isEmpty { return self }
    var merged: [Interval] = []
    merged.reserveCapacity(ranges.count + other.ranges.count)
    var (left, right) = (ranges[...], other.ranges[...])
    while let first = left.first, let second = right.first {
      if first.lower <= second.lower {
        Self.append(first, to: &merged)
        left.removeFirst()
      } else {
        Self.append(second, to: &merged)
        right.removeFirst()
      }
    }
    for range in left { Self.append(range, to: &merged) }
    for range in right { Self.append(range, to: &merged) }
    return Self(uncheckedRanges: merged)
  }

  /// The values in both sets.
  @inlinable
  package func intersection(_ other: Self) -> Self {
    var common: [Interval] = []
    var (left, right) = (ranges[...], other.ranges[...])
    while let first = left.first, let second = right.first {
      let lower = max(first.lower, second.lower)
      let upper = min(first.upper, second.upper)
      if lower <= upper { common.append(Interval(uncheckedLower: lower, upper: upper)) }
      // The run that ends first can meet nothing more.
      if first.upper < second.upper {
        left.removeFirst()
      } else {
        right.removeFirst()
      }
    }
    return Self(uncheckedRanges: common)
  }

  /// The values in this set that are not in the other.
  @inlinable
  package func subtracting(_ other: Self) -> Self {
    var kept: [Interval] = []
    var holes = other.ranges[...]
    for range in ranges {
      // The lowest value of the run not yet kept or taken out; `nil` once the run is used up.
      var start: Interval.Bound? = range.lower
      while let lower = start, let hole = holes.first, hole.lower <= range.upper {
        if hole.upper < lower {
          holes.removeFirst()
          continue
        }
        if hole.lower > lower, let before = Interval.bound(before: hole.lower) {
          kept.append(Interval(uncheckedLower: lower, upper: before))
        }
        // A hole that reaches past this run may reach into the next: it stays.
        start = hole.upper < range.upper ? Interval.bound(after: hole.upper) : nil
      }
      if let start { kept.append(Interval(uncheckedLower: start, upper: range.upper)) }
    }
    return Self(uncheckedRanges: kept)
  }

  /// The values in exactly one of the sets.
  @inlinable
  package func symmetricDifference(_ other: Self) -> Self {
    union(other).subtracting(intersection(other))
  }

  /// The values not in the set.
  @inlinable
  package var complement: Self {
    Self.all.subtracting(self)
  }

  /// Adds the values of another set.
  @inlinable
  package mutating func formUnion(_ other: Self) {
    self = union(other)
  }

  /// Keeps only the values that are also in another set.
  @inlinable
  package mutating func formIntersection(_ other: Self) {
    self = intersection(other)
  }

  /// Takes out the values of another set.
  @inlinable
  package mutating func subtract(_ other: Self) {
    self = subtracting(other)
  }

  /// Keeps the values in exactly one of this set and another.
  @inlinable
  package mutating func formSymmetricDifference(_ other: Self) {
    self = symmetricDifference(other)
  }

  /// Whether all values of another set are in this one.
  @inlinable
  package func contains(_ other: Self) -> Bool {
    var candidates = ranges[...]
    for range in other.ranges {
      while let candidate = candidates.first, candidate.upper < range.lower { candidates.removeFirst() }
      guard let candidate = candidates.first, candidate.lower <= range.lower, range.upper <= candidate.upper
      else { return false }
    }
    return true
  }

  /// Whether no value is in both sets.
  @inlinable
  package func isDisjoint(with other: Self) -> Bool {
    var (left, right) = (ranges[...], other.ranges[...])
    while let first = left.first, let second = right.first {
      if first.upper < second.lower {
        left.removeFirst()
      } else if second.upper < first.lower {
        right.removeFirst()
      } else {
        return false
      }
    }
    return true
  }
}
