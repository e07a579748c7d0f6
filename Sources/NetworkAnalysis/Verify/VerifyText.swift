import ConnectivityPolicy
package import Findings

/// A verification for people: what fails first, with the flow that shows it and why; then the sums.
package struct VerifyText {
  private var layout: TextLayout
  private let options: TextOptions

  package static func render(_ report: VerifyReport, _ options: TextOptions) -> String {
    var text = Self(layout: TextLayout(options), options: options)
    text.write(report)
    return text.layout.text
  }

  private mutating func write(_ report: VerifyReport) {
    for result in report.assertions where result.outcome == .passed { writeHeading(result, report.policy) }
    for result in report.assertions where result.outcome != .passed {
      layout.blank()
      writeHeading(result, report.policy)
      writeBody(result)
    }
    layout.blank()
    let counts = report.counts
    let parts = [
      (counts.passed, "passed"), (counts.failed, "failed"), (counts.unknown, "unknown"), (counts.expired, "expired"),
      (counts.errors, counts.errors == 1 ? "could not be judged" : "could not be judged"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    layout.paragraph([
      .init(report.passes ? "PASSED" : "FAILED", report.passes ? .good : .bad), .init("  "),
      .init("\(report.assertions.count) assertions: \(parts.joined(separator: ", "))."),
    ])
  }

  private mutating func writeHeading(_ result: AssertionResult, _ file: String) {
    let (mark, style): (String, TextStyle) =
      switch result.outcome {
      case .passed: ("✓", .good)
      case .failed, .error: ("✗", .bad)
      case .unknown, .expired: ("?", .doubtful)
      }
    var spans: [TextLayout.Span] = [.init(mark, style), .init(" "), .init(result.name, .strong)]
    if result.outcome != .passed {
      spans += [
        .init("  \(result.outcome.rawValue)", style), .init("  \(result.severity.rawValue)"),
        .init("  \(file):\(result.line)", .faint),
        .init(result.countsAsFailure ? "" : "  (does not count)", .faint),
      ]
    }
    layout.paragraph(spans, hanging: 2)
    for note in result.notes { layout.paragraph([.init("Note: \(note)", .faint)], indent: 2, hanging: 8) }
  }

  private mutating func writeBody(_ result: AssertionResult) {
    if let description = result.description { layout.paragraph([.init(description, .faint)], indent: 2) }
    for reason in result.reasons { layout.paragraph([.init(reason)], indent: 2, hanging: 4) }
    for violation in result.violations {
      let verb =
        switch (result.kind, violation.isCertain) {
        case (.allow, true): "do not reach"
        case (_, true): "reach"
        case (_, false): "may or may not reach"
        }
      layout.paragraph(
        [
          .init("· ", .faint), .init(list(violation.sources, violation.sourcesOmitted)), .init(" \(verb) "),
          .init(list(violation.destinations, violation.destinationsOmitted)), .init("  "),
          .init(violation.traffic, .strong), .init(violation.family == "ipv6" ? " over IPv6" : ""),
        ],
        indent: 2,
        hanging: 6
      )
    }
    if result.violationsOmitted > 0 {
      layout.paragraph([.init("and \(result.violationsOmitted) more", .faint)], indent: 2)
    }
    guard let example = result.counterexamples.first else { return }
    layout.blank()
    layout.verbatim(ExplanationText.render(example.explanation, options), indent: 4, .plain)
    for check in example.checks {
      layout.paragraph(
        [
          .init(
            "decided again: \(check.interfaceID) \(check.direction) \(check.remote) \(check.traffic): \(check.verdict)"
              + (check.rule.map { " by \($0)" } ?? ""),
            .faint
          )
        ],
        indent: 4,
        hanging: 6
      )
    }
  }

  private func list(_ names: [String], _ omitted: Int) -> String {
    names.joined(separator: ", ") + (omitted > 0 ? " and \(omitted) more" : "")
  }
}
