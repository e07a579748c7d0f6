import EC2Shapes
import VPCModel

/// How many rules a group may have in each direction and address family (VPC user guide, "Amazon VPC quotas").
struct RuleQuota {
  /// The limit for each family: the quota itself, and no more than lets rules × groups of an interface stay within the
  /// product that AWS allows.
  static func limit(_ quotas: Quotas) -> Int {
    min(quotas.rulesPerGroup, quotas.rulesPerInterface / max(quotas.groupsPerInterface, 1))
  }

  /// What rules with these peers count as together.
  static func count(_ peers: some Sequence<SecurityGroupRule.Peer>, in state: State) -> RuleCounts {
    RuleCounts(peers) { state.prefixLists[$0]?.list.weight }
  }

  /// Throws where a change takes a family over the limit. What is over it already, since the quota was lowered, may
  /// stay and shrink.
  static func check(before: RuleCounts, after: RuleCounts, _ quotas: Quotas) throws(EC2Error) {
    let limit = limit(quotas)
    guard after.ipv4 <= max(limit, before.ipv4), after.ipv6 <= max(limit, before.ipv6) else {
      throw SecurityGroupErrors.rulesPerGroupExceeded
    }
  }
}
