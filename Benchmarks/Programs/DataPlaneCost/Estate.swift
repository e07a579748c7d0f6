import IPAddressing
import LinuxDataPlane
import VPCModel

/// Many attached interfaces with few kinds of rules, as one machine has them. Devices need not be there: rules go by
/// their names.
struct Estate {
  private(set) var network = Network()
  private(set) var attachments: [Attachment] = []

  static let sharedGroup: SecurityGroup.ID = "sg-shared"
  static let membersGroup: SecurityGroup.ID = "sg-members"

  /// Interfaces that all carry one group of 60 rules, and one of some others.
  static func shared(_ namespace: NetworkNamespace, interfaces: Int, policies: Int) -> Estate {
    var estate = Estate()
    estate.put(sharedGroup, estate.rules(of: sharedGroup, 60))
    for index in 0..<policies {
      let id = SecurityGroup.ID("sg-\(index)")
      estate.put(id, estate.rules(of: id, 10))
    }
    for index in 0..<interfaces {
      estate.attach(index, [sharedGroup, SecurityGroup.ID("sg-\(index % policies)")], namespace)
    }
    return estate
  }

  /// Interfaces each of whose groups refers to a group of many members.
  static func referring(_ namespace: NetworkNamespace, interfaces: Int, members: Int) -> Estate {
    var estate = Estate()
    estate.put(membersGroup, [])
    for index in 0..<members { estate.network.networkInterfaces.insert(member(index)) }
    for index in 0..<interfaces {
      let id = SecurityGroup.ID("sg-\(index)")
      let peer = SecurityGroupRule.Peer.securityGroup(GroupReference(membersGroup))
      estate.put(id, [rule(id, 0, .tcp(PortRange(5_432)), peer)])
      estate.attach(index, [id], namespace)
    }
    return estate
  }

  private init() {
    network.vpcs.insert(VPC(id: Shape.vpcID, ipv4CIDRs: [Shape.block(0x0A00_0000, 8)]))
    network.subnets.insert(Subnet(id: "subnet-1", vpcID: Shape.vpcID, ipv4CIDR: Shape.block(0x0A00_0000, 16)))
    network.incompleteKinds = [.networkACL]
  }

  /// The other way in: the interfaces of a path's two ends, the receiver with the shared group.
  mutating func attachEnds(of path: Path) {
    attach(Shape.senderID, Path.senderAddress, ["sg-0"], Path.senderDevice, path.router)
    attach(Shape.receiverID, Path.receiverAddress, [Self.sharedGroup], Path.receiverDevice, path.router)
  }

  static func member(_ index: Int) -> NetworkInterface {
    NetworkInterface(
      id: NetworkInterface.ID("eni-member-\(index)"),
      vpcID: Shape.vpcID,
      subnetID: "subnet-1",
      privateIPv4Addresses: [.init(IPv4Address(0x0A40_0000 + UInt32(truncatingIfNeeded: index) * 3), isPrimary: true)],
      ipv6Addresses: [IPv6Address(0x2001_0DB8 << 96 | UInt128(truncatingIfNeeded: index))],
      groupIDs: [membersGroup]
    )
  }

  static func rule(
    _ group: SecurityGroup.ID,
    _ index: Int,
    _ traffic: TrafficSelector,
    _ peer: SecurityGroupRule.Peer
  ) -> SecurityGroupRule {
    let id = SecurityGroupRule.ID("sgr-\(group.text)-\(index)")
    return SecurityGroupRule(id: id, groupID: group, direction: .ingress, traffic: traffic, peer: peer)
  }

  private func rules(of group: SecurityGroup.ID, _ count: Int) -> [SecurityGroupRule] {
    let answers = SecurityGroupRule(groupID: group, direction: .egress, traffic: .all, peer: .ipv4(.all))
    return [answers]
      + (0..<count).map { index in
        let port = UInt16(truncatingIfNeeded: 1_000 + index % 12)
        let block = Shape.block(0x0A80_0000 | UInt32(truncatingIfNeeded: index) << 12, [20, 24, 32][index % 3])
        // Every tenth is open to anyone.
        let peer = SecurityGroupRule.Peer.ipv4(index % 10 == 0 ? .all : block)
        return Self.rule(group, index, index % 4 == 0 ? .udp(PortRange(port)) : .tcp(PortRange(port)), peer)
      }
  }

  private mutating func put(_ id: SecurityGroup.ID, _ rules: [SecurityGroupRule]) {
    network.securityGroups.insert(SecurityGroup(id: id, name: id.text, vpcID: Shape.vpcID, rules: rules))
  }

  private mutating func attach(_ index: Int, _ groups: [SecurityGroup.ID], _ namespace: NetworkNamespace) {
    let address = 0x0A00_1000 + UInt32(truncatingIfNeeded: index)
    attach(NetworkInterface.ID("eni-\(index)"), address, groups, "rfx\(index)", namespace)
  }

  private mutating func attach(
    _ id: NetworkInterface.ID,
    _ address: UInt32,
    _ groups: [SecurityGroup.ID],
    _ device: String,
    _ namespace: NetworkNamespace
  ) {
    network.networkInterfaces.insert(
      NetworkInterface(
        id: id,
        vpcID: Shape.vpcID,
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(IPv4Address(address), isPrimary: true)],
        groupIDs: groups
      )
    )
    attachments.append(
      Attachment(interfaceID: id, kind: .routed, device: device, namespace: namespace, maker: .lab)
    )
  }
}
