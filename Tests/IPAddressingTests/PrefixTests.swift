import IPAddressing
import Testing

@Suite("Prefix")
struct PrefixTests {
  @Test(
    "clears host bits when asked, refuses them otherwise and names the block",
    arguments: [
      ("100.68.0.18/18", "100.68.0.0/18"),
      ("255.255.255.255/0", "0.0.0.0/0"),
      ("10.0.0.1/31", "10.0.0.0/31"),
      ("2001:db8:1234:1a00::1/56", "2001:db8:1234:1a00::/56"),
      ("::1/0", "::/0"),
      ("2001:db8::ffff/113", "2001:db8::8000/113"),
    ]
  )
  func canonical(text: String, canonical: String) throws {
    #expect(try IPPrefix(canonicalizing: text).description == canonical)
    #expect(try IPPrefix(parsing: canonical).description == canonical)
    #expect(try IPPrefix(canonicalizing: canonical).description == canonical)
    let error = #expect(throws: AddressParseError.self) { try IPPrefix(parsing: text) }
    #expect(error?.description == "\(text): bits beyond the prefix length are set; the block is \(canonical)")
    #expect(IPPrefix(text) == nil)
  }

  @Test(
    "refuses a malformed block either way",
    arguments: [
      ("", #""": an address is expected, the text is empty"#),
      (
        "58.29.99.44",
        "58.29.99.44: CIDR block is malformed: no prefix length; a single address is written 58.29.99.44/32"
      ),
      ("::1", "::1: CIDR block is malformed: no prefix length; a single address is written ::1/128"),
      ("58.29.99", "58.29.99: CIDR block is malformed: no prefix length"),
      ("10.0.0.0/", "10.0.0.0/: CIDR block is malformed: no prefix length"),
      ("10.0.0.0/33", #"10.0.0.0/33: the prefix length is outside 0 to 32 (at "33")"#),
      ("::/129", #"::/129: the prefix length is outside 0 to 128 (at "129")"#),
      (
        "10.0.0.0/99999999999999999999",
        #"10.0.0.0/99999999999999999999: the prefix length is outside 0 to 32 (at "99999999999999999999")"#
      ),
      ("10.0.0.0/08", #"10.0.0.0/08: the prefix length is not a decimal number (at "08")"#),
      ("10.0.0.0/+8", #"10.0.0.0/+8: the prefix length is not a decimal number (at "+8")"#),
      ("10.0.0.0/-1", #"10.0.0.0/-1: the prefix length is not a decimal number (at "-1")"#),
      ("10.0.0.0/8 ", #"10.0.0.0/8 : the prefix length is not a decimal number (at "8 ")"#),
      ("10.0.0.0/8/8", #"10.0.0.0/8/8: the prefix length is not a decimal number (at "8/8")"#),
      ("10.0.0.0/255.0.0.0", #"10.0.0.0/255.0.0.0: the prefix length is not a decimal number (at "255.0.0.0")"#),
      ("10.0.0.300/8", #"10.0.0.300/8: octet 300 is greater than 255 (at "300/8")"#),
      ("/8", "/8: neither an IPv4 nor an IPv6 address"),
      ("sg-1234", "sg-1234: neither an IPv4 nor an IPv6 address"),
    ]
  )
  func refusals(text: String, message: String) {
    let strict = #expect(throws: AddressParseError.self) { try IPPrefix(parsing: text) }
    let lenient = #expect(throws: AddressParseError.self) { try IPPrefix(canonicalizing: text) }
    #expect(strict?.description == message)
    #expect(lenient?.description == message)
  }

  @Test("a length out of range is refused from numbers too")
  func lengthOutOfRange() {
    for length in [-1, 33, 256, 288, Int.min, Int.max] {
      let error = #expect(throws: AddressParseError.self) {
        try IPv4Prefix(canonicalizing: IPv4Address(10, 0, 0, 0), length: length)
      }
      #expect(error?.reason == .lengthOutOfRange(maximum: 32))
      #expect(IPv4Prefix(address: IPv4Address(10, 0, 0, 0), length: length) == nil)
    }
    #expect(IPv4Prefix(address: IPv4Address(10, 0, 0, 1), length: 8) == nil)
  }

  @Test("blocks at the widths' edges have the right ends")
  func edges() throws {
    #expect(IPv4Prefix.all.first == .lowest && IPv4Prefix.all.last == .highest && IPv4Prefix.all.length == 0)
    #expect(IPv6Prefix.all.first == .lowest && IPv6Prefix.all.last == .highest)
    #expect(IPv6Prefix.all.parent == nil && IPv4Prefix(host: .lowest).halves == nil)
    let half = try #require(IPv6Prefix.all.halves)
    #expect(half.0.description == "::/1" && half.1.description == "8000::/1")
    #expect(IPPrefix(host: .v4(.highest)).description == "255.255.255.255/32")
    #expect(IPPrefix(host: .v6(.highest)).isHost)
    #expect(IPPrefix.all(.ipv6).description == "::/0")
    #expect(IPPrefix("10.0.0.0/8")?.last == IPAddress("10.255.255.255"))
    #expect(IPPrefix("2001:db8::/32")?.first == IPAddress("2001:db8::"))
    #expect(IPv4Prefix("10.1.0.0/16")?.supernet(length: 8) == IPv4Prefix("10.0.0.0/8"))
    #expect(IPv4Prefix("10.1.0.0/16")?.supernet(length: 17) == nil)
    #expect(IPv4Prefix("10.1.0.0/16")?.supernet(length: -1) == nil)
  }

  @Test("families never mix")
  func families() {
    #expect(!IPPrefix.all(.ipv4).contains(.v6(.lowest)))
    #expect(!IPPrefix.all(.ipv6).contains(.all(.ipv4)))
    #expect(!IPPrefix.all(.ipv6).overlaps(.all(.ipv4)))
    #expect(IPPrefix.all(.ipv4) < .all(.ipv6))
    #expect(IPPrefix.all(.ipv6).contains(.v6(.highest)) && IPPrefix.all(.ipv4).overlaps(.all(.ipv4)))
  }

  @Test("every relation of every two blocks of a small space is that of their members")
  func relationsExhaustively() {
    typealias Address = TinyAddress<ThreeBits>
    let prefixes = Address.allPrefixes
    #expect(prefixes.count == 15)
    func members(_ prefix: Prefix<Address>) -> Set<Address> {
      Set(Address.allAddresses.filter { prefix.first <= $0 && $0 <= prefix.last })
    }
    for one in prefixes {
      let inOne = members(one)
      #expect(inOne.count == 1 << (3 - one.length))
      #expect(one.isHost == (inOne.count == 1))
      for address in Address.allAddresses { #expect(one.contains(address) == inOne.contains(address)) }
      if let halves = one.halves {
        #expect(members(halves.0).union(members(halves.1)) == inOne && halves.0.last < halves.1.first)
        #expect(halves.0.parent == one && halves.1.parent == one)
      }
      for other in prefixes {
        #expect(one.contains(other) == inOne.isSuperset(of: members(other)))
        #expect(one.overlaps(other) == !inOne.isDisjoint(with: members(other)))
        #expect((one < other) == ((one.address.rawValue, one.length) < (other.address.rawValue, other.length)))
      }
      for length in -1...4 {
        let expected = prefixes.first { $0.length == length && $0.contains(one) }
        #expect(one.supernet(length: length) == expected)
      }
    }
  }
}
