import ConnectivityPolicy
import Findings

/// A verification as JUnit XML, which CI systems read: one test case for each assertion.
///
/// The elements and attributes are those of the schema that Jenkins' xUnit plugin publishes (junit-10.xsd). Characters
/// that XML 1.0 cannot hold (section 2.2) become U+FFFD.
package enum VerifyJUnit {
  /// Outcomes that count as failures are `failure`, ends that stand for nobody `error`; what does not count is
  /// `skipped` with its reason.
  package static func render(_ report: VerifyReport) -> String {
    let failing = report.assertions.filter(\.countsAsFailure)
    let errors = failing.count { $0.outcome == .error }
    let skipped = report.assertions.count { $0.outcome != .passed && !$0.countsAsFailure }
    let numbers = attributes([
      ("tests", "\(report.assertions.count)"), ("failures", "\(failing.count - errors)"), ("errors", "\(errors)"),
    ])
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      "<testsuites\(attributes([("name", "ringfence verify")]))\(numbers)>",
      "  <testsuite\(attributes([("name", report.policy)]))\(numbers)\(attributes([("skipped", "\(skipped)")]))>",
    ]
    for result in report.assertions { lines += testCase(result, report.policy) }
    lines += ["  </testsuite>", "</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func testCase(_ result: AssertionResult, _ file: String) -> [String] {
    let head = attributes([
      ("name", result.name), ("classname", "\(file).\(result.kind.rawValue)"), ("file", file),
      ("line", "\(result.line)"),
    ])
    guard result.outcome != .passed else { return ["    <testcase\(head)/>"] }
    let message = summary(result)
    let element = !result.countsAsFailure ? "skipped" : result.outcome == .error ? "error" : "failure"
    let type = element == "skipped" ? [] : [("type", "\(result.outcome.rawValue).\(result.severity.rawValue)")]
    let body = element == "skipped" ? "/>" : ">\(escaped(details(result)))</\(element)>"
    return [
      "    <testcase\(head)>", "      <\(element)\(attributes([("message", message)] + type))\(body)",
      "    </testcase>",
    ]
  }

  private static func summary(_ result: AssertionResult) -> String {
    if let reason = result.reasons.first { return reason }
    guard let violation = result.violations.first else { return result.outcome.rawValue }
    let verb = !violation.isCertain ? "may reach" : result.kind == .allow ? "does not reach" : "reaches"
    return "\(violation.sources.first ?? "") \(verb) \(violation.destinations.first ?? ""): \(violation.traffic)"
  }

  private static func details(_ result: AssertionResult) -> String {
    var lines = [result.description].compactMap { $0 } + result.reasons + result.notes
    for violation in result.violations {
      let arrow = result.kind == .allow ? "-/->" : "-->"
      lines.append(
        "\(violation.sources.joined(separator: ", ")) \(arrow) \(violation.destinations.joined(separator: ", "))"
          + "  \(violation.traffic) (\(violation.family))\(violation.isCertain ? "" : ", unknown")"
      )
    }
    if result.violationsOmitted > 0 { lines.append("and \(result.violationsOmitted) more") }
    if let example = result.counterexamples.first {
      lines.append("")
      lines.append(ExplanationText.render(example.explanation, .init(width: 100, usesColour: false)))
    }
    return lines.joined(separator: "\n")
  }

  // MARK: XML

  private static func attributes(_ pairs: [(String, String)]) -> String {
    pairs.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
  }

  /// Text for an element or an attribute in double quotes. Line breaks are written as references, so that attributes keep
  /// them (XML 1.0, section 3.3.3).
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\r": result += "&#13;"
      case "\t": result += "&#9;"
      case "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        result.unicodeScalars.append(scalar)
      default: result += "\u{FFFD}"
      }
    }
    return result
  }
}
