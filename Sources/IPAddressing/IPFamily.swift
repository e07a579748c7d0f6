/// The two families of Internet addresses. IPv4 orders before IPv6.
@usableFromInline
package enum IPFamily: String, Hashable, Sendable, CaseIterable, Comparable {
  /// Internet Protocol version 4, addresses of 32 bits (RFC 791).
  case ipv4
  /// Internet Protocol version 6, addresses of 128 bits (RFC 8200).
  case ipv6

  /// The number of bits in an address of this family: 32 or 128.
  @inlinable
  package var bitWidth: Int {
    switch self {
    case .ipv4: IPv4Address.bitWidth
    case .ipv6: IPv6Address.bitWidth
    }
  }

  @inlinable
  package static func < (left: IPFamily, right: IPFamily) -> Bool {
    left == .ipv4 && right == .ipv6
  }
}
