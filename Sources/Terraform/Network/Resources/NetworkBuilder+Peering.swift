import HCL
import VPCModel

extension NetworkBuilder {
  mutating func addPeeringConnections() {
    var acceptance: [String: [ResourceBlock]] = [:]
    for instance in managed["aws_vpc_peering_connection_accepter"] ?? [] {
      let block = ResourceBlock(instance)
      let effect = "which peering connection is accepted is not known"
      guard let id = id(block, "vpc_peering_connection_id", effect: effect) else { continue }
      acceptance[id, default: []].append(block)
    }
    for instance in managed["aws_vpc_peering_connection"] ?? [] {
      guard let id = ids[instance.address.description] else { continue }
      addPeeringConnection(instance, id, accepters: acceptance.removeValue(forKey: id) ?? [])
    }
    // Requested by somebody else, accepted here.
    for (id, accepters) in acceptance.sorted(by: { $0.key < $1.key }) {
      for block in accepters { addAcceptedConnection(block, id) }
    }
  }

  private mutating func addPeeringConnection(_ instance: ResourceInstance, _ id: String, accepters: [ResourceBlock]) {
    let block = ResourceBlock(instance)
    let effect = "which VPCs are connected is not known"
    let requester = self.id(block, "vpc_id", effect: effect) ?? placeholder(block, "vpc_id")
    let accepter = self.id(block, "peer_vpc_id", effect: effect) ?? placeholder(block, "peer_vpc_id")
    let ownRegion = options.regions[instance.provider]
    var peering = VPCPeeringConnection(
      id: VPCPeeringConnection.ID(id),
      requester: side(requester, region: ownRegion),
      accepter: side(accepter, region: block.text("peer_region").known ?? ownRegion),
      status: status(block, accepters),
      tags: block.tags
    )
    peering.accepter.ownerID = block.text("peer_owner_id").known
    network.peeringConnections.insert(peering)
    record(id, from: block)
    for accepter in accepters { record(id, from: accepter) }
  }

  private mutating func addAcceptedConnection(_ block: ResourceBlock, _ id: String) {
    let effect = "which VPCs are connected is not known"
    let accepter = self.id(block, "vpc_id", effect: effect)
    let requester = self.id(block, "peer_vpc_id", effect: effect)
    if accepter == nil || requester == nil {
      note(block, "vpc_peering_connection_id", NotKnown(), effect: effect)
    }
    network.peeringConnections.insert(
      VPCPeeringConnection(
        id: VPCPeeringConnection.ID(id),
        requester: side(requester ?? placeholder(block, "peer_vpc_id"), region: block.text("peer_region").known),
        accepter: side(accepter ?? placeholder(block, "vpc_id"), region: nil),
        status: status(block, [block]),
        tags: block.tags
      )
    )
    record(id, from: block)
  }

  private func side(_ vpc: String, region: String?) -> VPCPeeringConnection.Side {
    let id = VPC.ID(vpc)
    return VPCPeeringConnection.Side(vpcID: id, region: region, cidrs: network.vpcs[id]?.cidrs ?? [])
  }

  /// A request waits until somebody accepts it: the connection's own `auto_accept` within one account and region, or an
  /// `aws_vpc_peering_connection_accepter` with it.
  private mutating func status(_ block: ResourceBlock, _ accepters: [ResourceBlock]) -> VPCPeeringConnection.Status {
    if accepters.contains(where: { $0.flag("auto_accept").known == true }) { return .active }
    if let status = block.text("accept_status").known { return VPCPeeringConnection.Status(status) }
    if block.flag("auto_accept").known == true { return .active }
    for asked in [block] + accepters {
      guard case .unknown(let reason) = asked.flag("auto_accept") else { continue }
      note(asked, "auto_accept", reason, effect: "whether the peering connection is accepted is not known")
    }
    return .pendingAcceptance
  }
}
