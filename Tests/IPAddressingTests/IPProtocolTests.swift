import IPAddressing
import Testing

@Suite("Protocols")
struct IPProtocolTests {
  @Test(
    "a name or a number is read in any case",
    arguments: [
      ("tcp", 6), ("TCP", 6), ("udp", 17), ("icmp", 1), ("icmpv6", 58), ("IPv6-ICMP", 58), ("ipv6-icmp", 58),
      ("icmp6", 58), ("esp", 50), ("AH", 51), ("gre", 47), ("sctp", 132), ("ospf", 89), ("OSPFIGP", 89),
      ("vrrp", 112), ("hopopt", 0), ("ipv4", 4), ("ipv6", 41), ("3pc", 34), ("tp++", 39), ("a/n", 107), ("0", 0),
      ("6", 6), ("58", 58), ("255", 255),
    ] as [(String, UInt8)]
  )
  func names(name: String, number: UInt8) {
    #expect(IPProtocol(name: name)?.rawValue == number)
  }

  @Test(
    "anything else is no protocol",
    arguments: ["", "-1", "all", "256", "06", "+6", " tcp", "tcp ", "0x6", "٦", "S\u{212A}IP"]
  )
  func refusals(name: String) {
    #expect(IPProtocol(name: name) == nil)
  }

  @Test("prints as EC2 does, and every print reads back")
  func descriptions() {
    #expect([.tcp, .udp, .icmp, .icmpv6, .esp].map(\IPProtocol.description) == ["tcp", "udp", "icmp", "icmpv6", "50"])
    for number in UInt8.min ... .max {
      let value = IPProtocol(rawValue: number)
      #expect(IPProtocol(name: value.description) == value)
      if let keyword = value.keyword { #expect(IPProtocol(name: keyword) == value) }
      #expect(value.hasPorts == [6, 17].contains(number))
      #expect(value.isICMP == [1, 58].contains(number))
    }
    #expect(IPProtocol.esp.keyword == "ESP" && IPProtocol.icmpv6.keyword == "IPv6-ICMP")
    #expect(IPProtocol(rawValue: 253).keyword == nil)
    #expect(IPProtocol.icmp < .tcp)
  }

  @Test("ICMP messages have the names of their family")
  func icmp() {
    for family in IPFamily.allCases {
      #expect(ICMPTypeCode.name(type: ICMPTypeCode.echoRequest(family: family), family: family) == "echo request")
      #expect(ICMPTypeCode.name(type: ICMPTypeCode.echoReply(family: family), family: family) == "echo reply")
    }
    #expect(ICMPTypeCode.name(type: 3, family: .ipv4) == "destination unreachable")
    #expect(ICMPTypeCode.name(type: 3, family: .ipv6) == "time exceeded")
    #expect(ICMPTypeCode.name(type: 8, family: .ipv6) == nil)
    #expect(ICMPTypeCode(type: 3, code: 4) < ICMPTypeCode(type: 3, code: 5))
    #expect(ICMPTypeCode(type: 3, code: 255) < ICMPTypeCode(type: 4, code: 0))
  }
}
