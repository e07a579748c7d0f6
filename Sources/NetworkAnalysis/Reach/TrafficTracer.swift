import IPAddressing
import VPCModel

/// Follows all traffic from one host to another at once, as `PathTracer` follows one packet: the same stations in the
/// same order, each saying what it lets pass.
///
/// The security groups of the two ends are left out, so that one answer serves all pairs that differ in nothing else.
/// What denies ends the judgement, for nothing behind it can change the verdict.
struct TrafficTracer {
  /// One end.
  struct End {
    /// `nil` for a host on the internet.
    var home: Home?
    /// The private address; the host's own where it has no home.
    var address: IPAddress

    struct Home {
      var vpcID: VPC.ID
      var subnetID: Subnet.ID
      /// Behind which the internet sees the address.
      var publicAddress: IPv4Address?
    }
  }

  /// What the stations between the ends' groups say.
  struct Middle: Hashable, Sendable {
    var verdict: TrafficVerdict
    /// Whom the destination's groups see as the sender.
    var seen: Seen
    /// A middlebox whose groups the sender's own address has to pass besides.
    var middlebox: NetworkInterface.ID?

    static let denied = Middle(verdict: .none, seen: .nobody, middlebox: nil)
  }

  /// Whom the destination's groups see as the sender.
  enum Seen: Hashable, Sendable {
    /// The source, at its own address.
    case source
    /// A NAT gateway, or the source at its public address.
    case address(IPAddress)
    /// The packet comes to no groups.
    case nobody
  }

  let network: Network
  let bindings: SubnetBindings
  let groups: GroupVerdicts
  var acls = SubnetVerdicts()

  private var source = End(home: nil, address: .v4(.lowest))
  private var destination = End(home: nil, address: .v4(.lowest))
  private var verdict = TrafficVerdict.all
  private var seen = Seen.nobody
  private var middlebox: NetworkInterface.ID?
  private var crossings: [(subnetID: Subnet.ID, direction: TrafficDirection, remote: IPAddress)] = []
  private var wayIn = PathTracer.WayIn.unjudged
  private var routedFrom: [Subnet.ID] = []

  init(_ network: Network, _ groups: GroupVerdicts) {
    self.network = network
    self.groups = groups
    bindings = SubnetBindings(network)
  }

  private struct Sender {
    var address: IPAddress
    var publicAddress: IPv4Address?
    /// Whether it is the source itself, not a NAT gateway that put itself in its place.
    var isSource: Bool
  }

  private var target: IPAddress { destination.address }
  private var family: IPFamily { destination.address.family }

  /// - Parameter source: an end at home, unless the destination is one.
  mutating func judge(from source: End, to destination: End) -> Middle {
    self.source = source
    self.destination = destination
    verdict = .all
    seen = .nobody
    middlebox = nil
    crossings.removeAll(keepingCapacity: true)
    routedFrom.removeAll(keepingCapacity: true)
    wayIn = .unjudged
    if let home = source.home {
      if groups.isService(target, for: home.vpcID) { return Middle(verdict: .all, seen: .nobody, middlebox: nil) }
      let sender = Sender(address: source.address, publicAddress: home.publicAddress, isSource: true)
      route(from: home.subnetID, sender)
    } else {
      enterFromInternet(Sender(address: source.address, isSource: true))
    }
    guard !verdict.isDenied else { return .denied }
    judgeReply()
    guard !verdict.isDenied else { return .denied }
    return Middle(verdict: verdict, seen: seen, middlebox: middlebox)
  }

  private mutating func deny() { verdict = .none }
  private mutating func doubt() { meet(.unknown) }
  private mutating func meet(_ other: TrafficVerdict) { verdict = verdict.meeting(other) }

  // MARK: Subnets

  private mutating func judgeACL(of subnetID: Subnet.ID, _ direction: TrafficDirection, remote: IPAddress) {
    crossings.append((subnetID, direction, remote))
    guard let acl = bindings.acl(of: subnetID) else { return doubt() }
    meet(acls.verdict(acl, direction, remote: remote))
  }

  private mutating func arrive(_ sender: Sender) {
    guard let home = destination.home else { return }
    if wayIn != .sameSubnet { judgeACL(of: home.subnetID, .ingress, remote: sender.address) }
    seen = sender.isSource ? .source : .address(sender.address)
  }

  // MARK: Routes

