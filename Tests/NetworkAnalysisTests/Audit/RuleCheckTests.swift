import Findings
import IPAddressing
import NetworkAnalysis
import Testing
import VPCModel

@Suite("Audit: groups and rules")
struct RuleCheckTests {
  @Test("Reports rules of the default group, and who carries it; an empty one is as it should be")
  func defaultGroup() {
    var town = AuditTown()
    town.network.securityGroups.insert(SecurityGroup(id: "sg-default", name: "default", vpcID: Town.home))
    town.network.networkInterfaces["eni-app"]?.groupIDs = ["sg-default"]
    #expect(town.findings("default-group-has-rules").isEmpty)
    #expect(town.findings("default-group-in-use").isEmpty)
    town.allow("default", .all, from: "sg-default")
    #expect(town.findings("default-group-has-rules").count == 1)
    #expect(town.severity("default-group-in-use") == .medium)
    town.network.networkInterfaces["eni-app"]?.groupIDs = ["sg-app"]
    #expect(town.findings("default-group-in-use").isEmpty)
    #expect(town.findings("default-group-has-rules").count == 1)
    // EC2's own description, and one that RDS once gave to groups of the same name.
    town.network.securityGroups["sg-default"]?.summary = "default VPC security group"
    #expect(town.findings("default-group-has-rules").count == 1)
    town.network.securityGroups["sg-default"]?.summary = "RDS VPC security group"
    #expect(town.findings("default-group-has-rules").isEmpty)
    #expect(town.findings("group-unused").map(\.subjects.first?.id) == ["sg-default"])
  }

  @Test(
    "Reports an unused group, but none that an interface, a database or an endpoint uses, nor where that is not known"
  )
  func unused() {
    var town = AuditTown()
    town.group("spare")
    #expect(town.findings("group-unused").map(\.subjects.first?.id) == ["sg-spare"])
    var database = town
    database.network.databaseInstances.insert(DatabaseInstance(id: "orders", groupIDs: ["sg-spare"]))
    #expect(database.findings("group-unused").isEmpty)
    var incomplete = town
    incomplete.network.incompleteKinds = [.networkInterface]
    #expect(incomplete.findings("group-unused").isEmpty)
    town.network.networkInterfaces["eni-app"]?.groupIDs.append("sg-spare")
    #expect(town.findings("group-unused").isEmpty)
  }

  @Test("Asks for descriptions of groups and rules, but not of the rule that every group is made with")
  func descriptions() {
    var town = AuditTown()
    for id in ["sg-web", "sg-app", "sg-db", "sg-peer"] as [SecurityGroup.ID] {
      town.network.securityGroups[id]?.summary = "described"
    }
    town.allow("web", .all, from: "0.0.0.0/0", direction: .egress)
    #expect(town.findings("description-missing").isEmpty)
    town.network.securityGroups["sg-app"]?.summary = "Managed by Terraform"
    town.allow("db", tcp(5432), from: "sg-app")
    #expect(town.findings("description-missing").compactMap(\.subjects.first?.id) == ["sg-app", "sg-db"])
  }

  @Test("Knows the launch wizard's groups by name")
  func launchWizard() {
    var town = AuditTown()
    town.group("launch-wizard-3")
    town.group("wizard")
    // What nothing uses is told as unused.
    #expect(town.findings("launch-wizard-group").isEmpty)
    town.network.networkInterfaces["eni-app"]?.groupIDs += ["sg-launch-wizard-3", "sg-wizard"]
    #expect(town.findings("launch-wizard-group").map(\.subjects.first?.id) == ["sg-launch-wizard-3"])
  }

  @Test("Reports members that reach each other on every port, where there are several")
  func itself() {
    var town = AuditTown()
    town.allow("app", .all, from: "sg-app")
    #expect(town.findings("group-open-to-itself").isEmpty)
    town.network.networkInterfaces["eni-db"]?.groupIDs = ["sg-app"]
    #expect(town.findings("group-open-to-itself").count == 1)
  }

