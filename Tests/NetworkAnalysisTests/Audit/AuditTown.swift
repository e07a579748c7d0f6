import Findings
import IPAddressing
import NetworkAnalysis
import VPCModel

/// The town with nothing in its groups, to open one thing in.
struct AuditTown {
  var town = Town()

  init() {
    for group in town.network.securityGroups.sorted { town.network.securityGroups[group.id]?.rules = [] }
  }

  var network: Network {
    get { town.network }
    set { town.network = newValue }
  }

  mutating func allow(
    _ group: String,
    _ traffic: TrafficSelector,
    from peers: String...,
    direction: TrafficDirection = .ingress
  ) {
    for text in peers {
      let peer: SecurityGroupRule.Peer
      if text.hasPrefix("sg-") {
        peer = .securityGroup(GroupReference(SecurityGroup.ID(text)))
      } else if text.hasPrefix("pl-") {
        peer = .prefixList(PrefixList.ID(text))
      } else {
        switch prefix(text) {
        case .v4(let block): peer = .ipv4(block)
        case .v6(let block): peer = .ipv6(block)
        }
      }
      town.allow(SecurityGroup.ID("sg-\(group)"), direction, traffic, peer)
    }
  }

  mutating func group(_ name: String, vpc: VPC.ID = Town.home, summary: String = "described") {
    network.securityGroups.insert(
      SecurityGroup(id: SecurityGroup.ID("sg-\(name)"), name: name, summary: summary, vpcID: vpc, ownerID: "1")
    )
  }

  mutating func list(_ name: String, _ entries: [String], maximum: Int = 10, owner: String = "1") {
    network.prefixLists.insert(
      PrefixList(
        id: PrefixList.ID("pl-\(name)"),
        name: name,
        entries: entries.map { .init(prefix($0)) },
        maxEntries: maximum,
        addressFamily: .ipv4,
        version: 1,
        ownerID: owner
      )
    )
  }

  /// Gives an interface the description by which a service is known.
  mutating func describe(_ name: String, _ summary: String) {
    network.networkInterfaces[NetworkInterface.ID("eni-\(name)")]?.summary = summary
  }

  func findings(_ check: String) -> [Finding] { Audit(network).findings([check]) }
  func all() -> [Finding] { Audit(network).findings() }
  func severity(_ check: String) -> Severity? { findings(check).map(\.severity).max() }
}
