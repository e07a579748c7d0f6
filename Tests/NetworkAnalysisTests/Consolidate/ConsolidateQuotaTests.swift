import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Consolidation of full groups")
struct ConsolidateQuotaTests {
  /// Sixty rules, the quota, over blocks and ports that meet: offices, machines in them, ranges that grew by the years.
  private func rules(_ random: inout SplitMix64) -> [SecurityGroupRule] {
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    return (0..<60).map { number in
      let length = [22, 23, 24, 24, 25, 26, 28, 32][below(8)]
      let address = IPv4Address(0x0A00_0000 + UInt32(below(16)) << 6)
      let lower = UInt16([22, 80, 443, 8000, 8001, 8002, 8010, 9000][below(8)])
      let upper = lower + UInt16([0, 0, 0, 1, 2, 9, 20][below(7)])
      return rule(
        below(12) == 0 ? .udp(PortRange(uncheckedLower: lower, upper: upper)) : tcp(lower, upper),
        .ipv4((try? IPv4Prefix(canonicalizing: address, length: length)) ?? .all),
        id: "sgr-\(number)"
      )
    }
  }

  @Test("is optimal within the steps that it may take", arguments: 1...12)
  func optimal(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let group = SecurityGroup(id: "sg-1", name: "full", vpcID: "vpc-1", rules: rules(&random))
    let answer = try Consolidator(Network()).consolidate(group, .ingress)
    #expect(answer.optimality == .optimal, "\(answer.after.count) of at least \(answer.lowerBound)")
    #expect(answer.after.count < 60)
  }

  @Test("gives a bound for two thousand rules on which little time may be spent")
  func large() throws {
    let blocks = (0..<1000).map {
      SecurityGroupRule.Peer.ipv4(IPv4Prefix(host: IPv4Address(0x0A00_0000 + UInt32($0) * 2)))
    }
    let rules = blocks.enumerated().flatMap { number, block in
      [rule(tcp(443), block, id: "sgr-\(number)-a"), rule(tcp(UInt16(500 + number % 7)), block, id: "sgr-\(number)-b")]
    }
    let group = SecurityGroup(id: "sg-1", name: "large", vpcID: "vpc-1", rules: rules)
    let answer = try Consolidator(Network(), steps: 10_000).consolidate(group, .ingress)
    // No two blocks touch, and 443 touches none of the other ports: nothing can be joined, and the bound says so.
    #expect(answer.changesNothing && answer.lowerBound == 2000)
  }
}
