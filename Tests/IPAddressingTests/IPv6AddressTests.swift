import IPAddressing
import Testing

@Suite("IPv6 address")
struct IPv6AddressTests {
  @Test(
    "reads every form of RFC 4291 and prints the one of RFC 5952",
    arguments: [
      // RFC 5952, sections 1 and 2: the many texts of one address.
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:0db8::1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:db8:0:0:1::1", "2001:db8::1:0:0:1"),
      ("2001:DB8:0:0:1::1", "2001:db8::1:0:0:1"),
      // 2.1 and 4.1: leading zeros.
      ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1"),
      ("2001:db8:aaaa:bbbb:cccc:dddd:0:1", "2001:db8:aaaa:bbbb:cccc:dddd:0:1"),
      // 4.2.1 to 4.2.3: as short as possible, never one group, the longest run, the first of equals.
      ("2001:db8::0:1", "2001:db8::1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"),
      // 4.3: lower case.
      ("2001:DB8:ABCD:EF::", "2001:db8:abcd:ef::"),
      // 5: IPv4-mapped only.
      ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
      ("::ffff:c000:201", "::ffff:192.0.2.1"),
      ("0:0:0:0:0:FFFF:129.144.52.38", "::ffff:129.144.52.38"),
      ("::ffff:0:0", "::ffff:0.0.0.0"),
      ("::13.1.68.3", "::d01:4403"),
      ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
      ("::fffe:192.0.2.1", "::fffe:c000:201"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
      ("1::6:1.2.3.4", "1::6:102:304"),
      // RFC 4291, section 2.2, and the ends.
      ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),
      ("FF01:0:0:0:0:0:0:101", "ff01::101"),
      ("0:0:0:0:0:0:0:1", "::1"),
      ("0:0:0:0:0:0:0:0", "::"),
      ("::", "::"),
      ("1::", "1::"),
      ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
      ("::3:4:5:6:7:8", "::3:4:5:6:7:8"),
      ("1:0:0:4:5:6:7:8", "1::4:5:6:7:8"),
      ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ]
  )
  func texts(text: String, canonical: String) throws {
    let address = try IPv6Address(parsing: text)
    #expect(address.description == canonical)
    #expect(try IPv6Address(parsing: canonical) == address)
  }

  @Test("the first group is the most significant")
  func number() throws {
    #expect(try IPv6Address(parsing: "2001:db8::8:0:1").rawValue == 0x2001_0db8_0000_0000_0000_0008_0000_0001)
    #expect(IPv6Address(0x2001_0db8 << 96 | 1).description == "2001:db8::1")
  }

