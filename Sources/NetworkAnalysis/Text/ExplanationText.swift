package import Findings

/// An explanation for people: the verdict first, then the path, then what to do.
package struct ExplanationText {
  private let explanation: Explanation
  var layout: TextLayout
  /// Rules and entries that came near, for each blocker.
  private static let missLimit = 3

  /// - Complexity: O(size of the explanation).
  package static func render(_ explanation: Explanation, _ options: TextOptions) -> String {
    var text = ExplanationText(explanation: explanation, layout: TextLayout(options))
    text.write()
    return text.layout.text
  }

  private init(explanation: Explanation, layout: TextLayout) {
    self.explanation = explanation
    self.layout = layout
  }

  private mutating func write() {
    writeVerdict()
    if let counts = explanation.counts { writeCounts(counts) }
    for (index, path) in explanation.paths.enumerated() {
      layout.blank()
      if explanation.counts != nil { writeOutcomeHeading(path, index) }
      write(path)
    }
    if explanation.pathsOmitted > 0 {
      layout.blank()
      layout.paragraph([
        .init("\(explanation.pathsOmitted) more distinct outcomes are not shown; ask about one pair.", .faint)
      ])
    }
    if !explanation.notes.isEmpty { layout.blank() }
    for note in explanation.notes { layout.paragraph([.init("Note: ", .faint), .init(note, .faint)], hanging: 6) }
  }

  // MARK: The answer

  private mutating func writeVerdict() {
    let question = explanation.question
    layout.paragraph(
      [
        .init(explanation.verdict.rawValue.uppercased(), explanation.verdict.style),
        .init("  "), .init("\(question.source) → \(question.destination)", .strong), .init("  "),
        .init(question.traffic, .strong),
        .init(question.family == "ipv6" ? " over IPv6" : ""),
        .init(question.sourcePort.map { " from port \($0)" } ?? ""),
      ],
      hanging: 2
    )
  }

  private mutating func writeCounts(_ counts: Explanation.Counts) {
    layout.blank()
    if explanation.addressClasses.isEmpty {
      let parts = [(counts.allowed, "allowed"), (counts.denied, "denied"), (counts.unknown, "unknown")]
        .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      layout.paragraph(
        [
          .init(
            "Of \(counts.pairs) \(counts.pairs == 1 ? "pair" : "pairs") of hosts: \(parts.joined(separator: ", "))."
          )
        ],
        indent: 2
      )
    }
    for side in [Explanation.AddressClass.Side.source, .destination] {
      let classes = explanation.addressClasses.filter { $0.side == side }
      guard !classes.isEmpty else { continue }
      let longest = classes.max { $0.ranges.count < $1.ranges.count }
      for group in classes {
        let way = side == .source ? "from" : "to"
        let addresses: String
        if classes.count == 1 {
          addresses = "all of \(side == .source ? explanation.question.source : explanation.question.destination)"
        } else if group == longest, group.ranges.count > 8 {
          addresses = "all the rest"
        } else {
          let more = group.ranges.count - 8
          addresses = group.ranges.prefix(8).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        }
        layout.paragraph(
          [.init("\(group.verdict.rawValue) \(way)", group.verdict.style), .init("  "), .init(addresses)],
          indent: 2,
          hanging: 4
        )
      }
    }
  }

  private mutating func writeOutcomeHeading(_ path: Explanation.Path, _ index: Int) {
    let text = "\(list(path.sources, .source)) → \(list(path.destinations, .destination))"
    layout.paragraph([.init(path.verdict.rawValue, path.verdict.style), .init("  "), .init(text, .strong)], hanging: 2)
  }

  /// The ends of a path; all of what was asked for by its name, where the paths do not divide it.
  private func list(_ names: [String], _ side: Explanation.AddressClass.Side) -> String {
    let classes = explanation.addressClasses.filter { $0.side == side }
    if names.count > 1, classes.count == 1, classes.first?.ranges == names {
      return side == .source ? explanation.question.source : explanation.question.destination
    }
    let limit = 5
    let more = names.count - limit
    return names.prefix(limit).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }

  // MARK: One path

  private mutating func write(_ path: Explanation.Path) {
    layout.blank()
    for (number, index) in path.blockers.enumerated() where path.steps.indices.contains(index) {
      let prefix = path.blockers.count > 1 ? "\(number + 1). " : ""
      layout.paragraph(
        [.init(prefix, .bad), .init(Self.sentence(path.steps[index].reason))],
        indent: 2,
        hanging: 2 + prefix.count
      )
    }
    layout.blank()
    writeDrawing(path)
    for (number, index) in path.blockers.enumerated() where path.steps.indices.contains(index) {
      writeMisses(path.steps[index], number: path.blockers.count > 1 ? number + 1 : nil)
    }
    writeFixes(path)
    writeUnknowns(path)
    if !path.assumptions.isEmpty { layout.blank() }
    for assumption in path.assumptions {
      layout.paragraph([.init("Assumed: ", .doubtful), .init(assumption)], hanging: 9)
    }
  }

  private mutating func writeDrawing(_ path: Explanation.Path) {
    // That a host sends from its own address goes without saying.
    let shown = path.steps.enumerated().filter {
      !($0.element.station == .sourceDestinationCheck && $0.element.outcome == .allow)
    }
    let width = (shown.map { $0.element.label.count }.max() ?? 0) + 2
    let forward = shown.filter { $0.element.leg == .forward }
    let reply = shown.filter { $0.element.leg == .reply }
    writeHost(path.source)
    for (index, step) in forward { writeStep(step, width: width, number: number(of: index, in: path)) }
    writeHost(path.destination)
    guard !reply.isEmpty else { return }
    for (index, step) in reply { writeStep(step, width: width, number: number(of: index, in: path)) }
    layout.paragraph(
      [
        .init("●", .strong), .init(" "), .init(path.source.name, .strong),
        .init(path.verdict == .allowed ? "  has its answer" : "", .faint),
      ],
      indent: 2
    )
  }

  private func number(of index: Int, in path: Explanation.Path) -> Int? {
    path.blockers.count > 1 ? path.blockers.firstIndex(of: index).map { $0 + 1 } : nil
  }

  private mutating func writeHost(_ host: Explanation.Host) {
    var facts: [String] = []
    if host.name != host.address { facts.append(host.address + (host.publicAddress.map { " (public \($0))" } ?? "")) }
    switch host.place {
    case "internet": facts.append("on the internet")
    case "platformService": break
    case "outside": facts.append("in a network outside")
    case "vacant": facts.append("no interface has the address")
    case "unallocated": facts.append("no subnet holds the address")
    default: break
    }
    if let id = host.interfaceID, id != host.name { facts.append(id) }
    if let owner = host.owner { facts.append(owner) }
    if let subnet = host.subnetName ?? host.subnetID { facts.append("in \(subnet)") }
    layout.paragraph(
      [
        .init("●", .strong), .init(" "), .init(host.name, .strong), .init("  "),
        .init(facts.joined(separator: " · "), .faint),
      ],
      indent: 2,
      hanging: 4
    )
  }

  private mutating func writeStep(_ step: Explanation.Step, width: Int, number: Int?) {
    let (mark, style) = step.outcome.mark
    let padding = String(repeating: "\u{A0}", count: max(1, width - step.label.count))
    var reason = step.briefReason
    if step.outcome == .deny {
      reason = "blocked" + (number.map { " (\($0))" } ?? "") + (step.code.map { ", \($0.rawValue)" } ?? "")
    }
    let body: TextStyle = step.outcome == .deny ? .bad : step.outcome == .unknown ? .plain : .faint
    layout.paragraph(
      [
        .init(mark, style), .init(" "), .init(step.label + padding, step.outcome == .deny ? .bad : .plain),
        .init(reason, body),
      ],
      indent: 2,
      hanging: 4 + width
    )
  }

  // MARK: What came near, what to do, what is missing

  private mutating func writeMisses(_ step: Explanation.Step, number: Int?) {
    guard !step.nearestMisses.isEmpty else { return }
    layout.blank()
    let what = step.station == .networkACL ? "allow entries" : "rules"
    let one = step.station == .networkACL ? "allow entry" : "rule"
    let total = step.nearestMisses.count
    let heading = total == 1 ? "The only \(one), and how it missed" : "Nearest of \(total) \(what), and how they missed"
    layout.paragraph([.init(heading + (number.map { " (\($0))" } ?? ""), .strong)])
    for miss in step.nearestMisses.prefix(Self.missLimit) {
      let id = miss.id.map { step.station == .networkACL ? " #\($0)" : ", \($0)" } ?? ""
      let name = miss.ofName ?? miss.of
      layout.paragraph(
        [
          .init("\(name)\(id): "), .init(miss.allows, .strong),
          .init(miss.description.map { "  \"\($0)\"" } ?? "", .faint),
        ],
        indent: 2,
        hanging: 4
      )
      for reason in miss.missedBy {
        layout.paragraph([.init("·", .doubtful), .init(" "), .init(reason)], indent: 4, hanging: 6)
      }
    }
  }

  private mutating func writeFixes(_ path: Explanation.Path) {
    for (index, fix) in path.fixes.enumerated() {
      layout.blank()
      let title = path.fixes.count > 1 ? "Fix \(index + 1) of \(path.fixes.count)" : "Fix"
      layout.paragraph([.init(title, .good), .init("  "), .init(fix.summary)], hanging: title.count + 2)
      if let caution = fix.caution {
        layout.paragraph([.init("Mind: ", .doubtful), .init(caution)], indent: 2, hanging: 8)
      }
      if let command = fix.command {
        layout.blank()
        layout.verbatim(command, indent: 2)
      }
      if let terraform = fix.terraform {
        layout.blank()
        layout.verbatim(terraform, indent: 2)
      }
      if let alternative = fix.alternative {
        layout.blank()
        layout.paragraph([.init(alternative.summary)], indent: 2)
        layout.blank()
        layout.verbatim(alternative.command, indent: 2)
      }
    }
  }

  private mutating func writeUnknowns(_ path: Explanation.Path) {
    guard !path.unknowns.isEmpty else { return }
    layout.blank()
    layout.paragraph([.init("Not known", .doubtful)])
    for unknown in path.unknowns {
      layout.paragraph([.init("? ", .doubtful), .init(unknown.missing)], indent: 2, hanging: 4)
      if let command = unknown.suppliedBy { layout.verbatim(command, indent: 4) }
    }
  }

  /// With a capital letter and a full stop; names that begin it keep their letters.
  private static func sentence(_ reason: String) -> String {
    let words = [
      "no ", "the ", "both ", "a ", "packets ", "an ", "where ", "whether ", "how ", "entry ", "network ", "NAT ",
    ]
    let capital = words.contains { reason.hasPrefix($0) } ? reason.prefix(1).uppercased() + reason.dropFirst() : reason
    return capital + "."
  }
}
