/// A difference in reachability as Markdown (GitHub's), for a pull request.
package enum DiffMarkdown {
  /// Rows of a table; more are counted.
  private static let rowLimit = 50

  /// - Complexity: O(size of the difference).
  package static func render(_ diff: ReachDiff) -> String {
    var lines = ["## Who reaches whom", ""]
    if diff.isEmpty {
      lines.append("Nobody reaches more or less than before.")
    } else {
      let exposed = diff.gained.filter { $0.source.kind == .internet }.count
      var summary = "\(count(diff.gained.count, "way")) gained"
      if exposed > 0 { summary += ", **\(exposed) of them from the internet**" }
      lines.append(summary + "; \(count(diff.lost.count, "way")) lost.")
    }
    lines += table("Gained", diff.gained) + table("Lost", diff.lost)
    let idle = diff.rules.filter { $0.changesNothing == true }
    if !idle.isEmpty {
      lines += ["", "### Rules whose change changes nothing", ""]
      for change in idle.prefix(rowLimit) {
        let group = escaped(change.rule.groupName ?? change.rule.groupID)
        lines.append("- \(change.kind.rawValue): \(group), `\(code(change.rule.id))`: \(escaped(change.rule.text))")
      }
      if idle.count > rowLimit { lines.append("- and \(idle.count - rowLimit) more") }
    }
    for note in diff.notes { lines += ["", "_\(escaped(note))_"] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  private static func table(_ heading: String, _ entries: [ReachDiff.Entry]) -> [String] {
    guard !entries.isEmpty else { return [] }
    var lines = [
      "", "### \(heading)", "", "| from | to | traffic | before | after | rules |", "|---|---|---|---|---|---|",
    ]
    for entry in entries.prefix(rowLimit) {
      let source = escaped(entry.source.name)
      let family = entry.family == "ipv6" ? " (IPv6)" : ""
      let rules = entry.rules.prefix(4).map { "`\(code($0))`" }.joined(separator: " ")
      let more = entry.rules.count > 4 ? " and \(entry.rules.count - 4) more" : ""
      lines.append(
        "| \(entry.source.kind == .internet ? "**\(source)**" : source) | \(escaped(entry.destination.name)) |"
          + " \(escaped(entry.traffic.words))\(family) | \(entry.before.rawValue) | \(entry.after.rawValue) |"
          + " \(rules)\(more) |"
      )
    }
    if entries.count > rowLimit { lines += ["", "and \(entries.count - rowLimit) more"] }
    return lines
  }

  /// Text in which nothing of a name from outside is markup.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">", "#", "|", "~", "&", "!": result += "\\\(character)"
      case "@": result += "@\u{200B}"
      default: result += character.isNewline ? " " : String(character)
      }
    }
    return result
  }

  /// Text inside backquotes, of which it can hold none.
  private static func code(_ text: String) -> String {
    String(text.map { $0 == "`" || $0 == "|" || $0.isNewline ? " " : $0 })
  }
}
