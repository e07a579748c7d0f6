import ConnectivityPolicy
import Findings
import Foundation
import IPAddressing
import LinuxDataPlane
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@testable import NetworkLab

/// What `verify` says of random networks, told by real packets: the flows that it gives as counterexamples do in the
/// kernel what they are said to do, and flows of assertions that hold keep to them.
@Suite(
  "Verify in the lab's kernel",
  .serialized,
  .enabled(if: RealLab.isPossible, RealLab.reason),
  .timeLimit(.minutes(5))
)
struct VerifyInKernelTests {
  /// More than a suite has time for, where somebody asks.
  static let networks = ProcessInfo.processInfo.environment["VERIFY_KERNEL_NETWORKS"].flatMap { Int($0) } ?? 10
  static let firstSeed = ProcessInfo.processInfo.environment["VERIFY_KERNEL_SEED"].flatMap { UInt64($0) } ?? 1

  private struct Tally: CustomStringConvertible {
    var counterexamples: [Assertion.Kind: Int] = [:]
    var held: [Assertion.Kind: Int] = [:]
    var overTheInternet = 0
    var flows = 0
    /// Counterexamples of which the lab has not both ends, or not the traffic.
    var notInTheLab = 0

    var description: String {
      let kinds = Assertion.Kind.allCases.map { kind in
        "\(kind) \(counterexamples[kind, default: 0]) counterexamples, \(held[kind, default: 0]) flows where it holds"
      }
      return "\(flows) flows: \(kinds.joined(separator: "; ")); \(overTheInternet) over the internet;"
        + " \(notInTheLab) counterexamples are not in the lab"
    }
  }

  @Test("counterexamples are real flows, and what holds is held")
  func counterexamples() async throws {
    var tally = Tally()
    for offset in 0..<UInt64(Self.networks) {
      let seed = Self.firstSeed + offset
      var random = SplitMix64(seed: seed ^ 0x1AB)
      let network = Self.network(seed, using: &random)
      guard !network.networkInterfaces.isEmpty else { continue }
      let claims = try Self.claims(network, seed, using: &random, &tally)
      try await RealLab.with { real in try await Self.hold(claims, network, real, seed) }
      tally.flows += claims.reduce(0) { $0 + $1.flows.count }
    }
    print("verify = kernel: \(tally)")
    // Otherwise nothing was tried.
    guard Self.networks >= 10 else { return }
    for kind in Assertion.Kind.allCases {
      #expect(tally.counterexamples[kind, default: 0] > 5, "\(kind)")
      #expect(tally.held[kind, default: 0] > 5, "\(kind)")
    }
    #expect(tally.overTheInternet > 5)
  }

  @Test("a rule that the kernel has and the network does not is found")
  func brokenRules() async throws {
    var found: [Verdict: Int] = [:]
    for seed in 4..<7 as Range<UInt64> {
      var random = SplitMix64(seed: seed ^ 0x1AB)
      let network = Self.network(seed, using: &random)
      var tally = Tally()
      let claims = try Self.claims(network, seed, using: &random, &tally)
      try await RealLab.with { real in
        let sender = try await Self.enforced(network, real)
        for (verdict, isOpen) in [(Verdict.denied, true), (.allowed, false)] {
          try await Self.enforce(Self.broken(network, isOpen: isOpen), real)
          let ports = claims.map { $0.withClientPorts(plus: isOpen ? 7000 : 14_000) }
          found[verdict, default: 0] += try Self.contradicted(ports, sender, .milliseconds(400)).count
        }
      }
    }
    // What is denied arrives where every group lets everything in and out, and what is allowed fails where none does.
    #expect(found[.denied, default: 0] > 3 && found[.allowed, default: 0] > 3, "\(found)")
  }

  // MARK: Networks

