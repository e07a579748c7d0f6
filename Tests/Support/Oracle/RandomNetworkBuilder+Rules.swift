import IPAddressing
import VPCModel

extension RandomNetworkBuilder {
  // MARK: Prefix lists

  /// Lists of one family each, as EC2 has them: of few blocks, empty, everything, or with entries unknown.
  mutating func addPrefixLists(_ count: Int) {
    for _ in 0..<count { network.prefixLists.insert(prefixList(id: id("pl"))) }
  }

  mutating func prefixList(id: PrefixList.ID) -> PrefixList {
    let family: IPFamily = random.chance(65) ? .ipv4 : .ipv6
    var entries: [PrefixList.Entry]?
    if random.chance(88) {
      var blocks: Set<IPPrefix> = []
      for _ in 0..<random.pick(0, 1, 2, 4, 6) { blocks.insert(prefix(family)) }
      entries = blocks.sorted().map { PrefixList.Entry($0) }
    }
    return PrefixList(
      id: id,
      name: "list \(id)",
      entries: entries,
      maxEntries: 10,
      addressFamily: random.chance(85) ? family : nil,
      version: 1,
      ownerID: Self.account
    )
  }

  // MARK: Rules

  mutating func addRules(upTo count: Int) {
    for var group in network.securityGroups.sorted {
      // Some groups stay empty.
      for _ in 0..<(random.chance(10) ? 0 : random.within(1...count)) {
        let rule = rule(in: group)
        if !group.rules.contains(where: { $0.id == rule.id }) { group.rules.append(rule) }
      }
      network.securityGroups.insert(group)
    }
  }

  mutating func rule(in group: SecurityGroup) -> SecurityGroupRule {
    let direction: TrafficDirection = random.pick(.ingress, .egress)
    let traffic = traffic()
    let peer = peer(in: group)
    // Some inputs do not tell the rules' identifiers.
    return SecurityGroupRule(
      id: random.chance(85) ? id("sgr") : nil,
      groupID: group.id,
      direction: direction,
      traffic: traffic,
      peer: peer
    )
  }

  mutating func traffic() -> TrafficSelector {
    switch random.below(100) {
    case ..<15: .all
    case ..<55: .tcp(ports())
    case ..<72: .udp(ports())
    case ..<82: .icmp(icmpPattern(types: [0, 3, 8, 255]))
    case ..<90: .icmpv6(icmpPattern(types: [1, 128, 129, 255]))
    default: .other(IPProtocol(rawValue: random.pick(0, 2, 47, 50, 132, 255)))
    }
  }

  static let edgePorts: [UInt16] = [0, 1, 22, 80, 443, 1023, 1024, 5432, 8080, 32768, 65534, 65535]

  mutating func ports() -> PortRange {
    if random.chance(20) { return .all }
    let one = random.pick(Self.edgePorts) ?? 0
    guard random.chance(50) else { return PortRange(one) }
    let other = random.pick(Self.edgePorts) ?? 0
    return PortRange(lower: min(one, other), upper: max(one, other)) ?? .all
  }

  private mutating func icmpPattern(types: [UInt8]) -> ICMPPattern {
    if random.chance(35) { return .any }
    return ICMPPattern(type: random.pick(types), code: random.chance(50) ? nil : random.pick(0, 1, 4, 255))
  }

  mutating func peer(in group: SecurityGroup) -> SecurityGroupRule.Peer {
    switch random.below(100) {
    case ..<40:
      if case .v4(let prefix) = prefix(.ipv4) { return .ipv4(prefix) }
      return .ipv4(.all)
    case ..<58:
      if case .v6(let prefix) = prefix(.ipv6) { return .ipv6(prefix) }
      return .ipv6(.all)
    case ..<72:
      let unknown: PrefixList.ID = random.pick("pl-unknown-1", "pl-unknown-2")
      return .prefixList(random.chance(90) ? random.pick(network.prefixLists.sorted)?.id ?? unknown : unknown)
    default:
      return .securityGroup(reference(in: group))
    }
  }

