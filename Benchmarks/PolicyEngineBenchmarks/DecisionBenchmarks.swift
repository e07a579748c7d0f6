import Benchmark
import IPAddressing
import PolicyEngine
import Workloads

/// Decisions a second, for networks of ten to a hundred thousand rules.
///
/// The working set is 4,096 flows to the same number of interfaces, first of two policies, then of as many as there are
/// among 64 interfaces; and last 65,536 flows to all interfaces, where the network itself outgrows the caches.
func addDecisionBenchmarks() {
  for rules in [10, 100, 1_000, 10_000, 100_000] {
    for spread in FlowSpread.allCases {
      Benchmark(
        "decide: \(rules) rules, \(spread.rawValue)",
        configuration: .init(
          metrics: [.throughput, .wallClock, decisionsPerSecond],
          warmupIterations: 10,
          maxDuration: .seconds(2),
          maxIterations: 20_000
        )
      ) { benchmark, burst in
        benchmark.startMeasurement()
        let duration = ContinuousClock().measure { burst.decide() }
        benchmark.stopMeasurement()
        benchmark.measurement(decisionsPerSecond, Int(Double(burst.flows.count) / (duration / .seconds(1))))
      } setup: {
        BurstOfFlows(rules: rules, spread)
      }
    }
  }
}

let decisionsPerSecond = BenchmarkMetric.custom("Decisions / s", polarity: .prefersLarger, useScalingFactor: false)

enum FlowSpread: String, CaseIterable {
  case twoPolicies = "64 interfaces of 2 policies"
  case sixtyFourInterfaces = "64 interfaces"
  case allInterfaces = "all interfaces"

  func targets(in generated: GeneratedNetwork) -> [Int] {
    let perGroup = generated.shape.interfacesPerGroup
    let all = Array(generated.interfaces.indices)
    switch self {
    case .twoPolicies:
      // From the first and the last group, each as often as it takes.
      return (0..<64).map { $0 % 2 == 0 ? $0 / 2 % perGroup : all.count - 1 - $0 / 2 % perGroup }
    case .sixtyFourInterfaces: return stride(from: 0, to: all.count, by: max(1, all.count / 64)).prefix(64).map(\.self)
    case .allInterfaces: return all
    }
  }

  var flowCount: Int { self == .allInterfaces ? 65_536 : 4_096 }
}

/// An engine and what it is asked, made once for each benchmark.
struct BurstOfFlows: Sendable {
  let engine: PolicyEngine
  let flows: [FlowKey<IPv4Address>]

  init(rules: Int, _ spread: FlowSpread) {
    let generated = GeneratedNetwork(.ofRules(rules), seed: 1)
    engine = PolicyEngine(generated.network)
    let flows = GeneratedFlows(generated, to: spread.targets(in: generated), count: spread.flowCount, seed: 2)
    self.flows = flows.keys(for: engine, generated)
  }

  /// Decides all flows in bursts of 256.
  func decide() {
    withUnsafeTemporaryAllocation(of: Decision.self, capacity: 256) { decisions in
      flows.withUnsafeBufferPointer { flows in
        for start in stride(from: 0, to: flows.count, by: 256) {
          let burst = flows[start..<min(start + 256, flows.count)]
          engine.decide(UnsafeBufferPointer(rebasing: burst), into: decisions)
        }
      }
      blackHole(decisions[0])
    }
  }
}
