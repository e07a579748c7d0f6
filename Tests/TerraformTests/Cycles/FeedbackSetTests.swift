import Testing

@testable import Terraform

@Suite("Circles of references")
struct FeedbackSetTests {
  @Test("components are those that a walk there and back finds, on random graphs")
  func components() {
    var generator = Seeded(seed: 3)
    for _ in 0..<300 {
      let count = Int.random(in: 1...8, using: &generator)
      let edges = (0..<count).map { _ in
        (0..<count).filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }
      }
      func reaches(_ from: Int, _ to: Int) -> Bool {
        var (seen, pending) = (Set<Int>(), edges[from])
        while let node = pending.popLast() {
          guard seen.insert(node).inserted else { continue }
          pending += edges[node].filter { !seen.contains($0) }
        }
        return seen.contains(to)
      }
      var expected: [[Int]] = []
      for node in 0..<count where reaches(node, node) {
        let component = (0..<count).filter { $0 == node || (reaches(node, $0) && reaches($0, node)) }
        if !expected.contains(component) { expected.append(component) }
      }
      #expect(StronglyConnected(edges).components == expected, "\(edges)")
    }
  }

  @Test("the chosen set breaks every circle, and no cheaper one does, on random graphs")
  func smallest() {
    var generator = Seeded(seed: 5)
    for _ in 0..<300 {
      let count = Int.random(in: 2...5, using: &generator)
      let candidates = Int.random(in: 1...6, using: &generator)
      let costs = (0..<candidates).map { _ in Int.random(in: 1...4, using: &generator) }
      let edges = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        FeedbackSet.Edge(
          from: Int.random(in: 0..<count, using: &generator),
          to: Int.random(in: 0..<count, using: &generator),
          candidate: Int.random(in: 0..<8, using: &generator) == 0
            ? nil : Int.random(in: 0..<candidates, using: &generator)
        )
      }
      func isAcyclic(_ removed: Set<Int>) -> Bool {
        // By taking away, again and again, what nothing leads to.
        var left = edges.filter { $0.candidate.map { !removed.contains($0) } ?? true }
        while true {
          let targets = Set(left.map(\.to))
          let next = left.filter { targets.contains($0.from) }
          if next.count == left.count { return left.isEmpty }
          left = next
        }
      }
      var best: Int?
      for mask in 0..<(1 << candidates) {
        let set = Set((0..<candidates).filter { mask & (1 << $0) != 0 })
        let cost = set.reduce(0) { $0 + costs[$1] }
        if isAcyclic(set), cost < best ?? .max { best = cost }
      }
      let found = FeedbackSet(nodes: count, edges: edges, costs: costs)
      #expect(found.isExact)
      #expect(found.chosen.map { $0.reduce(0) { $0 + costs[$1] } } == best, "\(edges) \(costs)")
      if let chosen = found.chosen { #expect(isAcyclic(Set(chosen))) }
    }
  }

  @Test("many candidates are broken too, if not by the fewest")
  func greedy() {
    var edges: [FeedbackSet.Edge] = []
    for node in 0..<30 {
      edges.append(.init(from: node, to: (node + 1) % 30, candidate: node))
      edges.append(.init(from: (node + 1) % 30, to: node, candidate: 30 + node))
    }
    let found = FeedbackSet(nodes: 30, edges: edges, costs: [Int](repeating: 1, count: 60))
    #expect(!found.isExact)
    #expect(FeedbackSet.shortestCycle(30, edges, without: Set(found.chosen ?? [])) == nil)
    #expect(found.chosen.map { $0.count <= 60 } == true)
  }
}
