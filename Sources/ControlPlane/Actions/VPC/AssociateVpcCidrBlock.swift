import EC2Shapes
import IPAddressing
import VPCModel

extension VPCActions {
  static func associateVpcCidrBlock(
    _ request: EC2.AssociateVpcCidrBlockRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssociateVpcCidrBlockResult {
    var record = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    try RequestedBlock.refusePools([
      "Ipv4IpamPoolId": request.ipv4IpamPoolId,
      "Ipv4NetmaskLength": request.ipv4NetmaskLength?.description,
      "Ipv6CidrBlock": request.ipv6CidrBlock,
      "Ipv6IpamPoolId": request.ipv6IpamPoolId,
      "Ipv6NetmaskLength": request.ipv6NetmaskLength?.description,
      "Ipv6Pool": request.ipv6Pool,
    ])
    let wantsIPv6 = request.amazonProvidedIpv6CidrBlock ?? false
    try RequestedBlock.check(
      borderGroup: request.ipv6CidrBlockNetworkBorderGroup,
      amazonProvided: wantsIPv6,
      region: transaction.location.region
    )
    var result = EC2.AssociateVpcCidrBlockResult(vpcId: record.recordID)
    switch (request.cidrBlock, wantsIPv6) {
    case (nil, false):
      throw EC2Error(
        code: "MissingParameter",
        message: "Either 'cidrBlock' or 'amazonProvidedIpv6CidrBlock' should be provided."
      )
    case (.some, true):
      throw .invalidParameterCombination(
        "The parameters cidrBlock and amazonProvidedIpv6CidrBlock cannot be used together."
      )
    case (let text?, false):
      let block = try checkSecondary(text, of: record, in: transaction)
      try transaction.extendPeerings(of: record.vpc.id, by: block)
      let association = CIDRAssociation(id: transaction.makeID("vpc-cidr-assoc"), cidr: .v4(block))
      record.add(association)
      result.cidrBlockAssociation = association.ipv4Shape
    case (nil, true):
      let limit = transaction.quotas.ipv6BlocksPerVPC
      guard record.vpc.ipv6CIDRs.count < limit else { throw tooManyBlocks(record.vpc.id, limit) }
      let block = try transaction.chooseIPv6Block()
      let isFirst = record.vpc.ipv6CIDRs.isEmpty
      let association = CIDRAssociation(id: transaction.makeID("vpc-cidr-assoc"), cidr: block)
      record.add(association)
      if isFirst { transaction.openDefaultsToIPv6(of: record.vpc.id) }
      result.ipv6CidrBlockAssociation = association.ipv6Shape(networkBorderGroup: record.location.region)
    }
    transaction.put(record)
    if let block = record.cidrAssociations.last?.cidr { transaction.addLocalRoutes(to: block, in: record.vpc.id) }
    transaction.refreshPeerings(of: record.vpc)
    return result
  }

  /// The rules for adding a block (VPC user guide, "Manage IPv4 CIDR blocks for a VPC"), save those of peerings.
  private static func checkSecondary(
    _ text: String,
    of record: VPCRecord,
    in transaction: Transaction
  ) throws(EC2Error) -> IPv4Prefix {
    let block = try VPCBlocks.ipv4(text)
    let limit = transaction.quotas.ipv4BlocksPerVPC
    guard record.vpc.ipv4CIDRs.count < limit else { throw tooManyBlocks(record.vpc.id, limit) }
    if let other = record.vpc.ipv4CIDRs.first(where: block.overlaps) {
      throw EC2Error(
        code: "InvalidVpc.Range",
        message: "The CIDR '\(text)' conflicts with the CIDR '\(other)' of the vpc '\(record.recordID)'."
      )
    }
    guard !VPCBlocks.isRestricted(block, beside: record.vpc.ipv4CIDRs) else {
      throw EC2Error(
        code: "InvalidVpc.Range",
        message: "The CIDR '\(text)' is restricted. Use a CIDR from the same private address range as the current VPC "
          + "CIDR, or use a publicly-routable CIDR. For additional restrictions, see "
          + "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"
      )
    }
    // A local route may be no wider than a route that is there: it would take that one's packets.
    for id in transaction.state.holders(of: record.recordID, .routeTable) {
      for route in transaction.state.routeTables[id]?.table.routes ?? [] where route.target != .local {
        guard case .cidr(let destination) = route.destination, IPPrefix.v4(block).contains(destination) else {
          continue
        }
        throw EC2Error(
          code: "InvalidVpc.Range",
          message: "The CIDR '\(text)' conflicts with the route to \(destination) in the route table '\(id)'."
        )
      }
    }
    return block
  }

  private static func tooManyBlocks(_ id: VPC.ID, _ limit: Int) -> EC2Error {
    EC2Error(
      code: "CidrLimitExceeded",
      message: "This network '\(id)' has met its maximum number of allowed CIDRs: \(limit)"
    )
  }
}

extension VPCRecord {
  fileprivate mutating func add(_ association: CIDRAssociation) {
    cidrAssociations.append(association)
    switch association.cidr {
    case .v4(let block): vpc.ipv4CIDRs.append(block)
    case .v6(let block): vpc.ipv6CIDRs.append(block)
    }
  }
}
