import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Reachability of a small network")
struct ReachTownTests {
  @Test("tells what the internet reaches, through which rule and gateway")
  func exposure() throws {
    var town = Town()
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(.all), ruleID: "sgr-https")
    town.allow("sg-web", .ingress, tcp(22), .ipv4(v4("203.0.113.0/24")), ruleID: "sgr-ssh")
    let reach = Reachability(town.network)
    let exposed = reach.withInternet(.ingress).filter { $0.family == .ipv4 }
    #expect(exposed.flatMap(\.hosts.interfaceIDs).allSatisfy { $0 == "eni-web" })
    let office = try #require(exposed.first { $0.addresses.contains(prefix("203.0.113.0/24")) })
    #expect(office.verdict.allowed.words(.ipv4) == "tcp/22,443")
    #expect(office.addresses == IPAddressSet(prefix("203.0.113.0/24")))
    let rest = try #require(exposed.first { $0.addresses.contains(prefix("8.0.0.0/8")) })
    #expect(rest.verdict.allowed.words(.ipv4) == "tcp/443")
    #expect(!rest.addresses.overlaps(prefix("203.0.113.0/24")))
    #expect(reach.provenance(of: rest).ingress.map(\.id) == ["sgr-https"])
    #expect(reach.provenance(of: office).ingress.map(\.id) == ["sgr-https", "sgr-ssh"])
    #expect(reach.provenance(of: office).gateways == ["igw-home"])
  }

  @Test("tells who reaches an interface on a port, through which rules on each side")
  func sources() throws {
    var town = Town()
    town.allow("sg-db", .ingress, tcp(5432), .securityGroup(GroupReference("sg-app")), ruleID: "sgr-from-app")
    town.allow("sg-db", .ingress, tcp(22), .ipv4(v4("10.0.0.0/8")), ruleID: "sgr-ssh")
    let reach = Reachability(town.network)
    let found = reach.between(nil, ["eni-db"], traffic: .tcp(PortRange(5432)))
    #expect(found.map(\.family) == [.ipv4, .ipv6])
    let first = try #require(found.first)
    #expect(first.sources.interfaceIDs == ["eni-app"])
    #expect(first.sources.addresses == IPAddressSet(prefix("10.0.2.10/32")))
    let provenance = reach.provenance(of: first)
    #expect(provenance.ingress.map(\.id) == ["sgr-from-app"])
    #expect(provenance.egress.map(\.groupID) == ["sg-app"])
    let ssh = reach.between(nil, ["eni-db"], traffic: .tcp(PortRange(22)))
    #expect(Set(ssh.flatMap(\.sources.interfaceIDs)) == ["eni-app", "eni-peer", "eni-web"])
  }

  @Test("what leaves a VPC passes the gateways of its routes")
  func outward() throws {
    let reach = Reachability(Town().network)
    let app = try #require(reach.withInternet(.egress, interfaces: ["eni-app"]).first)
    #expect(app.family == .ipv4)
    #expect(app.verdict.allowed.hasAllOtherProtocols == false)
    #expect(app.verdict.allowed.tcp == .all)
    #expect(reach.provenance(of: app).gateways == ["igw-home", "nat-home"])
    let peer = reach.between(["eni-app"], ["eni-peer"])
    #expect(peer.map { reach.provenance(of: $0).gateways } == [["pcx-1"]])
  }

  @Test("goes on from machine to machine, by the fewest steps")
  func closure() throws {
    var town = Town()
    for group in ["sg-app", "sg-web"] as [SecurityGroup.ID] {
      town.network.securityGroups[group]?.rules.removeAll { $0.direction == .ingress }
    }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(.all))
    town.allow("sg-app", .ingress, tcp(8080), .securityGroup(GroupReference("sg-web")))
    town.allow("sg-db", .ingress, tcp(5432), .securityGroup(GroupReference("sg-app")))
    let closure = Reachability(town.network).closure(from: .internet)
    #expect(closure.levels == [[], ["eni-web"], ["eni-app"], ["eni-db", "eni-peer"]])
    let path = try #require(closure.path(to: "eni-db"))
    #expect(path.map(\.to) == ["eni-web", "eni-app", "eni-db"])
    #expect(path.map { $0.verdict.allowed.words($0.family) } == ["tcp/443", "tcp/8080", "tcp/5432"])
    #expect(closure.distance(to: "eni-db") == 3)
    let near = Reachability(town.network).closure(from: .internet, limit: 1)
    #expect(near.path(to: "eni-db") == nil)
  }

  @Test("a NAT gateway's own interface is no way in")
  func natGateway() {
    var town = Town()
    town.interface("nat", "public", "10.0.1.200", "", publicAddress: "198.51.100.200", groups: [])
    town.network.networkInterfaces["eni-nat"]?.interfaceType = "nat_gateway"
    town.network.securityGroups["sg-web"]?.rules.removeAll { $0.direction == .ingress }
    town.allow("sg-db", .ingress, tcp(5432), .ipv4(v4("10.0.1.0/24")))
    let reach = Reachability(town.network)
    #expect(!reach.withInternet(.ingress).flatMap(\.hosts.interfaceIDs).contains("eni-nat"))
    #expect(reach.closure(from: .internet).distance(to: "eni-db") == nil)
  }

  @Test("who is on one interface of an instance goes on from all of them")
  func machines() throws {
    var town = Town()
    for group in ["sg-app", "sg-web", "sg-peer"] as [SecurityGroup.ID] {
      town.network.securityGroups[group]?.rules.removeAll { $0.direction == .ingress }
    }
    town.allow("sg-web", .ingress, tcp(443), .ipv4(.all))
    town.interface("web2", "app", "10.0.2.99", "2600:1f18:0:102::99", groups: ["sg-app"])
    town.allow("sg-db", .ingress, tcp(5432), .ipv4(v4("10.0.2.99/32")))
    #expect(Reachability(town.network).closure(from: .internet).distance(to: "eni-db") == nil)
    for id in ["eni-web", "eni-web2"] as [NetworkInterface.ID] {
      town.network.networkInterfaces[id]?.attachment = .init(instanceID: "i-1")
    }
    let closure = Reachability(town.network).closure(from: .internet)
    #expect(closure.path(to: "eni-db")?.map(\.to) == ["eni-web", "eni-db"])
    #expect(closure.path(to: "eni-db")?.last?.from == "eni-web2")
  }
}
