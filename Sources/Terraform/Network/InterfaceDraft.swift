import HCL
import IPAddressing
import VPCModel

/// A network interface before it has all its addresses.
struct InterfaceDraft {
  enum PublicAddress {
    case none
    case known(IPv4Address)
    /// It has one, and which one is up to AWS.
    case some
    /// Whether it has one is up to its subnet.
    case subnet
  }

  var id: NetworkInterface.ID
  var subnetID: Subnet.ID
  var vpcID: VPC.ID?
  var groupIDs: [SecurityGroup.ID] = []
  /// What is known; the first is primary. Without any, one of the subnet's is made up.
  var addresses: [IPv4Address] = []
  /// How many IPv4 addresses it has at least, known ones included.
  var addressCount = 1
  var ipv6Addresses: [IPv6Address] = []
  var ipv6AddressCount = 0
  /// Whether the subnet's `assign_ipv6_address_on_creation` counts.
  var takesSubnetIPv6 = true
  var ipv4Prefixes: [IPv4Prefix] = []
  var ipv6Prefixes: [IPv6Prefix] = []
  var publicAddress = PublicAddress.none
  var sourceDestinationCheck = true
  var interfaceType: String?
  var attachment: NetworkInterface.Attachment?
  var owner: InterfaceOwner?
  var tags: Tags = [:]
  var summary: String?
  /// The resource that it is of.
  var address: String
  /// The path of the attribute in the resource that says which subnet it is in.
  var subnetAttribute = "subnet_id"
  /// Whether one or several like it may be there, in this subnet or another.
  var isExample = false

  init(id: NetworkInterface.ID, subnetID: Subnet.ID, owner: InterfaceOwner?, block: ResourceBlock) {
    self.id = id
    self.subnetID = subnetID
    self.owner = owner
    address = block.address
  }
}

extension NetworkBuilder {
  mutating func add(_ draft: InterfaceDraft, isIdentifier: Bool = true) {
    guard draftNumbers[draft.id] == nil else { return }
    draftNumbers[draft.id] = drafts.count
    drafts.append(draft)
    guard let instance = instance(draft.address) else { return }
    record(draft.id.text, from: ResourceBlock(instance), isIdentifier: isIdentifier)
  }

  /// - Parameters:
  ///   - known: the address, where a plan or state has it.
  ///   - isGiven: whether the configuration asks for one.
  func publicAddress(_ known: AttributeReading<String>, isGiven: AttributeReading<Bool>) -> InterfaceDraft.PublicAddress
  {
    if let address = known.parsed(Parsing.ipv4Address).known { return .known(address) }
    return switch isGiven {
    case .absent: .subnet
    case .known(let isGiven): isGiven ? .some : .none
    case .unknown: .some
    }
  }

  /// Gives every interface its addresses, and puts it into the network.
  ///
  /// In the order of identifiers, so that the same input always gets the same addresses; where in its subnet one begins
  /// to look follows from its identifier, so that what else is there changes little.
  mutating func finishInterfaces() {
    var allocator = AddressAllocator()
    noteUnknownSubnets()
    for draft in drafts {
      for address in draft.addresses { allocator.take(address, in: draft.subnetID) }
      for address in draft.ipv6Addresses { allocator.take(address) }
      if case .known(let address) = draft.publicAddress { allocator.take(publicAddress: address) }
    }
    for draft in drafts.sorted(by: { $0.id < $1.id }) { finish(draft, &allocator) }
  }

