import IPAddressing
import VPCModel

/// Interfaces none of whose addresses the network tells: they are no hosts of the matrix, and what they reach, and what
/// reaches them, is open as far as their groups' rules do not rule it out whatever their addresses are.
struct UnknownAddresses: Sendable {
  /// Who is at the other end.
  enum Facing {
    /// Of the internet, or of what no known interface has.
    case addresses(IPAddressSet)
    /// Interfaces whose groups are the same, one of them with the addresses of all; without any, these are not known.
    case members(NetworkInterface, IPAddressSet)
  }

  private let network: Network
  /// By identifier; gateways' own interfaces are no end of a connection.
  let interfaces: [NetworkInterface]

  /// O(interfaces).
  init(_ network: Network) {
    self.network = network
    interfaces = network.networkInterfaces.unordered.filter { $0.isOfUnknownAddress && !$0.isGateway }
      .sorted { $0.id < $1.id }
  }

  var ids: Set<NetworkInterface.ID> { Set(interfaces.map(\.id)) }

  /// Those that may have an address in a block: of a VPC that the block overlaps, or of one whose blocks are not known,
  /// where they are not public.
  func perhaps(in block: IPPrefix) -> Set<NetworkInterface.ID> {
    let set = IPAddressSet(block)
    let isPublic = AddressScope.internet.contains(set)
    return Set(
      interfaces.filter { interface in
        guard let vpc = network.vpcs[interface.vpcID], !vpc.cidrs.isEmpty else { return !isPublic }
        return vpc.cidrs.contains { $0.overlaps(block) }
      }.map(\.id)
    )
  }

  /// Why the addresses of one are not known, a sentence without its full stop.
  static func reason(_ interface: NetworkInterface) -> String {
    interface.unknownAddressReason ?? "the input gives \(interface.id) no address"
  }

  // MARK: What may pass

  /// The traffic between two ends, one of them of unknown address, that the groups of both do not rule out.
  func possible(from source: Facing, to destination: Facing, _ family: IPFamily) -> TrafficSet {
    var traffic = TrafficSet.all
    if case .members(let interface, _) = source { traffic = possible(interface, .egress, destination, family) }
    if case .members(let interface, _) = destination {
      traffic = traffic.intersection(possible(interface, .ingress, source, family))
    }
    return traffic
  }

  /// What one interface's groups do not rule out. O(its rules).
  private func possible(
    _ interface: NetworkInterface,
    _ direction: TrafficDirection,
    _ facing: Facing,
    _ family: IPFamily
  ) -> TrafficSet {
    if interface.isWithoutFilter { return .all }
    var traffic = TrafficSet.empty
    for id in interface.groupIDs {
      guard let group = network.securityGroups[id] else { return .all }
      for rule in group.rules where rule.direction == direction && mayMatch(rule.peer, facing, family) {
        traffic = traffic.union(TrafficSet(rule.traffic, family))
      }
    }
    return traffic
  }

  private func mayMatch(_ peer: SecurityGroupRule.Peer, _ facing: Facing, _ family: IPFamily) -> Bool {
    switch (peer, facing) {
    case (.ipv4(let block), _): family == .ipv4 && mayMatch([.v4(block)], facing)
    case (.ipv6(let block), _): family == .ipv6 && mayMatch([.v6(block)], facing)
    case (.prefixList(let id), _):
      network.prefixLists[id]?.entries.map { mayMatch($0.map(\.cidr).filter { $0.family == family }, facing) } ?? true
    // Members are interfaces, and no others have their addresses.
    case (.securityGroup, .addresses): false
    case (.securityGroup(let reference), .members(let other, _)): other.groupIDs.contains(reference.groupID)
    }
  }

  private func mayMatch(_ blocks: [IPPrefix], _ facing: Facing) -> Bool {
    switch facing {
    case .addresses(let set): blocks.contains { set.overlaps(IPAddressSet($0)) }
    // Behind a NAT gateway the other end sees a public address that is not the sender's own.
    case .members(_, let addresses):
      addresses.isEmpty
        ? !blocks.isEmpty
        : blocks.contains { addresses.overlaps(IPAddressSet($0)) || AddressScope.internet.overlaps(IPAddressSet($0)) }
    }
  }
}

