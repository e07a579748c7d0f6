import HCL

extension ReferenceGraph {
  /// A resource that a reference leads to.
  package struct Destination: Hashable, Sendable {
    /// Without instance keys, from the root module: `module.app.aws_security_group.web`, `module.app.data.aws_vpc.main`.
    package var address: String
    /// The references passed on the way, through locals, variables and outputs; empty where the reference names the
    /// resource itself.
    package var path: [Edge]
  }

  /// Which resources and data sources a reference leads to, through locals, variables and modules' outputs, whatever the
  /// attribute; in the order found, nearest first.
  ///
  /// - Parameters:
  ///   - reference: As in ``ResourceInstance/Reference/address``.
  ///   - module: The module that it stands in, without instance keys (`module.app`); empty for the root module.
  /// - Complexity: O(what is between).
  package func destinations(of reference: String, in module: String) -> [Destination] {
    var arrivals: [Int: Edge] = [:]
    var queue = Self.nodes(for: reference, in: module).compactMap { number(of: $0) }
    var seen = Set(queue)
    var next = 0
    var result: [Destination] = []
    while next < queue.count {
      let number = queue[next]
      next += 1
      switch nodes[number].kind {
      case .resource, .data:
        var path: [Edge] = []
        var current = number
        while let arrival = arrivals[current] {
          path.append(arrival)
          current = arrival.from
        }
        result.append(Destination(address: nodes[number].address, path: path.reversed()))
      case .local, .variable, .output:
        for edge in edges(from: number) where edge.carriesValue && seen.insert(edge.to).inserted {
          arrivals[edge.to] = edge
          queue.append(edge.to)
        }
      case .call, .provider: break
      case .module:
        for edge in edges(from: number) where nodes[edge.to].kind == .output && seen.insert(edge.to).inserted {
          queue.append(edge.to)
        }
      }
    }
    return result
  }

  /// The nodes that a reference in a module may mean.
  static func nodes(for reference: String, in module: String) -> [Node] {
    let prefix = module.isEmpty ? "" : module + "."
    let parts = reference.split(separator: ".", maxSplits: 2)
    switch parts.first {
    case "var": return [Node(.variable, prefix + reference)]
    case "local": return [Node(.local, prefix + reference)]
    case "data": return [Node(.data, prefix + reference)]
    case "module" where parts.count == 3: return [Node(.output, "\(prefix)module.\(parts[1]).output.\(parts[2])")]
    case "module": return [Node(.module, prefix + reference)]
    default: return [Node(.resource, prefix + reference)]
    }
  }
}

extension ReferenceGraph.Edge {
  /// Whether it stands for a value that is used, and not for an order alone.
  package var carriesValue: Bool { !argument.isEmpty && argument != "depends_on" }
}
