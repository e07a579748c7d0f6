/// Packets, and their bytes with the IP header.
package struct TrafficCount: Hashable, Sendable, Codable {
  package var packets: UInt64
  package var bytes: UInt64

  package static let zero = TrafficCount(packets: 0, bytes: 0)

  package init(packets: UInt64, bytes: UInt64) {
    self.packets = packets
    self.bytes = bytes
  }

  package var isZero: Bool { packets == 0 && bytes == 0 }

  /// Sums that would overflow stay at the greatest number.
  package static func + (left: Self, right: Self) -> Self {
    TrafficCount(packets: left.packets.saturatingSum(right.packets), bytes: left.bytes.saturatingSum(right.bytes))
  }

  package static func += (left: inout Self, right: Self) { left = left + right }

  /// What came since `earlier`; zero where the counter went back.
  package func since(_ earlier: TrafficCount) -> TrafficCount {
    TrafficCount(
      packets: packets > earlier.packets ? packets - earlier.packets : 0,
      bytes: bytes > earlier.bytes ? bytes - earlier.bytes : 0
    )
  }
}

extension UInt64 {
  func saturatingSum(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
