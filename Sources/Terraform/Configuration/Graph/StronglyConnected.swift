/// Strongly connected components (Tarjan, "Depth-first search and linear graph algorithms", 1972), without recursion.
struct StronglyConnected {
  /// Each with more than one node, or with an edge to itself; nodes ascending, components by their first node.
  private(set) var components: [[Int]] = []

  /// - Parameter edges: for each node the nodes it leads to. O(nodes + edges).
  init(_ edges: [[Int]]) {
    var index = [Int](repeating: -1, count: edges.count)
    var low = [Int](repeating: 0, count: edges.count)
    var isOnStack = [Bool](repeating: false, count: edges.count)
    var stack: [Int] = []
    var next = 0
    for root in edges.indices where index[root] < 0 {
      var path: [(node: Int, edge: Int)] = [(root, 0)]
      while let (node, edge) = path.last {
        if edge == 0 {
          index[node] = next
          low[node] = next
          next += 1
          stack.append(node)
          isOnStack[node] = true
        }
        if edge < edges[node].count {
          path[path.count - 1].edge += 1
          let target = edges[node][edge]
          if index[target] < 0 {
            path.append((target, 0))
          } else if isOnStack[target] {
            low[node] = min(low[node], index[target])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == index[node] else { continue }
        var component: [Int] = []
        while let member = stack.popLast() {
          isOnStack[member] = false
          component.append(member)
          if member == node { break }
        }
        if component.count > 1 || edges[node].contains(node) { components.append(component.sorted()) }
      }
    }
    components.sort { $0[0] < $1[0] }
  }
}
