/// How long things took: counts below fixed bounds, and the sum.
struct Histogram: Sendable {
  /// The upper bounds in seconds, ascending; one count more for what is above them all.
  static let bounds: [Double] = [
    0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  /// The counts of each interval, not yet summed up.
  private(set) var counts = [UInt64](repeating: 0, count: Self.bounds.count + 1)
  /// The sum of all values.
  private(set) var sum = 0.0

  /// The number of values.
  var count: UInt64 { counts.reduce(0, &+) }

  /// Takes in one value. Nothing allocates.
  mutating func record(_ seconds: Double) {
    let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    counts[place] &+= 1
    sum += seconds
  }
}
