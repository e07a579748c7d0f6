package import IPAddressing

/// A route table: where a subnet's packets go, by longest prefix.
package struct RouteTable: Resource {
  package typealias ID = ResourceID<RouteTable>
  package static var kind: ResourceKind { .routeTable }

  package enum Destination: Hashable, Sendable, CustomStringConvertible {
    case cidr(IPPrefix)
    case prefixList(PrefixList.ID)

    package var description: String {
      switch self {
      case .cidr(let prefix): prefix.description
      case .prefixList(let id): id.text
      }
    }
  }

  package enum Target: Hashable, Sendable {
    case local
    case internetGateway(InternetGateway.ID)
    case egressOnlyInternetGateway(EgressOnlyInternetGateway.ID)
    case natGateway(NATGateway.ID)
    case vpcPeeringConnection(VPCPeeringConnection.ID)
    /// `tgw-…`
    case transitGateway(String)
    /// `vgw-…`: VPN or Direct Connect.
    case virtualPrivateGateway(String)
    case vpcEndpoint(VPCEndpoint.ID)
    /// A middlebox, such as a NAT instance or a firewall.
    case networkInterface(NetworkInterface.ID)
    /// Carrier gateways, local gateways, core networks, …
    case other(String)

    package var text: String {
      switch self {
      case .local: "local"
      case .internetGateway(let id): id.text
      case .egressOnlyInternetGateway(let id): id.text
      case .natGateway(let id): id.text
      case .vpcPeeringConnection(let id): id.text
      case .transitGateway(let id), .virtualPrivateGateway(let id), .other(let id): id
      case .vpcEndpoint(let id): id.text
      case .networkInterface(let id): id.text
      }
    }
  }

  package struct Route: Hashable, Sendable, Codable {
    package var destination: Destination
    package var target: Target
    /// EC2's state `blackhole`: the target is gone, packets are dropped.
    package var isBlackhole: Bool
    /// Learned from a virtual private gateway; a static route to the same destination wins.
    package var isPropagated: Bool

    package init(
      _ destination: Destination,
      to target: Target,
      isBlackhole: Bool = false,
      isPropagated: Bool = false
    ) {
      self.destination = destination
      self.target = target
      self.isBlackhole = isBlackhole
      self.isPropagated = isPropagated
    }
  }

  package var id: ID
  package var vpcID: VPC.ID
  /// Serves the subnets that no table is associated with.
  package var isMain: Bool
  package var routes: [Route]
  package var subnetIDs: [Subnet.ID]
  package var ownerID: String?
  package var tags: Tags

  package init(
    id: ID,
    vpcID: VPC.ID,
    isMain: Bool = false,
    routes: [Route] = [],
    subnetIDs: [Subnet.ID] = [],
    ownerID: String? = nil,
    tags: Tags = [:]
  ) {
    self.id = id
    self.vpcID = vpcID
    self.isMain = isMain
    self.routes = routes
    self.subnetIDs = subnetIDs
    self.ownerID = ownerID
    self.tags = tags
  }

  /// What a look-up found.
  package enum LookUp: Hashable, Sendable {
    /// The route, and the prefix of it that matched (an entry's, where the destination is a prefix list).
    case route(Route, matched: IPPrefix)
    case none
    /// A route's prefix list has unknown entries that could be the longest match.
    case unknown(PrefixList.ID)
  }

  /// The route that a packet takes, by longest prefix; between equals local, then static, then propagated
  /// (VPC user guide, "Route priority"). O(routes + entries of their prefix lists).
  package func route(to address: IPAddress, prefixLists: ResourceTable<PrefixList>) -> LookUp {
    var best: (route: Route, matched: IPPrefix)?
    var unknown: PrefixList.ID?
    func consider(_ route: Route, _ prefix: IPPrefix) {
      guard prefix.contains(address) else { return }
      if let current = best {
        let longer = prefix.length > current.matched.length
        let preferred = prefix.length == current.matched.length && route.precedence < current.route.precedence
        guard longer || preferred else { return }
      }
      best = (route, prefix)
    }
    for route in routes {
      switch route.destination {
      case .cidr(let prefix): consider(route, prefix)
      case .prefixList(let id):
        let list = prefixLists[id]
        if let entries = list?.entries {
          for entry in entries { consider(route, entry.cidr) }
        } else if list?.addressFamily == nil || list?.addressFamily == address.family {
          unknown = unknown ?? id
        }
      }
    }
    // A local route cannot be overridden by a list of public addresses; anything else could be.
    if let unknown, best?.route.target != .local { return .unknown(unknown) }
    return best.map { .route($0.route, matched: $0.matched) } ?? .none
  }
}

extension RouteTable.Route {
  fileprivate var precedence: Int { target == .local ? 0 : isPropagated ? 2 : 1 }
}
