import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkLab

@Suite("The plan of a lab")
struct LabPlanTests {
  @Test("the story's network has a router, a machine for each interface, and says what is left out")
  func story() throws {
    let network = try LabSample.story()
    let plan = LabPlan(network)
    #expect(plan.routers.count == 1)
    #expect(plan.machines.map(\.interfaceID) == network.networkInterfaces.sorted.map(\.id))
    let app = try #require(plan.machine("eni-0e5b8c2f6a9dcd7a4"))
    #expect(app.namespace.hasPrefix("rf-lab-app-task-"))
    #expect(app.ipv4Addresses.map(\.description) == ["10.0.12.7"])
    #expect(app.gateway == IPv4Address(10, 0, 12, 1))
    let leftOut = plan.warnings.compactMap { if case .gatewayLeftOut(let id, _) = $0 { id } else { nil } }
    #expect(leftOut.contains { $0.hasPrefix("igw-") })
  }

  @Test("the same network gives the same plan")
  func determinism() throws {
    for seed in 0..<20 as Range<UInt64> {
      let network = RandomNetwork.make(seed: seed, size: .medium)
      #expect(LabPlan(network) == LabPlan(network), "seed \(seed)")
    }
  }

  @Test("random networks: names are unique, every table has an answer for everything, and every host has a route")
  func randomNetworks() throws {
    for seed in 0..<60 as Range<UInt64> {
      let plan = LabPlan(RandomNetwork.make(seed: seed, size: .medium))
      #expect(Set(plan.namespaces).count == plan.namespaces.count, "seed \(seed)")
      let devices = plan.machines.map(\.device)
      #expect(Set(devices).count == devices.count, "seed \(seed)")
      for router in plan.routers {
        #expect(router.tables.count { $0.isMain } == 1, "seed \(seed)")
        let listed = router.tables.flatMap(\.devices)
        #expect(Set(listed).count == listed.count, "seed \(seed): a device looks into two tables")
        for table in router.tables {
          let destinations = table.routes.map(\.destination)
          #expect(Set(destinations).count == destinations.count, "seed \(seed)")
          for family in IPFamily.allCases {
            #expect(table.routes.contains { $0.destination == .all(family) }, "seed \(seed)")
          }
          for case .machine(let id) in table.routes.map(\.target) {
            #expect(plan.machine(id)?.router == router.namespace, "seed \(seed): a route leads into another VPC")
          }
        }
      }
    }
  }

