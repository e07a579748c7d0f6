import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Consolidation allows the same")
struct ConsolidateEqualityTests {
  /// What an oracle's verdict says, without the rules it names.
  private static func kind(_ verdict: OracleVerdict) -> String {
    switch verdict {
    case .allowed: "allowed"
    case .notFiltered: "not filtered"
    case .denied: "denied"
    case .unknown: "unknown"
    }
  }

  @Test("changes no verdict of the oracle's in random networks", arguments: 0..<20 as Range<UInt64>)
  func oracle(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let network = RandomNetwork.make(seed: seed, size: seed % 5 == 0 ? .medium : .small)
    let consolidator = Consolidator(network)
    var after = network
    for group in network.securityGroups.sorted {
      var rules: [SecurityGroupRule] = []
      for direction in TrafficDirection.allCases {
        let answer = try consolidator.consolidate(group.id, direction)
        #expect(answer.after.count <= group.rules(direction).count)
        #expect(answer.lowerBound <= answer.after.count)
        #expect(answer.optimality == .optimal)
        rules += answer.after
      }
      after.securityGroups[group.id]?.rules = rules
    }
    for _ in 0..<800 {
      let flow = RandomNetwork.flow(in: network, using: &random)
      let (one, other) = (Oracle.verdict(flow: flow, in: network), Oracle.verdict(flow: flow, in: after))
      #expect(Self.kind(one) == Self.kind(other), "seed \(seed): \(flow)")
    }
  }

  @Test("is not equal, says the comparison, wherever a bit differs", arguments: 1...20)
  func comparison(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<60 {
      let one = TinyUniverse.random(1 + Int(random.next() % 5), &random)
      var other = one
      // The same rules in another order, one of them sometimes changed.
      other.shuffle(using: &random)
      if random.next() % 2 == 0 { other[0] = TinyUniverse.random(1, &random)[0] }
      let (left, right) = (one.reduce(0) { $0 | $1.mask }, other.reduce(0) { $0 | $1.mask })
      let comparison = PermissionComparison(
        one.enumerated().map { $1.rule("sg-1", id: $0) },
        other.enumerated().map { $1.rule("sg-1", id: $0) },
        families: [:]
      )
      #expect((comparison.difference == nil) == (left == right), "\(one) and \(other)")
    }
  }

  @Test("counts a reference's traffic as lost unless everybody of both families has it")
  func comparisonOfReferences() {
    let reference = rule(tcp(443), .securityGroup(GroupReference("sg-2")))
    let everybody4 = rule(tcp(443), .ipv4(.all))
    let everybody6 = rule(tcp(443), .ipv6(.all))
    func isEqual(_ before: [SecurityGroupRule], _ after: [SecurityGroupRule]) -> Bool {
      PermissionComparison(before, after, families: ["pl-4": .ipv4]).difference == nil
    }
    #expect(isEqual([reference, everybody4, everybody6], [everybody4, everybody6]))
    #expect(!isEqual([reference, everybody4], [everybody4]))
    #expect(!isEqual([reference], []))
    let list = rule(tcp(443), .prefixList("pl-4"))
    #expect(isEqual([list, everybody4], [everybody4]))
    #expect(!isEqual([list, everybody6], [everybody6]))
    let unknownList = rule(tcp(443), .prefixList("pl-5"))
    #expect(!isEqual([unknownList, everybody4], [everybody4]))
    #expect(isEqual([unknownList, everybody4, everybody6], [everybody4, everybody6]))
  }
}

func rule(
  _ traffic: TrafficSelector,
  _ peer: SecurityGroupRule.Peer,
  id: String? = nil,
  _ summary: String? = nil,
  tags: Tags = [:],
  direction: TrafficDirection = .ingress
) -> SecurityGroupRule {
  SecurityGroupRule(
    id: id.map { SecurityGroupRule.ID($0) },
    groupID: "sg-1",
    direction: direction,
    traffic: traffic,
    peer: peer,
    summary: summary,
    tags: tags
  )
}
