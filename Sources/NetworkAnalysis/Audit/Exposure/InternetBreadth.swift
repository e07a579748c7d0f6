import IPAddressing

/// How much of the internet a set of addresses holds.
enum InternetBreadth: Comparable, Sendable {
  case none
  /// Particular hosts and networks.
  case specific
  /// Networks larger than one organisation is likely to mean: more than 65,536 IPv4 addresses, or than an IPv6 /32.
  case wide
  /// A sixteenth of IPv4's addresses and more, or an IPv6 block of the size that a regional registry gets (/12): whoever
  /// scans for open ports is in it.
  case open

  /// - Parameter set: of addresses on the internet.
  init(v4 set: AddressSet<IPv4Address>) {
    let count = set.addressCount.value
    if count == 0 {
      self = .none
    } else if count >= InternetAddresses.v4Count / 16 {
      self = .open
    } else {
      self = count > 0x1_0000 ? .wide : .specific
    }
  }

  init(v6 set: AddressSet<IPv6Address>) {
    let count = set.addressCount.value
    if count == 0 {
      self = .none
    } else if count >= UInt128(1) << 116 {
      self = .open
    } else {
      self = count > UInt128(1) << 96 ? .wide : .specific
    }
  }

  init(_ set: IPAddressSet, _ family: IPFamily) {
    self = family == .ipv4 ? Self(v4: set.v4) : Self(v6: set.v6)
  }

  init(_ set: IPAddressSet) { self = max(Self(v4: set.v4), Self(v6: set.v6)) }
}

/// The internet's addresses, counted once.
enum InternetAddresses {
  static let all = AddressScope.internet
  static let v4Count = all.v4.addressCount.value
}

extension IPAddressSet {
  /// The part that hosts on the internet can have.
  var onInternet: IPAddressSet {
    // The frequent cases need no set algebra.
    if v6.isEmpty, v4.ranges.count == 1, v4 == .all { return IPAddressSet(v4: InternetAddresses.all.v4) }
    if v4.isEmpty, v6.ranges.count == 1, v6 == .all { return IPAddressSet(v6: InternetAddresses.all.v6) }
    return intersection(InternetAddresses.all)
  }

  /// A set of internet addresses in words: `anywhere`, `anywhere over IPv4 but 203.0.113.7`, `25 % of IPv4's addresses`.
  var internetWords: String {
    var parts: [String] = []
    let isAllV4 = v4 == InternetAddresses.all.v4
    let isAllV6 = v6 == InternetAddresses.all.v6
    if isAllV4, isAllV6 { return "anywhere (IPv4 and IPv6)" }
    if !v4.isEmpty { parts.append(isAllV4 ? "anywhere (IPv4)" : Self.words(v4)) }
    if !v6.isEmpty { parts.append(isAllV6 ? "anywhere (IPv6)" : Self.words(v6)) }
    return parts.joined(separator: " and ")
  }

  private static func words(_ set: AddressSet<IPv4Address>) -> String {
    let missing = InternetAddresses.all.v4.subtracting(set).prefixes
    if missing.count <= 3 {
      return "anywhere (IPv4) but \(missing.map { $0.isHost ? "\($0.first)" : "\($0)" }.joined(separator: ", "))"
    }
    let blocks = set.prefixes
    if blocks.count <= 3 { return blocks.map { $0.isHost ? "\($0.first)" : "\($0)" }.joined(separator: ", ") }
    let percent = Double(set.addressCount.value) / Double(InternetAddresses.v4Count) * 100
    if percent < 1 { return "\(set.addressCount.value) public IPv4 addresses" }
    // A part is never rounded up to the whole.
    return "\(min(99, Int(percent.rounded()))) % of the IPv4 internet"
  }

  private static func words(_ set: AddressSet<IPv6Address>) -> String {
    let blocks = set.prefixes
    if blocks.count <= 3 { return blocks.map { $0.isHost ? "\($0.first)" : "\($0)" }.joined(separator: ", ") }
    let missing = InternetAddresses.all.v6.subtracting(set).prefixes
    if missing.count <= 3 { return "anywhere (IPv6) but \(missing.map(\.description).joined(separator: ", "))" }
    return "part of the IPv6 internet (\(blocks.count) blocks)"
  }
}
