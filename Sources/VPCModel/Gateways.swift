package import IPAddressing

/// The door of a VPC to the internet; translates public IPv4 addresses to private ones.
package struct InternetGateway: Resource {
  package typealias ID = ResourceID<InternetGateway>
  package static var kind: ResourceKind { .internetGateway }

  package var id: ID
  package var attachedVPCIDs: [VPC.ID]
  package var tags: Tags

  package init(id: ID, attachedVPCIDs: [VPC.ID] = [], tags: Tags = [:]) {
    self.id = id
    self.attachedVPCIDs = attachedVPCIDs
    self.tags = tags
  }
}

/// IPv6 out, and only the answers in.
package struct EgressOnlyInternetGateway: Resource {
  package typealias ID = ResourceID<EgressOnlyInternetGateway>
  package static var kind: ResourceKind { .egressOnlyInternetGateway }

  package var id: ID
  package var attachedVPCIDs: [VPC.ID]
  package var tags: Tags

  package init(id: ID, attachedVPCIDs: [VPC.ID] = [], tags: Tags = [:]) {
    self.id = id
    self.attachedVPCIDs = attachedVPCIDs
    self.tags = tags
  }
}

/// Translates many private addresses to its own; connections only go out.
package struct NATGateway: Resource {
  package typealias ID = ResourceID<NATGateway>
  package static var kind: ResourceKind { .natGateway }

  package var id: ID
  package var vpcID: VPC.ID
  /// Absent for a regional NAT gateway, which lies in no subnet.
  package var subnetID: Subnet.ID?
  /// EC2's state: `pending`, `available`, `deleting`, `deleted`, `failed`.
  package var state: String
  /// `false` for `ConnectivityType` private: reaches other networks, never the internet.
  package var isPublic: Bool
  package var privateAddresses: [IPv4Address]
  package var publicAddresses: [IPv4Address]
  package var networkInterfaceIDs: [NetworkInterface.ID]
  package var tags: Tags

  package init(
    id: ID,
    vpcID: VPC.ID,
    subnetID: Subnet.ID?,
    state: String = "available",
    isPublic: Bool = true,
    privateAddresses: [IPv4Address] = [],
    publicAddresses: [IPv4Address] = [],
    networkInterfaceIDs: [NetworkInterface.ID] = [],
    tags: Tags = [:]
  ) {
    self.id = id
    self.vpcID = vpcID
    self.subnetID = subnetID
    self.state = state
    self.isPublic = isPublic
    self.privateAddresses = privateAddresses
    self.publicAddresses = publicAddresses
    self.networkInterfaceIDs = networkInterfaceIDs
    self.tags = tags
  }
}

/// A private way to a service: a gateway in route tables, or interfaces in subnets.
package struct VPCEndpoint: Resource {
  package typealias ID = ResourceID<VPCEndpoint>
  package static var kind: ResourceKind { .vpcEndpoint }

  package var id: ID
  package var vpcID: VPC.ID
  package var serviceName: String
  /// EC2's `VpcEndpointType`: `Gateway`, `Interface`, `GatewayLoadBalancer`, …
  package var type: String
  package var state: String?
  package var routeTableIDs: [RouteTable.ID]
  package var networkInterfaceIDs: [NetworkInterface.ID]
  package var groupIDs: [SecurityGroup.ID]
  package var tags: Tags

  package init(
    id: ID,
    vpcID: VPC.ID,
    serviceName: String,
    type: String,
    state: String? = nil,
    routeTableIDs: [RouteTable.ID] = [],
    networkInterfaceIDs: [NetworkInterface.ID] = [],
    groupIDs: [SecurityGroup.ID] = [],
    tags: Tags = [:]
  ) {
    self.id = id
    self.vpcID = vpcID
    self.serviceName = serviceName
    self.type = type
    self.state = state
    self.routeTableIDs = routeTableIDs
    self.networkInterfaceIDs = networkInterfaceIDs
    self.groupIDs = groupIDs
    self.tags = tags
  }
}

/// A VPC's attachment to a transit gateway; group references may cross it where both ends opted in.
package struct TransitGatewayVPCAttachment: Resource {
  package typealias ID = ResourceID<TransitGatewayVPCAttachment>
  package static var kind: ResourceKind { .transitGatewayVPCAttachment }

  package var id: ID
  package var transitGatewayID: String
  package var vpcID: VPC.ID
  package var subnetIDs: [Subnet.ID]
  package var state: String?
  /// EC2's option `SecurityGroupReferencingSupport`; older clients do not print it.
  package var supportsGroupReferences: Bool?
  package var tags: Tags

  package init(
    id: ID,
    transitGatewayID: String,
    vpcID: VPC.ID,
    subnetIDs: [Subnet.ID] = [],
    state: String? = nil,
    supportsGroupReferences: Bool? = nil,
    tags: Tags = [:]
  ) {
    self.id = id
    self.transitGatewayID = transitGatewayID
    self.vpcID = vpcID
    self.subnetIDs = subnetIDs
    self.state = state
    self.supportsGroupReferences = supportsGroupReferences
    self.tags = tags
  }

  /// Whether traffic passes it: not while it is being made or taken down.
  package var isInUse: Bool { state == nil || state == "available" || state == "modifying" }
}
