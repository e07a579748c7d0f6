import IPAddressing
import VPCModel

/// Tells subnets and VPCs between which no packet finds a way, without looking at each pair of places: private addresses
/// of another VPC for which a route table has nothing but routes to the internet.
///
/// Only what is certain counts as apart; all else is left to `TrafficTracer`.
struct VPCConnections {
  private struct Key: Hashable {
    var subnetID: Subnet.ID
    var vpcID: VPC.ID
    var family: IPFamily
  }
  private let network: Network
  private let bindings: SubnetBindings
  private var known: [Key: Bool] = [:]

  init(_ network: Network, _ bindings: SubnetBindings) {
    self.network = network
    self.bindings = bindings
  }

  /// Whether nothing leads from a subnet to an end in another VPC. O(routes) for a pair not asked for before.
  mutating func areApart(_ subnet: Subnet.ID, of vpcID: VPC.ID, _ end: TrafficTracer.End) -> Bool {
    guard let home = end.home, home.vpcID != vpcID, let far = network.vpcs[home.vpcID], far.contains(end.address) else {
      return false
    }
    let key = Key(subnetID: subnet, vpcID: home.vpcID, family: end.address.family)
    if let answer = known[key] { return answer }
    let blocks = far.cidrs.filter { $0.family == key.family }
    // Where the VPCs' blocks overlap, an address may be the near one's resolver.
    let own = network.vpcs[vpcID]?.cidrs ?? []
    let isOrdinary = !blocks.contains { block in
      AddressScope.internet.overlaps(block) || PlatformService.everywhere.keys.contains { block.contains($0) }
        || own.contains { $0.overlaps(block) }
    }
    let answer = isOrdinary && leadsNowhere(from: subnet, to: far, blocks, depth: 0)
    known[key] = answer
    return answer
  }

  private func leadsNowhere(from subnet: Subnet.ID, to far: VPC, _ blocks: [IPPrefix], depth: Int) -> Bool {
    // Routes by way of several NAT gateways are nothing that a table has on purpose.
    guard depth < 4, let near = network.subnets[subnet]?.vpcID, near != far.id,
      let table = bindings.routeTable(of: subnet)
    else { return false }
    for route in table.routes {
      switch route.destination {
      case .prefixList: return false
      case .cidr(let block): guard blocks.contains(where: { $0.overlaps(block) }) else { continue }
      }
      switch route.target {
      case .internetGateway: continue
      case .natGateway(let id):
        guard let gateway = network.natGateways[id], let next = gateway.subnetID, !gateway.privateAddresses.isEmpty,
          leadsNowhere(from: next, to: far, blocks, depth: depth + 1)
        else { return false }
      case .local, .egressOnlyInternetGateway, .vpcPeeringConnection, .transitGateway, .virtualPrivateGateway,
        .vpcEndpoint, .networkInterface, .other:
        return false
      }
    }
    return true
  }
}
