/// An IP protocol number: what the IPv4 header calls Protocol and the IPv6 header Next Header.
///
/// EC2's `-1`, all protocols, is not a protocol and has no value here.
@usableFromInline
package struct IPProtocol: RawRepresentable, Hashable, Comparable, Sendable {
  /// The number assigned by IANA.
  @usableFromInline
  package let rawValue: UInt8

  /// The protocol with this number.
  @inlinable
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// ICMP for IPv4, 1.
  @inlinable package static var icmp: IPProtocol { IPProtocol(rawValue: 1) }
  /// IGMP, 2.
  @inlinable package static var igmp: IPProtocol { IPProtocol(rawValue: 2) }
  /// IPv4 inside IP, 4.
  @inlinable package static var ipv4Encapsulation: IPProtocol { IPProtocol(rawValue: 4) }
  /// TCP, 6.
  @inlinable package static var tcp: IPProtocol { IPProtocol(rawValue: 6) }
  /// UDP, 17.
  @inlinable package static var udp: IPProtocol { IPProtocol(rawValue: 17) }
  /// IPv6 inside IP, 41.
  @inlinable package static var ipv6Encapsulation: IPProtocol { IPProtocol(rawValue: 41) }
  /// Generic Routing Encapsulation, 47.
  @inlinable package static var gre: IPProtocol { IPProtocol(rawValue: 47) }
  /// IPsec Encapsulating Security Payload, 50.
  @inlinable package static var esp: IPProtocol { IPProtocol(rawValue: 50) }
  /// IPsec Authentication Header, 51.
  @inlinable package static var ah: IPProtocol { IPProtocol(rawValue: 51) }
  /// ICMP for IPv6, 58.
  @inlinable package static var icmpv6: IPProtocol { IPProtocol(rawValue: 58) }
  /// OSPF, 89.
  @inlinable package static var ospf: IPProtocol { IPProtocol(rawValue: 89) }
  /// VRRP, 112.
  @inlinable package static var vrrp: IPProtocol { IPProtocol(rawValue: 112) }
  /// SCTP, 132.
  @inlinable package static var sctp: IPProtocol { IPProtocol(rawValue: 132) }

  /// Whether a security group rule for this protocol has a range of ports: TCP and UDP only.
  ///
  /// SCTP, DCCP and UDP-Lite have ports on the wire, but EC2 ignores them: a rule for protocol 132 allows every port.
  @inlinable
  package var hasPorts: Bool { self == .tcp || self == .udp }

  /// Whether rules for this protocol have a type and a code: ICMP of either family.
  @inlinable
  package var isICMP: Bool { self == .icmp || self == .icmpv6 }

  @inlinable
  package static func < (left: IPProtocol, right: IPProtocol) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension IPProtocol: CustomStringConvertible {
  /// The protocol as EC2 writes it: `tcp`, `udp`, `icmp`, `icmpv6`, or the number.
  @usableFromInline
  package var description: String {
    switch self {
    case .tcp: "tcp"
    case .udp: "udp"
    case .icmp: "icmp"
    case .icmpv6: "icmpv6"
    default: "\(rawValue)"
    }
  }

  /// The protocol with this name or number: a decimal number 0 through 255, an IANA keyword, or another common name
  /// (`icmpv6`, `ospf`), in any case. `nil` for anything else, `-1` and `all` included.
  package init?(name: some StringProtocol) {
    let digits = name.utf8
    if !digits.isEmpty, digits.allSatisfy({ decimalValue($0) != nil }) {
      guard digits.first != UInt8(ascii: "0") || digits.count == 1, let number = UInt8(name) else { return nil }
      self.init(rawValue: number)
      return
    }
    // Unicode's lower case maps the Kelvin sign to k; a name is ASCII or it is none.
    guard digits.allSatisfy({ $0 < 0x80 }), let number = Self.numbersByName[name.lowercased()] else { return nil }
    self.init(rawValue: number)
  }

  /// IANA's keyword for the protocol, such as `ESP` or `IPv6-ICMP`; `nil` where none is assigned.
  package var keyword: String? { Self.keywords[rawValue] }

  private static let numbersByName: [String: UInt8] = {
    var numbers: [String: UInt8] = [:]
    for (number, keyword) in keywords { numbers[keyword.lowercased()] = number }
    // Names in use besides IANA's: EC2's icmpv6, and those of /etc/protocols. Lower case, none a keyword.
    let aliases: [(String, UInt8)] = [
      ("ipencap", 4), ("icmpv6", 58), ("icmp6", 58), ("ospf", 89), ("mobility-header", 135),
    ]
    for (alias, number) in aliases { numbers[alias] = number }
    return numbers
  }()
}
