import IPAddressing
import VPCModel

/// What interfaces share whose security groups say the same: the VPC and the groups.
struct GroupPolicy: Hashable, Sendable {
  var vpcID: VPC.ID
  /// Sorted, each once.
  var groupIDs: [SecurityGroup.ID]
  /// A service's interface without groups, which nothing filters.
  var isWithoutFilter: Bool

  init(_ interface: NetworkInterface) {
    vpcID = interface.vpcID
    groupIDs = interface.groupIDs.count < 2 ? interface.groupIDs : Array(Set(interface.groupIDs)).sorted()
    isWithoutFilter = interface.isWithoutFilter
  }
}

/// A security group's rules with their peers looked up and their traffic as sets.
struct PeeredRules: Sendable {
  struct Rule: Sendable {
    var id: SecurityGroupRule.ID
    var v4: TrafficSet
    var v6: TrafficSet
    /// Blocks that match for certain.
    var blocks: [IPPrefix] = []
    /// A group whose members' addresses match for certain.
    var group: SecurityGroup.ID?
    /// Whether, beyond these, something unknown in the peer could match.
    var mayMatchMoreV4 = false
    var mayMatchMoreV6 = false

    func traffic(_ family: IPFamily) -> TrafficSet { family == .ipv4 ? v4 : v6 }
    func mayMatchMore(_ family: IPFamily) -> Bool { family == .ipv4 ? mayMatchMoreV4 : mayMatchMoreV6 }
  }

  let ingress: [Rule]
  let egress: [Rule]

  func rules(_ direction: TrafficDirection) -> [Rule] { direction == .ingress ? ingress : egress }

  init(_ group: SecurityGroup, in network: Network) {
    var ingress: [Rule] = []
    var egress: [Rule] = []
    for rule in group.rules {
      let prepared = Self.prepare(rule, of: group, in: network)
      switch rule.direction {
      case .ingress: ingress.append(prepared)
      case .egress: egress.append(prepared)
      }
    }
    self.ingress = ingress
    self.egress = egress
  }

  private static func prepare(_ rule: SecurityGroupRule, of group: SecurityGroup, in network: Network) -> Rule {
    var result = Rule(id: rule.id, v4: TrafficSet(rule.traffic, .ipv4), v6: TrafficSet(rule.traffic, .ipv6))
    switch rule.peer {
    case .ipv4(let prefix): result.blocks = [.v4(prefix)]
    case .ipv6(let prefix): result.blocks = [.v6(prefix)]
    case .prefixList(let id):
      let list = network.prefixLists[id]
      if let entries = list?.entries {
        result.blocks = entries.map(\.cidr)
      } else {
        result.mayMatchMoreV4 = list?.addressFamily != .ipv6
        result.mayMatchMoreV6 = list?.addressFamily != .ipv4
      }
    case .securityGroup(let reference):
      switch network.status(of: reference, from: group.id) {
      case .usable:
        result.group = reference.groupID
        result.mayMatchMoreV4 = !network.isComplete(.networkInterface)
        result.mayMatchMoreV6 = result.mayMatchMoreV4
      case .stale: break
      case .unknown:
        result.mayMatchMoreV4 = true
        result.mayMatchMoreV6 = true
      }
    }
    return result
  }
}

/// What security groups say to all traffic with one address.
struct GroupVerdicts: Sendable {
  private(set) var network: Network
  private var prepared: [SecurityGroup.ID: PeeredRules] = [:]
  /// Addresses that mean a service to one VPC's interfaces.
  private let services: [VPC.ID: Set<IPAddress>]
  private let members: AddressMembers

  /// O(size of the network).
  init(_ network: Network) {
    self.network = network
    members = AddressMembers(network)
    var services: [VPC.ID: Set<IPAddress>] = [:]
    for vpc in network.vpcs.unordered {
      services[vpc.id, default: []].formUnion(PlatformService.addresses(of: vpc).map(\.0))
    }
    for subnet in network.subnets.unordered {
      guard let vpc = network.vpcs[subnet.vpcID] else { continue }
      let addresses = PlatformService.addresses(of: subnet).map(\.0).filter { vpc.contains($0) }
      services[subnet.vpcID, default: []].formUnion(addresses)
    }
    self.services = services
    for group in network.securityGroups.unordered { prepared[group.id] = PeeredRules(group, in: network) }
  }

  /// Takes over a group's new rules; membership has to be what it was.
  mutating func put(_ group: SecurityGroup, in network: Network) {
    self.network = network
    prepared[group.id] = PeeredRules(group, in: network)
  }

  /// The rules of a group, `nil` for one that is not in the network.
  func rules(of group: SecurityGroup.ID) -> PeeredRules? { prepared[group] }

  /// Whether the address is a service's to interfaces of the VPC, which neither groups nor ACLs nor routes keep
  /// anyone from.
  func isService(_ address: IPAddress, for vpcID: VPC.ID) -> Bool {
    PlatformService.everywhere[address] != nil || services[vpcID]?.contains(address) == true
  }

  /// The services' addresses that interfaces of a VPC have, beside those that mean the same everywhere.
  func services(of vpcID: VPC.ID) -> Set<IPAddress> { services[vpcID] ?? [] }

  /// Whether the address is a member's of a group.
  func isMember(_ address: IPAddress, of group: SecurityGroup.ID) -> Bool {
    members.groups(of: address).contains(group)
  }

  /// What the policy says to all traffic with an address. O(rules of its groups).
  func verdict(_ policy: GroupPolicy, _ direction: TrafficDirection, remote: IPAddress) -> TrafficVerdict {
    if policy.isWithoutFilter || isService(remote, for: policy.vpcID) { return .all }
    let family = remote.family
    let carried = members.groups(of: remote)
    var allowed = TrafficSet.empty
    var possible = TrafficSet.empty
    for id in policy.groupIDs {
      guard let rules = prepared[id]?.rules(direction) else {
        possible = .all
        continue
      }
      for rule in rules {
        let traffic = rule.traffic(family)
        if rule.group.map(carried.contains) ?? false || rule.blocks.contains(where: { $0.contains(remote) }) {
          allowed.formUnion(traffic)
        } else if rule.mayMatchMore(family) {
          possible.formUnion(traffic)
        }
      }
    }
    return TrafficVerdict(allowed: allowed, possible: possible.union(allowed))
  }
}

/// Which groups an address is a member of, in whatever VPC its interface lies.
struct AddressMembers: Sendable {
  private var single: [IPAddress: Set<SecurityGroup.ID>] = [:]
  private var delegated: [(block: IPPrefix, groups: Set<SecurityGroup.ID>)] = []

  /// O(interfaces).
  init(_ network: Network) {
    for interface in network.networkInterfaces.unordered {
      for block in interface.ownPrefixes {
        if block.isHost {
          single[block.first, default: []].formUnion(interface.groupIDs)
        } else {
          delegated.append((block, Set(interface.groupIDs)))
        }
      }
    }
  }

  func groups(of address: IPAddress) -> Set<SecurityGroup.ID> {
    var groups = single[address] ?? []
    for (block, carried) in delegated where block.contains(address) { groups.formUnion(carried) }
    return groups
  }
}
