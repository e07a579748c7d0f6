extension CoverProblem {
  /// Always the candidate that holds most of what is still uncovered, existing ones first among equals; then without
  /// what turned out redundant. O(size × log) with lazy updates.
  func greedyCover(among isAllowed: (Candidate) -> Bool) -> [Int] {
    var isCovered = [Bool](repeating: false, count: elementCount)
    var uncovered = elementCount
    // Buckets by how many uncovered elements a candidate held when last looked at.
    var buckets: [[Int]] = Array(repeating: [], count: (candidates.map(\.elements.count).max() ?? 0) + 1)
    for (index, candidate) in candidates.enumerated().reversed() where isAllowed(candidate) && !candidate.isExisting {
      buckets[candidate.elements.count].append(index)
    }
    for (index, candidate) in candidates.enumerated().reversed() where isAllowed(candidate) && candidate.isExisting {
      buckets[candidate.elements.count].append(index)
    }
    var chosen: [Int] = []
    var level = buckets.count - 1
    while level > 0, uncovered > 0 {
      guard let index = buckets[level].popLast() else {
        level -= 1
        continue
      }
      let fresh = candidates[index].elements.count { !isCovered[$0] }
      guard fresh == level else {
        // Each move is at least one element down, so that all moves together cost no more than the problem's size.
        buckets[fresh].append(index)
        continue
      }
      chosen.append(index)
      for element in candidates[index].elements where !isCovered[element] {
        isCovered[element] = true
        uncovered -= 1
      }
    }
    return irredundant(chosen)
  }

  /// The same cover without sets whose elements the others hold; those to be made go before those that exist, small ones
  /// before large ones.
  func irredundant(_ chosen: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: elementCount)
    for index in chosen { for element in candidates[index].elements { counts[element] += 1 } }
    let order = chosen.sorted { one, other in
      let (left, right) = (candidates[one], candidates[other])
      if left.isExisting != right.isExisting { return right.isExisting }
      return (left.elements.count, -one) < (right.elements.count, -other)
    }
    var dropped: Set<Int> = []
    for index in order where candidates[index].elements.allSatisfy({ counts[$0] > 1 }) {
      dropped.insert(index)
      for element in candidates[index].elements { counts[element] -= 1 }
    }
    return chosen.filter { !dropped.contains($0) }.sorted()
  }

  /// Puts existing sets in the place of others wherever they hold all that only the other holds.
  func substitutingExisting(_ chosen: [Int], _ holders: [[Int]]) -> [Int] {
    var counts = [Int](repeating: 0, count: elementCount)
    var isChosen = [Bool](repeating: false, count: candidates.count)
    for index in chosen {
      isChosen[index] = true
      for element in candidates[index].elements { counts[element] += 1 }
    }
    for index in chosen where !candidates[index].isExisting {
      let needed = candidates[index].elements.filter { counts[$0] == 1 }
      guard let first = needed.first else { continue }
      let substitute = holders[first].first { other in
        guard candidates[other].isExisting, !isChosen[other] else { return false }
        return Self.isSubset(needed, of: candidates[other].elements)
      }
      guard let substitute else { continue }
      isChosen[index] = false
      isChosen[substitute] = true
      for element in candidates[index].elements { counts[element] -= 1 }
      for element in candidates[substitute].elements { counts[element] += 1 }
    }
    return irredundant(isChosen.indices.filter { isChosen[$0] })
  }

  /// Both ascending. O(length of both).
  static func isSubset(_ one: [Int], of other: [Int]) -> Bool {
    guard one.count <= other.count else { return false }
    var position = 0
    for element in one {
      while position < other.count, other[position] < element { position += 1 }
      guard position < other.count, other[position] == element else { return false }
      position += 1
    }
    return true
  }
}
