import Foundation

extension SARIFLog {
  init(_ report: FindingReport) {
    // Every result names a rule by its place; a finding whose check is not listed gets one without words.
    let listed = Set(report.checks.map(\.id))
    let missing = Set(report.findings.map(\.checkID)).subtracting(listed).sorted()
    let checks =
      report.checks + missing.map { Check(id: $0, title: $0, severity: .medium, explanation: $0) }
    let places = Dictionary(checks.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var prints = FindingFingerprints()
    let results = report.findings.map { finding in
      Result(finding, ruleIndex: places[finding.checkID] ?? 0, fingerprint: prints.next(finding))
    }
    let driver = Tool.Driver(
      version: report.toolVersion,
      semanticVersion: Self.isSemantic(report.toolVersion) ? report.toolVersion : nil,
      rules: checks.map(Rule.init)
    )
    let notifications = report.unread.map { Invocation.Notification(message: Text(text: $0)) }
    runs = [
      Run(
        tool: Tool(driver: driver),
        results: results,
        invocations: [Invocation(toolExecutionNotifications: notifications)]
      )
    ]
  }

  /// Three numbers, as semver.org has it; with a suffix for a pre-release perhaps.
  private static func isSemantic(_ version: String) -> Bool {
    let core = version.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let numbers = core.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 3
      && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
  }
}

extension SARIFLog.Rule {
  init(_ check: Check) {
    id = check.id
    name = check.id.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    shortDescription = .init(text: check.title)
    fullDescription = .init(text: check.explanation)
    let elsewhere = check.equivalents.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value.joined(separator: ", "))" }
    help = .init(
      text: ([check.explanation] + elsewhere).joined(separator: "\n"),
      markdown: ([check.explanation, ""] + elsewhere.map { "- \($0)" }).joined(separator: "\n")
    )
    defaultConfiguration = .init(level: check.severity.sarifLevel)
    properties = .init(
      tags: ["security", "network"],
      securitySeverity: check.severity.score,
      equivalents: check.equivalents
    )
  }
}

extension SARIFLog.Result {
  init(_ finding: Finding, ruleIndex: Int, fingerprint: String) {
    ruleId = finding.checkID
    self.ruleIndex = ruleIndex
    level = finding.severity.sarifLevel
    let lines = [finding.message] + finding.paths.map(\.line) + finding.details
    message = .init(text: lines.joined(separator: "\n"))
    var place = SARIFLog.Location()
    place.physicalLocation = finding.locations.first.map(SARIFLog.Location.Physical.init)
    place.logicalLocations = finding.subjects.map {
      .init(name: $0.name ?? $0.id, fullyQualifiedName: $0.id, kind: $0.kind)
    }
    locations = [place]
    let further = finding.locations.dropFirst().enumerated().map { index, location in
      SARIFLog.Location(
        id: index + 1,
        message: location.note.map { .init(text: $0) },
        physicalLocation: .init(location),
        logicalLocations: nil
      )
    }
    relatedLocations = further.isEmpty ? nil : further
    partialFingerprints = ["ringfenceFinding/v1": fingerprint]
    // An empty list says that nothing is suppressed; a missing one would say that nobody knows (section 3.27.23).
    suppressions =
      finding.suppression.map { suppression in
        [.init(justification: suppression.reason + (suppression.expiry.map { " (until \($0))" } ?? ""))]
      } ?? []
    properties = .init(
      severity: finding.severity,
      details: finding.details,
      fixes: finding.fixes.map { "\($0.summary)\n\($0.text)" }
    )
  }
}

extension SARIFLog.Location.Physical {
  init(_ location: Finding.Location) {
    artifactLocation = .init(uri: Self.uri(location.path))
    let snippet = location.lines.isEmpty ? nil : location.lines.joined(separator: "\n")
    region = .init(
      startLine: max(1, location.startLine),
      startColumn: max(1, location.startColumn),
      endLine: max(1, location.startLine, location.endLine),
      endColumn: max(1, location.endColumn),
      snippet: snippet.map { .init(text: $0) }
    )
  }

  /// A URI reference, relative for a relative path (RFC 3986): everything but letters, digits and a few marks is escaped.
  private static func uri(_ path: String) -> String {
    var text = Substring(path)
    while text.hasPrefix("./") { text = text.dropFirst(2) }
    var result = text.hasPrefix("/") ? "file://" : ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "/"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}

extension Severity {
  fileprivate var sarifLevel: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// GitHub's bands: critical above 9.0, high from 7.0, medium from 4.0, low below (code scanning, "SARIF support").
  fileprivate var score: String {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "3.0"
    case .info: "0.5"
    }
  }
}
