import IPAddressing
package import VPCModel

extension RandomNetwork {
  /// A change that could be made to the network next: of one group's rules, an interface's groups or addresses, a
  /// prefix list's entries, a peering's status; or a group, an interface, a list or a subnet that comes or goes.
  package static func change(to network: Network, using random: inout SplitMix64) -> NetworkChange {
    var builder = RandomNetworkBuilder(network: network, random: random)
    defer { random = builder.random }
    return builder.change()
  }
}

extension RandomNetworkBuilder {
  mutating func change() -> NetworkChange {
    let group = random.pick(network.securityGroups.sorted)
    let interface = random.pick(network.networkInterfaces.sorted)
    switch random.below(100) {
    case ..<30: return .securityGroup(.put(changedRules(of: group ?? emptyGroup())))
    case ..<48:
      guard var interface else { break }
      interface.groupIDs = changedGroups(of: interface)
      return .networkInterface(.put(interface))
    case ..<58:
      guard var interface else { break }
      changeAddresses(of: &interface)
      return .networkInterface(.put(interface))
    case ..<64:
      guard let interface = self.interface() else { break }
      return .networkInterface(.put(interface))
    case ..<70:
      guard let interface, network.networkInterfaces.count > 1 else { break }
      return .networkInterface(.remove(interface.id))
    case ..<80: return prefixListChange()
    case ..<86:
      guard var peering = random.pick(network.peeringConnections.sorted) else { break }
      peering.status = random.pick(.active, .active, .deleted, .pendingAcceptance)
      return .peeringConnection(.put(peering))
    case ..<89:
      guard let attachment = random.pick(network.transitGatewayAttachments.sorted) else { break }
      if random.chance(30) { return .transitGatewayAttachment(.remove(attachment.id)) }
      var changed = attachment
      changed.supportsGroupReferences = random.pick(true, true, false, nil)
      return .transitGatewayAttachment(.put(changed))
    case ..<93: break
    case ..<97:
      guard let group, network.securityGroups.count > 1 else { break }
      return .securityGroup(.remove(group.id))
    default:
      // Moves the router's address.
      guard var subnet = random.pick(network.subnets.sorted) else { break }
      guard random.chance(60) else { return .subnet(.remove(subnet.id)) }
      subnet.ipv4CIDR = random.chance(30) ? nil : subnet.ipv4CIDR?.halves?.1 ?? subnet.ipv4CIDR
      return .subnet(.put(subnet))
    }
    return .securityGroup(.put(changedRules(of: emptyGroup())))
  }

  /// One rule more, one less, or one replaced under its identifier.
  private mutating func changedRules(of group: SecurityGroup) -> SecurityGroup {
    var group = group
    let rule = rule(in: group)
    let index = random.below(group.rules.count)
    switch random.below(3) {
    case 0 where !group.rules.isEmpty:
      group.rules.remove(at: index)
    case 1 where !group.rules.isEmpty && group.rules[index].hasAssignedID:
      var replaced = rule
      replaced.id = group.rules[index].id
      replaced.direction = group.rules[index].direction
      group.rules[index] = replaced
    default:
      if !group.rules.contains(where: { $0.id == rule.id }) { group.rules.append(rule) }
    }
    return group
  }

  private mutating func changedGroups(of interface: NetworkInterface) -> [SecurityGroup.ID] {
    var groups = interface.groupIDs
    switch random.below(3) {
    case 0 where groups.count > 1: groups.remove(at: random.below(groups.count))
    case 1:
      if let group = random.pick(network.securityGroups.sorted)?.id, !groups.contains(group) { groups.append(group) }
    default: groups = self.groups(for: interface)
    }
    return groups
  }

  private mutating func changeAddresses(of interface: inout NetworkInterface) {
    if random.chance(50) { return addAddress(to: &interface) }
    switch random.below(4) {
    case 0 where !interface.ipv6Addresses.isEmpty: interface.ipv6Addresses.removeLast()
    case 1 where !interface.ipv4Prefixes.isEmpty: interface.ipv4Prefixes.removeLast()
    case 2 where !interface.ipv6Prefixes.isEmpty: interface.ipv6Prefixes.removeLast()
    default: if !interface.privateIPv4Addresses.isEmpty { interface.privateIPv4Addresses.removeLast() }
    }
  }

  /// Entries that come and go, a list that becomes known or is removed, one that the network lacked until now.
  private mutating func prefixListChange() -> NetworkChange {
    guard let list = random.pick(network.prefixLists.sorted), !random.chance(15) else {
      return .prefixList(.put(prefixList(id: random.pick("pl-unknown-1", "pl-unknown-2"))))
    }
    if random.chance(12) { return .prefixList(.remove(list.id)) }
    var changed = list
    var entries = list.entries ?? []
    if random.chance(40), !entries.isEmpty {
      entries.remove(at: random.below(entries.count))
    } else {
      let family = list.addressFamily ?? entries.first?.cidr.family ?? .ipv4
      let entry = PrefixList.Entry(prefix(family))
      if !entries.contains(where: { $0.cidr == entry.cidr }) { entries.append(entry) }
    }
    changed.entries = entries
    changed.version = (list.version ?? 0) &+ 1
    return .prefixList(.put(changed))
  }
}
