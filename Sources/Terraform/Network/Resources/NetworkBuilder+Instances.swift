import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  mutating func addInstances() {
    for type in ["aws_instance", "aws_spot_instance_request"] {
      for instance in managed[type] ?? [] { addInstance(instance) }
    }
    for instance in managed["aws_autoscaling_group"] ?? [] { addScalingGroup(instance) }
  }

  // MARK: Instances

  private mutating func addInstance(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address].map({ Instance.ID($0) }) else { return }
    var machine = Instance(id: id, state: block.text("instance_state").known, tags: block.tags)
    record(id.text, from: block)
    let template = launchTemplate(block)
    let attached = block.blocks("network_interface")
    if case .known(let blocks) = attached, !blocks.isEmpty {
      machine.networkInterfaceIDs = attachInterfaces(blocks, to: id)
    } else if let primary = ownPrimaryInterface(block) {
      machine.networkInterfaceIDs = attachInterfaces([primary], to: id)
    } else {
      machine.networkInterfaceIDs = [addPrimaryInterface(block, template, of: id)]
    }
    network.instances.insert(machine)
  }

  /// The block that names the primary interface, where that is a resource of its own: states have it always.
  private func ownPrimaryInterface(_ block: ResourceBlock) -> ResourceBlock? {
    guard let primary = block.block("primary_network_interface").known,
      let id = resolve(primary.text("network_interface_id")).known, draftNumbers[NetworkInterface.ID(id)] != nil
    else { return nil }
    return primary
  }

  /// Interfaces that are resources of their own.
  private mutating func attachInterfaces(_ blocks: [ResourceBlock], to id: Instance.ID) -> [NetworkInterface.ID] {
    var found: [(index: Int, id: NetworkInterface.ID)] = []
    for block in blocks {
      let effect = "which interface the instance has is not known"
      guard let interface = self.id(block, "network_interface_id", effect: effect).map({ NetworkInterface.ID($0) })
      else { continue }
      attach(interface, to: id, block)
      found.append((block.wholeNumber("device_index").known ?? 0, interface))
    }
    return found.sorted { ($0.index, $0.id) < ($1.index, $1.id) }.map(\.id)
  }

  private mutating func addPrimaryInterface(_ block: ResourceBlock, _ template: LaunchTemplate?, of id: Instance.ID)
    -> NetworkInterface.ID
  {
    let subnet =
      self.id(block, "subnet_id", effect: "which subnet the instance is in is not known") ?? template?.subnet
      ?? defaultSubnet(block)
    let real = block.text("primary_network_interface_id").known
    var draft = InterfaceDraft(
      id: NetworkInterface.ID(real ?? "\(block.address).primary_network_interface_id"),
      subnetID: Subnet.ID(subnet),
      owner: InterfaceOwner(.instance, names: [id.text]),
      block: block
    )
    let given = ids(block, "vpc_security_group_ids", effect: "which security groups it carries is not known")
    draft.groupIDs =
      (given.flatMap { $0.isEmpty ? nil : $0 } ?? template?.groups)?.map { SecurityGroup.ID($0) }
      ?? namedGroups(block, subnet: draft.subnetID) ?? defaultGroup(ofSubnet: draft.subnetID)
    draft.groupIDs.removeAll { isWithdrawn(.group(draft.id, $0), from: block, "vpc_security_group_ids") }
    readAddresses(block, single: "private_ip", list: "secondary_private_ips", &draft)
    draft.addressCount = max(1, draft.addresses.count)
    let isPublic = block.flag("associate_public_ip_address")
    draft.publicAddress = publicAddress(
      block.text("public_ip"),
      isGiven: isPublic.isAbsent ? template?.isPublic ?? .absent : isPublic
    )
    // A state says that there is none by an empty text.
    if case .subnet = draft.publicAddress, real != nil { draft.publicAddress = .none }
    draft.takesSubnetIPv6 = real == nil
    draft.sourceDestinationCheck = block.flag("source_dest_check").known ?? true
    draft.attachment = NetworkInterface.Attachment(instanceID: id, deviceIndex: 0, status: "attached")
    add(draft)
    let primary = Value.Origin(address: block.address, attribute: "primary_network_interface_id")
    aliases[primary] = draft.id.text
    return draft.id
  }

  /// `security_groups` names groups, of a default VPC.
  private mutating func namedGroups(_ block: ResourceBlock, subnet: Subnet.ID) -> [SecurityGroup.ID]? {
    switch block.texts("security_groups") {
    case .absent: return nil
    case .unknown(let reason):
      note(block, "security_groups", reason, effect: "which security groups it carries is not known")
      return [SecurityGroup.ID(placeholder(block, "security_groups"))]
    case .known(let names):
      guard !names.isEmpty else { return nil }
      return names.map { name in
        let group = find(["aws_security_group"], name, name: "name")
        return SecurityGroup.ID(
          group.flatMap { ids[$0.address.description] } ?? name.known ?? placeholder(block, "security_groups")
        )
      }
    }
  }

  /// Where an instance lies that names no subnet: one of the default VPC's.
  private mutating func defaultSubnet(_ block: ResourceBlock) -> String {
    let zone = block.text("availability_zone").known
    for instance in managed["aws_default_subnet"] ?? [] {
      let subnet = ResourceBlock(instance)
      if zone == nil || subnet.text("availability_zone").known == zone, let id = ids[subnet.address] { return id }
    }
    note(block, "subnet_id", NotKnown(), effect: "it is in a subnet of the default VPC, which is not described here")
    return placeholder(block, "subnet_id")
  }

  // MARK: Launch templates

  /// What a launch template or configuration says of interfaces.
  private struct LaunchTemplate {
    var subnet: String?
    var groups: [String]?
    var isPublic: AttributeReading<Bool> = .absent
    var name: String
  }

  private mutating func launchTemplate(_ block: ResourceBlock) -> LaunchTemplate? {
    guard let reference = block.block("launch_template").known else { return nil }
    return launchTemplate(reference, id: "id", name: "name")
  }

  private mutating func launchTemplate(_ reference: ResourceBlock, id: String, name: String) -> LaunchTemplate? {
    let byID = reference.text(id)
    let found =
      find(["aws_launch_template"], byID, name: "name")
      ?? find(["aws_launch_template"], reference.text(name), name: "name")
    guard let found else {
      let reason = byID.notKnown ?? reference.text(name).notKnown ?? NotKnown()
      note(
        reference,
        byID.isAbsent ? name : id,
        reason,
        effect: "which groups its launch template gives it is not known"
      )
      return LaunchTemplate(groups: [placeholder(reference, id)], name: placeholder(reference, id))
    }
    return launchTemplate(found)
  }

  private mutating func launchTemplate(_ instance: ResourceInstance) -> LaunchTemplate {
    let block = ResourceBlock(instance)
    var template = LaunchTemplate(name: block.address)
    let effect = "which security groups the instances carry is not known"
    template.groups = ids(block, "vpc_security_group_ids", effect: effect)
    let interfaces = block.blocks("network_interfaces").known ?? []
    let primary = interfaces.first { ($0.wholeNumber("device_index").known ?? 0) == 0 } ?? interfaces.first
    if let primary {
      template.groups = ids(primary, "security_groups", effect: effect) ?? template.groups
      template.subnet = id(primary, "subnet_id", effect: "which subnet the instances are in is not known")
      template.isPublic = primary.flag("associate_public_ip_address")
      if interfaces.count > 1 {
        warn(
          block,
          "network_interfaces",
          "Further interfaces of a launch template",
          "Only the primary interface of its instances is in the network."
        )
      }
    }
    if template.groups?.isEmpty ?? false { template.groups = nil }
    return template
  }

  // MARK: Auto Scaling groups

  /// One instance in each subnet stands for all.
  private mutating func addScalingGroup(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address] else { return }
    let template = scalingTemplate(block)
    var subnets = ids(block, "vpc_zone_identifier", effect: "which subnets its instances are in is not known")
    if let subnet = template?.subnet { subnets = [subnet] }
    let names = [block.text("name").known ?? block.tags["Name"], block.address].compactMap { $0 }
    if block.wholeNumber("max_size").known == 0 { return }
    for subnet in subnets ?? [defaultSubnet(block)] {
      var draft = InterfaceDraft(
        id: NetworkInterface.ID("\(id) in \(subnet)"),
        subnetID: Subnet.ID(subnet),
        owner: InterfaceOwner(.autoScalingGroup, names: names),
        block: block
      )
      draft.groupIDs =
        template?.groups?.map { SecurityGroup.ID($0) } ?? defaultGroup(ofSubnet: draft.subnetID)
      draft.publicAddress = publicAddress(.absent, isGiven: template?.isPublic ?? .absent)
      draft.isExample = true
      draft.subnetAttribute = subnets == nil ? "subnet_id" : "vpc_zone_identifier"
      draft.summary = "an instance of \(block.address)"
      add(draft)
    }
  }

  private mutating func scalingTemplate(_ block: ResourceBlock) -> LaunchTemplate? {
    if let template = launchTemplate(block) { return template }
    if let policy = block.block("mixed_instances_policy").known,
      let specification = policy.block("launch_template").known?.block("launch_template_specification").known
    {
      return launchTemplate(specification, id: "launch_template_id", name: "launch_template_name")
    }
    guard !block.text("launch_configuration").isAbsent else { return nil }
    guard let found = find(["aws_launch_configuration"], block.text("launch_configuration"), name: "name") else {
      let reason = block.text("launch_configuration").notKnown ?? NotKnown()
      note(block, "launch_configuration", reason, effect: "which security groups the instances carry is not known")
      let open = placeholder(block, "launch_configuration")
      return LaunchTemplate(groups: [open], name: open)
    }
    let configuration = ResourceBlock(found)
    var template = LaunchTemplate(name: configuration.address)
    let effect = "which security groups the instances carry is not known"
    template.groups = ids(configuration, "security_groups", effect: effect)
    template.isPublic = configuration.flag("associate_public_ip_address")
    return template
  }
}
