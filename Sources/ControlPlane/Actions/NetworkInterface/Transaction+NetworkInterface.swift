package import EC2Shapes
import IPAddressing
package import VPCModel

extension Transaction {
  /// Makes a network interface: checks its subnet, its groups and the addresses that are given, chooses the others.
  ///
  /// - Returns: the record, which is in the state; `available`, or `in-use` where the specification attaches it.
  /// - Throws: EC2's errors for what does not exist, addresses that are taken or not the subnet's, too many groups.
  /// O(log n) for each address, unless the subnet is nearly full.
  @discardableResult
  package mutating func makeNetworkInterface(
    _ specification: NetworkInterfaceSpecification
  ) throws(EC2Error) -> NetworkInterfaceRecord {
    let subnet = try require(SubnetRecord.self, specification.subnetID, "SubnetId")
    let vpcID = subnet.subnet.vpcID
    let groupIDs: [SecurityGroup.ID] =
      switch specification.groups {
      case .none: []
      case .defaultOfVPC: [try defaultGroup(of: vpcID)]
      case .identifiers(let identifiers): try securityGroups(identifiers, of: vpcID)
      }
    let addresses = try chooseAddresses(specification, in: subnet)
    let (id, macAddress) = makeInterfaceID()
    var record = NetworkInterfaceRecord(
      interface: NetworkInterface(
        id: id,
        vpcID: vpcID,
        subnetID: subnet.subnet.id,
        privateIPv4Addresses: addresses.ipv4,
        ipv6Addresses: addresses.ipv6,
        ipv4Prefixes: addresses.ipv4Prefixes,
        ipv6Prefixes: addresses.ipv6Prefixes,
        groupIDs: groupIDs,
        sourceDestinationCheck: specification.sourceDestinationCheck,
        summary: specification.summary,
        interfaceType: specification.interfaceType,
        requesterID: specification.requesterID ?? specification.creatorID,
        ownerID: location.accountID,
        availabilityZone: subnet.subnet.availabilityZone,
        status: "available",
        tags: specification.tags
      ),
      location: location,
      macAddress: macAddress,
      isRequesterManaged: specification.requesterID != nil,
      connectionTracking: specification.connectionTracking,
      hasPrimaryIPv6Address: specification.hasPrimaryIPv6Address && !addresses.ipv6.isEmpty
    )
    if let service = specification.attachedService {
      record.attach(
        .init(
          id: makeID("ela-attach"),
          instanceID: nil,
          instanceOwnerID: service,
          deviceIndex: 1,
          attachTime: now,
          deleteOnTermination: false
        )
      )
    }
    put(record)
    return record
  }

  /// Removes a network interface, whatever it is attached to: checks are the caller's. Elastic addresses before it are
  /// free again, its instance no longer has it, routes to it drop packets.
  package mutating func removeNetworkInterface(_ id: NetworkInterface.ID) {
    guard let record = state.networkInterfaces[id] else { return }
    for association in record.publicAssociations { freeElasticAddress(of: association) }
    if let instanceID = record.attachment?.instanceID, var instance = state.instances[instanceID] {
      instance.instance.networkInterfaceIDs.removeAll { $0 == id }
      put(instance)
    }
    blackholeRoutes(to: record.recordID)
    remove(record)
  }

  /// Ends an elastic address's association from its own side.
  mutating func freeElasticAddress(of association: NetworkInterfaceRecord.PublicAssociation) {
    guard let allocationID = association.allocationID, var address = state.elasticAddresses[allocationID],
      address.association?.id == association.associationID
    else { return }
    address.association = nil
    put(address)
  }

  /// An identifier whose MAC address nobody has.
  private mutating func makeInterfaceID() -> (NetworkInterface.ID, macAddress: String) {
    while true {
      let id = makeID("eni", NetworkInterface.self)
      let macAddress = MACAddress.text(for: id)
      if !state.hasHolder(of: macAddress, .networkInterface) { return (id, macAddress) }
    }
  }

