package import HCL

/// Which parts of a configuration refer to which, by static addresses (without instance keys), across modules.
///
/// Edges lead from what refers to what is referred to, as Terraform depends: a reference to an attribute is one to the
/// whole resource; an argument of a module call reaches what the module's resources make of its variable.
package struct ReferenceGraph: Sendable {
  package struct Node: Hashable, Sendable, Comparable {
    package enum Kind: String, Hashable, Sendable, Comparable {
      case resource, data, local, variable, output
      /// What a module call's `count`, `for_each`, `depends_on` refer to; everything in the module refers to it.
      case call
      /// Everything that is in a called module: what `depends_on = [module.x]` refers to.
      case module
      case provider

      package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package var kind: Kind
    /// `module.app.aws_security_group.web`, `module.app.var.vpc_id`, `module.app.output.id`, `local.ports`, `module.app`.
    package var address: String

    package init(_ kind: Kind, _ address: String) {
      self.kind = kind
      self.address = address
    }

    package static func < (left: Self, right: Self) -> Bool {
      (left.address, left.kind) < (right.address, right.kind)
    }
  }

  package struct Edge: Hashable, Sendable {
    /// Numbers of ``ReferenceGraph/nodes``.
    package var from: Int
    package var to: Int
    /// The argument that the reference stands in: `ingress`, `depends_on`; empty where the edge is the language's own
    /// (a module's output to its call).
    package var argument: String
    package var range: SourceRange?
  }

  package private(set) var nodes: [Node] = []
  package private(set) var edges: [Edge] = []
  /// Numbers of edges by the node that they begin at.
  private(set) var outgoing: [[Int]] = []
  private var numbers: [Node: Int] = [:]

  package init() {}

  /// The number of a node, which is new where it was not there.
  @discardableResult
  package mutating func insert(_ node: Node) -> Int {
    if let number = numbers[node] { return number }
    numbers[node] = nodes.count
    nodes.append(node)
    outgoing.append([])
    return nodes.count - 1
  }

  package mutating func connect(_ from: Int, to: Int, argument: String, range: SourceRange?) {
    outgoing[from].append(edges.count)
    edges.append(Edge(from: from, to: to, argument: argument, range: range))
  }

  package func number(of node: Node) -> Int? { numbers[node] }

  package func edges(from node: Int) -> LazyMapSequence<[Int], Edge> { outgoing[node].lazy.map { edges[$0] } }
}
