/// From which severity on findings make a run fail: what `--fail-on` says.
package enum FailThreshold: Hashable, Sendable {
  case never
  case atLeast(Severity)

  /// `none`, or a severity's name; `nil` for anything else.
  package init?(_ text: String) {
    if text == "none" {
      self = .never
    } else if let severity = Severity(rawValue: text) {
      self = .atLeast(severity)
    } else {
      return nil
    }
  }

  /// Every text that ``init(_:)`` takes.
  package static var allTexts: [String] { ["none"] + Severity.worstFirst.map(\.rawValue) }

  /// Whether an open finding reaches the threshold.
  package func isReached(by report: FindingReport) -> Bool {
    guard case .atLeast(let severity) = self else { return false }
    return report.findings.contains { $0.suppression == nil && $0.severity >= severity }
  }
}
