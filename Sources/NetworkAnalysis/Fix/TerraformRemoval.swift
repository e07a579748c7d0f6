import Findings
import VPCModel

/// Names what of a configuration makes rules that are to go, and the lines that say whom they allow.
enum TerraformRemoval {
  /// At most so many statements are named.
  private static let limit = 8

  /// Comments, a few lines for each statement; `nil` where the input does not tell of any.
  static func text(_ rules: [SecurityGroupRule], _ writing: any TerraformWriting) -> String? {
    var order: [WrittenStatement] = []
    var peers: [WrittenStatement: [String]] = [:]
    for rule in rules {
      for statement in writing.statements(ofRule: rule.id.text) {
        if peers[statement] == nil { order.append(statement) }
        let way = rule.direction == .ingress ? "from" : "to"
        peers[statement, default: []].append("\(rule.traffic) \(way) \(rule.peer)")
      }
    }
    guard !order.isEmpty else { return nil }
    var lines = order.prefix(limit).flatMap { Self.lines($0, peers[$0] ?? []) }
    if order.count > limit { lines.append("# … and \(order.count - limit) more like these") }
    return lines.joined(separator: "\n")
  }

  private static func lines(_ statement: WrittenStatement, _ peers: [String]) -> [String] {
    let what =
      statement.block.map { "\($0) of \(statement.resource.address)" } ?? "resource \(statement.resource.address)"
    let place = statement.place ?? statement.resource.place
    let shown = peers.prefix(4).joined(separator: ", ") + (peers.count > 4 ? " and \(peers.count - 4) more" : "")
    var lines = [
      "# \(place.map { "\($0): " } ?? "")remove \(what), or narrow \(statement.line == nil ? "it" : "this line")"
        + " (\(shown))"
    ]
    if let line = statement.line, !line.isEmpty { lines.append("#   \(line)") }
    if statement.resource.instances > 1 {
      lines.append("#   (It makes \(statement.resource.instances) resources: what they are made of decides.)")
    }
    return lines
  }
}
