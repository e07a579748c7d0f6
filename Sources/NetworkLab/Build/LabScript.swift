import IPAddressing
import VPCModel

/// A plan in the words of `ip -batch` and `/proc/sys`: what is done in which namespace.
///
/// In this order: ``namespaces``, ``settings`` of each, ``cables`` in each router, ``inside(_:)`` of each machine,
/// ``router(_:)`` and
/// ``rules(_:)`` of each router. Devices are set up before routes lead to them.
///
/// All neighbours are permanent: nobody waits for ARP or neighbour discovery, and the kernel's table of neighbours,
/// which all namespaces share and which holds 1,024 others by default (`gc_thresh3`), does not fill up.
struct LabScript {
  let plan: LabPlan
  private let byID: [NetworkInterface.ID: LabPlan.Machine]
  private let byRouter: [String: [LabPlan.Machine]]

  init(_ plan: LabPlan) {
    self.plan = plan
    byID = Dictionary(plan.machines.map { ($0.interfaceID, $0) }, uniquingKeysWith: { first, _ in first })
    byRouter = Dictionary(grouping: plan.machines, by: \.router)
  }

  /// What the router is called in IPv6, and the machine, at each cable.
  static let routerLinkLocal = "fe80::1"
  static let machineLinkLocal = "fe80::2"
  /// The far end of a peering connection's cable, which no device has: its neighbour entry is all it needs.
  static let farEnd = "169.254.1.2"

  /// For this machine's own namespace.
  var namespaces: [String] { plan.namespaces.map { "netns add \($0)" } }

  // MARK: Settings, as paths under /proc/sys and values

  static let routerSettings: [(path: String, value: String)] = [
    // The data plane checks sources itself.
    ("net/ipv4/conf/all/rp_filter", "0"), ("net/ipv4/conf/default/rp_filter", "0"),
    ("net/ipv4/conf/all/send_redirects", "0"), ("net/ipv4/conf/default/send_redirects", "0"),
    ("net/ipv4/ip_forward", "1"), ("net/ipv6/conf/all/forwarding", "1"), ("net/ipv6/conf/default/forwarding", "1"),
    // Addresses are the plan's alone, and usable at once.
    ("net/ipv6/conf/default/addr_gen_mode", "1"), ("net/ipv6/conf/default/accept_dad", "0"),
    ("net/ipv6/conf/default/accept_ra", "0"),
  ]

  static let machineSettings: [(path: String, value: String)] = [
    ("net/ipv4/conf/all/accept_redirects", "0"), ("net/ipv4/conf/default/accept_redirects", "0"),
    ("net/ipv4/conf/all/send_redirects", "0"), ("net/ipv4/conf/default/send_redirects", "0"),
    ("net/ipv6/conf/default/accept_redirects", "0"), ("net/ipv6/conf/default/addr_gen_mode", "1"),
    ("net/ipv6/conf/default/accept_dad", "0"), ("net/ipv6/conf/default/accept_ra", "0"),
  ]

  static let middleboxSettings: [(path: String, value: String)] =
    machineSettings + [
      ("net/ipv4/conf/all/rp_filter", "0"), ("net/ipv4/conf/default/rp_filter", "0"),
      ("net/ipv4/ip_forward", "1"), ("net/ipv6/conf/all/forwarding", "1"),
    ]

  static func settings(of machine: LabPlan.Machine) -> [(path: String, value: String)] {
    machine.forwards ? middleboxSettings : machineSettings
  }

  // MARK: Cables

  /// For the router's namespace: cables to its machines, and to the routers that it is peered with.
  func cables(_ router: LabPlan.Router) -> [String] {
    let toMachines = machines(of: router).map { machine in
      "link add \(machine.device) address \(machine.routerHardwareAddress) mtu 1500 type veth"
        + " peer name eth0 address \(machine.hardwareAddress) mtu 1500 netns \(machine.namespace)"
    }
    let toPeers = router.peerings.filter(\.isMaker).map { end in
      "link add \(end.device) address \(end.hardwareAddress) mtu 1500 type veth"
        + " peer name \(end.device) address \(end.farHardwareAddress) mtu 1500 netns \(end.farNamespace)"
    }
    return toMachines + toPeers
  }

  // MARK: Machines

