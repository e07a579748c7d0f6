/// Verdicts under numbers, each once, with what two of them amount to computed once: a network of any size has few
/// different ones.
struct VerdictTable: Sendable {
  typealias Number = Int32

  private(set) var verdicts: [TrafficVerdict] = []
  private var numbers: [TrafficVerdict: Number] = [:]
  private var meetings: [UInt64: Number] = [:]
  private var joinings: [UInt64: Number] = [:]

  /// The numbers of `TrafficVerdict.none` and `.all`.
  static let none: Number = 0
  static let all: Number = 1

  init() {
    _ = number(of: .none)
    _ = number(of: .all)
  }

  subscript(number: Number) -> TrafficVerdict { verdicts[Int(number)] }

  mutating func number(of verdict: TrafficVerdict) -> Number {
    if let known = numbers[verdict] { return known }
    let number = Number(truncatingIfNeeded: verdicts.count)
    verdicts.append(verdict)
    numbers[verdict] = number
    return number
  }

  mutating func meet(_ one: Number, _ other: Number) -> Number {
    if one == other || other == Self.all { return one }
    if one == Self.all { return other }
    if one == Self.none || other == Self.none { return Self.none }
    let key = Self.key(one, other)
    if let known = meetings[key] { return known }
    let result = number(of: self[one].meeting(self[other]))
    meetings[key] = result
    return result
  }

  mutating func join(_ one: Number, _ other: Number) -> Number {
    if one == other || other == Self.none { return one }
    if one == Self.none { return other }
    if one == Self.all || other == Self.all { return Self.all }
    let key = Self.key(one, other)
    if let known = joinings[key] { return known }
    let result = number(of: self[one].joining(self[other]))
    joinings[key] = result
    return result
  }

  private static func key(_ one: Number, _ other: Number) -> UInt64 {
    UInt64(UInt32(bitPattern: min(one, other))) << 32 | UInt64(UInt32(bitPattern: max(one, other)))
  }
}
