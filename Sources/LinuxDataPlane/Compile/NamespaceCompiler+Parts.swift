import IPAddressing
import VPCModel

extension NamespaceCompiler {
  /// A part as the network has it now.
  func compiled(_ part: Part) -> CompiledPart {
    switch part {
    case .base, .generation, .members: return parts[part] ?? CompiledPart()
    case .interface(let id): return compiledInterface(id)
    case .policy(let policy): return compiledPolicy(policy)
    case .group(let id): return compiledGroup(id)
    case .bridge(let name): return compiledBridge(name)
    case .acl(let subnet): return compiledACL(subnet)
    case .platform(let vpc):
      var result = CompiledPart()
      result.ruleset = PlatformSets.ruleset(vpc, in: network)
      return result
    }
  }

  private func compiledInterface(_ id: NetworkInterface.ID) -> CompiledPart {
    var result = CompiledPart()
    let found = network.networkInterfaces[id]
    if let attachment = attachments[id], let bridge = attachment.portBridge {
      result.needs.insert(.bridge(bridge))
      if !absentPorts.contains(attachment.device) { result.ruleset = PortCompiler.compile(attachment, found) }
    }
    guard let attachment = attachments[id], let interface = found else {
      result.ruleset.merge(DeviceCompiler.unknown(id))
      return result
    }
    var filtered: [TrafficDirection: Subnet.ID] = [:]
    if let subnet = network.subnets[interface.subnetID], let acl = aclBindings.acl(of: subnet.id, in: network) {
      for direction in TrafficDirection.allCases where !ACLCompiler.isTrivial(acl, direction, subnet) {
        filtered[direction] = subnet.id
        result.needs.insert(.acl(subnet.id))
      }
    }
    if !interface.isWithoutFilter {
      let policy = InterfacePolicy(interface)
      result.needs.insert(.policy(policy))
      result.digest = FNV1a.hash("\(id.text) \(policy.name)".utf8)
    }
    result.ruleset.merge(
      DeviceCompiler(
        attachment,
        interface,
        in: network.subnets[interface.subnetID],
        filteredSubnet: filtered
      ).compile()
    )
    return result
  }

  private func compiledBridge(_ name: String) -> CompiledPart {
    var result = CompiledPart()
    let interfaces = attachments.values.filter { $0.portBridge == name }.map(\.interfaceID).sorted()
      .compactMap { network.networkInterfaces[$0] }
    result.ruleset = BridgeCompiler(bridge: name, interfaces: interfaces).compile()
    return result
  }

  private func compiledPolicy(_ policy: InterfacePolicy) -> CompiledPart {
    var result = CompiledPart()
    let groups = policy.groupIDs.compactMap { id in
      network.securityGroups[id].map { (id: id, openPorts: openPorts(of: $0)) }
    }
    result.needs = Set(policy.groupIDs.map(Part.group)).union([.platform(policy.vpcID)])
    result.ruleset = PolicyCompiler(policy, groups: groups).compile()
    return result
  }

  /// Those that the group's part was compiled with, where it is there.
  private func openPorts(of group: SecurityGroup) -> OpenPorts {
    if let part = parts[.group(group.id)], part.digest != 0 { return part.openPorts }
    return OpenPorts(group)
  }

  private func compiledGroup(_ id: SecurityGroup.ID) -> CompiledPart {
    var result = CompiledPart()
    guard let group = network.securityGroups[id] else { return result }
    result.openPorts = OpenPorts(group)
    result.digest = FNV1a.hash("\(id.text) \(result.openPorts.text)".utf8)
    result.ruleset = OpenPortSets.ruleset(id, result.openPorts)
    for direction in TrafficDirection.allCases {
      for family in [IPFamily.ipv4, .ipv6] {
        let compiler = GroupCompiler(
          group,
          direction,
          family,
          in: network,
          groupsWithPrefixes: members.groupsWithPrefixes
        )
        result.needs.formUnion(compiler.rules.referencedGroups.map(Part.members))
        result.prefixLists.formUnion(compiler.rules.prefixLists)
        result.ruleset.merge(compiler.compile())
        // A policy jumps to it whatever rules there are.
        let name = GroupCompiler.chainName(id, direction, family)
        if result.ruleset.chains[name] == nil { result.ruleset.chains[name] = Chain() }
      }
    }
    return result
  }

