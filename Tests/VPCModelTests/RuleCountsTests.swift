import IPAddressing
import Testing
import VPCModel

@Suite("Counting rules against the quota")
struct RuleCountsTests {
  @Test("Blocks count in their family, groups and prefix lists in both, by weight")
  func counting() {
    let lists: ResourceTable<PrefixList> = [
      PrefixList(id: "pl-1", name: "offices", entries: [], maxEntries: 20, addressFamily: .ipv4, ownerID: "1"),
      PrefixList(id: "pl-2", name: "huge", entries: [], maxEntries: .max, addressFamily: .ipv6, ownerID: "1"),
    ]
    func counts(_ peers: SecurityGroupRule.Peer...) -> RuleCounts {
      RuleCounts(
        peers.map { SecurityGroupRule(groupID: "sg-1", direction: .ingress, traffic: .all, peer: $0) },
        prefixLists: lists
      )
    }
    #expect(counts(.ipv4(.all), .ipv4(.all), .ipv6(.all)) == RuleCounts(rules: 3, ipv4: 2, ipv6: 1))
    #expect(counts(.securityGroup(GroupReference("sg-2"))) == RuleCounts(rules: 1, ipv4: 1, ipv6: 1))
    #expect(counts(.prefixList("pl-1"), .ipv4(.all)) == RuleCounts(rules: 2, ipv4: 21, ipv6: 20))
    #expect(counts(.prefixList("pl-unknown")) == RuleCounts(rules: 1, ipv4: 1, ipv6: 1))
    #expect(counts(.prefixList("pl-2"), .prefixList("pl-1")) == RuleCounts(rules: 2, ipv4: .max, ipv6: .max))
    #expect(counts(.ipv6(.all), .prefixList("pl-1")).largest == 21)
    #expect(counts(.ipv6(.all), .prefixList("pl-1"))[.ipv4] == 20)
  }
}
