import IPAddressing
import VPCModel

/// A packet as bytes, with right checksums: connection tracking looks at them.
struct RawPacket {
  var source: IPAddress
  var destination: IPAddress
  var transport: Transport
  var tcpFlags: TCPFlags = [.syn]
  var sequence: UInt32 = 1_000
  var acknowledgement: UInt32 = 0
  var icmpIdentifier: UInt16 = 1

  var bytes: [UInt8] {
    let payload = transportBytes
    switch (source, destination) {
    case (.v4(let source), .v4(let destination)):
      var header: [UInt8] = [0x45, 0] + Self.big(UInt16(20 + payload.count))
      header += [0, 1, 0x40, 0, 64, transport.ipProtocol.rawValue, 0, 0]
      header += Self.big(source.rawValue) + Self.big(destination.rawValue)
      let sum = Self.big(Self.checksum(header))
      header[10] = sum[0]
      header[11] = sum[1]
      return header + payload
    case (.v6(let source), .v6(let destination)):
      return [0x60, 0, 0, 0] + Self.big(UInt16(payload.count)) + [transport.ipProtocol.rawValue, 64]
        + Self.big(source.rawValue) + Self.big(destination.rawValue) + payload
    default: return []
    }
  }

  private var transportBytes: [UInt8] {
    var bytes: [UInt8]
    let place: Int
    switch transport {
    case .tcp(let from, let to):
      bytes = Self.big(from) + Self.big(to) + Self.big(sequence) + Self.big(acknowledgement)
      bytes += [0x50, tcpFlags.rawValue] + Self.big(UInt16(60_000)) + [0, 0, 0, 0]
      place = 16
    case .udp(let from, let to):
      bytes = Self.big(from) + Self.big(to) + Self.big(UInt16(12)) + [0, 0] + Array("ring".utf8)
      place = 6
    case .icmp(let message), .icmpv6(let message):
      bytes = [message.type, message.code, 0, 0] + Self.big(icmpIdentifier) + [0, 1] + Array("ring".utf8)
      place = 2
    case .other: return [0, 0, 0, 0, 0, 0, 0, 0]
    }
    var summed = bytes
    if case .icmp = transport {} else { summed = pseudoHeader(bytes.count) + bytes }
    let sum = Self.big(Self.checksum(summed))
    bytes[place] = sum[0]
    bytes[place + 1] = sum[1]
    return bytes
  }

  private func pseudoHeader(_ length: Int) -> [UInt8] {
    let number = transport.ipProtocol.rawValue
    switch (source, destination) {
    case (.v4(let source), .v4(let destination)):
      return Self.big(source.rawValue) + Self.big(destination.rawValue) + [0, number] + Self.big(UInt16(length))
    case (.v6(let source), .v6(let destination)):
      return Self.big(source.rawValue) + Self.big(destination.rawValue) + Self.big(UInt32(length)) + [0, 0, 0, number]
    default: return []
    }
  }

  static func big<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// RFC 1071.
  private static func checksum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    var index = 0
    while index < bytes.count {
      let low = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
      sum += UInt32(bytes[index]) << 8 | low
      index += 2
    }
    while sum >> 16 != 0 { sum = (sum & 0xFFFF) + (sum >> 16) }
    return ~UInt16(truncatingIfNeeded: sum)
  }
}
