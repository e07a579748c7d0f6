package import VPCModel

/// What to call resources in sentences: the name people gave them first, the identifier beside it.
package struct ResourceNames: Sendable {
  private(set) var network: Network
  private let instancesByInterface: [NetworkInterface.ID: Instance]
  private let databasesByInterface: [NetworkInterface.ID: DatabaseInstance]

  package init(_ network: Network) {
    self.network = network
    var instances: [NetworkInterface.ID: Instance] = [:]
    for instance in network.instances.sorted {
      for id in instance.networkInterfaceIDs where instances[id] == nil { instances[id] = instance }
    }
    instancesByInterface = instances
    databasesByInterface = DatabaseMatching(network).databases
  }

  /// The same for a later network in which instances and databases have the interfaces that they had. O(1), where
  /// making the names anew is O(size of the network).
  package func following(_ network: Network) -> ResourceNames {
    var names = self
    names.network = network
    return names
  }

  // MARK: Short names

  /// The name by which people know the interface: its own or its instance's `Name`, its database's
  /// identifier, its owner's name; the identifier where it has none.
  package func short(_ interface: NetworkInterface) -> String {
    name(interface.tags) ?? instance(of: interface).flatMap { name($0.tags) }
      ?? databasesByInterface[interface.id]?.id.text ?? interface.owner?.names.first ?? interface.id.text
  }

  package func short(_ id: SecurityGroup.ID) -> String {
    guard let group = network.securityGroups[id] else { return id.text }
    return group.name.isEmpty ? name(group.tags) ?? id.text : group.name
  }

  package func short(_ subnet: Subnet) -> String { name(subnet.tags) ?? subnet.id.text }
  package func short(_ id: VPC.ID) -> String { network.vpcs[id].flatMap { name($0.tags) } ?? id.text }
  package func short(_ acl: NetworkACL) -> String { name(acl.tags) ?? acl.id.text }
  package func short(_ table: RouteTable) -> String { name(table.tags) ?? table.id.text }

  // MARK: Names with identifiers

  package func full(_ interface: NetworkInterface) -> String { with(short(interface), interface.id.text) }
  package func full(_ id: NetworkInterface.ID) -> String {
    network.networkInterfaces[id].map(full) ?? id.text
  }
  package func full(_ id: SecurityGroup.ID) -> String { with(short(id), id.text) }
  package func full(_ subnet: Subnet) -> String { with(short(subnet), subnet.id.text) }
  package func full(_ id: VPC.ID) -> String { with(short(id), id.text) }
  package func full(_ acl: NetworkACL) -> String { with(short(acl), acl.id.text) }
  package func full(_ table: RouteTable) -> String { with(short(table), table.id.text) }
  package func full(_ id: PrefixList.ID) -> String {
    with(network.prefixLists[id]?.name ?? id.text, id.text)
  }
  package func full(_ id: VPCPeeringConnection.ID) -> String {
    with(network.peeringConnections[id].flatMap { name($0.tags) } ?? id.text, id.text)
  }
  package func full(_ id: NATGateway.ID) -> String {
    with(network.natGateways[id].flatMap { name($0.tags) } ?? id.text, id.text)
  }
  package func full(_ id: InternetGateway.ID) -> String {
    with(network.internetGateways[id].flatMap { name($0.tags) } ?? id.text, id.text)
  }

  /// "ECS task of app", "RDS database orders", "instance i-0…", or nothing where EC2 tells no owner.
  package func owner(_ interface: NetworkInterface) -> String? {
    if let database = databasesByInterface[interface.id] {
      return "RDS database \(database.id)" + (database.engine.map { " (\($0))" } ?? "")
    }
    if let instance = instance(of: interface) { return "instance \(instance.id)" }
    guard let owner = interface.owner else { return nil }
    return owner.kind.words + (owner.names.first.map { " \($0)" } ?? "")
  }

  package func instance(of interface: NetworkInterface) -> Instance? {
    instancesByInterface[interface.id] ?? interface.attachment?.instanceID.flatMap { network.instances[$0] }
  }

  private func name(_ tags: Tags) -> String? { tags["Name"].flatMap { $0.isEmpty ? nil : $0 } }

  private func with(_ name: String, _ id: String) -> String { name == id ? id : "\(name) (\(id))" }
}
