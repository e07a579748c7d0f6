import EC2Shapes
import IPAddressing
import VPCModel

/// What a VPC's blocks mean to its peerings (VPC user guide, "Manage IPv4 CIDR blocks for a VPC").
extension Transaction {
  /// Sees whether the peerings of a VPC bear a further block; a request that is pending fails where they do not.
  mutating func extendPeerings(of vpc: VPC.ID, by block: IPv4Prefix) throws(EC2Error) {
    for id in state.holders(of: vpc.text, .vpcPeeringConnection) {
      guard var record = state.peeringConnections[id], let peer = record.connection.side(oppositeTo: vpc) else {
        continue
      }
      let peerBlocks = state.vpcs[peer.vpcID]?.vpc.cidrs ?? peer.cidrs
      let overlaps = peerBlocks.contains(where: IPPrefix.v4(block).overlaps)
      switch record.status(at: now) {
      case .active, .provisioning:
        guard !overlaps else {
          throw EC2Error(
            code: "InvalidVpc.Range",
            message: "The CIDR '\(block)' conflicts with a CIDR of the VPC that is peered by '\(id)'."
          )
        }
      case .initiatingRequest, .pendingAcceptance:
        guard record.connection.requester.vpcID != vpc else {
          throw EC2Error(
            code: "OperationNotPermitted",
            message: "A CIDR block cannot be added while the VPC peering connection '\(id)' is pending acceptance."
          )
        }
        if overlaps {
          record.fail(at: now)
          put(record)
        }
      default: continue
      }
    }
  }

  /// Shows both ends of the VPC's active peerings its present blocks.
  mutating func refreshPeerings(of vpc: VPC) {
    for id in state.holders(of: vpc.id.text, .vpcPeeringConnection) {
      guard var record = state.peeringConnections[id], record.connection.status == .active else { continue }
      if record.connection.requester.vpcID == vpc.id { record.connection.requester.cidrs = vpc.cidrs }
      if record.connection.accepter.vpcID == vpc.id { record.connection.accepter.cidrs = vpc.cidrs }
      put(record)
    }
  }
}
