import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("The path, station by station")
struct PathTests {
  @Test("Within a VPC every station allows, in the order in which the packet meets them")
  func localPath() throws {
    var town = Town()
    town.openDatabase()
    let explanation = try town.ask("app", "db")
    // app and db share the private route table and the default ACL, but not the subnet.
    #expect(explanation.verdict == .allowed)
    let stations = explanation.paths.first?.steps.map {
      "\($0.leg.rawValue) \($0.station.rawValue) \($0.direction ?? "-")"
    }
    #expect(
      stations == [
        "forward sourceDestinationCheck -", "forward securityGroups egress", "forward networkACL egress",
        "forward routeTable -", "forward networkACL ingress", "forward securityGroups ingress", "reply routeTable -",
        "reply networkACL egress", "reply networkACL ingress",
      ]
    )
  }

  @Test("A denying group of the destination is the only blocker, under its code")
  func groupDenies() throws {
    let explanation = try Town().ask("app", "db")
    #expect(explanation.verdict == .denied)
    #expect(explanation.blockerCodes == [.groupHasNoRules])
  }

  @Test("Egress groups are judged with the destination's address")
  func egressDenies() throws {
    var town = Town()
    town.openDatabase()
    town.network.securityGroups["sg-app"]?.rules = []
    town.allow("sg-app", .egress, tcp(443), .ipv4(.all))
    let explanation = try town.ask("app", "db")
    #expect(explanation.blockerCodes == [.interfaceGroupRulesMismatch])
    #expect(explanation.paths.first?.steps[explanation.paths[0].blockers[0]].direction == "egress")
  }

  @Test("All blockers show at once, each with its code")
  func everyBlocker() throws {
    var town = Town()
    town.network.securityGroups["sg-app"]?.rules = []
    town.entries("acl-app", for: ["subnet-app"], [])
    town.entries("acl-db", for: ["subnet-db"], [])
    let explanation = try town.ask("app", "db")
    #expect(
      explanation.blockerCodes == [
        .groupHasNoRules, .subnetACL, .subnetACL, .groupHasNoRules, .subnetACL, .subnetACL,
      ]
    )
    #expect(explanation.paths.first?.fixes.count == 6)
  }

  @Test("Inside one subnet groups filter and network ACLs do not")
  func sameSubnet() throws {
    var town = Town()
    town.interface("cache", "app", "10.0.2.20", "2600:1f18:0:102::20", groups: ["sg-app"])
    town.entries("acl-app", for: ["subnet-app"], [])
    #expect(try town.ask("app", "cache").verdict == .allowed)
    town.network.securityGroups["sg-app"]?.rules.removeAll { $0.direction == .ingress }
    #expect(try town.ask("app", "cache").verdict == .denied)
  }

  @Test("An interface reaches itself whatever its groups say")
  func loopback() throws {
    var town = Town()
    town.network.securityGroups["sg-app"]?.rules = []
    #expect(try town.ask("app", "app").verdict == .allowed)
  }

  @Test("Platform services are reached past groups, ACLs and routes")
  func platformServices() throws {
    var town = Town()
    town.network.securityGroups["sg-app"]?.rules = []
    town.entries("acl-app", for: ["subnet-app"], [])
    #expect(try town.ask("app", "10.0.0.2", "udp/53").verdict == .allowed)
    #expect(try town.ask("app", "169.254.169.254", "80").verdict == .allowed)
    #expect(try town.ask("app", "8.8.8.8", "udp/53").verdict == .denied)
  }

  // MARK: The way back

  @Test("A stateless ACL that stops the answer is said with the client ports it stops")
  func replyPorts() throws {
    var town = Town()
    town.openDatabase()
    town.entries(
      "acl-app",
      for: ["subnet-app"],
      [
        .init(number: 100, direction: .egress, action: .allow, traffic: .all, cidr: .all(.ipv4)),
        .init(number: 100, direction: .ingress, action: .allow, traffic: tcp(32768, 65535), cidr: .all(.ipv4)),
      ]
    )
    let explanation = try town.ask("app", "db")
    #expect(explanation.verdict == .denied)
    #expect(explanation.reasons.contains { $0.contains("TCP response") && $0.contains("client ports 1024-32767") })
    #expect(try town.ask("app", "db", sourcePort: 40000).verdict == .allowed)
    #expect(try town.ask("app", "db", sourcePort: 2000).verdict == .denied)
  }

  @Test("A denial inside the client's range splits it")
  func replyPortsWithHole() throws {
    var town = Town()
    town.openDatabase()
    town.entries(
      "acl-app",
      for: ["subnet-app"],
      [
        .init(number: 100, direction: .egress, action: .allow, traffic: .all, cidr: .all(.ipv4)),
        .init(number: 90, direction: .ingress, action: .deny, traffic: tcp(3389, 3390), cidr: .all(.ipv4)),
        .init(number: 100, direction: .ingress, action: .allow, traffic: .all, cidr: .all(.ipv4)),
      ]
    )
    let explanation = try town.ask("app", "db")
    #expect(explanation.reasons.contains { $0.contains("client ports 3389-3390") && $0.contains("Linux") })
  }

  @Test("ICMP errors expect no answer, echo requests do")
  func icmpReplies() throws {
    var town = Town()
    town.openDatabase()
    town.entries(
      "acl-app",
      for: ["subnet-app"],
      [.init(number: 100, direction: .egress, action: .allow, traffic: .all, cidr: .all(.ipv4))]
    )
    #expect(try town.ask("app", "db", "icmp/3/4").verdict == .allowed)
    #expect(try town.ask("app", "db", "icmp").verdict == .denied)
  }

  @Test("The route back is judged too")
  func returnRoute() throws {
    var town = Town()
    town.table("rtb-away", Town.away, ["subnet-peer"], [])
    let explanation = try town.ask("app", "peer")
    #expect(explanation.blockerCodes == [.noRoute])
    #expect(explanation.paths.first?.fixes.first?.command?.contains("create-route") == true)
  }

  // MARK: Both families

  @Test("IPv6 is judged by IPv6 rules alone")
  func families() throws {
    var town = Town()
    town.allow("sg-db", .ingress, tcp(5432), .ipv6(.all))
    #expect(try town.ask("app", "db", family: .ipv6).verdict == .allowed)
    let explanation = try town.ask("app", "db", family: .ipv4)
    #expect(explanation.verdict == .denied)
    #expect(explanation.paths.first?.steps.flatMap(\.nearestMisses).first?.missedBy.first?.contains("IPv6") == true)
  }

  @Test("The protocol decides the family where it belongs to one")
  func icmpv6() throws {
    var town = Town()
    town.openDatabase()
    #expect(try town.ask("app", "db", "icmpv6").question.family == "ipv6")
    #expect(throws: EndpointError.self) { try town.ask("app", "db", "icmpv6", family: .ipv4) }
  }

  // MARK: What is not known

  @Test("A missing ACL or route table is unknown, names its command, and yields to a denial")
  func unknowns() throws {
    var town = Town()
    town.openDatabase()
    town.network.networkACLs = []
    town.network.incompleteKinds = [.networkACL]
    let explanation = try town.ask("app", "db")
    #expect(explanation.verdict == .unknown)
    #expect(explanation.paths.first?.unknowns.first?.suppliedBy == "aws ec2 describe-network-acls")
    town.network.securityGroups["sg-db"]?.rules = []
    #expect(try town.ask("app", "db").verdict == .denied)
  }

  @Test("A default ACL counts only where no other one can be associated")
  func defaultOfIncompleteSnapshot() throws {
    var town = Town()
    town.openDatabase()
    town.network.incompleteKinds = [.networkACL]
    #expect(try town.ask("app", "db").verdict == .unknown)
  }

  @Test("A prefix list without entries is named")
  func unknownPrefixList() throws {
    var town = Town()
    town.allow("sg-db", .ingress, tcp(5432), .prefixList("pl-1"))
    let explanation = try town.ask("app", "db")
    #expect(explanation.verdict == .unknown)
    #expect(explanation.paths.first?.unknowns.first?.id == "pl-1")
  }

  @Test("An address that nobody has is judged without groups of its own, and the answer says so")
  func vacantAddress() throws {
    var town = Town()
    town.openDatabase()
    let explanation = try town.ask("10.0.2.77", "db")
    #expect(explanation.verdict == .allowed)
    #expect(explanation.paths.first?.assumptions.isEmpty == false)
    town.network.incompleteKinds = [.networkInterface]
    #expect(try town.ask("10.0.2.77", "db").verdict == .unknown)
  }
}
