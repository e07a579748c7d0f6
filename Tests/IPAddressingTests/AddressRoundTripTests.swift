import IPAddressing
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite("Address texts round trip")
struct AddressRoundTripTests {
  @Test("random and edge addresses and blocks come back from their own text", arguments: [1, 2, 3] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<3_000 {
      let v4 = IPv4Address.random(using: &generator)
      let v6 = IPv6Address.random(using: &generator)
      #expect(IPv4Address(v4.description) == v4)
      #expect(IPv6Address(v6.description) == v6)
      #expect(IPAddress(v4.description) == .v4(v4))
      #expect(IPAddress(v6.description) == .v6(v6))
      #expect(try IPv6Address(parsing: v6.longText(using: &generator)) == v6)
      let block4 = try IPv4Prefix(canonicalizing: v4, length: .random(in: 0...32, using: &generator))
      let block6 = try IPv6Prefix(canonicalizing: v6, length: .random(in: 0...128, using: &generator))
      #expect(IPPrefix(block4.description) == .v4(block4) && block4.contains(v4))
      #expect(IPPrefix(block6.description) == .v6(block6) && block6.contains(v6))
    }
  }

  #if canImport(Glibc)
    @Test("the C library reads and prints the same addresses", arguments: [4, 5] as [UInt64])
    func agreesWithTheCLibrary(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      for _ in 0..<10_000 {
        let v6 = IPv6Address.random(using: &generator)
        // The C library still prints the deprecated IPv4-compatible form ::1.2.3.4.
        if v6.rawValue >> 32 != 0 { #expect(cText(of: v6) == v6.description) }
        let text = HostileText.mutated(using: &generator)
        if text.utf8.contains(0) { continue }
        #expect(IPv4Address(text)?.rawValue == cParse4(text), "\(text.debugDescription)")
        #expect(IPv6Address(text)?.rawValue == cParse6(text), "\(text.debugDescription)")
      }
    }

    private func cText(of address: IPv6Address) -> String {
      var bytes = address.rawValue.bigEndian
      var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
      _ = inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count))
      return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private func cParse4(_ text: String) -> UInt32? {
      var bytes: UInt32 = 0
      return inet_pton(AF_INET, text, &bytes) == 1 ? UInt32(bigEndian: bytes) : nil
    }

    private func cParse6(_ text: String) -> UInt128? {
      var bytes: UInt128 = 0
      return inet_pton(AF_INET6, text, &bytes) == 1 ? UInt128(bigEndian: bytes) : nil
    }
  #endif
}
