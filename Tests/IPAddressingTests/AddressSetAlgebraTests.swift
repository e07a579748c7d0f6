import IPAddressing
import Testing

/// The members of a set, one bit for each address.
private func members<Width: TinyWidth>(_ set: AddressSet<TinyAddress<Width>>) -> Set<UInt8> {
  Set(TinyAddress<Width>.allAddresses.filter { set.contains($0) }.map(\.rawValue))
}

/// The set with these members, built from one block for each.
private func set<Width: TinyWidth>(_ members: Set<UInt8>) -> AddressSet<TinyAddress<Width>> {
  AddressSet(members.map { Prefix(host: TinyAddress<Width>($0)) })
}

@Suite("Address set algebra")
struct AddressSetAlgebraTests {
  @Test("all operations on all pairs of the 256 sets of a three-bit space are those on their members")
  func exhaustively() {
    typealias TinySet = AddressSet<TinyAddress<ThreeBits>>
    let all = Set<UInt8>(0..<8)
    let byBits = (0..<256).map { bits in all.filter { bits >> Int($0) & 1 == 1 } }
    let sets: [TinySet] = byBits.map { set($0) }
    for (one, inOne) in zip(sets, byBits) {
      check(one, has: inOne)
      check(one.complement, has: all.subtracting(inOne))
      for (other, inOther) in zip(sets, byBits) { checkPair(one, inOne, other, inOther) }
    }
    #expect(Set(sets).count == 256)
  }

  @Test(
    "all operations on random sets of an eight-bit space are those on their members",
    arguments: [21, 22, 23] as [UInt64]
  )
  func randomly(seed: UInt64) {
    typealias Address = TinyAddress<EightBits>
    var generator = SeededGenerator(seed: seed)
    let all = Set(UInt8.min ... .max)
    let prefixes = Address.allPrefixes
    func random() -> (AddressSet<Address>, Set<UInt8>) {
      // Long blocks are the most numerous; a few short ones keep the sets from being all dust.
      let chosen = (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
        let length = Int.random(in: 1...8, using: &generator)
        return prefixes.filter { $0.length == length }.randomElement(using: &generator)
      }
      let expected = Set(all.filter { number in chosen.contains { $0.contains(Address(number)) } })
      return (AddressSet(chosen), expected)
    }
    for _ in 0..<150 {
      let (one, inOne) = random()
      let (other, inOther) = random()
      check(one, has: inOne)
      check(one.complement, has: all.subtracting(inOne))
      checkPair(one, inOne, other, inOther)
      let range = AddressRange(
        lower: Address(.random(in: 0...127, using: &generator)),
        upper: Address(.random(in: 127...255, using: &generator))
      )
      if let range {
        let inRange = Set(range.lower.rawValue...range.upper.rawValue)
        #expect(one.contains(range) == inOne.isSuperset(of: inRange))
        #expect(one.overlaps(range) == !inOne.isDisjoint(with: inRange))
      }
      for prefix in prefixes {
        let inPrefix = Set(prefix.first.rawValue...prefix.last.rawValue)
        #expect(one.contains(prefix) == inOne.isSuperset(of: inPrefix))
        #expect(one.overlaps(prefix) == !inOne.isDisjoint(with: inPrefix))
      }
    }
  }

  /// Checks one set against its members, and that it is the only form of them.
  private func check<Width: TinyWidth>(_ one: AddressSet<TinyAddress<Width>>, has expected: Set<UInt8>) {
    #expect(members(one) == expected)
    #expect(one == set(expected))
    #expect(one.isEmpty == expected.isEmpty)
    #expect(one.first?.rawValue == expected.min() && one.last?.rawValue == expected.max())
    #expect(AddressSet<TinyAddress<Width>>.isCanonical(one.ranges))
    #expect(AddressSet(one.prefixes) == one)
    #expect(AddressSet(ranges: one.ranges.reversed()) == one)
    let whole = expected.count == 1 << Width.bits
    #expect(one.addressCount.isWholeSpace == whole)
    #expect(Int(one.addressCount.value) == expected.count - (whole ? 1 : 0))
  }

  private func checkPair<Width: TinyWidth>(
    _ one: AddressSet<TinyAddress<Width>>,
    _ inOne: Set<UInt8>,
    _ other: AddressSet<TinyAddress<Width>>,
    _ inOther: Set<UInt8>
  ) {
    #expect(one.union(other) == set(inOne.union(inOther)))
    #expect(one.intersection(other) == set(inOne.intersection(inOther)))
    #expect(one.subtracting(other) == set(inOne.subtracting(inOther)))
    #expect(one.symmetricDifference(other) == set(inOne.symmetricDifference(inOther)))
    #expect(one.contains(other) == inOne.isSuperset(of: inOther))
    #expect(one.isDisjoint(with: other) == inOne.isDisjoint(with: inOther))
    #expect((one == other) == (inOne == inOther))
    var changed = one
    changed.formUnion(other)
    #expect(changed == one.union(other))
    changed.formSymmetricDifference(one)
    #expect(changed == other.subtracting(one))
    changed.formIntersection(other)
    #expect(changed == other.subtracting(one))
    changed.subtract(other)
    #expect(changed.isEmpty)
  }
}
