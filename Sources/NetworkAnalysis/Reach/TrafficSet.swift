package import IPAddressing
package import VPCModel

/// A set of traffic of one address family: destination ports of TCP and UDP, types and codes of ICMP (ICMPv6 for
/// IPv6), and the numbers of all other protocols.
///
/// The values lie on one line, so that the algebra is that of `IntervalSet`: TCP's 65,536 ports, UDP's, ICMP's types and
/// codes with the type as the high byte, then the 252 protocols that are none of TCP, UDP, ICMP and ICMPv6. All traffic
/// is one run.
package struct TrafficSet: IntervalSet {
  /// Ascending; between two of them at least one value is missing.
  package let ranges: [TrafficSpan]

  /// Trusts that the runs ascend and neither overlap nor touch.
  package init(uncheckedRanges ranges: [TrafficSpan]) {
    assert(Self.isCanonical(ranges))
    self.ranges = ranges
  }
}

/// A run of values on the line of a `TrafficSet`.
package struct TrafficSpan: ClosedInterval {
  package let lower: UInt32
  package let upper: UInt32

  package init(uncheckedLower lower: UInt32, upper: UInt32) {
    self.lower = lower
    self.upper = upper
  }

  package static var all: TrafficSpan { TrafficSpan(uncheckedLower: 0, upper: TrafficSection.end - 1) }
  package static func bound(after bound: UInt32) -> UInt32? { bound + 1 < TrafficSection.end ? bound + 1 : nil }
  package static func bound(before bound: UInt32) -> UInt32? { bound == 0 ? nil : bound - 1 }

  package static func < (left: Self, right: Self) -> Bool {
    left.lower == right.lower ? left.upper < right.upper : left.lower < right.lower
  }
}

/// Where each kind of traffic begins on the line.
enum TrafficSection {
  static let tcp: UInt32 = 0
  static let udp: UInt32 = 0x1_0000
  static let icmp: UInt32 = 0x2_0000
  static let others: UInt32 = 0x3_0000
  static let end: UInt32 = others + 252

  /// Protocols that have sections of their own.
  private static let named: [UInt8] = [1, 6, 17, 58]

  /// The place of a protocol among the others; `nil` for one that has a section.
  static func position(of number: IPProtocol) -> UInt32? {
    guard !named.contains(number.rawValue) else { return nil }
    let skipped = named.reduce(0) { $0 + (number.rawValue > $1 ? 1 : 0) }
    return others + UInt32(number.rawValue) - UInt32(skipped)
  }

  static func otherProtocol(at position: UInt32) -> IPProtocol {
    var number = position >= others ? position - others : 0
    for skipped in named where number >= UInt32(skipped) { number += 1 }
    return IPProtocol(rawValue: UInt8(truncatingIfNeeded: number))
  }
}

// MARK: - Making sets

extension TrafficSet {
  /// TCP to any of the ports.
  package static func tcp(_ ports: PortRange) -> TrafficSet { section(TrafficSection.tcp, ports.lower, ports.upper) }

  /// UDP to any of the ports.
  package static func udp(_ ports: PortRange) -> TrafficSet { section(TrafficSection.udp, ports.lower, ports.upper) }

  /// ICMP, or ICMPv6, of a pattern.
  package static func icmp(_ pattern: ICMPPattern) -> TrafficSet {
    guard let type = pattern.type else { return section(TrafficSection.icmp, 0, .max) }
    let high = UInt16(type) << 8
    return section(TrafficSection.icmp, high | UInt16(pattern.code ?? 0), high | UInt16(pattern.code ?? .max))
  }

  /// A protocol by its number; nothing for one that has ports or messages.
  package static func other(_ number: IPProtocol) -> TrafficSet {
    guard let position = TrafficSection.position(of: number) else { return .empty }
    return TrafficSet(TrafficSpan(uncheckedLower: position, upper: position))
  }

  private static func section(_ base: UInt32, _ lower: UInt16, _ upper: UInt16) -> TrafficSet {
    TrafficSet(TrafficSpan(uncheckedLower: base + UInt32(lower), upper: base + UInt32(upper)))
  }

  /// What a rule's or an entry's traffic is in one family: ICMP is nothing in IPv6, ICMPv6 nothing in IPv4.
  package init(_ selector: TrafficSelector, _ family: IPFamily) {
    switch selector {
    case .all: self = .all
    case .tcp(let ports): self = .tcp(ports)
    case .udp(let ports): self = .udp(ports)
    case .icmp(let pattern): self = family == .ipv4 ? .icmp(pattern) : .empty
    case .icmpv6(let pattern): self = family == .ipv6 ? .icmp(pattern) : .empty
    case .other(let number): self = .other(number)
    }
  }

