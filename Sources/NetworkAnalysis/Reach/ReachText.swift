package import Findings

/// A report of reachability for people: what the internet reaches first, grouped, worst first.
package struct ReachText {
  private let report: ReachReport
  private var layout: TextLayout

  /// - Complexity: O(size of the report).
  package static func render(_ report: ReachReport, _ options: TextOptions) -> String {
    var text = ReachText(report: report, layout: TextLayout(options))
    text.write()
    return text.layout.text
  }

  private init(report: ReachReport, layout: TextLayout) {
    self.report = report
    self.layout = layout
  }

  private mutating func write() {
    let question = report.question
    layout.paragraph(
      [
        .init("\(question.source ?? "anything") → \(question.destination ?? "anything")", .strong),
        .init("  \(question.traffic)"),
      ],
      hanging: 2
    )
    if report.entries.isEmpty {
      layout.blank()
      layout.paragraph([
        report.notJudged.isEmpty
          ? .init("Nothing passes.", .good) : .init("Nothing is known to pass, and not all could be judged.", .doubtful)
      ])
    }
    section("From the internet") { $0.source.kind == .internet }
    section("Between interfaces") { $0.source.kind == .interfaces && $0.destination.kind == .interfaces }
    section("To the internet") { $0.destination.kind == .internet }
    writeNotJudged()
    if report.entriesOmitted > 0 {
      layout.blank()
      layout.paragraph([
        .init("\(report.entriesOmitted) more are not shown; ask about one source or destination.", .faint)
      ])
    }
    writeChains()
    if !report.notes.isEmpty { layout.blank() }
    for note in report.notes { layout.paragraph([.init("Note: \(note)", .faint)], hanging: 6) }
  }

  private mutating func section(_ heading: String, where isIn: (ReachReport.Entry) -> Bool) {
    let entries = report.entries.filter(isIn)
    guard !entries.isEmpty else { return }
    layout.blank()
    layout.paragraph([.init(heading, .strong)])
    for entry in entries {
      layout.blank()
      write(entry)
    }
  }

  private mutating func write(_ entry: ReachReport.Entry) {
    layout.paragraph(
      [
        .init("\(entry.source.name) → \(entry.destination.name)", .strong),
        .init(entry.family == "ipv6" ? "  IPv6" : "", .faint),
      ],
      indent: 2,
      hanging: 4
    )
    if entry.allowed.words != "nothing" {
      layout.paragraph([.init("allowed  ", .bad), .init(entry.allowed.words)], indent: 4, hanging: 6)
    }
    if entry.unknown.words != "nothing" {
      layout.paragraph([.init("unknown  ", .doubtful), .init(entry.unknown.words)], indent: 4, hanging: 6)
    }
    for (words, side) in [("from", entry.source), ("to", entry.destination)] where side.kind == .interfaces {
      let more = side.blocks.count - 8
      let blocks = side.blocks.prefix(8).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
      layout.paragraph([.init("\(words)  \(blocks)", .faint)], indent: 4, hanging: 6)
    }
    for (words, rules) in [("out by", entry.egressRules), ("in by", entry.ingressRules)] {
      for rule in rules.prefix(6) {
        layout.paragraph(
          [
            .init("\(words)  ", .faint), .init("\(rule.groupName ?? rule.groupID), \(rule.id): "), .init(rule.text),
            .init(rule.description.map { "  \"\($0)\"" } ?? "", .faint),
          ],
          indent: 4,
          hanging: 6
        )
      }
      if rules.count > 6 {
        layout.paragraph([.init("\(words)  \(rules.count - 6) more rules", .faint)], indent: 4)
      }
    }
    if !entry.gateways.isEmpty {
      layout.paragraph([.init("through  \(entry.gateways.joined(separator: ", "))", .faint)], indent: 4, hanging: 6)
    }
  }

  private mutating func writeNotJudged() {
    guard !report.notJudged.isEmpty else { return }
    layout.blank()
    layout.paragraph([.init("Not judged", .strong)])
    for open in report.notJudged {
      layout.paragraph(
        [
          .init("? ", .doubtful), .init(open.interface.name ?? open.interface.id, .strong),
          .init("  \(open.traffic)"), .init(": \(open.reason)."),
        ],
        indent: 2,
        hanging: 4
      )
    }
  }

  private mutating func writeChains() {
    guard report.question.isTransitive else { return }
    layout.blank()
    layout.paragraph([.init("From machine to machine", .strong)])
    if report.chains.isEmpty {
      layout.paragraph([.init("Nothing takes more than one step.")], indent: 2)
    }
    for chain in report.chains {
      layout.blank()
      layout.paragraph(
        [
          .init("\(chain.destination.name ?? chain.destination.id)", .strong),
          .init("  in \(chain.hops.count) steps", .faint),
        ],
        indent: 2
      )
      for hop in chain.hops {
        let from = hop.from.map { $0.name ?? $0.id } ?? "the internet"
        let traffic = hop.allowed.words == "nothing" ? hop.unknown.words + " (not certain)" : hop.allowed.words
        layout.paragraph(
          [.init("\(from) → \(hop.to.name ?? hop.to.id)  "), .init(traffic, .faint)],
          indent: 4,
          hanging: 6
        )
      }
    }
  }
}
