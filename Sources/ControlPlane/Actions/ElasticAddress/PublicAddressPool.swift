package import EC2Shapes
package import IPAddressing
package import VPCModel

/// Where public IPv4 addresses come from.
///
/// AWS hands out addresses that exist. Here nobody owns any, so they come from `198.18.0.0/15`, the range that RFC 2544
/// sets aside for testing networks: routers on the internet drop it, so that a packet that escapes reaches no
/// stranger, and no real host ever has the address that a rule or a flow log shows. Of the ranges that are never
/// routed it is the largest that hosts accept as an ordinary unicast address and that private networks seldom use: the
/// documentation ranges hold 254 hosts each, `100.64.0.0/10` is in use by carriers and overlay networks (and may be a
/// VPC's block), and many systems refuse `240.0.0.0/4`.
package enum PublicAddressPool {
  /// Its lowest address.
  static let base = IPv4Address(198, 18, 0, 0)
  /// A `/15` has so many `/24`s; 254 addresses of each can be handed out.
  static let networkCount: UInt64 = 512

  /// A key that only the record holding the address links to: an elastic address, or an interface with an automatic
  /// public address.
  package static func key(_ address: IPv4Address) -> String { "public-address/\(address)" }

  /// A key that the interfaces of a VPC link to that have a public address.
  package static func key(of vpcID: VPC.ID) -> String { "\(vpcID)/public-addresses" }

  /// Whether addresses of the pool can have this value.
  static func contains(_ address: IPv4Address) -> Bool {
    let last = address.rawValue & 0xFF
    return (base.rawValue..<(base.rawValue + UInt32(networkCount) << 8)).contains(address.rawValue) && (1...254).contains(last)
  }

  /// Random draws before the pool counts as exhausted: where nine tenths are taken, one call in a million fails.
  static let attempts = 128
}

extension Transaction {
  /// A public IPv4 address that no account in any region has. It stays free until a record that links to its
  /// ``PublicAddressPool/key(_:)`` is put.
  ///
  /// - Throws: `InsufficientAddressCapacity`. O(log n).
  package mutating func allocatePublicAddress() throws(EC2Error) -> IPv4Address {
    // The last byte is 1…254: some systems still mistake 0 and 255 for a network's own and its broadcast address.
    for _ in 0..<PublicAddressPool.attempts {
      let number = UInt32(truncatingIfNeeded: randomNumber(below: PublicAddressPool.networkCount * 254))
      let offset = (number / 254) << 8 | (number % 254 + 1)
      let address = IPv4Address(PublicAddressPool.base.rawValue | offset)
      if !state.hasHolder(of: PublicAddressPool.key(address)) { return address }
    }
    throw EC2Error(
      code: "InsufficientAddressCapacity",
      message: "There are not enough free addresses in the pool 'amazon'."
    )
  }
}
