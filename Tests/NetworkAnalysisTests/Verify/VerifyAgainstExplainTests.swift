import ConnectivityPolicy
import Findings
import IPAddressing
import Oracle
import Testing
import VPCModel

@testable import NetworkAnalysis

@Suite("Verify against explain, host by host and address by address")
struct VerifyAgainstExplainTests {
  private struct End {
    var text: String
    var interfaceIDs: [NetworkInterface.ID] = []
    var addresses = IPAddressSet.empty
  }

  /// The outcome that following every packet between every two hosts amounts to; addresses are tried at and beside every
  /// boundary there is.
  private struct Enumeration {
    let network: Network
    let analysis: PathAnalysis
    let habitable: IPAddressSet
    let edges: [IPAddress]

    init(_ network: Network) {
      self.network = network
      analysis = PathAnalysis(network)
      let vpcs = IPAddressSet(network.vpcs.sorted.flatMap(\.cidrs))
      var subnets = IPAddressSet(network.subnets.sorted.flatMap(\.cidrs))
      for subnet in network.subnets.sorted {
        guard let block = subnet.ipv4CIDR, block.length <= 29 else { continue }
        for offset in [0, 1, 2, 3] as [UInt32] {
          subnets.subtract(IPAddressSet(.v4(IPv4Address(block.first.rawValue + offset))))
        }
        subnets.subtract(IPAddressSet(.v4(block.last)))
      }
      // The platform's services send nothing of their own.
      let services = IPAddressSet(PlatformService.everywhere.keys.map { IPPrefix(host: $0) })
      habitable = (network.isComplete(.subnet) ? subnets.union(vpcs.complement) : .all).subtracting(services)
      var blocks = network.vpcs.sorted.flatMap(\.cidrs) + network.subnets.sorted.flatMap(\.cidrs)
      blocks += network.networkACLs.sorted.flatMap { $0.entries.map(\.cidr) }
      blocks += network.prefixLists.sorted.flatMap { ($0.entries ?? []).map(\.cidr) }
      blocks += network.networkInterfaces.sorted.flatMap(\.ownPrefixes)
      blocks += network.securityGroups.sorted.flatMap { $0.rules.compactMap(\.block) }
      for table in network.routeTables.sorted {
        for route in table.routes { if case .cidr(let block) = route.destination { blocks.append(block) } }
      }
      blocks += AddressScope.internet.prefixes
      var edges: Set<IPAddress> = []
      for block in blocks {
        switch block {
        case .v4(let block):
          for address in [block.first, block.last, block.first.previous, block.last.next] {
            if let address { edges.insert(.v4(address)) }
          }
        case .v6(let block):
          for address in [block.first, block.last, block.first.previous, block.last.next] {
            if let address { edges.insert(.v6(address)) }
          }
        }
      }
      // Reserved addresses hide the edges behind them.
      for subnet in network.subnets.sorted {
        guard let block = subnet.ipv4CIDR else { continue }
        edges.insert(.v4(IPv4Address(block.first.rawValue + 4)))
        edges.insert(.v4(IPv4Address(block.last.rawValue - 1)))
      }
      self.edges = edges.sorted()
    }

    func hosts(_ end: End, _ family: IPFamily, primary: Bool) -> [Host] {
      end.interfaceIDs.flatMap { id -> [Host] in
        guard let interface = network.networkInterfaces[id] else { return [] }
        let addresses =
          primary
          ? [interface.address(of: family)].compactMap { $0 }
          : interface.ownPrefixes.filter { $0.family == family }.flatMap { [$0.first, $0.last] }
        return Set(addresses).sorted().map { Host(.interface(interface), address: $0) }
      }
    }

    func probes(_ traffic: [TrafficSelector], _ family: IPFamily) -> [TrafficProbe] {
      let rules = network.securityGroups.sorted.flatMap(\.rules).map(\.traffic)
      let entries = network.networkACLs.sorted.flatMap(\.entries).map(\.traffic)
      var probes: Set<TrafficProbe> = []
      for selector in rules + entries + traffic {
        switch selector {
        case .tcp(let ports), .udp(let ports):
          for port in [Int(ports.lower) - 1, Int(ports.lower), Int(ports.upper), Int(ports.upper) + 1] {
            guard let port = UInt16(exactly: port) else { continue }
            probes.insert(.tcp(port))
            probes.insert(.udp(port))
          }
        case .icmp, .icmpv6:
          for type in [0, 3, 8, 128, 129] as [UInt8] {
            probes.insert(family == .ipv4 ? .icmp(.init(type: type, code: 0)) : .icmpv6(.init(type: type, code: 0)))
          }
        case .other, .all: break
        }
      }
      return probes.filter { probe in traffic.contains { $0.contains(probe.selector) } }
    }

