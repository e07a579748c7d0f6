import ConnectivityPolicy
import Findings
import Foundation
import IPAddressing
import PositionedYAML
import Testing
import VPCModel

@Suite("Reading a policy file")
struct PolicyReaderTests {
  private func read(_ text: String) throws(YAMLProblems) -> ConnectivityPolicy {
    try ConnectivityPolicy(parsing: text, file: "policy.yaml")
  }

  /// The problems of a text, as they are told.
  private func problems(_ text: String) -> [String] {
    do throws(YAMLProblems) {
      _ = try read(text)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  @Test("reads every kind of assertion, end and traffic")
  func readsAll() throws {
    let policy = try read(
      """
      version: 1
      assertions:
        - name: database only from the app
          description: PCI 1.2
          severity: critical
          expires: 2027-01-31
          only:
            from: [app-task, "tag:Tier=web-*"]
            to: group:database
            traffic: [5432, tcp/8000-8999, udp/53, icmp/3/4, ping, protocol/gre, https]
            family: both
        - deny: { from: internet, to: 10.0.0.0/16 }
        - allow: { from: subnet:private-a, to: 2001:db8::1, traffic: dns }
        - deny:
            from: anywhere
            to: aws_instance.database[0]
            traffic: all
      """
    )
    #expect(policy.assertions.count == 4)
    let first = policy.assertions[0]
    #expect(first.kind == .only && first.name == "database only from the app" && first.summary == "PCI 1.2")
    #expect(first.severity == .critical && first.expires == CalendarDay("2027-01-31") && first.families == .both)
    #expect(first.position == YAMLPosition(line: 3, column: 5))
    #expect(
      first.from.map(\.meaning) == [
        .named(nil, NamePattern("app-task")), .tag(key: "Tier", value: NamePattern("web-*")),
      ]
    )
    #expect(first.to.map(\.meaning) == [.named(.group, NamePattern("database"))])
    #expect(
      first.traffic.map(\.selectors) == [
        [.tcp(PortRange(5432))], [.tcp(PortRange(uncheckedLower: 8000, upper: 8999))], [.udp(PortRange(53))],
        [.icmp(ICMPPattern(type: 3, code: 4))],
        [.icmp(ICMPPattern(type: 8, code: 0)), .icmpv6(ICMPPattern(type: 128, code: 0))], [.other(.gre)],
        [.tcp(PortRange(443))],
      ]
    )
    let second = policy.assertions[1]
    #expect(second.from.map(\.meaning) == [.internet] && second.traffic.map(\.selectors) == [[.all]])
    #expect(second.name == "deny internet → 10.0.0.0/16 all" && second.severity == .high)
    #expect(policy.assertions[2].to.map(\.meaning) == [.block(IPPrefix(host: .v6(IPv6Address(0x2001_0DB8 << 96 | 1))))])
    #expect(policy.assertions[2].traffic[0].selectors == [.tcp(PortRange(53)), .udp(PortRange(53))])
    #expect(policy.assertions[3].to.map(\.meaning) == [.named(nil, NamePattern("aws_instance.database[0]"))])
  }

  /// Each with what is said of it, the file's name apart; Scripts/check-policy-schema.py holds the schema against them.
  struct Mistake: Decodable, CustomTestStringConvertible {
    var policy: String
    var problem: String
    var testDescription: String { problem }
  }

  static let mistakes: [Mistake] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Mistakes.json")
    return (try? JSONDecoder().decode([Mistake].self, from: Data(contentsOf: file))) ?? []
  }()

  @Test("has mistakes to refuse")
  func hasMistakes() { #expect(Self.mistakes.count >= 30) }

  @Test("says of each mistake where it is, what is wrong and what would be right", arguments: mistakes)
  func mistake(_ mistake: Mistake) {
    #expect(problems(mistake.policy) == ["policy.yaml:\(mistake.problem)"])
  }

  @Test("says that allow needs traffic")
  func allowNeedsTraffic() {
    #expect(
      problems("version: 1\nassertions:\n  - allow: {from: a, to: b}").first?
        .hasPrefix("policy.yaml:3:12: 'traffic' is missing: 'allow' says which") == true
    )
  }

  @Test("finds all mistakes of a file, in its order")
  func allMistakes() {
    let found = problems(
      """
      version: 1
      assertions:
        - deny: {from: 10.0.0.0/33, to: b, traffic: [htps, 22]}
          severity: worst
        - only: {to: b}
      """
    )
    #expect(
      found.map { $0.prefix(16) } == ["policy.yaml:3:18", "policy.yaml:3:48", "policy.yaml:4:15", "policy.yaml:5:11"]
    )
  }

  @Test("takes names that look like something else as they are written")
  func names() throws {
    let policy = try read(
      """
      version: 1
      assertions:
        - deny: {from: "web:8080", to: [no, "22:22", db.cafe, "*-prod", i-0123456789abcdef0]}
      """
    )
    #expect(
      policy.assertions[0].to.map(\.meaning)
        == ["no", "22:22", "db.cafe", "*-prod", "i-0123456789abcdef0"].map { .named(nil, NamePattern($0)) }
    )
  }
}

@Suite("Reading YAML that means harm")
struct HostileYAMLTests {
  @Test("refuses what nests without end, in time")
  func nesting() {
    for text in [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
      String(repeating: "- ", count: 100_000) + "x", String(repeating: "? ", count: 100_000) + "x",
      (0..<5000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ] {
      #expect(throws: YAMLProblem.self) { try YAMLDocument.read(text, file: "f") }
    }
  }

  @Test("refuses files that are too large, anchors and characters that no text has")
  func others() {
    let large = String(repeating: "a", count: YAMLDocument.sizeLimit + 1)
    for text in [large, "a: &x b", "a: \0", "a: [*x]", "- &x [1]\n- *x", "\u{1}"] {
      #expect(throws: YAMLProblem.self) { try YAMLDocument.read(text, file: "f") }
    }
    // In the middle of a text they are ordinary.
    #expect((try? YAMLDocument.read("a: office & lab * 2", file: "f")) != nil)
    #expect((try? YAMLDocument.read("a: 'x'\nb: \"*x\"", file: "f")) != nil)
  }
}