  /// A random network without what a lab does not have: of gateways only those to the internet, no middleboxes.
  private static func network(_ seed: UInt64, using random: inout SplitMix64) -> Network {
    var network = RandomNetwork.make(seed: seed, size: seed % 3 == 0 ? .tiny : .small)
    let acls = network.networkACLs
    // Of all that a random network has to stop a packet each lets some pass.
    for _ in 0..<(2 + seed % 3) { network = RandomNetwork.opened(network, using: &random) }
    // In every other one network ACLs decide most.
    if seed.isMultiple(of: 2) { network.networkACLs = acls }
    for var table in network.routeTables.sorted {
      table.routes.removeAll { route in
        switch route.target {
        case .local, .internetGateway, .vpcPeeringConnection: false
        default: true
        }
      }
      network.routeTables.insert(table)
    }
    // A delegated IPv4 prefix is reached by way of an address.
    for var interface in network.networkInterfaces.sorted where interface.privateIPv4Addresses.isEmpty {
      interface.ipv4Prefixes = []
      network.networkInterfaces.insert(interface)
      if interface.ownPrefixes.isEmpty { network.networkInterfaces[interface.id] = nil }
    }
    return network
  }

  /// Every group lets everything pass, or nothing.
  private static func broken(_ network: Network, isOpen: Bool) -> Network {
    var network = network
    for var group in network.securityGroups.sorted {
      group.rules = []
      for direction in TrafficDirection.allCases where isOpen {
        for (number, peer) in [SecurityGroupRule.Peer.ipv4(.all), .ipv6(.all)].enumerated() {
          let id = SecurityGroupRule.ID("sgr-\(group.id)-\(direction)-\(number)")
          group.rules.append(
            SecurityGroupRule(id: id, groupID: group.id, direction: direction, traffic: .all, peer: peer)
          )
        }
      }
      network.securityGroups.insert(group)
    }
    return network
  }

  // MARK: Claims

