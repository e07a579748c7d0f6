import ConnectivityPolicy
import Findings
import IPAddressing
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Interfaces of unknown address")
struct UnknownAddressTests {
  private static let reason = "aws_instance.store.subnet_id is data.aws_subnets.all.ids[0], which is not described here"

  /// The town with `store`, of whose subnet nothing is known: PostgreSQL is open to the internet, 9000 to `web`.
  private var town: Town {
    var town = Town()
    town.network.securityGroups.insert(
      SecurityGroup(id: "sg-store", name: "store", summary: "", vpcID: Town.home, ownerID: "1")
    )
    town.allow("sg-store", .ingress, tcp(5432), .ipv4(.all))
    town.allow("sg-store", .ingress, tcp(9000), .securityGroup(GroupReference("sg-web")))
    town.network.networkInterfaces.insert(
      NetworkInterface(
        id: "eni-store",
        vpcID: Town.home,
        subnetID: "data.aws_subnets.all.ids[0]",
        groupIDs: ["sg-store"],
        tags: ["Name": "store"],
        unknownAddressReason: Self.reason
      )
    )
    town.network.incompleteKinds = [.subnet]
    return town
  }

  private func verify(_ assertion: String) throws -> AssertionResult {
    let policy = try ConnectivityPolicy(parsing: "version: 1\nassertions:\n  - \(assertion)\n", file: "policy.yaml")
    let report = Verifier(town.network).verify(policy, today: try #require(CalendarDay("2026-01-01")))
    return try #require(report.assertions.first)
  }

  // MARK: Reach

  @Test("reach does not say that nothing passes")
  func reach() throws {
    let report = try ReachReporter(town.network).report(from: "internet", to: "store", probe: .tcp(5432))
    #expect(report.entries.isEmpty)
    #expect(report.notJudged.map(\.interface.id) == ["eni-store"])
    #expect(report.notJudged.first?.traffic == "tcp/5432")
    #expect(report.notJudged.first?.reason == Self.reason)
    let text = ReachText.render(report, TextOptions(width: 200))
    #expect(!text.contains("Nothing passes"))
    #expect(text.contains("store  tcp/5432: \(Self.reason)."))
  }

  @Test("reach lists them where nobody in particular is asked about")
  func reachOfEverything() throws {
    let all = try ReachReporter(town.network).report()
    #expect(all.notJudged.map(\.interface.id) == ["eni-store"])
    let fromInternet = try ReachReporter(town.network).report(from: "internet")
    #expect(fromInternet.notJudged.first?.traffic == "tcp/5432")
    #expect(!fromInternet.entries.isEmpty)
  }

  @Test("reach leaves out what their groups rule out, whatever the addresses are")
  func reachRuledOut() throws {
    let other = try ReachReporter(town.network).report(from: "internet", to: "store", probe: .tcp(22))
    #expect(other.notJudged.isEmpty && other.entries.isEmpty)
    #expect(ReachText.render(other, TextOptions()).contains("Nothing passes."))
    // Nothing lets it out.
    #expect(try ReachReporter(town.network).report(from: "store").notJudged.isEmpty)
    #expect(try ReachReporter(town.network).report(from: "app", to: "store", probe: .tcp(9000)).notJudged.isEmpty)
    #expect(try ReachReporter(town.network).report(from: "web", to: "store", probe: .tcp(9000)).notJudged.count == 1)
  }

  // MARK: Verify

  @Test(
    "no assertion passes that they could break",
    arguments: [
      "deny: { from: internet, to: \"sto*\" }",
      "deny: { from: internet, to: store, traffic: postgresql }",
      "deny: { from: web, to: [app, store], traffic: 9000, family: ipv6 }",
      "deny: { from: 203.0.113.0/24, to: store, traffic: postgresql }",
      "only: { from: app, to: store, traffic: postgresql }",
      "only: { from: app, to: \"group:store\", traffic: 9000 }",
      "deny: { from: anywhere, to: store, traffic: postgresql }",
      "allow: { from: web, to: store, traffic: 9000 }",
    ]
  )
  func verifyUnknown(_ assertion: String) throws {
    let result = try verify(assertion)
    let wanted: [AssertionResult.Outcome] = assertion.contains("app, store") ? [.failed, .unknown] : [.unknown]
    #expect(wanted.contains(result.outcome), "\(result)")
    #expect(result.countsAsFailure)
    #expect(result.reasons.contains { $0.hasPrefix("store (eni-store): \(Self.reason)") }, "\(result.reasons)")
  }

  @Test(
    "what their groups rule out is denied",
    arguments: [
      "deny: { from: internet, to: store, traffic: ssh }", "deny: { from: app, to: store, traffic: 9000 }",
      "only: { from: web, to: store, traffic: 9000 }", "deny: { from: store, to: db, traffic: all }",
    ]
  )
  func verifyRuledOut(_ assertion: String) throws {
    let result = try verify(assertion)
    #expect(result.outcome == .passed, "\(result)")
  }

  // MARK: Explain

  @Test("explain says that it is not known, and why")
  func explain() throws {
    let answer = try Explainer(town.network).explain(source: "internet", destination: "store", probe: .tcp(5432))
    #expect(answer.verdict == .unknown)
    #expect(answer.notes.contains { $0.contains(Self.reason) })
    #expect(ExplanationText.render(answer, TextOptions(width: 200)).contains("UNKNOWN"))
    let denied = try Explainer(town.network).explain(source: "internet", destination: "store", probe: .tcp(22))
    #expect(denied.verdict == .denied && denied.notes.contains { $0.contains("rule tcp/22 out") }, "\(denied.notes)")
  }

  @Test("explain judges the others of a set, and is not certain of all")
  func explainSet() throws {
    var town = town
    town.network.networkInterfaces["eni-web"]?.groupIDs.append("sg-store")
    let answer = try Explainer(town.network).explain(source: "internet", destination: "sg-store", probe: .tcp(5432))
    #expect(answer.verdict == .unknown)
    #expect(answer.paths.map(\.verdict) == [.allowed])
  }

  // MARK: Audit

  @Test("audit says that whether the internet reaches them is not known")
  func audit() throws {
    let audit = Audit(town.network)
    let findings = audit.findings(["postgresql-open-to-internet"])
    let finding = try #require(findings.first)
    #expect(finding.severity == .high)
    #expect(finding.message.contains("is not known"), "\(finding.message)")
    #expect(finding.details.contains { $0.contains(Self.reason) })
    #expect(audit.unread(naming: true).contains { $0.contains(Self.reason) })
    #expect(audit.unread(naming: true).contains { $0.contains("data.aws_subnets.all.ids[0] is not described here") })
    #expect(!audit.unread(naming: true).contains { $0.contains("aws ec2") })
    #expect(audit.unread().contains { $0.contains("aws ec2 describe-subnets") })
  }
}
