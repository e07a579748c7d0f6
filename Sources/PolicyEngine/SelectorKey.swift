import IPAddressing
package import VPCModel

/// What the filter looks at above IP, as one number in one of five sections: the destination port of TCP
/// and UDP, type and code of ICMP and ICMPv6, the number of any other protocol.
package struct SelectorKey: Hashable, Sendable {
  package enum Section: UInt8, CaseIterable, Sendable {
    case tcp, udp, icmp, icmpv6, other
  }

  package let section: Section
  package let value: UInt16

  @inlinable
  package init(section: Section, value: UInt16) {
    self.section = section
    self.value = value
  }

  package init(_ transport: Transport) {
    switch transport {
    case .tcp(_, let destination): self.init(section: .tcp, value: destination)
    case .udp(_, let destination): self.init(section: .udp, value: destination)
    case .icmp(let message): self.init(section: .icmp, value: Self.value(message.type, message.code))
    case .icmpv6(let message): self.init(section: .icmpv6, value: Self.value(message.type, message.code))
    case .other(let number): self.init(section: .other, value: UInt16(number.rawValue))
    }
  }

  fileprivate static func value(_ type: UInt8, _ code: UInt8) -> UInt16 { UInt16(type) << 8 | UInt16(code) }
}

/// A run of selector values in one section.
struct SelectorRange: Hashable {
  var section: SelectorKey.Section
  var lower: UInt16
  var upper: UInt16

  /// Every value the section can carry.
  var isWholeSection: Bool { lower == 0 && upper == .max }
}

extension TrafficSelector {
  /// The run of values that the selector means, `nil` for all traffic. A type without a code is a run:
  /// the type is the high byte.
  var selectorRange: SelectorRange? {
    switch self {
    case .all: nil
    case .tcp(let ports): SelectorRange(section: .tcp, lower: ports.lower, upper: ports.upper)
    case .udp(let ports): SelectorRange(section: .udp, lower: ports.lower, upper: ports.upper)
    case .icmp(let pattern): pattern.selectorRange(.icmp)
    case .icmpv6(let pattern): pattern.selectorRange(.icmpv6)
    case .other(let number):
      SelectorRange(section: .other, lower: UInt16(number.rawValue), upper: UInt16(number.rawValue))
    }
  }
}

extension ICMPPattern {
  fileprivate func selectorRange(_ section: SelectorKey.Section) -> SelectorRange {
    guard let type else { return SelectorRange(section: section, lower: 0, upper: .max) }
    return SelectorRange(
      section: section,
      lower: SelectorKey.value(type, code ?? 0),
      upper: SelectorKey.value(type, code ?? .max)
    )
  }
}
