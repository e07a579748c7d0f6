import ConnectivityPolicy
import Findings
import Foundation
import IPAddressing
import Testing
import VPCModel

@testable import NetworkAnalysis

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Verify")
struct VerifyTests {
  private func verify(
    _ assertions: String,
    in town: Town = Town(),
    today: String = "2026-01-01",
    _ options: VerifyOptions = VerifyOptions()
  ) throws -> VerifyReport {
    let policy = try ConnectivityPolicy(parsing: "version: 1\nassertions:\n" + assertions, file: "policy.yaml")
    return Verifier(town.network).verify(policy, today: try #require(CalendarDay(today)), options)
  }

  /// The home town with a database that only the app may reach.
  private var guarded: Town {
    var town = Town()
    town.allow("sg-db", .ingress, tcp(5432), .securityGroup(GroupReference("sg-app")), ruleID: "sgr-app")
    return town
  }

  @Test("passes what holds: allow, deny, only")
  func passes() throws {
    let report = try verify(
      """
        - allow: { from: app, to: db, traffic: postgresql }
        - deny: { from: [web, internet], to: db, traffic: all }
        - only: { from: app, to: db, traffic: postgresql }
        - allow: { from: internet, to: web, traffic: https }
      """,
      in: guarded
    )
    #expect(report.assertions.map(\.outcome) == [.passed, .passed, .passed, .passed], "\(report)")
    #expect(report.passes && report.counts.passed == 4)
  }

  @Test("shows the flow that breaks a denial, the rule that lets it, and decides it again")
  func brokenDenial() throws {
    let report = try verify("  - deny: { from: app, to: db, traffic: 5000-6000 }", in: guarded)
    let result = report.assertions[0]
    #expect(result.outcome == .failed && result.countsAsFailure && !report.passes)
    #expect(result.violations.map(\.family) == ["ipv4", "ipv6"])
    #expect(result.violations[0].sources == ["app (eni-app)"] && result.violations[0].destinations == ["db (eni-db)"])
    #expect(result.violations[0].traffic == "tcp/5432")
    let example = try #require(result.counterexamples.first)
    #expect(example.traffic == "tcp/5432" && example.verdict == .allowed)
    #expect(example.explanation.paths[0].steps.contains { $0.decidedBy?.id == "sgr-app" })
    #expect(example.checks.last?.verdict == "allowed" && example.checks.last?.rule == "sgr-app")
  }

  @Test("explains why what should pass does not, with the fix")
  func brokenPermission() throws {
    let result = try verify("  - allow: { from: web, to: db, traffic: [443, 5432] }", in: guarded).assertions[0]
    #expect(result.outcome == .failed)
    let example = try #require(result.counterexamples.first)
    #expect(example.verdict == .denied && example.checks.last?.verdict == "denied")
    #expect(example.explanation.paths[0].fixes.first?.command?.contains("authorize-security-group-ingress") == true)
  }

  @Test("finds in `only` who else may: interfaces, the internet, addresses of other networks")
  func only() throws {
    var town = guarded
    town.allow("sg-db", .ingress, tcp(5432), .ipv4(v4("10.0.1.0/24")))
    let vacant = try verify("  - only: { from: app, to: db, traffic: 5432 }", in: town).assertions[0]
    #expect(vacant.outcome == .failed)
    #expect(vacant.violations.contains { $0.sources == ["web (eni-web)"] })
    #expect(vacant.violations.contains { $0.sources.contains { $0.hasPrefix("10.0.1.") } }, "\(vacant.violations)")
    // Nobody can have the first four addresses of a subnet, nor its last.
    for address in vacant.violations.flatMap(\.sources).flatMap({ $0.split(separator: "-") }) {
      #expect(!["10.0.1.0", "10.0.1.3", "10.0.1.255", "10.0.1.0/24"].contains(address), "\(vacant.violations)")
    }
    // Who may as a block may as all that is in it.
    let allowed = try verify("  - only: { from: [app, 10.0.1.0/24], to: db, traffic: 5432 }", in: town).assertions[0]
    #expect(allowed.outcome == .passed, "\(allowed.violations)")
    let web = try verify("  - only: { from: 203.0.113.0/24, to: web, traffic: 443, family: ipv4 }").assertions[0]
    #expect(web.outcome == .failed)
    #expect(web.violations.contains { $0.sources.contains { $0.hasPrefix("1.0.0.0") } }, "\(web.violations)")
  }

  @Test("keeps unknown apart, and counts it as asked")
  func unknown() throws {
    var town = Town()
    town.allow("sg-db", .ingress, tcp(5432), .prefixList("pl-unknown"))
    let assertion = "  - deny: { from: app, to: db, traffic: 5432 }"
    let report = try verify(assertion, in: town)
    #expect(report.assertions[0].outcome == .unknown && !report.passes && report.counts.unknown == 1)
    #expect(report.assertions[0].counterexamples.first?.verdict == .unknown)
    #expect(try verify(assertion, in: town, VerifyOptions(unknownIs: .pass)).passes)
  }

  @Test("says of an end that stands for nobody what is near, and never passes")
  func nobody() throws {
    let report = try verify(
      """
        - deny: { from: web, to: dbb }
        - deny: { from: web, to: "tag:Name=databse" }
        - deny: { from: web, to: "tag:Nmae=db" }
        - deny: { from: web, to: "x-*" }
        - deny: { from: web, to: group:nothing }
        - deny: { from: 192.168.0.0/24, to: 192.168.1.0/24 }
      """,
      in: Town()
    )
    #expect(report.assertions.map(\.outcome) == Array(repeating: .error, count: 6))
    #expect(report.assertions[0].reasons[0].contains("policy.yaml:3:28: 'dbb'"))
    #expect(report.assertions[0].reasons[0].contains("did you mean"))
    #expect(report.assertions[1].reasons[0].contains("values of 'Name' are 'app', 'db', 'peer', 'web'"))
    #expect(report.assertions[2].reasons[0].contains("did you mean 'Name'?"))
    #expect(report.assertions[5].reasons[0].contains("nothing to judge"))
  }

  @Test("means all that a wildcard matches")
  func wildcards() throws {
    var town = guarded
    town.interface("app-2", "app", "10.0.2.11", "2600:1f18:0:102::11", groups: ["sg-web"])
    let report = try verify("  - allow: { from: \"app*\", to: db, traffic: 5432 }", in: town)
    #expect(report.assertions[0].outcome == .failed)
    #expect(report.assertions[0].violations.map(\.sources) == [["app-2 (eni-app-2)"]])
  }

  @Test("does not judge what has expired, and says so")
  func expired() throws {
    let assertion = "  - { allow: { from: app, to: db, traffic: 5432 }, expires: 2026-06-30 }"
    #expect(try verify(assertion, in: guarded, today: "2026-06-30").assertions[0].outcome == .passed)
    let late = try verify(assertion, in: guarded, today: "2026-07-01")
    #expect(late.assertions[0].outcome == .expired && !late.passes)
    #expect(try verify(assertion, in: guarded, today: "2026-07-01", VerifyOptions(expiredIs: .pass)).passes)
  }

  @Test("judges both families in denials, and the one asked for")
  func families() throws {
    var town = Town()
    town.allow("sg-db", .ingress, tcp(5432), .ipv6(v6("2600:1f18:0:102::/64")))
    let report = try verify(
      """
        - deny: { from: app, to: db, traffic: 5432 }
        - deny: { from: app, to: db, traffic: 5432, family: ipv4 }
        - allow: { from: app, to: db, traffic: 5432 }
        - allow: { from: app, to: db, traffic: 5432, family: ipv6 }
      """,
      in: town
    )
    #expect(report.assertions.map(\.outcome) == [.failed, .passed, .failed, .passed])
  }

  @Test("writes JUnit XML that an XML parser reads, with the numbers and the reasons")
  func junit() throws {
    let report = try verify(
      """
        - { name: "a <b> & \\"c\\"\\u0007", deny: { from: app, to: db, traffic: 5432 } }
        - { name: fine, allow: { from: app, to: db, traffic: 5432 } }
        - { name: nobody, deny: { from: app, to: dbb } }
        - { name: old, expires: 2020-01-01, deny: { from: app, to: db } }
      """,
      in: guarded,
      VerifyOptions(expiredIs: .pass)
    )
    let xml = VerifyJUnit.render(report)
    final class Elements: NSObject, XMLParserDelegate {
      var elements: [(name: String, attributes: [String: String])] = []
      func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
      ) { elements.append((name, attributes)) }
    }
    let elements = Elements()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = elements
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    let suite = try #require(elements.elements.first { $0.name == "testsuite" })
    #expect(suite.attributes["tests"] == "4" && suite.attributes["failures"] == "1")
    #expect(suite.attributes["errors"] == "1" && suite.attributes["skipped"] == "1")
    #expect(
      elements.elements.filter { $0.name == "testcase" }.map { $0.attributes["name"] ?? "" }
        == ["a <b> & \"c\"\u{FFFD}", "fine", "nobody", "old"]
    )
    #expect(
      elements.elements.map(\.name).suffix(7) == [
        "testcase", "failure", "testcase", "testcase", "error", "testcase", "skipped",
      ]
    )
  }

  @Test("tells people what failed, why, and the sums")
  func text() throws {
    let report = try verify(
      """
        - { name: fine, allow: { from: app, to: db, traffic: 5432 } }
        - { name: closed, severity: critical, deny: { from: app, to: db, traffic: 5432 } }
      """,
      in: guarded
    )
    let text = VerifyText.render(report, TextOptions(width: 100))
    #expect(text.contains("✓ fine\n"))
    #expect(text.contains("✗ closed  failed  critical  policy.yaml:4"))
    #expect(text.contains("app (eni-app) reach db (eni-db)  tcp/5432"))
    #expect(text.contains("ALLOWED  app → db  tcp/5432"))
    #expect(text.contains("decided again: eni-db ingress 10.0.2.10 tcp/5432: allowed by sgr-app"))
    #expect(text.hasSuffix("FAILED  2 assertions: 1 passed, 1 failed.\n"))
  }

  @Test("writes a report that reads back the same")
  func report() throws {
    let report = try verify("  - deny: { from: app, to: db, traffic: 5432 }", in: guarded)
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(VerifyReport.self, from: data) == report)
  }
}

