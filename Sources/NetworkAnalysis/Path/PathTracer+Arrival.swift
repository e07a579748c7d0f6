import IPAddressing
import VPCModel

extension PathTracer {
  /// The source is no host of a known VPC.
  mutating func enterFromOutside() {
    switch source.place {
    case .internet: enterFromInternet(remote: source.address)
    case .outside:
      steps.append(
        PathStep(
          .beyond,
          .unknown,
          "how packets from \(source.address), which no known VPC holds, get here is not in the network",
          missing: [MissingKnowledge("the way from \(source.address): VPN, Direct Connect, transit gateway or peering")]
        )
      )
      wayIn = .otherNetwork
      arrive(remote: source.address, peer: nil)
    case .interface, .vacant, .unallocated: break
    }
  }

  /// The packet comes from the internet to a VPC of the network.
  mutating func enterFromInternet(remote: IPAddress) {
    guard let vpcID = destination.vpcID else { return }
    wayIn = .internet
    judgeInternetGateway(of: vpcID)
    arrive(remote: remote, peer: nil)
  }

  private mutating func judgeInternetGateway(of vpcID: VPC.ID) {
    let gateways = network.internetGateways.sorted.filter { $0.attachedVPCIDs.contains(vpcID) }
    let resources = gateways.map { PathResource(.internetGateway, $0.id.text) }
    func add(
      _ outcome: StepOutcome,
      _ reason: String,
      code: ExplanationCode? = nil,
      missing: [MissingKnowledge] = [],
      advice: String? = nil
    ) {
      steps.append(
        PathStep(
          .internetGateway,
          direction: .ingress,
          outcome,
          reason,
          resources: resources,
          code: code,
          missing: missing,
          repair: advice.map { .advice($0) }
        )
      )
    }
    if gateways.isEmpty, routedGateway == nil {
      if network.isComplete(.internetGateway) {
        add(
          .deny,
          "no internet gateway is attached to \(names.full(vpcID))",
          code: .noPath,
          advice: "Attach one: aws ec2 create-internet-gateway, then aws ec2 attach-internet-gateway."
        )
      } else {
        add(
          .unknown,
          "whether \(names.full(vpcID)) has an internet gateway is not known",
          missing: [MissingKnowledge("the internet gateway of \(names.full(vpcID))", kind: .internetGateway)]
        )
      }
    }
    guard case .v4(let address) = destination.address else {
      if !AddressScope.isInternet(destination.address) {
        add(
          .deny,
          "\(destination.address) is a private address: the internet carries no packets to it",
          code: .privateAddressForIngress
        )
      } else {
        add(.allow, "IPv6 passes untranslated")
      }
      return
    }
    if let shown = destination.askedPublicAddress ?? destination.interface?.publicAddress(for: address) {
      add(.allow, "\(shown) is translated to \(address)")
    } else if destination.interface != nil || network.isComplete(.networkInterface) {
      add(
        .deny,
        "\(destination.interface.map(names.short) ?? "\(address)") has no public IPv4 address to be reached at",
        code: .privateAddressForIngress,
        advice: "Put a load balancer with public addresses before it, or associate an Elastic IP address."
      )
    } else {
      add(
        .unknown,
        "whether \(address) has a public IPv4 address is not known",
        missing: [MissingKnowledge("the public address of \(address)", kind: .networkInterface)]
      )
    }
  }

  /// An internet gateway that a route of the destination's subnet leads to. EC2 keeps such a route active
  /// only while the gateway is attached.
  private var routedGateway: InternetGateway.ID? {
    guard let subnet = destination.subnetID, let table = analysis.bindings.routeTable(of: subnet) else { return nil }
    for route in table.routes where !route.isBlackhole {
      if case .internetGateway(let id) = route.target, network.internetGateways[id] == nil { return id }
    }
    return nil
  }

  // MARK: The way back

  /// The answer: the route out of the destination's subnet, then every ACL that the request passed.
  /// Groups let it pass unseen, for they remember the connection.
  mutating func judgeReply() {
    guard probe.expectsReply else { return }
    judgeReturnRoute()
    for crossing in crossings.reversed() { judgeReplyACL(at: crossing) }
  }

