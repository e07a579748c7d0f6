/// Everything that one run found, ready to be told in any format.
package struct FindingReport: Hashable, Sendable {
  /// What ran, such as `ringfence audit`.
  package let title: String
  /// The version of Ringfence.
  package let toolVersion: String
  /// What was read: folders, files, an endpoint.
  package let inputs: [String]
  /// Every check that was made, whether or not it found something, by identifier.
  package let checks: [Check]
  /// The worst first, suppressed ones last.
  package let findings: [Finding]
  /// What could not be read or judged, a sentence each. A report with any is not the whole truth.
  package let unread: [String]

  /// - Parameter findings: in any order. One whose check is not among `checks` is kept; it has no explanation then.
  package init(
    title: String,
    toolVersion: String,
    inputs: [String],
    checks: [Check],
    findings: [Finding],
    unread: [String] = []
  ) {
    self.title = title
    self.toolVersion = toolVersion
    self.inputs = inputs
    self.checks = checks.sorted { $0.id < $1.id }
    self.findings = findings.sorted(by: Finding.precedes)
    self.unread = unread
  }

  /// Those that count: not suppressed.
  package var open: [Finding] { findings.filter { $0.suppression == nil } }
  package var suppressed: [Finding] { findings.filter { $0.suppression != nil } }

  /// How many open findings have each severity; a severity without any is left out.
  package var counts: [Severity: Int] { open.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 } }

  /// Checks by identifier.
  package var checksByID: [String: Check] { Dictionary(checks.map { ($0.id, $0) }) { first, _ in first } }

  /// `3 critical, 1 low; 2 suppressed`, or `nothing found`.
  package var summary: String {
    let counts = counts
    let parts = Severity.worstFirst.compactMap { severity in counts[severity].map { "\($0) \(severity.rawValue)" } }
    let open = parts.isEmpty ? "nothing found" : parts.joined(separator: ", ")
    return suppressed.isEmpty ? open : "\(open); \(suppressed.count) suppressed"
  }
}

extension Finding {
  /// The worst first, suppressed ones last; then by check and subject, so that the order is the same in every run.
  static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    let isLeftSuppressed = left.suppression != nil
    guard isLeftSuppressed == (right.suppression != nil) else { return !isLeftSuppressed }
    guard left.severity == right.severity else { return left.severity > right.severity }
    return left.order < right.order
  }

  private var order: (String, String, String, String) {
    (checkID, subjects.first.map { $0.name ?? $0.id } ?? "", aspect, message)
  }
}
