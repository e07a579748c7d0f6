import EC2Shapes
import IPAddressing
import VPCModel

extension VPCActions {
  private static let associationWords = IdentifierWords(
    prefix: "vpc-cidr-assoc",
    notFoundCode: "InvalidVpcCidrBlockAssociationID.NotFound",
    notFoundMessage: "The vpc CIDR block association ID '%' does not exist",
    malformedCode: "InvalidVpcCidrBlockAssociationId.Malformed"
  )

  /// The association is gone at once; AWS shows it as `disassociated` for a while, which clients take for gone.
  ///
  /// Rules and routes that callers made for IPv6 stay, as in AWS.
  static func disassociateVpcCidrBlock(
    _ request: EC2.DisassociateVpcCidrBlockRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DisassociateVpcCidrBlockResult {
    guard let id = request.associationId, !id.isEmpty else { throw .missingParameter("associationId") }
    guard var record = transaction.state.holders(of: id, .vpc).first.flatMap({ transaction.find(VPCRecord.self, $0) }),
      let index = record.cidrAssociations.firstIndex(where: { $0.id == id })
    else { throw associationWords.error(for: id) }
    guard index > 0 else {
      throw EC2Error(
        code: "OperationNotPermitted",
        message: "The vpc CIDR block with association ID \(id) may not be disassociated. "
          + "It is the primary IPv4 CIDR block of the VPC"
      )
    }
    let association = record.cidrAssociations.remove(at: index)
    let block = association.cidr
    let subnets = transaction.state.subnets(of: record.vpc.id)
    guard !subnets.contains(where: { $0.subnet.cidrs.contains(where: block.contains) }) else {
      throw EC2Error(
        code: "InvalidCidrBlock.InUse",
        message: "The vpc \(record.recordID) currently has a subnet within CIDR block \(block)"
      )
    }
    var result = EC2.DisassociateVpcCidrBlockResult(vpcId: record.recordID)
    switch block {
    case .v4(let block):
      record.vpc.ipv4CIDRs.removeAll { $0 == block }
      result.cidrBlockAssociation = association.ipv4Shape(state: "disassociating")
    case .v6(let block):
      record.vpc.ipv6CIDRs.removeAll { $0 == block }
      result.ipv6CidrBlockAssociation = association.ipv6Shape(
        networkBorderGroup: record.location.region,
        state: "disassociating"
      )
    }
    transaction.put(record)
    transaction.removeLocalRoutes(to: block, in: record.vpc.id)
    transaction.refreshPeerings(of: record.vpc)
    return result
  }
}
