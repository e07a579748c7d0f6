import VPCModel

/// Compiles the small table of family `bridge`: at ports that interfaces are attached by, a bridge carries IP and ARP
/// and nothing else, as EC2 does.
///
/// What is neither is judged by nobody behind the port, and some of it still reaches a host's sockets: of a frame with
/// several priority tags (VLAN 0) in a row a host takes off all, the bridge the first, and what it shows to the other
/// table is a frame of an unknown type.
enum FrameCompiler {
  static let ports = "ports"

  /// 0x0800, 0x86DD and 0x0806 (IEEE 802 numbers, as IANA lists them).
  private static let carried: [UInt16] = [0x0800, 0x86DD, 0x0806]

  static func ruleset(ports: Set<String>) -> Ruleset {
    var ruleset = Ruleset()
    ruleset.sets[BaseChains.layout] = NamedSet(.init(key: [.mark]))
    ruleset.sets[Self.ports] = NamedSet(
      .init(key: [.deviceName]),
      Dictionary(ports.map { (NamedSet.Key(Octets(device: $0)), .member) }) { first, _ in first }
    )
    for (name, hook, device) in [
      ("prerouting", Chain.Hook.prerouting, Expression.Meta.inputDevice), ("postrouting", .postrouting, .outputDevice),
    ] {
      let isOther: [Expression] = carried.flatMap { type -> [Expression] in
        [.meta(.frameType, to: .key), .compare(.key, isEqual: false, Octets(type))]
      }
      ruleset.chains[name] = Chain(
        base: .init(hook: hook, priority: BaseChains.portPriority),
        [
          Rule(
            isOther + [.meta(device, to: .key), .lookup(Self.ports, key: .key, isMember: true), .verdict(.drop)],
            comment: "neither IP nor ARP"
          )
        ]
      )
    }
    return ruleset
  }
}
