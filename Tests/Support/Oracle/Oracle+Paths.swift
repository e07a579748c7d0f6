package import IPAddressing
package import VPCModel

extension Oracle {
  /// One end of a path.
  package enum PathEnd: Hashable, Sendable {
    /// An interface at one of its own addresses.
    case interface(NetworkInterface, IPAddress)
    case internet(IPAddress)

    var address: IPAddress {
      switch self {
      case .interface(_, let address), .internet(let address): address
      }
    }

    var interface: NetworkInterface? {
      if case .interface(let interface, _) = self { interface } else { nil }
    }
  }

  /// Whether a connection's first packet comes from one end to the other and its answers come back.
  package enum PathVerdict: Hashable, Sendable { case passes, stopped, unknown }

  /// Carries one packet through the network, station by station, and the answer back.
  ///
  /// A station lets it pass, stops it, or cannot be told; the packet passes where all stations let it, and what cannot be
  /// told counts where nothing stops it. Answers to TCP and UDP have to pass to every port from 1024, for a client may use
  /// any; of ICMP messages only echo requests are answered.
  package static func path(
    from source: PathEnd,
    to destination: PathEnd,
    _ transport: Transport,
    in network: Network
  ) -> PathVerdict {
    var journey = Journey(network: network, source: source, destination: destination, transport: transport)
    journey.run()
    if journey.isStopped { return .stopped }
    return journey.isDoubtful ? .unknown : .passes
  }
}

/// A packet on its way.
struct Journey {
  let network: Network
  let source: Oracle.PathEnd
  let destination: Oracle.PathEnd
  let transport: Transport
  private(set) var isStopped = false
  private(set) var isDoubtful = false
  /// What the packet carries now; gateways translate it.
  private var sender: IPAddress
  /// Who the internet sees behind the sender; `nil` for nobody.
  private var shownSender: IPv4Address?
  private var borders: [(subnet: Subnet.ID, direction: TrafficDirection, remote: IPAddress)] = []
  private var visited: [Subnet.ID] = []
  /// The door through which it came to the destination's subnet; `nil` where it did not, or through none.
  private var door: RouteTable.Target?

  init(network: Network, source: Oracle.PathEnd, destination: Oracle.PathEnd, transport: Transport) {
    self.network = network
    self.source = source
    self.destination = destination
    self.transport = transport
    sender = source.address
  }

  private var target: IPAddress { destination.address }

  mutating func run() {
    switch source {
    case .interface(let interface, let address):
      judgeGroups(interface, .egress, target)
      if Oracle.platformService(at: target, for: interface.vpcID, in: network) != nil { return }
      if case .v4(let own) = address {
        shownSender = interface.privateIPv4Addresses.first { $0.address == own }?.publicAddress
      }
      leave(interface.subnetID)
    case .internet: comeIn()
    }
    if isAnswered { judgeAnswer() }
  }

  private mutating func judge(_ answer: Oracle.Answer) {
    switch answer {
    case .yes: break
    case .no: isStopped = true
    case .maybe: isDoubtful = true
    }
  }

  private mutating func judgeAbsent(_ kind: ResourceKind) {
    judge(network.incompleteKinds.contains(kind) ? .maybe : .no)
  }

  private mutating func judgeGroups(_ interface: NetworkInterface, _ direction: TrafficDirection, _ remote: IPAddress) {
    if interface.isWithoutFilter { return }
    let flow = Flow(interfaceID: interface.id, direction: direction, remote: remote, transport: transport)
    switch Oracle.verdict(flow: flow, in: network) {
    case .allowed, .notFiltered: break
    case .denied: judge(.no)
    case .unknown: judge(.maybe)
    }
  }

  private mutating func passBorder(_ subnet: Subnet.ID, _ direction: TrafficDirection, _ remote: IPAddress) {
    borders.append((subnet, direction, remote))
    guard let acl = networkACL(of: subnet) else { return judge(.maybe) }
    let entry = Oracle.decidingEntry(of: acl, direction, remote: remote, transport: transport)
    judge(entry?.action == .allow ? .yes : .no)
  }

  // MARK: On the way there

  private mutating func arrive(through door: RouteTable.Target?) {
    guard let interface = destination.interface else { return }
    self.door = door
    if door != nil { passBorder(interface.subnetID, .ingress, sender) }
    judgeGroups(interface, .ingress, sender)
  }

  private mutating func leave(_ subnet: Subnet.ID) {
    if let interface = destination.interface, interface.subnetID == subnet { return arrive(through: nil) }
    guard !visited.contains(subnet) else { return judge(.maybe) }
    visited.append(subnet)
    guard let table = routeTable(of: subnet) else {
      passBorder(subnet, .egress, target)
      judge(.maybe)
      return arriveAnyhow(from: subnet)
    }
    switch Oracle.route(of: table, to: target, in: network) {
    case .none: judge(.no)
    case .unknown:
      passBorder(subnet, .egress, target)
      judge(.maybe)
      arriveAnyhow(from: subnet)
    case .route(let route, _):
      if route.isBlackhole { return judge(.no) }
      take(route.target, from: subnet)
    }
  }

