import IPAddressing
package import VPCModel

/// Decides what the security groups of every network interface say to a flow, and which rule says it.
///
/// Interfaces of one VPC with the same groups share a policy, compiled to tables (`CompiledFilter`) that
/// a decision reads in a time which grows neither with the network nor with a group's members. Group
/// membership is kept apart from policies, one entry for each address, so an interface joining or leaving
/// a group touches its own addresses and recompiles nothing.
///
/// A value: a copy shares compiled policies and costs no more than its arrays of references.
package struct PolicyEngine: Sendable {
  /// The network that the engine answers for; `apply` keeps both in step.
  package internal(set) var network: Network
  /// The interfaces that have policies, `nil` for all.
  let selection: Set<NetworkInterface.ID>?

  var groupSets = GroupSets()
  var membersV4: Membership<IPv4Address>
  var membersV6 = Membership<IPv6Address>()
  /// Addresses of the platform's services in each VPC, with the subnets they come from.
  var platform = PlatformMembership()

  /// The fast way for IPv4, where the engine is for many flows and the network not too large.
  var classes: AddressClasses?

  var interfaces = InterfaceTable()
  var policies = PolicyTable()

  /// Groups that some policy uses.
  var preparedGroups: [SecurityGroup.ID: PreparedGroup] = [:]
  var dependents = GroupDependents()

  /// Compiles the network's policies. O(rules + members) beside the sorting of each policy's rules.
  ///
  /// - Parameter selection: compile policies for these interfaces alone, as a question about two of
  ///   them needs; membership is always complete.
  package init(_ network: Network, only selection: Set<NetworkInterface.ID>? = nil) {
    self.network = network
    self.selection = selection
    membersV4 = Membership(minimumCapacity: network.networkInterfaces.count)
    platform.addEverywhere(&groupSets, &membersV4, &membersV6)
    for vpc in network.vpcs.unordered { platform.put(vpc, &groupSets, &membersV4, &membersV6) }
    for subnet in network.subnets.unordered {
      platform.put(subnet, of: network.vpcs[subnet.vpcID], &groupSets, &membersV4, &membersV6)
    }
    for interface in network.networkInterfaces.unordered { addMembership(of: interface) }
    for interface in network.networkInterfaces.unordered where isSelected(interface.id) {
      assignPolicy(to: interface)
    }
    membersV4.touched = []
    membersV6.touched = []
    if selection == nil { makeClasses() }
  }

  /// Cuts the addresses into classes and combines every policy's rows for them, unless that would take more
  /// memory than its speed is worth.
  private mutating func makeClasses() {
    guard let classes = AddressClasses(policies.prefixesV4, membersV4, groupSets) else { return }
    let directories = (classes.capacity / 64) * MemoryLayout<UInt16>.stride * policies.count * 2
    guard directories <= Self.largestDirectories else { return }
    policies.use(classes)
    self.classes = classes
  }

  private static var largestDirectories: Int { 128 << 20 }

  func isSelected(_ id: NetworkInterface.ID) -> Bool { selection?.contains(id) ?? true }
}

// MARK: - Building blocks shared by building and changing

extension PolicyEngine {
  func membershipSet(of interface: NetworkInterface, in sets: inout GroupSets) -> GroupSets.SetID {
    sets.set(of: interface.groupIDs.map { sets.index(of: .group($0)) })
  }

  mutating func addMembership(of interface: NetworkInterface) {
    let set = membershipSet(of: interface, in: &groupSets)
    for prefix in interface.ownPrefixes {
      switch prefix {
      case .v4(let prefix): membersV4.add(prefix, set, in: &groupSets)
      case .v6(let prefix): membersV6.add(prefix, set, in: &groupSets)
      }
    }
  }

  mutating func removeMembership(of interface: NetworkInterface) {
    let set = membershipSet(of: interface, in: &groupSets)
    for prefix in interface.ownPrefixes {
      switch prefix {
      case .v4(let prefix): membersV4.remove(prefix, set, in: &groupSets)
      case .v6(let prefix): membersV6.remove(prefix, set, in: &groupSets)
      }
    }
  }

  mutating func assignPolicy(to interface: NetworkInterface) {
    let key = PolicyKey(interface)
    let policy: PolicyTable.Index
    if let shared = policies.index(of: key) {
      policy = shared
    } else {
      policy = policies.add(key, compile(key), classes)
      for group in key.groupIDs { dependents.policies[group, default: []].insert(policy) }
    }
    policies.retain(policy)
    interfaces.set(interface.id, policy: policy)
  }

  mutating func releasePolicy(of id: NetworkInterface.ID) {
    guard let policy = interfaces.remove(id), let key = policies.release(policy, classes) else { return }
    for group in key.groupIDs {
      dependents.policies[group]?.remove(policy)
      if dependents.policies[group]?.isEmpty ?? true {
        dependents.policies[group] = nil
        forgetPrepared(group)
      }
    }
  }

  mutating func compile(_ key: PolicyKey) -> CompiledPolicy {
    CompiledPolicy(
      key.groupIDs.map { ($0, prepared($0)) },
      platform: [groupSets.index(of: .platformEverywhere), groupSets.index(of: .platform(key.vpcID))]
    )
  }

  mutating func prepared(_ id: SecurityGroup.ID) -> PreparedGroup? {
    if let known = preparedGroups[id] { return known }
    guard let group = network.securityGroups[id] else { return nil }
    let prepared = PreparedGroup(group, in: network, sets: &groupSets)
    preparedGroups[id] = prepared
    dependents.add(prepared, id)
    return prepared
  }

  mutating func forgetPrepared(_ id: SecurityGroup.ID) {
    guard let prepared = preparedGroups.removeValue(forKey: id) else { return }
    dependents.remove(prepared, id)
  }
}

/// What has to be done again when a group, a prefix list or a connection between VPCs changes.
struct GroupDependents: Sendable {
  /// Policies that a group is part of.
  var policies: [SecurityGroup.ID: Set<PolicyTable.Index>] = [:]
  /// Groups with rules that refer to a group.
  var referrers: [SecurityGroup.ID: Set<SecurityGroup.ID>] = [:]
  var prefixListUsers: [PrefixList.ID: Set<SecurityGroup.ID>] = [:]
  /// Groups that refer to groups of other VPCs.
  var acrossVPCs: Set<SecurityGroup.ID> = []

  mutating func add(_ prepared: PreparedGroup, _ id: SecurityGroup.ID) {
    for other in prepared.referencedGroups { referrers[other, default: []].insert(id) }
    for list in prepared.prefixLists { prefixListUsers[list, default: []].insert(id) }
    if prepared.refersAcrossVPCs { acrossVPCs.insert(id) }
  }

  mutating func remove(_ prepared: PreparedGroup, _ id: SecurityGroup.ID) {
    for other in prepared.referencedGroups {
      referrers[other]?.remove(id)
      if referrers[other]?.isEmpty ?? false { referrers[other] = nil }
    }
    for list in prepared.prefixLists {
      prefixListUsers[list]?.remove(id)
      if prefixListUsers[list]?.isEmpty ?? false { prefixListUsers[list] = nil }
    }
    acrossVPCs.remove(id)
  }
}
