import Findings
import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Audit: what the internet can try")
struct InternetExposureTests {
  @Test("Finds SSH open to anyone on an interface that the internet reaches, and tells the way and the rule")
  func ssh() throws {
    var town = AuditTown()
    town.allow("web", tcp(22), from: "0.0.0.0/0")
    let finding = try #require(town.findings("ssh-open-to-internet").first)
    #expect(finding.severity == .high)
    #expect(finding.subjects.map(\.id) == ["sg-web", "eni-web"])
    #expect(finding.paths.first?.stations.map(\.name) == ["internet", "igw-home", "web"])
    #expect(finding.message.contains("anywhere (IPv4)"))
    #expect(finding.fixes.map(\.form) == [.command, .terraform])
    #expect(finding.fixes.first?.text.contains("revoke-security-group-ingress") == true)
  }

  @Test(
    "Does not take for open what lets in particular hosts, another port, or another protocol",
    arguments: [
      (tcp(22), "203.0.113.7/32"), (tcp(23, 80), "0.0.0.0/0"), (.udp(PortRange(22)), "0.0.0.0/0"),
      (tcp(22), "10.0.0.0/8"), (tcp(22), "sg-app"), (tcp(22), "192.0.2.0/24"),
    ] as [(TrafficSelector, String)]
  )
  func notSSH(traffic: TrafficSelector, source: String) {
    var town = AuditTown()
    town.allow("web", traffic, from: source)
    #expect(town.findings("ssh-open-to-internet").isEmpty)
  }

  @Test("Sees the union of halves, of a range of ports, of several groups on one interface, of a prefix list")
  func unions() {
    var halves = AuditTown()
    halves.allow("web", tcp(22), from: "0.0.0.0/1", "128.0.0.0/1")
    #expect(halves.severity("ssh-open-to-internet") == .high)

    // The hole of one host is no protection.
    var hole = AuditTown()
    hole.list(
      "hole",
      AddressSet(IPv4Prefix.all).subtracting(AddressSet(v4("203.0.113.7/32"))).prefixes.map(\.description)
    )
    hole.allow("web", tcp(20, 30), from: "pl-hole")
    #expect(hole.findings("ssh-open-to-internet").first?.message.contains("but 203.0.113.7") == true)

    // Each block is small; both groups together hold a sixteenth of all addresses.
    var together = AuditTown()
    together.group("extra")
    together.network.networkInterfaces["eni-web"]?.groupIDs = ["sg-web", "sg-extra"]
    together.allow("web", tcp(22), from: "32.0.0.0/5")
    #expect(together.findings("ssh-open-to-internet").isEmpty)
    together.allow("extra", tcp(22), from: "40.0.0.0/5")
    #expect(together.findings("ssh-open-to-internet").first?.subjects.map(\.id) == ["sg-extra", "sg-web", "eni-web"])
  }

  @Test("Tells apart a group nothing uses, an interface out of reach, and one whose reach is not known")
  func traps() {
    var town = AuditTown()
    town.group("spare")
    town.allow("spare", tcp(22), from: "0.0.0.0/0")
    #expect(town.severity("ssh-open-to-internet") == .info)
    town.network.incompleteKinds = [.networkInterface]
    #expect(town.severity("ssh-open-to-internet") == .high)

    // No public address.
    var hidden = AuditTown()
    hidden.allow("db", tcp(22), from: "0.0.0.0/0")
    #expect(hidden.severity("ssh-open-to-internet") == .low)

    // A public address, but no route to the gateway.
    var routeless = AuditTown()
    routeless.allow("web", tcp(22), from: "0.0.0.0/0")
    routeless.town.table("rtb-public", Town.home, ["subnet-public"], [("0.0.0.0/0", .natGateway("nat-home"))])
    #expect(routeless.severity("ssh-open-to-internet") == .low)

    // Without the route tables nobody can say.
    var unknown = AuditTown()
    unknown.allow("web", tcp(22), from: "0.0.0.0/0")
    unknown.network.routeTables = []
    unknown.network.incompleteKinds = [.routeTable]
    #expect(unknown.findings("ssh-open-to-internet").first?.message.contains("is not known") == true)
    #expect(unknown.severity("ssh-open-to-internet") == .high)
  }

