import EC2Shapes
import IPAddressing
import VPCModel

/// How many rules a group may have in each direction and address family (VPC user guide, "Amazon VPC quotas").
struct RuleQuota {
  /// Rules that count for IPv4 and for IPv6.
  struct Count: Hashable, Sendable {
    var ipv4 = 0
    var ipv6 = 0

    static func += (left: inout Count, right: Count) {
      left.ipv4 += right.ipv4
      left.ipv6 += right.ipv6
    }
  }

  /// The limit for each family: the quota itself, and no more than lets rules × groups of an interface stay within the
  /// product that AWS allows.
  static func limit(_ quotas: Quotas) -> Int {
    min(quotas.rulesPerGroup, quotas.rulesPerInterface / max(quotas.groupsPerInterface, 1))
  }

  /// What a peer counts as. A group, and a prefix list with its weight, count in both families.
  static func weight(of peer: SecurityGroupRule.Peer, in state: State) -> Count {
    switch peer {
    case .ipv4: return Count(ipv4: 1, ipv6: 0)
    case .ipv6: return Count(ipv4: 0, ipv6: 1)
    case .securityGroup: return Count(ipv4: 1, ipv6: 1)
    case .prefixList(let id):
      let weight = state.prefixLists[id]?.list.weight ?? 1
      return Count(ipv4: weight, ipv6: weight)
    }
  }

  /// What rules count as together.
  static func count(_ peers: some Sequence<SecurityGroupRule.Peer>, in state: State) -> Count {
    peers.reduce(into: Count()) { $0 += weight(of: $1, in: state) }
  }

  /// Throws where a change takes a family over the limit. What is over it already, since the quota was lowered, may
  /// stay and shrink.
  static func check(before: Count, after: Count, _ quotas: Quotas) throws(EC2Error) {
    let limit = limit(quotas)
    guard after.ipv4 <= max(limit, before.ipv4), after.ipv6 <= max(limit, before.ipv6) else {
      throw SecurityGroupErrors.rulesPerGroupExceeded
    }
  }
}
