import IPAddressing
import Testing

private typealias EightBitSet = AddressSet<TinyAddress<EightBits>>

@Suite("Address set algebra")
struct AddressSetAlgebraTests {
  @Test("all operations on all pairs of the 256 sets of a three-bit space are those on their members")
  func exhaustively() {
    typealias Address = TinyAddress<ThreeBits>
    // The set at each index has the addresses whose bits are set in the index.
    let sets = (0..<256).map { bits in
      AddressSet(Address.allAddresses.filter { bits >> Int($0.rawValue) & 1 == 1 }.map(Prefix.init(host:)))
    }
    #expect(Set(sets).count == 256)
    for (bits, set) in sets.enumerated() {
      for address in Address.allAddresses {
        #expect(set.contains(address) == (bits >> Int(address.rawValue) & 1 == 1))
      }
      checkForm(of: set, count: bits.nonzeroBitCount, space: 8)
      #expect(set.complement == sets[~bits & 255])
    }
    for (one, first) in sets.enumerated() {
      for (other, second) in sets.enumerated() {
        let agrees =
          first.union(second) == sets[one | other]
          && first.intersection(second) == sets[one & other]
          && first.subtracting(second) == sets[one & ~other]
          && first.symmetricDifference(second) == sets[one ^ other]
          && first.contains(second) == (other & ~one == 0)
          && first.isDisjoint(with: second) == (one & other == 0)
        if !agrees { Issue.record("\(first) and \(second)") }
      }
    }
  }

  @Test(
    "all operations on random sets of an eight-bit space are those on their members",
    arguments: [21, 22, 23] as [UInt64]
  )
  func randomly(seed: UInt64) {
    typealias Address = TinyAddress<EightBits>
    var generator = SeededGenerator(seed: seed)
    let prefixes = Address.allPrefixes
    func random() -> (EightBitSet, [Bool]) {
      var bitmap = Array(repeating: false, count: 256)
      // As many short blocks as long ones, which are far more numerous, keep the sets from being all dust.
      let chosen = (0..<Int.random(in: 0...12, using: &generator)).compactMap { _ in
        let length = Int.random(in: 1...8, using: &generator)
        return prefixes.filter { $0.length == length }.randomElement(using: &generator)
      }
      for block in chosen {
        for number in block.first.rawValue...block.last.rawValue { bitmap[Int(number)] = true }
      }
      return (AddressSet(chosen), bitmap)
    }
    func bitmap(_ set: EightBitSet) -> [Bool] { Address.allAddresses.map { set.contains($0) } }
    for _ in 0..<100 {
      let (one, inOne) = random()
      let (other, inOther) = random()
      #expect(bitmap(one) == inOne)
      checkForm(of: one, count: inOne.count { $0 }, space: 256)
      #expect(bitmap(one.complement) == inOne.map { !$0 })
      #expect(bitmap(one.union(other)) == zip(inOne, inOther).map { $0 || $1 })
      #expect(bitmap(one.intersection(other)) == zip(inOne, inOther).map { $0 && $1 })
      #expect(bitmap(one.subtracting(other)) == zip(inOne, inOther).map { $0 && !$1 })
      #expect(bitmap(one.symmetricDifference(other)) == zip(inOne, inOther).map { $0 != $1 })
      #expect(one.contains(other) == zip(inOne, inOther).allSatisfy { $0 || !$1 })
      #expect(one.isDisjoint(with: other) == !zip(inOne, inOther).contains { $0 && $1 })
      #expect(one.union(other).subtracting(other).union(one.intersection(other)) == one)
      for prefix in prefixes {
        let part = inOne[Int(prefix.first.rawValue)...Int(prefix.last.rawValue)]
        let (all, some) = (part.allSatisfy { $0 }, part.contains(true))
        if one.contains(prefix) != all || one.overlaps(prefix) != some { Issue.record("\(one) and \(prefix)") }
      }
    }
  }

  @Test("the operations in place are those that return")
  func inPlace() {
    let one = PortSet([PortRange(uncheckedLower: 10, upper: 20), PortRange(30)])
    let other = PortSet([PortRange(uncheckedLower: 15, upper: 30)])
    var changed = one
    changed.formUnion(other)
    #expect(changed.description == "{10-30}")
    changed.formSymmetricDifference(one)
    #expect(changed.description == "{21-29}")
    changed.formIntersection(PortSet([PortRange(uncheckedLower: 25, upper: 40)]))
    #expect(changed.description == "{25-29}")
    changed.subtract(PortSet(27))
    #expect(changed.description == "{25-26, 28-29}")
  }

  /// Checks that a set is in the one form its members have, and what it says of itself.
  private func checkForm<Address>(of set: AddressSet<Address>, count: Int, space: Int) {
    #expect(AddressSet<Address>.isCanonical(set.ranges))
    #expect(set.isEmpty == (count == 0) && (set.first == nil) == (count == 0))
    #expect(AddressSet(set.prefixes) == set)
    #expect(AddressSet(ranges: set.ranges.reversed()) == set)
    #expect(set.addressCount.isWholeSpace == (count == space))
    #expect(Int(set.addressCount.value) == min(count, space - 1))
  }
}
