import IPAddressing
import Oracle
import VPCModel
import Workloads

/// A network as large organisations have them, made from a seed: VPCs of three zones with public, application and data
/// subnets, a NAT gateway in each zone, peerings to a shared VPC; interfaces of a group in all zones; rules by group, by
/// block and for anyone, in about the proportions in which people write them.
struct Estate {
  private(set) var network = Network()
  private(set) var groupIDs: [SecurityGroup.ID] = []
  private var random: SplitMix64
  private let groupsPerVPC = 50
  private var nextRule = 0

  /// - Parameters:
  ///   - groups: each with as many interfaces as `interfacesPerGroup`, spread over three subnets, and `rulesPerGroup`
  ///     rules: two of them egress rules.
  init(groups: Int, rulesPerGroup: Int, interfacesPerGroup: Int, seed: UInt64) {
    random = SplitMix64(seed: seed)
    let count = max(1, (groups + groupsPerVPC - 1) / groupsPerVPC)
    for index in 0..<count { addVPC(index) }
    for index in 1..<max(count, 1) { addPeering(index) }
    for index in 0..<count { addRouteTables(index, of: count) }
    for index in 0..<groups {
      groupIDs.append(SecurityGroup.ID("sg-\(padded(index))"))
      addInterfaces(index, interfacesPerGroup)
    }
    for index in 0..<groups { addGroup(index, of: groups, rulesPerGroup) }
  }