  /// What the route is cannot be told: the rest is judged as if it led there.
  private mutating func arriveAnyhow(from subnet: Subnet.ID) {
    guard let interface = destination.interface else { return }
    let home = source.interface?.vpcID
    if interface.vpcID == network.subnets[subnet]?.vpcID || interface.vpcID == home { return arrive(through: .local) }
    let peering = network.peeringConnections.sorted.first { peering in
      let ends = [peering.requester.vpcID, peering.accepter.vpcID]
      return peering.status == .active && Set(ends) == Set([interface.vpcID, home ?? interface.vpcID])
    }
    if let peering { return arrive(through: .vpcPeeringConnection(peering.id)) }
    // By no door that is known: no way back can be judged.
    passBorder(interface.subnetID, .ingress, sender)
    judgeGroups(interface, .ingress, sender)
  }

  private mutating func take(_ gateway: RouteTable.Target, from subnet: Subnet.ID) {
    let isNextDoor: Bool =
      switch gateway {
      case .natGateway(let id): network.natGateways[id]?.subnetID == subnet
      case .networkInterface(let id): network.networkInterfaces[id]?.subnetID == subnet
      default: false
      }
    if !isNextDoor { passBorder(subnet, .egress, target) }
    switch gateway {
    case .local:
      guard let far = destination.interface?.vpcID, far == source.interface?.vpcID else { return judge(.no) }
      arrive(through: .local)
    case .vpcPeeringConnection(let id): cross(id, from: subnet)
    case .internetGateway(let id):
      judgeAttachment(network.internetGateways[id]?.attachedVPCIDs, subnet)
      if network.internetGateways[id] == nil, !network.incompleteKinds.contains(.internetGateway) { judge(.no) }
      guard isPublic(target) else { return judge(.no) }
      if case .v4 = target {
        guard let shownSender else { return judge(.no) }
        sender = .v4(shownSender)
      }
      comeIn()
    case .egressOnlyInternetGateway(let id):
      judgeAttachment(network.egressOnlyInternetGateways[id]?.attachedVPCIDs, subnet)
      if network.egressOnlyInternetGateways[id] == nil { judgeAbsent(.egressOnlyInternetGateway) }
      guard isPublic(target) else { return judge(.no) }
      comeIn()
    case .natGateway(let id): translate(id, from: subnet)
    case .vpcEndpoint(let id):
      guard let endpoint = network.vpcEndpoints[id] else { return judgeAbsent(.vpcEndpoint) }
      if endpoint.type != "Gateway" { judge(.maybe) }
    case .networkInterface(let id):
      guard let box = network.networkInterfaces[id] else { return judgeAbsent(.networkInterface) }
      if box.subnetID != subnet { passBorder(box.subnetID, .ingress, sender) }
      judgeGroups(box, .ingress, sender)
      judge(box.sourceDestinationCheck ? .no : .maybe)
    case .transitGateway, .virtualPrivateGateway, .other:
      judge(.maybe)
      arrive(through: gateway)
    }
  }

  private mutating func judgeAttachment(_ attached: [VPC.ID]?, _ subnet: Subnet.ID) {
    guard let attached, let vpc = network.subnets[subnet]?.vpcID else { return }
    if !attached.contains(vpc) { judge(.no) }
  }

  private mutating func cross(_ id: VPCPeeringConnection.ID, from subnet: Subnet.ID) {
    guard let peering = network.peeringConnections[id] else {
      judgeAbsent(.vpcPeeringConnection)
      return arrive(through: .vpcPeeringConnection(id))
    }
    let near = network.subnets[subnet]?.vpcID ?? source.interface?.vpcID
    guard peering.status == .active, let near, [peering.requester.vpcID, peering.accepter.vpcID].contains(near) else {
      return judge(.no)
    }
    let far = peering.requester.vpcID == near ? peering.accepter : peering.requester
    let blocks = network.vpcs[far.vpcID]?.cidrs ?? far.cidrs
    if blocks.isEmpty {
      judge(.maybe)
    } else if !blocks.contains(where: { Oracle.block($0, holds: target) }) {
      return judge(.no)
    } else if let home = destination.interface?.vpcID {
      // The address is another host's there.
      if home != far.vpcID { return judge(.no) }
    } else {
      return judge(.maybe)
    }
    arrive(through: .vpcPeeringConnection(id))
  }

  private mutating func translate(_ id: NATGateway.ID, from subnet: Subnet.ID) {
    guard let gateway = network.natGateways[id] else { return judgeAbsent(.natGateway) }
    guard case .v4 = target else {
      // NAT64 is not modelled.
      let prefix = IPv6Prefix(address: IPv6Address(0x0064_FF9B << 96), length: 96).map(IPPrefix.v6)
      return judge(prefix.map { Oracle.block($0, holds: target) } ?? false ? .maybe : .no)
    }
    switch transport {
    case .tcp, .udp, .icmp: break
    case .icmpv6, .other: judge(.no)
    }
    if gateway.state != "available" { judge(.no) }
    guard let own = gateway.subnetID else { return judge(.maybe) }
    if own != subnet { passBorder(own, .ingress, sender) }
    guard let address = gateway.privateAddresses.first else { return judge(.maybe) }
    sender = .v4(address)
    shownSender = gateway.isPublic ? gateway.publicAddresses.first : nil
    leave(own)
  }

