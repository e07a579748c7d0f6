/// What a finding is called from run to run, so that a tool knows it again when its words or its place have changed.
package struct FindingFingerprints: Sendable {
  private var seen: [String: Int] = [:]

  package init() {}

  /// 32 hexadecimal digits, of the check, the first subject and the aspect; two findings that have all three in common
  /// are told apart by their order.
  package mutating func next(_ finding: Finding) -> String {
    let parts = [finding.checkID, finding.subjects.first?.id ?? "", finding.aspect]
    let plain = Self.digest(parts)
    let count = seen[plain, default: 0]
    seen[plain] = count + 1
    return count == 0 ? plain : Self.digest(parts + ["\(count)"])
  }

  /// FNV-1a of 128 bits (RFC 9923): not cryptographic, and nothing here depends on that.
  private static func digest(_ parts: [String]) -> String {
    let prime = UInt128(1) << 88 | 0x13B
    var hash = UInt128(0x6C62_272E_07BB_0142) << 64 | 0x62B8_2175_6295_C58D
    for part in parts {
      for byte in part.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
      // A byte that UTF-8 has not, so that parts do not run into one another.
      hash = (hash ^ 0xFF) &* prime
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
