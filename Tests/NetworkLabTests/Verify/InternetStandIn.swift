import IPAddressing
import LinuxDataPlane
import VPCModel

@testable import NetworkLab

/// What is beyond a VPC's internet gateway, for a lab, which leaves gateways out: a namespace at each router that has
/// whatever public addresses it is asked for.
///
/// The gateway puts an interface's public IPv4 address in its private one's place and back. Packets are sent here with the
/// private address as it is behind the gateway, where the rules see it; and those with an address that has no public one
/// are lost, as they are at the gateway.
struct InternetStandIn {
  /// By VPC.
  private(set) var places: [VPC.ID: FlowSender.Place] = [:]

  /// Joins one to the router of each VPC from which some route leads to an internet gateway.
  ///
  /// - Parameter network: one whose gateways are internet gateways alone.
  init(_ network: Network, _ plan: LabPlan) throws {
    for (number, router) in plan.routers.enumerated() {
      let routes = router.tables.flatMap { table in
        table.routes.filter { $0.target == .prohibit }.map { (table, $0.destination) }
      }
      if routes.isEmpty { continue }
      let residents = plan.machines.filter { $0.router == router.namespace }
      let far = Self.farEnd(number, router, plan.names)
      let cable =
        "link add \(far.device) address \(far.routerHardwareAddress) type veth"
        + " peer name eth0 address \(far.hardwareAddress) netns \(far.namespace)"
      var outside = LabScript.outside(far)
      for (table, destination) in routes {
        guard let hop = LabScript.nextHop(to: far, destination.family) else { continue }
        outside.append("route replace \(destination) via \(hop) dev \(far.device) onlink table \(table.number)")
      }
      // What comes in goes to the VPC itself.
      outside += Self.ways(to: residents)
      let lost = Self.withoutPublicAddress(residents, network)
      try IPBatch.run(["netns add \(far.namespace)"])
      try NamespaceVisit.run(far.namespace) { () throws(LabError) in
        try NamespaceVisit.write(LabScript.machineSettings + [("net/ipv4/conf/all/rp_filter", "1")])
      }
      let lines = outside
      try NamespaceVisit.run(router.namespace) { () throws(LabError) in try IPBatch.run([cable]) }
      try NamespaceVisit.run(far.namespace) { () throws(LabError) in
        try IPBatch.run(LabScript.inside(far) + lost.map { "route add blackhole \($0)" })
      }
      try NamespaceVisit.run(router.namespace) { () throws(LabError) in
        try IPBatch.run(lines)
        for family in ["-4", "-6"] {
          try IPBatch.run(["rule add iif \(far.device) lookup \(Self.arrivals) pref 90"], options: [family])
        }
      }
      places[router.vpcID] = FlowSender.Place(
        namespace: far.namespace,
        addresses: Set((far.ipv4Addresses.map(IPAddress.v4) + far.ipv6Addresses.map(IPAddress.v6)))
      )
    }
  }

  /// The router's table for what comes in.
  private static let arrivals = 900

  private static func farEnd(_ number: Int, _ router: LabPlan.Router, _ names: LabNames) -> LabPlan.Machine {
    let id = "internet-\(number)"
    return LabPlan.Machine(
      interfaceID: NetworkInterface.ID(id),
      vpcID: router.vpcID,
      subnetID: "subnet-internet",
      namespace: names.namespacePrefix + id,
      router: router.namespace,
      device: "rfinternet\(number)",
      hardwareAddress: HardwareAddress(.machine, of: id),
      routerHardwareAddress: HardwareAddress(.router, of: id),
      ipv4Addresses: [IPv4Address(192, 88, 99, 77)],
      ipv6Addresses: [IPv6Address(0x2600 << 112 | 0x77)],
      prefixes: [],
      gateway: IPv4Address(169, 254, 1, 1),
      forwards: false
    )
  }

  private static func ways(to residents: [LabPlan.Machine]) -> [String] {
    var lines: [String] = []
    var seen: Set<IPPrefix> = []
    for machine in residents {
      for prefix in machine.ownPrefixes where seen.insert(prefix).inserted {
        guard let hop = LabScript.nextHop(to: machine, prefix.family) else { continue }
        lines.append("route add \(prefix) via \(hop) dev \(machine.device) onlink table \(arrivals)")
      }
    }
    return lines
  }

  private static func withoutPublicAddress(_ residents: [LabPlan.Machine], _ network: Network) -> Set<IPPrefix> {
    var lost: Set<IPPrefix> = []
    for machine in residents {
      lost.formUnion(machine.ownPrefixes.filter { $0.family == .ipv4 })
      for entry in network.networkInterfaces[machine.interfaceID]?.privateIPv4Addresses ?? []
      where entry.publicAddress != nil {
        lost.remove(IPPrefix(host: .v4(entry.address)))
      }
    }
    return lost
  }
}
