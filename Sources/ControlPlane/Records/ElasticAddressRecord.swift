package import IPAddressing
package import VPCModel

/// An elastic address.
package struct ElasticAddressRecord: Record {
  package static var kind: RecordKind { .elasticAddress }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.elasticAddresses }

  /// `eipalloc-…`
  package var allocationID: String
  package var location: Location
  package var publicAddress: IPv4Address
  package var networkBorderGroup: String
  package var publicIPv4Pool: String
  /// What it stands before, where it is associated. The instance is that of the interface at the moment.
  package var association: Association?
  package var tags: Tags

  package init(
    allocationID: String,
    location: Location,
    publicAddress: IPv4Address,
    networkBorderGroup: String,
    publicIPv4Pool: String = "amazon",
    association: Association? = nil,
    tags: Tags = [:]
  ) {
    self.allocationID = allocationID
    self.location = location
    self.publicAddress = publicAddress
    self.networkBorderGroup = networkBorderGroup
    self.publicIPv4Pool = publicIPv4Pool
    self.association = association
    self.tags = tags
  }

  package var recordID: String { allocationID }

  package var links: [String] {
    var links = [PublicAddressPool.key(publicAddress)]
    if let association { links += [association.id, association.networkInterfaceID.text] }
    return links
  }

  package struct Association: Codable, Hashable, Sendable {
    /// `eipassoc-…`
    package var id: String
    package var networkInterfaceID: NetworkInterface.ID
    package var privateAddress: IPv4Address

    package init(id: String, networkInterfaceID: NetworkInterface.ID, privateAddress: IPv4Address) {
      self.id = id
      self.networkInterfaceID = networkInterfaceID
      self.privateAddress = privateAddress
    }
  }
}
