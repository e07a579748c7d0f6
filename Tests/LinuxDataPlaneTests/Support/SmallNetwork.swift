import IPAddressing
import VPCModel

/// A VPC with one subnet, 10.0.0.0/24 and fd00::/64, for tests that name what is in it.
struct SmallNetwork {
  private(set) var network = Network()

  init() {
    network.vpcs["vpc-1"] = VPC(id: "vpc-1", ipv4CIDRs: [block4("10.0.0.0/16")], ipv6CIDRs: [block6("fd00::/56")])
    network.subnets["subnet-1"] = Subnet(
      id: "subnet-1",
      vpcID: "vpc-1",
      ipv4CIDR: block4("10.0.0.0/24"),
      ipv6CIDRs: [block6("fd00::/64")]
    )
  }

  private func block4(_ text: String) -> IPv4Prefix { IPv4Prefix(text) ?? .all }
  private func block6(_ text: String) -> IPv6Prefix { IPv6Prefix(text) ?? .all }

  /// An interface with 10.0.0.N and fd00::N, in hexadecimal there.
  mutating func add(_ id: NetworkInterface.ID, _ number: UInt8, _ groups: [SecurityGroup.ID], isChecked: Bool = true) {
    network.networkInterfaces[id] = NetworkInterface(
      id: id,
      vpcID: "vpc-1",
      subnetID: "subnet-1",
      privateIPv4Addresses: [.init(IPv4Address(10, 0, 0, number), isPrimary: true)],
      ipv6Addresses: [IPv6Address(UInt128(0xFD00) << 112 | UInt128(number))],
      groupIDs: groups,
      sourceDestinationCheck: isChecked
    )
  }

  /// A group with rules, in and out.
  mutating func add(
    _ id: SecurityGroup.ID,
    in ingress: [(TrafficSelector, SecurityGroupRule.Peer)] = [],
    out egress: [(TrafficSelector, SecurityGroupRule.Peer)] = []
  ) {
    var group = SecurityGroup(id: id, name: id.text, vpcID: "vpc-1")
    for (direction, rules) in [(TrafficDirection.ingress, ingress), (.egress, egress)] {
      for (traffic, peer) in rules {
        let number = group.rules.count + 1
        group.rules.append(
          SecurityGroupRule(
            id: .init("sgr-\(id.text.dropFirst(3))-\(number)"),
            groupID: id,
            direction: direction,
            traffic: traffic,
            peer: peer
          )
        )
      }
    }
    network.securityGroups[id] = group
  }

  mutating func add(_ list: PrefixList) { network.prefixLists[list.id] = list }
  mutating func add(_ acl: NetworkACL) { network.networkACLs[acl.id] = acl }

  /// Everything to anyone, as EC2 gives it to a new group.
  static let anything: [(TrafficSelector, SecurityGroupRule.Peer)] = [(.all, .ipv4(.all)), (.all, .ipv6(.all))]

  /// A block in the text's family.
  static func block(_ text: String) -> SecurityGroupRule.Peer {
    if let block = IPv4Prefix(text) { return .ipv4(block) }
    return .ipv6(IPv6Prefix(text) ?? .all)
  }

  static func group(_ id: SecurityGroup.ID) -> SecurityGroupRule.Peer { .securityGroup(GroupReference(id)) }
}
