import Findings
import IPAddressing
import NetworkAnalysis
import Oracle
import Testing
import VPCModel

@Suite("Chains from the internet against the oracle")
struct ChainsAgainstOracleTests {
  /// A random network in which enough is open for chains, some of whose interfaces are data stores, functions and so on.
  private func network(_ seed: UInt64) -> Network {
    var random = SplitMix64(seed: seed &+ 9000)
    var network = RandomNetwork.make(seed: seed &+ 9000, size: .small)
    if seed % 3 != 0 { network = RandomNetwork.opened(network, using: &random) }
    for var interface in network.networkInterfaces.sorted {
      let kinds: [InterfaceOwner.Kind?] = [
        .database, .database, .cache, .lambdaFunction, .vpcEndpoint, .natGateway, .networkLoadBalancer, nil, nil, nil,
        nil, nil, nil,
      ]
      if let kind = kinds.randomElement(using: &random) ?? nil {
        interface.reportedOwner = InterfaceOwner(kind, names: ["\(kind.rawValue)-\(interface.id)"])
      }
      network.networkInterfaces.insert(interface)
    }
    if seed % 3 == 1 { tier(&network, using: &random) }
    // Ports that only pieces of the internet are let in to, which may come to most of it together.
    let blocks = ["0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2", "32.0.0.0/5", "8.8.0.0/16", "2000::/4"]
    for var group in network.securityGroups.sorted where seed % 2 == 0 {
      for index in group.rules.indices where group.rules[index].direction == .ingress {
        guard Int.random(in: 0..<4, using: &random) == 0 else { continue }
        switch IPPrefix(blocks.randomElement(using: &random) ?? "") {
        case .v4(let prefix)?: group.rules[index].peer = .ipv4(prefix)
        case .v6(let prefix)?: group.rules[index].peer = .ipv6(prefix)
        case nil: break
        }
      }
      network.securityGroups.insert(group)
    }
    return network
  }

  /// Puts each VPC's groups in a row, each letting in the members of the one before, the first one the internet, and gives
  /// every interface one of them.
  private func tier(_ network: inout Network, using random: inout SplitMix64) {
    var rows: [VPC.ID: [SecurityGroup.ID]] = [:]
    for var group in network.securityGroups.sorted.shuffled(using: &random) {
      let before = rows[group.vpcID]?.last
      let peer: SecurityGroupRule.Peer = before.map { .securityGroup(GroupReference($0)) } ?? .ipv4(.all)
      group.rules.removeAll { $0.direction == .ingress }
      for (direction, traffic, peer) in [
        (TrafficDirection.ingress, TrafficSelector.tcp(PortRange(8080)), peer), (.egress, .all, .ipv4(.all)),
      ] {
        let rule = SecurityGroupRule(groupID: group.id, direction: direction, traffic: traffic, peer: peer)
        if !group.rules.contains(where: { $0.id == rule.id }) { group.rules.append(rule) }
      }
      network.securityGroups.insert(group)
      rows[group.vpcID, default: []].append(group.id)
    }
    for var interface in network.networkInterfaces.sorted {
      guard let row = rows[interface.vpcID], let group = row.randomElement(using: &random) else { continue }
      interface.groupIDs = [group]
      if group == row.first, let index = interface.privateIPv4Addresses.indices.first {
        let last = UInt8.random(in: 1...250, using: &random)
        interface.privateIPv4Addresses[index].publicAddress = IPv4Address(198, 51, 100, last)
      }
      network.networkInterfaces.insert(interface)
    }
    // The way in, and little that stops anything else.
    network.incompleteKinds = []
    network.internetGateways = []
    for vpc in network.vpcs.sorted {
      network.internetGateways.insert(
        InternetGateway(id: InternetGateway.ID("igw-of-\(vpc.id)"), attachedVPCIDs: [vpc.id])
      )
    }
    for var table in network.routeTables.sorted {
      table.routes.removeAll { $0.destination == .cidr(.all(.ipv4)) }
      let gateway = InternetGateway.ID("igw-of-\(table.vpcID)")
      table.routes.append(RouteTable.Route(.cidr(.all(.ipv4)), to: .internetGateway(gateway)))
      network.routeTables.insert(table)
    }
    for var acl in network.networkACLs.sorted where Int.random(in: 0..<4, using: &random) > 0 {
      let passing = TrafficDirection.allCases.map {
        NetworkACL.Entry(number: 1, direction: $0, action: .allow, traffic: .all, cidr: .all(.ipv4))
      }
      acl.replaceEntries(acl.entries.filter { $0.number > 1 } + passing)
      network.networkACLs.insert(acl)
    }
  }

