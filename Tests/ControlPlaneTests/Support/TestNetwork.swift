import EC2Shapes
import IPAddressing
import VPCModel

@testable import ControlPlane

/// Records of VPCs, subnets and groups for tests of what hangs on them, made without their actions.
extension TestCloud {
  /// A VPC with its default group (`sg-…`).
  @discardableResult
  mutating func addVPC(
    _ id: VPC.ID = "vpc-00000000000000001",
    group: SecurityGroup.ID = "sg-00000000000000001",
    isDefault: Bool = false
  ) throws -> VPC.ID {
    let vpc = VPC(
      id: id,
      ipv4CIDRs: [try IPv4Prefix(parsing: "10.0.0.0/16")],
      ipv6CIDRs: [try IPv6Prefix(parsing: "2001:db8::/56")],
      isDefault: isDefault,
      ownerID: caller.accountID
    )
    state.apply(
      .put(
        VPCRecord(
          vpc: vpc,
          location: caller.location,
          dhcpOptionsID: "default",
          cidrAssociations: [],
          enableDNSHostnames: true
        )
      )
    )
    addGroup(group, name: "default", vpcID: id)
    return id
  }

  mutating func addGroup(_ id: SecurityGroup.ID, name: String, vpcID: VPC.ID = "vpc-00000000000000001") {
    let group = SecurityGroup(id: id, name: name, vpcID: vpcID, ownerID: caller.accountID)
    state.apply(.put(SecurityGroupRecord(group: group, location: caller.location)))
  }

  @discardableResult
  mutating func addSubnet(
    _ id: Subnet.ID = "subnet-00000000000000001",
    vpcID: VPC.ID = "vpc-00000000000000001",
    ipv4: String? = "10.0.0.0/24",
    ipv6: String? = nil,
    zone: String = "eu-central-1a",
    mapsPublicAddress: Bool = false,
    assignsIPv6: Bool = false,
    isDefault: Bool = false
  ) throws -> Subnet.ID {
    let subnet = Subnet(
      id: id,
      vpcID: vpcID,
      ipv4CIDR: try ipv4.map { try IPv4Prefix(parsing: $0) },
      ipv6CIDRs: try ipv6.map { [try IPv6Prefix(parsing: $0)] } ?? [],
      availabilityZone: zone,
      mapsPublicAddressOnLaunch: mapsPublicAddress,
      ownerID: caller.accountID
    )
    state.apply(
      .put(
        SubnetRecord(
          subnet: subnet,
          location: caller.location,
          availabilityZoneID: "euc1-az1",
          assignIPv6AddressOnCreation: assignsIPv6,
          isDefaultForZone: isDefault
        )
      )
    )
    return id
  }
}
