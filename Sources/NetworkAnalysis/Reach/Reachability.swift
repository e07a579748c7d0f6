package import IPAddressing
package import VPCModel

/// Who reaches whom in a whole network: interfaces, and the internet at one end; both families; every protocol and
/// port.
///
/// The verdicts are those of `explain` for each single packet, unknown included, but computed once for all hosts that
/// nothing tells apart. A host is one address of an interface (or a piece of a delegated prefix). What an interface's
/// public address admits is told under the internet; a host's traffic with itself is left out, and so are the own
/// interfaces of NAT gateways and transit gateway attachments, which are no end of a connection.
///
/// A value. `apply` follows a change of a group's rules at the cost of what it touches.
package struct Reachability: Sendable {
  package private(set) var network: Network
  private(set) var matrix: ReachMatrix
  private(set) var internet: InternetMatrix
  let bindings: SubnetBindings

  /// O(rules + hosts + classes × classes / 64), about.
  package init(_ network: Network) {
    self.network = network
    bindings = SubnetBindings(network)
    matrix = ReachMatrix(network, axis: HostAxis(network), groups: GroupVerdicts(network))
    internet = InternetMatrix(network, matrix)
  }

  /// Follows changes of the network. A change of the rules of groups costs what depends on these rules; any other makes
  /// everything anew.
  package mutating func apply(_ changes: [NetworkChange]) {
    let next = network.applying(changes)
    guard let groups = groupsWithOtherRules(changes), let policies = matrix.update(groups, next) else {
      self = Reachability(next)
      return
    }
    network = next
    internet.update(policies, matrix)
  }

  /// The groups that changes put in the place of others from which they differ by rules, names and tags alone; `nil`
  /// where there are other changes.
  private func groupsWithOtherRules(_ changes: [NetworkChange]) -> [SecurityGroup]? {
    var groups: [SecurityGroup.ID: SecurityGroup] = [:]
    for change in changes {
      guard case .securityGroup(.put(let group)) = change, let before = network.securityGroups[group.id],
        before.vpcID == group.vpcID, before.associatedVPCIDs == group.associatedVPCIDs,
        before.ownerID == group.ownerID
      else { return nil }
      groups[group.id] = group
    }
    return Array(groups.values)
  }
}

// MARK: - Hosts

/// Hosts that fare alike in some respect, of one family.
package struct HostGroup: Hashable, Sendable {
  let hosts: HostSet
  package let family: IPFamily
  /// Ascending by identifier.
  package let interfaceIDs: [NetworkInterface.ID]
  /// Their own addresses, private where an internet gateway translates.
  package let addresses: IPAddressSet
}

extension Reachability {
  func group(_ hosts: HostSet) -> HostGroup {
    var ids: Set<NetworkInterface.ID> = []
    var blocks: [IPAddressSet] = []
    var v4: [AddressRange<IPv4Address>] = []
    var v6: [AddressRange<IPv6Address>] = []
    hosts.forEach { position in
      let host = matrix.axis.hosts[position]
      ids.insert(host.interfaceID)
      switch (host.first, host.last) {
      case (.v4(let first), .v4(let last)): v4.append(AddressRange(uncheckedLower: first, upper: last))
      case (.v6(let first), .v6(let last)): v6.append(AddressRange(uncheckedLower: first, upper: last))
      case (.v4, .v6), (.v6, .v4): break
      }
    }
    blocks.append(IPAddressSet(v4: AddressSet(ranges: v4), v6: AddressSet(ranges: v6)))
    return HostGroup(
      hosts: hosts,
      family: v6.isEmpty ? .ipv4 : .ipv6,
      interfaceIDs: ids.sorted(),
      addresses: blocks.reduce(.empty) { $0.union($1) }
    )
  }

  /// The hosts of interfaces, by position.
  func hosts(of interfaces: some Sequence<NetworkInterface.ID>) -> HostSet {
    HostSet(interfaces.flatMap { matrix.axis.hostsOfInterface[$0] ?? [] })
  }
}

// MARK: - Between interfaces

/// Sources of which each reaches each of the destinations with the same traffic.
package struct InterfaceReach: Hashable, Sendable {
  package let sources: HostGroup
  package let destinations: HostGroup
  package let verdict: TrafficVerdict
  package var family: IPFamily { sources.family }
}

extension Reachability {
  /// All pairs of interfaces between which some traffic passes or may pass, as sets.
  ///
  /// - Parameters:
  ///   - sources, destinations: the interfaces asked about; `nil` for all.
  ///   - traffic: what is asked about; verdicts are about this alone.
  /// - Returns: no two of one family hold the same pair. An interface that is at both ends of one does not thereby reach
  ///   itself: its traffic with itself is no pair.
  package func between(
    _ sources: [NetworkInterface.ID]? = nil,
    _ destinations: [NetworkInterface.ID]? = nil,
    traffic: TrafficSet = .all
  ) -> [InterfaceReach] {
    pairs(sources.map { hosts(of: $0) }, destinations.map { hosts(of: $0) }, traffic: traffic).map(told)
  }

  /// Sets of hosts by position, not yet told by their interfaces and addresses.
  struct Pairs {
    var sources: HostSet
    var destinations: HostSet
    var verdict: TrafficVerdict
  }

  func told(_ pairs: Pairs) -> InterfaceReach {
    InterfaceReach(sources: group(pairs.sources), destinations: group(pairs.destinations), verdict: pairs.verdict)
  }

