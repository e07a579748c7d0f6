import IPAddressing
import Testing
import VPCModel

@Suite("What a rule's traffic selects")
struct TrafficSelectorTests {
  @Test("TCP and UDP by destination port, ICMP by type and code, others by number alone")
  func matches() throws {
    let web = TrafficSelector.tcp(try #require(PortRange(lower: 80, upper: 443)))
    #expect(web.matches(.tcp(source: 1, destination: 80)))
    #expect(web.matches(.tcp(source: 1, destination: 443)))
    #expect(!web.matches(.tcp(source: 80, destination: 79)))
    #expect(!web.matches(.tcp(source: 80, destination: 444)))
    #expect(!web.matches(.udp(source: 1, destination: 80)))
    let echo = TrafficSelector.icmp(ICMPPattern(type: 8, code: nil))
    #expect(echo.matches(.icmp(ICMPTypeCode(type: 8, code: 5))))
    #expect(!echo.matches(.icmp(ICMPTypeCode(type: 0, code: 0))))
    #expect(!echo.matches(.icmpv6(ICMPTypeCode(type: 8, code: 0))))
    #expect(!TrafficSelector.icmp(ICMPPattern(type: 3, code: 4)).matches(.icmp(ICMPTypeCode(type: 3, code: 3))))
    #expect(TrafficSelector.icmpv6(.any).matches(.icmpv6(ICMPTypeCode(type: 255, code: 255))))
    #expect(TrafficSelector.other(.esp).matches(.other(.esp)))
    #expect(!TrafficSelector.other(.esp).matches(.other(.ah)))
    #expect(TrafficSelector.all.matches(.other(.gre)))
  }

  @Test("a code without a type says nothing, as EC2 has it")
  func codeWithoutType() {
    #expect(ICMPPattern(type: nil, code: 4) == .any)
  }

  @Test(
    "one selector contains another exactly where it selects all that the other selects",
    arguments: 1...4 as ClosedRange<UInt64>
  )
  func containment(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let transports = Self.everyTransport
    var contained = 0
    for _ in 0..<2000 {
      let one = Self.selector(using: &random)
      let other = Self.selector(using: &random)
      let selectsAll = transports.allSatisfy { !other.matches($0) || one.matches($0) }
      #expect(one.contains(other) == selectsAll, "seed \(seed): \(one) contains \(other)")
      if one != other, selectsAll { contained += 1 }
    }
    #expect(contained > 50, "seed \(seed): too few pairs of which one contains the other")
  }

  /// Ports 0…5, types and codes 0…2, two other protocols, and beyond each one value that no narrow selector has.
  private static let everyTransport: [Transport] = {
    var transports: [Transport] = [.other(.esp), .other(.ah), .other(.gre)]
    for port in [0, 1, 2, 3, 4, 5, 65_535] as [UInt16] {
      transports += [.tcp(source: 9, destination: port), .udp(source: 9, destination: port)]
    }
    for type in [0, 1, 2, 255] as [UInt8] {
      for code in [0, 1, 2, 255] as [UInt8] {
        let message = ICMPTypeCode(type: type, code: code)
        transports += [.icmp(message), .icmpv6(message)]
      }
    }
    return transports
  }()

  private static func selector(using random: inout SeededGenerator) -> TrafficSelector {
    func ports() -> PortRange {
      if Int.random(in: 0..<8, using: &random) == 0 { return .all }
      let lower = UInt16.random(in: 0...5, using: &random)
      return PortRange(lower: lower, upper: UInt16.random(in: lower...5, using: &random)) ?? .all
    }
    func pattern() -> ICMPPattern {
      func value() -> UInt8? { Bool.random(using: &random) ? UInt8.random(in: 0...2, using: &random) : nil }
      return ICMPPattern(type: value(), code: value())
    }
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return .all
    case 1, 2: return .tcp(ports())
    case 3, 4: return .udp(ports())
    case 5, 6: return .icmp(pattern())
    case 7: return .icmpv6(pattern())
    default: return .other(Bool.random(using: &random) ? .esp : .ah)
    }
  }

  @Test("a selector in words")
  func words() throws {
    #expect(TrafficSelector.tcp(PortRange(5432)).description == "tcp/5432")
    #expect(TrafficSelector.udp(.all).description == "udp (all ports)")
    #expect(TrafficSelector.icmp(ICMPPattern(type: 8, code: 0)).description == "icmp type 8 code 0")
    #expect(TrafficSelector.icmpv6(.any).description == "icmpv6 (all types)")
    #expect(TrafficSelector.other(.esp).description == "protocol 50 (ESP)")
    #expect(TrafficSelector.other(IPProtocol(rawValue: 253)).description.hasPrefix("protocol 253"))
    #expect(TrafficSelector.all.description == "all traffic")
  }

  @Test("an answer's ports are exchanged; an echo's answer is a reply; the answer's answer is as it was")
  func replies() {
    let transports: [Transport] = [
      .tcp(source: 1, destination: 2), .udp(source: 3, destination: 4), .other(.gre),
      .icmp(ICMPTypeCode(type: 3, code: 4)),
    ]
    for transport in transports { #expect(transport.reply.reply == transport) }
    #expect(Transport.tcp(source: 1, destination: 2).reply == .tcp(source: 2, destination: 1))
    #expect(Transport.icmp(ICMPTypeCode(type: 8, code: 0)).reply == .icmp(ICMPTypeCode(type: 0, code: 0)))
    #expect(Transport.icmpv6(ICMPTypeCode(type: 128, code: 0)).reply == .icmpv6(ICMPTypeCode(type: 129, code: 0)))
    // Type 8 of ICMPv6 and type 128 of ICMP are no echo requests.
    #expect(Transport.icmpv6(ICMPTypeCode(type: 8, code: 0)).reply == .icmpv6(ICMPTypeCode(type: 8, code: 0)))
  }
}
