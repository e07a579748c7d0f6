import Findings

/// All paths of the findings in one drawing, from the internet inward: a column for each step, the worst first.
///
/// Drawn twice, as columns for wide windows and as an indented tree for narrow ones.
struct ExposurePicture {
  private struct Node: Hashable {
    var depth: Int
    var kind: Finding.Path.Station.Kind
    var name: String
    var note: String
  }

  private struct Edge: Hashable {
    var from: Node
    var to: Node
  }

  private var columns: [[Node]] = []
  private var edges: [Edge: (traffic: [String], severity: Severity)] = [:]
  private var severities: [Node: Severity] = [:]
  /// Stations that did not fit.
  private(set) var omitted = 0

  private static let rowsAtMost = 24

  init(_ findings: [Finding]) {
    for finding in findings {
      for path in finding.paths { add(path, finding.severity) }
    }
    for index in columns.indices {
      columns[index].sort { one, other in
        let (left, right) = (severities[one] ?? .info, severities[other] ?? .info)
        return left == right ? (one.name, one.note) < (other.name, other.note) : left > right
      }
      if columns[index].count > Self.rowsAtMost {
        omitted += columns[index].count - Self.rowsAtMost
        columns[index] = Array(columns[index].prefix(Self.rowsAtMost))
      }
    }
  }

  private mutating func add(_ path: Finding.Path, _ severity: Severity) {
    var previous: Node?
    for (depth, station) in path.stations.enumerated() {
      let node = Node(depth: depth, kind: station.kind, name: station.name, note: station.note)
      if columns.count <= depth { columns.append([]) }
      if severities[node] == nil { columns[depth].append(node) }
      severities[node] = max(severities[node] ?? .info, severity)
      if let previous {
        let edge = Edge(from: previous, to: node)
        var known = edges[edge] ?? ([], .info)
        let traffic = depth - 1 < path.traffic.count ? path.traffic[depth - 1] : ""
        if !traffic.isEmpty, !known.traffic.contains(traffic) { known.traffic.append(traffic) }
        known.severity = max(known.severity, severity)
        edges[edge] = known
      }
      previous = node
    }
  }

  var isEmpty: Bool { edges.isEmpty }

  // MARK: Columns

  private static let boxHeight = 46
  private static let gapDown = 18
  /// Five columns still fit a page; with more the picture scrolls.
  private var boxWidth: Int { columns.count < 5 ? 210 : 164 }
  private var gapAcross: Int { columns.count < 5 ? 118 : 88 }