  private static func claims(_ network: Network, _ seed: UInt64, using random: inout SplitMix64, _ tally: inout Tally)
    throws -> [FlowClaim]
  {
    let assertions = (0..<24).compactMap { _ in RandomAssertion(network, using: &random) }
    let lines = assertions.enumerated().map { "\($1.text)a\($0)\n" }.joined()
    let policy = try ConnectivityPolicy(parsing: "version: 1\nassertions:\n\(lines)", file: "policy.yaml")
    let report = Verifier(network).verify(policy, today: try #require(CalendarDay("2026-01-01")))
    var port: UInt16 = 20_000
    var claims: [FlowClaim] = []
    for (assertion, result) in zip(assertions, report.assertions) {
      switch result.outcome {
      case .failed:
        for example in result.counterexamples {
          guard let claim = claim(of: example, result, network, &port) else {
            tally.notInTheLab += 1
            continue
          }
          claims.append(claim)
          tally.counterexamples[assertion.kind, default: 0] += 1
          if claim.isOverTheInternet { tally.overTheInternet += 1 }
        }
      case .passed:
        for _ in 0..<3 {
          port += 1
          guard let flow = assertion.flow(network, clientPort: port, using: &random),
            assertion.kind != .allow || !mayTakeGateways(flow, network)
          else { continue }
          let verdict: FlowClaim.Verdict = assertion.kind == .allow ? .arrive : .fail
          claims.append(FlowClaim(flows: [flow], verdict: verdict, words: "\(result.name) holds: \(assertion.text)"))
          tally.held[assertion.kind, default: 0] += 1
        }
      case .unknown, .expired, .error: continue
      }
    }
    return claims
  }

  /// Whether the flow could leave a VPC by its gateway for another VPC: the lab has no internet between two of them.
  private static func mayTakeGateways(_ flow: LabFlow, _ network: Network) -> Bool {
    let vpcs = [flow.source, flow.destination].compactMap { $0.interfaceID }
      .compactMap { network.networkInterfaces[$0]?.vpcID }
    guard flow.source.address.family == .ipv6, vpcs.count == 2, vpcs[0] != vpcs[1] else { return false }
    return network.routeTables.unordered.contains { table in
      table.vpcID == vpcs[0]
        && table.routes.contains { if case .internetGateway = $0.target { true } else { false } }
    }
  }

  /// What a counterexample says, about client's ports at the edges of entries of network ACLs, which may tell answers
  /// apart.
  private static func claim(
    of example: AssertionResult.Counterexample,
    _ result: AssertionResult,
    _ network: Network,
    _ port: inout UInt16
  ) -> FlowClaim? {
    guard let path = example.explanation.paths.first else { return nil }
    // What leaves a VPC by its gateway for another's.
    let passesGateway = path.steps.contains { $0.station == .internetGateway }
    if passesGateway, path.source.interfaceID != nil, path.destination.interfaceID != nil { return nil }
    var ports: Set<UInt16> = [port + 1]
    let range = TrafficProbe.documentedClientPorts
    for entry in network.networkACLs.sorted.flatMap(\.entries) {
      guard let bounds = entry.traffic.ports else { continue }
      for edge in [Int(bounds.lower) - 1, Int(bounds.lower), Int(bounds.upper), Int(bounds.upper) + 1] {
        if let edge = UInt16(exactly: edge), range.contains(edge) { ports.insert(edge) }
      }
    }
    port += 1
    // Where both ends have the port of the service, each could take the other's packets for its own.
    ports.remove(UInt16(exactly: example.explanation.question.port ?? 0) ?? 0)
    let flows = ports.sorted().compactMap { LabFlow(example.explanation, clientPort: $0) }
    guard let flow = flows.first else { return nil }
    let isAnswerStopped = path.blockers.allSatisfy { path.steps.indices.contains($0) && path.steps[$0].leg == .reply }
    let verdict: FlowClaim.Verdict =
      example.verdict == .allowed ? .arrive : isAnswerStopped && flow.traffic != .echo ? .someFails : .fail
    return FlowClaim(
      flows: flow.traffic == .echo ? [flow] : flows,
      verdict: verdict,
      words: "\(result.name), \(result.kind), fails: \(example.source) → \(example.destination) \(example.traffic)"
    )
  }

  // MARK: Packets

  private static func enforced(_ network: Network, _ real: RealLab) async throws -> FlowSender {
    let made = try real.lab.up(network, source: "verify")
    let internet = try InternetStandIn(network, LabPlan(network, names: real.lab.names))
    try await enforce(network, real)
    let machines = Dictionary(made.state.machines.map { ($0.interfaceID, $0) }) { first, _ in first }
    return FlowSender { end, other in
      switch end {
      case .interface(let id, _):
        let machine = try #require(machines[id])
        return FlowSender.Place(namespace: machine.namespace, addresses: Set(machine.addresses))
      case .internet:
        let vpc = try #require(network.networkInterfaces[other]?.vpcID)
        // Without a route to a gateway nothing leaves: there is nobody to answer.
        return internet.places[vpc]
      }
    }
  }

  /// Makes the kernel's rules those of a network that has the same interfaces.
  private static func enforce(_ network: Network, _ real: RealLab) async throws {
    for (namespace, attachments) in Dictionary(grouping: try real.lab.folder.attachments.all(), by: \.namespace) {
      _ = try await NamespaceEnforcer(namespace).enforceAnew(network, attachments: attachments)
    }
  }

  /// The claims that packets contradict. What was not answered and should have been is tried again with more patience: a
  /// busy machine is no difference.
  private static func untrue(_ claims: [FlowClaim], _ sender: FlowSender) throws -> [FlowClaim] {
    var rest = claims
    for patience in [Duration.milliseconds(400), .seconds(2), .seconds(5)] where !rest.isEmpty {
      rest = try contradicted(rest, sender, patience)
    }
    return rest
  }

  private static func contradicted(_ claims: [FlowClaim], _ sender: FlowSender, _ patience: Duration) throws
    -> [FlowClaim]
  {
    var answered = try sender.send(claims.flatMap(\.flows), patience: patience)[...]
    return claims.filter { claim in
      defer { answered = answered.dropFirst(claim.flows.count) }
      return !claim.holds(Array(answered.prefix(claim.flows.count)))
    }
  }

  private static func hold(_ claims: [FlowClaim], _ network: Network, _ real: RealLab, _ seed: UInt64) async throws {
    let sender = try await enforced(network, real)
    for claim in try untrue(claims, sender) {
      Issue.record(
        "seed \(seed): \(claim.words)\n\(claim.verdict): \(claim.flows.map(\.words).joined(separator: "\n"))"
      )
    }
  }
}

extension FlowClaim {
  /// The same with other flows than those that the kernel may remember.
  fileprivate func withClientPorts(plus offset: UInt16) -> FlowClaim {
    var claim = self
    for index in claim.flows.indices {
      claim.flows[index].clientPort = 20_000 + claim.flows[index].clientPort % 5_000 + offset
    }
    return claim
  }

  fileprivate var isOverTheInternet: Bool {
    flows.contains { $0.source.interfaceID == nil || $0.destination.interfaceID == nil }
  }
}
