import Findings
import Foundation
import Testing

@Suite("Formats of findings")
struct FormatTests {
  /// Everything that a finding can have, with characters that each format has to escape.
  static let finding = Finding(
    checkID: "ssh-open",
    severity: .high,
    message: "SSH is open on \"web|1\" <b>",
    details: ["rule sgr-1: tcp/22", "a & b"],
    subjects: [
      .init(id: "sg-1", name: "web", kind: "security group"), .init(id: "eni-1", kind: "network interface"),
    ],
    locations: [
      .init(
        path: "./infra/main file.tf",
        startLine: 12,
        startColumn: 3,
        endLine: 12,
        endColumn: 14,
        lines: ["  cidr_blocks = [\"0.0.0.0/0\"]"]
      ),
      .init(
        path: "b.tf",
        startLine: 1,
        startColumn: 1,
        endLine: 2,
        endColumn: 2,
        lines: ["a {", "}"],
        note: "the group"
      ),
    ],
    fixes: [.init(.command, summary: "Take it away.", text: "aws ec2 revoke \\\n  --x '```'")],
    paths: [
      .init(
        stations: [.init(.internet, name: "internet"), .init(.interface, name: "web", note: "eni-1")],
        traffic: ["tcp/22"]
      )
    ]
  )

  static var suppressed: Finding {
    var finding = finding
    finding.subjects[0].id = "sg-2"
    finding.suppression = .init(reason: "accepted", expiry: "2027-01-31")
    return finding
  }

  static let check = Check(
    id: "ssh-open",
    title: "SSH is open",
    severity: .high,
    explanation: "Why.",
    equivalents: ["Checkov": ["CKV_AWS_24"]]
  )

  static func report(_ findings: [Finding] = [finding, suppressed]) -> FindingReport {
    FindingReport(
      title: "ringfence audit",
      toolVersion: "1.2.3",
      inputs: ["./infra"],
      checks: [check, Check(id: "quiet", title: "Nothing", severity: .low, explanation: "None.")],
      findings: findings,
      unread: ["Routes are not known."]
    )
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  // MARK: Text

  @Test("Underlines the source, shows the way, the fix and what is suppressed")
  func text() {
    let text = FindingText.render(Self.report(), TextOptions(width: 100))
    let expected = """
      HIGH  SSH is open on "web|1" <b>  ssh-open
        ./infra/main file.tf:12:3
        12 │   cidr_blocks = ["0.0.0.0/0"]
           │   ^^^^^^^^^^^
        b.tf:1:1  the group
        1 │ a {
          │ ^^^
        2 │ }
          │ ^
        internet → tcp/22 → web (eni-1)
        · rule sgr-1: tcp/22
        · a & b

        Fix  Take it away.
          aws ec2 revoke \\
            --x '```'

      Suppressed
        · high SSH is open on "web|1" <b>  ssh-open: accepted (until 2027-01-31)

      Not judged
        · Routes are not known.

      1 high; 1 suppressed (2 checks)

      """
    #expect(text == expected)
  }

  @Test("Keeps to the width, and colours only on request", arguments: [80, 120])
  func width(columns: Int) {
    var long = Self.finding
    long.message = String(repeating: "many words ", count: 30)
    long.details = [String(repeating: "more words ", count: 30)]
    let plain = FindingText.render(Self.report([long]), TextOptions(width: columns))
    #expect(plain.split(separator: "\n").allSatisfy { $0.count <= columns })
    #expect(!plain.contains("\u{1B}"))
    let coloured = FindingText.render(Self.report([long]), TextOptions(width: columns, usesColour: true))
    #expect(coloured.contains("\u{1B}[1;31mHIGH"))
  }

  @Test("Shows places without extent, beyond the line, and tabs, without a trap")
  func places() {
    func excerpt(_ line: String, _ start: Int, _ end: Int) -> [String] {
      Finding.Location(path: "a", startLine: 9, startColumn: start, endLine: 9, endColumn: end, lines: [line])
        .excerpt(maximum: 3)
    }
    #expect(excerpt("abc", 2, 2) == ["9 │ abc", "  │  ^"])
    #expect(excerpt("abc", 90, 95) == ["9 │ abc", "  │    ^"])
    #expect(excerpt("\tabc", 2, 5) == ["9 │  abc", "  │  ^^^"])
    #expect(excerpt("abc", -4, -9) == ["9 │ abc", "  │ ^"])
  }

  // MARK: JSON

  @Test("Writes versioned JSON with every member")
  func json() throws {
    let document = try object(FindingJSON.render(Self.report()))
    #expect(document["formatVersion"] as? Int == 1)
    #expect((document["counts"] as? [String: Int])?["high"] == 1)
    #expect(document["suppressedCount"] as? Int == 1)
    let findings = try #require(document["findings"] as? [[String: Any]])
    #expect(findings.map { $0["check"] as? String } == ["ssh-open", "ssh-open"])
    #expect((findings.last?["suppression"] as? [String: String])?["expires"] == "2027-01-31")
    #expect((findings.first?["locations"] as? [[String: Any]])?.first?["startLine"] as? Int == 12)
    #expect(Set(findings.compactMap { $0["fingerprint"] as? String }).count == 2)
    let list = try object(FindingJSON.list([Self.check]))
    #expect((list["checks"] as? [[String: Any]])?.first?["id"] as? String == "ssh-open")
  }

  // MARK: SARIF

  @Test("Writes SARIF with rules, places, fingerprints and suppressions as the standard has them")
  func sarif() throws {
    let log = try object(FindingSARIF.render(Self.report()))
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    let properties = rules.compactMap { $0["properties"] as? [String: Any] }
    #expect(properties.compactMap { $0["security-severity"] as? String } == ["3.0", "8.0"])
    let location = try #require((results.first?["locations"] as? [[String: Any]])?.first)
    let physical = try #require(location["physicalLocation"] as? [String: Any])
    #expect((physical["artifactLocation"] as? [String: String])?["uri"] == "infra/main%20file.tf")
    #expect((physical["region"] as? [String: Any])?["endColumn"] as? Int == 14)
    #expect(
      (location["logicalLocations"] as? [[String: String]])?.map { $0["fullyQualifiedName"] } == ["sg-1", "eni-1"]
    )
    #expect((results.first?["suppressions"] as? [Any])?.isEmpty == true)
    let suppression = (results.last?["suppressions"] as? [[String: String]])?.first
    #expect(suppression == ["kind": "external", "status": "accepted", "justification": "accepted (until 2027-01-31)"])
    #expect((results.first?["partialFingerprints"] as? [String: String])?["ringfenceFinding/v1"]?.count == 32)
    #expect((results.first?["relatedLocations"] as? [Any])?.count == 1)
  }

