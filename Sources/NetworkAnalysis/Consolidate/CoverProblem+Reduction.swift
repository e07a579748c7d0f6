/// A smaller problem with the same fewest covers.
struct ReducedCoverProblem {
  /// Candidates that every cover has, or one of the fewest.
  var forced: [Int]
  var problem: CoverProblem
  /// The remaining candidates' indexes in the original.
  var candidates: [Int]
}

extension CoverProblem {
  /// Looks at maximal candidates alone, takes those that alone hold an element, and leaves out elements that are held
  /// wherever another one is and candidates that hold no more than another one; over and over, until nothing changes.
  func reducedToMaximal(_ budget: inout SearchBudget) -> ReducedCoverProblem {
    var live: [Int: [Int]] = [:]
    for (index, candidate) in candidates.enumerated() where candidate.isMaximal { live[index] = candidate.elements }
    var forced: [Int] = []
    while true {
      let before = (forced.count, live.count, live.values.reduce(0) { $0 + $1.count })
      takeEssential(&live, &forced)
      if !budget.isSpent {
        dropImpliedElements(&live, &budget)
        dropDominatedCandidates(&live, &budget)
      }
      if before == (forced.count, live.count, live.values.reduce(0) { $0 + $1.count }) { break }
    }
    let indexes = live.keys.sorted()
    let elements = Set(live.values.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(elements, elements.indices))
    let rest = indexes.map { index in
      var candidate = candidates[index]
      candidate.elements = (live[index] ?? []).compactMap { numbers[$0] }
      return candidate
    }
    let problem = CoverProblem(elementCount: elements.count, candidates: rest)
    return ReducedCoverProblem(forced: forced.sorted(), problem: problem, candidates: indexes)
  }

  private func holders(_ live: [Int: [Int]]) -> [Int: [Int]] {
    var holders: [Int: [Int]] = [:]
    for index in live.keys.sorted() { for element in live[index] ?? [] { holders[element, default: []].append(index) } }
    return holders
  }

  private func takeEssential(_ live: inout [Int: [Int]], _ forced: inout [Int]) {
    let essential = Set(holders(live).values.filter { $0.count == 1 }.map { $0[0] })
    guard !essential.isEmpty else { return }
    forced += essential
    let covered = Set(essential.flatMap { live[$0] ?? [] })
    for index in Array(live.keys) {
      let rest = essential.contains(index) ? [] : (live[index] ?? []).filter { !covered.contains($0) }
      live[index] = rest.isEmpty ? nil : rest
    }
  }

  /// An element whose candidates include all those of another one is held wherever that one is.
  private func dropImpliedElements(_ live: inout [Int: [Int]], _ budget: inout SearchBudget) {
    let holders = self.holders(live)
    var implied: Set<Int> = []
    for element in holders.keys.sorted() where !implied.contains(element) {
      guard let own = holders[element], let first = own.min(by: { (live[$0]?.count ?? 0) < (live[$1]?.count ?? 0) })
      else { continue }
      for other in live[first] ?? [] where other != element && !implied.contains(other) {
        guard let theirs = holders[other] else { continue }
        budget.spend(own.count + theirs.count)
        if budget.isSpent { break }
        if Self.isSubset(own, of: theirs) { implied.insert(other) }
      }
    }
    guard !implied.isEmpty else { return }
    for (index, elements) in live {
      let rest = elements.filter { !implied.contains($0) }
      live[index] = rest.isEmpty ? nil : rest
    }
  }

  private func dropDominatedCandidates(_ live: inout [Int: [Int]], _ budget: inout SearchBudget) {
    let holders = self.holders(live)
    for index in live.keys.sorted() {
      guard let own = live[index],
        let rarest = own.min(by: { (holders[$0]?.count ?? 0) < (holders[$1]?.count ?? 0) })
      else { continue }
      let isDominated = (holders[rarest] ?? []).contains { other in
        guard other != index, let theirs = live[other] else { return false }
        budget.spend(own.count + theirs.count)
        return !budget.isSpent && Self.isSubset(own, of: theirs)
      }
      if isDominated { live[index] = nil }
    }
  }
}