    func outcome(_ kind: Assertion.Kind, _ from: End, _ to: End, _ traffic: [TrafficSelector]) -> Set<Verdict> {
      var verdicts: Set<Verdict> = []
      for family in IPFamily.allCases {
        let probes = probes(traffic, family)
        let sources = hosts(from, family, primary: kind == .allow)
        let destinations = hosts(to, family, primary: kind == .allow)
        for source in sources {
          for destination in destinations where source.interface?.id != destination.interface?.id {
            if kind == .allow, family == .ipv6, hasV4(source), hasV4(destination) { continue }
            for probe in probes {
              verdicts.insert(analysis.trace(from: source, to: destination, probe, findingMisses: false).verdict)
            }
          }
        }
        func outside(_ end: End, _ hosts: [Host], _ isSource: Bool) {
          let hasBoth = !end.addresses.v4.isEmpty && !end.addresses.v6.isEmpty
          for host in hosts {
            if kind == .allow, family == .ipv6, hasBoth, hasV4(host) { continue }
            for address in edges where address.family == family && end.addresses.contains(address) {
              guard habitable.contains(address) else { continue }
              let other = analysis.locator.host(at: address, nearest: host.vpcID)
              if other.interface != nil { continue }
              for probe in probes {
                let trace =
                  isSource
                  ? analysis.trace(from: other, to: host, probe, findingMisses: false)
                  : analysis.trace(from: host, to: other, probe, findingMisses: false)
                verdicts.insert(trace.verdict)
              }
            }
          }
        }
        outside(from, destinations, true)
        outside(to, sources, false)
      }
      return verdicts
    }

    private func hasV4(_ host: Host) -> Bool { host.interface?.address(of: .ipv4) != nil }
  }

  @Test("gives the outcome of all packets in random networks", arguments: 1...24)
  func outcomes(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    var network = RandomNetwork.make(seed: UInt64(seed), size: .tiny)
    if seed % 4 != 0 { network = RandomNetwork.opened(network, using: &random) }
    let verifier = Verifier(network)
    let enumeration = Enumeration(network)
    let interfaces = network.networkInterfaces.sorted
    guard !interfaces.isEmpty else { return }
    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
    func end() -> End {
      switch below(6) {
      case 0..<3:
        let id = interfaces[below(interfaces.count)].id
        return End(text: id.text, interfaceIDs: [id])
      case 3:
        let own = IPAddressSet(network.vpcs.sorted.flatMap(\.cidrs))
        return End(text: "internet", addresses: AddressScope.internet.subtracting(own))
      default:
        let subnets = Set(interfaces.map(\.subnetID)).sorted()
        let id = subnets[below(subnets.count)]
        return End(text: "subnet:\(id)", interfaceIDs: interfaces.filter { $0.subnetID == id }.map(\.id))
      }
    }
    func block() -> End {
      let blocks =
        network.securityGroups.sorted.flatMap { $0.rules.compactMap(\.block) } + network.subnets.sorted.flatMap(\.cidrs)
      let block = blocks.isEmpty ? IPPrefix.all(.ipv4) : blocks[below(blocks.count)]
      let set = IPAddressSet(block)
      let ids = interfaces.filter { $0.ownPrefixes.contains { block.contains($0) } }.map(\.id)
      return End(text: "\(block)", interfaceIDs: ids, addresses: set)
    }
    let texts: [(String, [TrafficSelector])] = [
      ("22", [tcp(22)]), ("443", [tcp(443)]), ("udp/53", [.udp(PortRange(53))]), ("tcp", [.tcp(.all)]),
    ]
    for _ in 0..<6 {
      var from = end()
      let to = end()
      let kind = Assertion.Kind.allCases[below(3)]
      // A block's interfaces count with the addresses within it: only where these are all of them is it enumerated.
      if below(3) == 0, kind == .deny {
        let candidate = block()
        let whole = candidate.interfaceIDs.allSatisfy { id in
          network.networkInterfaces[id]?.ownPrefixes.allSatisfy { candidate.addresses.contains($0) } ?? false
        }
        let partial = interfaces.contains { interface in
          !candidate.interfaceIDs.contains(interface.id)
            && interface.ownPrefixes.contains { candidate.addresses.overlaps($0) }
        }
        if whole, !partial { from = candidate }
      }
      let (word, traffic) = texts[below(texts.count)]
      let policy = try ConnectivityPolicy(
        parsing: """
          version: 1
          assertions:
            - \(kind.rawValue): { from: "\(from.text)", to: "\(to.text)", traffic: \(word) }
          """,
        file: "policy.yaml"
      )
      var judged = from
      if kind == .only {
        let publicAddresses = from.interfaceIDs.flatMap { id in
          (network.networkInterfaces[id]?.privateIPv4Addresses ?? []).compactMap(\.publicAddress)
            .map { IPPrefix(host: .v4($0)) }
        }
        judged.interfaceIDs = interfaces.map(\.id).filter { !from.interfaceIDs.contains($0) }
        judged.addresses = from.addresses.union(IPAddressSet(publicAddresses)).complement
      }
      let verdicts = enumeration.outcome(kind, judged, to, traffic)
      let result = verifier.verify(policy, today: try #require(CalendarDay("2026-01-01"))).assertions[0]
      let breaking: Verdict = kind == .allow ? .denied : .allowed
      let expected: AssertionResult.Outcome =
        verdicts.contains(breaking) ? .failed : verdicts.contains(.unknown) ? .unknown : .passed
      // Nothing between the ends at all, or no family in common.
      if result.reasons.contains(where: { $0.contains("has an address") }) { continue }
      if verdicts.isEmpty || result.reasons.contains(where: { $0.contains("family in common") }) { continue }
      // Packets can be enumerated only of interfaces that have addresses.
      if expected == .passed, result.outcome == .unknown, interfaces.contains(where: \.isOfUnknownAddress) {
        #expect(result.reasons.allSatisfy { $0.contains(" no address; ") } && result.violations.isEmpty)
        continue
      }
      #expect(
        result.outcome == expected,
        "seed \(seed): \(result.name): \(verdicts) \(result.reasons) \(result.violations)"
      )
      #expect(!result.reasons.contains { $0.contains("defect") }, "\(result.reasons)")
    }
  }
}