  /// For the machine's namespace.
  static func inside(_ machine: LabPlan.Machine, device: String = "eth0") -> [String] {
    var lines = ["link set lo up", "link set \(device) up"]
    if let primary = machine.ipv4Addresses.first {
      lines += machine.ipv4Addresses.map { "addr add \($0)/32 dev \(device)" }
      lines += [
        "neigh replace \(machine.gateway) lladdr \(machine.routerHardwareAddress) dev \(device) nud permanent",
        "route add default via \(machine.gateway) dev \(device) onlink src \(primary)",
      ]
    }
    if machine.has(.ipv6) {
      lines += machine.ipv6Addresses.map { "addr add \($0)/128 dev \(device) nodad" }
      let source = machine.ipv6Addresses.first.map { " src \($0)" } ?? ""
      lines += [
        "addr add \(machineLinkLocal)/64 dev \(device) nodad",
        "neigh replace \(routerLinkLocal) lladdr \(machine.routerHardwareAddress) dev \(device) nud permanent",
        "route add default via \(routerLinkLocal) dev \(device)\(source)",
      ]
    }
    return lines
  }

  // MARK: Routers

  /// For the router's namespace, once its machines are set up.
  func router(_ router: LabPlan.Router) -> [String] {
    var lines = ["link set lo up"]
    lines += router.addresses.map { "addr add \(IPPrefix(host: $0)) dev lo" }
    for machine in machines(of: router) { lines += Self.outside(machine) }
    for end in router.peerings {
      lines += [
        "link set \(end.device) up",
        "neigh replace \(Self.farEnd) lladdr \(end.farHardwareAddress) dev \(end.device) nud permanent",
        "addr add \(Self.linkLocal(of: end))/64 dev \(end.device) nodad",
        "neigh replace \(Self.farLinkLocal(of: end)) lladdr \(end.farHardwareAddress) dev \(end.device) nud permanent",
      ]
    }
    for table in router.tables {
      lines += table.routes.map { route(for: $0, of: table, router) }
    }
    return lines
  }

  /// For the router's namespace, once for each address family, which `ip` takes for a whole batch only.
  func rules(_ router: LabPlan.Router) -> [String] {
    router.tables.flatMap { table in
      table.devices.map { "rule add iif \($0) lookup \(table.number) pref 100" }
    }
  }

  /// The router's end of a machine's cable.
  static func outside(_ machine: LabPlan.Machine) -> [String] {
    var lines = ["link set \(machine.device) up"]
    if let primary = machine.ipv4Addresses.first {
      lines.append("neigh replace \(primary) lladdr \(machine.hardwareAddress) dev \(machine.device) nud permanent")
    }
    if machine.has(.ipv6) {
      lines += [
        "addr add \(routerLinkLocal)/64 dev \(machine.device) nodad",
        "neigh replace \(machineLinkLocal) lladdr \(machine.hardwareAddress) dev \(machine.device) nud permanent",
      ]
    }
    return lines
  }

  private func route(for route: LabPlan.Route, of table: LabPlan.RoutingTable, _ router: LabPlan.Router) -> String {
    let place = table.isMain ? "" : " table \(table.number)"
    switch route.target {
    case .blackhole: return "route add blackhole \(route.destination)\(place)"
    case .prohibit: return "route add prohibit \(route.destination)\(place)"
    case .machine(let id):
      guard let machine = byID[id], let hop = Self.nextHop(to: machine, route.destination.family) else {
        return "route add blackhole \(route.destination)\(place)"
      }
      return "route add \(route.destination) via \(hop) dev \(machine.device) onlink\(place)"
    case .peering(let id):
      guard let end = router.peerings.first(where: { $0.id == id }) else {
        return "route add blackhole \(route.destination)\(place)"
      }
      let hop = route.destination.family == .ipv4 ? Self.farEnd : Self.farLinkLocal(of: end)
      return "route add \(route.destination) via \(hop) dev \(end.device) onlink\(place)"
    }
  }

  static func nextHop(to machine: LabPlan.Machine, _ family: IPFamily) -> String? {
    switch family {
    case .ipv4: machine.ipv4Addresses.first?.description
    case .ipv6: machine.has(.ipv6) ? machineLinkLocal : nil
    }
  }

  private static func linkLocal(of end: LabPlan.PeeringEnd) -> String {
    end.isMaker ? routerLinkLocal : machineLinkLocal
  }

  private static func farLinkLocal(of end: LabPlan.PeeringEnd) -> String {
    end.isMaker ? machineLinkLocal : routerLinkLocal
  }

  private func machines(of router: LabPlan.Router) -> [LabPlan.Machine] {
    byRouter[router.namespace] ?? []
  }
}
