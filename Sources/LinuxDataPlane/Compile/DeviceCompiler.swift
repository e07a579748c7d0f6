import IPAddressing
import VPCModel

/// Compiles what is particular to one attached interface: its addresses, its subnet's network ACL, which policy is its.
///
///     interface-eni-…-out   packets that leave the interface: own source? · ACL · policy, egress
///     interface-eni-…-in    packets that enter it: own destination? · ACL · policy, ingress
struct DeviceCompiler {
  let attachment: Attachment
  let interface: NetworkInterface
  /// The subnet where its ACL is worth asking, for each direction.
  let filteredSubnet: [TrafficDirection: Subnet.ID]

  private var ruleset = Ruleset()

  init(_ attachment: Attachment, _ interface: NetworkInterface, filteredSubnet: [TrafficDirection: Subnet.ID]) {
    self.attachment = attachment
    self.interface = interface
    self.filteredSubnet = filteredSubnet
  }

  static func chainName(_ id: NetworkInterface.ID, _ direction: TrafficDirection) -> String {
    "interface-\(Names.part(id.text))-\(direction == .egress ? "out" : "in")"
  }

  /// An interface that the network does not know lets nothing through.
  static func unknown(_ id: NetworkInterface.ID) -> Ruleset {
    var ruleset = Ruleset()
    for direction in TrafficDirection.allCases {
      ruleset.chains[chainName(id, direction)] = Chain(
        linkLocal(direction, isHost: false) + [Rule([.verdict(.goto(Names.denied(direction)))])]
      )
    }
    return ruleset
  }

  consuming func compile() -> Ruleset {
    for direction in TrafficDirection.allCases {
      let name = Self.chainName(interface.id, direction)
      var rules = Self.linkLocal(direction, isHost: attachment.kind == .host)
      if interface.sourceDestinationCheck {
        for family in [IPFamily.ipv4, .ipv6] { rules += ownAddress(family, direction) }
      }
      if let subnet = filteredSubnet[direction] {
        rules.append(Rule([.verdict(.jump(ACLCompiler.chainName(subnet, direction)))]))
      }
      if interface.isWithoutFilter {
        ruleset.chains[name] = Chain(rules + [Rule([.verdict(.accept)])])
        continue
      }
      let policy = InterfacePolicy(interface)
      for family in [IPFamily.ipv4, .ipv6] {
        rules.append(Rule(PacketMatch.family(family) + [.verdict(.goto(policy.chain(direction, family)))]))
      }
      ruleset.chains[name] = Chain(rules)
    }
    return ruleset
  }

  /// The interface may send only from, and receive only for, its own addresses. A host's device may receive whatever
  /// the network brings: what is not for it goes no further.
  private mutating func ownAddress(_ family: IPFamily, _ direction: TrafficDirection) -> [Rule] {
    if attachment.kind == .host, direction == .ingress { return [] }
    let isFamily = PacketMatch.family(family)
    let refuse: [Expression] = [.verdict(.goto(Names.deniedSource))]
    let own = IPPrefix.merged(interface.ownPrefixes.filter { $0.family == family }, family)
    let local = PacketMatch.localAddress(family, direction)
    guard let first = own.first else { return [Rule(isFamily + refuse)] }
    if own.count == 1, first.first == first.last {
      return [Rule(isFamily + [local, .compare(.key, isEqual: false, first.first)] + refuse)]
    }
    let name = "interface-\(Names.part(interface.id.text))-addresses\(family.digit)"
    ruleset.sets[name] = NamedSet(
      .init(key: [family.addressType], isInterval: true),
      Dictionary(own.map { ($0, .member) }) { first, _ in first }
    )
    return [Rule(isFamily + [local, .lookup(name, key: .key, isMember: false)] + refuse)]
  }

  /// What makes the link work, which no security group filters: neighbour discovery (RFC 4861, whose packets nobody can
  /// have forwarded: their hop limit is 255), a client's DHCP. What routers and hosts tell all nodes of the link goes no
  /// further, unseen by any log.
  private static func linkLocal(_ direction: TrafficDirection, isHost: Bool) -> [Rule] {
    var rules = [
      Rule(
        PacketMatch.family(.ipv6) + PacketMatch.transport(58) + [
          .payload(.network, offset: 7, length: 1, to: .key), .compare(.key, isEqual: true, Octets([255])),
          .payload(.transport, offset: 0, length: 1, to: .key), .range(.key, Octets([133]), Octets([137])),
          .verdict(.accept),
        ],
        comment: "neighbour discovery"
      )
    ]
    // Ports of client and server, in the order of a packet of the client's or of the server's.
    let ports: [UInt8] = direction == .egress ? [0, 68, 0, 67] : [0, 67, 0, 68]
    rules.append(
      Rule(
        PacketMatch.family(.ipv4) + PacketMatch.transport(17) + [
          .payload(.transport, offset: 0, length: 4, to: .key), .compare(.key, isEqual: true, Octets(ports)),
          PacketMatch.destinationAddress(.ipv4), .compare(.key, isEqual: true, Octets([255, 255, 255, 255])),
          .verdict(.accept),
        ],
        comment: "DHCP"
      )
    )
    if !isHost {
      // A source of the link, or a destination that is all of the link's nodes.
      let ends: [(Expression, mask: [UInt8], prefix: [UInt8])] = [
        (PacketMatch.sourceAddress(.ipv6), [0xFF, 0xC0], [0xFE, 0x80]),
        (PacketMatch.destinationAddress(.ipv6), [0xFF, 0xFF], [0xFF, 0x02]),
      ]
      for (address, mask, prefix) in ends {
        rules.append(
          Rule(
            PacketMatch.family(.ipv6) + [
              address, .bitwise(.key, mask: padded(mask), flip: padded([])),
              .compare(.key, isEqual: true, padded(prefix)), .verdict(.drop),
            ],
            comment: "not beyond the link"
          )
        )
      }
    }
    return rules
  }

  /// The beginning of an IPv6 address, and zeros.
  private static func padded(_ start: [UInt8]) -> Octets {
    Octets(start + [UInt8](repeating: 0, count: 16 - start.count))
  }
}
