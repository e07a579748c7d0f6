import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Reachability after changes")
struct ReachChangeTests {
  @Test("says the same as made anew, after each of many changes of rules and of all else", arguments: 0..<16)
  func changes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var network = RandomNetwork.opened(RandomNetwork.make(seed: seed), using: &random)
    var reach = Reachability(network)
    for round in 0..<12 {
      let change =
        round % 4 == 3
        ? RandomNetwork.change(to: network, using: &random) : ruleChange(to: network, using: &random)
      guard let change else { continue }
      network.apply(change)
      reach.apply([change])
      let anew = Reachability(network)
      for one in network.networkInterfaces.sorted {
        for other in network.networkInterfaces.sorted where one.id != other.id {
          for (from, to) in zip(one.ownPrefixes, other.ownPrefixes) where from.family == to.family {
            let found = reach.verdict(from: one.id, at: from.first, to: other.id, at: to.first)
            let expected = anew.verdict(from: one.id, at: from.first, to: other.id, at: to.first)
            #expect(found == expected, "seed \(seed) round \(round), \(change): \(from) → \(to)")
            if found != expected { return }
          }
        }
      }
      for direction in TrafficDirection.allCases {
        let found = Set(reach.withInternet(direction).map(Exchange.init))
        #expect(found == Set(anew.withInternet(direction).map(Exchange.init)), "seed \(seed) round \(round), \(change)")
      }
    }
  }

  private struct Exchange: Hashable {
    var interfaces: [NetworkInterface.ID]
    var own: IPAddressSet
    var addresses: IPAddressSet
    var verdict: TrafficVerdict

    init(_ reach: InternetReach) {
      interfaces = reach.hosts.interfaceIDs
      own = reach.hosts.addresses
      addresses = reach.addresses
      verdict = reach.verdict
    }
  }

  /// A rule more or less of some group.
  private func ruleChange(to network: Network, using random: inout SplitMix64) -> NetworkChange? {
    for _ in 0..<40 {
      let change = RandomNetwork.change(to: network, using: &random)
      if case .securityGroup(.put(let group)) = change, network.securityGroups.contains(group.id) { return change }
    }
    return nil
  }
}
