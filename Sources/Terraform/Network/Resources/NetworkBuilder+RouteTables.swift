import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addRouteTables() {
    var tables: [RouteTable.ID: RouteTable] = [:]
    for type in ["aws_default_route_table", "aws_route_table"] {
      for instance in managed[type] ?? [] {
        let table = routeTable(instance)
        if let table { tables[table.id] = table }
      }
    }
    for instance in data["aws_route_table"] ?? [] where !ResourceBlock(instance).blocks("routes").isAbsent {
      if let table = describedTable(instance) { tables[table.id] = table }
    }
    let mainTables = mainTables(&tables)
    for instance in managed["aws_route"] ?? [] { addRoute(instance, &tables) }
    for instance in managed["aws_vpn_gateway_route_propagation"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which gateway puts routes into which table is not known"
      guard let id = id(block, "route_table_id", effect: effect),
        let gateway = self.id(block, "vpn_gateway_id", effect: effect)
      else { continue }
      propagate(gateway, into: RouteTable.ID(id), block, "vpn_gateway_id", &tables)
    }
    addEndpointRoutes(&tables)
    bindSubnets(&tables, mainTables)
    for table in tables.values { network.routeTables.insert(table) }
  }

  // MARK: Tables

  private mutating func routeTable(_ instance: ResourceInstance) -> RouteTable? {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return nil }
    let isDefault = instance.address.type == "aws_default_route_table"
    let vpcID =
      isDefault
      ? vpcOfDefault(block, "default_route_table_id")
      : vpcID(of: block, effect: "which VPC the table is of is not known")
    var table = RouteTable(id: RouteTable.ID(id), vpcID: vpcID, routes: localRoutes(vpcID, block), tags: block.tags)
    record(id, from: block)
    switch block.blocks("route") {
    case .absent: break
    case .unknown(let reason):
      note(block, "route", reason, effect: "where the table leads is not known")
      let list = unknownAddresses(block, "route", nil)
      table.routes.append(RouteTable.Route(.prefixList(list), to: .other(placeholder(block, "route"))))
    case .known(let routes):
      for route in routes {
        if let route = self.route(route, v4: "cidr_block", v6: "ipv6_cidr_block", list: "destination_prefix_list_id"),
          !isWithdrawn(.route(table.id, route.destination), from: block, "route")
        {
          insert(route, into: &table)
        }
      }
    }
    var tables = [table.id: table]
    for gateway in ids(block, "propagating_vgws", effect: "which gateways put routes into the table is not known") ?? []
    {
      propagate(gateway, into: table.id, block, "propagating_vgws", &tables)
    }
    return tables[table.id] ?? table
  }

  /// A data source that was read: its routes are those of EC2, the local ones among them.
  private mutating func describedTable(_ instance: ResourceInstance) -> RouteTable? {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address], case .known(let routes) = block.blocks("routes") else { return nil }
    let vpcID = VPC.ID(block.text("vpc_id").known ?? placeholder(block, "vpc_id"))
    var table = RouteTable(id: RouteTable.ID(id), vpcID: vpcID, routes: localRoutes(vpcID, block), tags: block.tags)
    for route in routes {
      if let route = self.route(route, v4: "cidr_block", v6: "ipv6_cidr_block", list: "destination_prefix_list_id") {
        insert(route, into: &table)
      }
    }
    for association in block.blocks("associations").known ?? [] {
      if let subnet = association.text("subnet_id").known { table.subnetIDs.append(Subnet.ID(subnet)) }
      if association.flag("main").known == true { table.isMain = true }
    }
    record(id, from: block)
    return table
  }

  /// Every table leads to the VPC itself. Where it is not known which addresses the VPC has, nor is it where that begins.
  private mutating func localRoutes(_ vpcID: VPC.ID, _ block: ResourceBlock) -> [RouteTable.Route] {
    let blocks = network.vpcs[vpcID]?.cidrs ?? []
    if !blocks.contains(where: { $0.family == .ipv4 }) {
      let list = PrefixList.ID("\(vpcID).cidr_block")
      if !network.prefixLists.contains(list) {
        network.prefixLists.insert(.unknownAddresses(list, .ipv4))
      }
      return [RouteTable.Route(.prefixList(list), to: .local)] + blocks.map { RouteTable.Route(.cidr($0), to: .local) }
    }
    return blocks.map { RouteTable.Route(.cidr($0), to: .local) }
  }

  /// The main table of each VPC: the one EC2 made, unless an association puts another in its place.
  private mutating func mainTables(_ tables: inout [RouteTable.ID: RouteTable]) -> [VPC.ID: RouteTable.ID] {
    var mains: [VPC.ID: RouteTable.ID] = [:]
    for instance in managed["aws_default_route_table"] ?? [] {
      guard let table = ids[instance.address.description].flatMap({ tables[RouteTable.ID($0)] }) else { continue }
      mains[table.vpcID] = table.id
    }
    for type in ["aws_vpc", "aws_default_vpc"] {
      for instance in managed[type] ?? [] {
        guard let vpcID = ids[instance.address.description].map({ VPC.ID($0) }), mains[vpcID] == nil else { continue }
        mains[vpcID] = addImplicitTable(instance, vpcID, &tables)
      }
    }
    for instance in managed["aws_main_route_table_association"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which route table is the VPC's main one is not known"
      guard let vpc = id(block, "vpc_id", effect: effect), let table = id(block, "route_table_id", effect: effect)
      else { continue }
      mains[VPC.ID(vpc)] = RouteTable.ID(table)
      record(table, from: block, isIdentifier: false)
    }
    for (_, id) in mains { tables[id]?.isMain = true }
    return mains
  }

  private mutating func addImplicitTable(
    _ instance: ResourceInstance,
    _ vpcID: VPC.ID,
    _ tables: inout [RouteTable.ID: RouteTable]
  ) -> RouteTable.ID {
    let block = ResourceBlock(instance)
    let attribute = "default_route_table_id"
    // A state says which one is the main table now, and which one EC2 made.
    let id = RouteTable.ID(
      block.text(attribute).known ?? block.text("main_route_table_id").known
        ?? identifier(Value.Origin(address: block.address, attribute: attribute))
    )
    var table = RouteTable(id: id, vpcID: vpcID, routes: localRoutes(vpcID, block))
    if instance.address.type == "aws_default_vpc",
      let gateway = network.internetGateways.sorted.first(where: { $0.attachedVPCIDs.contains(vpcID) })
    {
      table.routes.append(RouteTable.Route(.cidr(.v4(.all)), to: .internetGateway(gateway.id)))
    }
    if tables[id] == nil {
      tables[id] = table
      implicit.insert(id.text)
      record(id.text, from: block, part: attribute, isIdentifier: false)
    }
    return id
  }

  // MARK: Routes

  private mutating func addRoute(_ instance: ResourceInstance, _ tables: inout [RouteTable.ID: RouteTable]) {
    let block = ResourceBlock(instance)
    let effect = "which table the route is in is not known"
    guard let id = id(block, "route_table_id", effect: effect).map({ RouteTable.ID($0) }) else { return }
    let tableID = id.text.hasSuffix(".main_route_table_id") ? mainAlias(block, id, tables) : id
    record(tableID.text, from: block, isIdentifier: false)
    guard
      var route = route(
        block,
        v4: "destination_cidr_block",
        v6: "destination_ipv6_cidr_block",
        list: "destination_prefix_list_id"
      ), var table = tables[tableID]
    else { return }
    contributions.insert(.route(tableID, route.destination))
    if block.isOfUnknownCount { route.destination = .prefixList(unknownAddresses(block, "count", nil)) }
    insert(route, into: &table)
    tables[tableID] = table
  }

  /// `aws_vpc.main.main_route_table_id` is the table that EC2 made when the VPC was.
  private func mainAlias(_ block: ResourceBlock, _ id: RouteTable.ID, _ tables: [RouteTable.ID: RouteTable])
    -> RouteTable.ID
  {
    guard let origin = block.text("route_table_id").notKnown?.origin else { return id }
    let own = RouteTable.ID(identifier(Value.Origin(address: origin.address, attribute: "default_route_table_id")))
    return tables[own] == nil ? id : own
  }

  /// A later route to the same destination replaces an earlier one, as there is one alone in EC2.
  private func insert(_ route: RouteTable.Route, into table: inout RouteTable) {
    if route.target == .local, table.routes.contains(where: { $0.destination == route.destination }) { return }
    guard !table.routes.contains(route) else { return }
    table.routes.append(route)
  }

  private mutating func route(_ block: ResourceBlock, v4: String, v6: String, list: String) -> RouteTable.Route? {
    if let reason = block.notKnown {
      note(block, "", reason, effect: "where the route leads is not known")
      let list = unknownAddresses(block, "destination", nil)
      return RouteTable.Route(.prefixList(list), to: .other(placeholder(block, "target")))
    }
    guard let destination = destination(block, v4: v4, v6: v6, list: list) else {
      warn(block, "", "Route without destination", "It names no CIDR block and no prefix list.")
      return nil
    }
    return RouteTable.Route(destination, to: target(block))
  }

  private mutating func destination(_ block: ResourceBlock, v4: String, v6: String, list: String) -> RouteTable
    .Destination?
  {
    for (attribute, family) in [(v4, IPFamily.ipv4), (v6, .ipv6)] {
      let prefix: AttributeReading<IPPrefix> =
        switch family {
        case .ipv4: block.text(attribute).parsed(Parsing.ipv4).map(IPPrefix.v4)
        case .ipv6: block.text(attribute).parsed(Parsing.ipv6).map(IPPrefix.v6)
        }
      switch prefix {
      case .absent: continue
      case .known(let prefix): return .cidr(prefix)
      case .unknown(let reason):
        if let prefix = self.block(ofReference: reason.origin), prefix.family == family { return .cidr(prefix) }
        note(block, attribute, reason, effect: "which destinations the route is for is not known")
        return .prefixList(unknownAddresses(block, attribute, family))
      }
    }
    return id(block, list, effect: "which destinations the route is for is not known").map {
      .prefixList(PrefixList.ID($0))
    }
  }

  private mutating func target(_ block: ResourceBlock) -> RouteTable.Target {
    let effect = "where the route leads is not known"
    for attribute in Self.targets {
      guard let id = id(block, attribute, effect: effect) else { continue }
      switch attribute {
      case "gateway_id": return gateway(id, block)
      case "nat_gateway_id": return .natGateway(NATGateway.ID(id))
      case "vpc_peering_connection_id": return .vpcPeeringConnection(VPCPeeringConnection.ID(id))
      case "transit_gateway_id": return .transitGateway(id)
      case "egress_only_gateway_id": return .egressOnlyInternetGateway(EgressOnlyInternetGateway.ID(id))
      case "network_interface_id": return .networkInterface(NetworkInterface.ID(id))
      case "vpc_endpoint_id": return .vpcEndpoint(VPCEndpoint.ID(id))
      case "instance_id":
        let interfaces = network.instances[Instance.ID(id)]?.networkInterfaceIDs
        return interfaces?.first.map { .networkInterface($0) } ?? .other(id)
      default: return .other(id)
      }
    }
    note(block, "", NotKnown(), effect: effect)
    return .other(placeholder(block, "target"))
  }

  /// In the order in which they are looked at: states repeat the interface of what else a route leads to.
  private static let targets = [
    "gateway_id", "nat_gateway_id", "vpc_peering_connection_id", "transit_gateway_id", "egress_only_gateway_id",
    "vpc_endpoint_id", "instance_id", "network_interface_id", "carrier_gateway_id", "local_gateway_id",
    "core_network_arn", "odb_network_arn",
  ]

  /// An internet gateway, a virtual private gateway, a gateway endpoint, or the word `local`.
  private func gateway(_ id: String, _ block: ResourceBlock) -> RouteTable.Target {
    if id == "local" { return .local }
    if network.vpcEndpoints.contains(VPCEndpoint.ID(id)) || id.hasPrefix("vpce-") {
      return .vpcEndpoint(VPCEndpoint.ID(id))
    }
    let origin = block.text("gateway_id").notKnown?.origin
    let type = origin.flatMap { ResourceAddress(parsing: $0.address)?.type }
    if type == "aws_vpn_gateway" || id.hasPrefix("vgw-") { return .virtualPrivateGateway(id) }
    if type == "aws_ec2_carrier_gateway" || id.hasPrefix("cagw-") { return .other(id) }
    if origin != nil, type != "aws_internet_gateway", type != "aws_internet_gateway_attachment" { return .other(id) }
    return .internetGateway(InternetGateway.ID(id))
  }

  // MARK: What puts routes into tables by itself

  /// What a virtual private gateway learns is known to nobody here, not even which destinations it is for.
  private mutating func propagate(
    _ gateway: String,
    into id: RouteTable.ID,
    _ block: ResourceBlock,
    _ attribute: String,
    _ tables: inout [RouteTable.ID: RouteTable]
  ) {
    guard var table = tables[id] else { return }
    note(block, attribute, NotKnown(), effect: "which routes the gateway puts into the table is not known")
    let list = unknownAddresses(block, "\(attribute) routes", nil)
    let route = RouteTable.Route(.prefixList(list), to: .virtualPrivateGateway(gateway), isPropagated: true)
    if !table.routes.contains(route) { table.routes.append(route) }
    tables[id] = table
  }

  /// EC2 puts a route to a gateway endpoint, for the addresses of its service, into each of its tables.
  private mutating func addEndpointRoutes(_ tables: inout [RouteTable.ID: RouteTable]) {
    var lists: [String: PrefixList.ID] = [:]
    for list in network.prefixLists.sorted.reversed() { lists[list.name] = list.id }
    for endpoint in network.vpcEndpoints.sorted where endpoint.type == "Gateway" {
      guard !endpoint.routeTableIDs.isEmpty else { continue }
      let list = serviceList(of: endpoint, named: &lists)
      for id in endpoint.routeTableIDs {
        let route = RouteTable.Route(.prefixList(list), to: .vpcEndpoint(endpoint.id))
        guard let table = tables[id], !table.routes.contains(route) else { continue }
        tables[id]?.routes.append(route)
      }
    }
  }

  private mutating func serviceList(
    of endpoint: VPCEndpoint,
    named lists: inout [String: PrefixList.ID]
  ) -> PrefixList.ID {
    let source = sources[endpoint.id.text]?.first?.address.description
    let known = source.flatMap { instance($0) }.flatMap { ResourceBlock($0).text("prefix_list_id").known }
    let name = endpoint.serviceName
    let named = name.isEmpty ? nil : lists[name]
    let id = known.map { PrefixList.ID($0) } ?? named ?? PrefixList.ID("\(endpoint.id).prefix_list_id")
    if !network.prefixLists.contains(id) {
      network.prefixLists.insert(
        PrefixList(id: id, name: name.isEmpty ? "\(id)" : name, addressFamily: .ipv4, ownerID: "AWS")
      )
    }
    return id
  }

  // MARK: Subnets

  private mutating func bindSubnets(
    _ tables: inout [RouteTable.ID: RouteTable],
    _ mainTables: [VPC.ID: RouteTable.ID]
  ) {
    var bindings: [Subnet.ID: RouteTable.ID] = [:]
    for table in tables.values { for subnet in table.subnetIDs { bindings[subnet] = table.id } }
    // VPCs of which some subnet has a table, and it is not known which subnet.
    var isOpen = false
    for instance in managed["aws_route_table_association"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which route table which subnet has is not known"
      guard let table = id(block, "route_table_id", effect: effect) else { continue }
      record(table, from: block, isIdentifier: false)
      switch resolve(block.text("subnet_id")) {
      case .absent:
        // A gateway's table bears on what comes in through it (EC2, "Gateway route tables").
        if !block.text("gateway_id").isAbsent {
          warn(
            block,
            "gateway_id",
            "Gateway's route table is not followed",
            "It leads what comes in through the gateway, often to an appliance that may drop it; answers do not take it"
              + " into account."
          )
        }
      case .known(let subnet): bindings[Subnet.ID(subnet)] = RouteTable.ID(table)
      case .unknown(let reason):
        note(block, "subnet_id", reason, effect: effect)
        isOpen = true
      }
    }
    var subnets: [RouteTable.ID: [Subnet.ID]] = [:]
    for subnet in network.subnets.sorted {
      if let table = bindings[subnet.id] {
        subnets[table, default: []].append(subnet.id)
        if tables[table] == nil { isOpen = true }
      } else if let table = mainTables[subnet.vpcID], !isOpen {
        // Named too, so that a table that is not known elsewhere leaves no doubt of this one.
        subnets[table, default: []].append(subnet.id)
      }
    }
    for id in tables.keys { tables[id]?.subnetIDs = subnets[id] ?? [] }
    if isOpen { network.incompleteKinds.insert(.routeTable) }
  }
}
