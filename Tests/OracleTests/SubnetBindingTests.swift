import IPAddressing
import Oracle
import Testing
import VPCModel

@Suite("Network ACLs and route tables")
struct SubnetBindingTests {
  @Test("The first matching entry of a network ACL decides, and the model finds the same")
  func networkACLs() throws {
    let anyone = IPPrefix.all(.ipv4)
    let acl = NetworkACL(
      id: "acl-1",
      vpcID: "vpc-1",
      entries: [
        .init(number: 200, direction: .ingress, action: .allow, traffic: .all, cidr: anyone),
        .init(number: 100, direction: .ingress, action: .deny, traffic: .tcp(PortRange(22)), cidr: anyone),
      ]
    )
    let remote = IPAddress.v4(.highest)
    func action(_ transport: Transport, _ direction: TrafficDirection = .ingress) -> NetworkACL.Action? {
      Oracle.decidingEntry(of: acl, direction, remote: remote, transport: transport)?.action
    }
    #expect(action(.tcp(source: 1, destination: 22)) == .deny)
    #expect(action(.tcp(source: 1, destination: 23)) == .allow)
    #expect(action(.tcp(source: 1, destination: 23), .egress) == nil)

    var decisions: Set<NetworkACL.Action?> = []
    for seed in UInt64(0)..<150 {
      let network = RandomNetwork.make(seed: seed)
      var random = SplitMix64(seed: seed)
      for _ in 0..<40 {
        let flow = RandomNetwork.flow(in: network, using: &random)
        for acl in network.networkACLs.sorted {
          let expected = Oracle.decidingEntry(of: acl, flow.direction, remote: flow.remote, transport: flow.transport)
          let found = acl.decidingEntry(flow.direction, remote: flow.remote, transport: flow.transport)
          #expect(found == expected, "seed \(seed): \(acl.id), \(flow)")
          decisions.insert(expected?.action)
        }
      }
    }
    #expect(decisions.isSuperset(of: [.allow, .deny]))
  }

  @Test("The longest prefix routes, local before static before propagated, and the model finds the same")
  func routes() throws {
    let block = RouteTable.Destination.cidr(try IPPrefix(parsing: "10.1.0.0/16"))
    let propagated = RouteTable.Route(block, to: .virtualPrivateGateway("vgw-1"), isPropagated: true)
    let fixed = RouteTable.Route(block, to: .transitGateway("tgw-1"))
    let everything = RouteTable.Route(.cidr(.all(.ipv4)), to: .internetGateway("igw-1"))
    let table = RouteTable(id: "rtb-1", vpcID: "vpc-1", routes: [everything, propagated, fixed])
    let address = try IPAddress(parsing: "10.1.2.3")
    let matched = try IPPrefix(parsing: "10.1.0.0/16")
    #expect(Oracle.route(of: table, to: address, in: Network()) == .route(fixed, matched: matched))
    let outside = try IPAddress(parsing: "10.2.0.0")
    #expect(Oracle.route(of: table, to: outside, in: Network()) == .route(everything, matched: .all(.ipv4)))
    #expect(Oracle.route(of: table, to: .v6(.lowest), in: Network()) == .none)

    var found = (routes: 0, none: 0, unknown: 0)
    for seed in UInt64(0)..<150 {
      let network = RandomNetwork.make(seed: seed)
      var random = SplitMix64(seed: seed)
      for _ in 0..<40 {
        let remote = RandomNetwork.flow(in: network, using: &random).remote
        for table in network.routeTables.sorted {
          let expected = Oracle.route(of: table, to: remote, in: network)
          let answer = table.route(to: remote, prefixLists: network.prefixLists)
          #expect(answer == expected, "seed \(seed): \(table.id) to \(remote)")
          switch expected {
          case .route: found.routes += 1
          case .none: found.none += 1
          case .unknown: found.unknown += 1
          }
        }
      }
    }
    #expect(found.routes > 100 && found.none > 100 && found.unknown > 100)
  }

  @Test("A rule's traffic reads the same in the model")
  func traffic() {
    for seed in UInt64(0)..<100 {
      let network = RandomNetwork.make(seed: seed)
      var random = SplitMix64(seed: seed)
      for _ in 0..<40 {
        let transport = RandomNetwork.flow(in: network, using: &random).transport
        for rule in network.securityGroups.sorted.flatMap(\.rules) {
          #expect(
            rule.traffic.matches(transport) == Oracle.traffic(rule.traffic, selects: transport),
            "seed \(seed): \(rule.traffic), \(transport)"
          )
        }
      }
    }
  }
}
