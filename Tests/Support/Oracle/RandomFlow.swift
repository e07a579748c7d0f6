import IPAddressing
package import VPCModel

extension RandomNetwork {
  /// A flow at or near the boundary of some rule that could decide it: the ends of prefixes and port ranges and the
  /// values next to them, members' addresses; and now and then something that no rule speaks of.
  package static func flow(in network: Network, using random: inout SplitMix64) -> Flow {
    var builder = RandomNetworkBuilder(network: network, random: random)
    defer { random = builder.random }
    return builder.flow()
  }
}

extension RandomNetworkBuilder {
  mutating func flow() -> Flow {
    let direction: TrafficDirection = random.pick(.ingress, .egress)
    guard !random.chance(1), let interface = random.pick(network.networkInterfaces.sorted) else {
      let transport = anyTransport(.ipv4)
      return Flow(interfaceID: "eni-missing", direction: direction, remote: .v4(ipv4Address()), transport: transport)
    }
    let ownRules = interface.groupIDs.flatMap { network.securityGroups[$0]?.rules(direction) ?? [] }
    let rules = random.chance(90) ? ownRules : network.securityGroups.sorted.flatMap(\.rules)
    guard random.chance(82), let rule = random.pick(rules) else {
      let remote = anyRemote()
      return Flow(
        interfaceID: interface.id,
        direction: direction,
        remote: remote,
        transport: anyTransport(remote.family)
      )
    }
    let remote = address(near: rule.peer)
    let transport = transport(near: rule.traffic, remote.family)
    return Flow(interfaceID: interface.id, direction: direction, remote: remote, transport: transport)
  }

  // MARK: Remote addresses

  mutating func anyRemote() -> IPAddress {
    switch random.below(10) {
    case ..<2:
      return random.pick(PlatformService.everywhere.keys.sorted()) ?? .v4(.highest)
    case 2:
      // The resolver's and the routers' addresses, those of other VPCs included.
      let offset = UInt32(random.within(0...3))
      let bases = network.vpcs.sorted.flatMap(\.ipv4CIDRs) + network.subnets.sorted.compactMap(\.ipv4CIDR)
      return .v4(IPv4Address((random.pick(bases)?.first.rawValue ?? 0) &+ offset))
    case ..<7: return .v4(ipv4Address())
    default: return .v6(ipv6Address())
    }
  }

  mutating func address(near peer: SecurityGroupRule.Peer) -> IPAddress {
    switch peer {
    case .ipv4(let prefix): return address(near: .v4(prefix))
    case .ipv6(let prefix): return address(near: .v6(prefix))
    case .prefixList(let id):
      guard let list = network.prefixLists[id] else { return anyRemote() }
      if let entry = random.pick(list.entries ?? []) { return address(near: entry.cidr) }
      return list.addressFamily == .ipv6 ? .v6(ipv6Address()) : .v4(ipv4Address())
    case .securityGroup(let reference):
      let members = network.networkInterfaces.sorted.filter { $0.groupIDs.contains(reference.groupID) }
      guard let member = random.pick(members) else { return anyRemote() }
      // A member's public address is none that the reference stands for.
      if random.chance(8), let address = member.privateIPv4Addresses.compactMap(\.publicAddress).first {
        return .v4(address)
      }
      guard let prefix = random.pick(member.ownPrefixes) else { return anyRemote() }
      return address(near: prefix)
    }
  }

  private mutating func address(near prefix: IPPrefix) -> IPAddress {
    switch prefix {
    case .v4(let prefix): .v4(address(near: prefix))
    case .v6(let prefix): .v6(address(near: prefix))
    }
  }

  private mutating func address<Address>(near prefix: Prefix<Address>) -> Address {
    switch random.below(20) {
    case ..<8: return prefix.first
    case ..<13: return prefix.last
    case ..<17:
      let noise = Address.RawValue(truncatingIfNeeded: random.next())
      return Address(prefix.first.rawValue | noise & (prefix.first.rawValue ^ prefix.last.rawValue))
    case 17: return prefix.first.previous ?? prefix.first
    default: return prefix.last.next ?? prefix.last
    }
  }

  // MARK: Traffic

  mutating func anyTransport(_ family: IPFamily) -> Transport {
    let source = UInt16(random.within(1024...65535))
    let port = random.pick(Self.edgePorts) ?? 0
    switch random.below(10) {
    case ..<5: return .tcp(source: source, destination: port)
    case ..<7: return .udp(source: source, destination: port)
    case ..<9:
      let message = ICMPTypeCode(type: random.pick(0, 1, 3, 8, 128, 129, 255), code: random.pick(0, 1, 4, 255))
      return family == .ipv4 ? .icmp(message) : .icmpv6(message)
    default: return .other(IPProtocol(rawValue: random.pick(0, 2, 47, 50, 132, 255)))
    }
  }

  mutating func transport(near traffic: TrafficSelector, _ family: IPFamily) -> Transport {
    if random.chance(6) { return anyTransport(family) }
    let source = UInt16(random.within(1024...65535))
    switch traffic {
    case .all: return anyTransport(family)
    case .tcp(let range): return .tcp(source: source, destination: port(near: range))
    case .udp(let range): return .udp(source: source, destination: port(near: range))
    case .icmp(let pattern): return .icmp(message(near: pattern))
    case .icmpv6(let pattern): return .icmpv6(message(near: pattern))
    case .other(let number): return .other(number)
    }
  }

  private mutating func port(near range: PortRange) -> UInt16 {
    switch random.below(10) {
    case ..<3: range.lower
    case ..<6: range.upper
    case ..<8: UInt16(random.within(Int(range.lower)...Int(range.upper)))
    case 8: range.lower == 0 ? 0 : range.lower - 1
    default: range.upper == .max ? .max : range.upper + 1
    }
  }

  private mutating func message(near pattern: ICMPPattern) -> ICMPTypeCode {
    let type = pattern.type ?? random.pick(0, 8, 128, 255)
    let code = pattern.code ?? random.pick(0, 4, 255)
    return random.chance(85)
      ? ICMPTypeCode(type: type, code: code)
      : ICMPTypeCode(type: random.chance(50) ? type ^ 1 : type, code: code ^ 1)
  }
}
