/// An EC2 instance, as far as its name helps to find its network interfaces.
package struct Instance: Resource {
  package typealias ID = ResourceID<Instance>
  package static var kind: ResourceKind { .instance }

  package var id: ID
  /// EC2's state name: `running`, `stopped`, `terminated`, …
  package var state: String?
  package var networkInterfaceIDs: [NetworkInterface.ID]
  package var tags: Tags

  package init(
    id: ID,
    state: String? = nil,
    networkInterfaceIDs: [NetworkInterface.ID] = [],
    tags: Tags = [:]
  ) {
    self.id = id
    self.state = state
    self.networkInterfaceIDs = networkInterfaceIDs
    self.tags = tags
  }
}

/// An RDS database instance. EC2 does not tell which interface is whose: the interface's groups,
/// VPC and availability zone are matched with the database's.
package struct DatabaseInstance: Resource {
  package typealias ID = ResourceID<DatabaseInstance>
  package static var kind: ResourceKind { .databaseInstance }

  /// RDS's `DBInstanceIdentifier`.
  package var id: ID
  package var engine: String?
  package var port: UInt16?
  package var vpcID: VPC.ID?
  package var subnetIDs: [Subnet.ID]
  package var groupIDs: [SecurityGroup.ID]
  package var availabilityZone: String?
  package var isPubliclyAccessible: Bool
  package var tags: Tags

  package init(
    id: ID,
    engine: String? = nil,
    port: UInt16? = nil,
    vpcID: VPC.ID? = nil,
    subnetIDs: [Subnet.ID] = [],
    groupIDs: [SecurityGroup.ID] = [],
    availabilityZone: String? = nil,
    isPubliclyAccessible: Bool = false,
    tags: Tags = [:]
  ) {
    self.id = id
    self.engine = engine
    self.port = port
    self.vpcID = vpcID
    self.subnetIDs = subnetIDs
    self.groupIDs = groupIDs
    self.availabilityZone = availabilityZone
    self.isPubliclyAccessible = isPubliclyAccessible
    self.tags = tags
  }
}