  var wide: String {
    guard !isEmpty else { return "" }
    let rows = columns.map(\.count).max() ?? 1
    let width = columns.count * boxWidth + (columns.count - 1) * gapAcross + 16
    let height = rows * (Self.boxHeight + Self.gapDown) + 16
    var places: [Node: (x: Int, y: Int)] = [:]
    for (depth, nodes) in columns.enumerated() {
      let used = nodes.count * (Self.boxHeight + Self.gapDown) - Self.gapDown
      let top = max(8, (height - used) / 2)
      for (row, node) in nodes.enumerated() {
        places[node] = (8 + depth * (boxWidth + gapAcross), top + row * (Self.boxHeight + Self.gapDown))
      }
    }
    var lines: [String] = []
    for (edge, content) in sortedEdges {
      guard let from = places[edge.from], let to = places[edge.to] else { continue }
      let (x1, y1) = (from.x + boxWidth, from.y + Self.boxHeight / 2)
      let (x2, y2) = (to.x, to.y + Self.boxHeight / 2)
      let middle = (x1 + x2) / 2
      lines.append(
        #"<path class="edge \#(content.severity.rawValue)" d="M\#(x1) \#(y1) C\#(middle) \#(y1) \#(middle) \#(y2) \#(x2 - 6) \#(y2)"/>"#
      )
      lines.append(#"<path class="tip \#(content.severity.rawValue)" d="M\#(x2) \#(y2) l-8 -4 v8 z"/>"#)
      let words = content.traffic.joined(separator: ", ")
      if !words.isEmpty {
        // Near the end, where edges of one station have parted.
        lines.append(
          #"<text class="traffic" x="\#(x2 - 12)" y="\#(y2 - 6)" text-anchor="end">\#(Self.short(words, gapAcross / 7))<title>\#(Self.escaped(words))</title></text>"#
        )
      }
    }
    for node in columns.flatMap({ $0 }) {
      guard let place = places[node] else { continue }
      lines.append(draw(node, place.x, place.y, boxWidth, Self.boxHeight, ))
    }
    return frame("wide", width, height, lines)
  }

  private var sortedEdges: [(Edge, (traffic: [String], severity: Severity))] {
    edges.sorted { one, other in
      // The worst are drawn last, on top.
      one.value.severity == other.value.severity
        ? (one.key.from.name, one.key.to.name, one.key.to.note) < (
          other.key.from.name, other.key.to.name, other.key.to.note
        )
        : one.value.severity < other.value.severity
    }.map { ($0.key, $0.value) }
  }

  // MARK: A tree

  var narrow: String {
    guard !isEmpty else { return "" }
    var lines: [String] = []
    var y = 8
    var drawn: Set<Node> = []
    let row = Self.boxHeight + 10
    // Depth is bounded by the columns; a station is drawn once, where it is first reached.
    func draw(_ node: Node, from parent: (x: Int, y: Int)?, _ edge: (traffic: [String], severity: Severity)?) {
      guard !drawn.contains(node), drawn.count < Self.rowsAtMost * 2 else { return }
      drawn.insert(node)
      let x = 8 + min(node.depth, 6) * 18
      if let parent, let edge {
        lines.append(
          #"<path class="edge \#(edge.severity.rawValue)" d="M\#(parent.x + 9) \#(parent.y) V\#(y + Self.boxHeight / 2) H\#(x)"/>"#
        )
      }
      let words = edge?.traffic.joined(separator: ", ") ?? ""
      lines.append(self.draw(node, x, y, 344 - x, Self.boxHeight, traffic: words))
      let here = (x, y + Self.boxHeight)
      y += row
      for (next, content) in sortedEdges.reversed() where next.from == node && isShown(next.to) {
        draw(next.to, from: here, content)
      }
    }
    for node in columns.first ?? [] { draw(node, from: nil, nil) }
    return frame("narrow", 352, y + 4, lines)
  }

  private func isShown(_ node: Node) -> Bool {
    columns.indices.contains(node.depth) && columns[node.depth].contains(node)
  }

  // MARK: Parts

  private func frame(_ name: String, _ width: Int, _ height: Int, _ lines: [String]) -> String {
    #"<svg class="\#(name)" viewBox="0 0 \#(width) \#(height)" width="\#(width)" height="\#(height)" role="img" aria-label="Ways from the internet inward">"#
      + lines.joined() + "</svg>"
  }

  private func draw(
    _ node: Node,
    _ x: Int,
    _ y: Int,
    _ width: Int,
    _ height: Int,
    traffic: String = ""
  ) -> String {
    let severity = node.kind == .internet || node.kind == .gateway ? "" : " \((severities[node] ?? .info).rawValue)"
    let title = Self.escaped(node.note.isEmpty ? node.name : "\(node.name) (\(node.note))")
    let kind = Self.words(node.kind)
    // The kind says little that the name of the internet does not.
    let second = traffic.isEmpty ? (node.note.isEmpty ? kind : node.note) : "\(traffic) · \(node.note)"
    return #"<g class="node \#(node.kind.rawValue)\#(severity)"><title>\#(title)</title>"#
      + #"<rect x="\#(x)" y="\#(y)" width="\#(width)" height="\#(height)" rx="7"/>"#
      + #"<text class="name" x="\#(x + 12)" y="\#(y + 19)">\#(Self.short(node.name, (width - 24) * 10 / 76))</text>"#
      + #"<text class="note" x="\#(x + 12)" y="\#(y + 36)">\#(Self.short(second, (width - 24) * 10 / 67))</text></g>"#
  }

  private static func words(_ kind: Finding.Path.Station.Kind) -> String {
    switch kind {
    case .internet: "anyone"
    case .network: "network"
    case .gateway: "internet gateway"
    case .loadBalancer: "load balancer"
    case .interface: "network interface"
    case .database: "data store"
    }
  }

  private static func short(_ text: String, _ letters: Int) -> String {
    escaped(text.count > letters ? text.prefix(max(1, letters - 1)) + "…" : text)
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
      }
    }
    return result
  }
}
