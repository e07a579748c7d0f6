import Foundation
import IPAddressing
import PolicyEngine
import VPCModel
import Workloads

/// One case: the same rules and flows for both, the same answers demanded, rounds in turn.
struct Comparison {
  struct Options {
    var seed: UInt64 = 1
    var rounds = 5
    var lookups = 20_000_000
    var flows = 65_536
    var core = 0
    var executable = "/usr/bin/dpdk-test-acl"
    var output: String?
  }

  /// Millions a second, best and median of the rounds.
  struct Rates: Codable {
    var best: Double
    var median: Double

    init(_ rates: [Double]) {
      let sorted = rates.map { ($0 / 10_000).rounded() / 100 }.sorted()
      best = sorted.last ?? 0
      median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
  }

  struct Result: Codable {
    var name: String
    var seed: UInt64
    var rules: Int
    var filters: Int
    var interfaces: Int
    var members: Int
    var flows: Int
    var hitPercent: Double
    var lookupsPerRound: Int
    var rounds: Int
    var algorithm: String
    var burst: Int
    var engineBurst: Int
    var acl: Rates
    var engine: Rates
    var engineFromPackets: Rates
  }

  struct Disagreement: Error, CustomStringConvertible {
    var description: String
  }

  var name: String
  var shape: NetworkShape
  var options: Options

  func run(in folder: String) throws -> Result {
    let generated = GeneratedNetwork(shape, seed: options.seed)
    let flows = GeneratedFlows(
      generated,
      to: Array(generated.interfaces.indices),
      count: options.flows,
      seed: options.seed &+ 1,
      memberPercent: shape.referencedMembers > 0 ? 50 : 0
    )
    let filters = ClassBenchFiles.filters(generated)
    let program = ACLProgram(
      executable: options.executable,
      rules: folder + "/rules",
      trace: folder + "/trace",
      ruleCount: filters.count,
      flowCount: flows.packets.count,
      core: options.core
    )
    try write(filters.map(\.line), to: program.rules)
    try write(flows.packets.map(ClassBenchFiles.trace), to: program.trace)

    let engine = PolicyEngine(generated.network)
    let keys = flows.keys(for: engine, generated)
    let decisions = UnsafeMutableBufferPointer<Decision>.allocate(capacity: keys.count)
    defer { decisions.deallocate() }
    keys.withUnsafeBufferPointer { engine.decide($0, into: decisions) }
    let addresses = generated.interfaces.compactMap { interface in
      interface.privateIPv4Addresses.first.flatMap { address in
        engine.index(of: interface.id).map { (address.address, $0) }
      }
    }
    guard let fallback = addresses.first?.1, let destinations = DestinationTable(addresses) else {
      throw Disagreement(description: "the network has no interfaces")
    }
    defer { destinations.deallocate() }

    let hits = try verify(generated, flows, engine, decisions, filters, program)
    let iterations = max(1, options.lookups / keys.count)
    let method = try fastestMethod(program, iterations: iterations)
    func runs(_ burst: Int) -> EngineRuns {
      EngineRuns(
        engine: engine,
        flows: keys,
        packets: flows.packets,
        destinations: destinations,
        fallback: fallback,
        burst: burst
      )
    }
    let bursts = [32, 256, 1024, 4096].map { burst in
      (burst, runs(burst).fromKeys(iterations: iterations, .reused, into: decisions))
    }
    let burst = bursts.max { $0.1 < $1.1 }?.0 ?? 256

    var acl: [Double] = []
    var known: [Double] = []
    var fromPackets: [Double] = []
    for _ in 0..<options.rounds {
      acl.append(try program.measure(method, iterations: iterations))
      known.append(runs(burst).fromKeys(iterations: iterations, .reused, into: decisions))
      fromPackets.append(runs(burst).fromPackets(iterations: iterations, .reused, into: decisions))
    }
    _ = runs(burst).fromKeys(iterations: 1, .kept, into: decisions)
    try expectSame(engine, decisions, keys)
    _ = runs(burst).fromPackets(iterations: 1, .kept, into: decisions)
    try expectSame(engine, decisions, keys)
    return Result(
      name: name,
      seed: options.seed,
      rules: shape.ruleCount,
      filters: filters.count,
      interfaces: generated.interfaces.count,
      members: generated.members.count,
      flows: keys.count,
      hitPercent: (Double(hits) / Double(max(1, keys.count)) * 1000).rounded() / 10,
      lookupsPerRound: iterations * keys.count,
      rounds: options.rounds,
      algorithm: method.algorithm,
      burst: method.burst,
      engineBurst: burst,
      acl: Rates(acl),
      engine: Rates(known),
      engineFromPackets: Rates(fromPackets)
    )
  }

