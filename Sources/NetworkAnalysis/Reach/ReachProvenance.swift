import IPAddressing
package import VPCModel

/// What makes some traffic possible, on both sides of a way.
package struct ReachProvenance: Hashable, Sendable {
  /// Rules that let it out at the source, by identifier; none where the source is the internet.
  package var egress: [SecurityGroupRule] = []
  /// Rules that let it in at the destination, by identifier; none where the destination is the internet.
  package var ingress: [SecurityGroupRule] = []
  /// Gateways, peerings and endpoints that it passes, by identifier.
  package var gateways: [String] = []
  /// Groups on the way whose rules the network does not hold, which may let it pass.
  package var unknownGroups: [SecurityGroup.ID] = []
}

extension Reachability {
  /// The rules that let some of the traffic pass, or may. O(rules of the groups concerned × sources' places).
  package func provenance(of reach: InterfaceReach) -> ReachProvenance {
    let traffic = reach.verdict.possible
    var found = Found()
    for policy in policies(of: reach.sources.hosts) {
      collect(policy, .egress, reach.family, traffic, &found) { rule in
        !matches(rule, reach.family).isDisjoint(with: reach.destinations.hosts)
      }
    }
    for (policy, place) in classes(of: reach.destinations.hosts) {
      for arrival in matrix.arrivals(at: place, from: reach.sources.hosts) {
        found.gateways.formUnion(gateways(from: arrival.sources, to: reach.destinations.hosts, place))
        switch arrival.seen {
        case .nobody: break
        case .source:
          collect(policy, .ingress, reach.family, traffic, &found) { rule in
            !matches(rule, reach.family).isDisjoint(with: arrival.sources)
          }
        case .address(let address):
          collect(policy, .ingress, reach.family, traffic, &found) { matches($0, address) }
        }
      }
    }
    return provenance(found)
  }

  /// The rules and gateways that let some of the traffic with the internet pass, or may.
  package func provenance(of reach: InternetReach) -> ReachProvenance {
    var found = Found()
    for policy in policies(of: reach.hosts.hosts) {
      collect(policy, reach.direction, reach.family, reach.verdict.possible, &found) { rule in
        rule.mayMatchMore(reach.family) || rule.blocks.contains { reach.addresses.overlaps($0) }
          || rule.group.map { !internet.strays(of: $0).isDisjoint(with: reach.addresses) } ?? false
      }
    }
    for (_, place) in classes(of: reach.hosts.hosts) {
      let place = matrix.axis.places[place]
      switch reach.direction {
      case .ingress:
        found.gateways.formUnion(
          network.internetGateways.unordered.filter { $0.attachedVPCIDs.contains(place.vpcID) }.map(\.id.text)
        )
      case .egress: found.gateways.formUnion(gateways(from: place.subnetID, to: reach.addresses, seen: []))
      }
    }
    return provenance(found)
  }

  /// The rules and gateways that let some of a step's traffic pass for certain.
  package func provenance(of hop: ReachHop) -> ReachProvenance {
    let verdict = TrafficVerdict(certain: hop.verdict.allowed)
    let destination =
      host(of: hop.to, at: hop.address).map { HostSet([$0]) } ?? ofFamily(hosts(of: [hop.to]), hop.family)
    guard let from = hop.from else {
      let addresses = hop.internetAddresses ?? internet.internet[hop.family] ?? .empty
      return provenance(
        of: InternetReach(direction: .ingress, hosts: group(destination), addresses: addresses, verdict: verdict)
      )
    }
    let sources = group(ofFamily(hosts(of: [from]), hop.family))
    return provenance(of: InterfaceReach(sources: sources, destinations: group(destination), verdict: verdict))
  }

  // MARK: Rules

  private struct Found {
    var rules: [TrafficDirection: Set<SecurityGroupRule.ID>] = [:]
    var groups: Set<SecurityGroup.ID> = []
    var unknownGroups: Set<SecurityGroup.ID> = []
    var gateways: Set<String> = []
  }

