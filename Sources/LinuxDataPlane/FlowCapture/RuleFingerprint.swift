package import VPCModel

/// A security group rule as 64 bits: what a connection's label carries to say which rule let it through.
///
/// FNV-1a (Fowler, Noll, Vo; RFC 9923) over the UTF-8 of the rule's identifier. Zero means "no rule" in a label, so a
/// rule whose hash is zero has the fingerprint 1. Among a million rules two share a fingerprint with a probability
/// of 3 in 100 million; whoever turns fingerprints back into rules must notice that.
package struct RuleFingerprint: Hashable, Sendable {
  package let rawValue: UInt64

  /// O(length of the identifier).
  package init(_ id: SecurityGroupRule.ID) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    rawValue = hash == 0 ? 1 : hash
  }

  /// One that was read back; `nil` for zero, "no rule".
  package init?(rawValue: UInt64) {
    guard rawValue != 0 else { return nil }
    self.rawValue = rawValue
  }

  /// The eight bytes of one half of a connection's label, most significant first.
  package var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: rawValue >> (56 - 8 * $0)) } }
}

extension RuleFingerprint: CustomStringConvertible {
  /// 16 hexadecimal digits.
  package var description: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
