import IPAddressing
import VPCModel

/// Protocols that a rule can say more about, and what more: a number to be compared with a header's.
enum ProtocolSpace: CaseIterable, Hashable {
  /// By destination port.
  case tcp, udp
  /// By type and code, read as one number. Either may be carried by either family: nonsense, but EC2's rules can say it.
  case icmp, icmpv6
  /// Every other protocol, by its number.
  case other

  var word: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    case .icmp: "icmp"
    case .icmpv6: "icmpv6"
    case .other: "other"
    }
  }

  /// The protocol's number; `nil` for the many.
  var number: UInt8? {
    switch self {
    case .tcp: 6
    case .udp: 17
    case .icmp: 1
    case .icmpv6: 58
    case .other: nil
    }
  }

  /// Reads the number that ranges are about.
  func load(to register: Register = .key) -> Expression {
    switch self {
    case .tcp, .udp: PacketMatch.destinationPort(to: register)
    case .icmp, .icmpv6: .payload(.transport, offset: 0, length: 2, to: register)
    case .other: .meta(.transportProtocol, to: register)
    }
  }

  var dataType: NamedSet.DataType { self == .other ? .transportProtocol : .port }

  var largest: UInt16 { self == .other ? 255 : .max }

  func octets(_ number: UInt16) -> Octets {
    self == .other ? Octets(UInt8(truncatingIfNeeded: number)) : Octets(number)
  }
}

/// What a rule selects in one protocol's space.
struct SpaceRange: Hashable {
  var space: ProtocolSpace
  var lower: UInt16
  var upper: UInt16

  var isWhole: Bool { lower == 0 && upper == space.largest }
}

/// What a rule selects.
enum SpaceSelection: Hashable {
  case everything
  case range(SpaceRange)
}

extension TrafficSelector {
  var selection: SpaceSelection {
    switch self {
    case .all: return .everything
    case .tcp(let range): return .range(SpaceRange(space: .tcp, lower: range.lower, upper: range.upper))
    case .udp(let range): return .range(SpaceRange(space: .udp, lower: range.lower, upper: range.upper))
    case .icmp(let pattern): return .range(pattern.range(in: .icmp))
    case .icmpv6(let pattern): return .range(pattern.range(in: .icmpv6))
    case .other(let number):
      let value = UInt16(number.rawValue)
      return .range(SpaceRange(space: .other, lower: value, upper: value))
    }
  }
}

extension ICMPPattern {
  fileprivate func range(in space: ProtocolSpace) -> SpaceRange {
    guard let type else { return SpaceRange(space: space, lower: 0, upper: .max) }
    let base = UInt16(type) << 8
    guard let code else { return SpaceRange(space: space, lower: base, upper: base | 0xFF) }
    return SpaceRange(space: space, lower: base | UInt16(code), upper: base | UInt16(code))
  }
}