  private func write(_ lines: [String], to path: String) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
  }

  /// The fastest of the methods that this processor has, at 256 packets a call; then of the burst sizes for it.
  private func fastestMethod(_ program: ACLProgram, iterations: Int) throws -> ACLProgram.Method {
    var rates: [(method: ACLProgram.Method, rate: Double)] = []
    func add(_ method: ACLProgram.Method) throws {
      guard let rate = try? program.measure(method, iterations: iterations) else { return }
      report("  rte_acl \(method.algorithm), bursts of \(method.burst): \(Int(rate / 1e4)) × 10⁴/s")
      rates.append((method, rate))
    }
    func fastest() throws -> ACLProgram.Method {
      guard let best = rates.max(by: { $0.rate < $1.rate }) else {
        throw ACLProgram.Failure(description: "dpdk-test-acl ran with none of its methods")
      }
      return best.method
    }
    for algorithm in ACLProgram.algorithms { try add(.init(algorithm: algorithm, burst: 256)) }
    let algorithm = try fastest().algorithm
    for burst in [32, 64, 1024, 4096] { try add(.init(algorithm: algorithm, burst: burst)) }
    return try fastest()
  }

  /// Both must name, for every flow, the rule that the linear walk names.
  private func verify(
    _ generated: GeneratedNetwork,
    _ flows: GeneratedFlows,
    _ engine: PolicyEngine,
    _ decisions: UnsafeMutableBufferPointer<Decision>,
    _ filters: [ClassBenchFiles.Filter],
    _ program: ACLProgram
  ) throws -> Int {
    let results = try program.results(.init(algorithm: "scalar", burst: 256))
    guard results.count == flows.packets.count, decisions.count == flows.packets.count else {
      throw Disagreement(description: "\(results.count) and \(decisions.count) answers to \(flows.packets.count) flows")
    }
    let walk = LinearWalk(generated)
    var hits = 0
    for (position, packet) in flows.packets.enumerated() {
      let expected = walk.decidingRule(packet, to: flows.interfaces[position])
      let acl = results[position].flatMap { filters.indices.contains($0) ? filters[$0].rule : nil }
      let source = IPv4Address(UInt32(bigEndian: packet.source))
      let verdict = engine.verdict(of: decisions[position], remote: .v4(source))
      guard acl == expected, verdict == expected.map(SecurityGroupVerdict.allowed(by:)) ?? .denied else {
        let answers = "walk \(String(describing: expected)), rte_acl \(String(describing: acl)), engine \(verdict)"
        throw Disagreement(description: "flow \(ClassBenchFiles.trace(packet)): \(answers)")
      }
      hits += expected == nil ? 0 : 1
    }
    return hits
  }

  private func expectSame(
    _ engine: PolicyEngine,
    _ decisions: UnsafeMutableBufferPointer<Decision>,
    _ keys: [FlowKey<IPv4Address>]
  ) throws {
    for (key, decision) in zip(keys, decisions) where engine.decide(key) != decision {
      throw Disagreement(description: "in a burst the engine decides \(decision) of \(key)")
    }
  }
}
