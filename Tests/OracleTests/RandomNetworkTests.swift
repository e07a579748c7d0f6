import IPAddressing
import Oracle
import Testing
import VPCModel

@Suite("Random networks")
struct RandomNetworkTests {
  @Test("A seed gives one network, another seed another")
  func seedDecides() {
    #expect(RandomNetwork.make(seed: 7) == RandomNetwork.make(seed: 7))
    #expect(RandomNetwork.make(seed: 7) != RandomNetwork.make(seed: 8))
    var one = SplitMix64(seed: 1)
    var other = SplitMix64(seed: 1)
    let network = RandomNetwork.make(seed: 7)
    for _ in 0..<50 {
      #expect(RandomNetwork.flow(in: network, using: &one) == RandomNetwork.flow(in: network, using: &other))
      #expect(RandomNetwork.change(to: network, using: &one) == RandomNetwork.change(to: network, using: &other))
    }
  }

  @Test("SplitMix64 gives the published sequence")
  func splitMix64() {
    // The reference implementation's first values for the seed 1234567.
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ]
    )
  }

  @Test("Flows meet every kind of verdict, and rules decide often", arguments: RandomNetwork.Size.allCases)
  func distribution(size: RandomNetwork.Size) {
    var tally = VerdictTally()
    for seed in UInt64(0)..<(size == .medium ? 12 : 60) {
      let network = RandomNetwork.make(seed: seed, size: size)
      var random = SplitMix64(seed: seed)
      for _ in 0..<60 { tally.count(RandomNetwork.flow(in: network, using: &random), in: network) }
    }
    print("\(size): \(tally)")
    #expect((30...70).contains(tally.percent(.allowed)))
    for kind in VerdictTally.Kind.allCases where kind != .unknownInterface || size != .tiny {
      #expect(tally.counts[kind, default: 0] > 0, "\(kind) never happens")
    }
    for match in VerdictTally.Match.allCases {
      #expect(tally.matches[match, default: 0] > 0, "no rule matches by \(match)")
    }
  }

  @Test("Changes of every kind come, and keep addresses single within a VPC")
  func changes() {
    var seen: Set<String> = []
    for seed in UInt64(0)..<8 {
      var network = RandomNetwork.make(seed: seed, size: .small)
      var random = SplitMix64(seed: seed)
      for _ in 0..<150 {
        let change = RandomNetwork.change(to: network, using: &random)
        let before = network
        network.apply(change)
        seen.insert(change.description.split(separator: " ").dropLast().joined(separator: " "))
        #expect(network == before.applying([change, change]), "seed \(seed): \(change) is not idempotent")
      }
      let interfaces = network.networkInterfaces.sorted
      for (index, one) in interfaces.enumerated() {
        for other in interfaces[(index + 1)...] where other.vpcID == one.vpcID {
          let shared = one.ownPrefixes.contains { mine in other.ownPrefixes.contains { $0.overlaps(mine) } }
          #expect(!shared, "seed \(seed): \(one.id) and \(other.id)")
        }
      }
    }
    #expect(
      seen.isSuperset(of: [
        "put security group", "remove security group", "put network interface", "remove network interface",
        "put managed prefix list", "remove managed prefix list", "put VPC peering connection",
        "put transit gateway VPC attachment", "put subnet", "remove subnet",
      ])
    )
  }

  @Test("A random network's references and platform addresses read the same in the model")
  func modelAgrees() {
    var statuses: Set<Oracle.ReferenceStatus> = []
    for seed in UInt64(0)..<400 {
      let network = RandomNetwork.make(seed: seed, size: .small)
      for group in network.securityGroups.sorted {
        for rule in group.rules {
          guard case .securityGroup(let reference) = rule.peer else { continue }
          let expected = Oracle.status(of: reference, ofRuleIn: group, in: network)
          statuses.insert(expected)
          switch (network.status(of: reference, from: group.id), expected) {
          case (.usable, .usable), (.stale, .stale), (.unknown, .unknown): break
          case (let status, _): Issue.record("seed \(seed), \(rule.id): \(status), expected \(expected)")
          }
        }
      }
      var random = SplitMix64(seed: seed)
      for _ in 0..<40 {
        let remote = RandomNetwork.flow(in: network, using: &random).remote
        for vpc in network.vpcs.sorted {
          #expect(
            network.platformService(at: remote, for: vpc.id)
              == Oracle.platformService(at: remote, for: vpc.id, in: network),
            "seed \(seed): \(remote) in \(vpc.id)"
          )
        }
      }
    }
    #expect(statuses == [.usable, .stale, .unknown])
  }
}
