import IPAddressing
import NetworkAnalysis
import Oracle
import VPCModel

/// Hosts, addresses and traffic of random networks, at and near what rules speak of.
enum Hosts {
  /// Every interface at each of its addresses, and at a few of its delegated prefixes.
  static func all(_ network: Network, using random: inout SplitMix64) -> [Host] {
    network.networkInterfaces.sorted.flatMap { interface -> [Host] in
      interface.ownPrefixes.flatMap { block -> [Host] in
        if block.isHost { return [Host(.interface(interface), address: block.first)] }
        return [block.first, block.last].map { Host(.interface(interface), address: $0) }
      }
    }
  }

  /// Traffic near a rule of either end, or any.
  static func probe(_ from: Host, _ to: Host, _ network: Network, using random: inout SplitMix64) -> TrafficProbe? {
    let groups = (from.interface?.groupIDs ?? []) + (to.interface?.groupIDs ?? [])
    let rules = groups.flatMap { network.securityGroups[$0]?.rules ?? [] }.map(\.traffic)
    let entries = network.networkACLs.sorted.flatMap(\.entries).map(\.traffic)
    let near: TrafficSelector? =
      switch UInt.random(in: 0..<10, using: &random) {
      case 0..<6: rules.randomElement(using: &random)
      case 6..<8: entries.randomElement(using: &random)
      default: nil
      }
    let transport = RandomNetwork.transport(near: near ?? .all, to.address.family, using: &random)
    return probe(transport, to.address.family)
  }

  static func probe(_ transport: Transport, _ family: IPFamily) -> TrafficProbe? {
    let probe: TrafficProbe? =
      switch transport {
      case .tcp(_, let port): .tcp(port)
      case .udp(_, let port): .udp(port)
      case .icmp(let message): .icmp(message)
      case .icmpv6(let message): .icmpv6(message)
      case .other(let number): .other(number)
      }
    guard let probe, probe.requiredFamily.map({ $0 == family }) ?? true else { return nil }
    return probe
  }

  /// An address that hosts on the internet can have and no known VPC holds, near a rule's block where there is one.
  static func internetAddress(near host: Host, _ network: Network, using random: inout SplitMix64) -> IPAddress? {
    let internet = SpecialPurpose.internet.union(SpecialPurpose.documentation).union(SpecialPurpose.benchmarking)
      .subtracting(IPAddressSet(network.vpcs.sorted.flatMap(\.cidrs)))
    for _ in 0..<8 {
      let address = RandomNetwork.remote(near: host.interface?.id, in: network, using: &random)
      if address.family == host.address.family, internet.contains(address) { return address }
    }
    let some: [IPAddress] =
      host.address.family == .ipv4
      ? [.v4(IPv4Address(8, 8, 8, 8)), .v4(IPv4Address(203, 0, 113, 9))]
      : [.v6(IPv6Address(0x2606_4700 << 96 | 1))]
    return some.filter { internet.contains($0) }.randomElement(using: &random)
  }
}
