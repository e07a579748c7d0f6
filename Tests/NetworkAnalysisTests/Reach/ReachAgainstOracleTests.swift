import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Reachability against the oracle")
struct ReachAgainstOracleTests {
  @Test("tells every pair that has a way, and none that has not", arguments: 0..<16)
  func pairs(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var network = RandomNetwork.make(seed: seed, size: .small)
    if seed % 5 != 0 { network = RandomNetwork.opened(network, using: &random) }
    let reach = Reachability(network)
    let hosts = Hosts.all(network, using: &random)
    for from in hosts {
      for to in hosts {
        guard let one = from.interface, let other = to.interface, one.id != other.id,
          from.address.family == to.address.family, random.next() % 3 == 0,
          let probe = Hosts.probe(from, to, network, using: &random)
        else { continue }
        let expected = Oracle.path(
          from: .interface(one, from.address),
          to: .interface(other, to.address),
          probe.transport,
          in: network
        )
        let found = reach.verdict(from: one.id, at: from.address, to: other.id, at: to.address)
          .verdict(on: probe, to.address.family)
        #expect(
          found == Verdict(expected),
          "seed \(seed): \(one.id) \(from.address) → \(other.id) \(to.address) \(probe)"
        )
        if found != Verdict(expected) { return }
      }
    }
  }

  @Test("tells what the internet reaches and what reaches the internet", arguments: 0..<16)
  func internet(seed: UInt64) {
    var random = SplitMix64(seed: seed &+ 500)
    var network = RandomNetwork.make(seed: seed &+ 500, size: .small)
    if seed % 5 != 0 { network = RandomNetwork.opened(network, using: &random) }
    let reach = Reachability(network)
    for host in Hosts.all(network, using: &random) {
      guard let interface = host.interface else { continue }
      for _ in 0..<6 {
        guard let address = Hosts.internetAddress(near: host, network, using: &random) else { continue }
        let inside = Oracle.PathEnd.interface(interface, host.address)
        let outside = Host(.internet, address: address)
        for direction in TrafficDirection.allCases {
          let isInward = direction == .ingress
          guard
            let probe = Hosts.probe(isInward ? outside : host, isInward ? host : outside, network, using: &random)
          else { continue }
          let expected = Oracle.path(
            from: isInward ? .internet(address) : inside,
            to: isInward ? inside : .internet(address),
            probe.transport,
            in: network
          )
          let found = reach.verdict(direction, internet: address, interface.id, at: host.address)
            .verdict(on: probe, address.family)
          #expect(found == Verdict(expected), "seed \(seed): \(direction) \(address) \(interface.id) \(probe)")
          if found != Verdict(expected) { return }
        }
      }
    }
  }
}

extension Verdict {
  init(_ path: Oracle.PathVerdict) {
    switch path {
    case .passes: self = .allowed
    case .stopped: self = .denied
    case .unknown: self = .unknown
    }
  }
}
