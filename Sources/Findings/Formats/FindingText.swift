/// A report for a terminal: the worst finding first, each with what it means here and how to put it right.
package struct FindingText {
  private let report: FindingReport
  private let options: TextOptions
  private var layout: TextLayout

  private init(_ report: FindingReport, _ options: TextOptions) {
    self.report = report
    self.options = options
    layout = TextLayout(options)
  }

  /// - Returns: lines wrapped to the options' width, but for commands and code.
  package static func render(_ report: FindingReport, _ options: TextOptions) -> String {
    var text = Self(report, options)
    text.write()
    return text.layout.text
  }

  private mutating func write() {
    for finding in report.open {
      write(finding)
      layout.blank()
    }
    if !report.suppressed.isEmpty {
      layout.paragraph([.init("Suppressed", .strong)])
      for finding in report.suppressed { writeSuppressed(finding) }
      layout.blank()
    }
    if !report.unread.isEmpty {
      layout.paragraph([.init("Not judged", .doubtful)])
      for sentence in report.unread { layout.paragraph([.init("· " + sentence)], indent: 2, hanging: 4) }
      layout.blank()
    }
    layout.paragraph([
      .init(report.summary.first.map { $0.uppercased() + report.summary.dropFirst() } ?? "", .strong),
      .init(" (\(report.checks.count) checks)", .faint),
    ])
  }

  private mutating func write(_ finding: Finding) {
    layout.paragraph(
      [
        .init(finding.severity.rawValue.uppercased(), finding.severity.style), .init("  "),
        .init(finding.message, .strong), .init("  "), .init(finding.checkID, .faint),
      ],
      hanging: 2
    )
    for location in finding.locations { write(location) }
    for path in finding.paths {
      layout.paragraph([.init(path.line, .plain)], indent: 2, hanging: 4)
    }
    for detail in finding.details { layout.paragraph([.init("· " + detail)], indent: 2, hanging: 4) }
    for (index, fix) in finding.fixes.enumerated() {
      layout.blank()
      layout.paragraph(
        [.init(index == 0 ? "Fix  " : "Or   ", .good), .init(fix.summary)],
        indent: 2,
        hanging: 7
      )
      layout.verbatim(fix.text, indent: 4)
    }
  }

  private mutating func writeSuppressed(_ finding: Finding) {
    guard let suppression = finding.suppression else { return }
    let until = suppression.expiry.map { " (until \($0))" } ?? ""
    layout.paragraph(
      [
        .init("· " + finding.severity.rawValue + " ", .faint), .init(finding.message + "  "),
        .init(finding.checkID, .faint), .init(": \(suppression.reason)\(until)"),
      ],
      indent: 2,
      hanging: 4
    )
  }

  /// The place, and its lines with the part in question underlined.
  private mutating func write(_ location: Finding.Location) {
    let note = location.note.map { "  \($0)" } ?? ""
    layout.paragraph(
      [.init("\(location.path):\(location.startLine):\(location.startColumn)", .strong), .init(note)],
      indent: 2,
      hanging: 4
    )
    for line in location.excerpt(maximum: 6) {
      layout.verbatim(line, indent: 2, .plain)
    }
  }
}

extension Severity {
  fileprivate var style: TextStyle {
    switch self {
    case .critical, .high: .bad
    case .medium: .doubtful
    case .low: .code
    case .info: .faint
    }
  }
}

extension Finding.Path {
  /// `internet → tcp/22 → bastion (eni-1)`, stations joined by what gets through.
  package var line: String {
    var parts: [String] = []
    for (index, station) in stations.enumerated() {
      if index > 0 {
        let step = index - 1 < traffic.count ? traffic[index - 1] : ""
        parts.append(step.isEmpty ? "→" : "→ \(step) →")
      }
      parts.append(station.note.isEmpty ? station.name : "\(station.name) (\(station.note))")
    }
    return parts.joined(separator: " ")
  }
}