  private mutating func route(from subnetID: Subnet.ID, _ sender: Sender) {
    if let home = destination.home, home.subnetID == subnetID {
      wayIn = .sameSubnet
      return arrive(sender)
    }
    // Routes that lead in a circle.
    if routedFrom.contains(subnetID) { return doubt() }
    routedFrom.append(subnetID)
    guard let table = bindings.routeTable(of: subnetID) else {
      judgeACL(of: subnetID, .egress, remote: target)
      doubt()
      return proceedAsIfRouted(sender, from: subnetID)
    }
    switch table.route(to: target, prefixLists: network.prefixLists) {
    case .none: deny()
    case .unknown:
      judgeACL(of: subnetID, .egress, remote: target)
      doubt()
      proceedAsIfRouted(sender, from: subnetID)
    case .route(let route, _):
      if route.isBlackhole { return deny() }
      if !isNextHop(of: route.target, in: subnetID) { judgeACL(of: subnetID, .egress, remote: target) }
      guard !verdict.isDenied else { return }
      follow(route, from: subnetID, sender)
    }
  }

  private func isNextHop(of target: RouteTable.Target, in subnetID: Subnet.ID) -> Bool {
    switch target {
    case .natGateway(let id): network.natGateways[id]?.subnetID == subnetID
    case .networkInterface(let id): network.networkInterfaces[id]?.subnetID == subnetID
    default: false
    }
  }

  private mutating func follow(_ route: RouteTable.Route, from subnetID: Subnet.ID, _ sender: Sender) {
    switch route.target {
    case .local:
      guard let home = destination.home, home.vpcID == source.home?.vpcID else { return deny() }
      wayIn = .local
      arrive(sender)
    case .vpcPeeringConnection(let id): cross(id, from: subnetID, sender)
    case .internetGateway(let id):
      if let gateway = network.internetGateways[id] {
        if let vpc = network.subnets[subnetID]?.vpcID, !gateway.attachedVPCIDs.contains(vpc) { return deny() }
      } else if network.isComplete(.internetGateway) {
        return deny()
      }
      guard AddressScope.isInternet(target) else { return deny() }
      if family == .ipv6 { return enterIfHome(sender) }
      guard let address = sender.publicAddress else { return deny() }
      enterIfHome(Sender(address: .v4(address), isSource: false))
    case .egressOnlyInternetGateway(let id):
      if let gateway = network.egressOnlyInternetGateways[id] {
        if let vpc = network.subnets[subnetID]?.vpcID, !gateway.attachedVPCIDs.contains(vpc) { return deny() }
      } else if network.isComplete(.egressOnlyInternetGateway) {
        return deny()
      } else {
        doubt()
      }
      guard AddressScope.isInternet(target) else { return deny() }
      enterIfHome(sender)
    case .natGateway(let id): cross(id, from: subnetID, sender)
    case .vpcEndpoint(let id):
      guard let endpoint = network.vpcEndpoints[id] else { return judgeGone(.vpcEndpoint) }
      if endpoint.type != "Gateway" { doubt() }
    case .networkInterface(let id): pass(id, from: subnetID, sender)
    case .transitGateway, .virtualPrivateGateway, .other:
      doubt()
      guard destination.home != nil else { return }
      wayIn = .otherNetwork
      arrive(sender)
    }
  }

  /// A route names a resource that the network does not hold.
  private mutating func judgeGone(_ kind: ResourceKind) {
    if network.isComplete(kind) { deny() } else { doubt() }
  }

  private mutating func proceedAsIfRouted(_ sender: Sender, from subnetID: Subnet.ID) {
    guard let home = destination.home else { return }
    if home.vpcID == network.subnets[subnetID]?.vpcID || home.vpcID == source.home?.vpcID {
      wayIn = .local
    } else {
      let peering = network.peeringConnections.sorted.first {
        $0.status == .active && $0.connects(home.vpcID, source.home?.vpcID ?? home.vpcID)
      }
      wayIn = peering.map { .peering($0.id) } ?? .unjudged
    }
    arrive(sender)
  }

  // MARK: Gateways

  private mutating func cross(_ id: VPCPeeringConnection.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    wayIn = .peering(id)
    guard let peering = network.peeringConnections[id] else {
      judgeGone(.vpcPeeringConnection)
      return arrive(sender)
    }
    guard peering.status == .active, let near = network.subnets[subnetID]?.vpcID ?? source.home?.vpcID,
      let far = peering.side(oppositeTo: near)
    else { return deny() }
    let blocks = network.vpcs[far.vpcID]?.cidrs ?? far.cidrs
    if blocks.isEmpty {
      doubt()
    } else if !blocks.contains(where: { $0.contains(target) }) {
      return deny()
    } else if let home = destination.home {
      // The other VPC has a host of its own at the address.
      if home.vpcID != far.vpcID { return deny() }
    } else {
      return doubt()
    }
    arrive(sender)
  }

