import Findings
import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Audit: network ACLs and routes")
struct NetworkACLCheckTests {
  private func entry(
    _ number: Int,
    _ direction: TrafficDirection,
    _ action: NetworkACL.Action,
    _ traffic: TrafficSelector,
    _ cidr: String
  ) -> NetworkACL.Entry {
    .init(number: number, direction: direction, action: action, traffic: traffic, cidr: prefix(cidr))
  }

  private func town(_ entries: [NetworkACL.Entry], subnets: [Subnet.ID] = ["subnet-public"]) -> AuditTown {
    var town = AuditTown()
    town.town.entries("acl-public", for: subnets, entries)
    return town
  }

  @Test("Judges administration ports after the entries before them, by the union of what is denied")
  func administration() {
    let ssh = entry(100, .ingress, .allow, tcp(0, 1023), "0.0.0.0/0")
    #expect(town([ssh]).findings("acl-admin-port-open-to-internet").count == 1)
    let halves = [
      entry(10, .ingress, .deny, tcp(22), "0.0.0.0/1"), entry(20, .ingress, .deny, tcp(22), "128.0.0.0/1"),
    ]
    #expect(town(halves + [ssh]).findings("acl-admin-port-open-to-internet").isEmpty)
    #expect(town(Array(halves.prefix(1)) + [ssh]).findings("acl-admin-port-open-to-internet").count == 1)
    let web = entry(100, .ingress, .allow, tcp(443), "0.0.0.0/0")
    #expect(town([web]).findings("acl-admin-port-open-to-internet").isEmpty)
    let inside = entry(100, .ingress, .allow, tcp(22), "10.0.0.0/8")
    #expect(town([inside]).findings("acl-admin-port-open-to-internet").isEmpty)
  }

  @Test("Counts an ACL that lets everything in once, and one that no subnet uses")
  func openAndUnused() {
    let all = entry(100, .ingress, .allow, .all, "0.0.0.0/0")
    #expect(town([all]).findings("acl-allows-everything").first?.subjects.map(\.id).contains("acl-public") == true)
    let most = [entry(10, .ingress, .deny, .all, "192.0.2.0/24"), all]
    #expect(town(most).findings("acl-allows-everything").first?.subjects.map(\.id).contains("acl-public") == false)
    #expect(town([all], subnets: []).findings("acl-unused").map(\.subjects.first?.id) == ["acl-public"])
    #expect(town([all]).findings("acl-unused").isEmpty)
  }

  @Test("Finds entries that several together decide by ports, and none of which a port is left")
  func shadowedByPorts() {
    let low = entry(10, .ingress, .deny, tcp(0, 1023), "0.0.0.0/0")
    let high = entry(20, .ingress, .deny, tcp(1024, 65535), "0.0.0.0/0")
    let most = entry(20, .ingress, .deny, tcp(1025, 65535), "0.0.0.0/0")
    let web = entry(30, .ingress, .allow, .tcp(.all), "198.51.100.0/24")
    #expect(town([low, high, web]).severity("acl-entry-without-effect") == .low)
    #expect(town([low, most, web]).findings("acl-entry-without-effect").isEmpty)
  }

  @Test("Finds rules that the ACL of every member's subnet drops, or that of every sender's")
  func deadBehindACL() {
    let web = entry(100, .ingress, .allow, tcp(443), "0.0.0.0/0")
    let out = entry(100, .egress, .allow, .all, "0.0.0.0/0")
    var dead = town([web, out], subnets: ["subnet-public"])
    dead.allow("web", tcp(22), from: "203.0.113.0/24")
    #expect(dead.findings("rule-dead-behind-acl").map(\.subjects.first?.id) == ["sg-web"])
    dead.allow("web", tcp(443), from: "203.0.113.0/24")
    #expect(dead.findings("rule-dead-behind-acl").first?.message.hasPrefix("1 rule") == true)

    // One member elsewhere is enough, and so is a neighbour in the subnet.
    var elsewhere = dead
    elsewhere.network.networkInterfaces["eni-app"]?.groupIDs.append("sg-web")
    #expect(elsewhere.findings("rule-dead-behind-acl").isEmpty)
    var near = town([web, out], subnets: ["subnet-public"])
    near.allow("web", tcp(22), from: "10.0.0.0/8")
    #expect(near.findings("rule-dead-behind-acl").isEmpty)

    // The senders' ACL lets nothing out.
    var silent = town([web], subnets: ["subnet-public"])
    silent.allow("app", tcp(8080), from: "sg-web")
    #expect(silent.findings("rule-dead-behind-acl").map(\.subjects.first?.id) == ["sg-app"])
    #expect(town([web, out], subnets: ["subnet-public"]).findings("rule-dead-behind-acl").isEmpty)

    var unknown = dead
    unknown.network.incompleteKinds = [.networkInterface]
    #expect(unknown.findings("rule-dead-behind-acl").isEmpty)
  }

