import IPAddressing
package import VPCModel

/// What rules of one group and direction count as against the quota (VPC user guide, "Amazon VPC quotas").
///
/// IPv4 and IPv6 count apart. A reference to a group counts in both; a prefix list counts as many rules as its weight, for
/// each rule that has it: a customer's list its maximum number of entries, however many it holds.
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

  /// O(rules). A list of unknown weight counts 1; one of unknown family counts in both.
  package init(_ rules: some Sequence<SecurityGroupRule>, prefixLists: ResourceTable<PrefixList>) {
    for rule in rules {
      self.rules += 1
      switch rule.peer {
      case .ipv4: ipv4 += 1
      case .ipv6: ipv6 += 1
      case .securityGroup:
        ipv4 += 1
        ipv6 += 1
      case .prefixList(let id):
        let list = prefixLists[id]
        let weight = max(0, list?.weight ?? 1)
        // Weights come from input: a sum beyond all reason stays at the top.
        if list?.addressFamily != .ipv6 { ipv4 = Self.sum(ipv4, weight) }
        if list?.addressFamily != .ipv4 { ipv6 = Self.sum(ipv6, weight) }
      }
    }
  }

  private static func sum(_ one: Int, _ other: Int) -> Int {
    let (sum, isOverflow) = one.addingReportingOverflow(other)
    return isOverflow ? .max : sum
  }

  /// The larger of the two, which is what a limit is about.
  package var largest: Int { max(ipv4, ipv6) }
}
