import IPAddressing

/// A set that can be cut into parts.
protocol Divisible: Hashable, Sendable {
  static var empty: Self { get }
  var isEmpty: Bool { get }
  func union(_ other: Self) -> Self
  func intersection(_ other: Self) -> Self
  func subtracting(_ other: Self) -> Self
}

extension HostSet: Divisible {}
extension IPAddressSet: Divisible {}

/// Regions that do not overlap, each with what is said about it; about the rest nothing passes.
struct Partition<Region: Divisible, Value: Hashable & Sendable>: Hashable, Sendable {
  struct Part: Hashable, Sendable {
    var region: Region
    var value: Value
  }
  private(set) var parts: [Part] = []

  init() {}
  init(_ region: Region, _ value: Value) { parts = region.isEmpty ? [] : [Part(region: region, value: value)] }

  /// Says something of a region, beside what was said of it before. O(parts).
  mutating func add(_ region: Region, _ value: Value, joining: (Value, Value) -> Value) {
    var rest = region
    var changed: [Part] = []
    changed.reserveCapacity(parts.count + 2)
    for part in parts {
      guard !rest.isEmpty else {
        changed.append(part)
        continue
      }
      let common = part.region.intersection(rest)
      guard !common.isEmpty else {
        changed.append(part)
        continue
      }
      rest = rest.subtracting(common)
      let joined = joining(part.value, value)
      if joined == part.value {
        changed.append(part)
        continue
      }
      changed.append(Part(region: common, value: joined))
      let left = part.region.subtracting(common)
      if !left.isEmpty { changed.append(Part(region: left, value: part.value)) }
    }
    if !rest.isEmpty { changed.append(Part(region: rest, value: value)) }
    parts = changed
  }

  /// Adds a part that overlaps none.
  mutating func append(_ part: Part) { parts.append(part) }

  /// Says something of a region instead of what was said of it before.
  mutating func replace(_ region: Region, _ value: Value) {
    guard !region.isEmpty else { return }
    parts = parts.compactMap { part in
      let left = part.region.subtracting(region)
      return left.isEmpty ? nil : Part(region: left, value: part.value)
    }
    parts.append(Part(region: region, value: value))
  }

  /// Joins parts of which the same is said, in the order in which the values first come.
  mutating func merge() {
    var positions: [Value: Int] = [:]
    var merged: [Part] = []
    for part in parts {
      if let position = positions[part.value] {
        merged[position].region = merged[position].region.union(part.region)
      } else {
        positions[part.value] = merged.count
        merged.append(part)
      }
    }
    parts = merged
  }
}