/// One of the interfaces, with what it may send or be sent.
struct UnknownAddressAnswer {
  var interface: NetworkInterface
  var traffic: [IPFamily: TrafficSet] = [:]

  /// `tcp/5432`, over both families.
  var words: String {
    let all = IPFamily.allCases.compactMap { family in
      traffic[family].flatMap { $0.isEmpty ? nil : $0.words(family) }
    }
    return all.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; ")
  }
}

/// One end of a question that involves interfaces of unknown address.
struct UnknownAddressEnd {
  /// Interfaces of known addresses.
  var placed: [NetworkInterface] = []
  var unplaced: Set<NetworkInterface.ID> = []
  /// Addresses beside interfaces'.
  var addresses = IPAddressSet.empty
}

extension UnknownAddresses {
  /// Who of the interfaces of unknown address may send something to the other end, or be sent it.
  ///
  /// O(interfaces of unknown address × different sets of groups at the other end).
  func open(
    from: UnknownAddressEnd,
    to: UnknownAddressEnd,
    _ traffic: [IPFamily: TrafficSet]
  ) -> [UnknownAddressAnswer] {
    guard !(from.unplaced.isEmpty && to.unplaced.isEmpty) else { return [] }
    let (sources, destinations) = (others(from), others(to))
    return interfaces.compactMap { interface in
      var answer = UnknownAddressAnswer(interface: interface)
      let own = Facing.members(interface, .empty)
      for (family, asked) in traffic where !asked.isEmpty {
        var found = TrafficSet.empty
        if to.unplaced.contains(interface.id) {
          for facing in sources where facing.ids != [interface.id] && !found.contains(asked) {
            found = found.union(possible(from: facing.facing(family), to: own, family).intersection(asked))
          }
        }
        if from.unplaced.contains(interface.id) {
          for facing in destinations where facing.ids != [interface.id] && !found.contains(asked) {
            found = found.union(possible(from: own, to: facing.facing(family), family).intersection(asked))
          }
        }
        if !found.isEmpty { answer.traffic[family] = found }
      }
      return answer.traffic.isEmpty ? nil : answer
    }
  }

  /// What is at one end, those whose groups are the same together.
  private struct Other {
    var sample: NetworkInterface?
    var ids: Set<NetworkInterface.ID> = []
    var addresses = IPAddressSet.empty

    func facing(_ family: IPFamily) -> Facing {
      sample.map { .members($0, addresses) } ?? .addresses(addresses.intersection(.all(family)))
    }
  }

  private func others(_ end: UnknownAddressEnd) -> [Other] {
    struct Key: Hashable {
      var policy: GroupPolicy
      var isPlaced: Bool
    }
    var members: [Key: [NetworkInterface]] = [:]
    for interface in end.placed where !interface.isOfUnknownAddress {
      members[Key(policy: GroupPolicy(interface), isPlaced: true), default: []].append(interface)
    }
    for interface in interfaces where end.unplaced.contains(interface.id) {
      members[Key(policy: GroupPolicy(interface), isPlaced: false), default: []].append(interface)
    }
    let joined = members.values.map { interfaces in
      Other(
        sample: interfaces.first,
        ids: Set(interfaces.map(\.id)),
        addresses: IPAddressSet(interfaces.flatMap(\.ownPrefixes))
      )
    }
    return joined + (end.addresses.isEmpty ? [] : [Other(addresses: end.addresses)])
  }
}

extension Reachability {
  /// The interfaces that some hosts are.
  func interfaces(of hosts: HostSet) -> [NetworkInterface] {
    Set(hosts.positions.map { matrix.axis.hosts[$0].interfaceID }).compactMap { network.networkInterfaces[$0] }
  }
}
