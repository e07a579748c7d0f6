/// A report of reachability as a graph in the DOT language (Graphviz), which `dot` draws.
///
/// The internet is at one end; what fares alike is one node, in a box for its VPC and one for its subnet where it lies in
/// one alone. An edge has the traffic that passes; a dashed one may pass.
package struct ReachGraph {
  /// - Complexity: O(size of the report).
  package static func render(_ report: ReachReport) -> String {
    var graph = ReachGraph()
    for entry in report.entries { graph.add(entry) }
    return graph.text
  }

  private struct Node: Hashable {
    var key: String
    var label: String
    var vpc: String?
    var subnet: String?
  }
  private struct Edge: Hashable {
    var source: String
    var destination: String
    var isCertain: Bool
  }

  private var nodes: [String: Node] = [:]
  private var order: [String] = []
  private var edges: [Edge: [String]] = [:]
  private var edgeOrder: [Edge] = []

  private mutating func add(_ entry: ReachReport.Entry) {
    let source = node(entry.source, isSource: true)
    let destination = node(entry.destination, isSource: false)
    let suffix = entry.family == "ipv6" ? " (IPv6)" : ""
    for (traffic, isCertain) in [(entry.allowed, true), (entry.unknown, false)] where traffic.words != "nothing" {
      let edge = Edge(source: source, destination: destination, isCertain: isCertain)
      if edges[edge] == nil { edgeOrder.append(edge) }
      let label = traffic.words + suffix
      if edges[edge]?.contains(label) != true { edges[edge, default: []].append(label) }
    }
  }

  /// The internet is two nodes, where packets come from and where they go, so that it stands at the ends.
  private mutating func node(_ side: ReachReport.Side, isSource: Bool) -> String {
    let key: String
    let label: String
    switch side.kind {
    case .internet:
      key = isSource ? "from \(side.name)" : "to \(side.name)"
      label = side.name
    case .interfaces:
      key = side.interfaces.map(\.id).joined(separator: " ")
      let groups = side.groups.map(\.words).joined(separator: ", ")
      label = groups.isEmpty || groups == side.name ? side.name : "\(side.name)\n\(groups)"
    }
    let name = "n\(order.count)"
    if let known = nodes[key] { return known.key }
    nodes[key] = Node(
      key: name,
      label: label,
      vpc: side.vpcs.count == 1 ? side.vpcs.first?.words : nil,
      subnet: side.subnets.count == 1 ? side.subnets.first?.words : nil
    )
    order.append(key)
    return name
  }

  private var text: String {
    var lines = [
      "digraph reachability {", "  rankdir=LR;", "  node [shape=box, fontname=\"sans-serif\", fontsize=11];",
    ]
    lines.append("  edge [fontname=\"sans-serif\", fontsize=9];")
    let all = order.compactMap { nodes[$0] }
    for node in all where node.vpc == nil { lines.append("  " + declaration(node)) }
    for (index, vpc) in Set(all.compactMap(\.vpc)).sorted().enumerated() {
      lines.append("  subgraph cluster_\(index) {")
      lines.append("    label=\(Self.quoted(vpc)); style=rounded; color=gray60;")
      let inside = all.filter { $0.vpc == vpc }
      for node in inside where node.subnet == nil { lines.append("    " + declaration(node)) }
      for (number, subnet) in Set(inside.compactMap(\.subnet)).sorted().enumerated() {
        lines.append("    subgraph cluster_\(index)_\(number) {")
        lines.append("      label=\(Self.quoted(subnet)); style=dashed; color=gray80;")
        for node in inside where node.subnet == subnet { lines.append("      " + declaration(node)) }
        lines.append("    }")
      }
      lines.append("  }")
    }
    for edge in edgeOrder {
      let label = (edges[edge] ?? []).map(Self.shortened).joined(separator: "\n")
      let style = edge.isCertain ? "" : ", style=dashed"
      lines.append("  \(edge.source) -> \(edge.destination) [label=\(Self.quoted(label))\(style)];")
    }
    lines.append("}")
    return lines.joined(separator: "\n") + "\n"
  }

  private func declaration(_ node: Node) -> String {
    let isInternet = node.label.hasPrefix("the internet") && node.vpc == nil
    return "\(node.key) [label=\(Self.quoted(node.label))\(isInternet ? ", shape=ellipse" : "")];"
  }

  /// A label that fits on a drawing.
  private static func shortened(_ text: String) -> String {
    text.count <= 60 ? text : text.prefix(57) + "…"
  }

  /// A string of the DOT language: quotes and backslashes escaped, line breaks as `\n`.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: if scalar.value >= 32, scalar.value != 127 { result.unicodeScalars.append(scalar) }
      }
    }
    return result + "\""
  }
}
