/// A report as JUnit XML, which build servers show as test results: a check is a test case, its findings are failures.
package enum FindingJUnit {
  /// The form that Jenkins, GitLab and GitHub's actions read: `testsuites`, `testsuite`, `testcase`, `failure`, `skipped`.
  /// - Parameter threshold: findings below it are passed test cases with output, for they do not fail the run.
  package static func render(_ report: FindingReport, failOn threshold: FailThreshold = .atLeast(.info)) -> String {
    let cases = report.findings.map { testCase($0, threshold) }
    let found = Set(report.findings.map(\.checkID))
    let passed = report.checks.filter { !found.contains($0.id) }.map {
      #"    <testcase classname="\#(attribute($0.id))" name="\#(attribute($0.title))"/>"#
    }
    let failures = report.open.filter { fails($0, threshold) }.count
    let skipped = report.suppressed.count
    let counts = #"tests="\#(cases.count + passed.count)" failures="\#(failures)" errors="0" skipped="\#(skipped)""#
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuites name="\#(attribute(report.title))" \#(counts)>"#,
      #"  <testsuite name="\#(attribute(report.title))" \#(counts)>"#,
    ]
    lines += cases + passed
    if !report.unread.isEmpty {
      lines.append("    <system-err>\(content(report.unread.joined(separator: "\n")))</system-err>")
    }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fails(_ finding: Finding, _ threshold: FailThreshold) -> Bool {
    guard case .atLeast(let severity) = threshold else { return false }
    return finding.suppression == nil && finding.severity >= severity
  }

  private static func testCase(_ finding: Finding, _ threshold: FailThreshold) -> String {
    let file = finding.locations.first.map { #" file="\#(attribute($0.path))" line="\#($0.startLine)""# } ?? ""
    let start =
      #"    <testcase classname="\#(attribute(finding.checkID))" name="\#(attribute(finding.message))"\#(file)>"#
    let body: String
    if let suppression = finding.suppression {
      body = #"<skipped message="\#(attribute(suppression.reason))"/>"#
    } else if fails(finding, threshold) {
      let severity = finding.severity.rawValue
      body =
        #"<failure type="\#(severity)" message="\#(attribute(finding.message))">\#(content(plain(finding)))</failure>"#
    } else {
      body = "<system-out>\(content(plain(finding)))</system-out>"
    }
    return start + body + "</testcase>"
  }

  private static func plain(_ finding: Finding) -> String {
    let fixes = finding.fixes.map { "\($0.summary)\n\($0.text)" }
    return (["\(finding.severity.rawValue): \(finding.message)"] + finding.paths.map(\.line) + finding.details + fixes)
      .joined(separator: "\n")
  }

  private static func attribute(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "&quot;"
      case "\n", "\r", "\t": result += "&#\(scalar.value);"
      default: result += escaped(scalar)
      }
    }
    return result
  }

  private static func content(_ text: String) -> String { text.unicodeScalars.map(escaped).joined() }

  /// Characters that XML 1.0 cannot hold (section 2.2) become the replacement character.
  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\n", "\r", "\t": String(scalar)
    default: scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : String(scalar)
    }
  }
}
