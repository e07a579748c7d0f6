import IPAddressing
import VPCModel

/// The addresses of the platform's own services, as members of groups that no filter denies.
struct PlatformMembership: Sendable {
  private(set) var subnetsOfVPC: [VPC.ID: Set<Subnet.ID>] = [:]
  private var ofVPC: [VPC.ID: [IPAddress]] = [:]
  private var ofSubnet: [Subnet.ID: (vpc: VPC.ID, addresses: [IPAddress])] = [:]

  mutating func addEverywhere(
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    let set = sets.set(of: [sets.index(of: .platformEverywhere)])
    for address in PlatformService.everywhere.keys { Self.add(address, set, &sets, &v4, &v6) }
  }

  mutating func put(
    _ vpc: VPC,
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    remove(vpc.id, &sets, &v4, &v6)
    let addresses = PlatformService.addresses(of: vpc).map(\.0)
    ofVPC[vpc.id] = addresses
    let set = Self.set(of: vpc.id, &sets)
    for address in addresses { Self.add(address, set, &sets, &v4, &v6) }
  }

  mutating func remove(
    _ id: VPC.ID,
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    let set = Self.set(of: id, &sets)
    for address in ofVPC.removeValue(forKey: id) ?? [] { Self.remove(address, set, &sets, &v4, &v6) }
  }

  /// A subnet's router counts only where the VPC is known to hold its address.
  mutating func put(
    _ subnet: Subnet,
    of vpc: VPC?,
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    remove(subnet.id, &sets, &v4, &v6)
    subnetsOfVPC[subnet.vpcID, default: []].insert(subnet.id)
    let addresses = PlatformService.addresses(of: subnet).map(\.0).filter { vpc?.contains($0) ?? false }
    ofSubnet[subnet.id] = (subnet.vpcID, addresses)
    let set = Self.set(of: subnet.vpcID, &sets)
    for address in addresses { Self.add(address, set, &sets, &v4, &v6) }
  }

  mutating func remove(
    _ id: Subnet.ID,
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    guard let old = ofSubnet.removeValue(forKey: id) else { return }
    subnetsOfVPC[old.vpc]?.remove(id)
    let set = Self.set(of: old.vpc, &sets)
    for address in old.addresses { Self.remove(address, set, &sets, &v4, &v6) }
  }

  private static func set(of vpc: VPC.ID, _ sets: inout GroupSets) -> GroupSets.SetID {
    sets.set(of: [sets.index(of: .platform(vpc))])
  }

  private static func add(
    _ address: IPAddress,
    _ set: GroupSets.SetID,
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    switch address {
    case .v4(let address): v4.add(IPv4Prefix(host: address), set, in: &sets)
    case .v6(let address): v6.add(IPv6Prefix(host: address), set, in: &sets)
    }
  }

  private static func remove(
    _ address: IPAddress,
    _ set: GroupSets.SetID,
    _ sets: inout GroupSets,
    _ v4: inout Membership<IPv4Address>,
    _ v6: inout Membership<IPv6Address>
  ) {
    switch address {
    case .v4(let address): v4.remove(IPv4Prefix(host: address), set, in: &sets)
    case .v6(let address): v6.remove(IPv6Prefix(host: address), set, in: &sets)
    }
  }
}
