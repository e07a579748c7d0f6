import IPAddressing
import VPCModel

/// Adds random resources to a network. Also takes a whole network, to make more of the same for a change.
struct RandomNetworkBuilder {
  static let account = "111111111111"
  static let otherAccount = "222222222222"

  var network = Network()
  var random: SplitMix64

  init(network: Network = Network(), random: SplitMix64) {
    self.network = network
    self.random = random
  }

  /// An identifier whose order has nothing to do with the order of creation.
  mutating func id<Element>(_ prefix: String) -> ResourceID<Element> {
    let digits = String(random.next() & 0xFFFF_FFFF, radix: 16)
    return ResourceID(prefix + "-" + String(repeating: "0", count: 8 - digits.count) + digits)
  }

  // MARK: VPCs

  /// Blocks overlap between VPCs on purpose: the same private address then means several interfaces.
  private static let vpcBlocks: [[String]] = [
    ["10.0.0.0/24", "10.0.2.0/24"], ["10.0.0.0/24"], ["10.0.0.0/23"], ["10.0.1.0/24", "100.64.0.0/24"],
    ["172.31.0.0/24"], ["192.168.255.0/24"],
  ]

  mutating func addVPCs(_ count: Int, subnetsPerVPC: Int) {
    for index in 0..<count {
      let blocks = random.pick(Self.vpcBlocks) ?? []
      let hasIPv6 = random.chance(60)
      let vpc = VPC(
        id: id("vpc"),
        ipv4CIDRs: blocks.compactMap { IPv4Prefix($0) },
        ipv6CIDRs: hasIPv6 ? [ipv6Block(index, length: 56)] : [],
        isDefault: index == 0 && random.chance(30),
        ownerID: Self.account
      )
      network.vpcs.insert(vpc)
      addSubnets(subnetsPerVPC, to: vpc, index: index)
    }
  }

  private func ipv6Block(_ index: Int, subnet: Int = 0, length: Int) -> IPv6Prefix {
    let address = IPv6Address(0x2001_0DB8 << 96 | UInt128(index) << 72 | UInt128(subnet) << 64)
    return IPv6Prefix(address: address, length: length) ?? .all
  }

  /// Subnets of 64 addresses: the first quarters of the blocks; some without IPv4.
  private mutating func addSubnets(_ count: Int, to vpc: VPC, index: Int) {
    for number in 0..<count {
      let block = vpc.ipv4CIDRs[number % max(1, vpc.ipv4CIDRs.count)]
      let base = IPv4Address(block.first.rawValue &+ UInt32(number / max(1, vpc.ipv4CIDRs.count)) * 64)
      let hasIPv6 = !vpc.ipv6CIDRs.isEmpty && random.chance(70)
      let isIPv6Only = hasIPv6 && random.chance(20)
      network.subnets.insert(
        Subnet(
          id: id("subnet"),
          vpcID: vpc.id,
          ipv4CIDR: isIPv6Only ? nil : IPv4Prefix(address: base, length: 26),
          ipv6CIDRs: hasIPv6 ? [ipv6Block(index, subnet: number, length: 64)] : [],
          availabilityZone: random.pick("eu-central-1a", "eu-central-1b"),
          mapsPublicAddressOnLaunch: random.chance(30),
          ownerID: Self.account
        )
      )
    }
  }

  // MARK: Between VPCs

  /// Peering connections of every state, some across regions, some VPCs with none; and transit gateways.
  mutating func addConnections() {
    let vpcs = network.vpcs.sorted
    for (index, one) in vpcs.enumerated() {
      for other in vpcs[(index + 1)...] where random.chance(65) {
        let crossesRegions = random.chance(15)
        let status: VPCPeeringConnection.Status =
          random.chance(60) ? .active : random.pick(.deleted, .pendingAcceptance, .expired, .other("unheard-of"))
        network.peeringConnections.insert(
          VPCPeeringConnection(
            id: id("pcx"),
            requester: side(one, region: random.chance(80) ? "eu-central-1" : nil),
            accepter: side(other, region: crossesRegions ? "us-east-1" : random.chance(80) ? "eu-central-1" : nil),
            status: status
          )
        )
      }
      if random.chance(40) {
        network.transitGatewayAttachments.insert(
          TransitGatewayVPCAttachment(
            id: id("tgw-attach"),
            transitGatewayID: random.pick("tgw-1", "tgw-2"),
            vpcID: one.id,
            subnetIDs: network.subnets.sorted.filter { $0.vpcID == one.id }.map(\.id),
            state: random.pick("available", "available", "available", "deleted"),
            supportsGroupReferences: random.pick(true, true, false, nil)
          )
        )
      }
    }
  }

  private func side(_ vpc: VPC, region: String?) -> VPCPeeringConnection.Side {
    .init(vpcID: vpc.id, ownerID: Self.account, region: region, cidrs: vpc.cidrs)
  }

  // MARK: Groups and interfaces

