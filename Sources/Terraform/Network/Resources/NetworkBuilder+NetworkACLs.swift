import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  /// An ACL while its entries are collected.
  private struct ACLDraft {
    var acl: NetworkACL
    var entries: [Key: NetworkACL.Entry] = [:]
    /// Whether some entry or its place is not known: then nothing can be said of what it lets through.
    var isOpen = false

    struct Key: Hashable {
      var direction: TrafficDirection
      var number: Int
    }
  }

  mutating func addNetworkACLs() {
    var acls: [NetworkACL.ID: ACLDraft] = [:]
    var bindings: [Subnet.ID: NetworkACL.ID] = [:]
    // VPCs of which some subnets have an ACL that is not known.
    var openVPCs: Set<VPC.ID> = []
    for type in ["aws_default_network_acl", "aws_network_acl"] {
      for instance in managed[type] ?? [] {
        guard let draft = aclDraft(instance) else { continue }
        acls[draft.acl.id] = draft
        bind(instance, draft.acl, &bindings, &openVPCs)
      }
    }
    addImplicitACLs(&acls)
    for instance in managed["aws_network_acl_rule"] ?? [] { addEntry(instance, &acls) }
    for instance in managed["aws_network_acl_association"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which network ACL the subnet has is not known"
      guard let id = id(block, "network_acl_id", effect: effect),
        let subnet = self.id(block, "subnet_id", effect: effect)
      else { continue }
      bindings[Subnet.ID(subnet)] = NetworkACL.ID(id)
      contributions.insert(.aclSubnet(NetworkACL.ID(id), Subnet.ID(subnet)))
      record(id, from: block, isIdentifier: false)
    }
    var subnets: [NetworkACL.ID: [Subnet.ID]] = [:]
    var defaults: [VPC.ID: NetworkACL.ID] = [:]
    for draft in acls.values where draft.acl.isDefault { defaults[draft.acl.vpcID] = draft.acl.id }
    for subnet in network.subnets.sorted {
      if let id = bindings[subnet.id] {
        subnets[id, default: []].append(subnet.id)
      } else if let id = defaults[subnet.vpcID], !openVPCs.contains(subnet.vpcID) {
        subnets[id, default: []].append(subnet.id)
      }
    }
    for (id, var draft) in acls {
      draft.acl.subnetIDs = subnets[id] ?? []
      draft.acl.replaceEntries(Array(draft.entries.values))
      if draft.isOpen {
        network.incompleteKinds.insert(.networkACL)
        openResources.insert(id.text)
      } else {
        network.networkACLs.insert(draft.acl)
      }
    }
    if !openVPCs.isEmpty || bindings.values.contains(where: { acls[$0] == nil }) {
      network.incompleteKinds.insert(.networkACL)
    }
  }

  private mutating func aclDraft(_ instance: ResourceInstance) -> ACLDraft? {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return nil }
    let isDefault = instance.address.type == "aws_default_network_acl"
    let vpcID =
      isDefault
      ? vpcOfDefault(block, "default_network_acl_id") : vpcID(of: block, effect: "which VPC the ACL is of is not known")
    var draft = ACLDraft(
      acl: NetworkACL(id: NetworkACL.ID(id), vpcID: vpcID, isDefault: isDefault, tags: block.tags)
    )
    record(id, from: block)
    for direction in TrafficDirection.allCases {
      switch block.blocks(direction.rawValue) {
      case .absent: break
      case .unknown(let reason):
        note(block, direction.rawValue, reason, effect: "what the network ACL lets through is not known")
        draft.isOpen = true
      case .known(let entries):
        for entry in entries {
          guard let entry = self.entry(entry, direction, number: "rule_no", action: "action") else {
            draft.isOpen = true
            continue
          }
          let contribution = Contribution.entry(draft.acl.id, direction, number: entry.number)
          if isWithdrawn(contribution, from: block, direction.rawValue) { continue }
          draft.entries[ACLDraft.Key(direction: direction, number: entry.number)] = entry
        }
      }
    }
    return draft
  }

  /// The VPC that a default resource belongs to, from the attribute by which it is adopted.
  mutating func vpcOfDefault(_ block: ResourceBlock, _ attribute: String) -> VPC.ID {
    let reading = block.text(attribute)
    if let origin = reading.notKnown?.origin, let id = ids[origin.address] { return VPC.ID(id) }
    if let id = block.text("vpc_id").known { return VPC.ID(id) }
    if let text = reading.known {
      for type in ["aws_vpc", "aws_default_vpc"] {
        if let vpc = find([type], .known(text), name: attribute), let id = ids[vpc.address.description] {
          return VPC.ID(id)
        }
      }
    }
    note(block, attribute, reading.notKnown ?? NotKnown(), effect: "which VPC it is the default of is not known")
    return VPC.ID(placeholder(block, "vpc_id"))
  }

  private mutating func bind(
    _ instance: ResourceInstance,
    _ acl: NetworkACL,
    _ bindings: inout [Subnet.ID: NetworkACL.ID],
    _ openVPCs: inout Set<VPC.ID>
  ) {
    let block = ResourceBlock(instance)
    switch block.texts("subnet_ids") {
    case .absent: break
    case .unknown(let reason):
      note(block, "subnet_ids", reason, effect: "which subnets the network ACL is of is not known")
      openVPCs.insert(acl.vpcID)
    case .known(let elements):
      for element in elements {
        switch resolve(element) {
        case .absent: break
        case .known(let subnet):
          if isWithdrawn(.aclSubnet(acl.id, Subnet.ID(subnet)), from: block, "subnet_ids") { continue }
          bindings[Subnet.ID(subnet)] = acl.id
        case .unknown(let reason):
          note(block, "subnet_ids", reason, effect: "which subnets the network ACL is of is not known")
          openVPCs.insert(acl.vpcID)
        }
      }
    }
  }

  /// The ACL that EC2 makes with each VPC, where Terraform has not taken it over: it lets everything through (VPC user
  /// guide, "Default network ACL").
  private mutating func addImplicitACLs(_ acls: inout [NetworkACL.ID: ACLDraft]) {
    let adopted = Set(acls.values.filter(\.acl.isDefault).map(\.acl.vpcID))
    for type in ["aws_vpc", "aws_default_vpc"] {
      for instance in managed[type] ?? [] {
        let block = ResourceBlock(instance)
        guard let vpcID = ids[block.address].map({ VPC.ID($0) }), !adopted.contains(vpcID) else { continue }
        let attribute = "default_network_acl_id"
        let id = NetworkACL.ID(
          block.text(attribute).known ?? identifier(Value.Origin(address: block.address, attribute: attribute))
        )
        var draft = ACLDraft(acl: NetworkACL(id: id, vpcID: vpcID, isDefault: true))
        var blocks: [(Int, IPPrefix)] = [(100, .v4(.all))]
        if !(network.vpcs[vpcID]?.ipv6CIDRs.isEmpty ?? true) { blocks.append((101, .v6(.all))) }
        for direction in TrafficDirection.allCases {
          for (number, prefix) in blocks {
            draft.entries[ACLDraft.Key(direction: direction, number: number)] = NetworkACL.Entry(
              number: number,
              direction: direction,
              action: .allow,
              traffic: .all,
              cidr: prefix
            )
          }
        }
        acls[id] = draft
        implicit.insert(id.text)
        record(id.text, from: block, part: attribute, isIdentifier: false)
      }
    }
  }

  private mutating func addEntry(_ instance: ResourceInstance, _ acls: inout [NetworkACL.ID: ACLDraft]) {
    let block = ResourceBlock(instance)
    let effect = "which network ACL the entry is of is not known"
    guard let id = id(block, "network_acl_id", effect: effect).map({ NetworkACL.ID($0) }) else { return }
    record(id.text, from: block, isIdentifier: false)
    guard acls[id] != nil else {
      // One that somebody else made, or any: then none of this VPC's can be told.
      if block.text("network_acl_id").notKnown.map({ $0.origin == nil }) ?? false {
        for id in acls.keys { acls[id]?.isOpen = true }
      }
      return
    }
    let isEgress = block.flag("egress")
    if case .unknown(let reason) = isEgress {
      note(block, "egress", reason, effect: "whether the entry is for traffic in or out is not known")
      acls[id]?.isOpen = true
      return
    }
    let direction: TrafficDirection = isEgress.known == true ? .egress : .ingress
    guard let entry = entry(block, direction, number: "rule_number", action: "rule_action") else {
      acls[id]?.isOpen = true
      return
    }
    if block.isOfUnknownCount { acls[id]?.isOpen = true }
    contributions.insert(.entry(id, direction, number: entry.number))
    acls[id]?.entries[ACLDraft.Key(direction: direction, number: entry.number)] = entry
  }

  /// `nil` where some part is not known, which is noted.
  private mutating func entry(
    _ block: ResourceBlock,
    _ direction: TrafficDirection,
    number numberAttribute: String,
    action actionAttribute: String
  ) -> NetworkACL.Entry? {
    let effect = "what the network ACL lets through is not known"
    if let reason = block.notKnown {
      note(block, "", reason, effect: effect)
      return nil
    }
    let number = block.wholeNumber(numberAttribute)
    let action = block.text(actionAttribute).parsed { text -> Parsed<NetworkACL.Action> in
      NetworkACL.Action(rawValue: text.lowercased()).map(Parsed.value)
        ?? .fault("\"\(text)\" is neither allow nor deny")
    }
    let ipProtocol = block.text("protocol").parsed(Parsing.ipProtocol)
    let v4 = block.text("cidr_block").parsed(Parsing.ipv4).map(IPPrefix.v4)
    let v6 = block.text("ipv6_cidr_block").parsed(Parsing.ipv6).map(IPPrefix.v6)
    var prefix = v4.known ?? v6.known
    for reading in [v4, v6] { prefix = prefix ?? self.block(ofReference: reading.notKnown?.origin) }
    var open: [(String, NotKnown)] = []
    func demand<Known>(_ attribute: String, _ reading: AttributeReading<Known>) {
      if let reason = reading.notKnown { open.append((attribute, reason)) }
      if reading.isAbsent { open.append((attribute, NotKnown(fault: "an entry needs it"))) }
    }
    demand(numberAttribute, number)
    demand(actionAttribute, action)
    demand("protocol", ipProtocol)
    if prefix == nil {
      let isIPv4 = v4.notKnown != nil || v6.notKnown == nil
      demand(isIPv4 ? "cidr_block" : "ipv6_cidr_block", isIPv4 ? v4 : v6)
    }
    let numbers = ["from_port", "to_port", "icmp_type", "icmp_code"].map { ($0, block.wholeNumber($0)) }
    if case .known(let known) = ipProtocol, known.map({ $0.hasPorts || $0.isICMP }) ?? false {
      for (attribute, reading) in numbers {
        if let reason = reading.notKnown { open.append((attribute, reason)) }
      }
    }
    for (attribute, reason) in open { note(block, attribute, reason, effect: effect) }
    guard open.isEmpty, let number = number.known, let action = action.known, let ipProtocol = ipProtocol.known,
      let prefix
    else { return nil }
    let traffic = TrafficSelector.entry(
      ipProtocol,
      from: numbers[0].1.known,
      to: numbers[1].1.known,
      type: numbers[2].1.known,
      code: numbers[3].1.known
    )
    switch traffic {
    case .value(let traffic):
      return NetworkACL.Entry(number: number, direction: direction, action: action, traffic: traffic, cidr: prefix)
    case .fault(let fault):
      note(block, "from_port", NotKnown(fault: fault), effect: effect)
      return nil
    }
  }
}
