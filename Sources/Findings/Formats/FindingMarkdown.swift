/// A report for a pull request or a page: a table of the findings, then each with its details folded away.
package enum FindingMarkdown {
  /// GitHub's flavour of Markdown.
  package static func render(_ report: FindingReport) -> String {
    var lines = ["## \(text(report.title)): \(report.summary)", ""]
    if !report.open.isEmpty {
      lines += ["| severity | finding | where |", "| --- | --- | --- |"]
      for finding in report.open { lines.append(row(finding)) }
      lines.append("")
      for finding in report.open { lines += section(finding, report.checksByID[finding.checkID]) }
    }
    if !report.suppressed.isEmpty {
      lines += ["### Suppressed", ""]
      for finding in report.suppressed {
        let until = finding.suppression?.expiry.map { " (until \($0))" } ?? ""
        lines.append(
          "- \(finding.severity.rawValue): \(text(finding.message)): \(text(finding.suppression?.reason ?? ""))\(until)"
        )
      }
      lines.append("")
    }
    if !report.unread.isEmpty {
      lines += ["### Not judged", ""] + report.unread.map { "- \(text($0))" } + [""]
    }
    lines.append("\(report.checks.count) checks by ringfence \(text(report.toolVersion))")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ finding: Finding) -> String {
    "| \(finding.severity.mark) \(finding.severity.rawValue) | \(text(finding.message)) | \(place(finding)) |"
  }

  private static func place(_ finding: Finding) -> String {
    if let location = finding.locations.first { return code("\(location.path):\(location.startLine)") }
    guard let subject = finding.subjects.first else { return "" }
    return subject.name.map { "\(text($0)) " } ?? "" + code(subject.id)
  }

  private static func section(_ finding: Finding, _ check: Check?) -> [String] {
    var lines = [
      "<details><summary>\(finding.severity.mark) \(text(finding.message))</summary>", "",
    ]
    if let check { lines += ["\(text(check.explanation)) (`\(check.id)`)", ""] }
    for path in finding.paths { lines.append("- \(text(path.line))") }
    for detail in finding.details { lines.append("- \(text(detail))") }
    for location in finding.locations {
      lines.append("")
      lines.append(code("\(location.path):\(location.startLine)") + (location.note.map { " \(text($0))" } ?? ""))
      lines += fenced(location.excerpt(maximum: 12).joined(separator: "\n"), "")
    }
    for fix in finding.fixes {
      lines += ["", text(fix.summary)]
      lines += fenced(fix.text, fix.form.language)
    }
    return lines + ["", "</details>", ""]
  }

  /// A fence longer than any run of backquotes inside.
  private static func fenced(_ text: String, _ language: String) -> [String] {
    guard !text.isEmpty else { return [] }
    let fence = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return ["", fence + language, text, fence]
  }

  private static func code(_ text: String) -> String {
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    // A bar ends a cell of a table even inside code, unless it is escaped.
    return fence + line.split(separator: "|", omittingEmptySubsequences: false).joined(separator: #"\|"#) + fence
  }

  private static func longestRun(of mark: Character, in text: String) -> Int {
    var (longest, current) = (0, 0)
    for character in text {
      current = character == mark ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }

  /// Text in which nothing is markup: names and descriptions come from outside.
  private static func text(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "@": result += "\\\(character)"
      case _ where character.isNewline: result += " "
      default: result.append(character)
      }
    }
    return result
  }
}

extension Severity {
  fileprivate var mark: String {
    switch self {
    case .critical: "🟥"
    case .high: "🟧"
    case .medium: "🟨"
    case .low: "🟦"
    case .info: "⬜"
    }
  }
}

extension Finding.Fix.Form {
  /// The name of its syntax, for colouring.
  package var language: String {
    switch self {
    case .command: "sh"
    case .terraform: "hcl"
    case .patch: "diff"
    }
  }
}
