import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addNetworkInterfaces() {
    for instance in managed["aws_network_interface"] ?? [] { addNetworkInterface(instance) }
  }

  private mutating func addNetworkInterface(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let subnet = self.id(block, "subnet_id", effect: "which subnet the interface is in is not known")
    var draft = InterfaceDraft(
      id: NetworkInterface.ID(id),
      subnetID: Subnet.ID(subnet ?? placeholder(block, "subnet_id")),
      owner: nil,
      block: block
    )
    draft.groupIDs = groups(block, "security_groups", subnet: draft.subnetID).filter {
      !isWithdrawn(.group(draft.id, $0), from: block, "security_groups")
    }
    readAddresses(block, single: "private_ip", list: "private_ips", &draft)
    if case .known(let listed) = block.texts("private_ip_list"), draft.addresses.isEmpty {
      draft.addresses = listed.compactMap { $0.parsed(Parsing.ipv4Address).known }
    }
    if let further = block.wholeNumber("private_ips_count").known {
      draft.addressCount = max(draft.addressCount, min(further, 255) + 1)
    }
    draft.ipv4Prefixes = (block.texts("ipv4_prefixes").known ?? []).compactMap { $0.parsed(Parsing.ipv4).known }
    draft.ipv6Prefixes = (block.texts("ipv6_prefixes").known ?? []).compactMap { $0.parsed(Parsing.ipv6).known }
    draft.sourceDestinationCheck = block.flag("source_dest_check").known ?? true
    draft.summary = block.text("description").known
    draft.tags = block.tags
    for attachment in block.blocks("attachment").known ?? [] {
      if let instance = self.id(attachment, "instance", effect: "whose interface it is is not known") {
        draft.attachment = self.attachment(Instance.ID(instance), attachment)
      }
    }
    add(draft)
  }

  /// Private addresses as `aws_network_interface` and `aws_instance` give them.
  func readAddresses(_ block: ResourceBlock, single: String, list: String, _ draft: inout InterfaceDraft) {
    if let address = block.text(single).parsed(Parsing.ipv4Address).known { draft.addresses = [address] }
    switch block.texts(list) {
    case .absent: break
    case .known(let elements):
      for element in elements {
        guard let address = element.parsed(Parsing.ipv4Address).known else { continue }
        if !draft.addresses.contains(address) { draft.addresses.append(address) }
      }
      draft.addressCount = max(draft.addressCount, elements.count)
    // Given, and not known: made up as if it were not given, which the interface's mark says.
    case .unknown: break
    }
    for element in block.texts("ipv6_addresses").known ?? [] {
      if let address = element.parsed(Parsing.ipv6Address).known { draft.ipv6Addresses.append(address) }
    }
    draft.ipv6AddressCount = min(block.wholeNumber("ipv6_address_count").known ?? draft.ipv6Addresses.count, 255)
  }

  func attachment(_ instance: Instance.ID, _ block: ResourceBlock) -> NetworkInterface.Attachment {
    NetworkInterface.Attachment(
      instanceID: instance,
      deviceIndex: block.wholeNumber("device_index").known,
      status: "attached"
    )
  }

  mutating func attach(_ id: NetworkInterface.ID, to instance: Instance.ID, _ block: ResourceBlock) {
    if let number = draftNumbers[id] { drafts[number].attachment = attachment(instance, block) }
  }

  /// The groups that an interface carries; without any given, the default group of its VPC.
  mutating func groups(_ block: ResourceBlock, _ attribute: String, subnet: Subnet.ID) -> [SecurityGroup.ID] {
    let given = ids(block, attribute, effect: "which security groups it carries is not known")
    if let given, !given.isEmpty { return unique(given).map { SecurityGroup.ID($0) } }
    return defaultGroup(ofSubnet: subnet)
  }

  func defaultGroup(ofSubnet subnet: Subnet.ID) -> [SecurityGroup.ID] {
    guard let vpcID = network.subnets[subnet]?.vpcID else {
      return [SecurityGroup.ID("\(subnet).default_security_group")]
    }
    return [defaultGroups[vpcID] ?? SecurityGroup.ID("\(vpcID).default_security_group_id")]
  }

  private func unique(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.filter { seen.insert($0).inserted }
  }

  // MARK: Afterwards

  /// Groups and instances that resources of their own bind to interfaces.
  mutating func attachGroups() {
    for instance in managed["aws_network_interface_attachment"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which interface is attached to which instance is not known"
      guard let id = id(block, "network_interface_id", effect: effect).map({ NetworkInterface.ID($0) }),
        let owner = self.id(block, "instance_id", effect: effect).map({ Instance.ID($0) })
      else { continue }
      attach(id, to: owner, block)
      if let interfaces = network.instances[owner]?.networkInterfaceIDs, !interfaces.contains(id) {
        network.instances[owner]?.networkInterfaceIDs.append(id)
      }
    }
    for instance in managed["aws_network_interface_sg_attachment"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which interface carries which group is not known"
      guard let id = id(block, "network_interface_id", effect: effect).map({ NetworkInterface.ID($0) }),
        let group = self.id(block, "security_group_id", effect: effect).map({ SecurityGroup.ID($0) })
      else { continue }
      record(id.text, from: block, isIdentifier: false)
      contributions.insert(.group(id, group))
      guard let number = draftNumbers[id] else { continue }
      let carried = block.isOfUnknownCount ? SecurityGroup.ID(placeholder(block, "security_group_id")) : group
      if !drafts[number].groupIDs.contains(carried) { drafts[number].groupIDs.append(carried) }
    }
  }

  mutating func associateElasticAddresses() {
    let sourceOfAddress = sourceOfAddress
    for instance in managed["aws_eip"] ?? [] {
      let block = ResourceBlock(instance)
      associate(block, with: block, of: block.address)
    }
    for instance in managed["aws_eip_association"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which elastic address which interface has is not known"
      let address = id(block, "allocation_id", effect: effect)
      let owner = address.flatMap { sourceOfAddress[$0] } ?? block.address
      associate(block, with: self.instance(owner).map { ResourceBlock($0) } ?? block, of: owner)
    }
    for instance in managed["aws_nat_gateway"] ?? [] {
      let block = ResourceBlock(instance)
      guard let address = resolve(block.text("allocation_id")).known, let owner = sourceOfAddress[address],
        let interface = ids[block.address].flatMap({ network.natGateways[NATGateway.ID($0)]?.networkInterfaceIDs.first }
        ),
        let number = draftNumbers[interface], let elastic = self.instance(owner)
      else { continue }
      if let known = ResourceBlock(elastic).text("public_ip").parsed(Parsing.ipv4Address).known {
        drafts[number].publicAddress = .known(known)
      }
      record(interface.text, from: ResourceBlock(elastic), isIdentifier: false)
    }
  }

  /// Elastic addresses by their allocation's identifier.
  private var sourceOfAddress: [String: String] {
    var sources: [String: String] = [:]
    for instance in managed["aws_eip"] ?? [] {
      let block = ResourceBlock(instance)
      for id in [ids[block.address], block.text("allocation_id").known] { if let id { sources[id] = block.address } }
    }
    return sources
  }

  /// - Parameters:
  ///   - block: what names the interface or instance.
  ///   - elastic: what has the address.
  private mutating func associate(_ block: ResourceBlock, with elastic: ResourceBlock, of owner: String) {
    let effect = "whose the elastic address is is not known"
    let interfaceAttribute = block.text("network_interface_id").isAbsent ? "network_interface" : "network_interface_id"
    let instanceAttribute = block.text("instance_id").isAbsent ? "instance" : "instance_id"
    var interface = id(block, interfaceAttribute, effect: effect).map { NetworkInterface.ID($0) }
    if interface == nil, let machine = id(block, instanceAttribute, effect: effect) {
      interface = network.instances[Instance.ID(machine)]?.networkInterfaceIDs.first
    }
    guard let interface else { return }
    record(interface.text, from: elastic, isIdentifier: false)
    guard let number = draftNumbers[interface] else { return }
    drafts[number].publicAddress =
      elastic.text("public_ip").parsed(Parsing.ipv4Address).known.map { .known($0) } ?? .some
  }
}
