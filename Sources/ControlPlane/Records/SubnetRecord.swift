package import VPCModel

/// A subnet.
package struct SubnetRecord: Record {
  package static var kind: RecordKind { .subnet }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.subnets }

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
    [subnet.vpcID.text]
  }

  package var networkChange: NetworkChange? { .subnet(.put(subnet)) }
  package var networkRemoval: NetworkChange? { .subnet(.remove(subnet.id)) }
}
