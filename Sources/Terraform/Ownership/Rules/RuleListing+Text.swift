package import Findings
package import Foundation
import VPCModel

extension RuleListing {
  /// One rule a line, below its group, rules in the order of the configuration; what is too long for a line goes on,
  /// indented, on the next.
  package func text(_ options: TextOptions = TextOptions(width: .max)) -> String {
    var layout = TextLayout(options)
    var start = 0
    let sorted = sorted
    while start < sorted.count {
      let end = sorted[start...].firstIndex { $0.group != sorted[start].group } ?? sorted.count
      layout.blank()
      Self.append(sorted[start..<end], to: &layout)
      start = end
    }
    layout.blank()
    layout.paragraph([.init(summary, .strong)])
    return layout.text
  }

  /// The rules of one group.
  private static func append(_ rows: ArraySlice<Row>, to layout: inout TextLayout) {
    guard let first = rows.first else { return }
    var heading: [TextLayout.Span] = [.init(first.group, .strong)]
    if let id = first.groupID, !first.group.contains(id) { heading.append(.init("  \(id)", .faint)) }
    layout.paragraph(heading, hanging: 2)
    let cells = rows.map(\.columns)
    // One long address must not push every other rule's owner out of sight.
    let widths = (0..<3).map { column in cells.map { min($0[column].count, 32) }.max() ?? 0 }
    for (row, columns) in zip(rows, cells) {
      let padded = zip(columns, widths).map { cell, width in
        cell.replacing(" ", with: "\u{A0}") + String(repeating: "\u{A0}", count: max(0, width - cell.count))
      }
      layout.paragraph(
        [
          .init(padded.joined(separator: "\u{A0}\u{A0}")), .init("  "), .init(row.ownerWords, row.ownerStyle),
          .init("  "), .init(row.place, .faint),
        ],
        indent: 2,
        hanging: 11
      )
    }
  }

  /// `7 rules: 3 inline, 2 standalone (aws_security_group_rule), 2 by hand or another configuration's`
  package var summary: String {
    guard !rows.isEmpty else { return "no rules" }
    let parts = Owner.allCases.compactMap { owner in
      let number = rows.count { $0.owner == owner }
      return number == 0 ? nil : "\(number) \(owner.words)"
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
}

extension RuleListing.Owner {
  fileprivate var words: String {
    switch self {
    case .inline: "inline"
    case .defaultGroup: "inline of default groups"
    case .older: "standalone (aws_security_group_rule)"
    case .newer: "standalone (aws_vpc_security_group_*_rule)"
    case .manual: "by hand or another configuration's"
    }
  }
}

extension RuleListing.Row {
  /// Direction, traffic and peer.
  fileprivate var columns: [String] {
    [direction.rawValue, traffic, "\(direction == .ingress ? "from" : "to") \(peer)"]
  }

  fileprivate var ownerWords: String {
    switch owner {
    case .inline: "inline"
    case .defaultGroup: "inline of the default group"
    case .older, .newer: "standalone"
    case .manual: "by hand, or another configuration's"
    }
  }

  fileprivate var ownerStyle: TextStyle { owner == .manual ? .doubtful : .plain }

  /// The rule's id, the resource where that is not the group itself, and the line.
  fileprivate var place: String {
    let file = location.map { "\($0.path):\($0.startLine)" }
    return [ruleID, resource == group ? nil : resource, file].compactMap { $0 }.joined(separator: "  ")
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

    var formatVersion = 1
    var rules: [Rule]
  }

  /// An object with `formatVersion` (1) and `rules`, in the order of ``text(_:)``.
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
