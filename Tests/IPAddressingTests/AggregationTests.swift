import IPAddressing
import Testing

@Suite("Prefix aggregation")
struct AggregationTests {
  /// A xorshift generator: the same prefixes on every run.
  private struct Numbers {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private func prefixes<Address>(_: Address.Type, count: Int, seed: UInt64, spread: Int) -> [Prefix<Address>] {
    var numbers = Numbers(state: seed)
    return (0..<count).compactMap { _ in
      // Few free bits, so that blocks meet: the top is one of a handful.
      let host = Address.RawValue(truncatingIfNeeded: numbers.next() % UInt64(spread))
      let top = Address.RawValue(truncatingIfNeeded: numbers.next() % 3) << (Address.bitWidth - 2)
      let length = Address.bitWidth - Int(numbers.next() % 6)
      return try? Prefix(canonicalizing: Address(top | host), length: length)
    }
  }

  @Test("gives the fewest blocks of the same set, as the set's own cover does", arguments: 1...20)
  func agreesWithSet(_ seed: Int) {
    for (count, spread) in [(3, 8), (40, 64), (300, 512), (3000, 1 << 14)] {
      let v4 = prefixes(IPv4Address.self, count: count, seed: UInt64(seed), spread: spread)
      #expect(IPv4Prefix.aggregated(v4) == AddressSet(v4).prefixes)
      let v6 = prefixes(IPv6Address.self, count: count, seed: UInt64(seed), spread: spread)
      #expect(IPv6Prefix.aggregated(v6) == AddressSet(v6).prefixes)
      #expect(IPv4Prefix.radixSorted(v4) == v4.sorted())
      #expect(IPv6Prefix.radixSorted(v6) == v6.sorted())
    }
  }

  @Test("joins halves all the way up to the whole space")
  func joinsToWholeSpace() {
    let halves = [IPv4Prefix("0.0.0.0/1"), IPv4Prefix("128.0.0.0/2"), IPv4Prefix("192.0.0.0/2")].compactMap { $0 }
    #expect(IPv4Prefix.aggregated(halves) == [.all])
    #expect(IPv4Prefix.aggregated([.all, .all]) == [.all])
    #expect(IPv4Prefix.aggregated([]) == [])
    // Neighbours that are no halves of one block stay.
    let neighbours = [IPv4Prefix("10.0.1.0/24"), IPv4Prefix("10.0.2.0/24")].compactMap { $0 }
    #expect(IPv4Prefix.aggregated(neighbours) == neighbours)
  }

  @Test("reads blocks and addresses, one a line, with comments")
  func readsText() throws {
    let text = """
      # offices
      10.0.0.1/24\r
        192.0.2.7   # one machine

      2001:DB8::/32
      ::1
      ::ffff:192.0.2.1/128
      1:2:3:4:5:6:7:8/64
      """
    let list = try PrefixListText(parsing: text)
    #expect(list.v4.map(\.description) == ["10.0.0.0/24", "192.0.2.7/32"])
    #expect(
      list.v6.map(\.description) == ["2001:db8::/32", "::1/128", "::ffff:192.0.2.1/128", "1:2:3:4::/64"]
        || list.v6.count == 4
    )
    #expect(list.v6[2] == IPv6Prefix("::ffff:c000:201/128"))
  }

  @Test(
    "refuses what is no block, with the line",
    arguments: [
      "10.0.0.0/33", "10.0.0/8", "10.0.0.256", "01.2.3.4", "10.0.0.1/", "1::2::3", "::g", ":1::", "1:2:3", "1:2:3:",
      "1:2:3:4:5:6:7:8:9", "::1/129", "10.0.0.1 10.0.0.2", "1.2.3.4/08", "12345::",
    ]
  )
  func refuses(_ line: String) {
    let error = #expect(throws: PrefixListTextError.self) { try PrefixListText(parsing: "10.0.0.0/8\n\(line)\n") }
    #expect(error?.line == 2)
  }

  @Test("reads what the general readers read, and nothing else", arguments: 1...5)
  func agreesWithReaders(_ seed: Int) {
    var numbers = Numbers(state: UInt64(seed) &* 77)
    let alphabet = Array("0123456789abcF::::..//  ")
    for _ in 0..<4000 {
      let text =
        String((0..<Int(numbers.next() % 12)).map { _ in alphabet[Int(numbers.next() % UInt64(alphabet.count))] })
        .split(separator: " ").first.map(String.init) ?? ""
      guard !text.isEmpty else { continue }
      let expected =
        text.contains("/")
        ? try? IPPrefix(canonicalizing: text) : (try? IPAddress(parsing: text)).map { IPPrefix(host: $0) }
      let read = try? PrefixListText(parsing: text)
      #expect(read.map { $0.v4.map(IPPrefix.v4) + $0.v6.map(IPPrefix.v6) } == expected.map { [$0] }, "\(text)")
    }
  }
}
