import IPAddressing
import Oracle
import PolicyEngine
import Testing
import VPCModel

/// The engine against the slow, obvious evaluator. `make soak` does the same a hundred times as long.
@Suite("The policy engine agrees with the oracle")
struct EngineAgainstOracleTests {
  /// Each argument is a block of seeds, so that blocks run side by side.
  @Test("on random flows in random networks", arguments: 0..<20)
  func freshEngine(block: Int) {
    for seed in UInt64(block) * 100..<UInt64(block) * 100 + 100 {
      let network = RandomNetwork.make(seed: seed, size: seed % 5 == 0 ? .small : .tiny)
      let engine = PolicyEngine(network)
      expectAgreement(engine, network, flows: 50, seed: seed)
    }
  }

  @Test("when it has only the policies of the flow's interface", arguments: 0..<4)
  func selectedInterfaces(block: Int) {
    for seed in UInt64(block) * 25..<UInt64(block) * 25 + 25 {
      let network = RandomNetwork.make(seed: 50_000 + seed)
      var random = SplitMix64(seed: seed)
      for _ in 0..<10 {
        let flow = RandomNetwork.flow(in: network, using: &random)
        let verdict = PolicyEngine(network, only: [flow.interfaceID]).decide(flow)
        let expected = Oracle.verdict(flow: flow, in: network)
        #expect(expected.agrees(with: verdict), "seed \(50_000 + seed): \(flow): \(verdict), oracle \(expected)")
      }
    }
  }

  @Test("after every step of a random history", arguments: 0..<10)
  func incremental(block: Int) {
    for seed in UInt64(block) * 10..<UInt64(block) * 10 + 10 {
      var random = SplitMix64(seed: 70_000 + seed)
      var network = RandomNetwork.make(seed: 70_000 + seed, size: .tiny)
      var engine = PolicyEngine(network)
      for step in 0..<25 {
        let change = RandomNetwork.change(to: network, using: &random)
        network.apply(change)
        engine.apply(change)
        #expect(engine.network == network, "seed \(70_000 + seed), step \(step): \(change)")
        expectAgreement(engine, network, flows: 8, seed: 70_000 + seed, note: "step \(step): \(change)")
      }
    }
  }

  @Test("however a history's changes are split, squashed or permuted", arguments: 0..<5)
  func orderOfChanges(block: Int) {
    for seed in UInt64(block) * 8..<UInt64(block) * 8 + 8 {
      var random = SplitMix64(seed: 90_000 + seed)
      let start = RandomNetwork.make(seed: 90_000 + seed, size: .tiny)
      var network = start
      var changes: [NetworkChange] = []
      for _ in 0..<20 {
        let change = RandomNetwork.change(to: network, using: &random)
        network.apply(change)
        changes.append(change)
      }
      // Only the last change of each resource matters, and those of different resources commute.
      var last: [NetworkChange] = []
      for change in changes.reversed() where !last.contains(where: { $0.concernsSameResource(as: change) }) {
        last.append(change)
      }
      for order in [last.shuffled(using: &random), last.shuffled(using: &random), changes + changes] {
        var engine = PolicyEngine(start)
        engine.apply(order)
        #expect(engine.network == network)
        expectAgreement(engine, network, flows: 40, seed: 90_000 + seed)
      }
    }
  }

  private func expectAgreement(
    _ engine: PolicyEngine,
    _ network: Network,
    flows: Int,
    seed: UInt64,
    note: String = ""
  ) {
    var random = SplitMix64(seed: seed ^ 0xF10)
    for _ in 0..<flows {
      let flow = RandomNetwork.flow(in: network, using: &random)
      let verdict = engine.decide(flow)
      let expected = Oracle.verdict(flow: flow, in: network)
      #expect(expected.agrees(with: verdict), "seed \(seed) \(note): \(flow): \(verdict), oracle \(expected)")
    }
  }
}

extension NetworkChange {
  fileprivate func concernsSameResource(as other: NetworkChange) -> Bool {
    // "put security group sg-1" and "remove security group sg-1"
    description.drop { $0 != " " } == other.description.drop { $0 != " " }
  }
}
