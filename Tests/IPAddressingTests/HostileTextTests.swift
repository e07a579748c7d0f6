import IPAddressing
import Testing

@Suite("Parsers and hostile text")
struct HostileTextTests {
  @Test(
    "mutated and random text never traps, and what is accepted reads back the same",
    arguments: [11, 12, 13] as [UInt64]
  )
  func everyParser(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var accepted = 0
    for round in 0..<10_000 {
      let text =
        round % 4 == 0 ? HostileText.garbage(using: &generator) : HostileText.mutated(using: &generator)
      if check(text, IPv4Address.init(parsing:)) { accepted += 1 }
      if check(text, IPv6Address.init(parsing:)) { accepted += 1 }
      if check(text, IPAddress.init(parsing:)) { accepted += 1 }
      if check(text, IPv4Prefix.init(parsing:)) { accepted += 1 }
      if check(text, IPv6Prefix.init(parsing:)) { accepted += 1 }
      if check(text, IPPrefix.init(parsing:)) { accepted += 1 }
      if check(text, IPPrefix.init(canonicalizing:)) { accepted += 1 }
      if let range = try? PortRange(parsing: text) {
        accepted += 1
        #expect(PortRange(range.description) == range)
      }
      if let number = IPProtocol(name: text) { #expect(IPProtocol(name: number.description) == number) }
    }
    #expect(accepted > 1_000, "the mutations leave too little to accept for this test to mean anything")
  }

  private func check<Value: LosslessStringConvertible & Equatable>(
    _ text: String,
    _ parse: (String) throws(AddressParseError) -> Value
  ) -> Bool {
    do {
      let value = try parse(text)
      #expect(Value(value.description) == value, "\(text.debugDescription)")
      return true
    } catch {
      #expect(error.input == text && (0...text.utf8.count).contains(error.offset), "\(text.debugDescription)")
      #expect(error.description.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 > 0x7F }, "\(text.debugDescription)")
      return false
    }
  }
}
