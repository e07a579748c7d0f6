package import VPCModel

extension Scope {
  /// The location's default VPC. O(log n).
  package var defaultVPC: VPCRecord? {
    state.holders(of: VPCRecord.defaultKey(location), .vpc).first.flatMap { state.vpcs[$0] }
  }

  /// The default subnet of a zone, by the zone's name. O(log n).
  package func defaultSubnet(inZone zone: String) -> SubnetRecord? {
    state.holders(of: SubnetRecord.defaultKey(location, zone: zone), .subnet).first.flatMap { state.subnets[$0] }
  }
}

extension State {
  /// A VPC's subnets by identifier. O(their number).
  package func subnets(of vpc: VPC.ID) -> [SubnetRecord] { holders(of: vpc.text, .subnet).compactMap { subnets[$0] } }

  /// O(the VPC's route tables).
  package func mainRouteTable(of vpc: VPC.ID) -> RouteTableRecord? {
    holders(of: vpc.text, .routeTable).lazy.compactMap { self.routeTables[$0] }.first { $0.table.isMain }
  }

  /// O(the VPC's network ACLs).
  package func defaultNetworkACL(of vpc: VPC.ID) -> NetworkACLRecord? {
    holders(of: vpc.text, .networkACL).lazy.compactMap { self.networkACLs[$0] }.first { $0.acl.isDefault }
  }

  /// O(log n).
  package func defaultSecurityGroup(of vpc: VPC.ID) -> SecurityGroupRecord? {
    let key = SecurityGroupRecord.nameKey(vpcID: vpc, name: "default")
    return holders(of: key, .securityGroup).first.flatMap { securityGroups[$0] }
  }
}
