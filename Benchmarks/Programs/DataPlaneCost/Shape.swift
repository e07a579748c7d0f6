import IPAddressing
import LinuxDataPlane
import VPCModel

/// A network whose two attached interfaces, the sender's and the receiver's, have rules of one shape; and packets that
/// pass them.
struct Shape {
  enum Kind: String, CaseIterable {
    case blocks = "blocks on one port"
    case ports = "anyone on many ports"
    case untracked = "anyone on many ports, untracked"
    case mix = "blocks × ports, both ends"
    case members = "one referenced group"
  }

  /// Source address and destination port, in this machine's order.
  struct Target: Hashable {
    var source: UInt32
    var port: UInt16
  }

  let kind: Kind
  /// Of rules, or of members.
  let size: Int
  let isTCP: Bool
  private(set) var network = Network()
  /// What rules let pass; every rule of a small shape, many of a large one.
  private(set) var targets: [Target] = []
  /// The rules of the receiver, for whom writes them elsewhere: blocks and ports.
  private(set) var accepted: [(block: IPv4Prefix, ports: PortRange)] = []

  static let vpcID: VPC.ID = "vpc-1"
  static let senderID: NetworkInterface.ID = "eni-sender"
  static let receiverID: NetworkInterface.ID = "eni-receiver"
  private static let senderGroup: SecurityGroup.ID = "sg-sender"
  static let receiverGroup: SecurityGroup.ID = "sg-receiver"
  static let membersGroup: SecurityGroup.ID = "sg-members"

  init(_ kind: Kind, _ size: Int, isTCP: Bool, seed: UInt64 = 1) {
    self.kind = kind
    self.size = size
    self.isTCP = isTCP
    var random = Random(state: seed)
    network.vpcs.insert(VPC(id: Self.vpcID, ipv4CIDRs: [Self.block(0x0A00_0000, 8)]))
    network.subnets.insert(Subnet(id: "subnet-1", vpcID: Self.vpcID, ipv4CIDR: Self.block(0x0A00_0100, 24)))
    network.subnets.insert(Subnet(id: "subnet-2", vpcID: Self.vpcID, ipv4CIDR: Self.block(0x0A00_0200, 24)))
    network.incompleteKinds = [.networkACL]
    var ingress: [SecurityGroupRule] = []
    var egress = [rule(Self.senderGroup, .egress, 0, .all, .ipv4(.all))]
    var answers = [rule(Self.receiverGroup, .egress, 0, .all, .ipv4(.all))]
    switch kind {
    case .blocks:
      for index in 0..<size { accept(Self.slot(index), PortRange(9_000), &ingress) }
      targets = pick(&random) { random in (Int.random(in: 0..<size, using: &random), 9_000) }
    case .ports, .untracked:
      // What EC2 tracks hangs on this rule.
      if kind == .ports { answers = [] }
      // The ports of one protocol do not suffice for the largest.
      let own = min(size, 50_000)
      for index in 0..<own { accept(.all, PortRange(Self.port(index)), &ingress) }
      for index in own..<max(own, size) {
        let range = PortRange(Self.port(index - own))
        let other = isTCP ? TrafficSelector.udp(range) : .tcp(range)
        ingress.append(rule(Self.receiverGroup, .ingress, index, other, .ipv4(.all)))
      }
      let ports = (0..<min(own, 512)).map { Self.port($0 * own / min(own, 512)) }
      targets = pick(&random) { random in
        (Int.random(in: 0..<1_000, using: &random), ports[Int.random(in: 0..<ports.count, using: &random)])
      }
    case .mix:
      for index in 0..<size {
        let (slot, port) = (Self.slot(index), UInt16(9_000 + index % 61))
        let length = [24, 26, 27, 28][Int.random(in: 0..<4, using: &random)]
        let ports = PortRange(uncheckedLower: port, upper: port + UInt16(index % 3 == 0 ? 3 : 0))
        accept(Self.block(slot.first.rawValue & (UInt32.max << (32 - UInt32(length))), length), ports, &ingress)
        let far = index == size / 2 ? Self.block(0x0A00_0200, 24) : slot
        let some = index == size / 2 ? PortRange(uncheckedLower: 9_000, upper: 9_063) : ports
        egress.append(rule(Self.senderGroup, .egress, index + 1, traffic(some), .ipv4(far)))
      }
      egress.removeFirst()
      targets = pick(&random) { random in
        let index = Int.random(in: 0..<size, using: &random)
        return (index, UInt16(9_000 + index % 61))
      }
    case .members:
      network.securityGroups.insert(SecurityGroup(id: Self.membersGroup, name: "members", vpcID: Self.vpcID))
      for index in 0..<size { network.networkInterfaces.insert(Self.member(index)) }
      let range = PortRange(uncheckedLower: 9_000, upper: 9_063)
      ingress = [
        rule(Self.receiverGroup, .ingress, 0, traffic(range), .securityGroup(GroupReference(Self.membersGroup)))
      ]
      targets = pick(&random) { random in
        (Int.random(in: 0..<size, using: &random), UInt16.random(in: 9_000...9_063, using: &random))
      }
    }
    put(Self.senderGroup, egress)
    put(Self.receiverGroup, ingress + answers)
    network.networkInterfaces.insert(
      NetworkInterface(
        id: Self.senderID,
        vpcID: Self.vpcID,
        subnetID: "subnet-1",
        privateIPv4Addresses: [.init(IPv4Address(Path.senderAddress), isPrimary: true)],
        ipv4Prefixes: [Self.block(Path.firstSource, 9)],
        groupIDs: [Self.senderGroup]
      )
    )
    network.networkInterfaces.insert(
      NetworkInterface(
        id: Self.receiverID,
        vpcID: Self.vpcID,
        subnetID: "subnet-2",
        privateIPv4Addresses: [.init(IPv4Address(Path.receiverAddress), isPrimary: true)],
        groupIDs: [Self.receiverGroup]
      )
    )
  }

