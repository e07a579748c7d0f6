import IPAddressing
import VPCModel

/// What network ACLs say to all traffic with one address, each asked once.
struct SubnetVerdicts: Sendable {
  private struct Key: Hashable {
    var acl: NetworkACL.ID
    var direction: TrafficDirection
    var remote: IPAddress
  }
  private var known: [Key: TrafficVerdict] = [:]

  /// O(entries) for an address that was not asked for before.
  mutating func verdict(_ acl: NetworkACL, _ direction: TrafficDirection, remote: IPAddress) -> TrafficVerdict {
    let key = Key(acl: acl.id, direction: direction, remote: remote)
    if let verdict = known[key] { return verdict }
    let verdict = TrafficVerdict(certain: acl.allowedTraffic(direction, remote: remote))
    known[key] = verdict
    return verdict
  }
}

extension NetworkACL {
  /// The traffic with an address that the entries let pass: of those that match, the lowest number decides. O(entries).
  func allowedTraffic(_ direction: TrafficDirection, remote: IPAddress) -> TrafficSet {
    var allowed = TrafficSet.empty
    var undecided = TrafficSet.all
    for entry in entries where entry.direction == direction && entry.cidr.contains(remote) {
      let decided = TrafficSet(entry.traffic, remote.family).intersection(undecided)
      if entry.action == .allow { allowed.formUnion(decided) }
      undecided.subtract(decided)
      if undecided.isEmpty { break }
    }
    return allowed
  }
}

extension TrafficSet {
  /// The requests whose answers are in this set: of TCP and UDP all or nothing, for a client may choose any port of
  /// the range that AWS documents; of ICMP the echo requests; of other protocols the same.
  ///
  /// Nothing answers the other ICMP messages: they are in the result whatever passes.
  func requestsAnswered(_ family: IPFamily) -> TrafficSet {
    var result = Self.unanswered(family)
    let ports = TrafficProbe.documentedClientPorts
    if contains(TrafficSet.tcp(ports)) { result.formUnion(.tcp(.all)) }
    if contains(TrafficSet.udp(ports)) { result.formUnion(.udp(.all)) }
    let reply = ICMPPattern(type: ICMPTypeCode.echoReply(family: family), code: 0)
    if contains(TrafficSet.icmp(reply)) {
      result.formUnion(.icmp(ICMPPattern(type: ICMPTypeCode.echoRequest(family: family), code: nil)))
    }
    let others = TrafficSet(TrafficSpan(uncheckedLower: TrafficSection.others, upper: TrafficSection.end - 1))
    return result.union(intersection(others))
  }

  /// ICMP messages that nothing answers: all but echo requests.
  static func unanswered(_ family: IPFamily) -> TrafficSet {
    TrafficSet.icmp(.any).subtracting(
      .icmp(ICMPPattern(type: ICMPTypeCode.echoRequest(family: family), code: nil))
    )
  }
}

extension TrafficVerdict {
  /// What a station on the way back makes of requests, from what it says to the answers.
  func requestsAnswered(_ family: IPFamily) -> TrafficVerdict {
    TrafficVerdict(
      allowed: allowed.requestsAnswered(family),
      possible: possible.requestsAnswered(family)
    )
  }
}
