import Foundation
import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@testable import NetworkLab

@Suite("Connections that the lab tries")
struct ProbeTests {
  private func state(of network: Network) -> LabState {
    LabState(LabPlan(network), phase: .up, processID: 1, source: "test", since: 0)
  }

  @Test("the same seed chooses the same connections, between machines of the lab, in a family that both have")
  func sampling() throws {
    for seed in 0..<20 as Range<UInt64> {
      let network = RandomNetwork.make(seed: seed, size: .medium)
      let state = state(of: network)
      var (one, other) = (ProbeSampler(network, state, seed: seed), ProbeSampler(network, state, seed: seed))
      let probes = one.sample(pairs: 40)
      #expect(probes == other.sample(pairs: 40))
      #expect(!probes.isEmpty, "seed \(seed)")
      for probe in probes {
        #expect(probe.source != probe.destination && probe.port > 0)
        for id in [probe.source, probe.destination] {
          #expect(state.machine(id)?.addresses.contains { $0.family == probe.family } == true)
        }
      }
    }
  }

  @Test("ports are those at the edges of rules")
  func edges() throws {
    let network = try LabSample.story()
    var sampler = ProbeSampler(network, state(of: network), seed: 3)
    let ports = Set(sampler.sample(pairs: 200).map(\.port))
    #expect(ports.isSuperset(of: [5431, 5432, 5433]))
  }

  @Test("a result agrees when packets did what the engine says, and is open where it does not know")
  func agreement() {
    func agreement(_ expected: Verdict, _ outcome: LabProbeOutcome) -> LabProbeResult.Agreement {
      let probe = LabProbe(from: "eni-1", to: "eni-2", family: .ipv4, port: 1, sourcePort: 2)
      return LabProbeResult(probe: probe, expected: expected, reason: nil, outcome: outcome).agreement
    }
    #expect(agreement(.allowed, .connected) == .same)
    #expect(agreement(.allowed, .timedOut) == .different)
    #expect(agreement(.allowed, .reachedAnother) == .different)
    #expect(agreement(.denied, .connected) == .different)
    #expect(agreement(.denied, .timedOut) == .same)
    #expect(agreement(.denied, .refused("connection refused")) == .same)
    #expect(agreement(.unknown, .connected) == .open)
    #expect(agreement(.allowed, .failed("in use")) == .open)
  }

  @Test("the engine's word on the story's connection comes with its reason")
  func expectation() throws {
    let network = try LabSample.story()
    let probe = LabProbe(
      from: "eni-0e5b8c2f6a9dcd7a4",
      to: "eni-0f6c9d3a7b1ede8b5",
      family: .ipv4,
      port: 5432,
      sourcePort: 40000
    )
    let (verdict, reason) = probe.expectation(by: Explainer(network))
    #expect(verdict == .denied)
    #expect(reason?.isEmpty == false)
  }
}

@Suite("Real connections", .serialized, .enabled(if: RealLab.isPossible, RealLab.reason), .timeLimit(.minutes(2)))
struct RealProbeTests {
  @Test("without a firewall, what the engine denies by rules is told as a difference, and by routes is not")
  func differences() async throws {
    try await RealLab.with { real in
      let network = try LabSample.story()
      let state = try real.lab.up(network, source: "story").state
      var sampler = ProbeSampler(network, state, seed: 5)
      let results = try real.lab.test(sampler.sample(pairs: 30), network, state)
      #expect(results.count > 30)
      // One VPC with local routes: every packet arrives.
      #expect(results.allSatisfy { $0.outcome == .connected })
      for result in results {
        #expect(
          result.agreement == (result.expected == .allowed ? .same : result.expected == .denied ? .different : .open)
        )
      }
      #expect(results.contains { $0.agreement == .different } && results.contains { $0.agreement == .same })
    }
  }

  @Test("more connections than fit into one batch, in both families")
  func batches() async throws {
    try await RealLab.with { real in
      let network = try LabSample.crowd(30)
      let state = try real.lab.up(network, source: "crowd").state
      let ids = state.machines.map(\.interfaceID)
      var probes: [LabProbe] = []
      for (index, source) in ids.enumerated() {
        for (number, destination) in ids.enumerated() where source != destination {
          probes.append(
            LabProbe(
              from: source,
              to: destination,
              family: (index + number).isMultiple(of: 2) ? .ipv4 : .ipv6,
              port: UInt16(1000 + number),
              sourcePort: UInt16(40000 + index * 30 + number)
            )
          )
        }
      }
      let outcomes = try ConnectionTester(state: state).run(probes)
      #expect(outcomes.count == 870)
      #expect(outcomes.allSatisfy { $0 == .connected })
    }
  }

  @Test("a port at which somebody in the destination listens already is tried as it is")
  func takenPort() async throws {
    try await RealLab.with { real in
      let network = try LabSample.crowd(2)
      let state = try real.lab.up(network, source: "crowd").state
      let probe = LabProbe(from: "eni-0", to: "eni-1", family: .ipv4, port: 7000, sourcePort: 41000)
      let listener = try NamespaceVisit.run(state.machines[1].namespace) { () throws(LabError) in
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        _ = SocketAddress(address: .v4(IPv4Address(10, 0, 0, 11)), port: 7000).pass { bind(descriptor, $0, $1) }
        listen(descriptor, 8)
        return descriptor
      }
      let tester = ConnectionTester(state: state)
      #expect(try tester.run([probe]) == [.connected])
      // The namespace's address is gone: not a verdict on the rules.
      close(listener)
      _ = try RealLab.run(state.machines[1].namespace, ["ip", "addr", "del", "10.0.0.11/32", "dev", "eth0"])
      guard case .failed = try #require(try tester.run([probe]).first) else {
        Issue.record("judged without a listener")
        return
      }
    }
  }
}
