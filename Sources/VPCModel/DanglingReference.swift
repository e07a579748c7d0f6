/// A reference from one resource to another that the network does not hold.
package struct DanglingReference: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let kind: ResourceKind
  package let id: String
  /// What the reference is for: "subnet of", "group of", "peer of rule sgr-…".
  package let role: String
  package let missingKind: ResourceKind
  package let missingID: String

  /// `network interface eni-1: its subnet subnet-9 is not in the network (aws ec2 describe-subnets supplies it)`
  package var description: String {
    "\(kind.words) \(id): its \(role) \(missingID) is not in the network"
      + " (\(missingKind.describeCommand) supplies it)"
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.kind, left.id, left.missingKind, left.missingID, left.role)
      < (right.kind, right.id, right.missingKind, right.missingID, right.role)
  }
}

extension Network {
  /// Every reference that leads nowhere, sorted. Nothing is refused for them: what hangs on one reads
  /// as unknown. O(size of the network).
  package func danglingReferences() -> [DanglingReference] {
    var found = DanglingReferenceCollector(network: self)
    found.collectInterfaces()
    found.collectGroups()
    found.collectSubnetBindings()
    found.collectRoutes()
    found.collectGateways()
    return found.references.sorted()
  }
}

private struct DanglingReferenceCollector {
  let network: Network
  var references: Set<DanglingReference> = []

  mutating func check<From: Resource, To: Resource>(
    _ from: From,
    _ role: String,
    _ id: To.ID?,
    in table: ResourceTable<To>
  ) {
    guard let id, !table.contains(id) else { return }
    references.insert(
      DanglingReference(kind: From.kind, id: from.id.text, role: role, missingKind: To.kind, missingID: id.text)
    )
  }

  mutating func collectInterfaces() {
    for interface in network.networkInterfaces.unordered {
      check(interface, "VPC", interface.vpcID, in: network.vpcs)
      check(interface, "subnet", interface.subnetID, in: network.subnets)
      for group in interface.groupIDs { check(interface, "security group", group, in: network.securityGroups) }
    }
    for subnet in network.subnets.unordered { check(subnet, "VPC", subnet.vpcID, in: network.vpcs) }
    for instance in network.instances.unordered {
      for id in instance.networkInterfaceIDs {
        check(instance, "network interface", id, in: network.networkInterfaces)
      }
    }
  }

  mutating func collectGroups() {
    for group in network.securityGroups.unordered {
      check(group, "VPC", group.vpcID, in: network.vpcs)
      for rule in group.rules {
        switch rule.peer {
        case .ipv4, .ipv6: break
        case .prefixList(let id):
          check(group, "\(rule.direction.rawValue) rule's prefix list", id, in: network.prefixLists)
        case .securityGroup(let reference):
          check(group, "\(rule.direction.rawValue) rule's group", reference.groupID, in: network.securityGroups)
        }
      }
    }
  }

  mutating func collectSubnetBindings() {
    for acl in network.networkACLs.unordered {
      check(acl, "VPC", acl.vpcID, in: network.vpcs)
      for subnet in acl.subnetIDs { check(acl, "associated subnet", subnet, in: network.subnets) }
    }
    for table in network.routeTables.unordered {
      check(table, "VPC", table.vpcID, in: network.vpcs)
      for subnet in table.subnetIDs { check(table, "associated subnet", subnet, in: network.subnets) }
    }
  }

  mutating func collectRoutes() {
    for table in network.routeTables.unordered {
      for route in table.routes {
        if case .prefixList(let id) = route.destination {
          check(table, "route's prefix list", id, in: network.prefixLists)
        }
        // A blackhole's target is expected to be gone.
        guard !route.isBlackhole else { continue }
        let role = "target of \(route.destination)"
        switch route.target {
        case .internetGateway(let id): check(table, role, id, in: network.internetGateways)
        case .egressOnlyInternetGateway(let id): check(table, role, id, in: network.egressOnlyInternetGateways)
        case .natGateway(let id): check(table, role, id, in: network.natGateways)
        case .vpcPeeringConnection(let id): check(table, role, id, in: network.peeringConnections)
        case .vpcEndpoint(let id): check(table, role, id, in: network.vpcEndpoints)
        case .networkInterface(let id): check(table, role, id, in: network.networkInterfaces)
        case .local, .transitGateway, .virtualPrivateGateway, .other: break
        }
      }
    }
  }

  mutating func collectGateways() {
    for gateway in network.internetGateways.unordered {
      for vpc in gateway.attachedVPCIDs { check(gateway, "VPC", vpc, in: network.vpcs) }
    }
    for gateway in network.natGateways.unordered {
      check(gateway, "VPC", gateway.vpcID, in: network.vpcs)
      check(gateway, "subnet", gateway.subnetID, in: network.subnets)
    }
    for peering in network.peeringConnections.unordered where peering.status == .active {
      check(peering, "requester VPC", peering.requester.vpcID, in: network.vpcs)
      check(peering, "accepter VPC", peering.accepter.vpcID, in: network.vpcs)
    }
  }
}
