import IPAddressing
import VPCModel

extension PathTracer {
  /// The packet leaves a host or a NAT gateway in a subnet: the ACL outbound, then the route.
  mutating func route(from subnetID: Subnet.ID, _ sender: Sender) {
    if destination.subnetID == subnetID, target == destination.address {
      steps.append(
        PathStep(
          .networkACL,
          .notApplicable,
          "both ends are in subnet \(subnetWords(subnetID)): no network ACL or route stands between them",
          resources: [resource(subnetID)]
        )
      )
      wayIn = .sameSubnet
      arrive(remote: sender.address, peer: sender.interfaceID)
      return
    }
    if routedFrom.contains(subnetID) {
      addBeyond("the packet comes back to subnet \(subnetWords(subnetID)): routes lead in a circle")
      return
    }
    routedFrom.append(subnetID)

    guard let table = analysis.bindings.routeTable(of: subnetID) else {
      judgeACL(of: subnetID, .egress, remote: target)
      let words = "the route table of subnet \(subnetWords(subnetID))"
      steps.append(
        PathStep(
          .routeTable,
          .unknown,
          "\(words) is not known",
          resources: [resource(subnetID)],
          missing: [MissingKnowledge(words, kind: .routeTable, id: subnetID.text)]
        )
      )
      proceedAsIfRouted(sender, from: subnetID)
      return
    }
    switch table.route(to: target, prefixLists: network.prefixLists) {
    case .route(let route, let matched):
      // Hosts of one subnet reach each other without passing its border.
      if !isNextHop(of: route.target, in: subnetID) { judgeACL(of: subnetID, .egress, remote: target) }
      follow(route, matched: matched, of: table, from: subnetID, sender)
    case .none:
      judgeACL(of: subnetID, .egress, remote: target)
      addNoRoute(table, subnetID, sender)
      proceedAsIfRouted(sender, from: subnetID)
    case .unknown(let list):
      judgeACL(of: subnetID, .egress, remote: target)
      steps.append(
        PathStep(
          .routeTable,
          .unknown,
          "\(names.full(table)) has a route for prefix list \(names.full(list)), whose entries are not known",
          resources: resources(table, subnetID),
          missing: [
            names.missing(list)
          ]
        )
      )
      proceedAsIfRouted(sender, from: subnetID)
    }
  }

  private func isNextHop(of target: RouteTable.Target, in subnetID: Subnet.ID) -> Bool {
    switch target {
    case .natGateway(let id): network.natGateways[id]?.subnetID == subnetID
    case .networkInterface(let id): network.networkInterfaces[id]?.subnetID == subnetID
    default: false
    }
  }

  // MARK: Following a route

  private mutating func follow(
    _ route: RouteTable.Route,
    matched: IPPrefix,
    of table: RouteTable,
    from subnetID: Subnet.ID,
    _ sender: Sender
  ) {
    func addRoute(
      _ outcome: StepOutcome,
      _ reason: String,
      code: ExplanationCode? = nil,
      repair: Repair? = nil
    ) {
      steps.append(
        PathStep(
          .routeTable,
          outcome,
          reason,
          resources: resources(table, subnetID),
          decider: .route(table.id, route),
          code: code,
          repair: repair
        )
      )
    }
    let words = "\(route.destination) → \(names.words(route.target))"
    if route.isBlackhole {
      let suggestion = suggestedRoute(table, from: subnetID, sender)
      let replacement = suggestion.flatMap { suggestion -> Repair? in
        guard case .cidr(let destination) = route.destination, destination == suggestion.destination else { return nil }
        return .route(table: table.id, destination: destination, target: suggestion.target, replacesExisting: true)
      }
      addRoute(
        .deny,
        "\(words) is a blackhole: its target is gone, and packets are dropped",
        code: .badStateRoute,
        repair: replacement
          ?? .advice(
            "Point the route \(route.destination) of \(names.full(table)) to a target that exists, or delete it."
          )
      )
      proceedAsIfRouted(sender, from: subnetID)
      return
    }
    let isLocal = route.target == .local
    if isLocal, destination.vpcID != source.vpcID || target != destination.address {
      addRoute(
        .deny,
        "\(words): \(target) is an address of \(source.vpcID.map(names.full) ?? "the VPC") itself, so packets never leave for"
          + " \(destination.vpcID.map(names.full) ?? "another network")",
        code: .noPath,
        repair: .advice(
          "The address ranges overlap: reach the host by another address, or through a private NAT gateway."
        )
      )
      return
    }
    addRoute(.allow, words, code: isMoreSpecificThanLocal(matched, route) ? .moreSpecificRoute : nil)

    switch route.target {
    case .local:
      wayIn = .local
      arrive(remote: sender.address, peer: sender.interfaceID)
    case .vpcPeeringConnection(let id): cross(id, from: subnetID, sender)
    case .internetGateway(let id): leave(through: id, from: subnetID, sender)
    case .egressOnlyInternetGateway(let id): leave(through: id, from: subnetID, sender)
    case .natGateway(let id): cross(id, from: subnetID, sender)
    case .vpcEndpoint(let id): enter(id)
    case .networkInterface(let id): pass(id, from: subnetID, sender)
    case .transitGateway(let id):
      goBeyond("transit gateway \(id)", command: "aws ec2 search-transit-gateway-routes", sender)
    case .virtualPrivateGateway(let id): goBeyond("virtual private gateway \(id)", command: nil, sender)
    case .other(let id): goBeyond(id, command: nil, sender)
    }
  }

  private func isMoreSpecificThanLocal(_ matched: IPPrefix, _ route: RouteTable.Route) -> Bool {
    guard route.target != .local, let vpc = source.vpcID.flatMap({ network.vpcs[$0] }) else { return false }
    return vpc.cidrs.contains { $0.contains(matched) && $0.length < matched.length }
  }

