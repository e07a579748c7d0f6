import IPAddressing
import Testing

@Suite("Ports")
struct PortSetTests {
  @Test("reads one port or a range, prints them the same way")
  func texts() throws {
    for (text, lower, upper) in [("443", 443, 443), ("1024-65535", 1_024, 65_535), ("0-0", 0, 0), ("0", 0, 0)] {
      let range = try PortRange(parsing: text)
      #expect(Int(range.lower) == lower && Int(range.upper) == upper)
      #expect(PortRange(range.description) == range)
    }
    #expect(PortRange(443).description == "443")
    #expect(PortRange.all.description == "0-65535" && PortRange.all.count == 65_536)
    #expect(PortRange(lower: 2, upper: 1) == nil)
  }

  @Test(
    "refuses everything else and says why",
    arguments: [
      ("", #""": a port is expected, the text is empty"#),
      ("http", #"http: port "http" is not a decimal number"#),
      ("-1", #"-1: port "" is not a decimal number"#),
      ("1-", #"1-: port "" is not a decimal number"#),
      ("1-2-3", #"1-2-3: port "2-3" is not a decimal number"#),
      ("+1", #"+1: port "+1" is not a decimal number"#),
      (" 1", #" 1: port " 1" is not a decimal number"#),
      ("65536", "65536: port 65536 is greater than 65535"),
      ("1-99999999999999999999", "1-99999999999999999999: port 99999999999999999999 is greater than 65535"),
      ("443-80", "443-80: the range ends before it begins"),
    ]
  )
  func refusals(text: String, message: String) {
    let error = #expect(throws: PortParseError.self) { try PortRange(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("operations on random port sets are those on bitmaps of all 65536 ports", arguments: [41, 42] as [UInt64])
  func bitmaps(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    func random() -> (PortSet, [Bool]) {
      var bitmap = Array(repeating: false, count: 65_536)
      let ranges = (0..<Int.random(in: 0...20, using: &generator)).compactMap { _ -> PortRange? in
        // Ends cluster, so that ranges often touch, overlap, and reach both ends of the space.
        let lower: UInt16? = [0, 80, 1_024, 65_000, .random(in: 0 ... .max, using: &generator)].randomElement(
          using: &generator
        )
        let width: Int? = [0, 1, 79, 943, .random(in: 0...9_000, using: &generator)].randomElement(using: &generator)
        guard let lower, let width else { return nil }
        return PortRange(lower: lower, upper: UInt16(clamping: Int(lower) + width))
      }
      for range in ranges {
        for port in range.lower...range.upper { bitmap[Int(port)] = true }
      }
      return (PortSet(ranges), bitmap)
    }
    func bitmap(_ set: PortSet) -> [Bool] { (UInt16.min ... .max).map { set.contains($0) } }
    for _ in 0..<4 {
      let (one, inOne) = random()
      let (other, inOther) = random()
      #expect(bitmap(one) == inOne)
      #expect(one.count == inOne.count { $0 })
      #expect(PortSet.isCanonical(one.ranges))
      #expect(bitmap(one.complement) == inOne.map { !$0 })
      #expect(bitmap(one.union(other)) == zip(inOne, inOther).map { $0 || $1 })
      #expect(bitmap(one.intersection(other)) == zip(inOne, inOther).map { $0 && $1 })
      #expect(bitmap(one.subtracting(other)) == zip(inOne, inOther).map { $0 && !$1 })
      #expect(bitmap(one.symmetricDifference(other)) == zip(inOne, inOther).map { $0 != $1 })
      #expect(one.contains(other) == zip(inOne, inOther).allSatisfy { $0 || !$1 })
      #expect(one.isDisjoint(with: other) == !zip(inOne, inOther).contains { $0 && $1 })
    }
  }

  @Test("ranges and sets at the ends of the space")
  func ends() {
    #expect(PortSet.all.complement.isEmpty && PortSet.empty.complement == .all && PortSet.all.count == 65_536)
    #expect(PortSet([PortRange(443), PortRange(80), PortRange(81)]).description == "{80-81, 443}")
    #expect(PortSet(443).complement.ranges.map(\.description) == ["0-442", "444-65535"])
    #expect(PortRange.all.intersection(PortRange(7)) == PortRange(7))
    #expect(PortRange(7).intersection(PortRange(8)) == nil && !PortRange(7).overlaps(PortRange(8)))
    #expect(PortRange.all.contains(PortRange(0)) && !PortRange(0).contains(.all) && PortRange(0).overlaps(.all))
  }
}
