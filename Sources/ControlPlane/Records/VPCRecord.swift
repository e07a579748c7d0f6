package import IPAddressing
package import VPCModel

/// A VPC.
package struct VPCRecord: Record {
  package static var kind: RecordKind { .vpc }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.vpcs }

  package var vpc: VPC
  package var location: Location
  /// `default` where the VPC uses no DHCP options set.
  package var dhcpOptionsID: String
  /// Every block ever associated that is still shown; the first is the primary one.
  package var cidrAssociations: [CIDRAssociation]
  package var instanceTenancy: String
  package var enableDNSSupport: Bool
  package var enableDNSHostnames: Bool
  package var enableNetworkAddressUsageMetrics: Bool

  package init(
    vpc: VPC,
    location: Location,
    dhcpOptionsID: String,
    cidrAssociations: [CIDRAssociation],
    instanceTenancy: String = "default",
    enableDNSSupport: Bool = true,
    enableDNSHostnames: Bool = false,
    enableNetworkAddressUsageMetrics: Bool = false
  ) {
    self.vpc = vpc
    self.location = location
    self.dhcpOptionsID = dhcpOptionsID
    self.cidrAssociations = cidrAssociations
    self.instanceTenancy = instanceTenancy
    self.enableDNSSupport = enableDNSSupport
    self.enableDNSHostnames = enableDNSHostnames
    self.enableNetworkAddressUsageMetrics = enableNetworkAddressUsageMetrics
  }

  package var recordID: String { vpc.id.text }

  package var tags: Tags {
    get { vpc.tags }
    set { vpc.tags = newValue }
  }

  package var links: [String] {
    [dhcpOptionsID]
  }

  package var networkChange: NetworkChange? { .vpc(.put(vpc)) }
  package var networkRemoval: NetworkChange? { .vpc(.remove(vpc.id)) }
}

/// A block's association with a VPC or a subnet.
package struct CIDRAssociation: Codable, Hashable, Sendable {
  /// `vpc-cidr-assoc-…` or `subnet-cidr-assoc-…`
  package var id: String
  package var cidr: IPPrefix
  /// EC2's state code: `associated`, `disassociated`, …
  package var state: String

  package init(id: String, cidr: IPPrefix, state: String = "associated") {
    self.id = id
    self.cidr = cidr
    self.state = state
  }
}