  /// Groups without rules yet; some are associated with further VPCs.
  mutating func addGroups(_ count: Int) {
    for _ in 0..<count { network.securityGroups.insert(emptyGroup()) }
  }

  mutating func emptyGroup() -> SecurityGroup {
    let vpcs = network.vpcs.sorted.map(\.id)
    let vpcID = random.pick(vpcs) ?? "vpc-elsewhere"
    let groupID: SecurityGroup.ID = id("sg")
    return SecurityGroup(
      id: groupID,
      name: "group \(groupID)",
      vpcID: vpcID,
      ownerID: random.chance(85) ? Self.account : nil,
      associatedVPCIDs: random.some(vpcs.filter { $0 != vpcID }, percent: 12)
    )
  }

  mutating func addInterfaces(_ count: Int) {
    for _ in 0..<count {
      if let interface = interface() { network.networkInterfaces.insert(interface) }
    }
  }

  /// An interface with one or two addresses of the families of its subnet, sometimes with delegated prefixes.
  mutating func interface() -> NetworkInterface? {
    guard let subnet = random.pick(network.subnets.sorted) else { return nil }
    var interface = NetworkInterface(
      id: id("eni"),
      vpcID: subnet.vpcID,
      subnetID: subnet.id,
      sourceDestinationCheck: random.chance(90),
      interfaceType: "interface",
      ownerID: Self.account
    )
    interface.groupIDs = groups(for: interface)
    addAddress(to: &interface)
    if random.chance(30) { addAddress(to: &interface) }
    return interface
  }

  /// Mostly groups that EC2 would accept; sometimes another VPC's, one that the network lacks, or none.
  mutating func groups(for interface: NetworkInterface) -> [SecurityGroup.ID] {
    let all = network.securityGroups.sorted
    let fitting = all.filter { $0.vpcID == interface.vpcID || $0.associatedVPCIDs.contains(interface.vpcID) }
    var chosen: [SecurityGroup.ID] = []
    for _ in 0..<random.pick(1, 1, 2, 2, 3, 5) {
      let group = random.chance(92) ? random.pick(fitting) : random.pick(all)
      if let group, !chosen.contains(group.id) { chosen.append(group.id) }
    }
    if random.chance(6) { chosen.append(random.pick("sg-missing-1", "sg-missing-2")) }
    return random.chance(3) ? [] : chosen
  }

  /// Adds a free address or prefix of the interface's subnet; nothing where none is found.
  mutating func addAddress(to interface: inout NetworkInterface) {
    guard let subnet = network.subnets[interface.subnetID] else { return }
    let neighbours = network.networkInterfaces.sorted.filter { $0.vpcID == interface.vpcID } + [interface]
    func isTaken(_ prefix: IPPrefix) -> Bool {
      neighbours.contains { $0.ownPrefixes.contains { $0.overlaps(prefix) } }
    }
    let isDelegation = random.chance(15)
    for family in random.chance(50) ? [IPFamily.ipv4, .ipv6] : [.ipv6, .ipv4] {
      switch family {
      case .ipv4:
        guard let block = subnet.ipv4CIDR else { continue }
        // The first half of the subnet has single addresses, the second two delegated /28.
        let offset = isDelegation ? 32 + 16 * random.below(2) : random.within(4...31)
        let address = IPv4Address(block.first.rawValue &+ UInt32(offset))
        guard let prefix = IPv4Prefix(address: address, length: isDelegation ? 28 : 32), !isTaken(.v4(prefix)) else {
          continue
        }
        if isDelegation {
          interface.ipv4Prefixes.append(prefix)
        } else {
          let publicAddress = IPv4Address(203, 0, 113, UInt8(random.below(32)))
          interface.privateIPv4Addresses.append(
            .init(
              address,
              isPrimary: interface.privateIPv4Addresses.isEmpty,
              publicAddress: random.chance(30) ? publicAddress : nil
            )
          )
        }
      case .ipv6:
        guard let block = subnet.ipv6CIDRs.first else { continue }
        let host = isDelegation ? UInt128(1 + random.below(3)) << 48 : UInt128(random.within(0x10...0x3F))
        let address = IPv6Address(block.first.rawValue | host)
        guard let prefix = IPv6Prefix(address: address, length: isDelegation ? 80 : 128), !isTaken(.v6(prefix)) else {
          continue
        }
        if isDelegation { interface.ipv6Prefixes.append(prefix) } else { interface.ipv6Addresses.append(address) }
      }
      return
    }
  }

  // MARK: What the snapshot lacks

  /// Drops some knowledge: a VPC, some kinds' completeness.
  mutating func forgetSome() {
    if random.chance(6), let vpc = random.pick(network.vpcs.sorted) { network.vpcs[vpc.id] = nil }
    guard random.chance(25) else { return }
    network.incompleteKinds = Set(
      random.some(
        [.networkInterface, .securityGroup, .vpcPeeringConnection, .transitGatewayVPCAttachment],
        percent: 45
      )
    )
  }
}