extension VerifyTests {
  @Test("takes further names for ends, such as Terraform's addresses, also of groups, subnets and VPCs")
  func aliases() throws {
    let aliases = [
      EndpointAlias("aws_ecs_service.app", kind: "aws_ecs_service", targets: ["eni-app"]),
      EndpointAlias("aws_security_group.db", kind: "aws_security_group", targets: ["sg-db"]),
      EndpointAlias("aws_vpc.main", kind: "aws_vpc", targets: [Town.home.text]),
      EndpointAlias("aws_iam_role.app", kind: "aws_iam_role", targets: ["app-role"]),
    ]
    func outcomes(_ assertions: String) throws -> [AssertionResult] {
      let policy = try ConnectivityPolicy(parsing: "version: 1\nassertions:\n" + assertions, file: "policy.yaml")
      return Verifier(guarded.network, aliases: aliases).verify(policy, today: try #require(CalendarDay("2026-01-01")))
        .assertions
    }
    let found = try outcomes(
      """
        - only: { from: aws_ecs_service.app, to: aws_security_group.db, traffic: postgresql }
        - only: { from: "aws_ecs_*", to: "group:aws_security_group.db", traffic: postgresql }
        - deny: { from: internet, to: "vpc:aws_vpc.main", traffic: postgresql }
        - deny: { from: internet, to: aws_vpc.main, traffic: https }
      """
    )
    #expect(found.map(\.outcome) == [.passed, .passed, .failed, .failed], "\(found)")
    let wrong = try outcomes(
      """
        - deny: { from: aws_iam_role.app, to: db, traffic: postgresql }
        - deny: { from: "subnet:aws_ecs_service.app", to: db, traffic: postgresql }
        - deny: { from: aws_ecs_service.ap, to: db, traffic: postgresql }
      """
    )
    #expect(wrong.map(\.outcome) == [.error, .error, .error])
    #expect(wrong[0].reasons[0].contains("without a network interface"), "\(wrong[0].reasons)")
    #expect(wrong[2].reasons[0].contains("did you mean 'aws_ecs_service.app'"), "\(wrong[2].reasons)")
  }
}
