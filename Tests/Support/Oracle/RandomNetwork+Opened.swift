import IPAddressing
package import VPCModel

extension RandomNetwork {
  /// The network with most of what stops packets taken away: groups that let everything out, some that let everything in,
  /// routes between peers and to the internet, network ACLs that stop little.
  ///
  /// For questions about whole paths, of which a random network's many stations let hardly one pass.
  package static func opened(_ network: Network, using random: inout SplitMix64) -> Network {
    var builder = RandomNetworkBuilder(network: network, random: random)
    defer { random = builder.random }
    builder.openGroups()
    builder.openRoutes()
    builder.openNetworkACLs()
    return builder.network
  }
}

extension RandomNetworkBuilder {
  fileprivate mutating func openGroups() {
    for var group in network.securityGroups.sorted {
      for (direction, chance) in [(TrafficDirection.egress, 75), (.ingress, 20)] where random.chance(chance) {
        for peer in [SecurityGroupRule.Peer.ipv4(.all), .ipv6(.all)] {
          group.rules.append(
            SecurityGroupRule(groupID: group.id, direction: direction, traffic: .all, peer: peer)
          )
        }
      }
      var seen: Set<SecurityGroupRule.ID> = []
      group.rules = group.rules.filter { seen.insert($0.id).inserted }
      network.securityGroups.insert(group)
    }
  }

  fileprivate mutating func openRoutes() {
    for var table in network.routeTables.sorted {
      table.routes.removeAll { $0.target != .local && random.chance(60) }
      func add(_ destination: IPPrefix, _ target: RouteTable.Target) {
        table.routes.removeAll { $0.destination == .cidr(destination) && $0.target != .local }
        table.routes.append(RouteTable.Route(.cidr(destination), to: target))
      }
      for peering in network.peeringConnections.sorted where peering.status == .active {
        guard let side = peering.side(oppositeTo: table.vpcID), random.chance(80) else { continue }
        for block in network.vpcs[side.vpcID]?.cidrs ?? side.cidrs { add(block, .vpcPeeringConnection(peering.id)) }
      }
      let gateway = network.internetGateways.sorted.first { $0.attachedVPCIDs == [table.vpcID] }
      let nat = network.natGateways.sorted.first { $0.vpcID == table.vpcID && $0.state == "available" }
      let outOnly = network.egressOnlyInternetGateways.sorted.first { $0.attachedVPCIDs == [table.vpcID] }
      if let nat, random.chance(40) {
        add(.all(.ipv4), .natGateway(nat.id))
      } else if let gateway, random.chance(85) {
        add(.all(.ipv4), .internetGateway(gateway.id))
      }
      if let outOnly, random.chance(50) {
        add(.all(.ipv6), .egressOnlyInternetGateway(outOnly.id))
      } else if let gateway, random.chance(80) {
        add(.all(.ipv6), .internetGateway(gateway.id))
      }
      network.routeTables.insert(table)
    }
  }

  /// Behind what an ACL has, an entry for everything; before it, now and then, one that lets nothing of it count.
  fileprivate mutating func openNetworkACLs() {
    for var acl in network.networkACLs.sorted where !acl.isDefault {
      var entries = acl.entries.filter { $0.isFinal || random.chance(50) }
      for direction in TrafficDirection.allCases {
        let number = random.chance(50) ? 3 : 32_000
        for (offset, family) in IPFamily.allCases.enumerated() where random.chance(85) {
          entries.append(
            .init(number: number + offset, direction: direction, action: .allow, traffic: .all, cidr: .all(family))
          )
        }
      }
      acl.replaceEntries(entries)
      network.networkACLs.insert(acl)
    }
  }
}
