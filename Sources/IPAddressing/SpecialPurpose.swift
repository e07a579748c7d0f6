/// Addresses set aside for a purpose, from IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890), its
/// multicast registries and the IPv6 address space registry.
package enum SpecialPurpose {
  /// Private use (RFC 1918): `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`.
  package static let privateUse = IPAddressSet(ipv4: [
    .block(10, length: 8), .block(172, 16, length: 12), .block(192, 168, length: 16),
  ])

  /// Shared between a provider and its customers (RFC 6598): `100.64.0.0/10`.
  package static let shared = IPAddressSet(ipv4: [.block(100, 64, length: 10)])

  /// Loopback: `127.0.0.0/8`, `::1/128`.
  package static let loopback = IPAddressSet(ipv4: [.block(127, length: 8)], ipv6: [IPv6Prefix(host: IPv6Address(1))])

  /// Link local: `169.254.0.0/16` (RFC 3927), where EC2 has its instance metadata, and `fe80::/10` (RFC 4291).
  package static let linkLocal = IPAddressSet(ipv4: [.block(169, 254, length: 16)], ipv6: [.block(0xfe80, length: 10)])

  /// Unique local (RFC 4193): `fc00::/7`.
  package static let uniqueLocal = IPAddressSet(ipv6: [.block(0xfc00, length: 7)])

  /// Documentation (RFC 5737, RFC 3849, RFC 9637).
  package static let documentation = IPAddressSet(
    ipv4: [.block(192, 0, 2, length: 24), .block(198, 51, 100, length: 24), .block(203, 0, 113, length: 24)],
    ipv6: [.block(0x2001, 0xdb8, length: 32), .block(0x3fff, length: 20)]
  )

  /// Benchmarking of network devices (RFC 2544, RFC 5180): `198.18.0.0/15`, `2001:2::/48`.
  package static let benchmarking = IPAddressSet(
    ipv4: [.block(198, 18, length: 15)],
    ipv6: [.block(0x2001, 0x2, length: 48)]
  )

  /// Multicast: `224.0.0.0/4`, `ff00::/8`.
  package static let multicast = IPAddressSet(ipv4: [.block(224, length: 4)], ipv6: [.block(0xff00, length: 8)])

  /// Never anyone's own: "this network" `0.0.0.0/8` and the unspecified `::`, and `240.0.0.0/4` reserved for the future
  /// with the limited broadcast address.
  package static let reserved = IPAddressSet(
    ipv4: [.block(0, length: 8), .block(240, length: 4)],
    ipv6: [IPv6Prefix(host: IPv6Address(0))]
  )

  /// The well-known NAT64 prefix (RFC 6052): `64:ff9b::/96`, whose last 32 bits name an IPv4 host a NAT gateway reaches.
  ///
  /// Not part of ``internet``: no host has such an address, and where it leads depends on the IPv4 address in it.
  package static let nat64 = IPAddressSet(ipv6: [.block(0x64, 0xff9b, length: 96)])

  /// Addresses for protocols (RFC 6890, RFC 2928), less those within them that the registries mark as reachable from
  /// everywhere: `192.0.0.0/24`, `2001::/23`.
  package static let protocolAssignments = IPAddressSet(
    ipv4: [.block(192, 0, 0, length: 24)],
    ipv6: [.block(0x2001, length: 23)]
  ).subtracting(
    IPAddressSet(
      ipv4: [
        .block(192, 0, 0, 9, length: 32),  // Port Control Protocol anycast, RFC 7723
        .block(192, 0, 0, 10, length: 32),  // TURN anycast, RFC 8155
      ],
      ipv6: [
        .block(0x2001, 0, length: 32),  // Teredo, RFC 4380: relays announce it
        .block(0x2001, 1, 0, 0, 0, 0, 0, 1, length: 128),  // Port Control Protocol anycast, RFC 7723
        .block(0x2001, 1, 0, 0, 0, 0, 0, 2, length: 128),  // TURN anycast, RFC 8155
        .block(0x2001, 1, 0, 0, 0, 0, 0, 3, length: 128),  // DNS-SD registration anycast, RFC 9665
        .block(0x2001, 3, length: 32),  // AMT, RFC 7450
        .block(0x2001, 4, 0x112, length: 48),  // AS112, RFC 7535
        .block(0x2001, 0x20, length: 28),  // ORCHIDv2, RFC 7343
        .block(0x2001, 0x30, length: 28),  // Drone remote ID, RFC 9374
      ]
    )
  )

  /// The addresses that a host on the internet can have, or be reached at.
  ///
  /// IPv4: all but the special purposes above. IPv6: the global unicast space `2000::/3`, the only one handed out, less
  /// the special purposes in it. 6to4 and Teredo count as internet: the registry leaves their reach open, and a rule
  /// that admits them admits hosts anywhere.
  package static let internet = IPAddressSet(v4: .all, v6: AddressSet(.block(0x2000, length: 3)))
    .subtracting(privateUse)
    .subtracting(shared)
    .subtracting(loopback)
    .subtracting(linkLocal)
    .subtracting(documentation)
    .subtracting(benchmarking)
    .subtracting(multicast)
    .subtracting(reserved)
    .subtracting(protocolAssignments)

  /// The addresses no host on the internet has: the complement of ``internet``.
  package static let notOnInternet = internet.complement
}

extension IPAddress {
  /// Whether the address can be that of a host on the internet: whether it is in ``SpecialPurpose/internet``.
  package var isGloballyRoutable: Bool { SpecialPurpose.internet.contains(self) }
}

extension IPAddressSet {
  fileprivate init(ipv4: [IPv4Prefix] = [], ipv6: [IPv6Prefix] = []) {
    self.init(v4: AddressSet(ipv4), v6: AddressSet(ipv6))
  }
}

// Constants are spelled in numbers, so that building them cannot fail.
extension IPv4Prefix {
  fileprivate static func block(
    _ first: UInt8,
    _ second: UInt8 = 0,
    _ third: UInt8 = 0,
    _ fourth: UInt8 = 0,
    length: Int
  )
    -> Self
  {
    Self(unchecked: IPv4Address(first, second, third, fourth), length: length)
  }
}

extension IPv6Prefix {
  fileprivate static func block(_ leadingGroups: UInt16..., length: Int) -> Self {
    let groups = leadingGroups.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
    return Self(unchecked: IPv6Address(groups << (128 - 16 * leadingGroups.count)), length: length)
  }
}