  @Test("Tells egress that matters from egress that is usual")
  func egress() {
    var town = AuditTown()
    town.allow("db", .all, from: "0.0.0.0/0", direction: .egress)
    #expect(town.findings("unrestricted-egress").count == 1)
    #expect(town.findings("unrestricted-egress-from-data").isEmpty)
    town.describe("db", "RDSNetworkInterface")
    #expect(town.severity("unrestricted-egress-from-data") == .low)
    // Without a way out it does not matter.
    town.town.table("rtb-private", Town.home, ["subnet-app", "subnet-db"], [])
    #expect(town.findings("unrestricted-egress-from-data").isEmpty)

    var web = AuditTown()
    web.allow("web", .all, from: "0.0.0.0/0", direction: .egress)
    #expect(web.findings("unrestricted-egress-from-exposed").isEmpty)
    web.allow("web", tcp(443), from: "0.0.0.0/0")
    #expect(web.findings("unrestricted-egress-from-exposed").count == 1)
  }

  @Test("Proposes a group where a block holds just its members")
  func groupReference() throws {
    var town = AuditTown()
    town.allow("db", tcp(5432), from: "10.0.2.10/31")
    let finding = try #require(town.findings("cidr-instead-of-group").first)
    #expect(finding.subjects.map(\.id) == ["sg-db", "sg-app"])
    #expect(finding.fixes.first?.text.contains("UserIdGroupPairs=[{GroupId=sg-app}]") == true)
    // Somebody else in the block.
    var shared = town
    shared.town.interface("other", "app", "10.0.2.11", "2600:1f18:0:102::11", groups: ["sg-web"])
    #expect(shared.findings("cidr-instead-of-group").isEmpty)
    // A member outside the block.
    var outside = town
    outside.town.interface("more", "public", "10.0.1.11", "2600:1f18:0:101::11", groups: ["sg-app"])
    #expect(outside.findings("cidr-instead-of-group").isEmpty)
    // Wider blocks mean whoever comes to be in them: of a subnet, of all of it, of the VPC, of the internet.
    for wide in ["10.0.2.8/30", "10.0.2.0/24", "10.0.0.0/16", "10.0.0.0/8", "0.0.0.0/0"] {
      var town = AuditTown()
      town.allow("db", tcp(5432), from: wide)
      #expect(town.findings("cidr-instead-of-group").isEmpty, "\(wide)")
    }
    // The only interface there is, or another of unknown address, or subnets that are not known.
    for change: (inout Network) -> Void in [
      { $0.networkInterfaces["eni-db"]?.privateIPv4Addresses = [] },
      { $0.subnets["subnet-app"] = nil }, { $0.incompleteKinds = [.networkInterface] },
    ] {
      var open = town
      change(&open.network)
      if open.network.networkInterfaces["eni-db"]?.privateIPv4Addresses.isEmpty == true {
        open.network.networkInterfaces["eni-db"]?.ipv6Addresses = []
      }
      #expect(open.findings("cidr-instead-of-group").isEmpty)
    }
    // The whole VPC means everybody.
    var whole = AuditTown()
    whole.network.networkInterfaces = whole.network.networkInterfaces.sorted.reduce(into: []) { table, interface in
      if interface.id == "eni-app" { table.insert(interface) }
    }
    whole.allow("db", tcp(5432), from: "10.0.0.0/16")
    #expect(whole.findings("cidr-instead-of-group").isEmpty)
  }

