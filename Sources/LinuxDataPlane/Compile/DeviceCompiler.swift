import IPAddressing
import VPCModel

/// Compiles what is particular to one attached interface: its addresses, its subnet's network ACL, which policy is its.
///
///     interface-eni-…-out    packets that leave the interface: own source? · ACL · policy, egress
///       interface-eni-…-out4   the same for IPv4, which has fewer exceptions
///     interface-eni-…-in     packets that enter it: own destination? · ACL · policy, ingress
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
        [Rule(PacketMatch.family(.ipv4) + dhcp(direction) + [.verdict(.accept)], comment: "DHCP")]
          + linkLocal(direction, isHost: false) + [Rule([.verdict(.goto(Names.denied(direction)))])]
      )
    }
    return ruleset
  }

  consuming func compile() -> Ruleset {
    for direction in TrafficDirection.allCases {
      let name = Self.chainName(interface.id, direction)
      // Nearly every packet is IPv4's; it meets two rules more, or three, until its connection is looked at.
      ruleset.chains["\(name)4"] = Chain(ownAddress(.ipv4, direction) + judgement(.ipv4, direction))
      ruleset.chains[name] = Chain(
        [Rule(PacketMatch.family(.ipv4) + [.verdict(.goto("\(name)4"))])]
          + Self.linkLocal(direction, isHost: attachment.kind == .host)
          + ownAddress(.ipv6, direction) + judgement(.ipv6, direction)
      )
    }
    return ruleset
  }

  private func judgement(_ family: IPFamily, _ direction: TrafficDirection) -> [Rule] {
    let acl = filteredSubnet[direction].map { Rule([.verdict(.jump(ACLCompiler.chainName($0, direction)))]) }
    let policy = ChainVerdict.goto(InterfacePolicy(interface).chain(direction, family))
    return (acl.map { [$0] } ?? []) + [Rule([.verdict(interface.isWithoutFilter ? .accept : policy)])]
  }

  /// The interface may send only from, and receive only for, its own addresses. A host's device may receive whatever
  /// the network brings: what is not for it goes no further.
  ///
  /// A client's DHCP is neither from nor for its address, so only where that is not looked at is DHCP looked for.
  private mutating func ownAddress(_ family: IPFamily, _ direction: TrafficDirection) -> [Rule] {
    if !interface.sourceDestinationCheck || attachment.kind == .host && direction == .ingress {
      return family == .ipv4 ? [Rule(Self.dhcp(direction) + [.verdict(.accept)], comment: "DHCP")] : []
    }
    let refuse: [Expression] = [
      .verdict(.goto(family == .ipv4 ? Names.foreignAddress(direction) : Names.deniedSource))
    ]
    let own = IPPrefix.merged(interface.ownPrefixes.filter { $0.family == family }, family)
    let local = PacketMatch.localAddress(family, direction)
    guard let first = own.first else { return [Rule(refuse)] }
    if own.count == 1, first.first == first.last {
      return [Rule([local, .compare(.key, isEqual: false, first.first)] + refuse)]
    }
    let name = "interface-\(Names.part(interface.id.text))-addresses\(family.digit)"
    ruleset.sets[name] = NamedSet(
      .init(key: [family.addressType], isInterval: true),
      Dictionary(own.map { ($0, .member) }) { first, _ in first }
    )
    return [Rule([local, .lookup(name, key: .key, isMember: false)] + refuse)]
  }

  /// A packet of a DHCP client's that has no address yet, or of a server's to one (RFC 2131).
  static func dhcp(_ direction: TrafficDirection) -> [Expression] {
    // Ports of client and server, in the order of a packet of the client's or of the server's.
    let ports: [UInt8] = direction == .egress ? [0, 68, 0, 67] : [0, 67, 0, 68]
    return PacketMatch.transport(17) + [
      .payload(.transport, offset: 0, length: 4, to: .key), .compare(.key, isEqual: true, Octets(ports)),
      PacketMatch.destinationAddress(.ipv4), .compare(.key, isEqual: true, Octets([255, 255, 255, 255])),
    ]
  }

  /// What makes IPv6's link work, which no security group filters: neighbour discovery (RFC 4861, whose packets nobody
  /// can have forwarded: their hop limit is 255). What routers and hosts tell all nodes of the link goes no further,
  /// unseen by any log.
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
