import IPAddressing
import NetworkAnalysis
import Oracle
import VPCModel

/// Who gets where from the internet at large by going on from machine to machine: every step tried packet by packet with
/// the oracle, between every two interfaces, on every port at which a rule or an entry begins or ends to match.
struct SlowChains {
  private let network: Network
  private let interfaces: [NetworkInterface]
  private let pieces: [(address: IPAddress, share: Double)]
  private let edges: Set<Transport>
  /// Each interface's addresses, of those that nothing tells apart one.
  private var addresses: [NetworkInterface.ID: [IPAddress]] = [:]
  /// Interfaces by the fewest steps to them.
  private(set) var distances: [NetworkInterface.ID: Int] = [:]

  init(_ network: Network) {
    self.network = network
    // Who is on a NAT gateway or an attachment is nobody.
    interfaces = network.networkInterfaces.sorted.filter {
      $0.owner?.kind != .natGateway && $0.owner?.kind != .transitGatewayAttachment
    }
    pieces = InternetPieces.of(network)
    let blocks = InternetPieces.blocks(network)
    for interface in interfaces {
      addresses[interface.id] = interface.ownPrefixes.flatMap { own in
        // A delegated prefix may be cut by what rules, entries and routes speak of.
        [own.first] + blocks.filter { own.contains($0.first) && !$0.contains(own.first) }.map(\.first)
          + blocks.compactMap { block in
            block.last.next.flatMap { own.contains($0) ? $0 : nil }
          }
      }
    }
    edges = Self.edges(of: network.networkACLs.sorted.flatMap(\.entries).map(\.traffic))
    var frontier = withMachines(interfaces.filter(isEntrance))
    var steps = 1
    while !frontier.isEmpty {
      for interface in frontier { distances[interface.id] = steps }
      let senders = frontier.filter(leadsOn)
      let left = interfaces.filter { distances[$0.id] == nil }
      frontier = withMachines(left.filter { target in senders.contains { connects($0, target) } })
      steps += 1
    }
  }

  private func leadsOn(_ interface: NetworkInterface) -> Bool {
    interface.owner?.kind != .vpcEndpoint && interface.owner?.kind != .lambdaFunction
  }

  /// With the other interfaces of their instances.
  private func withMachines(_ entered: [NetworkInterface]) -> [NetworkInterface] {
    func instances(_ interface: NetworkInterface) -> Set<Instance.ID> {
      var ids = Set(network.instances.sorted.filter { $0.networkInterfaceIDs.contains(interface.id) }.map(\.id))
      if let id = interface.attachment?.instanceID { ids.insert(id) }
      return ids
    }
    let entries = Set(entered.flatMap(instances))
    return network.networkInterfaces.sorted.filter { interface in
      distances[interface.id] == nil
        && (entered.contains(interface) || !instances(interface).isDisjoint(with: entries))
    }
  }

  // MARK: Steps

  private func isEntrance(_ interface: NetworkInterface) -> Bool {
    let own = edges.union(Self.edges(of: rules(interface, .ingress)))
    for address in addresses[interface.id] ?? [] {
      for transport in own where Self.runs(transport, over: address.family) {
        var open = 0.0
        for piece in pieces where piece.address.family == address.family {
          let path = Oracle.path(
            from: .internet(piece.address),
            to: .interface(interface, address),
            transport,
            in: network
          )
          if path == .passes { open += piece.share }
        }
        if open >= InternetPieces.most(address.family) { return true }
      }
    }
    return false
  }

  private func connects(_ from: NetworkInterface, _ target: NetworkInterface) -> Bool {
    guard from.id != target.id else { return false }
    let own = edges.union(Self.edges(of: rules(from, .egress) + rules(target, .ingress)))
    for source in addresses[from.id] ?? [] {
      for address in addresses[target.id] ?? [] where address.family == source.family {
        for transport in own where Self.runs(transport, over: address.family) {
          let out = Flow(interfaceID: from.id, direction: .egress, remote: address, transport: transport)
          // Most machines may not talk to most others; what no group filters, no group stops.
          if !from.groupIDs.isEmpty, case .denied = Oracle.verdict(flow: out, in: network) { continue }
          let path = Oracle.path(
            from: .interface(from, source),
            to: .interface(target, address),
            transport,
            in: network
          )
          if path == .passes { return true }
        }
      }
    }
    return false
  }

  // MARK: Traffic

  private func rules(_ interface: NetworkInterface, _ direction: TrafficDirection) -> [TrafficSelector] {
    interface.groupIDs.flatMap { network.securityGroups[$0]?.rules ?? [] }
      .filter { $0.direction == direction }.map(\.traffic)
  }

