extension CoverProblem {
  /// A connected problem: greedy, then branch and bound while the budget lasts.
  func solvePiece(_ budget: inout SearchBudget) -> Solution {
    guard elementCount > 0 else { return Solution(chosen: [], lowerBound: 0) }
    let holders = self.holders
    let existing = candidates.indices.filter { candidates[$0].isExisting }
    var best = greedyCover { $0.isMaximal }
    // The rules as they are cover everything too: the answer is never larger than what there was.
    let before = irredundant(existing)
    if before.count < best.count, covers(before) { best = before }

    let reduced = reducedToMaximal(&budget)
    var lowerBound = reduced.forced.count
    if !reduced.problem.candidates.isEmpty {
      var search = CoverSearch(reduced.problem, fewerThan: best.count - reduced.forced.count)
      search.run(&budget)
      lowerBound += search.lowerBound
      if let found = search.best {
        best = irredundant(reduced.forced + found.map { reduced.candidates[$0] })
      }
    } else if reduced.forced.count < best.count {
      best = reduced.forced
    }
    lowerBound = min(lowerBound, best.count)
    best = substitutingExisting(best, holders)
    if before.count == best.count, covers(before) { best = before }
    return Solution(chosen: keepingMost(best, &budget), lowerBound: lowerBound)
  }

  func covers(_ chosen: [Int]) -> Bool {
    var isCovered = [Bool](repeating: false, count: elementCount)
    for index in chosen { for element in candidates[index].elements { isCovered[element] = true } }
    return isCovered.allSatisfy { $0 }
  }

  /// A cover with no more sets than this one, and more existing ones among them if there is one and it is found.
  private func keepingMost(_ chosen: [Int], _ budget: inout SearchBudget) -> [Int] {
    let made = chosen.count { !candidates[$0].isExisting }
    guard made > 0, !budget.isSpent else { return chosen }
    var search = CoverSearch(self, fewerThan: chosen.count + 1, making: made)
    search.run(&budget)
    return search.best.map(irredundant) ?? chosen
  }
}

/// Branch and bound over the sets that can hold one element, the one with the fewest sets first.
struct CoverSearch {
  private let problem: CoverProblem
  private let holders: [[Int]]
  /// Sets that hold an element and may be chosen, those with most elements first.
  private(set) var best: [Int]?
  /// No cover has fewer sets.
  private(set) var lowerBound = 0
  /// Covers have to have fewer sets than this; while `makingLimit` is set, no more than the one before.
  private var countLimit: Int
  /// Covers have to have fewer sets that do not exist than this, `nil` where that does not matter.
  private var makingLimit: Int?

  private var counts: [Int]
  private var uncovered: Int
  private var chosen: [Int] = []
  private var made = 0

  /// - Parameters:
  ///   - limit: look for covers with fewer sets than this.
  ///   - making: look among them for those with fewer sets to be made than this, and then for ever fewer.
  init(_ problem: CoverProblem, fewerThan limit: Int, making: Int? = nil) {
    self.problem = problem
    countLimit = limit
    makingLimit = making
    counts = Array(repeating: 0, count: problem.elementCount)
    uncovered = problem.elementCount
    holders = problem.holders.map { holder in
      holder.sorted { one, other in
        let (left, right) = (problem.candidates[one], problem.candidates[other])
        if making != nil, left.isExisting != right.isExisting { return left.isExisting }
        return left.elements.count == right.elements.count ? one < other : left.elements.count > right.elements.count
      }
    }
  }

  private var isDone: Bool { makingLimit.map { $0 <= 0 } ?? false }

  /// Covers deeper than this are left to the greedy answer: the search calls itself once for each set.
  private static let depthLimit = 400

  mutating func run(_ budget: inout SearchBudget) {
    lowerBound = bound(&budget)
    let isComplete = descend(&budget)
    // All covers with fewer sets were looked for: what is best now is the fewest.
    if isComplete, makingLimit == nil { lowerBound = max(lowerBound, countLimit) }
  }

  /// - Returns: whether everything below was looked at or ruled out.
  private mutating func descend(_ budget: inout SearchBudget) -> Bool {
    if uncovered == 0 {
      best = chosen
      if makingLimit != nil { makingLimit = made } else { countLimit = chosen.count }
      return true
    }
    if chosen.count + 1 >= countLimit { return true }
    if let makingLimit, made >= makingLimit { return true }
    if budget.isSpent || chosen.count >= Self.depthLimit { return false }
    if chosen.count + bound(&budget) >= countLimit { return true }
    guard let element = tightestElement(&budget) else { return true }
    var isComplete = true
    for candidate in holders[element] {
      choose(candidate)
      if !descend(&budget) { isComplete = false }
      unchoose(candidate)
      if isDone { return true }
    }
    return isComplete
  }

  private mutating func choose(_ candidate: Int) {
    chosen.append(candidate)
    if !problem.candidates[candidate].isExisting { made += 1 }
    for element in problem.candidates[candidate].elements {
      if counts[element] == 0 { uncovered -= 1 }
      counts[element] += 1
    }
  }

  private mutating func unchoose(_ candidate: Int) {
    chosen.removeLast()
    if !problem.candidates[candidate].isExisting { made -= 1 }
    for element in problem.candidates[candidate].elements {
      counts[element] -= 1
      if counts[element] == 0 { uncovered += 1 }
    }
  }

  private mutating func tightestElement(_ budget: inout SearchBudget) -> Int? {
    budget.spend(counts.count)
    var tightest: Int?
    for element in counts.indices where counts[element] == 0 {
      if holders[element].count == 1 { return element }
      if tightest.map({ holders[element].count < holders[$0].count }) ?? true { tightest = element }
    }
    return tightest
  }

  /// How many more sets any cover needs at least: weights for the uncovered elements such that no set holds more than 1
  /// in sum (a feasible dual of the linear relaxation); whatever covers all then has at least their total in sets.
  private mutating func bound(_ budget: inout SearchBudget) -> Int {
    var loads = [Int](repeating: 0, count: problem.candidates.count)
    for (index, candidate) in problem.candidates.enumerated() {
      budget.spend(candidate.elements.count)
      loads[index] = candidate.elements.count { counts[$0] == 0 }
    }
    let unit = 5040
    // First the same for each element as its largest set can bear; then whatever room is left, those with few sets
    // first, for they block least.
    var room = [Int](repeating: unit, count: problem.candidates.count)
    var total = 0
    var open: [Int] = []
    for element in counts.indices where counts[element] == 0 {
      open.append(element)
      let share = holders[element].reduce(unit) { min($0, unit / max(1, loads[$1])) }
      total += share
      for candidate in holders[element] { room[candidate] -= share }
    }
    total += fill(open, &room)
    // And whole elements alone, no two of which share a set.
    var free = [Int](repeating: unit, count: problem.candidates.count)
    let whole = fill(open, &free)
    budget.spend(4 * open.count)
    return (max(total, whole) + unit - 1) / unit
  }

  private func fill(_ open: [Int], _ room: inout [Int]) -> Int {
    var total = 0
    for element in open.sorted(by: { (holders[$0].count, $0) < (holders[$1].count, $1) }) {
      let share = holders[element].reduce(Int.max) { min($0, room[$1]) }
      guard share > 0, share != .max else { continue }
      total += share
      for candidate in holders[element] { room[candidate] -= share }
    }
    return total
  }
}
