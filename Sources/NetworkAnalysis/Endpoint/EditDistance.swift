/// How many insertions, deletions, substitutions and swaps of neighbours turn one text into another,
/// letter case ignored ("optimal string alignment"). `nil` when it is more than `limit`.
///
/// O(n × m) in the texts' lengths; texts whose lengths differ by more than the limit are not compared.
func editDistance(_ one: String, _ other: String, limit: Int) -> Int? {
  let left = Array(one.lowercased().unicodeScalars)
  let right = Array(other.lowercased().unicodeScalars)
  guard abs(left.count - right.count) <= limit else { return nil }
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (row, character) in left.enumerated() {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for (column, opposite) in right.enumerated() {
      var best = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (character == opposite ? 0 : 1))
      if row > 0, column > 0, character == right[column - 1], left[row - 1] == opposite {
        best = min(best, beforePrevious[column - 1] + 1)
      }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  guard let distance = previous.last, distance <= limit else { return nil }
  return distance
}
