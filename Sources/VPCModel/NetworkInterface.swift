package import IPAddressing

/// An elastic network interface: what security groups are bound to, and what has addresses.
package struct NetworkInterface: Resource {
  package typealias ID = ResourceID<NetworkInterface>
  package static var kind: ResourceKind { .networkInterface }

  /// A private IPv4 address, with the public address that an internet gateway translates it to.
  package struct PrivateIPv4Address: Hashable, Sendable, Codable {
    package var address: IPv4Address
    package var isPrimary: Bool
    package var publicAddress: IPv4Address?

    package init(_ address: IPv4Address, isPrimary: Bool = false, publicAddress: IPv4Address? = nil) {
      self.address = address
      self.isPrimary = isPrimary
      self.publicAddress = publicAddress
    }
  }

  /// What the interface is attached to.
  package struct Attachment: Hashable, Sendable, Codable {
    package var instanceID: Instance.ID?
    /// An account, or a service such as `amazon-rds`.
    package var instanceOwnerID: String?
    package var deviceIndex: Int?
    package var status: String?

    package init(
      instanceID: Instance.ID? = nil,
      instanceOwnerID: String? = nil,
      deviceIndex: Int? = nil,
      status: String? = nil
    ) {
      self.instanceID = instanceID
      self.instanceOwnerID = instanceOwnerID
      self.deviceIndex = deviceIndex
      self.status = status
    }
  }

  package var id: ID
  package var vpcID: VPC.ID
  package var subnetID: Subnet.ID
  package var privateIPv4Addresses: [PrivateIPv4Address]
  package var ipv6Addresses: [IPv6Address]
  /// Delegated prefixes (AWS hands out /28): every address in them is the interface's.
  package var ipv4Prefixes: [IPv4Prefix]
  /// Delegated prefixes (AWS hands out /80).
  package var ipv6Prefixes: [IPv6Prefix]
  /// In the order the API gives them; a rule's precedence does not depend on it.
  package var groupIDs: [SecurityGroup.ID]
  /// While on, the interface may only send from and receive for its own addresses.
  package var sourceDestinationCheck: Bool
  package var summary: String?
  /// EC2's `InterfaceType`: `interface`, `lambda`, `nat_gateway`, `network_load_balancer`, …
  package var interfaceType: String?
  package var attachment: Attachment?
  /// Who asked for it, when a service did: `amazon-elb`, `amazon-rds`, …
  package var requesterID: String?
  package var ownerID: String?
  package var availabilityZone: String?
  package var status: String?
  /// The owner as its own service names it (ECS's list of tasks, for one), where the input has that too.
  /// EC2 alone often tells no more than a kind.
  package var reportedOwner: InterfaceOwner?
  package var tags: Tags
  /// Why the input does not tell its addresses, a sentence without its full stop, where it says so. Whoever has none is
  /// of unknown address with or without it.
  package var unknownAddressReason: String?

  package init(
    id: ID,
    vpcID: VPC.ID,
    subnetID: Subnet.ID,
    privateIPv4Addresses: [PrivateIPv4Address] = [],
    ipv6Addresses: [IPv6Address] = [],
    ipv4Prefixes: [IPv4Prefix] = [],
    ipv6Prefixes: [IPv6Prefix] = [],
    groupIDs: [SecurityGroup.ID] = [],
    sourceDestinationCheck: Bool = true,
    summary: String? = nil,
    interfaceType: String? = nil,
    attachment: Attachment? = nil,
    requesterID: String? = nil,
    ownerID: String? = nil,
    availabilityZone: String? = nil,
    status: String? = nil,
    reportedOwner: InterfaceOwner? = nil,
    tags: Tags = [:],
    unknownAddressReason: String? = nil
  ) {
    self.id = id
    self.vpcID = vpcID
    self.subnetID = subnetID
    self.privateIPv4Addresses = privateIPv4Addresses
    self.ipv6Addresses = ipv6Addresses
    self.ipv4Prefixes = ipv4Prefixes
    self.ipv6Prefixes = ipv6Prefixes
    self.groupIDs = groupIDs
    self.sourceDestinationCheck = sourceDestinationCheck
    self.summary = summary
    self.interfaceType = interfaceType
    self.attachment = attachment
    self.requesterID = requesterID
    self.ownerID = ownerID
    self.availabilityZone = availabilityZone
    self.status = status
    self.reportedOwner = reportedOwner
    self.tags = tags
    self.unknownAddressReason = unknownAddressReason
  }

  /// Whether none of its addresses is known. Every interface has one (VPC user guide, "IP addressing"), so without any
  /// the input leaves it open, and nothing that its addresses decide can be told.
  package var isOfUnknownAddress: Bool {
    privateIPv4Addresses.isEmpty && ipv6Addresses.isEmpty && ipv4Prefixes.isEmpty && ipv6Prefixes.isEmpty
  }

  /// The address that EC2 calls primary; the first one where none is marked; for an IPv6-only
  /// interface its first IPv6 address.
  package var primaryAddress: IPAddress? {
    if let primary = privateIPv4Addresses.first(where: \.isPrimary) ?? privateIPv4Addresses.first {
      return .v4(primary.address)
    }
    return ipv6Addresses.first.map(IPAddress.v6)
  }

  /// The first address of a family that the interface can send from.
  package func address(of family: IPFamily) -> IPAddress? {
    switch family {
    case .ipv4:
      (privateIPv4Addresses.first(where: \.isPrimary) ?? privateIPv4Addresses.first).map { .v4($0.address) }
    case .ipv6: ipv6Addresses.first.map(IPAddress.v6)
    }
  }

  /// Single addresses and delegated prefixes: what a reference to one of its groups stands for.
  package var ownPrefixes: [IPPrefix] {
    privateIPv4Addresses.map { .v4(IPv4Prefix(host: $0.address)) } + ipv4Prefixes.map(IPPrefix.v4)
      + ipv6Addresses.map { .v6(IPv6Prefix(host: $0)) } + ipv6Prefixes.map(IPPrefix.v6)
  }

  /// Whether a private address belongs to the interface, delegated prefixes included.
  package func owns(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let address):
      privateIPv4Addresses.contains { $0.address == address } || ipv4Prefixes.contains { $0.contains(address) }
    case .v6(let address):
      ipv6Addresses.contains(address) || ipv6Prefixes.contains { $0.contains(address) }
    }
  }

  /// The public IPv4 address behind which the internet sees a private one.
  package func publicAddress(for address: IPv4Address) -> IPv4Address? {
    privateIPv4Addresses.first { $0.address == address }?.publicAddress
  }
}
