package import EC2Shapes
package import IPAddressing
package import VPCModel

/// A network interface.
package struct NetworkInterfaceRecord: Record {
  package static var kind: RecordKind { .networkInterface }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.networkInterfaces }

  package var interface: NetworkInterface
  package var location: Location
  package var macAddress: String
  /// With what only the API shows; the model's attachment is kept in step.
  package var attachment: Attachment?
  /// Made by a service (a NAT gateway, an endpoint) that alone may change it.
  package var isRequesterManaged: Bool
  /// Elastic and automatic public addresses of its private ones.
  package var publicAssociations: [PublicAssociation]

  package init(
    interface: NetworkInterface,
    location: Location,
    macAddress: String,
    attachment: Attachment? = nil,
    isRequesterManaged: Bool = false,
    publicAssociations: [PublicAssociation] = []
  ) {
    self.interface = interface
    self.location = location
    self.macAddress = macAddress
    self.attachment = attachment
    self.isRequesterManaged = isRequesterManaged
    self.publicAssociations = publicAssociations
  }

  package var recordID: String { interface.id.text }

  package var tags: Tags {
    get { interface.tags }
    set { interface.tags = newValue }
  }

  package var links: [String] {
    [interface.vpcID.text, interface.subnetID.text] + interface.groupIDs.map(\.text)
      + interface.privateIPv4Addresses.map { Self.addressKey(subnetID: interface.subnetID, .v4($0.address)) }
      + interface.ipv6Addresses.map { Self.addressKey(subnetID: interface.subnetID, .v6($0)) }
      + (attachment.map { [$0.id, $0.instanceID].compactMap(\.self) } ?? [])
      + publicAssociations.compactMap(\.allocationID)
  }

  package var networkChange: NetworkChange? { .networkInterface(.put(interface)) }
  package var networkRemoval: NetworkChange? { .networkInterface(.remove(interface.id)) }

  /// A key that only the interface with this address in the subnet links to.
  package static func addressKey(subnetID: Subnet.ID, _ address: IPAddress) -> String { "\(subnetID)/\(address)" }

  package struct Attachment: Codable, Hashable, Sendable {
    /// `eni-attach-…`
    package var id: String
    package var instanceID: String?
    package var instanceOwnerID: String
    package var deviceIndex: Int
    package var networkCardIndex: Int
    package var attachTime: Timestamp
    package var deleteOnTermination: Bool
    package var status: String

    package init(
      id: String,
      instanceID: String?,
      instanceOwnerID: String,
      deviceIndex: Int,
      networkCardIndex: Int = 0,
      attachTime: Timestamp,
      deleteOnTermination: Bool,
      status: String = "attached"
    ) {
      self.id = id
      self.instanceID = instanceID
      self.instanceOwnerID = instanceOwnerID
      self.deviceIndex = deviceIndex
      self.networkCardIndex = networkCardIndex
      self.attachTime = attachTime
      self.deleteOnTermination = deleteOnTermination
      self.status = status
    }
  }

  /// A public address before one private address; the model has the same address on that private address.
  package struct PublicAssociation: Codable, Hashable, Sendable {
    package var privateAddress: IPv4Address
    package var publicAddress: IPv4Address
    /// `eipalloc-…`, absent for an address that came with the launch.
    package var allocationID: String?
    /// `eipassoc-…`
    package var associationID: String?

    package init(
      privateAddress: IPv4Address,
      publicAddress: IPv4Address,
      allocationID: String? = nil,
      associationID: String? = nil
    ) {
      self.privateAddress = privateAddress
      self.publicAddress = publicAddress
      self.allocationID = allocationID
      self.associationID = associationID
    }
  }
}
