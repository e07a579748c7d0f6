import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import PolicyEngine

@Suite("The look-up tables")
struct LookUpTableTests {
  @Test("the address hash table is a dictionary", arguments: [1, 2, 3] as [UInt64])
  func addressHashTable(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var table = AddressHashTable<UInt32>()
    var model: [UInt32: UInt32] = [:]
    // Few keys that collide much: neighbours, multiples, and 0, which is also what an empty slot holds.
    let keys = (0..<40).map { UInt32($0) } + (0..<40).map { UInt32($0) &* 0x0100_0000 }
    for step in 0..<20_000 {
      guard let key = keys.randomElement(using: &random) else { return }
      let value = Bool.random(using: &random) ? UInt32.random(in: 1...9, using: &random) : 0
      table.set(key, to: value)
      model[key] = value == 0 ? nil : value
      #expect(table.count == model.count, "seed \(seed), step \(step)")
      if step % 50 == 0 {
        for key in keys { #expect(table[key] == model[key] ?? 0, "seed \(seed), step \(step), key \(key)") }
      }
    }
  }

  @Test("the run index finds what a walk finds", arguments: [1, 2, 15, 16, 17, 255, 256, 257, 4095, 4097, 70_000])
  func addressRunIndex(count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    var starts: Set<UInt32> = [0]
    if count > 1 { starts.insert(.max) }
    while starts.count < count { starts.insert(UInt32.random(in: 1..<UInt32.max, using: &random)) }
    let sorted = starts.sorted()
    let arrangement = AddressRunIndex<UInt32>.arrange(sorted)
    arrangement.elements.withUnsafeBufferPointer { elements in
      arrangement.further.withUnsafeBufferPointer { further in
        guard let elements = elements.baseAddress else { return }
        // An empty array has no base address, and is not read.
        let placeholder = [AddressRunIndex<UInt32>.Level(offset: 0, lastBlock: 0)]
        placeholder.withUnsafeBufferPointer { placeholder in
          guard let levels = further.baseAddress ?? placeholder.baseAddress else { return }
          let index = AddressRunIndex<UInt32>(
            elements: elements,
            second: arrangement.second,
            further: levels,
            furtherCount: further.count,
            count: sorted.count
          )
          var probes = [0, 1, UInt32.max, UInt32.max - 1]
          for start in sorted.prefix(300) + sorted.suffix(300) { probes += [start &- 1, start, start &+ 1] }
          for _ in 0..<300 { probes.append(UInt32.random(in: 0...UInt32.max, using: &random)) }
          for probe in probes {
            let expected = (sorted.lastIndex { $0 <= probe }) ?? 0
            #expect(index.run(of: probe) == expected, "\(count) runs, \(probe)")
          }
        }
      }
    }
  }

  @Test("selector columns tell apart what some rule tells apart", arguments: 0..<30)
  func selectorTable(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var ranges: [SelectorRange] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let section = SelectorKey.Section.allCases.randomElement(using: &random) ?? .tcp
      let bounds = [0, 1, 255, 256, 257, 1023, 1024, 65_279, 65_280, 65_534, 65_535].map { UInt16($0) }
      let one = bounds.randomElement(using: &random) ?? 0
      let other = section == .other ? one : bounds.randomElement(using: &random) ?? 0
      ranges.append(SelectorRange(section: section, lower: min(one, other), upper: max(one, other)))
    }
    let table = SelectorTable(ranges)
    for section in SelectorKey.Section.allCases {
      for value in stride(from: 0, through: 65_535, by: 1) {
        let key = SelectorKey(section: section, value: UInt16(value))
        let column = table.column(of: key)
        let offset = Int(table.sectionOffset[Int(section.rawValue)]) + value >> 8
        let paged = table.pages[Int(table.directory[offset]) << 8 | value & 0xFF]
        guard Int(paged) == column else {
          Issue.record("seed \(seed): \(key): page says \(paged), columns say \(column)")
          return
        }
        for range in ranges {
          let matches = range.section == section && range.lower <= key.value && key.value <= range.upper
          guard table.columns(of: range).contains(column) == matches else {
            Issue.record("seed \(seed): \(key) in column \(column), \(range) covers \(table.columns(of: range))")
            return
          }
        }
      }
    }
  }

  @Test("an address held twice belongs to both holders' groups, until one lets go")
  func sharedMembership() throws {
    var sets = GroupSets()
    var members = Membership<IPv4Address>()
    let prefix = IPv4Prefix(host: IPv4Address(0x0A00_0005))
    let one = sets.set(of: [sets.index(of: .group("sg-1"))])
    let both = sets.set(of: [sets.index(of: .group("sg-1")), sets.index(of: .group("sg-2"))])
    members.add(prefix, one, in: &sets)
    members.add(prefix, both, in: &sets)
    #expect(sets.members(of: members.single[prefix.address.rawValue]) == [0, 1])
    members.remove(prefix, both, in: &sets)
    #expect(members.single[prefix.address.rawValue] == one)
    members.remove(prefix, one, in: &sets)
    #expect(members.addressCount == 0)
  }
}
