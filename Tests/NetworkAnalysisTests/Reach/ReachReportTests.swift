import Findings
import Foundation
import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Reports of reachability")
struct ReachReportTests {
  private func town() -> Town {
    var town = Town()
    for group in ["sg-app", "sg-web"] as [SecurityGroup.ID] {
      town.network.securityGroups[group]?.rules.removeAll { $0.direction == .ingress }
    }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(.all), ruleID: "sgr-https")
    town.allow("sg-app", .ingress, tcp(8080), .securityGroup(GroupReference("sg-web")), ruleID: "sgr-app")
    town.allow("sg-db", .ingress, tcp(5432), .securityGroup(GroupReference("sg-app")), ruleID: "sgr-db")
    return town
  }

  @Test("tells who reaches a destination on a port, and the way from the internet inward")
  func destination() throws {
    let reporter = ReachReporter(town().network)
    let report = try reporter.report(to: "db", probe: .tcp(5432), family: .ipv4, isTransitive: true)
    #expect(report.entries.map(\.source.name) == ["app"])
    #expect(report.entries.first?.ingressRules.map(\.id) == ["sgr-db"])
    #expect(report.chains.map { $0.hops.map(\.to.name) } == [["web", "app", "db"]])
    let text = ReachText.render(report, TextOptions())
    #expect(text.contains("app → db"))
    #expect(text.contains("the internet → web  tcp/443"))
  }

  @Test("tells what the internet reaches alone")
  func internet() throws {
    let report = try ReachReporter(town().network).report(from: "internet")
    #expect(report.entries.map(\.destination.name) == ["web"])
    #expect(report.entries.first?.allowed.tcp == ["443"])
    #expect(report.entries.first?.gateways == ["igw-home"])
  }

  @Test("a block stands for its interfaces and its part of the internet")
  func block() throws {
    let report = try ReachReporter(town().network).report(from: "203.0.113.0/24", family: .ipv4)
    #expect(report.entries.map(\.source.blocks) == [["203.0.113.0/24"]])
    let inside = try ReachReporter(town().network).report(from: "10.0.2.0/24", to: "db", family: .ipv4)
    #expect(inside.entries.map(\.source.name) == ["app"])
  }

  @Test("whoever is unknown is said to be")
  func unknownName() {
    #expect(throws: EndpointError.self) { try ReachReporter(town().network).report(from: "nobody") }
  }

  @Test("is the same JSON each time, and can be read back")
  func json() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let report = try ReachReporter(town().network).report()
    let data = try encoder.encode(report)
    #expect(try encoder.encode(try ReachReporter(town().network).report()) == data)
    #expect(try JSONDecoder().decode(ReachReport.self, from: data) == report)
  }

  @Test("draws a graph whose names cannot break out of their quotes")
  func graph() throws {
    var town = town()
    town.network.networkInterfaces["eni-web"]?.tags["Name"] = "web\"];\nevil [label=\"x"
    let graph = ReachGraph.render(try ReachReporter(town.network).report(family: .ipv4))
    #expect(graph.hasPrefix("digraph reachability {\n"))
    #expect(graph.contains("label=\"web\\\"];\\nevil [label=\\\"x"))
    #expect(!graph.contains("\nevil"))
    #expect(graph.contains("-> "))
    #expect(graph.filter { $0 == "{" }.count == graph.filter { $0 == "}" }.count)
  }
}
