/// One change to a network: a resource put in place of what was there, or removed.
///
/// What the write path commits and what engines and watchers receive: each change carries the whole new
/// resource, so that applying it needs nothing but the network it is applied to, and applying it twice is the
/// same as once. A change of one rule is a put of its group.
package enum NetworkChange: Hashable, Sendable {
  case vpc(ResourceChange<VPC>)
  case subnet(ResourceChange<Subnet>)
  case networkInterface(ResourceChange<NetworkInterface>)
  case securityGroup(ResourceChange<SecurityGroup>)
  case networkACL(ResourceChange<NetworkACL>)
  case prefixList(ResourceChange<PrefixList>)
  case peeringConnection(ResourceChange<VPCPeeringConnection>)
  case routeTable(ResourceChange<RouteTable>)
  case internetGateway(ResourceChange<InternetGateway>)
  case egressOnlyInternetGateway(ResourceChange<EgressOnlyInternetGateway>)
  case natGateway(ResourceChange<NATGateway>)
  case vpcEndpoint(ResourceChange<VPCEndpoint>)
  case transitGatewayAttachment(ResourceChange<TransitGatewayVPCAttachment>)
  case instance(ResourceChange<Instance>)
  case databaseInstance(ResourceChange<DatabaseInstance>)
}

/// What happens to the resource of one identifier.
package enum ResourceChange<Element: Resource>: Hashable, Sendable {
  /// Adds the resource, or replaces the one of the same identifier as a whole.
  case put(Element)
  /// Removes it. Nothing happens where there is none.
  case remove(Element.ID)

  /// The resource that changes.
  package var id: Element.ID {
    switch self {
    case .put(let element): element.id
    case .remove(let id): id
    }
  }
}

extension Network {
  /// Applies one change. What refers to a removed resource is left as it is, dangling. O(log n).
  package mutating func apply(_ change: NetworkChange) {
    switch change {
    case .vpc(let change): vpcs.apply(change)
    case .subnet(let change): subnets.apply(change)
    case .networkInterface(let change): networkInterfaces.apply(change)
    case .securityGroup(let change): securityGroups.apply(change)
    case .networkACL(let change): networkACLs.apply(change)
    case .prefixList(let change): prefixLists.apply(change)
    case .peeringConnection(let change): peeringConnections.apply(change)
    case .routeTable(let change): routeTables.apply(change)
    case .internetGateway(let change): internetGateways.apply(change)
    case .egressOnlyInternetGateway(let change): egressOnlyInternetGateways.apply(change)
    case .natGateway(let change): natGateways.apply(change)
    case .vpcEndpoint(let change): vpcEndpoints.apply(change)
    case .transitGatewayAttachment(let change): transitGatewayAttachments.apply(change)
    case .instance(let change): instances.apply(change)
    case .databaseInstance(let change): databaseInstances.apply(change)
    }
  }

  /// The network after some changes, in their order. This one stays as it is; both share what did not change.
  package func applying(_ changes: some Sequence<NetworkChange>) -> Network {
    var network = self
    for change in changes { network.apply(change) }
    return network
  }
}

extension ResourceTable {
  /// O(log n).
  package mutating func apply(_ change: ResourceChange<Element>) {
    switch change {
    case .put(let element): self[element.id] = element
    case .remove(let id): self[id] = nil
    }
  }
}

extension ResourceChange: CustomStringConvertible {
  /// `put security group sg-1`
  package var description: String {
    switch self {
    case .put(let element): "put \(Element.kind.words) \(element.id)"
    case .remove(let id): "remove \(Element.kind.words) \(id)"
    }
  }
}

extension NetworkChange: CustomStringConvertible {
  /// `put security group sg-1`
  package var description: String {
    switch self {
    case .vpc(let change): change.description
    case .subnet(let change): change.description
    case .networkInterface(let change): change.description
    case .securityGroup(let change): change.description
    case .networkACL(let change): change.description
    case .prefixList(let change): change.description
    case .peeringConnection(let change): change.description
    case .routeTable(let change): change.description
    case .internetGateway(let change): change.description
    case .egressOnlyInternetGateway(let change): change.description
    case .natGateway(let change): change.description
    case .vpcEndpoint(let change): change.description
    case .transitGatewayAttachment(let change): change.description
    case .instance(let change): change.description
    case .databaseInstance(let change): change.description
    }
  }
}