  func attachments(_ namespace: NetworkNamespace) -> [Attachment] {
    [(Self.senderID, Path.senderDevice), (Self.receiverID, Path.receiverDevice)].map { id, device in
      Attachment(interfaceID: id, kind: .routed, device: device, namespace: namespace, maker: .lab)
    }
  }

  // MARK: Making

  /// The first sixteen addresses of a slot, to which targets are aimed, are in every block of the slot.
  private func pick(_ random: inout Random, _ target: (inout Random) -> (slot: Int, port: UInt16)) -> [Target] {
    (0..<8_192).map { _ in
      let (slot, port) = target(&random)
      let offset = kind == .members ? 0 : UInt32.random(in: 0..<16, using: &random)
      return Target(source: Self.slot(slot).first.rawValue + offset, port: port)
    }
  }

  private mutating func accept(_ block: IPv4Prefix, _ ports: PortRange, _ rules: inout [SecurityGroupRule]) {
    accepted.append((block, ports))
    rules.append(rule(Self.receiverGroup, .ingress, rules.count, traffic(ports), .ipv4(block)))
  }

  private func traffic(_ ports: PortRange) -> TrafficSelector { isTCP ? .tcp(ports) : .udp(ports) }

  private func rule(
    _ group: SecurityGroup.ID,
    _ direction: TrafficDirection,
    _ index: Int,
    _ traffic: TrafficSelector,
    _ peer: SecurityGroupRule.Peer
  ) -> SecurityGroupRule {
    let id = SecurityGroupRule.ID("sgr-\(group.text)-\(direction.rawValue)-\(index)")
    return SecurityGroupRule(id: id, groupID: group, direction: direction, traffic: traffic, peer: peer)
  }

  private mutating func put(_ id: SecurityGroup.ID, _ rules: [SecurityGroupRule]) {
    network.securityGroups.insert(SecurityGroup(id: id, name: id.text, vpcID: Self.vpcID, rules: rules))
  }

  static func block(_ first: UInt32, _ length: Int) -> IPv4Prefix {
    IPv4Prefix(address: IPv4Address(first), length: length) ?? .all
  }

  /// /27s at every 64th address: neighbours never touch.
  private static func slot(_ index: Int) -> IPv4Prefix {
    block(Path.firstSource + UInt32(truncatingIfNeeded: index) * 64, 27)
  }

  private static func port(_ index: Int) -> UInt16 { UInt16(truncatingIfNeeded: 10_000 + index) }

  static func member(_ index: Int) -> NetworkInterface {
    NetworkInterface(
      id: NetworkInterface.ID("eni-member-\(index)"),
      vpcID: vpcID,
      subnetID: "subnet-3",
      privateIPv4Addresses: [.init(slot(index).first, isPrimary: true)],
      groupIDs: [membersGroup]
    )
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
