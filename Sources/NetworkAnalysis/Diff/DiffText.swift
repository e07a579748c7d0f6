package import Findings

/// A difference in reachability for people.
package struct DiffText {
  private let diff: ReachDiff
  private var layout: TextLayout

  /// - Complexity: O(size of the difference).
  package static func render(_ diff: ReachDiff, _ options: TextOptions) -> String {
    var text = DiffText(diff: diff, layout: TextLayout(options))
    text.write()
    return text.layout.text
  }

  private init(diff: ReachDiff, layout: TextLayout) {
    self.diff = diff
    self.layout = layout
  }

  private mutating func write() {
    if diff.isEmpty { layout.paragraph([.init("Nobody reaches more or less than before.", .good)]) }
    section("Gained", diff.gained, .bad)
    section("Lost", diff.lost, .doubtful)
    writeRules()
    for (heading, interfaces) in [("New", diff.interfacesAdded), ("Gone", diff.interfacesRemoved)]
    where !interfaces.isEmpty {
      layout.blank()
      let names = interfaces.map { $0.name ?? $0.id }
      let more = names.count - 12
      layout.paragraph(
        [
          .init("\(heading)  ", .strong),
          .init(names.prefix(12).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")),
        ],
        hanging: 2
      )
    }
    if !diff.notes.isEmpty { layout.blank() }
    for note in diff.notes { layout.paragraph([.init("Note: \(note)", .faint)], hanging: 6) }
  }

  private mutating func section(_ heading: String, _ entries: [ReachDiff.Entry], _ style: TextStyle) {
    guard !entries.isEmpty else { return }
    layout.blank()
    layout.paragraph([.init(heading, style)])
    for entry in entries {
      layout.paragraph(
        [
          .init("\(entry.source.name) → \(entry.destination.name)", .strong),
          .init(entry.family == "ipv6" ? "  IPv6" : "", .faint), .init("  \(entry.traffic.words)"),
          .init("  \(entry.before.rawValue) → \(entry.after.rawValue)", .faint),
        ],
        indent: 2,
        hanging: 4
      )
      if !entry.rules.isEmpty {
        let more = entry.rules.count - 6
        let rules = entry.rules.prefix(6).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        layout.paragraph([.init("by \(rules)", .faint)], indent: 4, hanging: 6)
      }
    }
  }

  private mutating func writeRules() {
    let idle = diff.rules.filter { $0.changesNothing == true }
    guard !idle.isEmpty else { return }
    layout.blank()
    layout.paragraph([.init("Rules whose change changes nothing", .strong)])
    for change in idle {
      layout.paragraph(
        [
          .init(change.kind == .added ? "+ " : "- ", .faint),
          .init("\(change.rule.groupName ?? change.rule.groupID), \(change.rule.id): \(change.rule.text)"),
        ],
        indent: 2,
        hanging: 4
      )
    }
  }
}
