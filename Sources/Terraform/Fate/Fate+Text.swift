package import Findings
package import Foundation
import VPCModel

extension Fate {
  /// `2 of 14 live rules will be deleted, 1 changed, 1 is undecided`
  package var summary: String {
    guard !rules.isEmpty else { return "no live rules" }
    func part(_ verdict: Verdict, _ word: String) -> String? {
      let number = rules.count { $0.verdict == verdict }
      return number == 0 ? nil : "\(number) \(word)"
    }
    let parts = [part(.deleted, "deleted"), part(.changed, "changed in place"), part(.unknown, "undecided")]
      .compactMap { $0 }
    let all = "\(rules.count) live \(rules.count == 1 ? "rule" : "rules")"
    return parts.isEmpty ? "the next apply keeps \(all) as they are" : "of \(all): \(parts.joined(separator: ", "))"
  }

  /// What happens to each rule and why, group by group; rules that are kept only where asked for.
  package func text(showingKept: Bool = false) -> String {
    var lines = [summary]
    var group: SecurityGroup.ID?
    for rule in rules where showingKept || rule.verdict != .kept {
      if rule.rule.groupID != group {
        lines += ["", "\(rule.groupName) (\(rule.rule.groupID))"]
        group = rule.rule.groupID
      }
      lines.append("  \(rule.verdict.word)  \(rule.words)")
      for (number, reason) in rule.reasons.enumerated() {
        lines.append("      \(number == 0 ? "" : "but: ")\(reason.words)")
      }
      if let words = rule.returns.words { lines.append("      \(words)") }
    }
    if !creations.isEmpty {
      lines += ["", "Made by the apply"]
      lines += creations.map {
        "  + \($0.direction.rawValue) \($0.words)  by \($0.resource)\($0.groupID.map { " in \($0)" } ?? "")"
      }
    }
    if !obstacles.isEmpty {
      lines += ["", "The apply may not get through"]
      lines += obstacles.map { "  ! \($0.resource): \($0.words)" }
    }
    if !notes.isEmpty {
      lines += ["", "Notes"]
      lines += notes.map { "  · \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Fate.Verdict {
  fileprivate var word: String {
    switch self {
    case .deleted: "✗ DELETED"
    case .changed: "~ changed"
    case .kept: "✓ kept   "
    case .unknown: "? unknown"
    }
  }
}

extension Fate.Return {
  fileprivate var words: String? {
    switch self {
    case .never: nil
    case .sameApply: "it is made again in the same apply, with another id: what it allows is cut in between"
    case .nextApply: "its own resource makes it again at the next apply, and the one after deletes it again"
    }
  }
}

extension Fate.LiveRule {
  /// `sgr-… ingress tcp/443 from 10.0.0.0/8 "office"`
  package var words: String {
    let way = rule.direction == .ingress ? "from" : "to"
    let summary = rule.summary.map { "  \"\($0)\"" } ?? ""
    let id = rule.hasAssignedID ? "\(rule.id) " : ""
    return "\(id)\(rule.direction.rawValue) \(rule.traffic) \(way) \(rule.peer)\(summary)"
  }
}

// MARK: - JSON

extension Fate {
  private struct Document: Encodable {
    struct Rule: Encodable {
      var id: String?
      var groupId: String
      var groupName: String
      var direction: String
      var traffic: String
      var peer: String
      var description: String?
      var verdict: Verdict
      var returns: Return?
      var reasons: [Reason]
    }
    struct Reason: Encodable {
      var verdict: Verdict
      var cause: Cause
      var resource: String?
      var words: String
      var file: String?
      var line: Int?
    }
    struct Creation: Encodable {
      var resource: String
      var groupId: String?
      var direction: String
      var rule: String
      var file: String?
      var line: Int?
    }
    struct Obstacle: Encodable {
      var resource: String
      var words: String
      var file: String?
      var line: Int?
    }

    var version = 1
    var rules: [Rule]
    var creations: [Creation]
    var obstacles: [Obstacle]
    var notes: [String]
  }

  /// An object with `version` (1), `rules`, `creations`, `obstacles` and `notes`.
  package var json: Data {
    let document = Document(
      rules: rules.map { rule in
        Document.Rule(
          id: rule.rule.hasAssignedID ? rule.rule.id.text : nil,
          groupId: rule.rule.groupID.text,
          groupName: rule.groupName,
          direction: rule.rule.direction.rawValue,
          traffic: rule.rule.traffic.description,
          peer: rule.rule.peer.description,
          description: rule.rule.summary,
          verdict: rule.verdict,
          returns: rule.verdict == .deleted ? rule.returns : nil,
          reasons: rule.reasons.map {
            Document.Reason(
              verdict: $0.verdict,
              cause: $0.cause,
              resource: $0.resource,
              words: $0.words,
              file: $0.location?.path,
              line: $0.location?.startLine
            )
          }
        )
      },
      creations: creations.map {
        Document.Creation(
          resource: $0.resource,
          groupId: $0.groupID,
          direction: $0.direction.rawValue,
          rule: $0.words,
          file: $0.location?.path,
          line: $0.location?.startLine
        )
      },
      obstacles: obstacles.map {
        Document.Obstacle(
          resource: $0.resource,
          words: $0.words,
          file: $0.location?.path,
          line: $0.location?.startLine
        )
      },
      notes: notes
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(document)) ?? Data()
  }

  /// Groups in use that will be replaced, as findings.
  package var findings: [Finding] {
    let check = Check.terraformReplacementOfGroupInUse
    var seen: Set<String> = []
    return rules.compactMap { rule -> Finding? in
      guard let reason = rule.reasons.first(where: { $0.cause == .groupReplaced }), let resource = reason.resource,
        seen.insert(resource).inserted
      else { return nil }
      let count = rules.count { $0.rule.groupID == rule.rule.groupID }
      return Finding(
        checkID: check.id,
        severity: check.severity,
        message: "\(resource) will be replaced with all of its \(count) rules: \(reason.words)",
        details: obstacles.filter { $0.resource == resource }.map(\.words),
        subjects: [.init(id: rule.rule.groupID.text, name: rule.groupName, kind: "security group")],
        locations: reason.location.map { [$0] } ?? []
      )
    }
  }
}