  private func holdsData(_ interface: NetworkInterface) -> Bool {
    interface.owner?.kind == .database || interface.owner?.kind == .cache
  }

  /// The last two hold the longest chains.
  private static let seeds = Array(UInt64(0)..<14) + [115, 119]

  @Test("finds every chain to a data store, the shortest, and invents none; reach says the same", arguments: seeds)
  func chains(seed: UInt64) throws {
    let network = network(seed)
    let slow = SlowChains(network)
    // Alike are data stores of one VPC with the same groups.
    struct Policy: Hashable {
      var vpc: VPC.ID
      var groups: Set<SecurityGroup.ID>
    }
    var alike: [Policy: [NetworkInterface]] = [:]
    for interface in network.networkInterfaces.sorted where holdsData(interface) {
      guard let distance = slow.distances[interface.id], distance > 1 else { continue }
      alike[Policy(vpc: interface.vpcID, groups: Set(interface.groupIDs)), default: []].append(interface)
    }
    let findings = Audit(network).findings(["data-one-hop-from-internet", "data-reachable-from-internet"])
    var found: Set<Policy> = []
    for finding in findings {
      let target = try #require(
        network.networkInterfaces[NetworkInterface.ID(finding.subjects.first?.id ?? "")],
        "seed \(seed)"
      )
      let policy = Policy(vpc: target.vpcID, groups: Set(target.groupIDs))
      found.insert(policy)
      let expected = alike[policy] ?? []
      let distance = expected.compactMap { slow.distances[$0.id] }.min() ?? 0
      #expect(slow.distances[target.id] == distance, "seed \(seed): \(finding.message)")
      // The internet, its gateway, and a station for each step.
      #expect(finding.paths.first?.stations.count == distance + 2, "seed \(seed): \(finding.message)")
      let named = Set(finding.subjects.map(\.id))
      #expect(expected.allSatisfy { named.contains($0.id.text) }, "seed \(seed): \(finding.message)")
      let more = finding.message.firstMatch(of: /and (\d+) more like it/).flatMap { Int($0.output.1) } ?? 0
      #expect(more + 1 == expected.count, "seed \(seed): \(finding.message)")
    }
    #expect(found == Set(alike.keys), "seed \(seed)")
    compare(slow, Reachability(network), seed)
  }

  private func compare(_ slow: SlowChains, _ reach: Reachability, _ seed: UInt64) {
    let atLarge = reach.closure(from: .internetAtLarge)
    let any = reach.closure(from: .internet)
    for interface in reach.network.networkInterfaces.sorted {
      let distance = slow.distances[interface.id]
      #expect(atLarge.distance(to: interface.id) == distance, "seed \(seed): \(interface.id)")
      #expect(atLarge.path(to: interface.id)?.count == distance, "seed \(seed): \(interface.id)")
      // What all of the internet gets at, some of it does, and no later.
      if let distance { #expect((any.distance(to: interface.id) ?? .max) <= distance, "seed \(seed): \(interface.id)") }
    }
  }

  @Test("the random networks hold chains of several lengths")
  func variety() {
    var lengths: [Int: Int] = [:]
    for seed in Self.seeds {
      let network = network(seed)
      let closure = Reachability(network).closure(from: .internetAtLarge)
      for interface in network.networkInterfaces.sorted where holdsData(interface) {
        lengths[closure.distance(to: interface.id) ?? 0, default: 0] += 1
      }
    }
    #expect([1, 2, 3].allSatisfy { (lengths[$0] ?? 0) > 2 } && (lengths[4] ?? 0) > 0, "\(lengths)")
  }
}
