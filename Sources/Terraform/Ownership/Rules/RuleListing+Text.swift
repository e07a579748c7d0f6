import Findings
package import Foundation
import VPCModel

extension RuleListing {
  /// A table, one rule a line, grouped by security group, rules in the order of the configuration.
  package var text: String {
    var lines: [String] = []
    var current: String?
    for row in sorted {
      if row.group != current {
        if current != nil { lines.append("") }
        lines.append(row.groupID.map { $0 == row.group ? row.group : "\(row.group)  \($0)" } ?? row.group)
        current = row.group
      }
      let peer = "\(row.direction == .ingress ? "from" : "to") \(row.peer)"
      let cells = [row.ownerWords, row.direction.rawValue, row.traffic, peer, row.place]
      lines.append("  " + cells.joined(separator: "\t"))
    }
    lines.append("")
    lines.append(summary)
    return Self.aligned(lines).joined(separator: "\n") + "\n"
  }

  /// `7 rules: 3 inline, 2 aws_vpc_security_group_rule, 2 manual`
  package var summary: String {
    guard !rows.isEmpty else { return "no rules" }
    let parts = Owner.allCases.compactMap { owner in
      let number = rows.count { $0.owner == owner }
      return number == 0 ? nil : "\(number) \(owner.rawValue)"
    }
    return "\(rows.count) \(rows.count == 1 ? "rule" : "rules"): \(parts.joined(separator: ", "))"
  }

  /// Rows of one group together, in the order in which groups come first.
  private var sorted: [Row] {
    var order: [String: Int] = [:]
    for row in rows where order[row.group] == nil { order[row.group] = order.count }
    return rows.enumerated().sorted { left, right in
      let (a, b) = (order[left.element.group] ?? 0, order[right.element.group] ?? 0)
      if a != b { return a < b }
      if left.element.direction != right.element.direction { return left.element.direction < right.element.direction }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// Columns between tabs, made equally wide within each group's lines.
  private static func aligned(_ lines: [String]) -> [String] {
    var widths: [Int] = []
    let cells = lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    for row in cells where row.count > 1 {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], min(cell.count, 60))
      }
    }
    return cells.map { row in
      guard row.count > 1 else { return row.joined() }
      let padded = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
      }
      var line = padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension RuleListing.Row {
  fileprivate var ownerWords: String {
    switch owner {
    case .inline: "inline"
    case .defaultGroup: "default group"
    case .older: "aws_security_group_rule"
    case .newer: "aws_vpc_security_group_\(direction.rawValue)_rule"
    case .manual: "manual"
    }
  }

  fileprivate var place: String {
    let file = location.map { "\($0.path):\($0.startLine)" }
    return [ruleID, resource, file].compactMap { $0 }.joined(separator: "  ")
  }
}

// MARK: - JSON

extension RuleListing {
  private struct Document: Encodable {
    struct Rule: Encodable {
      var owner: Owner
      var resource: String?
      var group: String
      var groupId: String?
      var direction: String
      var traffic: String
      var peer: String
      var description: String?
      var ruleId: String?
      var file: String?
      var line: Int?
      var open: Bool
    }

    var version = 1
    var rules: [Rule]
  }

  /// An object with `version` (1) and `rules`, in the order of ``text``.
  package var json: Data {
    let rules = sorted.map { row in
      Document.Rule(
        owner: row.owner,
        resource: row.resource,
        group: row.group,
        groupId: row.groupID,
        direction: row.direction.rawValue,
        traffic: row.traffic,
        peer: row.peer,
        description: row.summary,
        ruleId: row.ruleID,
        file: row.location?.path,
        line: row.location?.startLine,
        open: row.isOpen
      )
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(Document(rules: rules))) ?? Data()
  }
}
