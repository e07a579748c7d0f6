import Findings
import Testing

@Suite("Reports of findings")
struct FindingReportTests {
  @Test("Sorts the worst first and what is suppressed last, whatever order it is given")
  func order() {
    let findings = [
      Sample.finding("b", .low), Sample.finding("a", .critical, suppressed: true), Sample.finding("c", .high),
      Sample.finding("a", .low),
    ]
    for rotation in 0..<4 {
      let report = Sample.report(Array(findings[rotation...] + findings[..<rotation]))
      #expect(report.findings.map(\.checkID) == ["c", "a", "b", "a"])
      #expect(report.counts == [.high: 1, .low: 2])
      #expect(report.summary == "1 high, 2 low; 1 suppressed")
    }
  }

  @Test("Fails from the threshold on, and never for what is suppressed")
  func threshold() {
    let report = Sample.report([Sample.finding("a", .critical, suppressed: true), Sample.finding("b", .medium)])
    let reached = FailThreshold.allTexts.filter { FailThreshold($0)?.isReached(by: report) == true }
    #expect(reached == ["medium", "low", "info"])
    #expect(FailThreshold("High") == nil)
  }

  @Test("Gives a finding the same fingerprint when its words and further subjects change, and no two the same")
  func fingerprints() {
    func fingerprints(_ findings: [Finding]) -> [String] {
      var prints = FindingFingerprints()
      return findings.map { prints.next($0) }
    }
    var changed = Sample.finding("a", .low)
    changed.message = "other words"
    changed.subjects.append(.init(id: "eni-9", kind: "network interface"))
    var other = Sample.finding("a", .low)
    other.aspect = "tcp/22"
    #expect(fingerprints([Sample.finding("a", .low)]) == fingerprints([changed]))
    #expect(Set(fingerprints([Sample.finding("a", .low), changed, other, Sample.finding("b", .low)])).count == 4)
    // FNV-1a of 128 bits, worked out apart with Python's integers.
    #expect(fingerprints([Sample.finding("a", .low)]) == ["b5c54f4786659b5006da9dcae7e5ba2f"])
  }
}

enum Sample {
  static func finding(_ check: String, _ severity: Severity, suppressed: Bool = false) -> Finding {
    Finding(
      checkID: check,
      severity: severity,
      message: "message of \(check)",
      subjects: [.init(id: "sg-1", name: "web", kind: "security group")],
      suppression: suppressed ? .init(reason: "accepted", expiry: "2027-01-31") : nil
    )
  }

  static func report(_ findings: [Finding], unread: [String] = []) -> FindingReport {
    FindingReport(
      title: "ringfence audit",
      toolVersion: "1.2.3",
      inputs: ["./snapshot"],
      checks: Set(findings.map(\.checkID)).map {
        Check(id: $0, title: "title of \($0)", severity: .low, explanation: "explanation of \($0)")
      },
      findings: findings,
      unread: unread
    )
  }
}