  @Test("Finds a rule that another of its group implies: by block, by ports, by list, by reference")
  func redundant() {
    func count(_ change: (inout AuditTown) -> Void) -> Int {
      var town = AuditTown()
      change(&town)
      let details: [String] = town.findings("rule-redundant").flatMap(\.details)
      return details.count { $0.contains("is implied by") }
    }
    #expect(count { $0.allow("db", tcp(5432), from: "10.0.0.0/8", "10.0.2.0/24") } == 1)
    #expect(count { $0.allow("db", tcp(5432), from: "10.0.2.0/24", "10.0.3.0/24") } == 0)
    #expect(
      count {
        $0.allow("db", tcp(5432), from: "10.0.2.0/24")
        $0.allow("db", tcp(5000, 6000), from: "10.0.0.0/16")
      } == 1
    )
    #expect(
      count {
        $0.allow("db", tcp(5432), from: "10.0.0.0/16")
        $0.allow("db", tcp(5000, 6000), from: "10.0.2.0/24")
      } == 0
    )
    #expect(
      count {
        $0.list("offices", ["10.0.2.0/24", "10.9.0.0/16"])
        $0.allow("db", tcp(5432), from: "pl-offices", "10.0.2.128/25")
      } == 1
    )
    #expect(
      count {
        $0.list("offices", ["10.0.2.0/24", "10.9.0.0/16"])
        $0.allow("db", tcp(5432), from: "pl-offices", "10.0.2.0/23")
      } == 0
    )
    #expect(
      count {
        $0.allow("db", tcp(5432), from: "sg-app")
        $0.allow("db", .all, from: "sg-app")
      } == 1
    )
    // A list and a block that imply one another: one of them stays.
    #expect(
      count {
        $0.list("one", ["10.0.2.0/24"])
        $0.allow("db", tcp(5432), from: "pl-one", "10.0.2.0/24")
      } == 1
    )
    // Never across directions.
    #expect(
      count {
        $0.allow("db", tcp(5432), from: "10.0.2.0/24")
        $0.allow("db", .all, from: "0.0.0.0/0", direction: .egress)
      } == 0
    )
  }

  @Test("Finds a rule that a group always beside it implies, once, and not where they part")
  func redundantAcross() {
    var town = AuditTown()
    town.group("base")
    town.network.networkInterfaces["eni-db"]?.groupIDs = ["sg-db", "sg-base"]
    town.allow("db", tcp(5432), from: "10.0.2.0/24")
    town.allow("base", tcp(5432), from: "10.0.2.0/24")
    #expect(town.findings("rule-redundant-across-groups").count == 1)
    // An interface with one of them alone needs its rule; the other's is still implied.
    town.network.networkInterfaces["eni-app"]?.groupIDs = ["sg-base"]
    #expect(town.findings("rule-redundant-across-groups").compactMap(\.subjects.first?.id) == ["sg-db"])
    town.network.networkInterfaces["eni-web"]?.groupIDs = ["sg-db"]
    #expect(town.findings("rule-redundant-across-groups").isEmpty)
  }

  @Test("Finds rules that match nothing, each with its reason")
  func dead() {
    func reasons(_ change: (inout AuditTown) -> Void) -> [String] {
      var town = AuditTown()
      change(&town)
      return town.findings("rule-never-matches").flatMap(\.details)
    }
    #expect(
      reasons {
        $0.group("spare")
        $0.allow("db", tcp(5432), from: "sg-spare")
      }.first?.contains("nothing carries spare") == true
    )
    #expect(reasons { $0.allow("db", tcp(5432), from: "sg-app") }.isEmpty)
    #expect(
      reasons {
        $0.list("empty", [])
        $0.allow("db", tcp(5432), from: "pl-empty")
      }.first?.contains("is empty") == true
    )
    #expect(reasons { $0.allow("db", tcp(5432), from: "192.168.0.0/24") }.first?.contains("192.168.0.0/24") == true)
    // Peered, so that packets may come from there.
    #expect(reasons { $0.allow("db", tcp(5432), from: "10.1.0.0/16") }.isEmpty)
    #expect(reasons { $0.allow("web", tcp(443), from: "203.0.113.0/24") }.isEmpty)
    let sixless: (inout AuditTown) -> Void = {
      $0.network.networkInterfaces["eni-db"]?.ipv6Addresses = []
      $0.allow("db", tcp(5432), from: "2600:1f18::/32")
    }
    #expect(reasons(sixless).first?.contains("no interface with the group has an IPv6 address") == true)
    #expect(reasons { $0.allow("db", tcp(5432), from: "2600:1f18::/32") }.isEmpty)
    // A transit gateway may lead anywhere it has routes for.
    #expect(
      reasons {
        $0.allow("db", tcp(5432), from: "192.168.0.0/24")
        $0.town.table("rtb-private", Town.home, ["subnet-db"], [("192.168.0.0/16", .transitGateway("tgw-1"))])
      }.isEmpty
    )
  }

  @Test("Finds stale references, and leaves those that lead somewhere")
  func stale() {
    var town = AuditTown()
    town.allow("db", tcp(5432), from: "sg-peer")
    #expect(town.findings("stale-reference").isEmpty)
    town.network.peeringConnections["pcx-1"]?.status = .deleted
    #expect(town.findings("stale-reference").first?.details.first?.contains("deleted") == true)
    var gone = AuditTown()
    gone.allow("db", tcp(5432), from: "sg-gone")
    #expect(gone.findings("stale-reference").count == 1)
  }

  @Test("Finds rules about blocks of the VPC's own in which nobody answers, in both directions")
  func oneSidedBlock() throws {
    var town = AuditTown()
    town.allow("db", tcp(5432), from: "10.0.2.0/24")
    let finding = try #require(town.findings("one-sided-rule").first)
    #expect(finding.message.contains("lets 10.0.2.0/24 in on tcp/5432, but the one interface there may not send it"))
    #expect(finding.fixes.first?.text.contains("--group-id sg-app") == true)
    var answered = town
    answered.allow("app", .all, from: "10.0.3.0/24", direction: .egress)
    #expect(answered.findings("one-sided-rule").isEmpty)
    var elsewhere = AuditTown()
    elsewhere.allow("app", tcp(5432), from: "10.0.3.0/24", direction: .egress)
    #expect(elsewhere.findings("one-sided-rule").first?.message.contains("does not let it in") == true)
    // Nobody is there yet, somebody unknown may be, or nothing filters who is there.
    var empty = AuditTown()
    empty.allow("db", tcp(5432), from: "10.0.200.0/24", "10.0.0.0/8", "192.0.2.0/24")
    #expect(empty.findings("one-sided-rule").isEmpty)
    var unfiltered = town
    unfiltered.network.networkInterfaces["eni-app"]?.groupIDs = []
    unfiltered.describe("app", "ELB net/front/0123456789abcdef")
    #expect(unfiltered.findings("one-sided-rule").isEmpty)
  }

  @Test("Reports the default groups that nobody touched or carries as one")
  func idleDefaultGroups() {
    var town = AuditTown()
    for (name, vpc) in [("default", Town.home), ("default2", Town.away)] {
      town.group(name, vpc: vpc, summary: SecurityGroup.defaultSummary)
      town.network.securityGroups[SecurityGroup.ID("sg-\(name)")]?.name = "default"
      town.allow(name, .all, from: "sg-\(name)")
      town.allow(name, .all, from: "0.0.0.0/0", direction: .egress)
    }
    let idle = town.findings("default-group-has-rules")
    #expect(idle.map { $0.subjects.map(\.id) } == [["sg-default", "sg-default2"]])
    town.allow("default", tcp(22), from: "10.0.0.0/8")
    #expect(town.findings("default-group-has-rules").count == 2)
  }

  @Test("Does not say that nothing carries a default group that a database names")
  func defaultGroupOfDatabase() throws {
    var town = AuditTown()
    town.network.securityGroups.insert(SecurityGroup(id: "sg-default", name: "default", vpcID: Town.home))
    town.allow("default", .all, from: "sg-default")
    let idle = try #require(town.findings("default-group-has-rules").first)
    #expect(idle.message.hasSuffix("nothing known carries it"))
    town.network.databaseInstances.insert(DatabaseInstance(id: "orders", groupIDs: ["sg-default"]))
    let carried = try #require(town.findings("default-group-has-rules").first)
    #expect(!carried.message.contains("nothing known carries it"))
    #expect(carried.details.contains("carried by the database orders"))
  }

  @Test("Finds one-sided pairs in both directions, and accepts any counterpart")
  func oneSided() throws {
    var town = AuditTown()
    town.allow("db", tcp(5432), from: "sg-app")
    let finding = try #require(town.findings("one-sided-rule").first)
    #expect(finding.fixes.first?.text.contains("authorize-security-group-egress") == true)
    var narrow = town
    narrow.allow("app", tcp(443), from: "0.0.0.0/0", direction: .egress)
    #expect(narrow.findings("one-sided-rule").count == 1)
    var answered = town
    answered.allow("app", tcp(5000, 6000), from: "10.0.3.0/24", direction: .egress)
    #expect(answered.findings("one-sided-rule").isEmpty)
    var outward = AuditTown()
    outward.allow("app", tcp(5432), from: "sg-db", direction: .egress)
    #expect(outward.findings("one-sided-rule").first?.message.contains("no ingress rule there") == true)
    outward.allow("db", tcp(5432), from: "10.0.2.10/32")
    #expect(outward.findings("one-sided-rule").isEmpty)
  }

  @Test("Looks into prefix lists: wide entries where they let in, redundant entries, lists that nobody uses")
  func prefixLists() throws {
    var town = AuditTown()
    town.list("offices", ["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16"])
    #expect(town.findings("prefix-list-wide-entry").isEmpty)
    #expect(town.findings("prefix-list-unused").count == 1)
    #expect(town.findings("prefix-list-redundant-entry").first?.details.count == 2)
    town.allow("web", tcp(443), from: "pl-offices")
    #expect(town.severity("prefix-list-wide-entry") == .high)
    #expect(town.findings("prefix-list-wide-entry").first?.fixes.first?.text.contains("Cidr=0.0.0.0/0") == true)
    #expect(town.findings("prefix-list-unused").isEmpty)
    var fine = AuditTown()
    fine.list("offices", ["203.0.113.0/24", "198.51.100.0/24"])
    fine.allow("web", tcp(443), from: "pl-offices")
    #expect(fine.findings("prefix-list-wide-entry").isEmpty)
    #expect(fine.findings("prefix-list-redundant-entry").isEmpty)
  }

  @Test("Counts quotas as AWS does: families apart, lists by their maximum")
  func quotas() {
    func town(v4 count: Int, v6: Int = 0, list: Int = 0) -> AuditTown {
      var town = AuditTown()
      for number in 0..<count { town.allow("db", tcp(5432), from: "10.0.2.\(number * 2)/32") }
      for number in 0..<v6 { town.allow("db", tcp(5432), from: "2600:1f18::\(number + 1)/128") }
      if list > 0 {
        town.list("offices", ["203.0.113.0/24"], maximum: list)
        town.allow("db", tcp(5432), from: "pl-offices")
      }
      return town
    }
    #expect(town(v4: 53).findings("group-rules-near-quota").isEmpty)
    #expect(town(v4: 54).severity("group-rules-near-quota") == .low)
    #expect(town(v4: 60).severity("group-rules-near-quota") == .medium)
    #expect(town(v4: 40, v6: 40).findings("group-rules-near-quota").isEmpty)
    #expect(town(v4: 10, list: 50).findings("group-rules-near-quota").count == 1)
    // A list of IPv4 blocks counts for IPv6 too.
    #expect(town(v4: 0, v6: 10, list: 50).findings("group-rules-near-quota").count == 1)
    #expect(town(v4: 0, list: .max).severity("group-rules-near-quota") == .medium)
    #expect(town(v4: 10, list: 40).findings("group-rules-near-quota").isEmpty)
    var full = AuditTown()
    full.list("offices", (0..<9).map { "203.0.113.\($0 * 2)/32" })
    #expect(full.findings("prefix-list-near-maximum").count == 1)
    full.list("offices", (0..<8).map { "203.0.113.\($0 * 2)/32" })
    #expect(full.findings("prefix-list-near-maximum").isEmpty)
  }

  @Test("Says what consolidating would save near the quota")
  func savings() {
    var town = AuditTown()
    for number in 0..<56 { town.allow("db", tcp(5432), from: "10.0.2.\(number)/32") }
    // 56 neighbours are 10.0.2.0/27, /28 and /29.
    #expect(town.findings("group-rules-near-quota").first?.details.first?.contains("save 53") == true)
  }

  @Test("Reports interfaces at their quota of groups")
  func interfaceQuota() {
    var town = AuditTown()
    for name in ["a", "b", "c", "d"] { town.group(name) }
    town.network.networkInterfaces["eni-db"]?.groupIDs = ["sg-db", "sg-a", "sg-b", "sg-c"]
    #expect(town.findings("interface-near-quota").isEmpty)
    town.network.networkInterfaces["eni-db"]?.groupIDs.append("sg-d")
    #expect(town.findings("interface-near-quota").count == 1)
  }

  @Test("Says which connections are not tracked: open both ways in one family")
  func untracked() {
    var town = AuditTown()
    town.allow("web", tcp(443), from: "0.0.0.0/0")
    #expect(town.findings("connections-untracked").isEmpty)
    town.allow("web", .all, from: "::/0", direction: .egress)
    #expect(town.findings("connections-untracked").isEmpty)
    town.allow("web", .all, from: "0.0.0.0/0", direction: .egress)
    #expect(town.findings("connections-untracked").count == 1)
    town.describe("web", "ELB net/front/0123456789abcdef")
    #expect(town.findings("connections-untracked").isEmpty)
  }
}