  /// From the internet to a destination at home.
  private mutating func comeIn() {
    guard let interface = destination.interface else { return }
    let gateways = network.internetGateways.unordered.filter { $0.attachedVPCIDs.contains(interface.vpcID) }
    let named = (routeTable(of: interface.subnetID)?.routes ?? []).contains { route in
      guard !route.isBlackhole, case .internetGateway(let id) = route.target else { return false }
      return network.internetGateways[id] == nil
    }
    if gateways.isEmpty, !named { judgeAbsent(.internetGateway) }
    switch target {
    case .v6: if !isPublic(target) { judge(.no) }
    case .v4(let own):
      if interface.privateIPv4Addresses.first(where: { $0.address == own })?.publicAddress == nil { judge(.no) }
    }
    arrive(through: .internetGateway("any"))
  }

  // MARK: On the way back

  private var isAnswered: Bool {
    switch transport {
    case .tcp, .udp, .other: true
    case .icmp(let message): message.type == 8
    case .icmpv6(let message): message.type == 128
    }
  }

  private mutating func judgeAnswer() {
    if let interface = destination.interface, let door, let remote = borders.last?.remote {
      judgeRouteBack(from: interface.subnetID, to: remote, through: door)
    }
    for border in borders {
      guard let acl = networkACL(of: border.subnet) else {
        judge(.maybe)
        continue
      }
      let direction: TrafficDirection = border.direction == .ingress ? .egress : .ingress
      let passes = answers.allSatisfy { answer in
        Oracle.decidingEntry(of: acl, direction, remote: border.remote, transport: answer)?.action == .allow
      }
      judge(passes ? .yes : .no)
    }
  }

  /// Every answer there can be. Ports are asked at every thousandth and at the ends of all entries' ranges, which is where
  /// an entry can begin or end to match.
  private var answers: [Transport] {
    switch transport {
    case .icmp: return [.icmp(ICMPTypeCode(type: 0, code: 0))]
    case .icmpv6: return [.icmpv6(ICMPTypeCode(type: 129, code: 0))]
    case .other: return [transport]
    case .tcp, .udp:
      var ports: Set<UInt16> = [1024, .max]
      for step in UInt16(2)...65 { ports.insert(step &* 1000 &+ 24) }
      for acl in network.networkACLs.unordered {
        for entry in acl.entries {
          guard let range = entry.traffic.ports else { continue }
          for port in [range.lower, range.lower &- 1, range.upper, range.upper &+ 1] { ports.insert(port) }
        }
      }
      return ports.filter { $0 >= 1024 }.map { port in
        if case .tcp(_, let service) = transport { return .tcp(source: service, destination: port) }
        return .udp(source: transport.destinationPort ?? 0, destination: port)
      }
    }
  }

  private mutating func judgeRouteBack(from subnet: Subnet.ID, to remote: IPAddress, through door: RouteTable.Target) {
    guard let table = routeTable(of: subnet) else { return judge(.maybe) }
    switch Oracle.route(of: table, to: remote, in: network) {
    case .none: judge(.no)
    case .unknown: judge(.maybe)
    case .route(let route, _):
      if route.isBlackhole { return judge(.no) }
      switch (door, route.target) {
      case (.local, .local), (.internetGateway, .internetGateway): break
      case (_, .local), (.internetGateway, .natGateway), (.internetGateway, .egressOnlyInternetGateway): judge(.no)
      case (.vpcPeeringConnection(let one), .vpcPeeringConnection(let other)): judge(one == other ? .yes : .maybe)
      case (.transitGateway, _), (.virtualPrivateGateway, _), (.other, _):
        switch route.target {
        case .transitGateway, .virtualPrivateGateway, .other: break
        default: judge(.maybe)
        }
      default: judge(.maybe)
      }
    }
  }

  // MARK: What binds to a subnet

  private func networkACL(of subnet: Subnet.ID) -> NetworkACL? {
    if let own = network.networkACLs.sorted.last(where: { $0.subnetIDs.contains(subnet) }) { return own }
    guard !network.incompleteKinds.contains(.networkACL), let vpc = network.subnets[subnet]?.vpcID else { return nil }
    return network.networkACLs.sorted.last { $0.isDefault && $0.vpcID == vpc }
  }

  private func routeTable(of subnet: Subnet.ID) -> RouteTable? {
    if let own = network.routeTables.sorted.last(where: { $0.subnetIDs.contains(subnet) }) { return own }
    guard !network.incompleteKinds.contains(.routeTable), let vpc = network.subnets[subnet]?.vpcID else { return nil }
    return network.routeTables.sorted.last { $0.isMain && $0.vpcID == vpc }
  }

  /// Whether the internet carries packets to the address; blocks for documentation and benchmarks stand for public ones.
  private func isPublic(_ address: IPAddress) -> Bool {
    SpecialPurpose.internet.contains(address) || SpecialPurpose.documentation.contains(address)
      || SpecialPurpose.benchmarking.contains(address)
  }
}
