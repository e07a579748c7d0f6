import IPAddressing
import VPCModel

/// What makes the link work, which no security group filters, and what goes no further than the link.
enum LinkTraffic {
  /// For an interface's chain, of IPv6: neighbour discovery passes. What routers and hosts tell all nodes of the link is
  /// dropped, unseen by any log: behind a router it would go nowhere, and at a bridge EC2 carries it nowhere. A host's own
  /// device is not asked about that.
  static func ipv6(_ direction: TrafficDirection, _ kind: Attachment.Kind) -> [Rule] {
    var rules = [neighbourDiscovery(types: 133...137)]
    guard kind != .host else { return rules }
    rules.append(drop(PacketMatch.sourceAddress(.ipv6), .linkLocal))
    // A bridge would carry it to every port, past the rules of whoever is there: it is for none of their addresses.
    let isCarried = kind == .bridged && direction == .egress
    rules.append(drop(PacketMatch.destinationAddress(.ipv6), isCarried ? .multicastIPv6 : .linkMulticast))
    return rules
  }

  /// The same of IPv4, where only a bridge needs any: what has no address yet is told by its address.
  ///
  /// - Parameter broadcasts: addresses beside 255.255.255.255 that reach all nodes of a bridge.
  static func ipv4(
    _ direction: TrafficDirection,
    _ kind: Attachment.Kind,
    broadcasts: [IPv4Address]
  ) -> [Rule] {
    guard kind == .bridged else { return [] }
    var rules = [dhcp(direction)]
    guard direction == .egress else { return rules }
    rules.append(drop(PacketMatch.destinationAddress(.ipv4), .multicastIPv4))
    for broadcast in [IPv4Address(255, 255, 255, 255)] + broadcasts {
      rules.append(
        Rule(
          PacketMatch.family(.ipv4) + [
            PacketMatch.destinationAddress(.ipv4), .compare(.key, isEqual: true, Octets(broadcast.rawValue)),
            .verdict(.drop),
          ],
          comment: "not beyond the link"
        )
      )
    }
    return rules
  }

  /// For a bridge's port, before anything is known of a packet but where it came from: what an interface says on the
  /// link from other addresses than its own. Not what only routers say.
  static var fromPort: [Rule] {
    [
      // Solicitations and advertisements of neighbours, the solicitation of routers.
      neighbourDiscovery(types: 133...133), neighbourDiscovery(types: 135...136),
      // Reports to bridges that send multicast only where somebody listens (RFC 2710, RFC 3810).
      listenerReport(types: 131...132), listenerReport(types: 143...143),
      dhcp(.egress),
      Rule(
        PacketMatch.family(.ipv6) + PacketMatch.transport(17) + [
          .payload(.transport, offset: 0, length: 4, to: .key),
          .compare(.key, isEqual: true, Octets(UInt16(546)) + Octets(UInt16(547))),
          PacketMatch.destinationAddress(.ipv6),
          .compare(.key, isEqual: true, Octets(UInt128(0xFF02) << 112 | 0x1_0002)), .verdict(.accept),
        ],
        comment: "DHCPv6"
      ),
      drop(PacketMatch.sourceAddress(.ipv6), .linkLocal),
    ]
  }

  /// RFC 4861, whose packets nobody can have forwarded: their hop limit is 255.
  private static func neighbourDiscovery(types: ClosedRange<UInt8>) -> Rule {
    Rule(
      PacketMatch.family(.ipv6) + PacketMatch.transport(58) + [
        .payload(.network, offset: 7, length: 1, to: .key), .compare(.key, isEqual: true, Octets([255])),
      ] + isOfType(types) + [.verdict(.accept)],
      comment: "neighbour discovery"
    )
  }

  private static func listenerReport(types: ClosedRange<UInt8>) -> Rule {
    Rule(
      PacketMatch.family(.ipv6) + PacketMatch.transport(58)
        + isIn(PacketMatch.destinationAddress(.ipv6), .linkMulticast) + isOfType(types) + [.verdict(.accept)],
      comment: "listener report"
    )
  }

  private static func isOfType(_ types: ClosedRange<UInt8>) -> [Expression] {
    [
      .payload(.transport, offset: 0, length: 1, to: .key),
      .range(.key, Octets([types.lowerBound]), Octets([types.upperBound])),
    ]
  }

  /// A packet of a DHCP client's that has no address yet, or of a server's to one (RFC 2131).
  static func dhcp(_ direction: TrafficDirection) -> Rule {
    // Ports of client and server, in the order of a packet of the client's or of the server's.
    let ports: [UInt8] = direction == .egress ? [0, 68, 0, 67] : [0, 67, 0, 68]
    return Rule(
      PacketMatch.family(.ipv4) + PacketMatch.transport(17) + [
        .payload(.transport, offset: 0, length: 4, to: .key), .compare(.key, isEqual: true, Octets(ports)),
        PacketMatch.destinationAddress(.ipv4), .compare(.key, isEqual: true, Octets([255, 255, 255, 255])),
        .verdict(.accept),
      ],
      comment: "DHCP"
    )
  }

  private static func drop(_ address: Expression, _ block: LinkBlock) -> Rule {
    Rule(
      PacketMatch.family(block.family) + isIn(address, block) + [.verdict(.drop)],
      comment: "not beyond the link"
    )
  }

  private static func isIn(_ address: Expression, _ block: LinkBlock) -> [Expression] {
    let length = block.family == .ipv4 ? 4 : 16
    func padded(_ start: [UInt8]) -> Octets { Octets(start + [UInt8](repeating: 0, count: length - start.count)) }
    return [
      address, .bitwise(.key, mask: padded(block.mask), flip: padded([])),
      .compare(.key, isEqual: true, padded(block.prefix)),
    ]
  }
}

/// Addresses that mean something on a link alone: the beginning of the mask and of the address, zeros after.
private struct LinkBlock {
  var family: IPFamily
  var mask: [UInt8]
  var prefix: [UInt8]

  /// fe80::/10 (RFC 4291).
  static let linkLocal = LinkBlock(family: .ipv6, mask: [0xFF, 0xC0], prefix: [0xFE, 0x80])
  /// ff02::/16, all of the link's nodes that listen.
  static let linkMulticast = LinkBlock(family: .ipv6, mask: [0xFF, 0xFF], prefix: [0xFF, 0x02])
  /// ff00::/8
  static let multicastIPv6 = LinkBlock(family: .ipv6, mask: [0xFF], prefix: [0xFF])
  /// 224.0.0.0/4 (RFC 5771).
  static let multicastIPv4 = LinkBlock(family: .ipv4, mask: [0xF0], prefix: [0xE0])
}
