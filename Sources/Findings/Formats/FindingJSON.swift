import Foundation

/// A report as one JSON document; `Documentation/findings-json.md` describes it.
package enum FindingJSON {
  /// Grows when a member is removed, renamed or given another meaning.
  package static let formatVersion = 1

  /// Members in alphabetical order, so that equal reports are equal bytes.
  /// - Throws: an `EncodingError` if Foundation cannot write the document.
  package static func render(_ report: FindingReport) throws -> String {
    try jsonText(Document(report))
  }

  private struct Document: Encodable {
    var formatVersion = FindingJSON.formatVersion
    var tool: Tool
    var title: String
    var inputs: [String]
    var counts: [String: Int]
    var suppressedCount: Int
    var checks: [CheckForm]
    var findings: [FindingForm]
    var unread: [String]

    init(_ report: FindingReport) {
      tool = Tool(version: report.toolVersion)
      title = report.title
      inputs = report.inputs
      let counts = report.counts
      self.counts = Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, counts[$0] ?? 0) })
      suppressedCount = report.suppressed.count
      checks = report.checks.map(CheckForm.init)
      var prints = FindingFingerprints()
      findings = report.findings.map { FindingForm($0, fingerprint: prints.next($0)) }
      unread = report.unread
    }
  }

  private struct Tool: Encodable {
    var name = "ringfence"
    var version: String
  }

  private struct CheckForm: Encodable {
    var id: String
    var title: String
    var severity: Severity
    var explanation: String
    var equivalents: [String: [String]]

    init(_ check: Check) {
      id = check.id
      title = check.title
      severity = check.severity
      explanation = check.explanation
      equivalents = check.equivalents
    }
  }

  private struct FindingForm: Encodable {
    struct Subject: Encodable {
      var id: String
      var kind: String
      var name: String?
    }
    struct Location: Encodable {
      var path: String
      var startLine: Int
      var startColumn: Int
      var endLine: Int
      var endColumn: Int
      var lines: [String]
      var note: String?
    }
    struct Fix: Encodable {
      var form: Finding.Fix.Form
      var summary: String
      var text: String
    }
    struct Path: Encodable {
      struct Station: Encodable {
        var kind: Finding.Path.Station.Kind
        var name: String
        var note: String
      }
      var stations: [Station]
      var traffic: [String]
    }
    struct Suppression: Encodable {
      var reason: String
      var expires: String?
    }

    var fingerprint: String
    var check: String
    var severity: Severity
    var message: String
    var details: [String]
    var subjects: [Subject]
    var locations: [Location]
    var fixes: [Fix]
    var paths: [Path]
    var suppression: Suppression?

    init(_ finding: Finding, fingerprint: String) {
      self.fingerprint = fingerprint
      check = finding.checkID
      severity = finding.severity
      message = finding.message
      details = finding.details
      subjects = finding.subjects.map { Subject(id: $0.id, kind: $0.kind, name: $0.name) }
      locations = finding.locations.map {
        Location(
          path: $0.path,
          startLine: $0.startLine,
          startColumn: $0.startColumn,
          endLine: $0.endLine,
          endColumn: $0.endColumn,
          lines: $0.lines,
          note: $0.note
        )
      }
      fixes = finding.fixes.map { Fix(form: $0.form, summary: $0.summary, text: $0.text) }
      paths = finding.paths.map { path in
        Path(
          stations: path.stations.map { .init(kind: $0.kind, name: $0.name, note: $0.note) },
          traffic: path.traffic
        )
      }
      suppression = finding.suppression.map { Suppression(reason: $0.reason, expires: $0.expiry) }
    }
  }
}

extension FindingJSON {
  /// The checks alone, as `--list-checks` prints them.
  /// - Throws: an `EncodingError` if Foundation cannot write the document.
  package static func list(_ checks: [Check]) throws -> String {
    struct List: Encodable {
      var formatVersion = FindingJSON.formatVersion
      var checks: [CheckForm]
    }
    return try jsonText(List(checks: checks.sorted { $0.id < $1.id }.map(CheckForm.init)))
  }
}

/// A document with its members sorted and a line break at its end.
func jsonText(_ document: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
}