  private mutating func chooseAddresses(
    _ specification: NetworkInterfaceSpecification,
    in subnet: SubnetRecord
  ) throws(EC2Error) -> ChosenAddresses {
    let hasIPv4 = subnet.subnet.ipv4CIDR != nil
    let hasIPv6Named = !specification.ipv6Addresses.isEmpty || !specification.ipv6Prefixes.isEmpty
    var ipv6Count = specification.ipv6AddressCount ?? 0
    if specification.ipv6AddressCount == nil, !hasIPv6Named, specification.ipv6PrefixCount == 0,
      !subnet.subnet.ipv6CIDRs.isEmpty, subnet.assignIPv6AddressOnCreation || !hasIPv4
    {
      ipv6Count = 1
    }
    let request = AddressRequest(
      ipv4: [specification.primaryAddress].compactMap(\.self) + specification.secondaryAddresses,
      ipv4Count: specification.secondaryAddressCount,
      ipv4Prefixes: specification.ipv4Prefixes,
      ipv4PrefixCount: specification.ipv4PrefixCount,
      ipv6: specification.ipv6Addresses,
      ipv6Count: ipv6Count,
      ipv6Prefixes: specification.ipv6Prefixes,
      ipv6PrefixCount: specification.ipv6PrefixCount
    )
    try request.check(limit: AddressRequest.largestCount)
    var withPrimary = request
    // The primary address comes first, named or chosen.
    if hasIPv4 && specification.primaryAddress == nil { withPrimary.ipv4Count = request.ipv4Count + 1 }
    var chosen = try choose(withPrimary, in: subnet.subnet, limit: AddressRequest.largestCount)
    if hasIPv4 && specification.primaryAddress == nil,
      let index = chosen.ipv4.indices.dropFirst(request.ipv4.count).first
    {
      chosen.ipv4.insert(chosen.ipv4.remove(at: index), at: 0)
    }
    if !chosen.ipv4.isEmpty { chosen.ipv4[0].isPrimary = true }
    return chosen
  }

  /// Takes the addresses and prefixes that are named and chooses as many as are asked for.
  ///
  /// - Parameter limit: the most addresses (and prefixes, each counting as one) of each family.
  mutating func choose(
    _ request: AddressRequest,
    in subnet: Subnet,
    limit: Int
  ) throws(EC2Error) -> ChosenAddresses {
    try request.check(limit: limit)
    var choice = AddressChoice(in: subnet)
    // What is named goes first, so that what is chosen does not take it.
    for address in request.ipv4 { try choice.take(.v4(address), in: state) }
    for prefix in request.ipv4Prefixes { try choice.take(.v4(prefix), in: state) }
    for address in request.ipv6 { try choice.take(.v6(address), in: state) }
    for prefix in request.ipv6Prefixes { try choice.take(.v6(prefix), in: state) }
    var chosen = ChosenAddresses(
      ipv4: request.ipv4.map { .init($0) },
      ipv6: request.ipv6,
      ipv4Prefixes: request.ipv4Prefixes,
      ipv6Prefixes: request.ipv6Prefixes
    )
    for _ in 0..<request.ipv4Count {
      chosen.ipv4.append(.init(try choice.takeIPv4Address(from: randomNumber(below: .max), in: state)))
    }
    for _ in 0..<request.ipv6Count {
      chosen.ipv6.append(try choice.takeIPv6Address(from: randomNumber(below: .max), in: state))
    }
    for _ in 0..<request.ipv4PrefixCount {
      let prefix = try choice.takePrefix(of: .ipv4, from: randomNumber(below: .max), in: state)
      if case .v4(let prefix) = prefix { chosen.ipv4Prefixes.append(prefix) }
    }
    for _ in 0..<request.ipv6PrefixCount {
      let prefix = try choice.takePrefix(of: .ipv6, from: randomNumber(below: .max), in: state)
      if case .v6(let prefix) = prefix { chosen.ipv6Prefixes.append(prefix) }
    }
    return chosen
  }
}

/// Addresses and prefixes that an interface is to get.
struct AddressRequest: Hashable, Sendable {
  var ipv4: [IPv4Address] = []
  var ipv4Count = 0
  var ipv4Prefixes: [IPv4Prefix] = []
  var ipv4PrefixCount = 0
  var ipv6: [IPv6Address] = []
  var ipv6Count = 0
  var ipv6Prefixes: [IPv6Prefix] = []
  var ipv6PrefixCount = 0

