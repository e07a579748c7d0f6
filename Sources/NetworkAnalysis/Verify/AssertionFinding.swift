import IPAddressing
import VPCModel

/// A part of an assertion that does not hold, or of which that cannot be told: two sets of hosts and what passes, or does
/// not pass, between each two of them.
struct AssertionFinding {
  /// Hosts on the axis, or addresses beside them.
  enum Side {
    case hosts(HostSet)
    case addresses(IPAddressSet)
  }

  var sources: Side
  var destinations: Side
  /// The traffic that breaks the assertion, or of which nothing certain is known.
  var traffic: TrafficSet
  var family: IPFamily
  /// Whether it is known to break it; otherwise it may.
  var isCertain: Bool
  /// One pair of hosts of the two sets.
  var sample: (source: Host, destination: Host)
}

extension TrafficSet {
  /// One kind of traffic of the set; `nil` for the empty set.
  func anyProbe(_ family: IPFamily) -> TrafficProbe? {
    guard let selector = selectors(family).first else { return nil }
    switch selector {
    case .all: return .tcp(443)
    case .tcp(let ports): return .tcp(ports.lower)
    case .udp(let ports): return .udp(ports.lower)
    case .icmp(let pattern):
      return .icmp(ICMPTypeCode(type: pattern.type ?? ICMPTypeCode.echoRequest(family: .ipv4), code: pattern.code ?? 0))
    case .icmpv6(let pattern):
      return .icmpv6(
        ICMPTypeCode(type: pattern.type ?? ICMPTypeCode.echoRequest(family: .ipv6), code: pattern.code ?? 0)
      )
    case .other(let number): return .other(number)
    }
  }
}
