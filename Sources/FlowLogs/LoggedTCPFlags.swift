/// The TCP flags that a flow log record shows, OR-ed over the packets of its interval (VPC user guide, "Flow log
/// records", `tcp-flags`).
///
/// ACK counts only together with SYN, so that a record of nothing but ordinary segments shows 0 and an answer to a
/// connection's opening 18.
package struct LoggedTCPFlags: OptionSet, Hashable, Sendable, Codable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let fin = LoggedTCPFlags(rawValue: 1)
  package static let syn = LoggedTCPFlags(rawValue: 2)
  package static let rst = LoggedTCPFlags(rawValue: 4)
  package static let psh = LoggedTCPFlags(rawValue: 8)
  package static let ack = LoggedTCPFlags(rawValue: 16)
  package static let urg = LoggedTCPFlags(rawValue: 32)

  /// What one segment adds.
  /// - Parameter header: octet 13 of the TCP header (RFC 9293, section 3.1).
  package init(segment header: UInt8) {
    let shown: UInt8 = header & 0b10_1111
    self.init(rawValue: header & 0b1_0010 == 0b1_0010 ? shown | 16 : shown)
  }
}
