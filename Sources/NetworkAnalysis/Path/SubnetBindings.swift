package import VPCModel

/// Which network ACL and which route table serve a subnet.
package struct SubnetBindings: Sendable {
  private let acls: [Subnet.ID: NetworkACL]
  private let defaultACLs: [VPC.ID: NetworkACL]
  private let tables: [Subnet.ID: RouteTable]
  private let mainTables: [VPC.ID: RouteTable]
  private let network: Network

  /// O(associations).
  package init(_ network: Network) {
    self.network = network
    var acls: [Subnet.ID: NetworkACL] = [:]
    var defaultACLs: [VPC.ID: NetworkACL] = [:]
    for acl in network.networkACLs.sorted {
      for subnet in acl.subnetIDs { acls[subnet] = acl }
      if acl.isDefault { defaultACLs[acl.vpcID] = acl }
    }
    var tables: [Subnet.ID: RouteTable] = [:]
    var mainTables: [VPC.ID: RouteTable] = [:]
    for table in network.routeTables.sorted {
      for subnet in table.subnetIDs { tables[subnet] = table }
      if table.isMain { mainTables[table.vpcID] = table }
    }
    self.acls = acls
    self.defaultACLs = defaultACLs
    self.tables = tables
    self.mainTables = mainTables
  }

  /// The ACL that is associated, else the VPC's default one: each subnet has exactly one. Another ACL of
  /// an incomplete snapshot could be the associated one, so the default one counts only in a complete one.
  package func acl(of subnet: Subnet.ID) -> NetworkACL? {
    if let acl = acls[subnet] { return acl }
    guard network.isComplete(.networkACL), let vpc = network.subnets[subnet]?.vpcID else { return nil }
    return defaultACLs[vpc]
  }

  /// The route table that is associated, else the VPC's main one; as for ACLs.
  func routeTable(of subnet: Subnet.ID) -> RouteTable? {
    if let table = tables[subnet] { return table }
    guard network.isComplete(.routeTable), let vpc = network.subnets[subnet]?.vpcID else { return nil }
    return mainTables[vpc]
  }
}
