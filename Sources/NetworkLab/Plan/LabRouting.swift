import IPAddressing
import VPCModel

/// Works out the routers' tables.
///
/// A subnet's table is its VPC route table by longest prefix, with each host that a local route covers by itself. As
/// in EC2, hosts of the subnet itself are reached whatever the table says. Most subnets come out alike: equal tables
/// are one, and the one that most machines use is Linux's main table, which costs no rule.
struct LabRouting {
  private let network: Network
  private let machines: [NetworkInterface.ID: LabPlan.Machine]
  private let residents: [VPC.ID: [LabPlan.Machine]]
  private let peered: Set<VPC.ID>
  private let tables: [Subnet.ID: RouteTable]
  private let mainTables: [VPC.ID: RouteTable]
  /// Every address that leads somewhere in a VPC.
  private var hosts: [VPC.ID: [(prefix: IPPrefix, machine: LabPlan.Machine)]] = [:]
  private var leftOut: [String: Set<IPPrefix>] = [:]
  private var otherWarnings: [LabWarning] = []

  init(_ network: Network, machines: [LabPlan.Machine], peered routers: [VPC.ID: [LabPlan.Router]]) {
    self.network = network
    self.machines = Dictionary(machines.map { ($0.interfaceID, $0) }, uniquingKeysWith: { first, _ in first })
    residents = Dictionary(grouping: machines, by: \.vpcID)
    peered = Set(routers.keys)
    var tables: [Subnet.ID: RouteTable] = [:]
    var mainTables: [VPC.ID: RouteTable] = [:]
    for table in network.routeTables.sorted {
      for subnet in table.subnetIDs { tables[subnet] = table }
      if table.isMain { mainTables[table.vpcID] = table }
    }
    self.tables = tables
    self.mainTables = mainTables
    for (vpcID, machines) in residents.sorted(by: { $0.key < $1.key }) {
      var owners: [IPPrefix: NetworkInterface.ID] = [:]
      for machine in machines {
        for prefix in machine.ownPrefixes {
          if let owner = owners[prefix] {
            if owner != machine.interfaceID {
              otherWarnings.append(.sharedAddress(prefix, owner, machine.interfaceID))
            }
          } else {
            owners[prefix] = machine.interfaceID
            hosts[vpcID, default: []].append((prefix, machine))
          }
        }
      }
    }
  }

  var warnings: [LabWarning] {
    var seen: Set<LabWarning> = []
    return otherWarnings.filter { seen.insert($0).inserted }
      + leftOut.sorted { $0.key < $1.key }.map { .gatewayLeftOut($0.key, destinations: $0.value.sorted()) }
  }

  // MARK: The tables of one router

  mutating func tables(of router: LabPlan.Router) -> [LabPlan.RoutingTable] {
    var contents: [[LabPlan.Route]] = []
    var devices: [[LabPlan.Route]: [String]] = [:]
    func add(_ content: [LabPlan.Route], _ new: [String]) {
      if devices[content] == nil { contents.append(content) }
      devices[content, default: []] += new
    }
    let machines = residents[router.vpcID] ?? []
    var made: [RouteTable.ID: Entries] = [:]
    for (subnetID, residents) in Dictionary(grouping: machines, by: \.subnetID).sorted(by: { $0.key < $1.key }) {
      let entries: Entries
      if let table = routeTable(of: subnetID, in: router.vpcID) {
        entries = made[table.id] ?? self.entries(of: table, router)
        made[table.id] = entries
      } else {
        if network.subnets[subnetID] != nil { otherWarnings.append(.unknownRouteTable(subnetID)) }
        entries = localEntries(of: router.vpcID)
      }
      add(content(entries, vpcID: router.vpcID, subnetID: subnetID), residents.map(\.device))
    }
    // Who comes over a peering connection reaches the VPC itself and nothing behind it (VPC peering guide, "Edge to
    // edge routing").
    let arrival = content(localEntries(of: router.vpcID), vpcID: router.vpcID, subnetID: nil)
    let mostUsed = contents.max { (devices[$0]?.count ?? 0) < (devices[$1]?.count ?? 0) }
    if !router.peerings.isEmpty { add(arrival, router.peerings.map(\.device)) }

    var number = 1000
    return contents.map { content in
      guard content != mostUsed else {
        return LabPlan.RoutingTable(number: LabPlan.RoutingTable.mainNumber, devices: [], routes: content)
      }
      defer { number += 1 }
      return LabPlan.RoutingTable(number: number, devices: devices[content] ?? [], routes: content)
    }
  }