  /// As many addresses of a family as the largest instance types carry on one interface.
  static let largestCount = 50

  var isEmpty: Bool { self == AddressRequest() }

  /// Counts are the caller's: negative ones and huge ones end here.
  func check(limit: Int) throws(EC2Error) {
    let counts = [
      ("SecondaryPrivateIpAddressCount", ipv4Count), ("Ipv4PrefixCount", ipv4PrefixCount),
      ("Ipv6AddressCount", ipv6Count), ("Ipv6PrefixCount", ipv6PrefixCount),
    ]
    for (parameter, count) in counts where count < 0 {
      throw .invalidParameterValue("\(count)", parameter: parameter, reason: "It must not be negative.")
    }
    // No sum overflows: each addend is checked before.
    guard counts.allSatisfy({ $0.1 <= limit }), ipv4.count + ipv4Count + ipv4Prefixes.count + ipv4PrefixCount <= limit
    else {
      throw EC2Error(code: "PrivateIpAddressLimitExceeded", message: "Number of private addresses will exceed limit.")
    }
    guard ipv6.count + ipv6Count + ipv6Prefixes.count + ipv6PrefixCount <= limit else {
      throw EC2Error(code: "AddressLimitExceeded", message: "Number of IPv6 addresses will exceed limit.")
    }
  }
}

/// Addresses and prefixes that an interface gets: the named ones first.
struct ChosenAddresses: Sendable {
  var ipv4: [NetworkInterface.PrivateIPv4Address] = []
  var ipv6: [IPv6Address] = []
  var ipv4Prefixes: [IPv4Prefix] = []
  var ipv6Prefixes: [IPv6Prefix] = []
}

/// MAC addresses of network interfaces.
enum MACAddress {
  /// A locally administered, individual address (IEEE 802, bits 1 and 0 of the first octet) from the identifier's
  /// last digits: 46 bits of it, always the same.
  static func text(for id: NetworkInterface.ID) -> String {
    // FNV-1a, so that identifiers of any form have one.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let octets = (0..<6).map { index in UInt8(truncatingIfNeeded: hash >> UInt64(8 * (5 - index))) }
    let first = (octets[0] & 0xFC) | 0x02
    return ([first] + octets.dropFirst()).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
  }
}

extension NetworkInterfaceRecord {
  /// Attaches it; the model's view keeps step.
  mutating func attach(_ attachment: Attachment) {
    self.attachment = attachment
    interface.attachment = NetworkInterface.Attachment(
      instanceID: attachment.instanceID.map { Instance.ID($0) },
      instanceOwnerID: attachment.instanceOwnerID,
      deviceIndex: attachment.deviceIndex,
      status: attachment.status
    )
    interface.status = "in-use"
  }

  /// Detaches it; automatic public addresses go, elastic ones stay.
  mutating func detach() {
    attachment = nil
    interface.attachment = nil
    interface.status = "available"
    forgetAutomaticAddresses()
  }

  /// Takes a public address away from a private one.
  mutating func forget(_ association: PublicAssociation) {
    publicAssociations.removeAll { $0.publicAddress == association.publicAddress }
    for index in interface.privateIPv4Addresses.indices
    where interface.privateIPv4Addresses[index].publicAddress == association.publicAddress {
      interface.privateIPv4Addresses[index].publicAddress = nil
    }
  }

  /// Puts a public address before a private one.
  mutating func add(_ association: PublicAssociation) {
    publicAssociations.append(association)
    for index in interface.privateIPv4Addresses.indices
    where interface.privateIPv4Addresses[index].address == association.privateAddress {
      interface.privateIPv4Addresses[index].publicAddress = association.publicAddress
    }
  }
}

extension NetworkInterfaceRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "eni",
    notFoundCode: "InvalidNetworkInterfaceID.NotFound",
    notFoundMessage: "The networkInterface ID '%' does not exist",
    malformedCode: "InvalidNetworkInterfaceId.Malformed"
  )
}