  func pairs(_ from: HostSet?, _ to: HostSet?, traffic: TrafficSet = .all) -> [Pairs] {
    struct Key: Hashable {
      var sources: HostSet
      var verdict: TrafficVerdict
    }
    var joined: [Key: HostSet] = [:]
    var order: [Key] = []
    for row in matrix.rows {
      if let to, row.destinations.isDisjoint(with: to) { continue }
      for block in row.blocks {
        let verdict = matrix.table[block.verdict].restricted(to: traffic)
        guard !verdict.isDenied else { continue }
        let left = from.map { block.sources.intersection($0) } ?? block.sources
        let right = to.map { block.destinations.intersection($0) } ?? block.destinations
        guard !left.isEmpty, !right.isEmpty else { continue }
        let key = Key(sources: left, verdict: verdict)
        if joined[key] == nil { order.append(key) }
        joined[key, default: .empty].formUnion(right)
      }
    }
    return order.compactMap { key in
      guard let (left, right) = withoutSelf(key.sources, joined[key] ?? .empty) else { return nil }
      return Pairs(sources: left, destinations: right, verdict: key.verdict)
    }
  }

  /// The sets without an interface's hosts on one side where it alone is on the other; `nil` where nothing is left.
  private func withoutSelf(_ left: HostSet, _ right: HostSet) -> (HostSet, HostSet)? {
    func only(_ hosts: HostSet) -> HostSet {
      guard let first = hosts.first else { return .empty }
      let own = HostSet(matrix.axis.hostsOfInterface[matrix.axis.hosts[first].interfaceID] ?? [])
      return own.contains(hosts) ? own : .empty
    }
    let sources = left.subtracting(only(right))
    let destinations = right.subtracting(only(left))
    return sources.isEmpty || destinations.isEmpty ? nil : (sources, destinations)
  }

  /// The verdict for one pair, over all their addresses of a family: what some address of the source reaches at some
  /// address of the destination.
  package func verdict(
    from source: NetworkInterface.ID,
    to destination: NetworkInterface.ID,
    _ family: IPFamily
  ) -> TrafficVerdict {
    var result = TrafficVerdict.none
    for one in matrix.axis.hostsOfInterface[source] ?? [] where matrix.axis.hosts[one].first.family == family {
      for other in matrix.axis.hostsOfInterface[destination] ?? []
      where matrix.axis.hosts[other].first.family == family {
        result = result.joining(matrix.verdict(from: one, to: other))
      }
    }
    return result
  }

  /// The verdict for one address of each; nothing passes where an interface has no such address.
  package func verdict(
    from source: NetworkInterface.ID,
    at sourceAddress: IPAddress,
    to destination: NetworkInterface.ID,
    at destinationAddress: IPAddress
  ) -> TrafficVerdict {
    guard let one = host(of: source, at: sourceAddress), let other = host(of: destination, at: destinationAddress)
    else { return .none }
    return matrix.verdict(from: one, to: other)
  }

  func host(of interface: NetworkInterface.ID, at address: IPAddress) -> Int? {
    matrix.axis.hostsOfInterface[interface]?.first {
      matrix.axis.hosts[$0].first <= address && address <= matrix.axis.hosts[$0].last
        && matrix.axis.hosts[$0].first.family == address.family
    }
  }
}

// MARK: - With the internet

/// Addresses of the internet and hosts that exchange the same traffic.
package struct InternetReach: Hashable, Sendable {
  /// `ingress`: the internet reaches the hosts. `egress`: they reach the internet.
  package let direction: TrafficDirection
  package let hosts: HostGroup
  /// The internet's side.
  package let addresses: IPAddressSet
  package let verdict: TrafficVerdict
  package var family: IPFamily { hosts.family }
}

extension Reachability {
  /// What the internet reaches (`ingress`), or what reaches the internet (`egress`): one for all hosts with the same
  /// groups and each set of addresses that differs in traffic.
  package func withInternet(
    _ direction: TrafficDirection,
    interfaces: [NetworkInterface.ID]? = nil,
    traffic: TrafficSet = .all
  ) -> [InternetReach] {
    struct Key: Hashable {
      var policy: Int
      var family: IPFamily
      var addresses: IPAddressSet
      var verdict: TrafficVerdict
    }
    let asked = interfaces.map { hosts(of: $0) }
    var joined: [Key: HostSet] = [:]
    var order: [Key] = []
    for row in internet.rows {
      let hosts = asked.map { row.hosts.intersection($0) } ?? row.hosts
      guard let first = hosts.first else { continue }
      for part in (direction == .ingress ? row.inward : row.outward).parts {
        let verdict = part.value.restricted(to: traffic)
        guard !verdict.isDenied else { continue }
        let family = matrix.axis.hosts[first].first.family
        let key = Key(policy: row.policy, family: family, addresses: part.region, verdict: verdict)
        if joined[key] == nil { order.append(key) }
        joined[key, default: .empty].formUnion(hosts)
      }
    }
    return order.map { key in
      InternetReach(
        direction: direction,
        hosts: group(joined[key] ?? .empty),
        addresses: key.addresses,
        verdict: key.verdict
      )
    }
  }

  /// The verdict for one address of the internet and one of an interface.
  package func verdict(
    _ direction: TrafficDirection,
    internet address: IPAddress,
    _ interface: NetworkInterface.ID,
    at own: IPAddress
  ) -> TrafficVerdict {
    guard let host = host(of: interface, at: own), let row = internet.row(of: host) else { return .none }
    let parts = (direction == .ingress ? row.inward : row.outward).parts
    return parts.first { $0.region.contains(address) }?.value ?? .none
  }
}
