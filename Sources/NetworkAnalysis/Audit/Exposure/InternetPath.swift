import IPAddressing
import VPCModel

/// Whether packets from the internet come to an interface, past gateway, route and network ACL, and answers go back.
enum InternetPath: Hashable, Sendable {
  /// By this address of the interface's, which for IPv4 the internet sees as another.
  case reached(address: IPAddress, publicAddress: IPv4Address?, gateway: String?)
  /// The reason, a clause.
  case blocked(String)
  case unknown(String)

  var isReached: Bool { if case .reached = self { true } else { false } }
}

/// Finds paths from the internet, each kind once.
struct InternetPathFinder {
  private struct Key: Hashable {
    var policy: AuditPolicy
    var subnetID: Subnet.ID
    var family: IPFamily
    var isPublic: Bool
    var transport: PortTransport
    var port: UInt16
    var sources: IPAddressSet
  }

  private let context: AuditContext
  private var known: [Key: (isReached: Bool, answer: InternetPath)] = [:]
  private var cuts: [NetworkACL.ID: [IPPrefix]] = [:]

  init(_ context: AuditContext) { self.context = context }

  /// The best path over both families: reached rather than unknown, unknown rather than blocked.
  /// - Parameters:
  ///   - ports: any of which will do.
  ///   - sources: addresses of the internet that the interface's groups let in.
  mutating func path(
    to interface: NetworkInterface,
    _ transport: PortTransport,
    _ ports: PortSet,
    from sources: IPAddressSet
  ) -> InternetPath {
    switch interface.owner?.kind {
    case .lambdaFunction: return .blocked("a Lambda function accepts no connections")
    case .natGateway: return .blocked("a NAT gateway lets no connection in")
    default: break
    }
    if interface.isOfUnknownAddress { return .unknown(UnknownAddresses.reason(interface)) }
    var best: InternetPath?
    for family in [IPFamily.ipv4, .ipv6] {
      let part = family == .ipv4 ? IPAddressSet(v4: sources.v4) : IPAddressSet(v6: sources.v6)
      guard !part.isEmpty else { continue }
      guard let address = Self.address(of: interface, family) else {
        if best == nil { best = .blocked("it has no \(family == .ipv4 ? "IPv4" : "IPv6") address") }
        continue
      }
      for port in Self.probePorts(ports) {
        let found = path(to: interface, address, family, transport, port, part)
        if found.isReached { return found }
        switch (best, found) {
        case (nil, _), (.blocked?, .unknown): best = found
        // An IPv6 reason says more than that there is no IPv4 address.
        default: break
        }
      }
    }
    return best ?? .blocked("nobody on the internet is let in")
  }

  /// One with a public address rather than the primary one.
  private static func address(of interface: NetworkInterface, _ family: IPFamily) -> IPAddress? {
    guard family == .ipv4 else {
      return (interface.ipv6Addresses.first ?? interface.ipv6Prefixes.first?.first).map(IPAddress.v6)
    }
    if let shown = interface.privateIPv4Addresses.first(where: { $0.publicAddress != nil }) {
      return .v4(shown.address)
    }
    return interface.address(of: .ipv4)
  }

  /// The first port of each run, of a few at most: an ACL that tells more of them apart is judged by these.
  private static func probePorts(_ ports: PortSet) -> [UInt16] {
    ports.ranges.prefix(4).flatMap { $0.count > 1 ? [$0.lower, $0.upper] : [$0.lower] }
  }

  private mutating func path(
    to interface: NetworkInterface,
    _ address: IPAddress,
    _ family: IPFamily,
    _ transport: PortTransport,
    _ port: UInt16,
    _ sources: IPAddressSet
  ) -> InternetPath {
    var shown: IPv4Address?
    if case .v4(let address) = address { shown = interface.publicAddress(for: address) }
    let key = Key(
      policy: AuditPolicy(interface),
      subnetID: interface.subnetID,
      family: family,
      isPublic: shown != nil || family == .ipv6 && AddressScope.isInternet(address),
      transport: transport,
      port: port,
      sources: sources
    )
    let found = known[key] ?? find(to: interface, address, transport, port, sources)
    known[key] = found
    guard case .reached(_, _, let gateway) = found.answer else { return found.answer }
    return .reached(address: address, publicAddress: shown, gateway: gateway)
  }

