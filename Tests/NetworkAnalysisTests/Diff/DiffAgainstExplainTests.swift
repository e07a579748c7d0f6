import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Differences against explain")
struct DiffAgainstExplainTests {
  @Test("tells every change of a pair of interfaces, and none that is not", arguments: 0..<12)
  func pairs(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let before = RandomNetwork.opened(RandomNetwork.make(seed: seed, size: .small), using: &random)
    var after = before
    for _ in 0..<(1 + Int(seed % 4)) { after.apply(RandomNetwork.change(to: after, using: &random)) }
    let diff = ReachDiff.between(before, after)
    let entries = (diff.gained + diff.lost).filter {
      $0.source.kind == .interfaces && $0.destination.kind == .interfaces
    }
    let (old, new) = (PathAnalysis(before), PathAnalysis(after))
    let ids = Set(before.networkInterfaces.sorted.map(\.id) + after.networkInterfaces.sorted.map(\.id)).sorted()
    for one in ids {
      for other in ids where one != other {
        for family in IPFamily.allCases {
          let probes = Probes.of(one, other, family, [before, after], entries, using: &random)
          for probe in probes {
            let was = Probes.verdict(old, before, one, other, family, probe)
            let now = Probes.verdict(new, after, one, other, family, probe)
            let told = entries.filter { entry in
              entry.family == family.rawValue && entry.source.interfaces.contains { $0.id == one.text }
                && entry.destination.interfaces.contains { $0.id == other.text }
                && entry.traffic.contains(probe)
            }
            let expected = was == now ? [] : [[was, now]]
            #expect(
              told.map { [$0.before, $0.after] } == expected,
              "seed \(seed): \(one) → \(other) \(family) \(probe): was \(was), is \(now)"
            )
            if told.map({ [$0.before, $0.after] }) != expected { return }
          }
        }
      }
    }
  }
}

/// Traffic to ask about, and what explain says to it for all addresses of two interfaces together.
enum Probes {
  static func of(
    _ one: NetworkInterface.ID,
    _ other: NetworkInterface.ID,
    _ family: IPFamily,
    _ networks: [Network],
    _ entries: [ReachDiff.Entry],
    using random: inout SplitMix64
  ) -> [TrafficProbe] {
    var selectors: [TrafficSelector] = [.all]
    for network in networks {
      for id in [one, other] {
        for group in network.networkInterfaces[id]?.groupIDs ?? [] {
          selectors += network.securityGroups[group]?.rules.map(\.traffic).shuffled(using: &random).prefix(1) ?? []
        }
      }
    }
    return selectors.prefix(3).compactMap { selector in
      Hosts.probe(RandomNetwork.transport(near: selector, family, using: &random), family)
    }
  }

  static func verdict(
    _ analysis: PathAnalysis,
    _ network: Network,
    _ one: NetworkInterface.ID,
    _ other: NetworkInterface.ID,
    _ family: IPFamily,
    _ probe: TrafficProbe
  ) -> Verdict {
    guard let from = network.networkInterfaces[one], let to = network.networkInterfaces[other] else { return .denied }
    var result = Verdict.denied
    for source in from.ownPrefixes.flatMap({ Set([$0.first, $0.last]) }) where source.family == family {
      for destination in to.ownPrefixes.flatMap({ Set([$0.first, $0.last]) }) where destination.family == family {
        let verdict = analysis.trace(
          from: Host(.interface(from), address: source),
          to: Host(.interface(to), address: destination),
          probe,
          findingMisses: false
        ).verdict
        if verdict == .allowed { return .allowed }
        if verdict == .unknown { result = .unknown }
      }
    }
    return result
  }
}

extension ReachReport.Traffic {
  /// Whether the probe's traffic is in the set, read from its plain values as a program would.
  func contains(_ probe: TrafficProbe) -> Bool {
    func holds(_ ranges: [String], _ port: UInt16) -> Bool {
      ranges.contains { PortRange($0)?.contains(port) ?? false }
    }
    func holds(_ messages: [String], _ message: ICMPTypeCode) -> Bool {
      messages.contains { ["all", "\(message.type)", "\(message.type) code \(message.code)"].contains($0) }
    }
    if isAll { return true }
    switch probe.transport {
    case .tcp(_, let port): return holds(tcp, port)
    case .udp(_, let port): return holds(udp, port)
    case .icmp(let message), .icmpv6(let message): return holds(icmp, message)
    case .other(let number): return protocols.contains("all") || protocols.contains("\(number.rawValue)")
    }
  }
}
