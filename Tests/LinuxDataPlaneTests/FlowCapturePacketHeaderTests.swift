import FlowLogs
import IPAddressing
import LinuxDataPlane
import Testing
import VPCModel

@Suite("Headers of dropped packets")
struct FlowCapturePacketHeaderTests {
  private static let source: [UInt8] = [10, 0, 12, 7]
  private static let destination: [UInt8] = [10, 0, 3, 20]
  private static let sourceV6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]
  private static let destinationV6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [2]
  private static let tcp: [UInt8] =
    [0x9C, 0x40, 0x15, 0x38] + [UInt8](repeating: 0, count: 8) + [0x50, 0x02, 0, 0, 0, 0, 0, 0]

  private static func v4(
    _ number: UInt8,
    _ payload: [UInt8],
    options: Int = 0,
    fragment: [UInt8] = [0, 0]
  ) -> [UInt8] {
    let length = 20 + options * 4 + payload.count
    let start: [UInt8] = [UInt8(0x45 + options), 0, UInt8(length >> 8), UInt8(length & 255), 0, 1]
    return start + fragment + [64, number, 0, 0] + source + destination
      + [UInt8](repeating: 1, count: options * 4) + payload
  }

  private static func v6(_ next: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0x60, 0, 0, 0, UInt8(payload.count >> 8), UInt8(payload.count & 255), next, 64] + sourceV6 + destinationV6
      + payload
  }

  @Test("reads a TCP segment, with and without IP options", arguments: [0, 1, 10])
  func tcp(options: Int) throws {
    let header = try #require(PacketHeader.parse(Self.v4(6, Self.tcp, options: options)))
    #expect("\(header.source) \(header.destination)" == "10.0.12.7 10.0.3.20")
    #expect(header.transport == .tcp(source: 40_000, destination: 5432))
    #expect(header.tcpFlags == 2 && header.loggedFlags == .syn)
    #expect(header.length == 40 + options * 4)
  }

  @Test("reads UDP, ICMP with its identifier, and other protocols")
  func others() throws {
    let udp = try #require(PacketHeader.parse(Self.v4(17, [0, 53, 0x12, 0x34, 0, 8, 0, 0])))
    #expect(udp.transport == .udp(source: 53, destination: 0x1234) && udp.tcpFlags == 0)
    let ping = try #require(PacketHeader.parse(Self.v4(1, [8, 0, 0, 0, 0xAB, 0xCD, 0, 1])))
    #expect(ping.transport == .icmp(ICMPTypeCode(type: 8, code: 0)) && ping.icmpIdentifier == 0xABCD)
    let unreachable = try #require(PacketHeader.parse(Self.v4(1, [3, 1, 0, 0, 0xAB, 0xCD, 0, 1])))
    #expect(unreachable.transport == .icmp(ICMPTypeCode(type: 3, code: 1)) && unreachable.icmpIdentifier == 0)
    #expect(try #require(PacketHeader.parse(Self.v4(50, [1, 2, 3, 4]))).transport == .other(.esp))
  }

  @Test("takes no ports from a later fragment, and those of the first")
  func fragments() throws {
    let first = try #require(PacketHeader.parse(Self.v4(6, Self.tcp, fragment: [0x20, 0])))
    #expect(first.transport == .tcp(source: 40_000, destination: 5432) && !first.isLaterFragment)
    let later = try #require(PacketHeader.parse(Self.v4(6, Self.tcp, fragment: [0x20, 5])))
    #expect(later.transport == .tcp(source: 0, destination: 0) && later.isLaterFragment && later.tcpFlags == 0)
    let fragmentV6: [UInt8] = [6, 0, 0, 9, 0, 0, 0, 1]
    let laterV6 = try #require(PacketHeader.parse(Self.v6(44, fragmentV6 + Self.tcp)))
    #expect(laterV6.transport == .tcp(source: 0, destination: 0) && laterV6.isLaterFragment)
    let firstV6 = try #require(PacketHeader.parse(Self.v6(44, [6, 0, 0, 1, 0, 0, 0, 1] + Self.tcp)))
    #expect(firstV6.transport == .tcp(source: 40_000, destination: 5432) && !firstV6.isLaterFragment)
  }

  @Test("walks IPv6's extension headers to the transport")
  func extensionHeaders() throws {
    let hopByHop: [UInt8] = [43, 0, 0, 0, 0, 0, 0, 0]
    let routing: [UInt8] = [60, 1] + [UInt8](repeating: 0, count: 14)
    let options: [UInt8] = [51, 0, 0, 0, 0, 0, 0, 0]
    let authentication: [UInt8] = [6, 4] + [UInt8](repeating: 0, count: 22)
    let packet = Self.v6(0, hopByHop + routing + options + authentication + Self.tcp)
    let header = try #require(PacketHeader.parse(packet))
    #expect(header.transport == .tcp(source: 40_000, destination: 5432) && header.tcpFlags == 2)
    #expect("\(header.source)" == "2001:db8::1" && header.length == packet.count)
    let ping = try #require(PacketHeader.parse(Self.v6(58, [128, 0, 0, 0, 0, 7, 0, 1])))
    #expect(ping.transport == .icmpv6(ICMPTypeCode(type: 128, code: 0)) && ping.icmpIdentifier == 7)
  }

  @Test("answers what is there of a packet that is cut off, and nothing without addresses")
  func truncation() {
    for packet in [Self.v4(6, Self.tcp), Self.v6(6, Self.tcp)] {
      let addresses = packet[0] >> 4 == 4 ? 20 : 40
      for length in 0...packet.count {
        let header = PacketHeader.parse(Array(packet.prefix(length)))
        #expect((header != nil) == (length >= addresses))
        #expect(header?.transport.destinationPort == (length < addresses ? nil : length >= addresses + 4 ? 5432 : 0))
      }
    }
  }

  @Test("never traps, whatever the bytes", arguments: 0..<8 as Range<UInt64>)
  func hostileBytes(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random() -> UInt8 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return UInt8(truncatingIfNeeded: state >> 24)
    }
    for _ in 0..<5000 {
      var bytes = (0..<Int(random() % 130)).map { _ in random() }
      // Most of them packets of a sort, with headers that lead anywhere.
      if !bytes.isEmpty, random() % 8 != 0 { bytes[0] = (random() % 2 == 0 ? 0x40 : 0x60) | bytes[0] & 15 }
      if bytes.count > 6, random() % 2 == 0 { bytes[6] = [0, 43, 44, 51, 60, 135][Int(random() % 6)] }
      _ = PacketHeader.parse(bytes)
    }
  }
}
