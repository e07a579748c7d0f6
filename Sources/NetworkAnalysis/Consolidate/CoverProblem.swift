/// Elements, each of which at least one chosen set has to hold, and the sets to choose from.
///
/// Covering a region by the fewest rectangles is a set cover, and NP-hard (Culberson and Reckhow, "Covering polygons is
/// hard", 1994); regions of security groups are small or fall apart into small pieces.
struct CoverProblem {
  /// A set to choose.
  struct Candidate {
    /// Ascending, without repetition.
    var elements: [Int]
    /// Whether it is an existing rule, which is kept rather than made.
    var isExisting: Bool
    /// Whether no other candidate holds more; the fewest sets are found among these alone.
    var isMaximal: Bool
  }

  var elementCount: Int
  var candidates: [Candidate]

  struct Solution {
    /// Indexes of candidates, ascending; none is redundant.
    var chosen: [Int]
    /// No cover has fewer sets than this.
    var lowerBound: Int
  }

  /// Pieces that share no candidate are solved apart; of each at first the fewest sets, then as many existing ones
  /// among them as can be.
  ///
  func solve(_ budget: inout SearchBudget) -> Solution {
    var solution = Solution(chosen: [], lowerBound: 0)
    let pieces = self.pieces()
    for (index, piece) in pieces.enumerated() {
      let result = budget.spendingShare(of: pieces.count - index) { piece.problem.solvePiece(&$0) }
      solution.lowerBound += result.lowerBound
      solution.chosen += result.chosen.map { piece.candidates[$0] }
    }
    solution.chosen.sort()
    return solution
  }

  // MARK: Pieces

  private struct Piece {
    var problem: CoverProblem
    /// The candidates' indexes in the whole problem.
    var candidates: [Int]
  }

  /// Connected pieces, elements with the same candidates as one. O(size of the problem).
  private func pieces() -> [Piece] {
    var sets = DisjointSets(count: candidates.count)
    let holders = self.holders
    for holder in holders { for candidate in holder.dropFirst() { sets.join(holder[0], candidate) } }
    var members: [Int: [Int]] = [:]
    for index in candidates.indices where !candidates[index].elements.isEmpty {
      members[sets.root(of: index), default: []].append(index)
    }
    // Elements that the same candidates hold are one.
    var representative = [Int](repeating: 0, count: elementCount)
    var firsts: [[Int]: Int] = [:]
    for (element, holder) in holders.enumerated() {
      representative[element] = firsts[holder] ?? element
      if firsts[holder] == nil { firsts[holder] = element }
    }
    return members.sorted { $0.key < $1.key }.map { _, members in
      var numbers: [Int: Int] = [:]
      var local: [Candidate] = []
      for index in members {
        var candidate = candidates[index]
        candidate.elements = candidate.elements.filter { representative[$0] == $0 }.map { element in
          if let number = numbers[element] { return number }
          let number = numbers.count
          numbers[element] = number
          return number
        }.sorted()
        local.append(candidate)
      }
      return Piece(problem: CoverProblem(elementCount: numbers.count, candidates: local), candidates: members)
    }
  }

  /// The candidates that hold each element, ascending.
  var holders: [[Int]] {
    var holders = [[Int]](repeating: [], count: elementCount)
    for (index, candidate) in candidates.enumerated() {
      for element in candidate.elements { holders[element].append(index) }
    }
    return holders
  }
}

/// The elementary operations that searches may still spend. A count, not a time, so that the same rules give the same
/// answer on every machine.
struct SearchBudget {
  private(set) var steps: Int

  init(steps: Int) { self.steps = max(0, steps) }

  var isSpent: Bool { steps <= 0 }
  mutating func spend(_ cost: Int) { steps -= min(steps, cost) }

  /// Gives one of several parts its share of what is left; what it leaves is for those after it.
  mutating func spendingShare<Result>(of parts: Int, _ body: (inout SearchBudget) -> Result) -> Result {
    var share = SearchBudget(steps: max(steps / max(1, parts), steps / 8))
    let given = share.steps
    let result = body(&share)
    spend(given - share.steps)
    return result
  }
}

/// Which things belong together (Tarjan's union-find with path halving).
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(of index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (left, right) = (root(of: one), root(of: other))
    // The lower root stays, so that pieces come in the order of their first members.
    parents[max(left, right)] = min(left, right)
  }
}
