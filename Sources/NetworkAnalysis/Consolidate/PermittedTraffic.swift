import IPAddressing
import VPCModel

/// The traffic that rules allow for one and the same peer, as sets. Equal traffic is an equal value, whatever rules it
/// came from.
///
/// It serves to prove a consolidation, so it shares nothing with the code that finds one: protocols apart, ports and ICMP
/// messages as `PortSet`s (a message is its type × 256 + code).
struct PermittedTraffic: Hashable {
  private var tcp = PortSet.empty
  private var udp = PortSet.empty
  private var icmp = PortSet.empty
  private var icmpv6 = PortSet.empty
  /// One element for each protocol number that has neither ports nor messages.
  private var others = PortSet.empty

  init() {}

  /// O(n log n).
  init(_ selectors: some Sequence<TrafficSelector>) {
    var (tcp, udp, icmp, icmpv6): ([PortRange], [PortRange], [PortRange], [PortRange]) = ([], [], [], [])
    var others: [PortRange] = []
    for selector in selectors {
      switch selector {
      case .all:
        tcp.append(.all)
        udp.append(.all)
        icmp.append(.all)
        icmpv6.append(.all)
        others += Self.allOthers
      case .tcp(let ports): tcp.append(ports)
      case .udp(let ports): udp.append(ports)
      case .icmp(let pattern): icmp.append(Self.messages(pattern))
      case .icmpv6(let pattern): icmpv6.append(Self.messages(pattern))
      case .other(let number): others.append(PortRange(UInt16(number.rawValue)))
      }
    }
    (self.tcp, self.udp, self.icmp) = (PortSet(tcp), PortSet(udp), PortSet(icmp))
    (self.icmpv6, self.others) = (PortSet(icmpv6), PortSet(others))
  }

  /// All numbers but those of the four protocols that have sets of their own.
  private static let allOthers: [PortRange] = (UInt16(0)...255).filter { ![1, 6, 17, 58].contains($0) }
    .map { PortRange($0) }

  private static func messages(_ pattern: ICMPPattern) -> PortRange {
    guard let type = pattern.type else { return .all }
    let first = UInt16(type) << 8
    guard let code = pattern.code else { return PortRange(uncheckedLower: first, upper: first | 255) }
    return PortRange(first | UInt16(code))
  }

  func intersection(_ other: Self) -> Self {
    var result = Self()
    result.tcp = tcp.intersection(other.tcp)
    result.udp = udp.intersection(other.udp)
    result.icmp = icmp.intersection(other.icmp)
    result.icmpv6 = icmpv6.intersection(other.icmpv6)
    result.others = others.intersection(other.others)
    return result
  }

  func subtracting(_ other: Self) -> Self {
    var result = Self()
    result.tcp = tcp.subtracting(other.tcp)
    result.udp = udp.subtracting(other.udp)
    result.icmp = icmp.subtracting(other.icmp)
    result.icmpv6 = icmpv6.subtracting(other.icmpv6)
    result.others = others.subtracting(other.others)
    return result
  }

  func contains(_ other: Self) -> Bool {
    tcp.contains(other.tcp) && udp.contains(other.udp) && icmp.contains(other.icmp) && icmpv6.contains(other.icmpv6)
      && others.contains(other.others)
  }

  var isEmpty: Bool { self == Self() }
}
