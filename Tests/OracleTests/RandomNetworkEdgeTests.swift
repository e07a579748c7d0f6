import IPAddressing
import Oracle
import Testing
import VPCModel

@Suite("Edges that random networks promise")
struct RandomNetworkEdgeTests {
  private let networks = (UInt64(0)..<80).map { RandomNetwork.make(seed: $0, size: .small) }

  private func expectSome(_ what: String, _ holds: @escaping (Network) -> Bool) {
    #expect(networks.contains(where: holds), "no network has \(what)")
  }

  private func rules(_ network: Network) -> [SecurityGroupRule] {
    network.securityGroups.sorted.flatMap(\.rules)
  }

  @Test("Peers of every extent, lists of every kind")
  func peers() throws {
    for text in ["0.0.0.0/0", "::/0", "0.0.0.0/32", "255.255.255.255/32", "169.254.169.254/32", "::/128"] {
      let prefix = try IPPrefix(parsing: text)
      expectSome("a rule for \(text)") {
        rules($0).contains { $0.peer == .ipv4(.all) && prefix == .all(.ipv4) || "\($0.peer)" == text }
      }
    }
    expectSome("a rule with an unknown list") { network in
      rules(network).contains {
        if case .prefixList(let id) = $0.peer { return network.prefixLists[id]?.entries == nil }
        return false
      }
    }
    expectSome("an empty list") { $0.prefixLists.sorted.contains { $0.entries == [] } }
    expectSome("a list with everything") {
      $0.prefixLists.sorted.contains { $0.entries?.contains { $0.cidr == .all(.ipv4) } == true }
    }
    expectSome("a group that refers to itself") {
      rules($0).contains { rule in
        if case .securityGroup(let reference) = rule.peer { return reference.groupID == rule.groupID }
        return false
      }
    }
  }

  @Test("References that are stale for every reason")
  func staleReferences() {
    var reasons: Set<String> = []
    for network in networks {
      for rule in rules(network) {
        guard case .securityGroup(let reference) = rule.peer else { continue }
        switch network.status(of: reference, from: rule.groupID) {
        case .stale(.notConnected): reasons.insert("not connected")
        case .stale(.peeringNotActive): reasons.insert("peering not active")
        case .stale(.crossRegion): reasons.insert("cross-region")
        case .stale(.groupDeleted): reasons.insert("group deleted")
        case .usable:
          let isElsewhere =
            network.securityGroups[reference.groupID]?.vpcID != network.securityGroups[rule.groupID]?.vpcID
          reasons.insert(isElsewhere ? "usable across VPCs" : "usable")
        case .unknown: reasons.insert("unknown")
        }
      }
    }
    #expect(
      reasons == [
        "not connected", "peering not active", "cross-region", "group deleted", "usable across VPCs", "usable",
        "unknown",
      ]
    )
  }

  @Test("Traffic of every kind, to the ends of the ports")
  func traffic() {
    let wanted: [TrafficSelector] = [
      .all, .tcp(.all), .udp(.all), .tcp(PortRange(0)), .tcp(PortRange(65535)), .icmp(.any), .icmpv6(.any),
      .other(IPProtocol(rawValue: 0)), .other(IPProtocol(rawValue: 255)),
    ]
    for selector in wanted { expectSome("\(selector)") { rules($0).contains { $0.traffic == selector } } }
    expectSome("an ICMP type without a code") {
      rules($0).contains {
        if case .icmp(let pattern) = $0.traffic { return pattern.type != nil && pattern.code == nil }
        return false
      }
    }
  }

  @Test("Interfaces and groups in every relation")
  func interfaces() {
    expectSome("a group without rules") { $0.securityGroups.sorted.contains { $0.rules.isEmpty } }
    expectSome("a group on no interface") { network in
      network.securityGroups.sorted.contains { group in
        !network.networkInterfaces.sorted.contains { $0.groupIDs.contains(group.id) }
      }
    }
    expectSome("a missing group on an interface") { network in
      network.networkInterfaces.sorted.contains { $0.groupIDs.contains { !network.securityGroups.contains($0) } }
    }
    expectSome("an interface without groups") { $0.networkInterfaces.sorted.contains { $0.groupIDs.isEmpty } }
    expectSome("an IPv6-only subnet") { $0.subnets.sorted.contains { $0.ipv4CIDR == nil } }
    expectSome("a delegated IPv4 prefix") { $0.networkInterfaces.sorted.contains { !$0.ipv4Prefixes.isEmpty } }
    expectSome("a delegated IPv6 prefix") { $0.networkInterfaces.sorted.contains { !$0.ipv6Prefixes.isEmpty } }
    expectSome("one address in two VPCs") { network in
      let addresses = network.networkInterfaces.sorted.flatMap { $0.privateIPv4Addresses.map(\.address) }
      return Set(addresses).count < addresses.count
    }
    expectSome("a group of another VPC by association") {
      !$0.securityGroups.sorted.allSatisfy(\.associatedVPCIDs.isEmpty)
    }
    expectSome("incomplete kinds") { !$0.incompleteKinds.isEmpty }
  }

  @Test("Routes to everywhere and nowhere")
  func routes() {
    func routes(_ network: Network) -> [RouteTable.Route] { network.routeTables.sorted.flatMap(\.routes) }
    expectSome("a blackhole") { routes($0).contains(where: \.isBlackhole) }
    expectSome("a propagated route") { routes($0).contains(where: \.isPropagated) }
    expectSome("a VPC without a main table") { network in
      network.vpcs.sorted.contains { vpc in !network.routeTables.sorted.contains { $0.vpcID == vpc.id && $0.isMain } }
    }
    let targets: [(String, (RouteTable.Target) -> Bool)] = [
      ("internet gateway", { if case .internetGateway = $0 { true } else { false } }),
      ("NAT gateway", { if case .natGateway = $0 { true } else { false } }),
      ("egress-only gateway", { if case .egressOnlyInternetGateway = $0 { true } else { false } }),
      ("peering", { if case .vpcPeeringConnection = $0 { true } else { false } }),
      ("transit gateway", { if case .transitGateway = $0 { true } else { false } }),
      ("network interface", { if case .networkInterface = $0 { true } else { false } }),
    ]
    for (name, isTarget) in targets { expectSome("a route to \(name)") { routes($0).contains { isTarget($0.target) } } }
  }
}
