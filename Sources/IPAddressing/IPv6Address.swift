/// An IPv6 address, without a zone.
@usableFromInline
package struct IPv6Address: IPAddressProtocol {
  /// The address as a number: `2001:db8::1` is `0x2001_0db8 << 96 | 1`.
  @usableFromInline
  package let rawValue: UInt128

  @inlinable
  package static var family: IPFamily { .ipv6 }

  @inlinable
  package static var bitWidth: Int { 128 }

  /// The address with this number.
  @inlinable
  package init(_ rawValue: UInt128) {
    self.rawValue = rawValue
  }

  /// The IPv4-mapped form `::ffff:192.0.2.1` of an IPv4 address (RFC 4291, section 2.5.5.2).
  @inlinable
  package init(ipv4Mapped address: IPv4Address) {
    rawValue = 0xFFFF << 32 | UInt128(address.rawValue)
  }

  /// The IPv4 address this is the mapped form of, or `nil` outside `::ffff:0:0/96`.
  @inlinable
  package var ipv4Mapped: IPv4Address? {
    rawValue >> 32 == 0xFFFF ? IPv4Address(UInt32(truncatingIfNeeded: rawValue)) : nil
  }

  /// Reads any form of RFC 4291, section 2.2: eight groups, `::` for one or more groups of zeros, and a dotted quad in
  /// place of the last two groups.
  ///
  /// A zone (`fe80::1%eth0`) is refused: it names an interface of one machine, and rules are not about one machine.
  @usableFromInline
  package init(parsing text: some StringProtocol) throws(AddressParseError) {
    var scanner = AddressScanner(String(text))
    rawValue = try scanner.colonGroups()
  }

  /// The canonical text of RFC 5952: lower case, no leading zeros, `::` for the longest run of two or more groups of
  /// zeros (the first of equals), and a dotted quad for an IPv4-mapped address.
  @usableFromInline
  package var description: String {
    if let ipv4Mapped { return "::ffff:\(ipv4Mapped)" }
    let elided = longestRunOfZeroGroups
    var text = ""
    var index = 0
    while index < 8 {
      if index == elided.lowerBound && !elided.isEmpty {
        text += "::"
        index = elided.upperBound
        continue
      }
      if index > 0 && index != elided.upperBound { text += ":" }
      text += String(group(index), radix: 16)
      index += 1
    }
    return text
  }

  /// The group of 16 bits at an index from 0, the most significant, to 7.
  private func group(_ index: Int) -> UInt16 {
    UInt16(truncatingIfNeeded: rawValue >> (112 - 16 * index))
  }

  /// The first of the longest runs of two or more groups of zeros; empty when there is none, for RFC 5952 keeps a
  /// single group of zeros as `0`.
  private var longestRunOfZeroGroups: Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0..<8 {
      if group(index) != 0 {
        start = index + 1
      } else if index + 1 - start > max(longest.count, 1) {
        longest = start..<(index + 1)
      }
    }
    return longest
  }
}