  private mutating func judgeReturnRoute() {
    guard let subnetID = destination.subnetID, wayIn != .sameSubnet, wayIn != .unjudged,
      let remote = crossings.last?.remote
    else { return }
    guard let table = analysis.bindings.routeTable(of: subnetID) else {
      let words = "the route table of subnet \(subnetWords(subnetID))"
      steps.append(
        PathStep(
          .routeTable,
          leg: .reply,
          .unknown,
          "\(words) is not known",
          resources: [resource(subnetID)],
          missing: [MissingKnowledge(words, kind: .routeTable, id: subnetID.text)]
        )
      )
      return
    }
    let resources = resources(table, subnetID)
    switch table.route(to: remote, prefixLists: network.prefixLists) {
    case .none:
      steps.append(
        PathStep(
          .routeTable,
          leg: .reply,
          .deny,
          "\(names.full(table)) has no route back to \(remote)",
          resources: resources,
          code: .noRoute,
          repair: returnRouteRepair(table, remote)
        )
      )
    case .unknown(let list):
      steps.append(
        PathStep(
          .routeTable,
          leg: .reply,
          .unknown,
          "\(names.full(table)) has a route for prefix list \(names.full(list)), whose entries are not known",
          resources: resources,
          missing: [
            names.missing(list)
          ]
        )
      )
    case .route(let route, _):
      judgeReturn(along: route, of: table, remote: remote, resources: resources)
    }
  }

  private mutating func judgeReturn(
    along route: RouteTable.Route,
    of table: RouteTable,
    remote: IPAddress,
    resources: [PathResource]
  ) {
    let words = "\(route.destination) → \(names.words(route.target))"
    func add(
      _ outcome: StepOutcome,
      _ reason: String,
      code: ExplanationCode? = nil,
      missing: [MissingKnowledge] = [],
      repair: Repair? = nil
    ) {
      steps.append(
        PathStep(
          .routeTable,
          leg: .reply,
          outcome,
          reason,
          resources: resources,
          decider: .route(table.id, route),
          code: code,
          missing: missing,
          repair: repair
        )
      )
    }
    if route.isBlackhole {
      add(
        .deny,
        "the way back, \(words), is a blackhole: its target is gone",
        code: .badStateRoute,
        repair: .advice("Point the route \(route.destination) of \(names.full(table)) to a target that exists.")
      )
      return
    }
    switch (wayIn, route.target) {
    case (.local, .local), (.internet, .internetGateway):
      add(.allow, words)
    case (.peering(let id), .vpcPeeringConnection(let other)) where id == other:
      add(.allow, words)
    case (.internet, .natGateway), (.internet, .egressOnlyInternetGateway):
      add(
        .deny,
        "the answer would leave by \(words), which knows nothing of connections that came in another way",
        code: .noRoute,
        repair: .advice(
          "Subnet \(destination.subnetID.map(subnetWords) ?? "") is private: put a load balancer in a public subnet"
            + " before the host, or move it to a subnet that is routed to the internet gateway."
        )
      )
    case (_, .local):
      add(
        .deny,
        "the answer stays in the VPC: \(words) holds \(remote) too",
        code: .noPath,
        repair: .advice("The address ranges overlap: reach the host through a private NAT gateway.")
      )
    case (.otherNetwork, .transitGateway), (.otherNetwork, .virtualPrivateGateway), (.otherNetwork, .other):
      add(.allow, words)
    default:
      add(
        .unknown,
        "the answer takes another way than the request, \(words), and what happens there is not known",
        missing: [MissingKnowledge("whether \(names.words(route.target)) brings the answer back to \(remote)")]
      )
    }
  }

  private func returnRouteRepair(_ table: RouteTable, _ remote: IPAddress) -> Repair {
    func route(_ destination: IPPrefix, _ target: RouteTable.Target) -> Repair {
      .route(table: table.id, destination: destination, target: target, replacesExisting: false)
    }
    switch wayIn {
    case .peering(let id):
      if let near = source.vpcID, let found = peeringRoute(from: table.vpcID, to: near, covering: remote),
        found.target == .vpcPeeringConnection(id)
      {
        return route(found.destination, found.target)
      }
    case .internet:
      let gateways = network.internetGateways.sorted.filter { $0.attachedVPCIDs.contains(table.vpcID) }
      if let gateway = gateways.first, gateways.count == 1 {
        return route(.all(remote.family), .internetGateway(gateway.id))
      }
    case .sameSubnet, .local, .otherNetwork, .unjudged: break
    }
    return .advice("Add a route to \(remote) to \(names.full(table)), to the gateway that the request came through.")
  }
}