  private func collect(
    _ policy: Int,
    _ direction: TrafficDirection,
    _ family: IPFamily,
    _ traffic: TrafficSet,
    _ found: inout Found,
    where isPeer: (PeeredRules.Rule) -> Bool
  ) {
    for id in matrix.axis.policies[policy].groupIDs {
      guard let rules = matrix.groups.rules(of: id)?.rules(direction) else {
        found.unknownGroups.insert(id)
        continue
      }
      for rule in rules where !rule.traffic(family).isDisjoint(with: traffic) && isPeer(rule) {
        found.rules[direction, default: []].insert(rule.id)
        found.groups.insert(id)
      }
    }
  }

  private func provenance(_ found: Found) -> ReachProvenance {
    var result = ReachProvenance()
    for id in found.groups.sorted() {
      for rule in network.securityGroups[id]?.rules ?? [] where found.rules[rule.direction]?.contains(rule.id) == true {
        switch rule.direction {
        case .egress: result.egress.append(rule)
        case .ingress: result.ingress.append(rule)
        }
      }
    }
    result.egress.sort { $0.id < $1.id }
    result.ingress.sort { $0.id < $1.id }
    result.gateways = found.gateways.sorted()
    result.unknownGroups = found.unknownGroups.sorted()
    return result
  }

  /// The hosts that a rule's peer is, or may be.
  private func matches(_ rule: PeeredRules.Rule, _ family: IPFamily) -> HostSet {
    if rule.mayMatchMore(family) { return matrix.axis.all }
    var hosts = rule.group.flatMap { matrix.axis.membersOfGroup[$0] } ?? .empty
    for block in rule.blocks where block.family == family { hosts.formUnion(matrix.axis.hosts(in: block)) }
    return hosts
  }

  private func matches(_ rule: PeeredRules.Rule, _ address: IPAddress) -> Bool {
    rule.mayMatchMore(address.family) || rule.blocks.contains { $0.contains(address) }
      || rule.group.map { matrix.groups.isMember(address, of: $0) } ?? false
  }

  private func policies(of hosts: HostSet) -> [Int] {
    var policies: Set<Int> = []
    hosts.forEach { policies.insert(matrix.axis.hosts[$0].policy) }
    return policies.sorted()
  }

  private func classes(of hosts: HostSet) -> [(policy: Int, place: Int)] {
    var seen: Set<[Int]> = []
    hosts.forEach { seen.insert([matrix.axis.hosts[$0].policy, matrix.axis.hosts[$0].place]) }
    return seen.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
  }

  // MARK: Gateways

  /// Gateways on the way between hosts, from one source's subnet each.
  private func gateways(from sources: HostSet, to destinations: HostSet, _ place: Int) -> Set<String> {
    guard let first = destinations.intersection(matrix.axis.hostsOfPlace[place]).first else { return [] }
    let target = IPAddressSet(matrix.axis.hosts[first].first)
    var found: Set<String> = []
    var seen: Set<Subnet.ID> = []
    sources.forEach { position in
      let subnet = matrix.axis.hosts[position].subnetID
      guard subnet != matrix.axis.hosts[first].subnetID, seen.insert(subnet).inserted else { return }
      found.formUnion(gateways(from: subnet, to: target, seen: []))
    }
    return found
  }

  /// Targets of the routes that addresses take from a subnet, and on from NAT gateways.
  private func gateways(from subnet: Subnet.ID, to addresses: IPAddressSet, seen: Set<Subnet.ID>) -> Set<String> {
    guard !seen.contains(subnet), let table = bindings.routeTable(of: subnet) else { return [] }
    var blocks: [IPPrefix] = []
    for route in table.routes {
      switch route.destination {
      case .cidr(let block): blocks.append(block)
      case .prefixList(let id): blocks += network.prefixLists[id]?.entries?.map(\.cidr) ?? []
      }
    }
    var found: Set<String> = []
    let whole = IPAddressSet(Set(addresses.prefixes.map(\.family)).map { .all($0) })
    for piece in atoms(of: whole, cutBy: blocks) {
      guard let address = piece.intersection(addresses).first,
        case .route(let route, _) = table.route(to: address, prefixLists: network.prefixLists), !route.isBlackhole,
        route.target != .local
      else { continue }
      found.insert(route.target.text)
      if case .natGateway(let id) = route.target, let next = network.natGateways[id]?.subnetID {
        found.formUnion(
          gateways(from: next, to: piece.intersection(addresses), seen: seen.union([subnet]))
        )
      }
    }
    return found
  }
}
