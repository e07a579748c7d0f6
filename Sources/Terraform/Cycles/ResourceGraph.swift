import HCL

/// The references among some nodes of a graph, between resources alone: ways through locals, variables, outputs and
/// modules are drawn together.
struct ResourceGraph {
  struct Edge: Hashable {
    var to: Int
    /// Where the way begins: the resource's own argument.
    var argument: String
    var range: SourceRange?
  }

  /// Static addresses.
  private(set) var names: [String] = []
  private(set) var edges: [[Edge]] = []

  /// - Parameter component: the nodes that count; ways through others are left out.
  /// O(resources × edges) of the component.
  init(_ graph: ReferenceGraph, within component: [Int]) {
    let members = Set(component)
    var numbers: [Int: Int] = [:]
    for node in component where [.resource, .data].contains(graph.nodes[node].kind) {
      numbers[node] = names.count
      names.append(graph.nodes[node].address)
    }
    edges = [[Edge]](repeating: [], count: names.count)
    for node in component {
      guard let from = numbers[node] else { continue }
      var known: Set<Edge> = []
      for first in graph.edges(from: node) where members.contains(first.to) {
        for target in Self.reached(from: first.to, graph, numbers, members) {
          guard known.insert(Edge(to: target, argument: first.argument, range: nil)).inserted else { continue }
          edges[from].append(Edge(to: target, argument: first.argument, range: first.range))
        }
      }
    }
  }

  /// The resources that a node comes to, itself if it is one.
  private static func reached(
    from node: Int,
    _ graph: ReferenceGraph,
    _ numbers: [Int: Int],
    _ members: Set<Int>
  ) -> [Int] {
    if let number = numbers[node] { return [number] }
    var seen: Set<Int> = [node]
    var pending = [node]
    var found: [Int] = []
    while let next = pending.popLast() {
      for edge in graph.edges(from: next) where members.contains(edge.to) && seen.insert(edge.to).inserted {
        if let number = numbers[edge.to] { found.append(number) } else { pending.append(edge.to) }
      }
    }
    return found.sorted()
  }
}
