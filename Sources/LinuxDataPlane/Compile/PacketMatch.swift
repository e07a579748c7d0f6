import IPAddressing
import VPCModel

/// The instructions that read packets and connections.
enum PacketMatch {
  static func family(_ family: IPFamily) -> [Expression] {
    [.meta(.family, to: .key), .compare(.key, isEqual: true, Octets(family.netfilterProtocol))]
  }

  static func transport(_ number: UInt8) -> [Expression] {
    [.meta(.transportProtocol, to: .key), .compare(.key, isEqual: true, Octets(number))]
  }

  static func sourceAddress(_ family: IPFamily, to register: Register = .key) -> Expression {
    switch family {
    case .ipv4: .payload(.network, offset: 12, length: 4, to: register)
    case .ipv6: .payload(.network, offset: 8, length: 16, to: register)
    }
  }

  static func destinationAddress(_ family: IPFamily, to register: Register = .key) -> Expression {
    switch family {
    case .ipv4: .payload(.network, offset: 16, length: 4, to: register)
    case .ipv6: .payload(.network, offset: 24, length: 16, to: register)
    }
  }

  /// The address that a rule of this direction speaks of.
  static func remoteAddress(_ family: IPFamily, _ direction: TrafficDirection, to register: Register = .key)
    -> Expression
  {
    direction == .ingress ? sourceAddress(family, to: register) : destinationAddress(family, to: register)
  }

  /// The interface's own address.
  static func localAddress(_ family: IPFamily, _ direction: TrafficDirection) -> Expression {
    direction == .ingress ? destinationAddress(family) : sourceAddress(family)
  }

  static func sourcePort(to register: Register = .key) -> Expression {
    .payload(.transport, offset: 0, length: 2, to: register)
  }

  static func destinationPort(to register: Register = .key) -> Expression {
    .payload(.transport, offset: 2, length: 2, to: register)
  }

  /// A TCP segment that can open a connection: SYN without ACK, FIN and RST. The flags are octet 13 (RFC 9293).
  static func opensConnection(_ opens: Bool) -> [Expression] {
    [
      .payload(.transport, offset: 13, length: 1, to: .key),
      .bitwise(.key, mask: Octets([0x17]), flip: Octets([0])),
      .compare(.key, isEqual: opens, Octets([0x02])),
    ]
  }

  /// One value of a range's length, or all from first to last.
  static func isIn(_ first: Octets, _ last: Octets) -> Expression {
    first == last ? .compare(.key, isEqual: true, first) : .range(.key, first, last)
  }

  static func isOriginal(_ isOriginal: Bool) -> [Expression] {
    [.connection(.direction, to: .key), .compare(.key, isEqual: true, Octets([isOriginal ? 0 : 1]))]
  }

  /// Replies have been seen. The state is a bit in the host's order (`NF_CT_STATE_BIT`: established is 2).
  static let isEstablished: [Expression] = [
    .connection(.state, to: .key),
    .bitwise(.key, mask: Octets(host: UInt32(2)), flip: Octets(host: UInt32(0))),
    .compare(.key, isEqual: false, Octets(host: UInt32(0))),
  ]
}

/// The connection mark: how each end's interface let the connection in. The upper half is the opener's, the lower the
/// other's.
enum ConnectionMark {
  /// The end's interface has not judged the connection, or is none of this machine's.
  static let unjudged: UInt16 = 0
  /// Allowed and tracked: it goes on whatever the rules become.
  static let tracked: UInt16 = 1
  /// Allowed and not tracked, by a generation that is over.
  static let stale: UInt16 = .max
  // Everything between: allowed and, in EC2's sense, not tracked, under the open ports of this generation.

  /// Both ends tracked, or the connection's whole mark in most cases.
  static let bothTracked: [Expression] = [
    .connection(.mark, to: .key), .compare(.key, isEqual: true, Octets(host: UInt32(0x0001_0001))),
  ]

  /// Whether packets of a rule's direction and of the connection's are of the opener's end.
  static func isOpeners(_ direction: TrafficDirection, isOriginal: Bool) -> Bool {
    (direction == .egress) == isOriginal
  }

  private static func mask(openers: Bool) -> UInt32 { openers ? 0xFFFF_0000 : 0x0000_FFFF }

  private static func place(_ half: UInt16, openers: Bool) -> UInt32 { openers ? UInt32(half) << 16 : UInt32(half) }

  /// Reads one end's half; the rest is zero.
  static func loadHalf(openers: Bool) -> [Expression] {
    [
      .connection(.mark, to: .key),
      .bitwise(.key, mask: Octets(host: mask(openers: openers)), flip: Octets(host: UInt32(0))),
    ]
  }

  /// What ``loadHalf(openers:)`` reads where the half has this value.
  static func octets(_ half: UInt16, openers: Bool) -> Octets { Octets(host: place(half, openers: openers)) }

  /// A whole mark.
  static func octets(_ half: UInt16, openers: Bool, other: UInt16) -> Octets {
    Octets(host: place(half, openers: openers) | place(other, openers: !openers))
  }

  /// The half of one end's interface has this value.
  static func half(_ value: UInt16, openers: Bool) -> [Expression] {
    loadHalf(openers: openers) + [.compare(.key, isEqual: true, octets(value, openers: openers))]
  }

  /// Sets the interface's half, for packets of this direction of their connection.
  static func setHalf(_ value: UInt16, _ direction: TrafficDirection, isOriginal: Bool) -> [Expression] {
    let openers = isOpeners(direction, isOriginal: isOriginal)
    return PacketMatch.isOriginal(isOriginal) + [
      .connection(.mark, to: .key),
      .bitwise(
        .key,
        mask: Octets(host: ~mask(openers: openers)),
        flip: Octets(host: place(value, openers: openers))
      ),
      .setConnectionMark(from: .key),
    ]
  }
}