  private func compiledACL(_ id: Subnet.ID) -> CompiledPart {
    var result = CompiledPart()
    guard let subnet = network.subnets[id], let acl = aclBindings.acl(of: id, in: network) else { return result }
    result.needs = [.platform(subnet.vpcID)]
    for direction in TrafficDirection.allCases where !ACLCompiler.isTrivial(acl, direction, subnet) {
      result.ruleset.chains[ACLCompiler.chainName(id, direction)] = ACLCompiler(subnet: subnet, acl: acl)
        .chain(direction)
    }
    return result
  }

  // MARK: Following changes

  mutating func follow(_ change: NetworkChange, from before: Network) {
    switch change {
    case .networkInterface(let change): followInterface(change.id, from: before)
    case .securityGroup(let change): followGroup(change.id, from: before)
    case .prefixList(let change): recompileGroups { $0.prefixLists.contains(change.id) }
    case .peeringConnection, .transitGatewayAttachment:
      recompileGroups { !$0.needs.isEmpty }
    case .networkACL(let change):
      aclBindings = ACLBindings(network)
      let old = before.networkACLs[change.id]
      let new = network.networkACLs[change.id]
      var subnets = Set((old?.subnetIDs ?? []) + (new?.subnetIDs ?? []))
      if old?.isDefault == true || new?.isDefault == true, let vpc = (new ?? old)?.vpcID {
        for subnet in network.subnets.unordered where subnet.vpcID == vpc { subnets.insert(subnet.id) }
      }
      recompileSubnets(subnets)
    case .subnet(let change):
      recompileSubnets([change.id])
      if let vpc = (network.subnets[change.id] ?? before.subnets[change.id])?.vpcID { recompile(.platform(vpc)) }
    case .vpc(let change): recompile(.platform(change.id))
    case .routeTable, .internetGateway, .egressOnlyInternetGateway, .natGateway, .vpcEndpoint, .instance,
      .databaseInstance:
      // Where packets go is not judged here.
      break
    }
  }

  private mutating func followInterface(_ id: NetworkInterface.ID, from before: Network) {
    let old = before.networkInterfaces[id]
    let new = network.networkInterfaces[id]
    let prefixGroups = members.groupsWithPrefixes
    if let old, let new, old.groupIDs == new.groupIDs, old.ownPrefixes == new.ownPrefixes {
      // No member comes or goes.
    } else {
      if let new { members.add(new) }
      if let old { members.remove(old) }
    }
    let changed = prefixGroups.symmetricDifference(members.groupsWithPrefixes)
    if !changed.isEmpty {
      recompileGroups { part in changed.contains { part.needs.contains(.members($0)) } }
    }
    guard let attachment = attachments[id] else { return }
    recompile(.interface(id))
    if let bridge = attachment.portBridge, old?.ownPrefixes != new?.ownPrefixes { recompile(.bridge(bridge)) }
  }

  private mutating func followGroup(_ id: SecurityGroup.ID, from before: Network) {
    let old = before.securityGroups[id]
    let new = network.securityGroups[id]
    let outline = parts[.group(id)]?.openPorts.outline
    recompile(.group(id))
    // Whether others' references to it count.
    if old?.vpcID != new?.vpcID || old?.ownerID != new?.ownerID || old?.associatedVPCIDs != new?.associatedVPCIDs {
      recompileGroups { $0.needs.contains(.members(id)) }
    }
    if (old == nil) != (new == nil) || outline != parts[.group(id)]?.openPorts.outline { recompilePolicies(with: id) }
  }

  private mutating func recompileGroups(_ isConcerned: (CompiledPart) -> Bool) {
    let concerned = parts.filter { part, compiled in
      if case .group = part { isConcerned(compiled) } else { false }
    }
    for part in concerned.keys { recompile(part) }
  }

  private mutating func recompilePolicies(with group: SecurityGroup.ID) {
    let concerned = parts.keys.filter { part in
      if case .policy(let policy) = part { policy.groupIDs.contains(group) } else { false }
    }
    for part in concerned { recompile(part) }
  }

  private mutating func recompileSubnets(_ subnets: Set<Subnet.ID>) {
    for subnet in subnets { recompile(.acl(subnet)) }
    for id in attachments.keys {
      guard let interface = network.networkInterfaces[id], subnets.contains(interface.subnetID) else { continue }
      recompile(.interface(id))
    }
  }
}