  @Test("VPCs with the same addresses have routers of their own")
  func twins() throws {
    let plan = LabPlan(try LabSample.twins())
    #expect(plan.routers.count == 2)
    #expect(Set(plan.machines.map(\.router)).count == 2)
    #expect(plan.warnings.isEmpty)
    for router in plan.routers {
      let table = try #require(router.mainTable)
      let hosts = table.routes.filter { if case .machine = $0.target { true } else { false } }
      #expect(hosts.map(\.destination.description) == ["10.0.0.10/32", "10.0.0.11/32"])
      for case .machine(let id) in hosts.map(\.target) { #expect(plan.machine(id)?.vpcID == router.vpcID) }
    }
  }

  @Test("an interface without an address is left out and said so")
  func noAddresses() throws {
    var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
    network.networkInterfaces.insert(try LabSample.interface("eni-1", in: "subnet-1", ["10.0.1.5"]))
    network.networkInterfaces.insert(try LabSample.interface("eni-2", in: "subnet-1"))
    let plan = LabPlan(network)
    #expect(plan.machines.map(\.interfaceID) == ["eni-1"])
    #expect(plan.warnings == [.noAddresses("eni-2")])
  }

  @Test("the primary address comes first, wherever the API lists it")
  func secondaryAddresses() throws {
    var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
    var interface = try LabSample.interface("eni-1", in: "subnet-1", ["10.0.1.5", "10.0.1.6", "10.0.1.7"])
    interface.privateIPv4Addresses[0].isPrimary = false
    interface.privateIPv4Addresses[2].isPrimary = true
    network.networkInterfaces.insert(interface)
    let plan = LabPlan(network)
    #expect(plan.machines.first?.ipv4Addresses.map(\.description) == ["10.0.1.7", "10.0.1.5", "10.0.1.6"])
    let routes = try #require(plan.routers.first?.mainTable?.routes)
    for address in ["10.0.1.5/32", "10.0.1.6/32", "10.0.1.7/32"] {
      #expect(routes.contains { $0.destination.description == address && $0.target == .machine("eni-1") })
    }
  }

  @Test("an interface of an IPv6-only subnet has no IPv4 anything")
  func ipv6Only() throws {
    var network = Network()
    network.vpcs.insert(VPC(id: "vpc-a", ipv6CIDRs: [try IPv6Prefix(parsing: "fd00::/56")]))
    network.subnets.insert(
      Subnet(id: "subnet-1", vpcID: "vpc-a", ipv4CIDR: nil, ipv6CIDRs: [try IPv6Prefix(parsing: "fd00::/64")])
    )
    network.networkInterfaces.insert(try LabSample.interface("eni-1", in: "subnet-1", ipv6: ["fd00::5"]))
    network.routeTables.insert(
      RouteTable(
        id: "rtb-1",
        vpcID: "vpc-a",
        isMain: true,
        routes: [RouteTable.Route(.cidr(try IPPrefix(parsing: "fd00::/56")), to: .local)]
      )
    )
    let plan = LabPlan(network)
    let machine = try #require(plan.machines.first)
    #expect(!machine.has(.ipv4) && machine.has(.ipv6))
    #expect(!LabScript.inside(machine).contains { $0.contains("10.") || $0.contains("169.254") })
    #expect(LabScript.inside(machine).contains("addr add fd00::5/128 dev eth0 nodad"))
    #expect(plan.routers.first?.addresses == [])
  }

  @Test("delegated prefixes lead to the interface")
  func delegatedPrefixes() throws {
    var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
    var interface = try LabSample.interface("eni-1", in: "subnet-1", ["10.0.1.5"])
    interface.ipv4Prefixes = [try IPv4Prefix(parsing: "10.0.1.16/28")]
    interface.ipv6Prefixes = [try IPv6Prefix(parsing: "fd00:0:0:1::/80")]
    network.networkInterfaces.insert(interface)
    let plan = LabPlan(network)
    let lines = LabScript(plan).router(try #require(plan.routers.first))
    let device = LabNames.device(of: NetworkInterface.ID("eni-1"))
    #expect(lines.contains("route add 10.0.1.16/28 via 10.0.1.5 dev \(device) onlink"))
    #expect(plan.machines.first?.has(.ipv6) == true)
  }

  @Test("two interfaces with one address: the first has it, and it is said")
  func sharedAddress() throws {
    var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
    for id in ["eni-1", "eni-2"] {
      network.networkInterfaces.insert(try LabSample.interface(NetworkInterface.ID(id), in: "subnet-1", ["10.0.1.5"]))
    }
    let plan = LabPlan(network)
    #expect(plan.warnings == [.sharedAddress(try IPPrefix(parsing: "10.0.1.5/32"), "eni-1", "eni-2")])
    #expect(plan.routers.first?.mainTable?.routes.contains { $0.target == .machine("eni-2") } == false)
  }

  @Test("where an interface has the router's address, or the subnet is not known, the router is 169.254.1.1")
  func otherGateways() throws {
    var network = try LabSample.network(subnets: [("subnet-1", "10.0.1.0/24")])
    network.networkInterfaces.insert(try LabSample.interface("eni-1", in: "subnet-1", ["10.0.1.1"]))
    network.networkInterfaces.insert(try LabSample.interface("eni-2", in: "subnet-gone", ["10.0.2.5"]))
    let plan = LabPlan(network)
    #expect(plan.machines.map(\.gateway.description) == ["169.254.1.1", "169.254.1.1"])
    #expect(plan.routers.first?.addresses.map(\.description) == ["169.254.1.1"])
    #expect(plan.warnings.contains(.gatewayAddressTaken("subnet-1", "eni-1")))
    #expect(plan.warnings.contains(.unknownSubnet("subnet-gone", interfaces: 1)))
  }

  @Test("an interface of a VPC that is not in the network still reaches its neighbours")
  func unknownVPC() throws {
    var network = Network()
    for (id, address) in [("eni-1", "10.0.0.5"), ("eni-2", "10.0.0.6")] {
      network.networkInterfaces.insert(
        try LabSample.interface(NetworkInterface.ID(id), in: "subnet-x", of: "vpc-x", [address])
      )
    }
    let plan = LabPlan(network)
    #expect(plan.warnings.contains(.unknownVPC("vpc-x")))
    let routes = try #require(plan.routers.first?.mainTable?.routes)
    #expect(routes.contains { $0.target == .machine("eni-1") } && routes.contains { $0.target == .machine("eni-2") })
  }

  @Test("hundreds of interfaces are planned, with one table and no rules")
  func hundreds() throws {
    let plan = LabPlan(try LabSample.crowd(500))
    #expect(plan.machines.count == 500)
    #expect(plan.routers.first?.tables.count == 1)
    #expect(Set(plan.machines.map(\.hardwareAddress)).count == 500)
  }
}
