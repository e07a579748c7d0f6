import IPAddressing
import Testing

@Suite("IPv4 address")
struct IPv4AddressTests {
  @Test(
    "reads and prints a dotted quad",
    arguments: [
      ("0.0.0.0", 0), ("0.0.0.1", 1), ("1.2.3.4", 0x0102_0304), ("192.0.2.255", 0xC000_02FF),
      ("255.255.255.255", .max), ("100.64.10.9", 0x6440_0A09),
    ] as [(String, UInt32)]
  )
  func texts(text: String, number: UInt32) throws {
    let address = try IPv4Address(parsing: text)
    #expect(address.rawValue == number)
    #expect(address.description == text)
    #expect(IPv4Address(text) == address)
    #expect(try IPv4Address(parsing: "(\(text))".dropFirst().dropLast()) == address)
  }

  @Test(
    "refuses everything else, says why and where",
    arguments: [
      ("", #""": an address is expected, the text is empty"#),
      ("10.0.0.300", #"10.0.0.300: octet 300 is greater than 255 (at "300")"#),
      ("256.1.1.1", "256.1.1.1: octet 256 is greater than 255"),
      (
        "1.99999999999999999999.1.1",
        #"1.99999999999999999999.1.1: octet 99999999999999999999 is greater than 255 (at "99999999999999999999.1.1")"#
      ),
      ("10.0.010.1", #"10.0.010.1: octet 010 has a leading zero (at "010.1")"#),
      ("00.0.0.0", "00.0.0.0: octet 00 has a leading zero"),
      ("10.0.0", "10.0.0: an IPv4 address has four octets, this has fewer"),
      ("10.0.0.", "10.0.0.: an IPv4 address has four octets, this has fewer"),
      ("10", "10: an IPv4 address has four octets, this has fewer"),
      ("10.0.0.0.1", #"10.0.0.0.1: an IPv4 address has four octets, this has more (at ".1")"#),
      ("10.0.0.1.", #"10.0.0.1.: an IPv4 address has four octets, this has more (at ".")"#),
      ("10..0.1", #"10..0.1: unexpected character (at ".0.1")"#),
      (".1.2.3", ".1.2.3: unexpected character"),
      ("10.0.0.1 ", #"10.0.0.1 : unexpected character (at " ")"#),
      (" 10.0.0.1", " 10.0.0.1: unexpected character"),
      ("10.0.0.+1", #"10.0.0.+1: unexpected character (at "+1")"#),
      ("10.0.0.-1", #"10.0.0.-1: unexpected character (at "-1")"#),
      ("10.0.0.0x1", #"10.0.0.0x1: unexpected character (at "x1")"#),
      ("10.0.0.1%eth0", #"10.0.0.1%eth0: unexpected character (at "%eth0")"#),
      ("10.0.0.1/32", #"10.0.0.1/32: unexpected character (at "/32")"#),
      ("1.2.3.٤", #"1.2.3.\u{664}: unexpected character (at "\u{664}")"#),
      ("1.2.3\n.4", #"1.2.3\u{a}.4: unexpected character (at "\u{a}.4")"#),
    ]
  )
  func refusals(text: String, message: String) {
    let error = #expect(throws: AddressParseError.self) { try IPv4Address(parsing: text) }
    #expect(error?.description == message)
    #expect(error?.input == text)
    #expect(IPv4Address(text) == nil)
  }

  @Test("a message cuts long input short")
  func longInput() {
    let error = #expect(throws: AddressParseError.self) {
      try IPv4Address(parsing: "1." + String(repeating: "9", count: 100_000))
    }
    #expect((error?.description.utf8.count ?? .max) < 400)
  }

  @Test("orders by number, and has neighbours save at the ends")
  func order() {
    #expect(IPv4Address(9, 255, 255, 255) < IPv4Address(10, 0, 0, 0))
    #expect(IPv4Address(9, 255, 255, 255).next == IPv4Address(10, 0, 0, 0))
    #expect(IPv4Address(10, 0, 0, 0).previous == IPv4Address(9, 255, 255, 255))
    #expect(IPv4Address.highest.next == nil)
    #expect(IPv4Address.lowest.previous == nil)
    #expect(IPv4Address.highest == IPv4Address(255, 255, 255, 255))
  }
}
