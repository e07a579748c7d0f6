package import IPAddressing
import Oracle
package import VPCModel

/// A network made from a seed, in the order in which it was made.
package struct GeneratedNetwork: Sendable {
  package let shape: NetworkShape
  package private(set) var network = Network()
  package private(set) var groups: [SecurityGroup] = []
  /// Those of the groups, group by group.
  package private(set) var interfaces: [NetworkInterface] = []
  /// Those of the group that every other refers to.
  package private(set) var members: [NetworkInterface] = []

  package static let vpcID: VPC.ID = "vpc-1"
  package static let membersGroupID: SecurityGroup.ID = "sg-members"

  package init(_ shape: NetworkShape, seed: UInt64) {
    self.shape = shape
    var random = SplitMix64(seed: seed)
    addVPC()
    for index in 0..<shape.groups { addGroup(index, &random) }
    addMembers(&random)
  }

  /// The block in which a group's interfaces lie, and no others.
  package static func block(ofGroup index: Int) -> IPv4Prefix {
    block(0x0A00_0000 | UInt32(truncatingIfNeeded: index) << 8, 24)
  }

  /// Blocks whose addresses are written with the host bits zero, so that nothing can be refused.
  static func block(_ first: UInt32, _ length: Int) -> IPv4Prefix {
    IPv4Prefix(address: IPv4Address(first), length: length) ?? .all
  }
}

extension GeneratedNetwork {
  private mutating func addVPC() {
    let blocks = stride(from: 0, to: max(shape.groups, 1), by: 256).map {
      Self.block(0x0A00_0000 | UInt32(truncatingIfNeeded: $0) << 8, 16)
    }
    network.vpcs.insert(VPC(id: Self.vpcID, ipv4CIDRs: blocks + [Self.block(0x0A40_0000, 16)]))
  }

  private mutating func addGroup(_ index: Int, _ random: inout SplitMix64) {
    let id = Self.groupID(index)
    var rules = (0..<shape.rulesPerGroup).map { position in
      SecurityGroupRule(
        id: SecurityGroupRule.ID("sgr-\(Self.padded(index * shape.rulesPerGroup + position, 6))"),
        groupID: id,
        direction: .ingress,
        traffic: random.traffic(),
        peer: peer(position, &random)
      )
    }
    rules.append(
      SecurityGroupRule(
        id: SecurityGroupRule.ID("sgr-egress-\(index)"),
        groupID: id,
        direction: .egress,
        traffic: .all,
        peer: .ipv4(.all)
      )
    )
    let group = SecurityGroup(id: id, name: "group \(index)", vpcID: Self.vpcID, rules: rules)
    groups.append(group)
    network.securityGroups.insert(group)

    let base = Self.block(ofGroup: index).first.rawValue
    for position in 0..<shape.interfacesPerGroup {
      // The first addresses of a block are the platform's.
      let address = IPv4Address(base | UInt32(truncatingIfNeeded: position + 4))
      let interface = NetworkInterface(
        id: NetworkInterface.ID("eni-\(index)-\(position)"),
        vpcID: Self.vpcID,
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(address, isPrimary: true)],
        groupIDs: [id]
      )
      interfaces.append(interface)
      network.networkInterfaces.insert(interface)
    }
  }

  /// The members' group has no rules. They lie scattered over a /16, as machines of many subnets do.
  private mutating func addMembers(_ random: inout SplitMix64) {
    guard shape.referencedMembers > 0 else { return }
    network.securityGroups.insert(SecurityGroup(id: Self.membersGroupID, name: "members", vpcID: Self.vpcID))
    let offsets = Array(4..<UInt32(0xFFFF)).shuffled(using: &random).prefix(shape.referencedMembers)
    for (index, offset) in offsets.enumerated() {
      let interface = NetworkInterface(
        id: NetworkInterface.ID("eni-member-\(index)"),
        vpcID: Self.vpcID,
        subnetID: "subnet-2",
        privateIPv4Addresses: [.init(IPv4Address(0x0A40_0000 | offset), isPrimary: true)],
        groupIDs: [Self.membersGroupID]
      )
      members.append(interface)
      network.networkInterfaces.insert(interface)
    }
  }

  private func peer(_ position: Int, _ random: inout SplitMix64) -> SecurityGroupRule.Peer {
    // Behind the first rules, so that precedence is not always the reference's.
    if shape.referencedMembers > 0, position == min(3, shape.rulesPerGroup - 1) {
      return .securityGroup(GroupReference(Self.membersGroupID))
    }
    if Int.random(in: 0..<100, using: &random) < shape.referencePercent {
      return .securityGroup(GroupReference(Self.groupID(.random(in: 0..<shape.groups, using: &random))))
    }
    return .ipv4(random.peerPrefix())
  }

  package static func groupID(_ index: Int) -> SecurityGroup.ID { SecurityGroup.ID("sg-\(padded(index, 5))") }

  /// Digits of one width, so that identifiers sort as the numbers do.
  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

// MARK: - Additions

extension GeneratedNetwork {
  /// Adds a prefix list, and to a group a rule with it.
  package mutating func give(group index: Int, prefixList list: PrefixList) {
    network.prefixLists.insert(list)
    let id = groups[index].id
    groups[index].rules.append(
      SecurityGroupRule(
        id: SecurityGroupRule.ID("sgr-list-\(list.id)"),
        groupID: id,
        direction: .ingress,
        traffic: .tcp(PortRange(443)),
        peer: .prefixList(list.id)
      )
    )
    network.securityGroups.insert(groups[index])
  }

  /// Replaces an interface of the same identifier among the members.
  package mutating func put(_ interface: NetworkInterface) {
    network.networkInterfaces.insert(interface)
    if let position = members.firstIndex(where: { $0.id == interface.id }) { members[position] = interface }
  }
}