  @Test("Honours the network ACL: blocked for all, for some sources, for the answers")
  func networkACL() {
    func town(_ entries: [NetworkACL.Entry]) -> AuditTown {
      var town = AuditTown()
      town.allow("web", tcp(22), from: "0.0.0.0/0")
      town.town.entries("acl-public", for: ["subnet-public"], entries)
      return town
    }
    func entry(
      _ number: Int,
      _ direction: TrafficDirection,
      _ action: NetworkACL.Action,
      _ traffic: TrafficSelector,
      _ cidr: String
    )
      -> NetworkACL.Entry
    {
      .init(number: number, direction: direction, action: action, traffic: traffic, cidr: prefix(cidr))
    }
    let out = entry(100, .egress, .allow, .all, "0.0.0.0/0")
    #expect(town([out]).severity("ssh-open-to-internet") == .low)
    // Half of the internet is blocked; the other half is not.
    #expect(
      town([
        out, entry(10, .ingress, .deny, .all, "0.0.0.0/1"), entry(20, .ingress, .allow, .all, "0.0.0.0/0"),
      ]).severity("ssh-open-to-internet") == .high
    )
    // A client may choose any port that the answers can go to.
    let inward = entry(10, .ingress, .allow, .all, "0.0.0.0/0")
    #expect(
      town([inward, entry(10, .egress, .allow, tcp(443), "0.0.0.0/0")]).severity("ssh-open-to-internet") == .high
    )
    #expect(town([inward]).severity("ssh-open-to-internet") == .low)
  }

  @Test("Judges IPv6 by itself: a public address and the route of its family")
  func ipv6() {
    var town = AuditTown()
    town.allow("web", tcp(22), from: "::/0")
    #expect(town.severity("ssh-open-to-internet") == .low)
    town.town.table(
      "rtb-public",
      Town.home,
      ["subnet-public"],
      [("0.0.0.0/0", .internetGateway("igw-home")), ("::/0", .internetGateway("igw-home"))]
    )
    #expect(town.severity("ssh-open-to-internet") == .high)
    town.town.table("rtb-public", Town.home, ["subnet-public"], [("::/0", .egressOnlyInternetGateway("eigw-1"))])
    #expect(town.severity("ssh-open-to-internet") == .low)
  }

  @Test("Reports all ports as one finding, whether as one rule or as nearly all of them")
  func allPorts() {
    for traffic in [TrafficSelector.all, tcp(1, 65535)] {
      var town = AuditTown()
      town.allow("web", traffic, from: "0.0.0.0/0")
      #expect(town.severity("all-ports-open-to-internet") == .critical)
      #expect(town.findings("ssh-open-to-internet").isEmpty)
      #expect(town.findings("postgresql-open-to-internet").isEmpty)
    }
    var range = AuditTown()
    range.allow("web", tcp(1, 10000), from: "0.0.0.0/0")
    #expect(range.findings("all-ports-open-to-internet").isEmpty)
    #expect(range.severity("port-range-open-to-internet") == .high)
    // Remote log-in stands for itself even within a range.
    #expect(range.severity("ssh-open-to-internet") == .high)
    #expect(range.findings("postgresql-open-to-internet").isEmpty)
  }

  @Test("Expects web ports, on load balancers without a word, and reports any other port")
  func webPorts() {
    var town = AuditTown()
    town.allow("web", tcp(443), from: "0.0.0.0/0")
    #expect(!town.all().contains { $0.checkID.hasSuffix("-open-to-internet") })
    town.allow("web", tcp(80), from: "0.0.0.0/0")
    #expect(town.severity("http-open-to-internet") == .low)
    town.allow("web", tcp(4444), from: "0.0.0.0/0")
    #expect(town.severity("other-port-open-to-internet") == .medium)
    town.describe("web", "ELB app/front/0123456789abcdef")
    #expect(town.findings("http-open-to-internet").isEmpty)
    #expect(town.severity("other-port-open-to-internet") == .low)
  }

  @Test("Has a check for every sensitive service, found by its ports alone", arguments: sensitivePorts)
  func services(check: String, traffic: TrafficSelector) {
    var town = AuditTown()
    town.allow("web", traffic, from: "0.0.0.0/0")
    let found = Set(town.all().map(\.checkID).filter { $0.hasSuffix("-open-to-internet") })
    #expect(found == [check])
  }

  static let sensitivePorts: [(String, TrafficSelector)] = [
    ("rdp-open-to-internet", tcp(3389)), ("telnet-open-to-internet", tcp(23)), ("smb-open-to-internet", tcp(445)),
    ("mysql-open-to-internet", tcp(3306)), ("postgresql-open-to-internet", tcp(5432)),
    ("redis-open-to-internet", tcp(6379)), ("memcached-open-to-internet", .udp(PortRange(11211))),
    ("mongodb-open-to-internet", tcp(27017)), ("elasticsearch-open-to-internet", tcp(9200)),
    ("kafka-open-to-internet", tcp(9092)), ("docker-open-to-internet", tcp(2375)),
    ("etcd-open-to-internet", tcp(2379)), ("snmp-open-to-internet", .udp(PortRange(161))),
    ("development-server-open-to-internet", tcp(8080)), ("mail-open-to-internet", tcp(25)),
    ("oracle-open-to-internet", tcp(1521)), ("sql-server-open-to-internet", tcp(1433)),
    ("cassandra-open-to-internet", tcp(9042)), ("ftp-open-to-internet", tcp(21)), ("dns-open-to-internet", tcp(53)),
    ("nfs-open-to-internet", tcp(2049)), ("winrm-open-to-internet", tcp(5985)), ("vnc-open-to-internet", tcp(5900)),
    ("protocol-open-to-internet", .other(.gre)), ("icmp-open-to-internet", .icmp(.any)),
  ]

  @Test("Lets single ICMP messages be")
  func echo() {
    var town = AuditTown()
    town.allow("web", .icmp(ICMPPattern(type: 8, code: nil)), from: "0.0.0.0/0")
    town.allow("web", .icmp(ICMPPattern(type: 3, code: 4)), from: "0.0.0.0/0")
    #expect(!town.all().contains { $0.checkID.hasSuffix("-open-to-internet") })
  }

  @Test("Tells wide public blocks from particular addresses, and leaves web ports and AWS's own lists")
  func wideSources() {
    var town = AuditTown()
    town.allow("web", tcp(8443), from: "52.0.0.0/11")
    #expect(town.findings("wide-public-source").count == 1)
    #expect(town.findings("public-source").isEmpty)
    var small = AuditTown()
    small.allow("web", tcp(8443), from: "52.0.0.0/24")
    #expect(small.findings("wide-public-source").isEmpty)
    #expect(small.findings("public-source").count == 1)
    // Many small ones are a wide one.
    for second in 0..<20 { small.allow("web", tcp(8443), from: "52.\(second).0.0/16") }
    #expect(small.findings("wide-public-source").count == 1)
    var web = AuditTown()
    web.allow("web", tcp(443), from: "52.0.0.0/11")
    web.list("cloudfront", ["52.0.0.0/11"], owner: "AWS")
    web.allow("web", tcp(8443), from: "pl-cloudfront")
    #expect(web.findings("wide-public-source").isEmpty)
  }

  @Test("Finds a whole private range where the VPC is smaller")
  func privateRange() {
    var town = AuditTown()
    town.allow("db", tcp(5432), from: "10.0.0.0/8")
    #expect(town.findings("wide-private-source").count == 1)
    town.network.vpcs[Town.home]?.ipv4CIDRs = [v4("10.0.0.0/8")]
    #expect(town.findings("wide-private-source").isEmpty)
  }

  @Test("Finds IPv6 open where IPv4 is restricted, and not where both say the same or IPv4 says nothing")
  func parity() {
    var town = AuditTown()
    town.allow("web", tcp(22), from: "203.0.113.0/24", "::/0")
    #expect(town.severity("ipv6-wider-than-ipv4") == .high)
    #expect(town.findings("ipv6-missing").isEmpty)
    var same = AuditTown()
    same.allow("web", tcp(443), from: "0.0.0.0/0", "::/0")
    #expect(same.findings("ipv6-wider-than-ipv4").isEmpty)
    #expect(same.findings("ipv6-missing").isEmpty)
    var only = AuditTown()
    only.allow("web", tcp(443), from: "::/0")
    #expect(only.findings("ipv6-wider-than-ipv4").isEmpty)
    var missing = AuditTown()
    missing.allow("web", tcp(443), from: "0.0.0.0/0")
    #expect(missing.findings("ipv6-missing").count == 1)
    missing.network.networkInterfaces["eni-web"]?.ipv6Addresses = []
    #expect(missing.findings("ipv6-missing").isEmpty)
  }

  @Test("Follows chains from the internet to a data store, and stops where one link is missing")
  func chains() throws {
    var town = AuditTown()
    town.describe("db", "RDSNetworkInterface")
    town.allow("web", tcp(443), from: "0.0.0.0/0")
    town.allow("web", .all, from: "0.0.0.0/0", direction: .egress)
    town.allow("app", tcp(8080), from: "sg-web")
    town.allow("app", .all, from: "0.0.0.0/0", direction: .egress)
    town.allow("db", tcp(5432), from: "sg-app")
    let finding = try #require(town.findings("data-reachable-from-internet").first)
    #expect(finding.paths.first?.stations.map(\.name) == ["internet", "igw-home", "web", "app", "db"])
    #expect(finding.paths.first?.traffic == ["", "tcp/443", "tcp/8080", "tcp/5432"])
    #expect(town.findings("data-one-hop-from-internet").isEmpty)

    var direct = town
    direct.allow("db", tcp(5432), from: "10.0.1.0/24")
    #expect(direct.findings("data-one-hop-from-internet").count == 1)

    // The first of two interfaces with the same groups is reached directly; the chain to the other is not lost.
    var mixed = town
    mixed.town.interface(
      "db2",
      "web",
      "10.0.1.77",
      "2600:1f18:0:101::77",
      publicAddress: "198.51.100.77",
      groups: ["sg-db"]
    )
    mixed.describe("db2", "RDSNetworkInterface")
    mixed.allow("db", tcp(5432), from: "0.0.0.0/0")
    #expect(mixed.findings("data-one-hop-from-internet").first?.subjects.first?.id == "eni-db")

    // Nobody connects to a function.
    var function = town
    function.describe("app", "AWS Lambda VPC ENI-work-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f")
    #expect(function.findings("data-reachable-from-internet").isEmpty)

    var silent = town
    silent.network.securityGroups["sg-app"]?.rules.removeAll { $0.direction == .egress }
    #expect(silent.findings("data-reachable-from-internet").isEmpty)
  }

  @Test("Shows the IPv6 address where the way from the internet is IPv6's alone")
  func pathOverIPv6() throws {
    var town = AuditTown()
    town.town.table(
      "rtb-public",
      Town.home,
      ["subnet-public"],
      [("0.0.0.0/0", .internetGateway("igw-home")), ("::/0", .internetGateway("igw-home"))]
    )
    town.allow("web", tcp(3389), from: "::/0")
    let finding = try #require(town.findings("rdp-open-to-internet").first)
    let note = try #require(finding.paths.first?.stations.last?.note)
    #expect(note.contains("2600:1f18:0:101::10") && !note.contains("198.51.100.10"), "\(note)")
    town.allow("web", tcp(22), from: "0.0.0.0/0")
    let other = try #require(town.findings("ssh-open-to-internet").first?.paths.first?.stations.last?.note)
    #expect(other.contains("198.51.100.10 → 10.0.1.10"), "\(other)")
  }

  @Test("Says of a public database whether anybody on the internet is let in")
  func publicDatabase() throws {
    var town = AuditTown()
    town.describe("web", "RDSNetworkInterface")
    town.network.databaseInstances.insert(
      DatabaseInstance(
        id: "orders",
        port: 5432,
        vpcID: Town.home,
        groupIDs: ["sg-web"],
        isPubliclyAccessible: true
      )
    )
    #expect(town.severity("database-publicly-accessible") == .medium)
    town.allow("web", tcp(5432), from: "0.0.0.0/0")
    #expect(town.severity("database-publicly-accessible") == .high)
    town.network.databaseInstances["orders"]?.isPubliclyAccessible = false
    #expect(town.findings("database-publicly-accessible").isEmpty)
  }
}
