extension ReferenceGraph {
  /// Nodes that all refer to each other, which Terraform refuses to plan.
  package struct Cycle: Hashable, Sendable {
    /// All that refer to each other, in the order of their addresses.
    package var nodes: [Int]
    /// A shortest way round, which begins and ends at the first resource of ``nodes`` (or the first node).
    package var path: [Edge]
  }

  /// Every cycle of nodes that refer to each other; one that refers to itself alone is one too. In the order of their
  /// first addresses. O(nodes + edges), and for each cycle again its own.
  package func cycles() -> [Cycle] {
    StronglyConnected(outgoing.map { $0.map { edges[$0].to } }).components.compactMap { component in
      let members = component.sorted { nodes[$0] < nodes[$1] }
      guard let start = members.first(where: { nodes[$0].kind == .resource }) ?? members.first else { return nil }
      let path = shortestWayRound(from: start, within: Set(members))
      return path.isEmpty ? nil : Cycle(nodes: members, path: path)
    }
    .sorted { left, right in
      guard let left = left.nodes.first, let right = right.nodes.first else { return false }
      return nodes[left] < nodes[right]
    }
  }

  /// Breadth first, so that the first way back is a shortest one.
  private func shortestWayRound(from start: Int, within members: Set<Int>) -> [Edge] {
    var arrivals: [Int: Edge] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for edge in edges(from: node) where members.contains(edge.to) {
        if edge.to == start {
          var path = [edge]
          var current = node
          while current != start, let arrival = arrivals[current] {
            path.append(arrival)
            current = arrival.from
          }
          return path.reversed()
        }
        if arrivals[edge.to] == nil {
          arrivals[edge.to] = edge
          queue.append(edge.to)
        }
      }
    }
    return []
  }
}
