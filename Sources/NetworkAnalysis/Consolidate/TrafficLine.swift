import IPAddressing
import VPCModel

/// All traffic that a rule can tell apart, laid out as positions on one line, so that each `TrafficSelector` is one run
/// of positions.
///
/// TCP's ports come first, then UDP's, then ICMP's messages by type and code, then ICMPv6's, then one position for each
/// other protocol number. Protocol −1 is the whole line.
enum TrafficLine {
  static let segmentLength: UInt32 = 65536
  static let tcp: UInt32 = 0
  static let udp = segmentLength
  static let icmp = 2 * segmentLength
  static let icmpv6 = 3 * segmentLength
  static let other = 4 * segmentLength

  /// Numbers other than those of TCP, UDP, ICMP and ICMPv6, ascending.
  static let otherProtocols: [IPProtocol] = (UInt8.min...UInt8.max).map { IPProtocol(rawValue: $0) }
    .filter { !$0.hasPorts && !$0.isICMP }

  static let last: UInt32 = other + UInt32(otherProtocols.count) - 1

  /// Where the kinds of traffic begin.
  static let segmentStarts: [UInt32] = [tcp, udp, icmp, icmpv6, other]

  private static let otherPositions: [UInt8: UInt32] = Dictionary(
    zip(otherProtocols.map(\.rawValue), other...last),
    uniquingKeysWith: { first, _ in first }
  )

  /// The run of a selector.
  static func interval(of selector: TrafficSelector) -> TrafficInterval {
    switch selector {
    case .all: return .all
    case .tcp(let ports): return interval(tcp, ports)
    case .udp(let ports): return interval(udp, ports)
    case .icmp(let pattern): return interval(icmp, pattern)
    case .icmpv6(let pattern): return interval(icmpv6, pattern)
    case .other(let number):
      // The four others never are `.other`.
      let position = otherPositions[number.rawValue] ?? other
      return TrafficInterval(uncheckedLower: position, upper: position)
    }
  }

  private static func interval(_ start: UInt32, _ ports: PortRange) -> TrafficInterval {
    TrafficInterval(uncheckedLower: start + UInt32(ports.lower), upper: start + UInt32(ports.upper))
  }

  private static func interval(_ start: UInt32, _ pattern: ICMPPattern) -> TrafficInterval {
    guard let type = pattern.type else { return interval(start, .all) }
    let first = start + UInt32(type) << 8
    guard let code = pattern.code else { return TrafficInterval(uncheckedLower: first, upper: first + 255) }
    return TrafficInterval(uncheckedLower: first + UInt32(code), upper: first + UInt32(code))
  }

  /// The narrowest selector whose run holds another.
  static func narrowestSelector(holding run: TrafficInterval) -> TrafficSelector {
    let segment = min(run.lower / segmentLength, 4)
    guard min(run.upper / segmentLength, 4) == segment else { return .all }
    let lower = UInt16(truncatingIfNeeded: run.lower - segment * segmentLength)
    let upper = UInt16(truncatingIfNeeded: run.upper - segment * segmentLength)
    switch segment {
    case 0: return .tcp(PortRange(uncheckedLower: lower, upper: upper))
    case 1: return .udp(PortRange(uncheckedLower: lower, upper: upper))
    case 2: return .icmp(pattern(lower, upper))
    case 3: return .icmpv6(pattern(lower, upper))
    default:
      let index = Int(lower)
      guard lower == upper, otherProtocols.indices.contains(index) else { return .all }
      return .other(otherProtocols[index])
    }
  }

  private static func pattern(_ lower: UInt16, _ upper: UInt16) -> ICMPPattern {
    guard lower >> 8 == upper >> 8 else { return .any }
    let type = UInt8(truncatingIfNeeded: lower >> 8)
    return ICMPPattern(type: type, code: lower == upper ? UInt8(truncatingIfNeeded: lower) : nil)
  }
}

/// A run of positions of the traffic line.
struct TrafficInterval: ClosedInterval {
  let lower: UInt32
  let upper: UInt32

  init(uncheckedLower lower: UInt32, upper: UInt32) {
    self.lower = lower
    self.upper = upper
  }

  static let all = TrafficInterval(uncheckedLower: 0, upper: TrafficLine.last)
  static func bound(after bound: UInt32) -> UInt32? { bound >= TrafficLine.last ? nil : bound + 1 }
  static func bound(before bound: UInt32) -> UInt32? { bound == 0 ? nil : bound - 1 }

  static func < (left: Self, right: Self) -> Bool {
    left.lower == right.lower ? left.upper < right.upper : left.lower < right.lower
  }

  func contains(_ other: Self) -> Bool { lower <= other.lower && other.upper <= upper }
}

/// A set of positions of the traffic line.
struct TrafficRuns: IntervalSet {
  let ranges: [TrafficInterval]

  init(uncheckedRanges ranges: [TrafficInterval]) { self.ranges = ranges }

  /// The widest selectors within the set, as their runs: together they are the set, and none overlap. A selector that
  /// is within the set is within one of them.
  var widestSelectors: [TrafficInterval] {
    if ranges.first == .all { return [.all] }
    var widest: [TrafficInterval] = []
    for range in ranges {
      for (index, start) in TrafficLine.segmentStarts.enumerated() {
        let end =
          index + 1 < TrafficLine.segmentStarts.count ? start + (TrafficLine.segmentLength - 1) : TrafficLine.last
        let lower = max(range.lower, start)
        let upper = min(range.upper, end)
        guard lower <= upper else { continue }
        let part = TrafficInterval(uncheckedLower: lower, upper: upper)
        switch start {
        case TrafficLine.tcp, TrafficLine.udp: widest.append(part)
        case TrafficLine.icmp, TrafficLine.icmpv6: Self.appendMessages(of: part, segment: start, to: &widest)
        default: widest += (lower...upper).map { TrafficInterval(uncheckedLower: $0, upper: $0) }
        }
      }
    }
    return widest
  }

  /// The whole protocol, else whole types, else single messages.
  private static func appendMessages(of run: TrafficInterval, segment: UInt32, to widest: inout [TrafficInterval]) {
    if run.lower == segment, run.upper == segment + (TrafficLine.segmentLength - 1) {
      widest.append(run)
      return
    }
    var position = run.lower
    while position <= run.upper {
      let end = position & 0xFF == 0 && position + 255 <= run.upper ? position + 255 : position
      widest.append(TrafficInterval(uncheckedLower: position, upper: end))
      position = end + 1
    }
  }
}