  /// To itself, to a group that exists (reachable or not), to one that is gone or was never seen.
  mutating func reference(in group: SecurityGroup) -> GroupReference {
    let all = network.securityGroups.sorted
    if random.chance(15) { return GroupReference(group.id, ownerID: group.ownerID) }
    if random.chance(10) {
      return GroupReference(
        random.pick("sg-gone-1", "sg-gone-2", "sg-missing-1"),
        vpcID: random.chance(40) ? random.pick(network.vpcs.sorted)?.id : nil,
        ownerID: random.pick(nil, Self.account, Self.otherAccount)
      )
    }
    let sameVPC = all.filter { $0.vpcID == group.vpcID }
    guard let target = random.chance(50) ? random.pick(sameVPC) : random.pick(all) else {
      return GroupReference(group.id)
    }
    guard target.vpcID != group.vpcID else { return GroupReference(target.id, ownerID: target.ownerID) }
    // What EC2 writes into the rule about another VPC's group; some inputs leave it out.
    let peering = network.peeringConnections.sorted.first {
      let ends = [$0.requester.vpcID, $0.accepter.vpcID]
      return ends.contains(group.vpcID) && ends.contains(target.vpcID)
    }
    return GroupReference(
      target.id,
      vpcID: random.chance(70) ? target.vpcID : nil,
      ownerID: target.ownerID,
      peeringConnectionID: random.chance(60) ? peering?.id ?? "pcx-gone" : nil,
      peeringStatus: random.pick(nil, "active", "deleted", peering?.status.code)
    )
  }

  // MARK: Blocks

  /// A block around some address that means something here, of any length; or one of the extremes.
  mutating func prefix(_ family: IPFamily) -> IPPrefix {
    if random.chance(14) { return .all(family) }
    switch family {
    case .ipv4:
      let extremes = ["0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/32", "255.255.255.255/32", "169.254.169.254/32"]
      if random.chance(8), let text = random.pick(extremes), let prefix = IPPrefix(text) { return prefix }
      let address = ipv4Address()
      let length = random.pick(8, 16, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 32, 32)
      return (try? IPv4Prefix(canonicalizing: address, length: length)).map(IPPrefix.v4) ?? .all(.ipv4)
    case .ipv6:
      let extremes = ["::/1", "8000::/1", "::/128", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128", "::ffff:0:0/96"]
      if random.chance(8), let text = random.pick(extremes), let prefix = IPPrefix(text) { return prefix }
      let address = ipv6Address()
      let length = random.pick(3, 32, 48, 56, 63, 64, 65, 79, 80, 96, 120, 124, 127, 128, 128)
      return (try? IPv6Prefix(canonicalizing: address, length: length)).map(IPPrefix.v6) ?? .all(.ipv6)
    }
  }

  /// An address from a small pool: of an interface, around a VPC's block, public, or anywhere.
  mutating func ipv4Address() -> IPv4Address {
    switch random.below(10) {
    case ..<5:
      if let interface = random.pick(network.networkInterfaces.sorted) {
        let own = interface.privateIPv4Addresses.map(\.address) + interface.ipv4Prefixes.map(\.first)
        if let address = random.pick(own) { return address }
      }
      return IPv4Address(10, 0, 0, UInt8(random.below(64)))
    case ..<7: return IPv4Address(203, 0, 113, UInt8(random.below(32)))
    case ..<8: return IPv4Address(10, 0, UInt8(random.below(3)), UInt8(random.below(256)))
    case ..<9: return random.pick(IPv4Address(172, 31, 0, 2), IPv4Address(192, 168, 255, 255), .lowest, .highest)
    default: return IPv4Address(UInt32(truncatingIfNeeded: random.next()))
    }
  }

  mutating func ipv6Address() -> IPv6Address {
    switch random.below(10) {
    case ..<6:
      if let interface = random.pick(network.networkInterfaces.sorted) {
        let own = interface.ipv6Addresses + interface.ipv6Prefixes.map(\.first)
        if let address = random.pick(own) { return address }
      }
      return IPv6Address(0x2001_0DB8 << 96 | UInt128(random.below(64)))
    case ..<8: return IPv6Address(0x2001_0DB8_FFFF << 80 | UInt128(random.below(32)))
    case ..<9: return random.pick(.lowest, .highest, IPv6Address(ipv4Mapped: IPv4Address(10, 0, 0, 4)))
    default: return IPv6Address(UInt128(random.next()) << 64 | UInt128(random.next()))
    }
  }
}
