package import Findings
import HCL
package import VPCModel

/// Circular dependencies that security groups take part in, spelled out, with what to take out of the blocks so that they
/// are gone.
///
/// Terraform's graph has a node for each resource, whatever its instances: an edge leads from what refers to what is
/// referred to, in any argument.
package struct GroupCycles: Sendable {
  /// One reference of a cycle.
  package struct Step: Hashable, Sendable {
    /// Static addresses: `module.app.aws_security_group.web`.
    package var from: String
    package var to: String
    /// The argument that the reference stands in: `ingress`, `depends_on`.
    package var argument: String
    package var location: Finding.Location?
  }

  /// Blocks of one direction of one group, which go together: blocks that stay would delete what was taken out.
  package struct Extraction: Hashable, Sendable, Comparable {
    /// Static address of the group.
    package var group: String
    package var direction: TrafficDirection

    package init(group: String, direction: TrafficDirection) {
      self.group = group
      self.direction = direction
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.group, left.direction) < (right.group, right.direction)
    }
  }

  package struct Cycle: Hashable, Sendable {
    /// All resources that depend on one another, by static address, in order.
    package var members: [String]
    /// One shortest way around.
    package var steps: [Step]
    /// What to take out; `nil` where no group's blocks can break every cycle among the members.
    package var extractions: [Extraction]?
    /// Whether no cheaper set of extractions does it.
    package var isSmallest: Bool
    /// Whether it is a group whose blocks refer to the group itself, which `self = true` says.
    package var isSelfReference: Bool
  }

  package private(set) var cycles: [Cycle] = []

  /// O(nodes + edges), and what the cycles themselves take.
  package init(_ configuration: TerraformConfiguration) {
    let graph = configuration.graph
    var blockCounts: [String: Int] = [:]
    for instance in configuration.instances where instance.isSecurityGroup {
      for direction in TrafficDirection.allCases {
        guard case .known(let blocks)? = instance.argument(direction.rawValue)?.reading else { continue }
        let key = "\(instance.address.configurationAddress) \(direction.rawValue)"
        blockCounts[key] = max(blockCounts[key] ?? 0, blocks.count)
      }
    }
    let targets = graph.nodes.indices.map { Array(graph.edges(from: $0).map(\.to)) }
    for component in StronglyConnected(targets).components
    where component.contains(where: { graph.nodes[$0].kind == .resource && Self.isGroup(graph.nodes[$0].address) }) {
      let reduced = ResourceGraph(graph, within: component)
      if let cycle = Self.cycle(reduced, configuration.sources, blockCounts) { cycles.append(cycle) }
    }
  }

  private static func isGroup(_ address: String) -> Bool {
    ResourceAddress(parsing: address).map {
      $0.mode == .managed && ["aws_security_group", "aws_default_security_group"].contains($0.type)
    } ?? false
  }

  private static func cycle(_ graph: ResourceGraph, _ sources: SourceMap, _ blockCounts: [String: Int]) -> Cycle? {
    var candidates: [Extraction: Int] = [:]
    var order: [Extraction] = []
    var edges: [FeedbackSet.Edge] = []
    var places: [FeedbackSet.Edge: ResourceGraph.Edge] = [:]
    for node in graph.names.indices {
      for edge in graph.edges[node] {
        var candidate: Int?
        if isGroup(graph.names[node]), let direction = TrafficDirection(rawValue: edge.argument) {
          let extraction = Extraction(group: graph.names[node], direction: direction)
          if candidates[extraction] == nil {
            candidates[extraction] = order.count
            order.append(extraction)
          }
          candidate = candidates[extraction]
        }
        let plain = FeedbackSet.Edge(from: node, to: edge.to, candidate: candidate)
        if places[plain] == nil { edges.append(plain) }
        places[plain] = places[plain] ?? edge
      }
    }
    guard let shortest = FeedbackSet.shortestCycle(graph.names.count, edges, without: []) else { return nil }
    let costs = order.map { max(1, blockCounts["\($0.group) \($0.direction.rawValue)"] ?? 1) }
    // A reference of a group to itself stays one when it is a resource of its own, and a sound one.
    let feedback = FeedbackSet(nodes: graph.names.count, edges: edges, costs: costs)
    let steps = shortest.map { edge in
      let place = places[edge]
      let from = graph.names[edge.from]
      return Step(
        from: from,
        to: graph.names[edge.to],
        argument: place?.argument ?? "",
        location: place?.range.flatMap { range in
          Finding.Location(range, in: sources, note: "refers to \(graph.names[edge.to])")
        }
      )
    }
    return Cycle(
      members: graph.names.sorted(),
      steps: steps,
      extractions: feedback.chosen.map { $0.map { order[$0] }.sorted() },
      isSmallest: feedback.isExact,
      isSelfReference: graph.names.count == 1
    )
  }
}