  /// What lies behind is not in any snapshot of EC2's. Transit gateways and VPN connections translate no
  /// addresses, so the destination can be judged as if they delivered.
  private mutating func goBeyond(_ gateway: String, command: String?, _ sender: Sender) {
    addBeyond("where \(gateway) sends the packet is not in the network", command: command)
    guard destination.vpcID != nil, target == destination.address else { return }
    assumptions.append(
      "Behind \(gateway), the path is judged as if it delivered the packet with its addresses unchanged."
    )
    wayIn = .otherNetwork
    arrive(remote: sender.address, peer: sender.interfaceID)
  }

  mutating func addBeyond(_ reason: String, command: String? = nil) {
    let words = reason + (command.map { " (\($0) tells)" } ?? "")
    steps.append(
      PathStep(
        .beyond,
        .unknown,
        reason,
        code: .unsupportedComponent,
        missing: [MissingKnowledge(words)]
      )
    )
  }

  // MARK: No route

  private mutating func addNoRoute(_ table: RouteTable, _ subnetID: Subnet.ID, _ sender: Sender) {
    var code = ExplanationCode.noRoute
    var reason = "\(names.full(table)) has no route to \(target)"
    if let near = source.vpcID, let far = destination.vpcID, near != far {
      let peerings = network.peeringConnections.unordered.filter { $0.connects(near, far) }
      if peerings.isEmpty, network.isComplete(.vpcPeeringConnection) {
        code = .disconnectedVPCs
        reason += ", and no peering connection connects \(names.full(near)) with \(names.full(far))"
      }
    }
    let repair: Repair
    if let route = suggestedRoute(table, from: subnetID, sender) {
      repair = .route(
        table: table.id,
        destination: route.destination,
        target: route.target,
        replacesExisting: false
      )
    } else if code == .disconnectedVPCs {
      repair = .advice("Connect the VPCs by a peering connection or a transit gateway, with routes on both sides.")
    } else {
      repair = .advice("Add a route to \(target) to \(names.full(table)), to the gateway that leads there.")
    }
    steps.append(
      PathStep(.routeTable, .deny, reason, resources: resources(table, subnetID), code: code, repair: repair)
    )
  }

  /// The route that is missing, where the network has one gateway alone that it could lead to.
  func suggestedRoute(
    _ table: RouteTable,
    from subnetID: Subnet.ID,
    _ sender: Sender
  ) -> (destination: IPPrefix, target: RouteTable.Target)? {
    if let far = destination.vpcID, far != table.vpcID, target == destination.address {
      return peeringRoute(from: table.vpcID, to: far, covering: target)
    }
    guard AddressScope.isInternet(target) else { return nil }
    let all = IPPrefix.all(target.family)
    let gateways = network.internetGateways.sorted.filter { $0.attachedVPCIDs.contains(table.vpcID) }
    let isPublic = target.family == .ipv6 || sender.publicAddress != nil
    if isPublic, let gateway = gateways.first, gateways.count == 1 { return (all, .internetGateway(gateway.id)) }
    guard target.family == .ipv4, sender.isPublicAddressKnown else { return nil }
    let zone = network.subnets[subnetID]?.availabilityZone
    let nats = network.natGateways.sorted.filter {
      $0.vpcID == table.vpcID && $0.isPublic && $0.state == "available" && $0.subnetID != subnetID
    }
    // A NAT gateway of the same zone keeps traffic, and its cost, from crossing zones.
    let local = nats.filter { $0.subnetID.flatMap { network.subnets[$0] }?.availabilityZone == zone }
    return (local.first ?? nats.first).map { (all, .natGateway($0.id)) }
  }

  func peeringRoute(
    from near: VPC.ID,
    to far: VPC.ID,
    covering address: IPAddress
  ) -> (destination: IPPrefix, target: RouteTable.Target)? {
    let peerings = network.peeringConnections.sorted.filter { $0.status == .active && $0.connects(near, far) }
    guard let peering = peerings.first, let side = peering.side(oppositeTo: near) else { return nil }
    let blocks = network.vpcs[far]?.cidrs ?? side.cidrs
    guard let block = blocks.first(where: { $0.contains(address) }) else { return nil }
    return (block, .vpcPeeringConnection(peering.id))
  }

  /// Behind a missing route, the rest is judged as if one led straight there.
  private mutating func proceedAsIfRouted(_ sender: Sender, from subnetID: Subnet.ID) {
    guard let far = destination.vpcID, target == destination.address else { return }
    if far == network.subnets[subnetID]?.vpcID || far == source.vpcID {
      wayIn = .local
    } else {
      let peering = network.peeringConnections.sorted.first {
        $0.status == .active && $0.connects(far, source.vpcID ?? far)
      }
      wayIn = peering.map { .peering($0.id) } ?? .unjudged
    }
    arrive(remote: sender.address, peer: sender.interfaceID)
  }

  func resources(_ table: RouteTable, _ subnetID: Subnet.ID) -> [PathResource] {
    [resource(subnetID), PathResource(.routeTable, table.id.text, name: names.short(table))]
  }
}

extension ResourceNames {
  /// `local`, or the gateway with its name.
  func words(_ target: RouteTable.Target) -> String {
    switch target {
    case .internetGateway(let id): full(id)
    case .natGateway(let id): full(id)
    case .vpcPeeringConnection(let id): full(id)
    case .networkInterface(let id): full(id)
    case .local, .egressOnlyInternetGateway, .transitGateway, .virtualPrivateGateway, .vpcEndpoint, .other: target.text
    }
  }
}
