import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Reachability against explain")
struct ReachAgainstExplainTests {
  @Test("agrees with explain on every pair of hosts, unknown included", arguments: 0..<12)
  func pairs(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var network = RandomNetwork.make(seed: seed, size: seed % 8 == 0 ? .medium : .small)
    // As they are, the networks stop nearly everything.
    if seed % 4 != 0 { network = RandomNetwork.opened(network, using: &random) }
    let reach = Reachability(network)
    let analysis = PathAnalysis(network)
    let hosts = Hosts.all(network, using: &random)
    var pairs = hosts.flatMap { one in hosts.map { (one, $0) } }.filter { one, other in
      one.interface?.id != other.interface?.id && one.address.family == other.address.family
    }
    pairs.shuffle(using: &random)
    for (from, to) in pairs.prefix(250) {
      guard let source = from.interface?.id, let destination = to.interface?.id else { continue }
      let verdict = reach.verdict(from: source, at: from.address, to: destination, at: to.address)
      for _ in 0..<3 {
        guard let probe = Hosts.probe(from, to, network, using: &random) else { continue }
        let expected = analysis.trace(from: from, to: to, probe, findingMisses: false)
        let found = verdict.verdict(on: probe, to.address.family)
        #expect(
          found == expected.verdict,
          "seed \(seed): \(source) \(from.address) → \(destination) \(to.address) \(probe): \(expected.steps.map { "\($0.station) \($0.outcome) \($0.reason)" })"
        )
        if found != expected.verdict { return }
      }
    }
  }

  @Test("agrees with explain between the internet and every host", arguments: 0..<12)
  func internet(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var network = RandomNetwork.make(seed: seed, size: seed % 8 == 0 ? .medium : .small)
    // As they are, the networks stop nearly everything.
    if seed % 4 != 0 { network = RandomNetwork.opened(network, using: &random) }
    let reach = Reachability(network)
    let analysis = PathAnalysis(network)
    for host in Hosts.all(network, using: &random) {
      guard let id = host.interface?.id else { continue }
      for _ in 0..<6 {
        guard let address = Hosts.internetAddress(near: host, network, using: &random) else { continue }
        let outside = Host(.internet, address: address)
        for (direction, from, to) in [(TrafficDirection.ingress, outside, host), (.egress, host, outside)] {
          guard let probe = Hosts.probe(from, to, network, using: &random) else { continue }
          let expected = analysis.trace(from: from, to: to, probe, findingMisses: false)
          let found = reach.verdict(direction, internet: address, id, at: host.address)
            .verdict(on: probe, address.family)
          #expect(
            found == expected.verdict,
            "seed \(seed): \(from.address) → \(to.address) \(probe): \(expected.steps.map { "\($0.station) \($0.outcome) \($0.reason)" })"
          )
          if found != expected.verdict { return }
        }
      }
    }
  }
}
