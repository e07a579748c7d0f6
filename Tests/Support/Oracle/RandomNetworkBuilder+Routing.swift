import IPAddressing
import VPCModel

extension RandomNetworkBuilder {
  /// For each VPC a main table (sometimes missing) and for some subnets one of their own.
  mutating func addGatewaysAndRoutes() {
    for vpc in network.vpcs.sorted {
      let subnets = network.subnets.sorted.filter { $0.vpcID == vpc.id }
      if random.chance(70) {
        network.internetGateways.insert(InternetGateway(id: id("igw"), attachedVPCIDs: [vpc.id]))
      }
      if !vpc.ipv6CIDRs.isEmpty, random.chance(40) {
        network.egressOnlyInternetGateways.insert(
          EgressOnlyInternetGateway(id: id("eigw"), attachedVPCIDs: [vpc.id])
        )
      }
      if random.chance(40), let subnet = random.pick(subnets), let block = subnet.ipv4CIDR {
        network.natGateways.insert(
          NATGateway(
            id: id("nat"),
            vpcID: vpc.id,
            subnetID: subnet.id,
            state: random.pick("available", "available", "failed"),
            isPublic: random.chance(80),
            privateAddresses: [IPv4Address(block.first.rawValue &+ 62)],
            publicAddresses: [IPv4Address(203, 0, 113, 200)]
          )
        )
      }
      if random.chance(90) { addRouteTable(vpc, isMain: true, subnets: []) }
      for subnet in subnets where random.chance(40) { addRouteTable(vpc, isMain: false, subnets: [subnet.id]) }
    }
  }

  private mutating func addRouteTable(_ vpc: VPC, isMain: Bool, subnets: [Subnet.ID]) {
    var routes = vpc.cidrs.map { RouteTable.Route(.cidr($0), to: .local) }
    var taken = Set(routes.map(\.destination))
    for _ in 0..<random.within(0...5) {
      let destination = routeDestination()
      guard taken.insert(destination).inserted, let target = routeTarget(from: vpc) else { continue }
      routes.append(RouteTable.Route(destination, to: target, isBlackhole: random.chance(10)))
      // A static and a propagated route may have one destination.
      if random.chance(10) {
        routes.append(RouteTable.Route(destination, to: .virtualPrivateGateway("vgw-1"), isPropagated: true))
      }
    }
    let table = RouteTable(
      id: id("rtb"),
      vpcID: vpc.id,
      isMain: isMain,
      routes: routes,
      subnetIDs: subnets,
      ownerID: Self.account
    )
    network.routeTables.insert(table)
  }

  private mutating func routeDestination() -> RouteTable.Destination {
    if random.chance(35) { return .cidr(.all(random.chance(70) ? .ipv4 : .ipv6)) }
    if random.chance(20) { return .prefixList(random.pick(network.prefixLists.sorted)?.id ?? "pl-unknown-1") }
    if random.chance(50), let block = random.pick(network.vpcs.sorted.flatMap(\.cidrs)) { return .cidr(block) }
    return .cidr(prefix(random.chance(70) ? .ipv4 : .ipv6))
  }

  private mutating func routeTarget(from vpc: VPC) -> RouteTable.Target? {
    switch random.below(10) {
    case ..<3: network.internetGateways.sorted.first { $0.attachedVPCIDs == [vpc.id] }.map { .internetGateway($0.id) }
    case 3: random.pick(network.natGateways.sorted).map { .natGateway($0.id) }
    case 4: random.pick(network.egressOnlyInternetGateways.sorted).map { .egressOnlyInternetGateway($0.id) }
    case ..<7: .vpcPeeringConnection(random.pick(network.peeringConnections.sorted)?.id ?? "pcx-gone")
    case 7: .transitGateway(random.pick("tgw-1", "tgw-2"))
    case 8: random.pick(network.networkInterfaces.sorted).map { .networkInterface($0.id) }
    default: random.pick(.vpcEndpoint("vpce-gone"), .virtualPrivateGateway("vgw-1"), .other("lgw-1"))
    }
  }

  // MARK: Network ACLs

  /// For each VPC the default list and, for some subnets, lists of their own; a few subnets have none.
  mutating func addNetworkACLs() {
    for vpc in network.vpcs.sorted {
      var withDefault: [Subnet.ID] = []
      for subnet in network.subnets.sorted where subnet.vpcID == vpc.id && random.chance(95) {
        if random.chance(55) {
          withDefault.append(subnet.id)
        } else {
          addNetworkACL(vpc, isDefault: false, subnets: [subnet.id], entries: randomEntries())
        }
      }
      var allowAll: [NetworkACL.Entry] = []
      for direction in TrafficDirection.allCases {
        for (number, family) in [(100, IPFamily.ipv4), (101, .ipv6)] {
          allowAll.append(
            .init(number: number, direction: direction, action: .allow, traffic: .all, cidr: .all(family))
          )
        }
      }
      addNetworkACL(vpc, isDefault: true, subnets: withDefault, entries: allowAll)
    }
  }

  private mutating func addNetworkACL(
    _ vpc: VPC,
    isDefault: Bool,
    subnets: [Subnet.ID],
    entries: [NetworkACL.Entry]
  ) {
    var entries = entries
    for direction in TrafficDirection.allCases {
      for (number, family) in [(32767, IPFamily.ipv4), (32768, .ipv6)] {
        entries.append(.init(number: number, direction: direction, action: .deny, traffic: .all, cidr: .all(family)))
      }
    }
    let acl = NetworkACL(
      id: id("acl"),
      vpcID: vpc.id,
      isDefault: isDefault,
      entries: entries,
      subnetIDs: subnets,
      ownerID: Self.account
    )
    network.networkACLs.insert(acl)
  }

  private mutating func randomEntries() -> [NetworkACL.Entry] {
    var entries: [NetworkACL.Entry] = []
    for direction in TrafficDirection.allCases {
      var numbers: Set<Int> = []
      for _ in 0..<random.within(0...6) { numbers.insert(random.pick(1, 2, 100, 110, 200, 300, 32766)) }
      for number in numbers.sorted() {
        entries.append(
          NetworkACL.Entry(
            number: number,
            direction: direction,
            action: random.chance(70) ? .allow : .deny,
            traffic: traffic(),
            cidr: prefix(random.chance(75) ? .ipv4 : .ipv6)
          )
        )
      }
    }
    return entries
  }
}
