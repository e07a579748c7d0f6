/// A generator of pseudo-random numbers that gives the same sequence for the same seed on every platform.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): a counter that
/// advances by the golden ratio's fraction, each value mixed by two multiplications. Not for secrets.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SplitMix64 {
  /// A number from 0 to below `bound`; 0 where the bound is not positive.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(truncatingIfNeeded: next() % UInt64(bound)) : 0
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of the choices. The modulo's bias is far below what the tests could see.
  mutating func pick<Choice>(_ choices: [Choice]) -> Choice? {
    choices.isEmpty ? nil : choices[below(choices.count)]
  }

  /// One of the choices, the first one given apart so that there always is one.
  mutating func pick<Choice>(_ first: Choice, _ others: Choice...) -> Choice {
    let index = below(others.count + 1)
    return index == 0 ? first : others[index - 1]
  }

  /// Each choice with a chance in percent.
  mutating func some<Choice>(_ choices: [Choice], percent: Int) -> [Choice] {
    choices.filter { _ in chance(percent) }
  }
}