  /// What a probe sends: one value, or nothing where the probe's protocol does not run over the family.
  package init(_ probe: TrafficProbe, _ family: IPFamily) {
    self.init(probe.selector, family)
  }
}

// MARK: - Looking into them

extension TrafficSet {
  package var isAll: Bool { ranges.count == 1 && ranges.first == .all }

  /// Whether the probe's traffic is in the set.
  package func contains(_ probe: TrafficProbe, _ family: IPFamily) -> Bool {
    let asked = TrafficSet(probe, family)
    return !asked.isEmpty && contains(asked)
  }

  package var tcp: PortSet { PortSet(ports(from: TrafficSection.tcp)) }
  package var udp: PortSet { PortSet(ports(from: TrafficSection.udp)) }

  /// The messages, as runs of type and code with the type as the high byte.
  package var icmp: PortSet { PortSet(ports(from: TrafficSection.icmp)) }

  /// The numbers of protocols beside TCP, UDP, ICMP and ICMPv6, ascending.
  package var otherProtocols: [IPProtocol] {
    ranges.flatMap { range -> [IPProtocol] in
      guard range.upper >= TrafficSection.others else { return [] }
      return (max(range.lower, TrafficSection.others)...range.upper).map(TrafficSection.otherProtocol(at:))
    }
  }

  package var hasAllOtherProtocols: Bool {
    contains(TrafficSpan(uncheckedLower: TrafficSection.others, upper: TrafficSection.end - 1))
  }

  private func ports(from base: UInt32) -> [PortRange] {
    ranges.compactMap { range in
      guard range.upper >= base, range.lower <= base + 0xFFFF else { return nil }
      let lower = max(range.lower, base) - base
      let upper = min(range.upper, base + 0xFFFF) - base
      return PortRange(lower: UInt16(truncatingIfNeeded: lower), upper: UInt16(truncatingIfNeeded: upper))
    }
  }

  /// The fewest selectors that rules need for the set, in the order of the line; ICMP's in the family's words. Runs of
  /// ICMP messages that are no whole types come as single messages.
  package func selectors(_ family: IPFamily) -> [TrafficSelector] {
    if isAll { return [.all] }
    return tcp.ranges.map(TrafficSelector.tcp) + udp.ranges.map(TrafficSelector.udp)
      + icmpPatterns.map { family == .ipv4 ? .icmp($0) : .icmpv6($0) }
      + otherProtocols.map(TrafficSelector.other)
  }

  private var icmpPatterns: [ICMPPattern] {
    if icmp.ranges.first == .all { return [.any] }
    return icmp.ranges.flatMap { range -> [ICMPPattern] in
      var patterns: [ICMPPattern] = []
      for type in UInt8(range.lower >> 8)...UInt8(range.upper >> 8) {
        let first = max(range.lower, UInt16(type) << 8)
        let last = min(range.upper, UInt16(type) << 8 | 0xFF)
        if last - first == 0xFF {
          patterns.append(ICMPPattern(type: type, code: nil))
        } else {
          for code in (first & 0xFF)...(last & 0xFF) {
            patterns.append(ICMPPattern(type: type, code: UInt8(truncatingIfNeeded: code)))
          }
        }
      }
      return patterns
    }
  }
}

extension TrafficSet {
  /// Short words: `all traffic`, `tcp/22,80,443 udp/53 icmp echo request`.
  package func words(_ family: IPFamily) -> String {
    if isAll { return "all traffic" }
    if isEmpty { return "nothing" }
    var parts: [String] = []
    func add(_ name: String, _ ports: PortSet) {
      guard !ports.isEmpty else { return }
      parts.append(
        ports.ranges.first == .all
          ? "\(name) (all ports)" : "\(name)/" + ports.ranges.map(\.description).joined(separator: ",")
      )
    }
    add("tcp", tcp)
    add("udp", udp)
    let name = family == .ipv4 ? "icmp" : "icmpv6"
    let patterns = icmpPatterns
    if patterns == [.any] {
      parts.append(name)
    } else if !patterns.isEmpty {
      let words = patterns.prefix(4).map { pattern -> String in
        guard let type = pattern.type else { return "all types" }
        let known = ICMPTypeCode.name(type: type, family: family) ?? "type \(type)"
        return known + (pattern.code.map { " code \($0)" } ?? "")
      }
      let more = patterns.count - words.count
      parts.append("\(name) " + words.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
    }
    let others = otherProtocols
    if hasAllOtherProtocols {
      parts.append("all other protocols")
    } else {
      let words = others.prefix(4).map { $0.keyword ?? "protocol \($0.rawValue)" }
      parts += words
      if others.count > words.count { parts.append("\(others.count - words.count) more protocols") }
    }
    return parts.joined(separator: " ")
  }
}
