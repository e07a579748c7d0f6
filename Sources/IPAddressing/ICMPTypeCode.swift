/// The type and code of an ICMP message, of either family. Orders by type, then code.
@usableFromInline
package struct ICMPTypeCode: Hashable, Comparable, Sendable {
  /// What kind of message it is: 8 is an IPv4 echo request, 128 an IPv6 one.
  @usableFromInline
  package var type: UInt8

  /// The variant within the type: type 3 code 4 is "fragmentation needed".
  @usableFromInline
  package var code: UInt8

  /// The message of this type and code.
  @inlinable
  package init(type: UInt8, code: UInt8) {
    self.type = type
    self.code = code
  }

  @inlinable
  package static func < (left: ICMPTypeCode, right: ICMPTypeCode) -> Bool {
    left.type == right.type ? left.code < right.code : left.type < right.type
  }

  /// The type of an echo request, what ping sends: 8 or 128.
  package static func echoRequest(family: IPFamily) -> UInt8 {
    family == .ipv4 ? 8 : 128
  }

  /// The type of an echo reply: 0 or 129.
  package static func echoReply(family: IPFamily) -> UInt8 {
    family == .ipv4 ? 0 : 129
  }

  /// What a well-known type is called, such as `echo request`; `nil` for a type hardly seen.
  ///
  /// The names are those of IANA's registries "ICMP Parameters" and "ICMPv6 Parameters".
  package static func name(type: UInt8, family: IPFamily) -> String? {
    switch family {
    case .ipv4: ipv4Names[type]
    case .ipv6: ipv6Names[type]
    }
  }

  private static let ipv4Names: [UInt8: String] = [
    0: "echo reply", 3: "destination unreachable", 4: "source quench", 5: "redirect", 8: "echo request",
    9: "router advertisement", 10: "router solicitation", 11: "time exceeded", 12: "parameter problem",
    13: "timestamp", 14: "timestamp reply", 17: "address mask request", 18: "address mask reply", 30: "traceroute",
    40: "photuris", 42: "extended echo request", 43: "extended echo reply",
  ]

  private static let ipv6Names: [UInt8: String] = [
    1: "destination unreachable", 2: "packet too big", 3: "time exceeded", 4: "parameter problem",
    128: "echo request", 129: "echo reply", 130: "multicast listener query", 131: "multicast listener report",
    132: "multicast listener done", 133: "router solicitation", 134: "router advertisement",
    135: "neighbor solicitation", 136: "neighbor advertisement", 137: "redirect", 138: "router renumbering",
    143: "multicast listener report v2", 144: "home agent address discovery request",
    145: "home agent address discovery reply", 146: "mobile prefix solicitation",
    147: "mobile prefix advertisement", 148: "certification path solicitation",
    149: "certification path advertisement", 151: "multicast router advertisement",
    152: "multicast router solicitation", 153: "multicast router termination", 160: "extended echo request",
    161: "extended echo reply",
  ]
}
