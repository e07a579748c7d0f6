/// All suppressions of a run.
package struct SuppressionList: Hashable, Sendable {
  package var rules: [SuppressionRule]

  package init(_ rules: [SuppressionRule] = []) { self.rules = rules }

  /// Marks what is suppressed, and adds a finding for each suppression that has expired or matches nothing. The first
  /// rule that matches and has not expired gives the reason. O(findings × rules).
  /// - Parameter made: identifiers of the checks that were made; a suppression of another check alone is not judged.
  ///   `nil` for all there are.
  package func apply(to findings: [Finding], today: CalendarDay, checksMade made: Set<String>? = nil) -> [Finding] {
    var result = findings
    var matched = [Bool](repeating: false, count: rules.count)
    for (position, finding) in findings.enumerated() {
      for (index, rule) in rules.enumerated() where rule.matches(finding) {
        matched[index] = true
        guard !rule.hasExpired(on: today), result[position].suppression == nil else { continue }
        result[position].suppression = .init(reason: rule.reason, expiry: rule.expiry?.description)
      }
    }
    for (index, rule) in rules.enumerated() {
      if let made, !made.contains(where: rule.check.matches) { continue }
      if let expiry = rule.expiry, rule.hasExpired(on: today) {
        let words = matched[index] ? "its findings count again" : "it matches nothing any more"
        result.append(
          Self.finding(.suppressionExpired, rule, "the suppression of \(rule.check) expired on \(expiry): \(words)")
        )
      } else if !matched[index] {
        result.append(
          Self.finding(.suppressionUnmatched, rule, "the suppression of \(rule.check) matches no finding")
        )
      }
    }
    return result
  }

  private static func finding(_ check: Check, _ rule: SuppressionRule, _ message: String) -> Finding {
    Finding(
      checkID: check.id,
      severity: check.severity,
      message: message,
      details: ["Its reason was: \(rule.reason)"],
      subjects: [.init(id: rule.resource.text, kind: "suppression")],
      locations: rule.location.map { [$0] } ?? [],
      aspect: rule.check.text
    )
  }
}

extension Check {
  /// Of suppressions whose last day is over.
  package static let suppressionExpired = Check(
    id: "suppression-expired",
    title: "A suppression has expired",
    severity: .low,
    explanation:
      "Somebody accepted a finding until a day that is over. Its findings count again: put right what they say,"
      + " or decide anew and give another day."
  )

  /// Of suppressions without a finding.
  package static let suppressionUnmatched = Check(
    id: "suppression-unmatched",
    title: "A suppression matches nothing",
    severity: .info,
    explanation:
      "What was accepted is gone, or the suppression never named it rightly. Take it out, lest it hide the next"
      + " finding that it happens to match."
  )

  /// The checks of suppressions themselves.
  package static let ofSuppressions = [suppressionExpired, suppressionUnmatched]
}
