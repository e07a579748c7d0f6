package import IPAddressing

/// What rules of one group and direction count as against the quota, which is for IPv4 and for IPv6 apart.
///
/// A block counts one in its family. A reference to a group counts one in both, and so does a prefix list its weight, for
/// each rule that has it: a customer's list its maximum number of entries, however many it holds.
///
/// Sources: the VPC user guide, "Amazon VPC quotas" ("Inbound or outbound rules per security group": apart for each family;
/// in its editions up to 2022, a group's or a prefix list's identifier counts one for IPv4 and one for IPv6, although each
/// of AWS's lists has one family alone), and "Security group size" (a list counts its maximum, or the weight of AWS's lists;
/// nothing is said there of families). Measured against EC2 before, with the same result: lists and groups count in both
/// (awslimitchecker, issue 431). That a customer's list counts in both as AWS's do is a conclusion, and the cautious one:
/// what fits by this fits.
package struct RuleCounts: Hashable, Sendable, Codable {
  /// Rules as such, whatever they count.
  package var rules = 0
  package var ipv4 = 0
  package var ipv6 = 0

  package init(rules: Int = 0, ipv4: Int = 0, ipv6: Int = 0) {
    self.rules = rules
    self.ipv4 = ipv4
    self.ipv6 = ipv6
  }

  /// What rules with these peers count.
  ///
  /// O(peers).
  /// - Parameter weight: what a prefix list counts; a list of unknown weight counts 1.
  package init(_ peers: some Sequence<SecurityGroupRule.Peer>, weight: (PrefixList.ID) -> Int?) {
    for peer in peers {
      rules += 1
      switch peer {
      case .ipv4: ipv4 = Self.sum(ipv4, 1)
      case .ipv6: ipv6 = Self.sum(ipv6, 1)
      case .securityGroup: addInBoth(1)
      case .prefixList(let id): addInBoth(max(0, weight(id) ?? 1))
      }
    }
  }

  /// O(rules).
  package init(_ rules: some Sequence<SecurityGroupRule>, prefixLists: ResourceTable<PrefixList>) {
    self.init(rules.lazy.map(\.peer)) { prefixLists[$0]?.weight }
  }

  private mutating func addInBoth(_ count: Int) {
    ipv4 = Self.sum(ipv4, count)
    ipv6 = Self.sum(ipv6, count)
  }

  /// Weights come from input: a sum beyond all reason stays at the top.
  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, isOverflow) = one.addingReportingOverflow(other)
    return isOverflow ? .max : sum
  }

  /// The larger of the two, which is what a limit is about.
  package var largest: Int { max(ipv4, ipv6) }

  package subscript(family: IPFamily) -> Int { family == .ipv4 ? ipv4 : ipv6 }
}