  /// One of each kind of traffic that the selectors tell apart, ICMP left out: nobody works through that.
  private static func edges(of selectors: [TrafficSelector]) -> Set<Transport> {
    var edges: Set<Transport> = [
      .tcp(source: 40000, destination: 0), .udp(source: 40000, destination: 0), .other(IPProtocol(rawValue: 99)),
    ]
    for selector in selectors {
      switch selector {
      case .tcp(let ports):
        for port in [ports.lower, ports.upper &+ 1] { edges.insert(.tcp(source: 40000, destination: port)) }
      case .udp(let ports):
        for port in [ports.lower, ports.upper &+ 1] { edges.insert(.udp(source: 40000, destination: port)) }
      case .other(let number): edges.insert(.other(number))
      case .all, .icmp, .icmpv6: break
      }
    }
    return edges
  }

  private static func runs(_ transport: Transport, over family: IPFamily) -> Bool {
    if case .other(let number) = transport { return number != .icmp && number != .icmpv6 }
    return true
  }
}

/// Addresses of the internet that nothing in a network tells apart: an address of each piece, with the number of addresses
/// that it stands for.
enum InternetPieces {
  /// So many of a family's addresses count as all of the internet: a sixteenth of IPv4's, an IPv6 /12.
  static func most(_ family: IPFamily) -> Double {
    family == .ipv4 ? Double(internet.v4.addressCount.value / 16) : Double(UInt128(1) << 116)
  }

  // Documentation's and benchmarks' blocks count as internet here, as in explanations.
  private static let internet = SpecialPurpose.internet.union(SpecialPurpose.documentation)
    .union(SpecialPurpose.benchmarking)

  /// Everything that rules, entries and routes speak of.
  static func blocks(_ network: Network) -> Set<IPPrefix> {
    var blocks: Set<IPPrefix> = []
    for rule in network.securityGroups.sorted.flatMap(\.rules) {
      switch rule.peer {
      case .ipv4(let prefix): blocks.insert(.v4(prefix))
      case .ipv6(let prefix): blocks.insert(.v6(prefix))
      case .prefixList(let id): blocks.formUnion((network.prefixLists[id]?.entries ?? []).map(\.cidr))
      case .securityGroup: break
      }
    }
    blocks.formUnion(network.networkACLs.sorted.flatMap(\.entries).map(\.cidr))
    for route in network.routeTables.sorted.flatMap(\.routes) {
      switch route.destination {
      case .cidr(let prefix): blocks.insert(prefix)
      case .prefixList(let id): blocks.formUnion((network.prefixLists[id]?.entries ?? []).map(\.cidr))
      }
    }
    blocks.formUnion(network.networkInterfaces.sorted.flatMap(\.ownPrefixes))
    return blocks
  }

  static func of(_ network: Network) -> [(address: IPAddress, share: Double)] {
    let blocks = blocks(network)
    let outside = internet.subtracting(IPAddressSet(network.vpcs.sorted.flatMap(\.cidrs)))
    let v4 = blocks.flatMap { block -> [UInt32] in
      guard case .v4(let prefix) = block else { return [] }
      return [prefix.first.rawValue, prefix.last.rawValue &+ 1]
    }
    let v6 = blocks.flatMap { block -> [UInt128] in
      guard case .v6(let prefix) = block else { return [] }
      return [prefix.first.rawValue, prefix.last.rawValue &+ 1]
    }
    return outside.v4.ranges.flatMap { range in
      cut(range.lower.rawValue, range.upper.rawValue, at: v4).map { (.v4(IPv4Address($0.start)), $0.count) }
    }
      + outside.v6.ranges.flatMap { range in
        cut(range.lower.rawValue, range.upper.rawValue, at: v6).map { (.v6(IPv6Address($0.start)), $0.count) }
      }
  }

  private static func cut<Bits: FixedWidthInteger & UnsignedInteger>(_ lower: Bits, _ upper: Bits, at cuts: [Bits])
    -> [(start: Bits, count: Double)]
  {
    let starts = Set(cuts.filter { $0 > lower && $0 <= upper } + [lower]).sorted()
    return starts.enumerated().map { index, start in
      let end = index + 1 < starts.count ? starts[index + 1] &- 1 : upper
      return (start, Double(end - start) + 1)
    }
  }
}

extension IPAddress {
  /// The address one above.
  fileprivate var next: IPAddress? {
    switch self {
    case .v4(let address): address.next.map(IPAddress.v4)
    case .v6(let address): address.next.map(IPAddress.v6)
    }
  }
}
