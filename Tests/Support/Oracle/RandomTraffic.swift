package import IPAddressing
package import VPCModel

extension RandomNetwork {
  /// Traffic of a family at or near the boundaries of a selector; any, now and then.
  package static func transport(
    near traffic: TrafficSelector,
    _ family: IPFamily,
    using random: inout SplitMix64
  ) -> Transport {
    var builder = RandomNetworkBuilder(random: random)
    defer { random = builder.random }
    return builder.transport(near: traffic, family)
  }

  /// An address at or near the boundaries of some rule of an interface's groups; any, now and then.
  package static func remote(
    near interface: NetworkInterface.ID?,
    in network: Network,
    using random: inout SplitMix64
  ) -> IPAddress {
    var builder = RandomNetworkBuilder(network: network, random: random)
    defer { random = builder.random }
    let groups = interface.flatMap { network.networkInterfaces[$0]?.groupIDs } ?? []
    let rules = groups.flatMap { network.securityGroups[$0]?.rules ?? [] }
    guard builder.random.chance(70), let rule = builder.random.pick(rules) else { return builder.anyRemote() }
    return builder.address(near: rule.peer)
  }
}
