import IPAddressing

/// Texts of addresses, and texts that are nearly so.
enum HostileText {
  /// A valid text of some kind, then changed in a few places, or not at all.
  static func mutated(using generator: inout SeededGenerator) -> String {
    var bytes = Array(valid(using: &generator).utf8)
    let alphabet = Array("0123456789abcdefABCDEFg:::...//%-+x \0\n\u{664}é".utf8)
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let index = Int.random(in: 0...bytes.count, using: &generator)
      let byte =
        Int.random(in: 0..<8, using: &generator) == 0
        ? UInt8.random(in: .min ... .max, using: &generator)
        : alphabet[Int.random(in: alphabet.indices, using: &generator)]
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.insert(byte, at: index)
      case 1 where index < bytes.count: bytes[index] = byte
      case 2 where index < bytes.count: bytes.remove(at: index)
      case 3: bytes.insert(contentsOf: bytes[index...].prefix(5), at: index)
      default: break
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Random bytes, repaired to a string.
  static func garbage(using generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...60, using: &generator)
    return String(decoding: (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }, as: UTF8.self)
  }

  private static func valid(using generator: inout SeededGenerator) -> String {
    let v4 = IPv4Address.random(using: &generator)
    let v6 = IPv6Address.random(using: &generator)
    return switch Int.random(in: 0..<8, using: &generator) {
    case 0: v4.description
    case 1: v6.description
    case 2: v6.longText(using: &generator)
    case 3: "::\(v4)"
    case 4: "1:2:3::\(v4)"
    case 5: "\(v4)/\(Int.random(in: 0...32, using: &generator))"
    case 6: "\(v6)/\(Int.random(in: 0...128, using: &generator))"
    default:
      "\(UInt16.random(in: 0...9_999, using: &generator))-\(UInt16.random(in: 9_999 ... .max, using: &generator))"
    }
  }
}

extension IPv4Address {
  /// A random address, often of octets at the edges.
  static func random(using generator: inout SeededGenerator) -> Self {
    func octet() -> UInt8 {
      [0, 1, 255, .random(in: .min ... .max, using: &generator)].randomElement(using: &generator) ?? 0
    }
    return Self(octet(), octet(), octet(), octet())
  }
}

extension IPv6Address {
  /// A random address, with many groups of zeros; now and then an IPv4-mapped one.
  static func random(using generator: inout SeededGenerator) -> Self {
    if Int.random(in: 0..<16, using: &generator) == 0 {
      return IPv6Address(ipv4Mapped: .random(using: &generator))
    }
    return Self(
      (0..<8).reduce(UInt128(0)) { number, _ in
        let choices: [UInt16] = [0, 0, 0, 1, .max, .random(in: .min ... .max, using: &generator)]
        return number << 16 | UInt128(choices.randomElement(using: &generator) ?? 0)
      }
    )
  }

  /// All eight groups, with or without leading zeros, in random case.
  func longText(using generator: inout SeededGenerator) -> String {
    (0..<8).map { index in
      let group = UInt16(truncatingIfNeeded: rawValue >> (112 - 16 * index))
      let digits = String(group, radix: 16, uppercase: .random(using: &generator))
      return Bool.random(using: &generator) ? digits : String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }.joined(separator: ":")
  }
}
