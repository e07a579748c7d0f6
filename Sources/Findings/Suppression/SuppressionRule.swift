/// A decision of somebody's that findings of a kind are accepted, with the reason.
package struct SuppressionRule: Hashable, Sendable {
  /// Of the check's identifier.
  package var check: NamePattern
  /// Of the identifier or name of what a finding is about, its first subject.
  package var resource: NamePattern
  package var reason: String
  /// The last day on which it holds; `nil` for ever.
  package var expiry: CalendarDay?
  /// Where it is written.
  package var location: Finding.Location?

  package init(
    check: String,
    resource: String,
    reason: String,
    expiry: CalendarDay? = nil,
    location: Finding.Location? = nil
  ) {
    self.check = NamePattern(check)
    self.resource = NamePattern(resource)
    self.reason = reason
    self.expiry = expiry
    self.location = location
  }

  package func matches(_ finding: Finding) -> Bool {
    guard check.matches(finding.checkID), let subject = finding.subjects.first else { return false }
    return resource.matches(subject.id) || subject.name.map(resource.matches) == true
  }

  package func hasExpired(on today: CalendarDay) -> Bool { expiry.map { $0 < today } ?? false }
}
