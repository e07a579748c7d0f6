package import VPCModel

/// A subnet.
package struct SubnetRecord: IdentifiedRecord {
  package static var kind: RecordKind { .subnet }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.subnets }
  package static let identifierWords = IdentifierWords(
    prefix: "subnet",
    notFoundCode: "InvalidSubnetID.NotFound",
    notFoundMessage: "The subnet ID '%' does not exist",
    malformedCode: "InvalidSubnetID.Malformed"
  )

  package var subnet: Subnet
  package var location: Location
  package var availabilityZoneID: String
  package var ipv6Associations: [CIDRAssociation]
  package var assignIPv6AddressOnCreation: Bool
  package var isDefaultForZone: Bool
  package var enableDNS64: Bool
  /// `ip-name` or `resource-name`.
  package var hostnameType: String
  package var enableResourceNameDNSARecord: Bool
  package var enableResourceNameDNSAAAARecord: Bool

  package init(
    subnet: Subnet,
    location: Location,
    availabilityZoneID: String,
    ipv6Associations: [CIDRAssociation] = [],
    assignIPv6AddressOnCreation: Bool = false,
    isDefaultForZone: Bool = false,
    enableDNS64: Bool = false,
    hostnameType: String = "ip-name",
    enableResourceNameDNSARecord: Bool = false,
    enableResourceNameDNSAAAARecord: Bool = false
  ) {
    self.subnet = subnet
    self.location = location
    self.availabilityZoneID = availabilityZoneID
    self.ipv6Associations = ipv6Associations
    self.assignIPv6AddressOnCreation = assignIPv6AddressOnCreation
    self.isDefaultForZone = isDefaultForZone
    self.enableDNS64 = enableDNS64
    self.hostnameType = hostnameType
    self.enableResourceNameDNSARecord = enableResourceNameDNSARecord
    self.enableResourceNameDNSAAAARecord = enableResourceNameDNSAAAARecord
  }

  package var recordID: String { subnet.id.text }

  package var tags: Tags {
    get { subnet.tags }
    set { subnet.tags = newValue }
  }

  package var links: [String] {
    var links = [subnet.vpcID.text] + ipv6Associations.map(\.id)
    if isDefaultForZone, let zone = subnet.availabilityZone { links.append(Self.defaultKey(location, zone: zone)) }
    return links
  }

  /// A key that only the zone's default subnet links to.
  package static func defaultKey(_ location: Location, zone: String) -> String { "\(location)/default-subnet/\(zone)" }

  /// Whether it is an IPv6-only subnet.
  package var isIPv6Native: Bool { subnet.ipv4CIDR == nil }

  package var networkChange: NetworkChange? { .subnet(.put(subnet)) }
  package var networkRemoval: NetworkChange? { .subnet(.remove(subnet.id)) }
}
