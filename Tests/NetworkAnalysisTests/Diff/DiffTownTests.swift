import Findings
import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Differences of a small network")
struct DiffTownTests {
  @Test("tells what the internet gains first, with the rule that gives it")
  func gained() throws {
    let before = Town()
    var after = before
    after.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    var closed = after
    after.allow("sg-web", .ingress, tcp(22), .ipv4(.all), ruleID: "sgr-ssh")
    closed.allow("sg-db", .ingress, tcp(5432), .securityGroup(GroupReference("sg-app")), ruleID: "sgr-db")
    let diff = ReachDiff.between(closed.network, after.network)
    let first = try #require(diff.gained.first)
    #expect(first.source.name == "the internet")
    #expect(first.destination.name == "web")
    #expect(first.traffic.words == "tcp/22")
    #expect([first.before, first.after] == [.denied, .allowed])
    #expect(first.rules == ["sgr-ssh"])
    #expect(diff.gainsInternetExposure)
    #expect(diff.lost.allSatisfy { $0.source.name == "app" && $0.destination.name == "db" })
    #expect(diff.lost.map(\.family) == ["ipv4", "ipv6"])
    #expect(diff.rules.map(\.changesNothing) == [false, false])
    let markdown = DiffMarkdown.render(diff)
    #expect(markdown.contains("| **the internet** | web | tcp/22 | denied | allowed | `sgr-ssh` |"))
    #expect(DiffText.render(diff, TextOptions()).contains("the internet → web  tcp/22  denied → allowed"))
  }

  @Test("names rules whose change changes nothing")
  func idle() {
    let before = Town()
    var after = before
    after.allow("sg-web", .ingress, tcp(443), .ipv4(v4("10.0.0.0/8")), ruleID: "sgr-idle")
    let diff = ReachDiff.between(before.network, after.network)
    #expect(diff.isEmpty)
    #expect(diff.rules.map(\.rule.id) == ["sgr-idle"])
    #expect(diff.rules.map(\.changesNothing) == [true])
    #expect(DiffMarkdown.render(diff).contains("Nobody reaches more or less than before."))
  }

  @Test("matches interfaces and groups by name where identifiers differ")
  func names() {
    let before = Town()
    var after = before
    for interface in before.network.networkInterfaces.sorted {
      after.network.networkInterfaces[interface.id] = nil
      var copy = interface
      copy.id = NetworkInterface.ID("aws_instance.\(interface.id)")
      after.network.networkInterfaces.insert(copy)
    }
    #expect(ReachDiff.between(before.network, after.network).isEmpty)
    after.allow("sg-db", .ingress, tcp(5432), .ipv4(v4("10.0.2.0/24")))
    let diff = ReachDiff.between(before.network, after.network)
    #expect(diff.gained.map { "\($0.source.name) \($0.destination.name) \($0.traffic.words)" } == ["app db tcp/5432"])
    #expect(diff.lost.isEmpty)
    #expect(diff.interfacesAdded.isEmpty)
  }

  @Test("nothing differs from itself")
  func same() {
    let town = Town()
    let diff = ReachDiff.between(town.network, town.network)
    #expect(diff.isEmpty)
    #expect(diff.rules.isEmpty)
  }
}
