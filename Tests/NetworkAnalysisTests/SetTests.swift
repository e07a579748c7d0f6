import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Sets of hosts and addresses")
struct SetTests {
  @Test("A block is cut into the addresses that fare alike")
  func blockClasses() throws {
    var town = Town()
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(v4("203.0.113.0/25")))
    let explanation = try town.ask("203.0.113.0/24", "web", "443")
    #expect(explanation.verdict == .denied)
    #expect(explanation.addressClasses.map(\.verdict) == [.allowed, .denied])
    #expect(explanation.addressClasses.map(\.blocks) == [["203.0.113.0/25"], ["203.0.113.128/25"]])
    #expect(try town.ask("203.0.113.0/25", "web", "443").verdict == .allowed)
  }

  @Test("The internet is all of it but private blocks, and one rule's block is told apart")
  func internet() throws {
    var town = Town()
    #expect(try town.ask("internet", "web", "443").verdict == .allowed)
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(v4("192.0.0.0/8")))
    let explanation = try town.ask("internet", "web", "443")
    let allowed = try #require(explanation.addressClasses.first { $0.verdict == .allowed })
    #expect(!allowed.blocks.contains { prefix($0).overlaps(prefix("192.168.0.0/16")) })
    #expect(allowed.blocks.contains { prefix($0).contains(prefix("192.1.0.0/16")) })
  }

  @Test("The classes are exact: every address fares as its class says", arguments: 0..<200)
  func classesAreExact(sample: UInt32) throws {
    var town = Town()
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    for block in ["203.0.0.0/17", "203.0.113.7/32", "198.51.0.0/16", "10.0.2.0/25"] {
      town.allow("sg-web", .ingress, tcp(443), .ipv4(v4(block)))
    }
    town.entries(
      "acl-public",
      for: ["subnet-public"],
      Town.openEntries + [
        .init(number: 10, direction: .ingress, action: .deny, traffic: .all, cidr: prefix("203.0.64.0/18"))
      ]
    )
    let whole = try town.ask("203.0.0.0/16", "web", "443")
    // A step that is odd visits all of the low bits.
    let address = IPv4Address(0xCB00_0000 | (sample &* 327 & 0xFFFF))
    let single = try town.ask("\(address)", "web", "443").verdict
    let classes = whole.addressClasses.filter { $0.blocks.contains { prefix($0).contains(.v4(address)) } }
    #expect(classes.map(\.verdict) == [single], "\(address)")
  }

  @Test("A group is denied when one member is, with counts and the distinct outcomes, denials first")
  func group() throws {
    var town = Town()
    town.openDatabase()
    town.interface("app2", "public", "10.0.1.30", "2600:1f18:0:101::30", groups: ["sg-app"])
    #expect(try town.ask("sg-app", "db").verdict == .allowed)
    town.network.securityGroups["sg-db"]?.rules = []
    town.allow("sg-db", .ingress, tcp(5432), .ipv4(v4("10.0.2.0/24")))
    let explanation = try town.ask("sg-app", "db")
    #expect(explanation.verdict == .denied)
    #expect(explanation.counts?.allowed == 1)
    #expect(explanation.counts?.denied == 1)
    #expect(explanation.paths.map(\.verdict) == [.denied, .allowed])
  }

  @Test("Members without an address of the family are left out, and said to be")
  func familyOfMembers() throws {
    var town = Town()
    town.openDatabase()
    town.interface("app2", "app", "", "2600:1f18:0:102::30", groups: ["sg-app"])
    let explanation = try town.ask("sg-app", "db")
    #expect(explanation.counts?.pairs == 1)
    #expect(explanation.notes.contains { $0.contains("left out") })
  }

  @Test("A fix for a block lets all of the block in")
  func fixForBlock() throws {
    var town = Town()
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    let explanation = try town.ask("203.0.113.0/24", "web", "443")
    #expect(explanation.paths.first?.fixes.first?.command?.contains("CidrIp=203.0.113.0/24") == true)
  }
}

@Suite("Nearest misses")
struct NearestMissTests {
  @Test("Fewest and nearest first: address, then port, then more than one")
  func order() throws {
    var town = Town()
    func add(_ id: SecurityGroupRule.ID, _ traffic: TrafficSelector, _ peer: SecurityGroupRule.Peer) {
      town.allow("sg-db", .ingress, traffic, peer, ruleID: id)
    }
    add("sgr-both", tcp(22), .ipv4(v4("192.168.0.0/16")))
    add("sgr-port", tcp(5433), .ipv4(v4("10.0.0.0/8")))
    add("sgr-far", tcp(5432), .ipv4(v4("192.168.0.0/16")))
    add("sgr-near", tcp(5432), .ipv4(v4("10.0.1.0/24")))
    add("sgr-protocol", .udp(PortRange(5432)), .ipv4(v4("10.0.0.0/8")))
    add("sgr-family", tcp(5432), .ipv6(.all))
    add("sgr-group", tcp(5432), .securityGroup(GroupReference("sg-web")))
    let misses = try #require(try town.ask("app", "db").paths.first?.steps.first { !$0.nearestMisses.isEmpty })
    #expect(
      misses.nearestMisses.map(\.id) == [
        "sgr-group", "sgr-near", "sgr-far", "sgr-port", "sgr-family", "sgr-protocol", "sgr-both",
      ]
    )
    let words = Dictionary(misses.nearestMisses.map { ($0.id ?? "", $0.missedBy) }, uniquingKeysWith: { one, _ in one })
    #expect(words["sgr-near"] == ["10.0.2.10 is outside 10.0.1.0/24"])
    #expect(words["sgr-port"] == ["port 5432 is not 5433"])
    #expect(words["sgr-group"] == ["app (eni-app) is no member of web; it carries app"])
    #expect(words["sgr-both"]?.count == 2)
  }

  @Test("A prefix list tells its nearest block")
  func prefixList() throws {
    var town = Town()
    town.network.prefixLists = [
      PrefixList(id: "pl-1", name: "offices", entries: [.init(prefix("192.0.2.0/24")), .init(prefix("10.0.4.0/24"))])
    ]
    town.allow("sg-db", .ingress, tcp(5432), .prefixList("pl-1"))
    let misses = try town.ask("app", "db").paths.first?.steps.flatMap(\.nearestMisses)
    #expect(misses?.first?.missedBy == ["10.0.2.10 is not in offices (pl-1); its nearest block is 10.0.4.0/24"])
  }

  @Test("An allow entry behind the denying one is shadowed")
  func shadowed() throws {
    var town = Town()
    town.openDatabase()
    town.entries(
      "acl-db",
      for: ["subnet-db"],
      Town.openEntries + [
        .init(number: 90, direction: .ingress, action: .deny, traffic: tcp(5000, 6000), cidr: .all(.ipv4))
      ]
    )
    let misses = try town.ask("app", "db").paths.first?.steps.flatMap(\.nearestMisses)
    #expect(misses?.first?.id == "100")
    #expect(misses?.first?.missedBy.first?.contains("entry 90") == true)
  }
}
