import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addPrefixLists() {
    for instance in managed["aws_ec2_managed_prefix_list"] ?? [] { addPrefixList(instance) }
    for instance in data["aws_ec2_managed_prefix_list"] ?? [] { addPrefixList(instance) }
    for instance in data["aws_prefix_list"] ?? [] { addServiceList(instance) }
    for instance in managed["aws_ec2_managed_prefix_list_entry"] ?? [] { addEntry(instance) }
  }

  private mutating func addPrefixList(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    var list = PrefixList(id: PrefixList.ID(id), name: block.text("name").known ?? "", tags: block.tags)
    list.maxEntries = block.wholeNumber("max_entries").known
    switch block.text("address_family").known {
    case "IPv4": list.addressFamily = .ipv4
    case "IPv6": list.addressFamily = .ipv6
    default: break
    }
    list.ownerID = block.text("owner_id").known
    // A data source names its blocks `entries`.
    let isData = instance.address.mode == .data
    let name = isData ? "entries" : "entry"
    switch block.blocks(name) {
    case .absent: list.entries = isData ? nil : []
    case .known(let blocks): list.entries = entries(blocks, of: id)
    case .unknown(let reason):
      note(block, name, reason, effect: "which addresses the prefix list has is not known")
    }
    if isData, list.entries == nil {
      note(
        block,
        name,
        NotKnown(origins: [Value.Origin(address: block.address, attribute: name)]),
        effect: "which addresses the prefix list has is not known"
      )
    }
    network.prefixLists.insert(list)
    record(id, from: block)
  }

  /// `nil` where one of them is not known, for then the list may hold anything.
  private mutating func entries(_ blocks: [ResourceBlock], of list: String) -> [PrefixList.Entry]? {
    var entries: [PrefixList.Entry] = []
    for block in blocks {
      guard let prefix = prefix(of: block) else { return nil }
      if isWithdrawn(.listEntry(PrefixList.ID(list), prefix), from: block, "entry") { continue }
      entries.append(PrefixList.Entry(prefix, summary: block.text("description").known))
    }
    return entries
  }

  private mutating func prefix(of block: ResourceBlock) -> IPPrefix? {
    switch block.text("cidr").parsed(Parsing.prefix) {
    case .known(let prefix): return prefix
    case .absent:
      note(block, "cidr", NotKnown(fault: "an entry needs a cidr"), effect: "which addresses the list has is not known")
    case .unknown(let reason):
      if let prefix = self.block(ofReference: reason.origin) { return prefix }
      note(block, "cidr", reason, effect: "which addresses the prefix list has is not known")
    }
    return nil
  }

  private mutating func addEntry(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which prefix list gets the entry is not known"
    guard let listID = id(block, "prefix_list_id", effect: effect) else { return }
    guard var list = network.prefixLists[PrefixList.ID(listID)] else { return }
    defer { record(listID, from: block, isIdentifier: false) }
    guard let prefix = prefix(of: block), !block.isOfUnknownCount else {
      list.entries = nil
      network.prefixLists.insert(list)
      return
    }
    contributions.insert(.listEntry(PrefixList.ID(listID), prefix))
    guard list.entries != nil, !(list.entries?.contains { $0.cidr == prefix } ?? false) else { return }
    list.entries?.append(PrefixList.Entry(prefix, summary: block.text("description").known))
    network.prefixLists.insert(list)
  }

  /// `data "aws_prefix_list"`: a service's list, of IPv4 blocks.
  private mutating func addServiceList(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    var list = PrefixList(id: PrefixList.ID(id), name: block.text("name").known ?? "", ownerID: "AWS")
    if case .known(let texts) = block.texts("cidr_blocks") {
      let prefixes = texts.compactMap { $0.parsed(Parsing.prefix).known }
      if prefixes.count == texts.count, !prefixes.isEmpty { list.entries = prefixes.map { PrefixList.Entry($0) } }
    }
    if list.entries == nil {
      note(
        block,
        "cidr_blocks",
        NotKnown(origins: [Value.Origin(address: block.address, attribute: "cidr_blocks")]),
        effect: "which addresses the prefix list has is not known"
      )
    }
    network.prefixLists.insert(list)
    record(id, from: block)
  }

  /// A list that stands for addresses that are not known, so that what depends on them reads as unknown.
  /// - Parameter family: `nil` where that is open too.
  mutating func unknownAddresses(_ block: ResourceBlock, _ attribute: String, _ family: IPFamily?) -> PrefixList.ID {
    let id = PrefixList.ID(placeholder(block, attribute))
    if !network.prefixLists.contains(id) {
      network.prefixLists.insert(.unknownAddresses(id, family))
      record(id.text, from: block, part: block.path(to: attribute), isIdentifier: false)
    }
    return id
  }

  /// The block of addresses that a reference to a VPC or subnet means.
  func block(ofReference origin: Value.Origin?) -> IPPrefix? {
    guard let origin, let id = ids[origin.address] else { return nil }
    switch origin.attribute {
    case "cidr_block":
      return (network.vpcs[VPC.ID(id)]?.ipv4CIDRs.first ?? network.subnets[Subnet.ID(id)]?.ipv4CIDR).map(IPPrefix.v4)
    case "ipv6_cidr_block":
      return (network.vpcs[VPC.ID(id)]?.ipv6CIDRs.first ?? network.subnets[Subnet.ID(id)]?.ipv6CIDRs.first)
        .map(IPPrefix.v6)
    default: return nil
    }
  }
}
