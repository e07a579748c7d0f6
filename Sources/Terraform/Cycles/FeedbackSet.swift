/// The cheapest set of candidates whose removal leaves a graph without cycles.
///
/// A minimum feedback arc set, with arcs in bundles (all that one candidate takes away at once): NP-hard (Karp, 1972), so
/// exact by branch and bound on the shortest cycle up to ``exactLimit`` candidates, greedy beyond.
struct FeedbackSet {
  /// Candidates to take away, ascending; `nil` where no set of candidates breaks every cycle.
  private(set) var chosen: [Int]?
  private(set) var isExact: Bool

  static let exactLimit = 24
  /// Sets that are tried before the best so far is taken.
  static let searchLimit = 50_000

  struct Edge: Hashable {
    var from: Int
    var to: Int
    /// The candidate that takes the edge away; `nil` where nothing does.
    var candidate: Int?
  }

  /// - Parameter costs: of each candidate, positive.
  init(nodes: Int, edges: [Edge], costs: [Int]) {
    let involved = Set(edges.compactMap(\.candidate))
    isExact = false
    chosen = Self.greedy(nodes, edges, costs)
    guard involved.count <= Self.exactLimit, chosen != nil else {
      isExact = chosen == nil
      return
    }
    var best = chosen.map { (cost: $0.reduce(0) { $0 + costs[$1] }, set: Set($0)) }
    var seen: Set<Set<Int>> = []
    var isWithinLimit = true
    func search(_ removed: Set<Int>, _ cost: Int) {
      if let best, cost >= best.cost { return }
      guard seen.count < Self.searchLimit else {
        isWithinLimit = false
        return
      }
      guard seen.insert(removed).inserted else { return }
      guard let cycle = Self.shortestCycle(nodes, edges, without: removed) else {
        best = (cost, removed)
        return
      }
      // One candidate of each cycle must go: trying those of a shortest one keeps the branching low.
      for candidate in Set(cycle.compactMap(\.candidate)).sorted(by: { (costs[$0], $0) < (costs[$1], $1) }) {
        search(removed.union([candidate]), cost + costs[candidate])
      }
    }
    search([], 0)
    chosen = best.map { $0.set.sorted() }
    isExact = isWithinLimit
  }

  private static func greedy(_ nodes: Int, _ edges: [Edge], _ costs: [Int]) -> [Int]? {
    var removed: Set<Int> = []
    while let cycle = shortestCycle(nodes, edges, without: removed) {
      guard let candidate = Set(cycle.compactMap(\.candidate)).min(by: { (costs[$0], $0) < (costs[$1], $1) }) else {
        return nil
      }
      removed.insert(candidate)
    }
    // What turned out not to be needed is put back, the dearest first.
    for candidate in removed.sorted(by: { (costs[$1], $1) < (costs[$0], $0) })
    where shortestCycle(nodes, edges, without: removed.subtracting([candidate])) == nil {
      removed.remove(candidate)
    }
    return removed.sorted()
  }

  /// The edges of a cycle with the fewest; `nil` where there is none. O(nodes × edges).
  static func shortestCycle(_ nodes: Int, _ edges: [Edge], without removed: Set<Int>) -> [Edge]? {
    var outgoing = [[Edge]](repeating: [], count: nodes)
    for edge in edges where edge.candidate.map({ !removed.contains($0) }) ?? true { outgoing[edge.from].append(edge) }
    var best: [Edge]?
    for start in 0..<nodes {
      var incoming: [Int: Edge] = [:]
      var queue = [start]
      var head = 0
      search: while head < queue.count {
        let node = queue[head]
        head += 1
        for edge in outgoing[node] {
          if edge.to == start {
            var cycle = [edge]
            while let first = cycle.first, first.from != start, let before = incoming[first.from] {
              cycle.insert(before, at: 0)
            }
            if cycle.count < best?.count ?? .max { best = cycle }
            break search
          }
          if incoming[edge.to] == nil {
            incoming[edge.to] = edge
            queue.append(edge.to)
          }
        }
      }
      if best?.count == 1 { break }
    }
    return best
  }
}
