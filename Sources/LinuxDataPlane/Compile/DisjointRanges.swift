/// Cuts overlapping ranges into the fewest that do not overlap, each with all that covers it.
struct DisjointRanges<Bound: FixedWidthInteger & UnsignedInteger> {
  struct Piece {
    var lower: Bound
    var upper: Bound
    /// Positions of the ranges that cover the piece, ascending.
    var covering: [Int]
  }

  /// Ascending; what nothing covers is left out, and neighbours that the same ranges cover are one.
  private(set) var pieces: [Piece] = []

  /// O(n log n + the sum of all pieces' coverings).
  init(_ ranges: [(lower: Bound, upper: Bound)]) {
    var starts = ranges.indices.sorted { ranges[$0].lower < ranges[$1].lower }[...]
    var ends = ranges.indices.sorted { ranges[$0].upper < ranges[$1].upper }[...]
    var covering: [Int] = []
    var position: Bound = 0
    while let nextEnd = ends.first {
      if covering.isEmpty, let start = starts.first { position = ranges[start].lower }
      while let start = starts.first, ranges[start].lower <= position {
        let place = covering.firstIndex { $0 > start } ?? covering.endIndex
        covering.insert(start, at: place)
        starts.removeFirst()
      }
      var upper = ranges[nextEnd].upper
      if let start = starts.first, ranges[start].lower <= upper { upper = ranges[start].lower - 1 }
      append(position, upper, covering)
      while let end = ends.first, ranges[end].upper <= upper {
        if let place = covering.firstIndex(of: end) { covering.remove(at: place) }
        ends.removeFirst()
      }
      guard upper < .max else { return }
      position = upper + 1
    }
  }

  private mutating func append(_ lower: Bound, _ upper: Bound, _ covering: [Int]) {
    if let last = pieces.last, last.upper < lower, last.upper + 1 == lower, last.covering == covering {
      pieces[pieces.count - 1].upper = upper
    } else {
      pieces.append(Piece(lower: lower, upper: upper, covering: covering))
    }
  }
}