  /// The table that is associated, else the VPC's main one; where the input may lack tables, another could be the
  /// associated one.
  private func routeTable(of subnetID: Subnet.ID, in vpcID: VPC.ID) -> RouteTable? {
    if let table = tables[subnetID] { return table.vpcID == vpcID ? table : nil }
    guard network.isComplete(.routeTable), network.subnets[subnetID]?.vpcID == vpcID else { return nil }
    return mainTables[vpcID]
  }

  // MARK: From EC2's routes to Linux's

  /// What a route table says, one target for each prefix; `nil` is local.
  private typealias Entries = [IPPrefix: LabPlan.Route.Target?]

  private func localEntries(of vpcID: VPC.ID) -> Entries {
    // Without the VPC's blocks every address that somebody has counts as local.
    let blocks = network.vpcs[vpcID]?.cidrs ?? [.all(.ipv4), .all(.ipv6)]
    return Dictionary(blocks.map { ($0, LabPlan.Route.Target?.none) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func entries(of table: RouteTable, _ router: LabPlan.Router) -> Entries {
    var entries: Entries = [:]
    // Between equals local, then static, then propagated (VPC user guide, "Route priority").
    let routes = table.routes.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    for (_, route) in routes {
      for prefix in destinations(of: route, table) where entries[prefix] == nil {
        entries.updateValue(target(of: route, to: prefix, table, router), forKey: prefix)
      }
    }
    return entries
  }

  private mutating func destinations(of route: RouteTable.Route, _ table: RouteTable) -> [IPPrefix] {
    switch route.destination {
    case .cidr(let prefix): return [prefix]
    case .prefixList(let id):
      if let entries = network.prefixLists[id]?.entries { return entries.map(\.cidr) }
      otherWarnings.append(.unknownPrefixList(id, table.id))
      return []
    }
  }

  private mutating func target(
    of route: RouteTable.Route,
    to prefix: IPPrefix,
    _ table: RouteTable,
    _ router: LabPlan.Router
  ) -> LabPlan.Route.Target? {
    if route.isBlackhole { return .blackhole }
    switch route.target {
    case .local: return nil
    case .vpcPeeringConnection(let id):
      if router.peerings.contains(where: { $0.id == id }) { return .peering(id) }
      if let peering = network.peeringConnections[id], peering.status == .active,
        let far = peering.side(oppositeTo: router.vpcID), !peered.contains(far.vpcID)
      {
        otherWarnings.append(.peerNotHere(id, far.vpcID))
      }
      return .blackhole
    case .networkInterface(let id):
      if let machine = machines[id], machine.vpcID == router.vpcID, machine.has(prefix.family) { return .machine(id) }
      otherWarnings.append(.middleboxNotHere(id, table.id))
      return .blackhole
    case .internetGateway, .egressOnlyInternetGateway, .natGateway, .transitGateway, .virtualPrivateGateway,
      .vpcEndpoint, .other:
      leftOut[route.target.text, default: []].insert(prefix)
      return .prohibit
    }
  }

  /// The whole table: hosts that a local route leads to, everything else that the entries say, and the end.
  private func content(_ entries: Entries, vpcID: VPC.ID, subnetID: Subnet.ID?) -> [LabPlan.Route] {
    var routes: [IPPrefix: LabPlan.Route.Target] = [:]
    for family in IPFamily.allCases { routes[.all(family)] = .blackhole }
    for (prefix, target) in entries { routes[prefix] = target ?? .blackhole }
    let lengths = Set(entries.keys.map(\.length)).sorted(by: >)
    for (prefix, machine) in hosts[vpcID] ?? [] {
      let isNeighbour = machine.subnetID == subnetID
      if isNeighbour || Self.isLocal(prefix, entries, lengths) { routes[prefix] = .machine(machine.interfaceID) }
    }
    return routes.map { LabPlan.Route(destination: $0.key, target: $0.value) }.sorted {
      $0.destination < $1.destination
    }
  }

  /// Whether the longest entry that covers a host's prefix is a local route.
  private static func isLocal(_ prefix: IPPrefix, _ entries: Entries, _ lengths: [Int]) -> Bool {
    for length in lengths {
      guard let covering = prefix.supernet(length: length), let target = entries[covering] else { continue }
      return target == nil
    }
    return false
  }
}

extension RouteTable.Route {
  fileprivate var rank: Int { target == .local ? 0 : isPropagated ? 2 : 1 }
}

extension IPPrefix {
  /// The block of a shorter or equal length that contains this one.
  fileprivate func supernet(length: Int) -> IPPrefix? {
    switch self {
    case .v4(let prefix): prefix.supernet(length: length).map(IPPrefix.v4)
    case .v6(let prefix): prefix.supernet(length: length).map(IPPrefix.v6)
    }
  }
}