  private func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }

  private func block(_ vpc: Int, _ subnet: Int? = nil) -> IPv4Prefix {
    // Of /17 each, so that a thousand fit into 10.0.0.0/8 twice over.
    let base = 0x0A00_0000 | UInt32(truncatingIfNeeded: vpc) << 15
    let address = IPv4Address(base | UInt32(truncatingIfNeeded: subnet ?? 0) << 10)
    return IPv4Prefix(address: address, length: subnet == nil ? 17 : 22) ?? .all
  }

  private enum Tier: Int, CaseIterable { case open, application, data }

  private func subnetID(_ vpc: Int, _ tier: Tier, _ zone: Int) -> Subnet.ID {
    Subnet.ID("subnet-\(vpc)-\(tier)-\(zone)")
  }

  private mutating func addVPC(_ index: Int) {
    let id = VPC.ID("vpc-\(index)")
    network.vpcs.insert(VPC(id: id, ipv4CIDRs: [block(index)]))
    network.internetGateways.insert(InternetGateway(id: InternetGateway.ID("igw-\(index)"), attachedVPCIDs: [id]))
    for tier in Tier.allCases {
      for zone in 0..<3 {
        let number = tier.rawValue * 3 + zone
        network.subnets.insert(
          Subnet(
            id: subnetID(index, tier, zone),
            vpcID: id,
            ipv4CIDR: block(index, number),
            availabilityZone: "z\(zone)"
          )
        )
      }
    }
    for zone in 0..<3 {
      network.natGateways.insert(
        NATGateway(
          id: NATGateway.ID("nat-\(index)-\(zone)"),
          vpcID: id,
          subnetID: subnetID(index, .open, zone),
          privateAddresses: [IPv4Address(block(index, zone).first.rawValue &+ 9)],
          publicAddresses: [IPv4Address(0x3400_0000 | UInt32(truncatingIfNeeded: index * 4 + zone))]
        )
      )
    }
    let everything = TrafficDirection.allCases.map { direction in
      NetworkACL.Entry(number: 100, direction: direction, action: .allow, traffic: .all, cidr: .all(.ipv4))
    }
    network.networkACLs.insert(
      NetworkACL(id: NetworkACL.ID("acl-\(index)"), vpcID: id, isDefault: true, entries: everything)
    )
    // Data subnets take connections from the company alone.
    var own = everything.filter { $0.direction == .egress }
    own.append(.init(number: 100, direction: .ingress, action: .allow, traffic: .all, cidr: .v4(Self.company)))
    let answers = TrafficSelector.tcp(TrafficRanges.clients)
    own.append(.init(number: 200, direction: .ingress, action: .allow, traffic: answers, cidr: .all(.ipv4)))
    network.networkACLs.insert(
      NetworkACL(
        id: NetworkACL.ID("acl-\(index)-data"),
        vpcID: id,
        entries: own,
        subnetIDs: (0..<3).map { subnetID(index, .data, $0) }
      )
    )
  }

  private static let company = IPv4Prefix(address: IPv4Address(0x0A00_0000), length: 8) ?? .all

  /// Every VPC with the first, which holds what all share.
  private mutating func addPeering(_ index: Int) {
    network.peeringConnections.insert(
      VPCPeeringConnection(
        id: VPCPeeringConnection.ID("pcx-\(index)"),
        requester: .init(vpcID: VPC.ID("vpc-\(index)"), cidrs: [.v4(block(index))]),
        accepter: .init(vpcID: "vpc-0", cidrs: [.v4(block(0))]),
        status: .active
      )
    )
  }

  private mutating func addRouteTables(_ index: Int, of count: Int) {
    var routes = [RouteTable.Route(.cidr(.v4(block(index))), to: .local)]
    let peers = index == 0 ? Array(1..<max(count, 1)) : [index]
    for peer in peers where count > 1 {
      let far = index == 0 ? peer : 0
      let id = VPCPeeringConnection.ID("pcx-\(peer)")
      routes.append(RouteTable.Route(.cidr(.v4(block(far))), to: .vpcPeeringConnection(id)))
    }
    func add(_ name: String, _ target: RouteTable.Target, _ subnets: [Subnet.ID]) {
      network.routeTables.insert(
        RouteTable(
          id: RouteTable.ID("rtb-\(index)-\(name)"),
          vpcID: VPC.ID("vpc-\(index)"),
          routes: routes + [RouteTable.Route(.cidr(.all(.ipv4)), to: target)],
          subnetIDs: subnets
        )
      )
    }
    add("open", .internetGateway(InternetGateway.ID("igw-\(index)")), (0..<3).map { subnetID(index, .open, $0) })
    for zone in 0..<3 {
      let nat = NATGateway.ID("nat-\(index)-\(zone)")
      add("own-\(zone)", .natGateway(nat), [subnetID(index, .application, zone), subnetID(index, .data, zone)])
    }
  }

  private func tier(_ group: Int) -> Tier { group % 10 == 0 ? .open : group % 3 == 0 ? .data : .application }

  private mutating func addInterfaces(_ group: Int, _ count: Int) {
    let vpc = group / groupsPerVPC
    let tier = tier(group)
    for position in 0..<count {
      let zone = position % 3
      let offset = UInt32(truncatingIfNeeded: 16 + (group % groupsPerVPC) * 18 + position)
      let address = IPv4Address(block(vpc, tier.rawValue * 3 + zone).first.rawValue &+ offset)
      let isPublic = tier == .open
      network.networkInterfaces.insert(
        NetworkInterface(
          id: NetworkInterface.ID("eni-\(padded(group))-\(position)"),
          vpcID: VPC.ID("vpc-\(vpc)"),
          subnetID: subnetID(vpc, tier, zone),
          privateIPv4Addresses: [
            .init(address, isPrimary: true, publicAddress: isPublic ? IPv4Address(address.rawValue ^ 0x3C00_0000) : nil)
          ],
          groupIDs: [groupIDs[group]]
        )
      )
    }
  }

  private mutating func addGroup(_ index: Int, of groups: Int, _ count: Int) {
    let id = groupIDs[index]
    let vpc = index / groupsPerVPC
    var rules: [SecurityGroupRule] = []
    func add(_ direction: TrafficDirection, _ traffic: TrafficSelector, _ peer: SecurityGroupRule.Peer) {
      nextRule += 1
      rules.append(
        SecurityGroupRule(
          id: SecurityGroupRule.ID("sgr-\(padded(nextRule))"),
          groupID: id,
          direction: direction,
          traffic: traffic,
          peer: peer
        )
      )
    }
    add(.egress, .all, .ipv4(.all))
    add(.egress, .tcp(PortRange(443)), .ipv4(Self.company))
    if tier(index) == .open { add(.ingress, .tcp(PortRange(443)), .ipv4(.all)) }
    while rules.count < count {
      let peer: SecurityGroupRule.Peer
      switch Int.random(in: 0..<100, using: &random) {
      case ..<60:
        // Groups refer to groups of their VPC, some to those of the shared one.
        let near = Int.random(in: 0..<10, using: &random) < 8 ? vpc : 0
        let other = min(near * groupsPerVPC + Int.random(in: 0..<groupsPerVPC, using: &random), groups - 1)
        peer = .securityGroup(GroupReference(groupIDs[other]))
      default: peer = .ipv4(random.peerPrefix())
      }
      add(.ingress, random.traffic(), peer)
    }
    network.securityGroups.insert(
      SecurityGroup(id: id, name: "group \(index)", vpcID: VPC.ID("vpc-\(vpc)"), rules: rules)
    )
  }
}

enum TrafficRanges {
  static let clients = PortRange(lower: 1024, upper: .max) ?? .all
}