  private mutating func cross(_ id: NATGateway.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    guard let gateway = network.natGateways[id] else { return judgeGone(.natGateway) }
    if family == .ipv6 {
      if SpecialPurpose.nat64.contains(target) { doubt() } else { deny() }
      return
    }
    if gateway.state != "available" { return deny() }
    meet(Self.translated)
    guard let gatewaySubnet = gateway.subnetID else { return doubt() }
    if gatewaySubnet != subnetID { judgeACL(of: gatewaySubnet, .ingress, remote: sender.address) }
    guard let address = gateway.privateAddresses.first else { return doubt() }
    route(
      from: gatewaySubnet,
      Sender(
        address: .v4(address),
        publicAddress: gateway.isPublic ? gateway.publicAddresses.first : nil,
        isSource: false
      )
    )
  }

  /// What NAT gateways carry.
  private static let translated = TrafficVerdict(
    certain: TrafficSet.tcp(.all).union(.udp(.all)).union(.icmp(.any))
  )

  private mutating func pass(_ id: NetworkInterface.ID, from subnetID: Subnet.ID, _ sender: Sender) {
    guard let interface = network.networkInterfaces[id] else { return judgeGone(.networkInterface) }
    if interface.subnetID != subnetID { judgeACL(of: interface.subnetID, .ingress, remote: sender.address) }
    if sender.isSource {
      middlebox = id
    } else {
      meet(groups.verdict(GroupPolicy(interface), .ingress, remote: sender.address))
    }
    if interface.sourceDestinationCheck { return deny() }
    doubt()
  }

  // MARK: The internet

  private mutating func enterIfHome(_ sender: Sender) {
    if destination.home != nil { enterFromInternet(sender) }
  }

  private mutating func enterFromInternet(_ sender: Sender) {
    guard let home = destination.home else { return }
    wayIn = .internet
    let isAttached = network.internetGateways.unordered.contains { $0.attachedVPCIDs.contains(home.vpcID) }
    if !isAttached, !isRoutedToUnknownGateway(home.subnetID) { judgeGone(.internetGateway) }
    switch family {
    case .ipv6: if !AddressScope.isInternet(target) { return deny() }
    case .ipv4: if home.publicAddress == nil { return deny() }
    }
    guard !verdict.isDenied else { return }
    arrive(sender)
  }

  /// EC2 keeps a route to an internet gateway active only while the gateway is attached.
  private func isRoutedToUnknownGateway(_ subnetID: Subnet.ID) -> Bool {
    guard let table = bindings.routeTable(of: subnetID) else { return false }
    return table.routes.contains { route in
      guard !route.isBlackhole, case .internetGateway(let id) = route.target else { return false }
      return network.internetGateways[id] == nil
    }
  }

  // MARK: The way back

  private mutating func judgeReply() {
    judgeReturnRoute()
    for crossing in crossings {
      guard let acl = bindings.acl(of: crossing.subnetID) else {
        meet(TrafficVerdict.unknown.requestsAnswered(family))
        continue
      }
      meet(acls.verdict(acl, crossing.direction.opposite, remote: crossing.remote).requestsAnswered(family))
    }
  }

  private mutating func judgeReturnRoute() {
    guard let home = destination.home, wayIn != .sameSubnet, wayIn != .unjudged, let remote = crossings.last?.remote
    else { return }
    let doubtful = TrafficVerdict.unknown.requestsAnswered(family)
    let denied = TrafficVerdict.none.requestsAnswered(family)
    guard let table = bindings.routeTable(of: home.subnetID) else { return meet(doubtful) }
    switch table.route(to: remote, prefixLists: network.prefixLists) {
    case .none: meet(denied)
    case .unknown: meet(doubtful)
    case .route(let route, _):
      if route.isBlackhole { return meet(denied) }
      switch (wayIn, route.target) {
      case (.local, .local), (.internet, .internetGateway): break
      case (.peering(let id), .vpcPeeringConnection(let other)) where id == other: break
      case (.internet, .natGateway), (.internet, .egressOnlyInternetGateway), (_, .local): meet(denied)
      case (.otherNetwork, .transitGateway), (.otherNetwork, .virtualPrivateGateway), (.otherNetwork, .other): break
      default: meet(doubtful)
      }
    }
  }
}