  private mutating func find(
    to interface: NetworkInterface,
    _ address: IPAddress,
    _ transport: PortTransport,
    _ port: UInt16,
    _ sources: IPAddressSet
  ) -> (isReached: Bool, answer: InternetPath) {
    let destination = Host(.interface(interface), address: address)
    var best: InternetPath?
    // Where an ACL or a route tells addresses or client ports apart, one that passes is enough.
    samples: for source in samples(of: sources, in: interface.subnetID, interface.vpcID) {
      for clientPort in clientPorts(interface.subnetID) {
        let trace = context.analysis.trace(
          from: Host(.internet, address: source),
          to: destination,
          transport.probe(port, from: clientPort),
          findingMisses: false
        )
        switch trace.verdict {
        case .allowed:
          let gateway = trace.steps.first { $0.station == .internetGateway }?.resources.first?.id
          return (true, .reached(address: address, publicAddress: nil, gateway: gateway))
        case .denied:
          let step = trace.steps.first { $0.outcome == .deny }
          if best == nil { best = .blocked(Self.words(step)) }
          // Nothing but the ACLs and the way back looks at the sender's address or port.
          let isSpecific = trace.steps.contains {
            $0.outcome == .deny && ($0.station == .networkACL || $0.station == .routeTable)
          }
          let isFinal = trace.steps.contains {
            $0.outcome == .deny && $0.station != .networkACL && $0.station != .routeTable
          }
          if isFinal || !isSpecific { return (false, best ?? .blocked("it is blocked")) }
          // Only an ACL on the way back looks at the client's port.
          let isByClientPort = trace.steps.allSatisfy {
            $0.outcome != .deny || $0.station == .networkACL && $0.leg == .reply
          }
          if !isByClientPort { continue samples }
        case .unknown:
          best = .unknown(trace.steps.first { $0.outcome == .unknown }?.reason ?? "something is not known")
        }
      }
    }
    return (false, best ?? .blocked("it is blocked"))
  }

  /// The reason, without the name of the one interface that was tried for all that are alike.
  private static func words(_ step: PathStep?) -> String {
    guard let step else { return "it is blocked" }
    guard step.code == .privateAddressForIngress else { return step.reason }
    return "it has no public address"
  }

  /// An address of each piece into which the subnet's ACL and routes cut the sources; the first tells most.
  private mutating func samples(of sources: IPAddressSet, in subnet: Subnet.ID, _ vpc: VPC.ID) -> [IPAddress] {
    var blocks: [IPPrefix] = []
    if let acl = context.analysis.bindings.acl(of: subnet) {
      let known = cuts[acl.id] ?? Array(Set(acl.entries.map(\.cidr)))
      cuts[acl.id] = known
      blocks += known
    }
    for route in context.analysis.bindings.routeTable(of: subnet)?.routes ?? [] {
      switch route.destination {
      case .cidr(let prefix): blocks.append(prefix)
      case .prefixList(let id): blocks += (context.network.prefixLists[id]?.entries ?? []).map(\.cidr)
      }
    }
    return atoms(of: sources, cutBy: blocks).prefix(200).compactMap(\.first)
  }

  /// Client ports that the ACL tells apart.
  private func clientPorts(_ subnet: Subnet.ID) -> [UInt16?] {
    guard let acl = context.analysis.bindings.acl(of: subnet) else { return [nil] }
    var starts: Set<UInt16> = [1024]
    for entry in acl.entries where entry.direction == .egress {
      guard let ports = entry.traffic.ports else { continue }
      starts.insert(ports.lower)
      if let next = PortRange.bound(after: ports.upper) { starts.insert(next) }
    }
    // The usual case first: every client port.
    return [nil] + starts.sorted().prefix(24).map { $0 }
  }
}
