package import Findings
import Mustache

/// A report as one HTML file that needs nothing else: style and pictures are in it, and no script.
package enum FindingHTML {
  /// - Throws: Mustache's error if the built-in template does not parse, which a test rules out.
  package static func render(_ report: FindingReport) throws -> String {
    let template = try MustacheTemplate(string: ReportTemplate.text)
    return template.render(context(report))
  }

  private static func context(_ report: FindingReport) -> [String: Any] {
    let picture = ExposurePicture(report.open)
    let counts = report.counts
    return [
      "title": report.title,
      "summary": report.summary,
      "version": report.toolVersion,
      "inputs": report.inputs,
      "checkCount": "\(report.checks.count)",
      "counts": Severity.worstFirst.map { ["name": $0.rawValue, "count": "\(counts[$0] ?? 0)"] },
      "hasPicture": !picture.isEmpty,
      "wide": picture.wide,
      "narrow": picture.narrow,
      "isCut": picture.omitted > 0,
      "omitted": "\(picture.omitted)",
      "findings": report.open.map { finding($0, report.checksByID[$0.checkID]) },
      "hasFindings": !report.open.isEmpty,
      "suppressed": report.suppressed.map { finding -> [String: Any] in
        [
          "severity": finding.severity.rawValue, "message": finding.message, "check": finding.checkID,
          "reason": finding.suppression?.reason ?? "", "expiry": finding.suppression?.expiry ?? "",
          "expires": finding.suppression?.expiry != nil,
        ]
      },
      "hasSuppressed": !report.suppressed.isEmpty,
      "unread": report.unread,
      "hasUnread": !report.unread.isEmpty,
    ]
  }

  private static func finding(_ finding: Finding, _ check: Check?) -> [String: Any] {
    [
      "severity": finding.severity.rawValue,
      "message": finding.message,
      "check": finding.checkID,
      "explanation": check?.explanation ?? "",
      "equivalents": (check?.equivalents ?? [:]).sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value.joined(separator: ", "))" },
      "hasEquivalents": !(check?.equivalents ?? [:]).isEmpty,
      "details": finding.details,
      "isOpen": finding.severity >= .high,
      "paths": finding.paths.map { path in
        [
          "stations": path.stations.enumerated().map { index, station -> [String: Any] in
            let traffic = index > 0 && index - 1 < path.traffic.count ? path.traffic[index - 1] : ""
            return [
              "kind": station.kind.rawValue, "name": station.name, "note": station.note,
              "hasNote": !station.note.isEmpty,
              "traffic": traffic, "hasTraffic": !traffic.isEmpty, "isFirst": index == 0,
            ]
          }
        ]
      },
      "locations": finding.locations.map { location -> [String: Any] in
        [
          "place": "\(location.path):\(location.startLine):\(location.startColumn)",
          "note": location.note ?? "",
          "excerpt": location.excerpt(maximum: 12).joined(separator: "\n"),
        ]
      },
      "fixes": finding.fixes.map { ["summary": $0.summary, "text": $0.text, "form": $0.form.rawValue] },
    ]
  }
}
