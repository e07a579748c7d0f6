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
  package func text(showingKept: Bool = false, _ options: TextOptions = TextOptions()) -> String {
    var layout = TextLayout(options)
    layout.paragraph([.init(summary.first.map { $0.uppercased() + summary.dropFirst() } ?? "", .strong)])
    var group: SecurityGroup.ID?
    for rule in rules where showingKept || rule.verdict != .kept {
      if rule.rule.groupID != group {
        layout.blank()
        layout.paragraph([.init(rule.groupName, .strong), .init("  \(rule.rule.groupID)", .faint)], hanging: 2)
        group = rule.rule.groupID
      }
      layout.paragraph([rule.verdict.span, .init("  "), .init(rule.words)], indent: 2, hanging: 6)
      for (number, reason) in rule.reasons.enumerated() {
        layout.paragraph([.init(number == 0 ? reason.words : "but: \(reason.words)")], indent: 6, hanging: 8)
      }
      if let words = rule.returns.words { layout.paragraph([.init(words)], indent: 6, hanging: 8) }
    }
    func section(_ title: String, _ style: TextStyle, _ sentences: [[TextLayout.Span]]) {
      guard !sentences.isEmpty else { return }
      layout.blank()
      layout.paragraph([.init(title, style)])
      for sentence in sentences { layout.paragraph(sentence, indent: 2, hanging: 4) }
    }
    section(
      "Made by the apply",
      .strong,
      creations.map {
        let place = $0.groupID.map { " in \($0)" } ?? ""
        return [.init("+\u{A0}\($0.direction.rawValue) \($0.words)  by \($0.resource)\(place)")]
          + Self.place($0.location)
      }
    )
    section(
      "The apply may not get through",
      .bad,
      obstacles.map { [.init("!\u{A0}\($0.resource): \($0.words)")] + Self.place($0.location) }
    )
    section("Notes", .strong, notes.map { [.init("·\u{A0}\($0)")] })
    return layout.text
  }

  /// `  main.tf:12`, or nothing.
  private static func place(_ location: Finding.Location?) -> [TextLayout.Span] {
    location.map { [.init("  \($0.path):\($0.startLine)", .faint)] } ?? []
  }
}

extension Fate.Verdict {
  /// Of one width, so that what follows is in a column.
  fileprivate var span: TextLayout.Span {
    switch self {
    case .deleted: .init("✗\u{A0}DELETED", .bad)
    case .changed: .init("~\u{A0}changed", .doubtful)
    case .kept: .init("✓\u{A0}kept\u{A0}\u{A0}\u{A0}", .good)
    case .unknown: .init("?\u{A0}unknown", .doubtful)
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

    var formatVersion = 1
    var rules: [Rule]
    var creations: [Creation]
    var obstacles: [Obstacle]
    var notes: [String]
  }

  /// An object with `formatVersion` (1), `rules`, `creations`, `obstacles` and `notes`.
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