  @Test("Gives a rule even to a finding whose check is not listed")
  func unlistedRule() throws {
    let log = try object(FindingSARIF.render(Self.report([Sample.finding("other", .low)])))
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let index = try #require(((run["results"] as? [[String: Any]])?.first)?["ruleIndex"] as? Int)
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    #expect((driver?["rules"] as? [[String: Any]])?[index]["id"] as? String == "other")
  }

  // MARK: Markdown

  @Test("Writes Markdown in which nothing from outside is markup")
  func markdown() {
    let text = FindingMarkdown.render(Self.report())
    #expect(text.contains(#"SSH is open on "web\|1" &lt;b&gt;"#))
    #expect(!text.contains("<b>"))
    // The fix holds a fence of its own, so the one around it is longer.
    #expect(text.contains("````sh\naws ec2 revoke"))
    #expect(text.contains("| 🟧 high |"))
    #expect(text.components(separatedBy: "<details>").count == text.components(separatedBy: "</details>").count)
  }

  // MARK: JUnit

  @Test("Writes JUnit XML that a parser reads: failures, skipped, passed")
  func junit() throws {
    var odd = Self.finding
    odd.message += " \u{1}"
    let xml = FindingJUnit.render(Self.report([odd, Self.suppressed]), failOn: .atLeast(.high))
    #expect(xml.contains(#"tests="3" failures="1" errors="0" skipped="1""#))
    #expect(xml.contains("&lt;b&gt; \u{FFFD}"))
    #expect(xml.contains(#"<skipped message="accepted"/>"#))
    let passed = FindingJUnit.render(Self.report([odd]), failOn: .atLeast(.critical))
    #expect(passed.contains(#"failures="0""#))
    for document in [xml, passed] { #expect(XMLElements.areBalanced(document)) }
  }
}

/// A look at XML without a library: every element that opens closes, in order.
private enum XMLElements {
  static func areBalanced(_ text: String) -> Bool {
    var open: [Substring] = []
    for part in text.split(separator: "<").dropFirst() {
      guard let end = part.firstIndex(of: ">") else { return false }
      let tag = part[..<end]
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    return open.isEmpty
  }
}