  @Test(
    "refuses everything else, says why and where",
    arguments: [
      ("", #""": an address is expected, the text is empty"#),
      ("1:2:3:4:5:6:7", "1:2:3:4:5:6:7: an IPv6 address has eight groups, this has fewer and no \"::\""),
      ("1:2:3:4:5:6:7:8:9", #"1:2:3:4:5:6:7:8:9: an IPv6 address has eight groups, this has more (at "9")"#),
      ("1:2:3:4:5:6:7:8:", #"1:2:3:4:5:6:7:8:: a single ":" cannot begin or end an address (at ":")"#),
      ("1:", #"1:: a single ":" cannot begin or end an address (at ":")"#),
      (":1::", #":1::: a single ":" cannot begin or end an address"#),
      (":", #":: a single ":" cannot begin or end an address"#),
      (":::", #":::: unexpected character (at ":")"#),
      ("1:::2", #"1:::2: unexpected character (at ":2")"#),
      ("1::2::3", #"1::2::3: "::" occurs more than once (at "::3")"#),
      ("1:2:3:4::5:6:7:8", #"1:2:3:4::5:6:7:8: "::" must stand for at least one group of zeros"#),
      ("1:2:3:4:5:6:7:8::", #"1:2:3:4:5:6:7:8::: "::" must stand for at least one group of zeros"#),
      ("1:2:3:4:5:6::1.2.3.4", #"1:2:3:4:5:6::1.2.3.4: "::" must stand for at least one group of zeros"#),
      ("::12345", #"::12345: a group has more than four digits (at "12345")"#),
      ("::00001", #"::00001: a group has more than four digits (at "00001")"#),
      ("::g", #"::g: unexpected character (at "g")"#),
      ("1;2", #"1;2: unexpected character (at ";2")"#),
      ("::1 ", #"::1 : unexpected character (at " ")"#),
      ("::1/128", #"::1/128: unexpected character (at "/128")"#),
      ("fe80::1%eth0", #"fe80::1%eth0: an address with a zone is not accepted (at "%eth0")"#),
      ("fe80::1%", #"fe80::1%: an address with a zone is not accepted (at "%")"#),
      ("1.2.3.4", "1.2.3.4: an embedded IPv4 address must be the last two of eight groups"),
      ("1:2:1.2.3.4", #"1:2:1.2.3.4: an embedded IPv4 address must be the last two of eight groups (at "1.2.3.4")"#),
      (
        "1:2:3:4:5:6:7:1.2.3.4",
        #"1:2:3:4:5:6:7:1.2.3.4: an embedded IPv4 address must be the last two of eight groups (at "1.2.3.4")"#
      ),
      ("::1.2.3.4:5", #"::1.2.3.4:5: unexpected character (at ":5")"#),
      ("::ffff:1.2.3.400", #"::ffff:1.2.3.400: octet 400 is greater than 255 (at "400")"#),
      ("::ffff:1.2.3.04", #"::ffff:1.2.3.04: octet 04 has a leading zero (at "04")"#),
      ("::ffff:1.2.3", #"::ffff:1.2.3: an IPv4 address has four octets, this has fewer"#),
      ("::a.2.3.4", #"::a.2.3.4: unexpected character (at "a.2.3.4")"#),
      ("[::1]", "[::1]: unexpected character"),
    ]
  )
  func refusals(text: String, message: String) {
    let error = #expect(throws: AddressParseError.self) { try IPv6Address(parsing: text) }
    #expect(error?.description == message)
    #expect(error?.input == text)
    #expect(IPv6Address(text) == nil)
  }

  @Test("converts to and from IPv4-mapped, and only those")
  func mapped() throws {
    let plain = IPv4Address(192, 0, 2, 1)
    #expect(IPv6Address(ipv4Mapped: plain).description == "::ffff:192.0.2.1")
    #expect(IPv6Address(ipv4Mapped: plain).ipv4Mapped == plain)
    #expect(IPv6Address(ipv4Mapped: .highest).ipv4Mapped == .highest)
    #expect(try IPv6Address(parsing: "::192.0.2.1").ipv4Mapped == nil)
    #expect(try IPv6Address(parsing: "1::ffff:192.0.2.1").ipv4Mapped == nil)
  }

  @Test("an address of either family is read by its own rules, and IPv4 orders first")
  func eitherFamily() throws {
    #expect(try IPAddress(parsing: "10.0.0.1") == .v4(IPv4Address(10, 0, 0, 1)))
    #expect(try IPAddress(parsing: "::ffff:10.0.0.1") == .v6(IPv6Address(ipv4Mapped: IPv4Address(10, 0, 0, 1))))
    #expect(IPAddress("::1")?.family == .ipv6)
    #expect(IPAddress.v4(.highest) < IPAddress.v6(.lowest))
    #expect(IPFamily.ipv4 < .ipv6)
    for (text, message) in [
      ("", "\"\": an address is expected, the text is empty"),
      ("localhost", "localhost: neither an IPv4 nor an IPv6 address"),
      ("10.0.0.256", #"10.0.0.256: octet 256 is greater than 255 (at "256")"#),
      ("::x", #"::x: unexpected character (at "x")"#),
    ] {
      let error = #expect(throws: AddressParseError.self) { try IPAddress(parsing: text) }
      #expect(error?.description == message)
    }
  }
}
