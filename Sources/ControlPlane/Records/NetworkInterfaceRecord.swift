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
  /// Idle timeouts of tracked connections, where others than EC2's defaults are set.
  package var connectionTracking: ConnectionTracking?
  /// Whether it has a public address while it is the first interface of a running instance.
  package var wantsPublicAddress: Bool
  /// Whether the first IPv6 address is the primary one and stays (`EnablePrimaryIpv6`, which cannot be turned off).
  package var hasPrimaryIPv6Address: Bool

  package init(
    interface: NetworkInterface,
    location: Location,
    macAddress: String,
    attachment: Attachment? = nil,
    isRequesterManaged: Bool = false,
    publicAssociations: [PublicAssociation] = [],
    connectionTracking: ConnectionTracking? = nil,
    wantsPublicAddress: Bool = false,
    hasPrimaryIPv6Address: Bool = false
  ) {
    self.interface = interface
    self.location = location
    self.macAddress = macAddress
    self.attachment = attachment
    self.isRequesterManaged = isRequesterManaged
    self.publicAssociations = publicAssociations
    self.connectionTracking = connectionTracking
    self.wantsPublicAddress = wantsPublicAddress
    self.hasPrimaryIPv6Address = hasPrimaryIPv6Address
  }

  package var recordID: String { interface.id.text }

  package var tags: Tags {
    get { interface.tags }
    set { interface.tags = newValue }
  }

  package var links: [String] {
    let subnetID = interface.subnetID
    var links = [interface.vpcID.text, subnetID.text, macAddress]
    links += interface.groupIDs.map(\.text)
    links += singleAddresses.map { Self.addressKey(subnetID: subnetID, $0) }
    links += Set(singleAddresses.map(Self.delegableBlock)).map { Self.occupiedBlockKey(subnetID: subnetID, $0) }
    links += delegatedPrefixes.map { Self.prefixKey(subnetID: subnetID, $0) }
    if let attachment { links += [attachment.id, attachment.instanceID].compactMap(\.self) }
    links += publicAssociations.map { $0.allocationID ?? PublicAddressPool.key($0.publicAddress) }
    if !publicAssociations.isEmpty { links.append(PublicAddressPool.key(of: interface.vpcID)) }
    return links
  }

  /// Its addresses of both families, without those in delegated prefixes.
  package var singleAddresses: [IPAddress] {
    interface.privateIPv4Addresses.map { .v4($0.address) } + interface.ipv6Addresses.map(IPAddress.v6)
  }

  /// Its delegated prefixes of both families.
  package var delegatedPrefixes: [IPPrefix] {
    interface.ipv4Prefixes.map(IPPrefix.v4) + interface.ipv6Prefixes.map(IPPrefix.v6)
  }

  package var networkChange: NetworkChange? { .networkInterface(.put(interface)) }
  package var networkRemoval: NetworkChange? { .networkInterface(.remove(interface.id)) }

  /// A key that only the interface with this address in the subnet links to.
  package static func addressKey(subnetID: Subnet.ID, _ address: IPAddress) -> String { "\(subnetID)/\(address)" }

  /// A key that only the interface to which the prefix is delegated links to.
  package static func prefixKey(subnetID: Subnet.ID, _ prefix: IPPrefix) -> String { "\(subnetID)/\(prefix)" }

  /// A key that every interface with a single address in the block links to: it cannot be delegated meanwhile.
  package static func occupiedBlockKey(subnetID: Subnet.ID, _ block: IPPrefix) -> String {
    "\(subnetID)/addresses-in/\(block)"
  }

  /// The block of the size that EC2 delegates in which an address lies: /28 of IPv4, /80 of IPv6.
  package static func delegableBlock(_ address: IPAddress) -> IPPrefix {
    // A supernet of these lengths always exists; the host itself would do no harm.
    switch address {
    case .v4(let address): .v4(IPv4Prefix(host: address).supernet(length: 28) ?? IPv4Prefix(host: address))
    case .v6(let address): .v6(IPv6Prefix(host: address).supernet(length: 80) ?? IPv6Prefix(host: address))
    }
  }

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

  /// Idle timeouts of tracked connections, in seconds; `nil` where the default holds.
  package struct ConnectionTracking: Codable, Hashable, Sendable {
    package var tcpEstablishedTimeout: Int?
    package var udpTimeout: Int?
    package var udpStreamTimeout: Int?

    package init(tcpEstablishedTimeout: Int? = nil, udpTimeout: Int? = nil, udpStreamTimeout: Int? = nil) {
      self.tcpEstablishedTimeout = tcpEstablishedTimeout
      self.udpTimeout = udpTimeout
      self.udpStreamTimeout = udpStreamTimeout
    }
  }
}
