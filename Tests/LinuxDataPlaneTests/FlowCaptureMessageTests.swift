import FlowLogs
import IPAddressing
import Testing
import VPCModel

@testable import LinuxDataPlane

@Suite("Netlink messages of captures")
struct FlowCaptureMessageTests {
  private func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    let length = UInt16(value.count + 4)
    return withUnsafeBytes(of: length, Array.init) + withUnsafeBytes(of: type, Array.init) + value
      + [UInt8](repeating: 0, count: -value.count & 3)
  }

  private func message(_ type: UInt16, _ attributes: [UInt8]) -> [UInt8] {
    let body: [UInt8] = [2, 0, 0, 0] + attributes
    return withUnsafeBytes(of: UInt32(body.count + 16), Array.init) + withUnsafeBytes(of: type, Array.init)
      + [0, 0, 1, 0, 0, 0, 0, 0, 0, 0] + body
  }

  private func parse<Value>(_ bytes: [UInt8], _ read: (NetlinkMessages.Message) -> Value?) -> [Value] {
    bytes.withUnsafeBytes { NetlinkMessages($0[...]).compactMap(read) }
  }

  private func tuple(_ type: UInt16, _ source: [UInt8], _ destination: [UInt8], _ ports: [UInt8]) -> [UInt8] {
    let addresses = attribute(1 | 0x8000, attribute(1, source) + attribute(2, destination))
    let transport = attribute(
      2 | 0x8000,
      attribute(1, [6]) + attribute(2, Array(ports.prefix(2))) + attribute(3, Array(ports.suffix(2)))
    )
    return attribute(type | 0x8000, addresses + transport)
  }

  private var connection: [UInt8] {
    let (first, second): ([UInt8], [UInt8]) = ([10, 0, 1, 5], [10, 0, 3, 20])
    func big(_ number: UInt64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian, Array.init) }
    var attributes = tuple(1, first, second, [0x9C, 0x40, 0x15, 0x38])
    attributes += tuple(2, second, first, [0x15, 0x38, 0x9C, 0x40])
    attributes += attribute(12, [0, 0, 0, 9]) + attribute(3, [0, 0, 0, 14]) + attribute(8, [0, 1, 0, 2])
    attributes += attribute(9 | 0x8000, attribute(1, big(7)) + attribute(2, big(700)))
    attributes += attribute(10 | 0x8000, attribute(1, big(5)) + attribute(2, big(.max)))
    attributes += attribute(20 | 0x8000, attribute(1, big(1_795_487_943_123_456_789)) + attribute(2, big(.max)))
    attributes += attribute(4 | 0x8000, attribute(1 | 0x8000, attribute(1, [3])))
    let egress = RuleFingerprint("sgr-out").bytes
    attributes += attribute(22, egress + RuleFingerprint("sgr-in").bytes)
    return attributes
  }

  @Test("reads a connection with its counters, times and rules")
  func connectionMessage() throws {
    let messages = parse(message(256, connection) + message(258, connection)) { ConnectionMessage($0) }
    #expect(messages.map(\.kind) == [.present, .destroyed])
    let record = try #require(messages.first?.record)
    #expect(record.key.transport == .tcp(source: 40_000, destination: 5432))
    #expect("\(record.key.source) \(record.key.destination) \(record.replySource)" == "10.0.1.5 10.0.3.20 10.0.3.20")
    #expect(record.identifier == 9 && record.isAnswered && record.mark == 0x1_0002)
    #expect(record.forward == TrafficCount(packets: 7, bytes: 700))
    #expect(record.reply == TrafficCount(packets: 5, bytes: .max))
    #expect(record.start?.description == "2026-11-24T02:39:03.123Z" && record.tcpState == .open)
    #expect(RuleFingerprint(rawValue: record.egressFingerprint) == RuleFingerprint("sgr-out"))
    #expect(RuleFingerprint(rawValue: record.ingressFingerprint) == RuleFingerprint("sgr-in"))
  }

  private func logged(prefix: String) -> [UInt8] {
    let packet: [UInt8] = [
      0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 1, 5, 10, 0, 3, 20, 0, 1, 0, 53, 0, 8, 0, 0,
    ]
    return message(
      4 << 8,
      attribute(10, Array(prefix.utf8) + [0]) + attribute(4, [0, 0, 0, 2]) + attribute(5, [0, 0, 0, 3])
        + attribute(12, [0, 0, 0, 77]) + attribute(9, packet)
    )
  }

  @Test("reads a dropped packet with the reason in its prefix", arguments: Refusal.Cause.allCases)
  func loggedPacket(cause: Refusal.Cause) throws {
    let packet = try #require(parse(logged(prefix: cause.logPrefix)) { LoggedPacketMessage($0) }.first)
    #expect(packet.cause == cause && packet.inputIndex == 2 && packet.outputIndex == 3 && packet.sequence == 77)
    #expect(packet.header.transport == .udp(source: 1, destination: 53))
  }

  @Test("leaves alone what other rules log into the group")
  func otherPrefix() {
    for prefix in ["", "egress ", "Egress", "dropped: "] {
      #expect(parse(logged(prefix: prefix)) { LoggedPacketMessage($0) }.isEmpty)
    }
  }

  @Test("knows the prefixes that the rules write")
  func prefixes() {
    #expect(
      Set(Refusal.Cause.allCases.map(\.logPrefix))
        == ["egress", "ingress", "egress-connection", "ingress-connection", "acl-out", "acl-in", "source"]
    )
  }

  @Test("never traps on damaged messages, and ends")
  func damage() {
    for bytes in [message(256, connection), logged(prefix: "ingress")] {
      for length in 0..<bytes.count {
        let cut = Array(bytes.prefix(length))
        #expect(parse(cut) { ConnectionMessage($0) }.isEmpty)
        #expect(parse(cut) { LoggedPacketMessage($0) }.isEmpty)
      }
      for index in bytes.indices {
        for value in [0, 1, 3, 0x7F, 0xFF] as [UInt8] {
          var damaged = bytes
          damaged[index] = value
          _ = parse(damaged) { ConnectionMessage($0) }
          _ = parse(damaged) { LoggedPacketMessage($0) }
        }
      }
    }
  }

  @Test("computes FNV-1a 64 as published")
  func fingerprints() {
    // Test vectors of the reference implementation (Noll).
    #expect(RuleFingerprint("a").rawValue == 0xAF63_DC4C_8601_EC8C)
    #expect(RuleFingerprint("foobar").rawValue == 0x8594_4171_F739_67E8)
    #expect(RuleFingerprint("").rawValue == 0xCBF2_9CE4_8422_2325)
    #expect(RuleFingerprint("a").bytes == [0xAF, 0x63, 0xDC, 0x4C, 0x86, 0x01, 0xEC, 0x8C])
    #expect(RuleFingerprint("a").description == "af63dc4c8601ec8c")
    #expect(RuleFingerprint(rawValue: 0) == nil)
  }
}
