import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkLab

@Suite("The lab's routes")
struct LabRoutingTests {
  /// The route that Linux would take: the longest prefix.
  private func target(_ text: String, from device: String, _ router: LabPlan.Router) throws -> LabPlan.Route.Target {
    let address = try IPAddress(parsing: text)
    let table = try #require(router.tables.first { $0.devices.contains(device) } ?? router.mainTable)
    let best = table.routes.filter { $0.destination.contains(address) }
      .max { $0.destination.length < $1.destination.length }
    return try #require(best).target
  }

  @Test("an active peering connection is a cable, used as the tables say and no further")
  func peering() throws {
    let plan = LabPlan(try LabSample.peers())
    let (a, b) = (try #require(plan.router("vpc-a")), try #require(plan.router("vpc-b")))
    #expect(a.peerings.count == 1 && b.peerings.count == 1)
    #expect(a.peerings[0].isMaker != b.peerings[0].isMaker)
    #expect(a.peerings[0].farNamespace == b.namespace && b.peerings[0].farNamespace == a.namespace)
    let machine = try #require(plan.machine("eni-a"))
    #expect(try target("10.1.0.10", from: machine.device, a) == .peering("pcx-1"))
    #expect(try target("10.1.1.10", from: machine.device, a) == .blackhole)
    // What comes over the cable reaches the VPC itself and does not go back.
    #expect(try target("10.1.0.10", from: b.peerings[0].device, b) == .machine("eni-b"))
    #expect(try target("10.0.0.10", from: b.peerings[0].device, b) == .blackhole)
  }

  @Test("a peering connection that is not active carries nothing")
  func inactivePeering() throws {
    let plan = LabPlan(try LabSample.peers(status: .pendingAcceptance))
    let a = try #require(plan.router("vpc-a"))
    #expect(a.peerings.isEmpty)
    #expect(try target("10.1.0.10", from: "any", a) == .blackhole)
  }

  @Test("a peer without interfaces here is said, and packets to it are dropped")
  func absentPeer() throws {
    var network = try LabSample.peers()
    for id in ["eni-b", "eni-far"] { network.networkInterfaces[NetworkInterface.ID(id)] = nil }
    let plan = LabPlan(network)
    #expect(plan.warnings.contains(.peerNotHere("pcx-1", "vpc-b")))
    #expect(try target("10.1.0.10", from: "any", try #require(plan.router("vpc-a"))) == .blackhole)
  }

  @Test("a more specific route leads hosts of other subnets through a middlebox, and neighbours straight")
  func middlebox() throws {
    let plan = LabPlan(try LabSample.middlebox())
    let router = try #require(plan.routers.first)
    let one = try #require(plan.machine("eni-1"))
    #expect(try target("10.0.2.10", from: one.device, router) == .machine("eni-9"))
    #expect(try target("10.0.1.11", from: one.device, router) == .machine("eni-1b"))
    #expect(try target("10.0.9.9", from: one.device, router) == .machine("eni-9"))
    let box = try #require(plan.machine("eni-9"))
    #expect(box.forwards && !one.forwards)
    #expect(try target("10.0.2.10", from: box.device, router) == .machine("eni-2"))
  }

  @Test("hosts of one subnet reach each other whatever its table says")
  func neighbours() throws {
    var network = try LabSample.middlebox()
    network.routeTables["rtb-subnet-1"]?.routes.append(
      RouteTable.Route(.cidr(try IPPrefix(parsing: "10.0.1.0/24")), to: .networkInterface("eni-9"))
    )
    let plan = LabPlan(network)
    let router = try #require(plan.routers.first)
    let (one, two) = (try #require(plan.machine("eni-1")), try #require(plan.machine("eni-2")))
    #expect(try target("10.0.1.11", from: one.device, router) == .machine("eni-1b"))
    #expect(try target("10.0.1.11", from: two.device, router) == .machine("eni-9"))
  }

  @Test("the table that most machines use is Linux's main one; others have a rule for each of their devices")
  func mainTable() throws {
    let plan = LabPlan(try LabSample.middlebox())
    let router = try #require(plan.routers.first)
    let lines = LabScript(plan).rules(router)
    let (one, two) = (try #require(plan.machine("eni-1")), try #require(plan.machine("eni-2")))
    #expect(router.tables.count == 3)
    #expect(!lines.contains { $0.contains("iif \(one.device)") })
    #expect(lines.count { $0.contains("rule add iif \(two.device) ") } == 1)
  }

  @Test("between routes to one prefix local wins, then static, then propagated")
  func precedence() throws {
    var network = try LabSample.middlebox()
    network.routeTables["rtb-subnet-1"]?.routes = [
      RouteTable.Route(.cidr(try IPPrefix(parsing: "10.0.0.0/16")), to: .networkInterface("eni-9")),
      RouteTable.Route(.cidr(try IPPrefix(parsing: "10.0.0.0/16")), to: .local),
      RouteTable.Route(
        .cidr(try IPPrefix(parsing: "10.9.0.0/16")),
        to: .virtualPrivateGateway("vgw-1"),
        isPropagated: true
      ),
      RouteTable.Route(.cidr(try IPPrefix(parsing: "10.9.0.0/16")), to: .networkInterface("eni-9")),
    ]
    let plan = LabPlan(network)
    let router = try #require(plan.routers.first)
    let one = try #require(plan.machine("eni-1"))
    #expect(try target("10.0.2.10", from: one.device, router) == .machine("eni-2"))
    #expect(try target("10.9.0.1", from: one.device, router) == .machine("eni-9"))
  }

  @Test("blackholes drop, gateways that the lab has not refuse and are said, lists of prefixes are spelled out")
  func otherTargets() throws {
    var network = try LabSample.middlebox()
    network.prefixLists.insert(
      PrefixList(id: "pl-1", name: "list", entries: [PrefixList.Entry(try IPPrefix(parsing: "192.0.2.0/24"))])
    )
    network.prefixLists.insert(PrefixList(id: "pl-2", name: "unknown"))
    network.routeTables["rtb-subnet-1"]?.routes += [
      RouteTable.Route(.cidr(.all(.ipv4)), to: .natGateway("nat-1")),
      RouteTable.Route(.cidr(try IPPrefix(parsing: "198.51.100.0/24")), to: .natGateway("nat-2"), isBlackhole: true),
      RouteTable.Route(.prefixList("pl-1"), to: .networkInterface("eni-9")),
      RouteTable.Route(.prefixList("pl-2"), to: .networkInterface("eni-9")),
      RouteTable.Route(.cidr(try IPPrefix(parsing: "203.0.113.0/24")), to: .networkInterface("eni-gone")),
    ]
    let plan = LabPlan(network)
    let router = try #require(plan.routers.first)
    let one = try #require(plan.machine("eni-1"))
    #expect(try target("8.8.8.8", from: one.device, router) == .prohibit)
    #expect(try target("198.51.100.1", from: one.device, router) == .blackhole)
    #expect(try target("192.0.2.1", from: one.device, router) == .machine("eni-9"))
    #expect(try target("203.0.113.1", from: one.device, router) == .blackhole)
    #expect(plan.warnings.contains(.gatewayLeftOut("nat-1", destinations: [.all(.ipv4)])))
    #expect(plan.warnings.contains(.unknownPrefixList("pl-2", "rtb-subnet-1")))
    #expect(plan.warnings.contains(.middleboxNotHere("eni-gone", "rtb-subnet-1")))
  }

  @Test("where tables may be missing from the input, an unassociated subnet reaches its VPC alone, and it is said")
  func incomplete() throws {
    var network = try LabSample.middlebox()
    network.incompleteKinds = [.routeTable]
    let plan = LabPlan(network)
    #expect(plan.warnings.contains(.unknownRouteTable("subnet-9")))
    let box = try #require(plan.machine("eni-9"))
    #expect(try target("10.0.2.10", from: box.device, try #require(plan.routers.first)) == .machine("eni-2"))
  }

  @Test("random networks: each host's packets to each other go where its subnet's table says")
  func followsTheModel() throws {
    for seed in 100..<140 as Range<UInt64> {
      let network = RandomNetwork.make(seed: seed, size: .small)
      let plan = LabPlan(network)
      let owners = Dictionary(grouping: plan.machines, by: \.vpcID).mapValues { machines in
        Dictionary(
          machines.flatMap { machine in machine.ipv4Addresses.map { ($0, machine) } },
          uniquingKeysWith: { first, _ in first }
        )
      }
      for machine in plan.machines {
        let table = network.routeTables.sorted.last { $0.subnetIDs.contains(machine.subnetID) }
        guard let table, table.vpcID == machine.vpcID, network.subnets[machine.subnetID] != nil else { continue }
        let router = try #require(plan.router(machine.vpcID))
        for other in plan.machines where other.interfaceID != machine.interfaceID {
          guard let address = other.ipv4Addresses.first else { continue }
          let got = try target(address.description, from: machine.device, router)
          let owner = owners[machine.vpcID]?[address]
          if let owner, owner.subnetID == machine.subnetID {
            #expect(got == .machine(owner.interfaceID), "seed \(seed)")
            continue
          }
          guard case .route(let route, _) = table.route(to: .v4(address), prefixLists: network.prefixLists) else {
            continue
          }
          switch route.target {
          case _ where route.isBlackhole: #expect(got == .blackhole, "seed \(seed)")
          case .local:
            #expect(
              got == owner.map { .machine($0.interfaceID) } ?? got,
              "seed \(seed): \(machine.interfaceID) to \(address)"
            )
            if owner == nil { #expect(got != .prohibit, "seed \(seed)") }
          case .internetGateway, .natGateway, .transitGateway: #expect(got == .prohibit, "seed \(seed)")
          case .vpcPeeringConnection(let id):
            #expect(got == .peering(id) || got == .blackhole, "seed \(seed)")
          default: break
          }
        }
      }
    }
  }
}
