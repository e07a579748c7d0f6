package import FlowLogs
package import IPAddressing
package import VPCModel

/// What the first bytes of an IP packet tell: who sends to whom, by which protocol and ports.
///
/// Read from packets that anybody may have made: parsing is total, takes time in the length of the bytes alone, and
/// answers what is there.
package struct PacketHeader: Hashable, Sendable {
  package var source: IPAddress
  package var destination: IPAddress
  /// What filters go by. A fragment but the first has no ports: for TCP and UDP they read as 0.
  package var transport: Transport
  /// Octet 13 of the TCP header; 0 for anything else.
  package var tcpFlags: UInt8
  /// The identifier of an echo request or reply; 0 for anything else.
  package var icmpIdentifier: UInt16
  /// The packet's length with its IP header, as the header has it.
  package var length: Int
  /// Whether it is a piece of a packet, and not the one that has the ports.
  package var isLaterFragment: Bool

  package init(
    source: IPAddress,
    destination: IPAddress,
    transport: Transport,
    tcpFlags: UInt8 = 0,
    icmpIdentifier: UInt16 = 0,
    length: Int,
    isLaterFragment: Bool = false
  ) {
    self.source = source
    self.destination = destination
    self.transport = transport
    self.tcpFlags = tcpFlags
    self.icmpIdentifier = icmpIdentifier
    self.length = length
    self.isLaterFragment = isLaterFragment
  }

  package var loggedFlags: LoggedTCPFlags { LoggedTCPFlags(segment: tcpFlags) }
}

extension PacketHeader {
  /// Reads a packet from its IP header on. The end may be cut off.
  ///
  /// - Returns: `nil` for what is neither IPv4 nor IPv6, or too short to have addresses.
  package static func parse(_ bytes: [UInt8]) -> PacketHeader? {
    bytes.withUnsafeBytes { parse($0[...]) }
  }

  static func parse(_ packet: Slice<UnsafeRawBufferPointer>) -> PacketHeader? {
    switch packet.byte(at: 0).map({ $0 >> 4 }) {
    case 4: parseIPv4(packet)
    case 6: parseIPv6(packet)
    default: nil
    }
  }

  /// RFC 791, section 3.1.
  private static func parseIPv4(_ packet: Slice<UnsafeRawBufferPointer>) -> PacketHeader? {
    guard let first = packet.byte(at: 0), let length = packet.number(UInt16.self, at: 2),
      let fragment = packet.number(UInt16.self, at: 6), let number = packet.byte(at: 9),
      let source = packet.number(UInt32.self, at: 12), let destination = packet.number(UInt32.self, at: 16)
    else { return nil }
    let headerLength = max(20, Int(first & 15) * 4)
    let isLater = fragment & 0x1FFF != 0
    return PacketHeader(
      from: .v4(IPv4Address(source)),
      to: .v4(IPv4Address(destination)),
      IPProtocol(rawValue: number),
      isLater ? packet.suffix(0) : packet.dropFirst(headerLength),
      length: Int(length),
      isLaterFragment: isLater
    )
  }

  /// RFC 8200, section 3, with the extension headers of section 4 and the authentication header of RFC 4302 on the way
  /// to the transport's.
  private static func parseIPv6(_ packet: Slice<UnsafeRawBufferPointer>) -> PacketHeader? {
    guard let length = packet.number(UInt16.self, at: 4), let source = packet.number(UInt128.self, at: 8),
      let destination = packet.number(UInt128.self, at: 24), var number = packet.byte(at: 6)
    else { return nil }
    var offset = 40
    var isLater = false
    // Each header is at least eight bytes long, so this ends with the bytes.
    walk: while let next = packet.byte(at: offset), let units = packet.byte(at: offset + 1) {
      switch number {
      case 0, 43, 60, 135, 139, 140: offset += (Int(units) + 1) * 8
      case 51: offset += (Int(units) + 2) * 4
      case 44:
        isLater = (packet.number(UInt16.self, at: offset + 2) ?? 0) & 0xFFF8 != 0
        offset += 8
      default: break walk
      }
      number = next
      if isLater { break }
    }
    return PacketHeader(
      from: .v6(IPv6Address(source)),
      to: .v6(IPv6Address(destination)),
      IPProtocol(rawValue: number),
      isLater ? packet.suffix(0) : packet.dropFirst(offset),
      length: Int(length) + 40,
      isLaterFragment: isLater
    )
  }

  /// - Parameter payload: what comes after the IP headers; empty for a later fragment.
  private init(
    from source: IPAddress,
    to destination: IPAddress,
    _ number: IPProtocol,
    _ payload: Slice<UnsafeRawBufferPointer>,
    length: Int,
    isLaterFragment: Bool
  ) {
    let ports = (payload.number(UInt16.self, at: 0) ?? 0, payload.number(UInt16.self, at: 2) ?? 0)
    let message = ICMPTypeCode(type: payload.byte(at: 0) ?? 0, code: payload.byte(at: 1) ?? 0)
    let isEcho =
      switch number {
      case .icmp: message.type == 8 || message.type == 0
      case .icmpv6: message.type == 128 || message.type == 129
      default: false
      }
    let transport: Transport =
      switch number {
      case .tcp: .tcp(source: ports.0, destination: ports.1)
      case .udp: .udp(source: ports.0, destination: ports.1)
      case .icmp: .icmp(message)
      case .icmpv6: .icmpv6(message)
      default: .other(number)
      }
    self.init(
      source: source,
      destination: destination,
      transport: transport,
      tcpFlags: number == .tcp ? payload.byte(at: 13) ?? 0 : 0,
      icmpIdentifier: isEcho ? payload.number(UInt16.self, at: 4) ?? 0 : 0,
      length: length,
      isLaterFragment: isLaterFragment
    )
  }
}
