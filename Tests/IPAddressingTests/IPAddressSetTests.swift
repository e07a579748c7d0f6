import IPAddressing
import Testing

private func set(_ prefixes: String...) throws -> IPAddressSet {
  IPAddressSet(try prefixes.map { text throws in try IPPrefix(parsing: text) })
}

@Suite("Address set of both families")
struct IPAddressSetTests {
  @Test("neighbouring blocks join, overlapping ones are swallowed, the families stay apart")
  func normalForm() throws {
    let made = try set("10.1.0.0/16", "::/1", "10.0.0.0/16", "10.0.5.0/24", "8000::/1", "255.255.255.255/32")
    #expect(made.description == "{10.0.0.0/15, 255.255.255.255/32, ::/0}")
    #expect(made.prefixes.map(\.description) == ["10.0.0.0/15", "255.255.255.255/32", "::/0"])
    #expect(IPAddressSet().description == "{}")
    #expect(made.v6.addressCount == (value: .max, isWholeSpace: true))
    #expect(made.v4.addressCount == (value: 131_073, isWholeSpace: false))
    #expect(made.first == IPAddress("10.0.0.0"))
    #expect(IPAddressSet.all(.ipv6).first == IPAddress("::"))
  }

  @Test("operations act on each family")
  func algebra() throws {
    let one = try set("10.0.0.0/8", "2001:db8::/32")
    let other = try set("10.128.0.0/9", "2001:db8:8000::/33", "192.0.2.0/24")
    #expect(one.union(other) == (try set("10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32")))
    #expect(one.intersection(other) == (try set("10.128.0.0/9", "2001:db8:8000::/33")))
    #expect(one.subtracting(other) == (try set("10.0.0.0/9", "2001:db8::/33")))
    #expect(one.symmetricDifference(other) == (try set("10.0.0.0/9", "192.0.2.0/24", "2001:db8::/33")))
    #expect(one.complement.complement == one && one.complement.union(one) == .all)
    #expect(one.complement.isDisjoint(with: one) && !one.isDisjoint(with: other))
    #expect(!one.contains(other) && one.union(other).contains(other))
    #expect(one.contains(IPAddress.v4(IPv4Address(10, 255, 0, 0))) && !one.contains(IPAddress.v6(.lowest)))
    #expect(try one.contains(IPPrefix(parsing: "10.3.0.0/16")))
    #expect(!one.contains(IPPrefix.all(.ipv4)))
    #expect(one.overlaps(.all(.ipv4)))
    #expect(try !one.overlaps(IPPrefix(parsing: "11.0.0.0/8")))
    var changed = one
    changed.formUnion(other)
    changed.subtract(other)
    changed.formSymmetricDifference(one)
    #expect(changed == one.intersection(other))
    changed.formIntersection(.all(.ipv4))
    #expect(changed.v6.isEmpty && !changed.v4.isEmpty)
  }

  @Test("random IPv4 sets agree with asking every block", arguments: [31] as [UInt64])
  func realWidth(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let prefixes = try (0..<40).map { _ in
        try IPv4Prefix(canonicalizing: .random(using: &generator), length: .random(in: 4...32, using: &generator))
      }
      let set = AddressSet(prefixes)
      for _ in 0..<200 {
        let probe = IPv4Address.random(using: &generator)
        #expect(set.contains(probe) == prefixes.contains { $0.contains(probe) })
      }
      for prefix in prefixes { #expect(set.contains(prefix.first) && set.contains(prefix)) }
    }
  }
}
