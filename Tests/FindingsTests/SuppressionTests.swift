import Findings
import Testing

@Suite("Suppressions")
struct SuppressionTests {
  private let today = CalendarDay("2026-11-26")

  private func finding(_ check: String, _ subject: String, name: String? = nil) -> Finding {
    Finding(
      checkID: check,
      severity: .high,
      message: "\(check) at \(subject)",
      subjects: [.init(id: subject, name: name, kind: "security group"), .init(id: "eni-1", kind: "network interface")]
    )
  }

  @Test("Suppresses by check and first subject, by identifier or name, never by a further subject")
  func matching() throws {
    let today = try #require(today)
    let findings = [finding("ssh", "sg-1", name: "bastion"), finding("ssh", "sg-2"), finding("rdp", "sg-1")]
    func suppressed(_ check: String, _ resource: String) -> [Bool] {
      SuppressionList([.init(check: check, resource: resource, reason: "so")])
        .apply(to: findings, today: today).prefix(3).map { $0.suppression != nil }
    }
    #expect(suppressed("ssh", "sg-1") == [true, false, false])
    #expect(suppressed("ssh", "bast*") == [true, false, false])
    #expect(suppressed("*", "sg-?") == [true, true, true])
    #expect(suppressed("ssh", "eni-1") == [false, false, false])
  }

  @Test("Counts the last day, and the day after makes a finding of the suppression itself")
  func expiry() throws {
    let last = try #require(CalendarDay("2026-11-26"))
    let after = try #require(CalendarDay("2026-11-27"))
    let list = SuppressionList([.init(check: "ssh", resource: "sg-1", reason: "so", expiry: last)])
    #expect(list.apply(to: [finding("ssh", "sg-1")], today: last).map(\.suppression?.expiry) == ["2026-11-26"])
    let expired = list.apply(to: [finding("ssh", "sg-1")], today: after)
    #expect(expired.map(\.checkID) == ["ssh", "suppression-expired"])
    #expect(expired.allSatisfy { $0.suppression == nil })
  }

  @Test("Reports a suppression that matches nothing, unless its check was not made")
  func unmatched() throws {
    let today = try #require(today)
    let list = SuppressionList([.init(check: "ssh", resource: "sg-9", reason: "so")])
    #expect(list.apply(to: [finding("ssh", "sg-1")], today: today).last?.checkID == "suppression-unmatched")
    #expect(list.apply(to: [finding("rdp", "sg-1")], today: today, checksMade: ["rdp"]).count == 1)
  }

  @Test(
    "Reads days strictly",
    arguments: [
      ("2024-02-29", true), ("2023-02-29", false), ("1900-02-29", false), ("2000-02-29", true), ("2026-13-01", false),
      ("2026-00-01", false), ("2026-04-31", false), ("2026-4-3", false), ("2026-04-03 ", false), ("0000-01-01", false),
      ("2026-04-0٣", false), ("+026-04-03", false),
    ]
  )
  func days(text: String, isDay: Bool) {
    #expect((CalendarDay(text) != nil) == isDay)
    if let day = CalendarDay(text) { #expect(day.description == text) }
  }

  @Test(
    "Matches patterns to the end of the name",
    arguments: [
      ("sg-*", "sg-1", true), ("sg-*", "xsg-1", false), ("*a*b*", "xxaxxbxx", true), ("*a*b", "abx", false),
      ("a?c", "abc", true), ("a?c", "ac", false), ("", "", true), ("", "a", false), ("**", "", true),
      ("aws_security_group.*[\"x\"]", "aws_security_group.a[\"x\"]", true),
    ]
  )
  func patterns(pattern: String, name: String, matches: Bool) {
    #expect(NamePattern(pattern).matches(name) == matches)
  }
}