  private mutating func finish(_ draft: InterfaceDraft, _ allocator: inout AddressAllocator) {
    let subnet = network.subnets[draft.subnetID]
    var made = TerraformNetwork.SyntheticAddresses()
    var interface = NetworkInterface(
      id: draft.id,
      vpcID: subnet?.vpcID ?? draft.vpcID ?? draft.groupIDs.compactMap { network.securityGroups[$0]?.vpcID }.first
        ?? VPC.ID("\(draft.subnetID).vpc_id"),
      subnetID: draft.subnetID,
      ipv6Addresses: draft.ipv6Addresses,
      ipv4Prefixes: draft.ipv4Prefixes,
      ipv6Prefixes: draft.ipv6Prefixes,
      groupIDs: draft.groupIDs,
      sourceDestinationCheck: draft.sourceDestinationCheck,
      interfaceType: draft.interfaceType,
      attachment: draft.attachment,
      availabilityZone: subnet?.availabilityZone,
      reportedOwner: draft.owner,
      tags: draft.tags
    )
    var addresses = draft.addresses
    while addresses.count < draft.addressCount, let block = subnet?.ipv4CIDR {
      guard let address = allocator.address(in: block, subnet: draft.subnetID, for: "\(draft.id) \(addresses.count)")
      else {
        noteExhaustion(draft, block)
        break
      }
      addresses.append(address)
      made.addresses.append(.v4(address))
      if !made.ranges.contains(.v4(block)) { made.ranges.append(.v4(block)) }
    }
    interface.privateIPv4Addresses = addresses.enumerated().map {
      NetworkInterface.PrivateIPv4Address($1, isPrimary: $0 == 0)
    }
    let wanted = max(draft.ipv6AddressCount, draft.takesSubnetIPv6 && assignsIPv6(draft.subnetID) ? 1 : 0)
    while interface.ipv6Addresses.count < wanted, let block = subnet?.ipv6CIDRs.first {
      let key = "\(draft.id) \(interface.ipv6Addresses.count)"
      guard let address = allocator.address(in: block, for: key) else { break }
      interface.ipv6Addresses.append(address)
      made.addresses.append(.v6(address))
      if !made.ranges.contains(.v6(block)) { made.ranges.append(.v6(block)) }
    }
    if !interface.privateIPv4Addresses.isEmpty {
      switch draft.publicAddress {
      case .none: break
      case .known(let address): interface.privateIPv4Addresses[0].publicAddress = address
      case .subnet where subnet?.mapsPublicAddressOnLaunch != true: break
      case .some, .subnet:
        if let address = allocator.publicAddress(for: draft.id.text) {
          interface.privateIPv4Addresses[0].publicAddress = address
          made.publicAddresses.append(address)
        }
      }
    }
    interface.summary = summary(draft, made)
    if interface.isOfUnknownAddress { interface.unknownAddressReason = reasonOfUnknownAddress(draft, subnet) }
    if !made.addresses.isEmpty || !made.publicAddresses.isEmpty { synthetic[draft.id] = made }
    network.networkInterfaces.insert(interface)
  }

  private func summary(_ draft: InterfaceDraft, _ made: TerraformNetwork.SyntheticAddresses) -> String? {
    var parts = [draft.summary ?? draft.address]
    if !made.addresses.isEmpty {
      let ranges = made.ranges.map(\.description).joined(separator: " and ")
      parts.append(
        "\(made.addresses.map(\.description).joined(separator: ", ")) made up, for any of \(ranges) that AWS may choose"
      )
    }
    if !made.publicAddresses.isEmpty {
      parts.append(
        "public \(made.publicAddresses.map(\.description).joined(separator: ", ")) made up, for what AWS will assign"
      )
    }
    return parts.joined(separator: "; ")
  }

  /// Subnets that are not described here are open, even where their identifiers are written down: nothing else says
  /// that their interfaces are left without addresses.
  private mutating func noteUnknownSubnets() {
    struct Part: Hashable {
      var address: String
      var attribute: String
    }
    let noted = Set(unresolved.map { Part(address: $0.address.description, attribute: $0.attribute) })
    for draft in drafts where network.subnets[draft.subnetID] == nil && draft.addresses.isEmpty {
      let part = Part(address: draft.address, attribute: draft.subnetAttribute)
      guard !noted.contains(part), let instance = instance(draft.address) else { continue }
      note(
        ResourceBlock(instance),
        draft.subnetAttribute,
        NotKnown(origins: [Value.Origin(address: draft.subnetID.text, attribute: "")]),
        effect: "that subnet is not described here, so the addresses of its interfaces are not known"
      )
    }
  }

  /// Why an interface is left without addresses, as a sentence without its full stop.
  private func reasonOfUnknownAddress(_ draft: InterfaceDraft, _ subnet: Subnet?) -> String {
    guard let subnet else {
      let open = "\(draft.address).\(draft.subnetAttribute)"
      let id = draft.subnetID.text
      // An identifier that stands for an unknown one begins with what it is read from.
      return id.hasPrefix(open)
        ? "\(open) is not known, nor with it the interface's addresses"
        : "\(open) is \(id), which is not described here, so the interface's addresses are not known"
    }
    return subnet.ipv4CIDR == nil
      ? "the blocks of \(draft.subnetID), the subnet of \(draft.address), are not known"
      : "\(draft.subnetID), the subnet of \(draft.address), has no free address"
  }

  private func assignsIPv6(_ id: Subnet.ID) -> Bool {
    guard let address = sources[id.text]?.first?.address.description, let instance = instance(address) else {
      return false
    }
    let block = ResourceBlock(instance)
    return block.flag("assign_ipv6_address_on_creation").known == true || block.flag("ipv6_native").known == true
  }

  private mutating func noteExhaustion(_ draft: InterfaceDraft, _ block: IPv4Prefix) {
    guard let instance = instance(draft.address) else { return }
    warn(
      ResourceBlock(instance),
      "",
      "Subnet without free addresses",
      "\(draft.subnetID) (\(block)) has no address left for \(draft.id), so nothing can be said of it."
    )
  }
}
