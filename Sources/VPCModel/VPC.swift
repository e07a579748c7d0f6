package import IPAddressing

/// A virtual private cloud: an address space of its own, isolated unless connected.
package struct VPC: Resource {
  package typealias ID = ResourceID<VPC>
  package static var kind: ResourceKind { .vpc }

  package var id: ID
  /// IPv4 blocks that are associated, the primary one first.
  package var ipv4CIDRs: [IPv4Prefix]
  /// IPv6 blocks that are associated.
  package var ipv6CIDRs: [IPv6Prefix]
  package var isDefault: Bool
  package var ownerID: String?
  /// The flow logs of the VPC, and of what is in it; `nil` where the input does not tell.
  package var flowLogs: [FlowLog]?
  package var tags: Tags

  package init(
    id: ID,
    ipv4CIDRs: [IPv4Prefix] = [],
    ipv6CIDRs: [IPv6Prefix] = [],
    isDefault: Bool = false,
    ownerID: String? = nil,
    flowLogs: [FlowLog]? = nil,
    tags: Tags = [:]
  ) {
    self.id = id
    self.ipv4CIDRs = ipv4CIDRs
    self.ipv6CIDRs = ipv6CIDRs
    self.isDefault = isDefault
    self.ownerID = ownerID
    self.flowLogs = flowLogs
    self.tags = tags
  }

  /// Whether one of the VPC's blocks holds the address.
  package func contains(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let address): ipv4CIDRs.contains { $0.contains(address) }
    case .v6(let address): ipv6CIDRs.contains { $0.contains(address) }
    }
  }

  /// All blocks of both families.
  package var cidrs: [IPPrefix] { ipv4CIDRs.map(IPPrefix.v4) + ipv6CIDRs.map(IPPrefix.v6) }
}

/// A range of a VPC's addresses in one availability zone; where network ACLs and route tables bind.
package struct Subnet: Resource {
  package typealias ID = ResourceID<Subnet>
  package static var kind: ResourceKind { .subnet }

  package var id: ID
  package var vpcID: VPC.ID
  /// Absent for an IPv6-only subnet.
  package var ipv4CIDR: IPv4Prefix?
  package var ipv6CIDRs: [IPv6Prefix]
  package var availabilityZone: String?
  package var mapsPublicAddressOnLaunch: Bool
  package var ownerID: String?
  package var tags: Tags

  package init(
    id: ID,
    vpcID: VPC.ID,
    ipv4CIDR: IPv4Prefix? = nil,
    ipv6CIDRs: [IPv6Prefix] = [],
    availabilityZone: String? = nil,
    mapsPublicAddressOnLaunch: Bool = false,
    ownerID: String? = nil,
    tags: Tags = [:]
  ) {
    self.id = id
    self.vpcID = vpcID
    self.ipv4CIDR = ipv4CIDR
    self.ipv6CIDRs = ipv6CIDRs
    self.availabilityZone = availabilityZone
    self.mapsPublicAddressOnLaunch = mapsPublicAddressOnLaunch
    self.ownerID = ownerID
    self.tags = tags
  }

  package func contains(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let address): ipv4CIDR?.contains(address) ?? false
    case .v6(let address): ipv6CIDRs.contains { $0.contains(address) }
    }
  }

  package var cidrs: [IPPrefix] {
    (ipv4CIDR.map { [IPPrefix.v4($0)] } ?? []) + ipv6CIDRs.map(IPPrefix.v6)
  }
}
