import IPAddressing
import VPCModel

@testable import LinuxDataPlane

/// Packets that are alike but for the number that tells flows apart: the source port, or the identifier of an echo
/// request.
struct PacketTemplate: Sendable {
  /// Whose packet it is and whose it becomes; `nil` is the outside.
  var from: NetworkInterface.ID?
  var to: NetworkInterface.ID?
  var sender: String
  var receiver: String
  var sent: SlowKernel.Sent
  /// `nil` for one and the same packet again and again.
  private(set) var number: (offset: Int, checksumOffset: Int, isUDP: Bool)?
  private(set) var bytes: [UInt8]

  /// Away from every port that a random rule begins or ends with, so that all that are made of one template have one
  /// verdict, and none is an answer in another's flow.
  static let numbers: ClosedRange<UInt16> = 33_000...65_000

  init(_ raw: RawPacket, sent: SlowKernel.Sent, from: Attachment?, to: Attachment?) {
    self.sent = sent
    self.from = from?.interfaceID
    self.to = to?.interfaceID
    sender = from?.device ?? TunnelBed.outside
    receiver = to?.device ?? TunnelBed.outside
    bytes = raw.bytes
  }

  /// The first packets of flows; `nil` for what begins none.
  init?(firstOf sent: SlowKernel.Sent, from: Attachment?, to: Attachment?) {
    var sent = sent
    let header = sent.source.family == .ipv4 ? 20 : 40
    let place: (offset: Int, checksumOffset: Int, isUDP: Bool)
    switch sent.transport {
    case .tcp(_, let port):
      sent.transport = .tcp(source: 0, destination: port)
      sent.tcpFlags = [.syn]
      place = (header, header + 16, false)
    case .udp(_, let port):
      sent.transport = .udp(source: 0, destination: port)
      place = (header, header + 6, true)
    case .icmp(let message):
      guard message == ICMPTypeCode(type: 8, code: 0), sent.source.family == .ipv4 else { return nil }
      place = (header + 4, header + 2, false)
    case .icmpv6(let message):
      guard message == ICMPTypeCode(type: 128, code: 0), sent.source.family == .ipv6 else { return nil }
      place = (header + 4, header + 2, false)
    case .other: return nil
    }
    let raw = RawPacket(
      source: sent.source,
      destination: sent.destination,
      transport: sent.transport,
      icmpIdentifier: 0
    )
    // What the oracle judges: any one of them.
    switch sent.transport {
    case .tcp(_, let port): sent.transport = .tcp(source: Self.numbers.lowerBound, destination: port)
    case .udp(_, let port): sent.transport = .udp(source: Self.numbers.lowerBound, destination: port)
    default: sent.icmpIdentifier = Self.numbers.lowerBound
    }
    self.init(raw, sent: sent, from: from, to: to)
    number = place
  }

  /// Writes a number into a copy of the bytes, and what it makes of the checksum (RFC 1624).
  func write(_ value: UInt16, into packet: UnsafeMutableRawBufferPointer) {
    guard let number else { return }
    packet[number.offset] = UInt8(value >> 8)
    packet[number.offset + 1] = UInt8(value & 0xFF)
    let old = UInt16(bytes[number.checksumOffset]) << 8 | UInt16(bytes[number.checksumOffset + 1])
    var sum = UInt32(~old) + UInt32(value)
    sum = (sum & 0xFFFF) + (sum >> 16)
    var new = ~UInt16(truncatingIfNeeded: sum)
    // A UDP checksum of zero is none.
    if number.isUDP, new == 0 { new = 0xFFFF }
    packet[number.checksumOffset] = UInt8(new >> 8)
    packet[number.checksumOffset + 1] = UInt8(new & 0xFF)
  }
}
