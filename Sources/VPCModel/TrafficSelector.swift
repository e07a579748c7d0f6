package import IPAddressing

/// Whether traffic enters or leaves a network interface.
package enum TrafficDirection: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case ingress, egress

  package var opposite: Self { self == .ingress ? .egress : .ingress }

  /// `ingress` first.
  package static func < (left: Self, right: Self) -> Bool { left == .ingress && right == .egress }
}

/// An ICMP type and code as a rule writes them; `nil` is EC2's −1, every value.
package struct ICMPPattern: Hashable, Sendable {
  package let type: UInt8?
  /// Always `nil` where the type is: EC2 refuses a code without a type.
  package let code: UInt8?

  package static let any = ICMPPattern(type: nil, code: nil)

  package init(type: UInt8?, code: UInt8?) {
    self.type = type
    self.code = type == nil ? nil : code
  }

  package func matches(_ message: ICMPTypeCode) -> Bool {
    (type == nil || type == message.type) && (code == nil || code == message.code)
  }

  package func contains(_ other: ICMPPattern) -> Bool {
    (type == nil || type == other.type) && (code == nil || code == other.code)
  }
}

/// The protocol and, where the protocol has them, ports or ICMP messages that a rule speaks of.
///
/// As EC2 has it (API reference, `IpPermission`): for −1 and for any protocol but TCP, UDP, ICMP and
/// ICMPv6, ports that a caller gives are ignored and all traffic of that protocol is meant.
package enum TrafficSelector: Hashable, Sendable {
  /// Protocol −1.
  case all
  case tcp(PortRange)
  case udp(PortRange)
  case icmp(ICMPPattern)
  case icmpv6(ICMPPattern)
  /// Any other protocol number; never one of the four above.
  case other(IPProtocol)

  /// The protocol number, `nil` for −1.
  package var ipProtocol: IPProtocol? {
    switch self {
    case .all: nil
    case .tcp: .tcp
    case .udp: .udp
    case .icmp: .icmp
    case .icmpv6: .icmpv6
    case .other(let number): number
    }
  }

  /// Destination ports, where the protocol has them in EC2's eyes.
  package var ports: PortRange? {
    switch self {
    case .tcp(let range), .udp(let range): range
    case .all, .icmp, .icmpv6, .other: nil
    }
  }

  package func matches(_ transport: Transport) -> Bool {
    switch (self, transport) {
    case (.all, _): true
    case (.tcp(let range), .tcp(_, let destination)), (.udp(let range), .udp(_, let destination)):
      range.contains(destination)
    case (.icmp(let pattern), .icmp(let message)), (.icmpv6(let pattern), .icmpv6(let message)):
      pattern.matches(message)
    case (.other(let number), .other(let other)): number == other
    default: false
    }
  }

  /// Whether every packet that `other` selects is selected too.
  package func contains(_ other: TrafficSelector) -> Bool {
    switch (self, other) {
    case (.all, _): true
    case (.tcp(let mine), .tcp(let theirs)), (.udp(let mine), .udp(let theirs)):
      mine.lower <= theirs.lower && theirs.upper <= mine.upper
    case (.icmp(let mine), .icmp(let theirs)), (.icmpv6(let mine), .icmpv6(let theirs)): mine.contains(theirs)
    case (.other(let mine), .other(let theirs)): mine == theirs
    default: false
    }
  }
}

extension TrafficSelector: CustomStringConvertible {
  /// `all traffic`, `tcp/5432`, `udp/1024-65535`, `tcp (all ports)`, `icmp type 8 code 0`, `protocol 50 (esp)`.
  package var description: String {
    switch self {
    case .all: "all traffic"
    case .tcp(let range): range == .all ? "tcp (all ports)" : "tcp/\(range)"
    case .udp(let range): range == .all ? "udp (all ports)" : "udp/\(range)"
    case .icmp(let pattern): "icmp" + pattern.suffix
    case .icmpv6(let pattern): "icmpv6" + pattern.suffix
    case .other(let number): "protocol \(number.rawValue)" + (number.keyword.map { " (\($0))" } ?? "")
    }
  }
}

extension ICMPPattern {
  fileprivate var suffix: String {
    guard let type else { return " (all types)" }
    return " type \(type)" + (code.map { " code \($0)" } ?? "")
  }
}
