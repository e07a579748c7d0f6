import IPAddressing
import Testing

@Suite("Smallest cover by blocks")
struct PrefixCoverTests {
  @Test("of all ways to make any set of a three-bit space from blocks, the cover is the only shortest")
  func shortest() {
    typealias Address = TinyAddress<ThreeBits>
    let prefixes = Address.allPrefixes
    let bits = prefixes.map { prefix in
      Address.allAddresses.filter(prefix.contains).reduce(0) { $0 | 1 << Int($1.rawValue) }
    }
    // For each set, the fewest blocks whose union it is, and how many choices of blocks are that few.
    var fewest = Array(repeating: Int.max, count: 256)
    var choices = Array(repeating: 0, count: 256)
    var shortest = Array(repeating: 0, count: 256)
    for choice in 0..<(1 << prefixes.count) {
      let union = prefixes.indices.filter { choice >> $0 & 1 == 1 }.reduce(0) { $0 | bits[$1] }
      let count = choice.nonzeroBitCount
      if count < fewest[union] {
        (fewest[union], choices[union], shortest[union]) = (count, 1, choice)
      } else if count == fewest[union] {
        choices[union] += 1
      }
    }
    for members in 0..<256 {
      let set = AddressSet(Address.allAddresses.filter { members >> Int($0.rawValue) & 1 == 1 }.map(Prefix.init(host:)))
      #expect(choices[members] == 1)
      #expect(set.prefixes == prefixes.indices.filter { shortest[members] >> $0 & 1 == 1 }.map { prefixes[$0] })
    }
  }

  @Test("ranges up to the ends of both families")
  func realWidths() throws {
    #expect(AddressRange<IPv4Address>.all.prefixes == [.all])
    #expect(AddressRange<IPv6Address>.all.prefixes == [.all])
    let inner4 = AddressRange(uncheckedLower: IPv4Address(1), upper: IPv4Address(.max - 1))
    #expect(inner4.prefixes.count == 62 && AddressSet(inner4.prefixes).ranges == [inner4])
    let inner6 = AddressRange(uncheckedLower: IPv6Address(1), upper: IPv6Address(.max - 1))
    #expect(inner6.prefixes.count == 254 && AddressSet(inner6.prefixes).ranges == [inner6])
    let range = try #require(AddressRange(lower: IPv4Address(10, 0, 0, 1), upper: IPv4Address(10, 0, 0, 10)))
    #expect(
      range.prefixes.map(\.description) == ["10.0.0.1/32", "10.0.0.2/31", "10.0.0.4/30", "10.0.0.8/31", "10.0.0.10/32"]
    )
    #expect(AddressRange(lower: IPv4Address(2), upper: IPv4Address(1)) == nil)
  }
}
