import IPAddressing
package import VPCModel

extension PolicyEngine {
  /// Follows one change of the network, doing again only what depends on it:
  ///
  ///     interface joins or leaves a group      its addresses' entries; its policy, where its set is new
  ///     rule of a group                        the policies that hold the group
  ///     group appears, moves, disappears       these, and the policies with rules that refer to it
  ///     prefix list                            the policies with rules that use it
  ///     peering, transit gateway attachment    the policies with rules that refer to other VPCs' groups
  ///     VPC, subnet                            the platform's addresses in it
  package mutating func apply(_ change: NetworkChange) {
    follow(change)
    for prefix in membersV4.touched {
      if prefix.isHost {
        classes?.relabel(prefix.address, membersV4.set(of: prefix.address))
      } else {
        classes?.forget(prefix)
      }
    }
    membersV4.touched.removeAll(keepingCapacity: true)
    membersV6.touched.removeAll(keepingCapacity: true)
  }

  private mutating func follow(_ change: NetworkChange) {
    switch change {
    case .networkInterface(.put(let interface)): put(interface)
    case .networkInterface(.remove(let id)): removeInterface(id)
    case .securityGroup(.put(let group)): put(group)
    case .securityGroup(.remove(let id)): removeGroup(id)
    case .prefixList(.put(let list)): put(list)
    case .prefixList(.remove(let id)): removePrefixList(id)
    case .peeringConnection, .transitGatewayAttachment:
      network.apply(change)
      recompileReferencesAcrossVPCs()
    case .vpc(.put(let vpc)): put(vpc)
    case .vpc(.remove(let id)): removeVPC(id)
    case .subnet(.put(let subnet)): put(subnet)
    case .subnet(.remove(let id)): removeSubnet(id)
    case .networkACL, .routeTable, .internetGateway, .egressOnlyInternetGateway, .natGateway, .vpcEndpoint,
      .instance, .databaseInstance:
      // Nothing of these bears on security groups.
      network.apply(change)
    }
  }

  /// Follows several changes in their order.
  package mutating func apply(_ changes: some Sequence<NetworkChange>) {
    for change in changes { apply(change) }
  }
}

// MARK: - Network interfaces

extension PolicyEngine {
  mutating func put(_ interface: NetworkInterface) {
    let old = network.networkInterfaces[interface.id]
    network.networkInterfaces.insert(interface)
    if let old {
      let sameMembership = old.ownPrefixes == interface.ownPrefixes && old.groupIDs == interface.groupIDs
      if !sameMembership {
        removeMembership(of: old)
        addMembership(of: interface)
      }
      if isSelected(interface.id), PolicyKey(old) != PolicyKey(interface) {
        releasePolicy(of: interface.id)
        assignPolicy(to: interface)
      }
    } else {
      addMembership(of: interface)
      if isSelected(interface.id) { assignPolicy(to: interface) }
    }
  }

  mutating func removeInterface(_ id: NetworkInterface.ID) {
    guard let old = network.networkInterfaces[id] else { return }
    network.networkInterfaces[id] = nil
    removeMembership(of: old)
    releasePolicy(of: id)
  }
}

// MARK: - Security groups and what their rules refer to

extension PolicyEngine {
  mutating func put(_ group: SecurityGroup) {
    let old = network.securityGroups[group.id]
    network.securityGroups.insert(group)
    let standing =
      old.map {
        $0.vpcID == group.vpcID && $0.ownerID == group.ownerID && $0.associatedVPCIDs == group.associatedVPCIDs
      } ?? false
    if !standing {
      // Whether others' references to it count may have changed.
      recompile((dependents.referrers[group.id] ?? []).union([group.id]))
    } else if old?.rules != group.rules {
      recompile([group.id])
    }
  }

  mutating func removeGroup(_ id: SecurityGroup.ID) {
    guard network.securityGroups.contains(id) else { return }
    network.securityGroups[id] = nil
    recompile((dependents.referrers[id] ?? []).union([id]))
  }

  mutating func put(_ list: PrefixList) {
    let old = network.prefixLists[list.id]
    network.prefixLists.insert(list)
    guard old?.entries != list.entries || old?.addressFamily != list.addressFamily else { return }
    recompile(dependents.prefixListUsers[list.id] ?? [])
  }

  mutating func removePrefixList(_ id: PrefixList.ID) {
    guard network.prefixLists.contains(id) else { return }
    network.prefixLists[id] = nil
    recompile(dependents.prefixListUsers[id] ?? [])
  }

  /// Something between VPCs changed.
  mutating func recompileReferencesAcrossVPCs() {
    recompile(dependents.acrossVPCs)
  }

  /// Prepares groups again and compiles the policies that hold them.
  private mutating func recompile(_ groups: Set<SecurityGroup.ID>) {
    var affected: Set<PolicyTable.Index> = []
    for group in groups {
      guard let policies = dependents.policies[group] else { continue }
      forgetPrepared(group)
      affected.formUnion(policies)
    }
    for index in affected {
      guard let key = policies.key(of: index) else { continue }
      policies.replace(index, with: compile(key), classes)
    }
  }
}

// MARK: - VPCs and subnets

extension PolicyEngine {
  mutating func put(_ vpc: VPC) {
    network.vpcs.insert(vpc)
    platform.put(vpc, &groupSets, &membersV4, &membersV6)
    refreshSubnets(of: vpc.id)
  }

  mutating func removeVPC(_ id: VPC.ID) {
    network.vpcs[id] = nil
    platform.remove(id, &groupSets, &membersV4, &membersV6)
    refreshSubnets(of: id)
  }

  mutating func put(_ subnet: Subnet) {
    network.subnets.insert(subnet)
    platform.put(subnet, of: network.vpcs[subnet.vpcID], &groupSets, &membersV4, &membersV6)
  }

  mutating func removeSubnet(_ id: Subnet.ID) {
    network.subnets[id] = nil
    platform.remove(id, &groupSets, &membersV4, &membersV6)
  }

  /// A subnet's router counts while its VPC holds the address.
  private mutating func refreshSubnets(of vpcID: VPC.ID) {
    for id in platform.subnetsOfVPC[vpcID] ?? [] {
      guard let subnet = network.subnets[id] else { continue }
      platform.put(subnet, of: network.vpcs[vpcID], &groupSets, &membersV4, &membersV6)
    }
  }
}
