package import EC2Shapes
package import IPAddressing
package import VPCModel

/// An internet gateway.
package struct InternetGatewayRecord: Record {
  package static var kind: RecordKind { .internetGateway }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.internetGateways }

  package var gateway: InternetGateway
  package var location: Location

  package init(
    gateway: InternetGateway,
    location: Location
  ) {
    self.gateway = gateway
    self.location = location
  }

  package var recordID: String { gateway.id.text }

  package var tags: Tags {
    get { gateway.tags }
    set { gateway.tags = newValue }
  }

  package var links: [String] {
    gateway.attachedVPCIDs.map(\.text)
  }

  package var networkChange: NetworkChange? { .internetGateway(.put(gateway)) }
  package var networkRemoval: NetworkChange? { .internetGateway(.remove(gateway.id)) }
}

/// An egress-only internet gateway.
package struct EgressOnlyInternetGatewayRecord: Record {
  package static var kind: RecordKind { .egressOnlyInternetGateway }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.egressOnlyInternetGateways }

  package var gateway: EgressOnlyInternetGateway
  package var location: Location

  package init(
    gateway: EgressOnlyInternetGateway,
    location: Location
  ) {
    self.gateway = gateway
    self.location = location
  }

  package var recordID: String { gateway.id.text }

  package var tags: Tags {
    get { gateway.tags }
    set { gateway.tags = newValue }
  }

  package var links: [String] {
    gateway.attachedVPCIDs.map(\.text)
  }

  package var networkChange: NetworkChange? { .egressOnlyInternetGateway(.put(gateway)) }
  package var networkRemoval: NetworkChange? { .egressOnlyInternetGateway(.remove(gateway.id)) }
}

/// A NAT gateway.
package struct NATGatewayRecord: Record {
  package static var kind: RecordKind { .natGateway }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.natGateways }

  package var gateway: NATGateway
  package var location: Location
  package var createTime: Timestamp
  /// When it was deleted, or failed: it is still shown for a while.
  package var deleteTime: Timestamp?
  /// Why it could not be made.
  package var failure: Failure?
  /// With the elastic addresses that public ones are translated to.
  package var addresses: [Address]

  package init(
    gateway: NATGateway,
    location: Location,
    createTime: Timestamp,
    deleteTime: Timestamp? = nil,
    failure: Failure? = nil,
    addresses: [Address] = []
  ) {
    self.gateway = gateway
    self.location = location
    self.createTime = createTime
    self.deleteTime = deleteTime
    self.failure = failure
    self.addresses = addresses
  }

  package var recordID: String { gateway.id.text }

  package var tags: Tags {
    get { gateway.tags }
    set { gateway.tags = newValue }
  }

  package var links: [String] {
    guard !isEnded else { return [Self.endedKey(location)] }
    var links = [gateway.vpcID.text]
    if let subnet = gateway.subnetID { links.append(subnet.text) }
    links += Set(addresses.map(\.networkInterfaceID.text))
    links += addresses.compactMap(\.allocationID)
    return links
  }

  /// Whether it was deleted or never came to be.
  package var isEnded: Bool { gateway.state == "deleted" || gateway.state == "failed" }

  /// A key that only the location's ended gateways link to.
  package static func endedKey(_ location: Location) -> String { "\(location)/ended-nat-gateways" }

  package var networkChange: NetworkChange? { .natGateway(.put(gateway)) }
  package var networkRemoval: NetworkChange? { .natGateway(.remove(gateway.id)) }

  package struct Failure: Codable, Hashable, Sendable {
    /// Such as `Gateway.NotAttached`.
    package var code: String
    package var message: String

    package init(code: String, message: String) {
      self.code = code
      self.message = message
    }
  }

  package struct Address: Codable, Hashable, Sendable {
    package var networkInterfaceID: NetworkInterface.ID
    package var privateAddress: IPv4Address
    package var publicAddress: IPv4Address?
    package var allocationID: String?
    package var associationID: String?
    package var isPrimary: Bool

    package init(
      networkInterfaceID: NetworkInterface.ID,
      privateAddress: IPv4Address,
      publicAddress: IPv4Address? = nil,
      allocationID: String? = nil,
      associationID: String? = nil,
      isPrimary: Bool = true
    ) {
      self.networkInterfaceID = networkInterfaceID
      self.privateAddress = privateAddress
      self.publicAddress = publicAddress
      self.allocationID = allocationID
      self.associationID = associationID
      self.isPrimary = isPrimary
    }
  }
}
