import EC2Shapes
import IPAddressing
import VPCModel

extension SubnetActions {
  private static let associationWords = IdentifierWords(
    prefix: "subnet-cidr-assoc",
    notFoundCode: "InvalidSubnetCidrBlockAssociationID.NotFound",
    notFoundMessage: "The subnet CIDR block with association ID '%' does not exist",
    malformedCode: "InvalidSubnetCidrBlockAssociationId.Malformed"
  )

  static func associateSubnetCidrBlock(
    _ request: EC2.AssociateSubnetCidrBlockRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssociateSubnetCidrBlockResult {
    var record = try transaction.require(SubnetRecord.self, request.subnetId, "subnetId")
    try RequestedBlock.refusePools([
      "Ipv6IpamPoolId": request.ipv6IpamPoolId, "Ipv6NetmaskLength": request.ipv6NetmaskLength?.description,
    ])
    guard let text = request.ipv6CidrBlock else {
      throw EC2Error(
        code: "MissingParameter",
        message: "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided."
      )
    }
    let vpc = try transaction.require(VPCRecord.self, record.subnet.vpcID.text, "vpcId")
    guard record.subnet.ipv6CIDRs.isEmpty else {
      throw EC2Error(
        code: "CidrLimitExceeded",
        message: "This network '\(record.recordID)' has met its maximum number of allowed CIDRs: 1"
      )
    }
    let siblings = transaction.state.subnets(of: vpc.vpc.id)
    let block = try SubnetBlocks.ipv6(text, in: vpc.vpc, besides: siblings)
    let association = CIDRAssociation(id: transaction.makeID("subnet-cidr-assoc"), cidr: block)
    record.subnet.ipv6CIDRs = [block].compactMap(\.ipv6)
    record.ipv6Associations = [association]
    transaction.put(record)
    return EC2.AssociateSubnetCidrBlockResult(
      ipv6CidrBlockAssociation: association.subnetShape(),
      subnetId: record.recordID
    )
  }

  /// The association is gone at once, as a VPC's is. O(the subnet's interfaces), since none may have an address of it.
  static func disassociateSubnetCidrBlock(
    _ request: EC2.DisassociateSubnetCidrBlockRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DisassociateSubnetCidrBlockResult {
    guard let id = request.associationId, !id.isEmpty else { throw .missingParameter("associationId") }
    let state = transaction.state
    guard var record = state.holders(of: id, .subnet).first.flatMap({ transaction.find(SubnetRecord.self, $0) }),
      let association = record.ipv6Associations.first(where: { $0.id == id }), case .v6(let block) = association.cidr
    else { throw associationWords.error(for: id) }
    guard !record.isIPv6Native else {
      throw inUse(id, "because its subnet is an IPv6 only subnet.")
    }
    guard !record.assignIPv6AddressOnCreation else {
      throw inUse(id, "because its subnet has assign-ipv6-address-on-creation set to true.")
    }
    let isInUse = state.holders(of: record.recordID, .networkInterface).contains { interface in
      guard let interface = state.networkInterfaces[interface]?.interface else { return false }
      return interface.ipv6Addresses.contains { block.contains($0) }
        || interface.ipv6Prefixes.contains { block.contains($0) }
    }
    guard !isInUse else { throw inUse(id, "because network interfaces have addresses of it.") }
    record.subnet.ipv6CIDRs.removeAll { $0 == block }
    record.ipv6Associations.removeAll { $0.id == id }
    transaction.put(record)
    return EC2.DisassociateSubnetCidrBlockResult(
      ipv6CidrBlockAssociation: association.subnetShape(state: "disassociating"),
      subnetId: record.recordID
    )
  }

  private static func inUse(_ id: String, _ reason: String) -> EC2Error {
    EC2Error(
      code: "InvalidCidrBlock.InUse",
      message: "The subnet IPv6 CIDR block with association ID \(id) may not be disassociated, \(reason)"
    )
  }
}
