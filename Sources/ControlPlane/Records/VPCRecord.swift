package import IPAddressing
package import VPCModel

/// A VPC.
package struct VPCRecord: IdentifiedRecord {
  package static var kind: RecordKind { .vpc }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.vpcs }
  package static let identifierWords = IdentifierWords(
    prefix: "vpc",
    notFoundCode: "InvalidVpcID.NotFound",
    notFoundMessage: "The vpc ID '%' does not exist",
    malformedCode: "InvalidVpcID.Malformed"
  )

  package var vpc: VPC
  package var location: Location
  /// ``noDHCPOptionsID`` where the VPC uses no DHCP options set.
  package var dhcpOptionsID: String
  /// The associated blocks of both families, in the order in which they came; the first is the primary one.
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
    var links = cidrAssociations.map(\.id)
    if dhcpOptionsID != Self.noDHCPOptionsID { links.append(dhcpOptionsID) }
    if vpc.isDefault { links.append(Self.defaultKey(location)) }
    links += cidrAssociations.filter { $0.cidr.family == .ipv6 }.map { Self.ipv6BlockKey($0.cidr) }
    return links
  }

  /// What AWS shows, and takes, in the place of a DHCP options set's identifier where there is none.
  package static let noDHCPOptionsID = "default"

  /// A key that only the location's default VPC links to.
  package static func defaultKey(_ location: Location) -> String { "\(location)/default-vpc" }

  /// A key that only the VPC with this IPv6 block links to: Amazon gives each block once, in all regions.
  package static func ipv6BlockKey(_ block: IPPrefix) -> String { "vpc-block/\(block)" }

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
