import IPAddressing
import Oracle
import VPCModel

@testable import NetworkAnalysis

/// Rules over eight addresses and eight ports, few enough to try every list of rules.
struct TinyUniverse {
  static let base: UInt32 = 0x0A00_0000

  /// A rule as a rectangle of bits: address × 8 + port.
  struct Rectangle: Hashable {
    var first: Int
    var log2Size: Int
    var ports: ClosedRange<Int>

    var mask: UInt64 {
      var mask: UInt64 = 0
      for address in first..<(first + 1 << log2Size) { for port in ports { mask |= 1 << UInt64(address * 8 + port) } }
      return mask
    }

    func rule(_ group: SecurityGroup.ID, id: Int) -> SecurityGroupRule {
      let prefix = IPv4Prefix(address: IPv4Address(TinyUniverse.base + UInt32(first)), length: 32 - log2Size) ?? .all
      let range = PortRange(lower: UInt16(ports.lowerBound), upper: UInt16(ports.upperBound)) ?? .all
      return SecurityGroupRule(
        id: SecurityGroupRule.ID("sgr-\(id)"),
        groupID: group,
        direction: .ingress,
        traffic: .tcp(range),
        peer: .ipv4(prefix)
      )
    }
  }

  static let all: [Rectangle] = (0...3).flatMap { size in
    stride(from: 0, to: 8, by: 1 << size).flatMap { first in
      (0..<8).flatMap { lower in (lower..<8).map { Rectangle(first: first, log2Size: size, ports: lower...$0) } }
    }
  }

  static func random(_ count: Int, _ random: inout SplitMix64) -> [Rectangle] {
    (0..<count).map { _ in
      // Narrow ones mostly: wide ones swallow all others.
      let size = [0, 0, 1, 1, 2, 3][Int(random.next() % 6)]
      let first = Int(random.next() % UInt64(8 >> size)) << size
      let lower = Int(random.next() % 8)
      let upper = min(7, lower + [0, 0, 1, 2, 3, 5][Int(random.next() % 6)])
      return Rectangle(first: first, log2Size: size, ports: lower...upper)
    }
  }

  /// The size of the smallest list of any rectangles at all that allows exactly this.
  static func optimum(_ region: UInt64) -> Int {
    var search = Search(region)
    return (0...64).first { search.canCover(region, $0) } ?? 64
  }

  /// Tries every list of one rectangle, of two, of three, … through the lowest bit that is not allowed yet. Of two
  /// rectangles of which one allows no more of what is left than the other, the other will do.
  struct Search {
    private let masks: [UInt64]
    /// Numbers of rectangles that were found not to do, by what was left.
    private var failures: [UInt64: Int] = [:]

    init(_ region: UInt64) { masks = TinyUniverse.all.map(\.mask).filter { $0 & ~region == 0 } }

    mutating func canCover(_ rest: UInt64, _ count: Int) -> Bool {
      if rest == 0 { return true }
      if count == 0 || failures[rest, default: 0] >= count { return false }
      let lowest = rest & (~rest &+ 1)
      var choices: [UInt64] = []
      for mask in masks where mask & lowest != 0 {
        let gain = mask & rest
        if choices.contains(where: { gain & ~$0 == 0 }) { continue }
        choices.removeAll { $0 & ~gain == 0 }
        choices.append(gain)
      }
      for gain in choices where canCover(rest & ~gain, count - 1) { return true }
      failures[rest] = count
      return false
    }
  }

  /// The bits that a rule allows, read off the rule itself.
  static func mask(_ rule: SecurityGroupRule) -> UInt64 {
    var mask: UInt64 = 0
    for address in 0..<8 {
      for port in 0..<8 {
        guard case .ipv4(let prefix) = rule.peer, prefix.contains(IPv4Address(base + UInt32(address))) else { continue }
        guard case .tcp(let range) = rule.traffic, range.contains(UInt16(port)) else { continue }
        mask |= 1 << UInt64(address * 8 + port)
      }
    }
    return mask
  }
}