  @Test("Finds entries that never decide, by one entry before them or by several together")
  func shadowed() {
    let narrow = entry(200, .ingress, .deny, tcp(22), "10.0.0.0/8")
    #expect(
      town([entry(100, .ingress, .allow, .all, "0.0.0.0/0"), narrow]).severity("acl-entry-without-effect") == .low
    )
    #expect(
      town([entry(100, .ingress, .allow, tcp(22), "10.0.0.0/9"), narrow]).findings("acl-entry-without-effect").isEmpty
    )
    #expect(
      town([
        entry(100, .ingress, .allow, tcp(22), "10.0.0.0/9"), entry(110, .ingress, .allow, tcp(20, 25), "10.128.0.0/9"),
        narrow,
      ]).findings("acl-entry-without-effect").count == 1
    )
    #expect(
      town([entry(100, .egress, .allow, .all, "0.0.0.0/0"), narrow]).findings("acl-entry-without-effect").isEmpty
    )
    #expect(town([entry(100, .ingress, .deny, .all, "0.0.0.0/0"), narrow]).severity("acl-entry-redundant") == .info)
  }

  @Test("Finds answers that an ACL drops: all, some client ports, none")
  func replies() {
    let request = entry(100, .ingress, .allow, tcp(443), "0.0.0.0/0")
    #expect(town([request]).severity("acl-blocks-replies") == .medium)
    #expect(
      town([request, entry(100, .egress, .allow, tcp(32768, 65535), "0.0.0.0/0")]).severity("acl-blocks-replies")
        == .info
    )
    #expect(
      town([request, entry(100, .egress, .allow, tcp(49152, 65535), "0.0.0.0/0")]).severity("acl-blocks-replies")
        == .low
    )
    #expect(
      town([request, entry(100, .egress, .allow, tcp(1024, 65535), "0.0.0.0/0")]).findings("acl-blocks-replies").isEmpty
    )
    #expect(town([request, entry(100, .egress, .allow, .all, "10.0.0.0/8")]).severity("acl-blocks-replies") == .medium)
  }

  @Test("Counts entries against the ACL's quota, families apart")
  func quota() {
    func entries(_ count: Int) -> [NetworkACL.Entry] {
      (1...count).map { entry($0, .ingress, .allow, tcp(443), "203.0.113.\($0)/32") }
    }
    #expect(town(entries(16)).findings("acl-entries-near-quota").isEmpty)
    #expect(town(entries(17)).findings("acl-entries-near-quota").count == 1)
    #expect(
      town(entries(10) + (1...10).map { entry(100 + $0, .ingress, .allow, tcp(443), "2600::\($0)/128") })
        .findings("acl-entries-near-quota").isEmpty
    )
  }

  @Test("Finds routes wider than the peer, blackholes, forwarding interfaces, subnets with public addresses")
  func routing() {
    var town = AuditTown()
    #expect(town.findings("peering-route-too-wide").isEmpty)
    town.town.table("rtb-away", Town.away, ["subnet-peer"], [("10.0.0.0/8", .vpcPeeringConnection("pcx-1"))])
    #expect(town.findings("peering-route-too-wide").count == 1)

    #expect(town.findings("route-blackhole").isEmpty)
    town.network.routeTables["rtb-away"]?.routes[1].isBlackhole = true
    #expect(town.findings("route-blackhole").count == 1)

    #expect(town.findings("source-destination-check-off").isEmpty)
    town.network.networkInterfaces["eni-app"]?.sourceDestinationCheck = false
    #expect(town.severity("source-destination-check-off") == .low)
    town.town.table("rtb-x", Town.home, ["subnet-db"], [("0.0.0.0/0", .networkInterface("eni-app"))])
    #expect(town.severity("source-destination-check-off") == .info)

    #expect(town.findings("subnet-assigns-public-addresses").isEmpty)
    town.network.subnets["subnet-public"]?.mapsPublicAddressOnLaunch = true
    #expect(town.findings("subnet-assigns-public-addresses").count == 1)
  }

  @Test("Describes every check, each under an identifier of its own")
  func descriptions() {
    let listed = Set(Audit.checks.map(\.id))
    #expect(listed.count == Audit.checks.count)
    for check in Audit.checks {
      #expect(!check.title.isEmpty && !check.explanation.isEmpty, "\(check.id)")
    }
  }

  @Test("Says what it could not judge")
  func unread() {
    var town = AuditTown()
    town.network.incompleteKinds = [.networkInterface]
    town.allow("db", tcp(5432), from: "pl-unknown")
    town.network.networkInterfaces["eni-app"]?.groupIDs.append("sg-missing")
    let unread = Audit(town.network).unread()
    #expect(unread.contains { $0.contains("network interface") })
    #expect(unread.contains { $0.contains("pl-unknown") })
    #expect(unread.contains { $0.contains("sg-missing") })
  }
}
