/// What findings of one kind are about.
package struct Check: Hashable, Sendable, Identifiable {
  /// Stable, for suppressions and for other tools: `ssh-open-to-internet`.
  package var id: String
  /// One line.
  package var title: String
  /// Of its findings, unless what they mean in their network says otherwise.
  package var severity: Severity
  /// Why it matters and what to do, in a few sentences.
  package var explanation: String
  /// Ids of the checks of other tools that look for the same: `["Checkov": ["CKV_AWS_24"]]`.
  package var equivalents: [String: [String]]

  package init(
    id: String,
    title: String,
    severity: Severity,
    explanation: String,
    equivalents: [String: [String]] = [:]
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.explanation = explanation
    self.equivalents = equivalents
  }
}
