import Findings
import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Audit against the oracle")
struct AuditAgainstOracleTests {
  /// Addresses of the internet between which no rule of the network tells apart: an address of each piece, with the number
  /// of addresses that it stands for.
  private func pieces(_ network: Network, _ family: IPFamily) -> [(address: IPAddress, share: Double)] {
    var blocks: [IPPrefix] = []
    for group in network.securityGroups.sorted {
      for rule in group.rules {
        switch rule.peer {
        case .ipv4(let prefix): blocks.append(.v4(prefix))
        case .ipv6(let prefix): blocks.append(.v6(prefix))
        case .prefixList(let id): blocks += (network.prefixLists[id]?.entries ?? []).map(\.cidr)
        case .securityGroup: break
        }
      }
    }
    // Documentation's and benchmarks' blocks count as internet here, as in explanations.
    let internet = SpecialPurpose.internet.union(SpecialPurpose.documentation).union(SpecialPurpose.benchmarking)
    switch family {
    case .ipv4:
      let starts = blocks.flatMap { block -> [UInt32] in
        guard case .v4(let prefix) = block else { return [] }
        return [prefix.first.rawValue, prefix.last.rawValue &+ 1]
      }
      return internet.v4.ranges.flatMap { range -> [(IPAddress, Double)] in
        let cuts = Set(
          starts.filter { $0 > range.lower.rawValue && $0 <= range.upper.rawValue } + [range.lower.rawValue]
        )
        let sorted = cuts.sorted()
        return sorted.enumerated().map { index, start in
          let end = index + 1 < sorted.count ? sorted[index + 1] : range.upper.rawValue &+ 1
          return (.v4(IPv4Address(start)), Double(end &- start))
        }
      }
    case .ipv6:
      let starts = blocks.flatMap { block -> [UInt128] in
        guard case .v6(let prefix) = block else { return [] }
        return [prefix.first.rawValue, prefix.last.rawValue &+ 1]
      }
      return internet.v6.ranges.flatMap { range -> [(IPAddress, Double)] in
        let cuts = Set(
          starts.filter { $0 > range.lower.rawValue && $0 <= range.upper.rawValue } + [range.lower.rawValue]
        )
        let sorted = cuts.sorted()
        return sorted.enumerated().map { index, start in
          let end = index + 1 < sorted.count ? sorted[index + 1] : range.upper.rawValue &+ 1
          return (.v6(IPv6Address(start)), Double(end &- start))
        }
      }
    }
  }

  /// Whether the groups of an interface let in as much of the internet as counts as all, one address after another.
  private func isOpen(_ interface: NetworkInterface, _ port: UInt16, _ family: IPFamily, _ network: Network) -> Bool {
    var open = 0.0
    for piece in pieces(network, family) {
      let flow = Flow(
        interfaceID: interface.id,
        direction: .ingress,
        remote: piece.address,
        transport: .tcp(source: 40000, destination: port)
      )
      if case .allowed = Oracle.verdict(flow: flow, in: network) { open += piece.share }
    }
    let all = SpecialPurpose.internet.union(SpecialPurpose.documentation).union(SpecialPurpose.benchmarking)
    return family == .ipv4
      ? open >= Double(all.v4.addressCount.value / 16) : open >= Double(UInt128(1) << 116)
  }

  @Test(
    "Names the interfaces on which SSH is open to the internet, and no other, on random networks",
    arguments: 0..<30
  )
  func ssh(seed: UInt64) {
    var network = RandomNetwork.make(seed: seed, size: .small)
    widen(&network, seed: seed)
    var expected: Set<String> = []
    for interface in network.networkInterfaces.sorted {
      if isOpen(interface, 22, .ipv4, network) || isOpen(interface, 22, .ipv6, network) {
        expected.insert(interface.id.text)
      }
    }
    let findings = Audit(network).findings(["ssh-open-to-internet", "all-ports-open-to-internet"])
    let found = findings.filter { finding in
      finding.checkID == "ssh-open-to-internet" || finding.message.contains("tcp")
    }
    let named = Set(found.flatMap(\.subjects).map(\.id).filter { $0.hasPrefix("eni") })
    #expect(named == expected, "seed \(seed)")
  }

  /// Random networks hardly ever open a port to all: half of the rules get pieces of the internet as peers.
  private func widen(_ network: inout Network, seed: UInt64) {
    var random = SplitMix64(seed: seed &+ 4711)
    let blocks = [
      "0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2", "32.0.0.0/5", "40.0.0.0/5", "2000::/4", "2600::/13",
    ]
    for var group in network.securityGroups.sorted {
      group.rules = group.rules.map { rule in
        guard rule.direction == .ingress, Bool.random(using: &random) else { return rule }
        var changed = rule
        switch IPPrefix(blocks.randomElement(using: &random) ?? "") {
        case .v4(let prefix)?: changed.peer = .ipv4(prefix)
        case .v6(let prefix)?: changed.peer = .ipv6(prefix)
        case nil: break
        }
        if Bool.random(using: &random) { changed.traffic = .tcp(PortRange(22)) }
        return changed
      }
      network.securityGroups.insert(group)
    }
  }

  @Test("Calls a rule redundant only where taking it away changes no decision, on random networks", arguments: 0..<20)
  func redundancy(seed: UInt64) throws {
    let network = RandomNetwork.make(seed: seed, size: .small)
    let findings = Audit(network).findings(["rule-redundant"])
    var random = SplitMix64(seed: seed &+ 99)
    #expect(seed != 10 || !findings.isEmpty)
    for finding in findings {
      let id = try #require(finding.subjects.first?.id)
      let implied = finding.details.compactMap { detail in
        // `ingress: sgr-… (…) is implied by …`; rules without an identifier are left where they are.
        detail.split(separator: " ").dropFirst().first.flatMap { $0.hasPrefix("sgr-") ? String($0) : nil }
      }
      var fewer = network
      fewer.securityGroups[SecurityGroup.ID(id)]?.rules.removeAll { implied.contains($0.id.text) }
      for _ in 0..<200 {
        let flow = RandomNetwork.flow(in: network, using: &random)
        let isSame =
          Oracle.verdict(flow: flow, in: network).isAllowed == Oracle.verdict(flow: flow, in: fewer).isAllowed
        #expect(isSame, "seed \(seed): \(finding.message): \(flow)")
      }
    }
  }
}

extension OracleVerdict {
  fileprivate var isAllowed: Bool { if case .allowed = self { true } else { false } }
}
