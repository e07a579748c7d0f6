import EC2Shapes
import IPAddressing
import VPCModel

extension SubnetActions {
  static func createSubnet(
    _ request: EC2.CreateSubnetRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateSubnetResult {
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    let tags = try transaction.tags(request.tagSpecifications, for: "subnet")
    try RequestedBlock.refusePools([
      "Ipv4IpamPoolId": request.ipv4IpamPoolId,
      "Ipv4NetmaskLength": request.ipv4NetmaskLength?.description,
      "Ipv6IpamPoolId": request.ipv6IpamPoolId,
      "Ipv6NetmaskLength": request.ipv6NetmaskLength?.description,
    ])
    guard request.outpostArn == nil else {
      throw EC2Error(code: "UnsupportedOperation", message: "Subnets on Outposts are not supported.")
    }
    let isNative = request.ipv6Native ?? false
    if isNative, request.cidrBlock != nil {
      throw .invalidParameterCombination(
        "When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ipv6Native to true."
      )
    }
    if isNative, request.ipv6CidrBlock == nil {
      throw EC2Error(
        code: "MissingParameter",
        message: "Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided."
      )
    }
    if !isNative, request.cidrBlock == nil {
      throw EC2Error(
        code: "MissingParameter",
        message: "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."
      )
    }
    let siblings = transaction.state.subnets(of: vpc.vpc.id)
    let named = try transaction.zone(name: request.availabilityZone, id: request.availabilityZoneId)
    guard let zone = named ?? transaction.emptiestZone(of: siblings) else { throw .internalError }
    var blocks: [IPPrefix] = []
    if let text = request.cidrBlock {
      blocks.append(try SubnetBlocks.ipv4(text, in: vpc.vpc, besides: siblings))
    }
    if let text = request.ipv6CidrBlock {
      blocks.append(try SubnetBlocks.ipv6(text, in: vpc.vpc, besides: siblings))
    }
    try transaction.checkSubnetQuota(of: vpc.vpc.id)
    let record = transaction.makeSubnet(in: vpc, zone: zone, blocks: blocks, tags: tags)
    return EC2.CreateSubnetResult(subnet: record.shape(in: transaction.state))
  }
}

extension Transaction {
  /// Makes a subnet and associates it with its VPC's default network ACL. No route table is: the main one serves it.
  ///
  /// Nothing is checked: at most one block of each family, one at least. O(the VPC's subnets), since the ACL lists them.
  mutating func makeSubnet(
    in vpc: VPCRecord,
    zone: (name: String, id: String),
    blocks: [IPPrefix],
    isDefault: Bool = false,
    tags: Tags = [:]
  ) -> SubnetRecord {
    let ipv4 = blocks.compactMap(\.ipv4).first
    let subnet = Subnet(
      id: makeID("subnet", Subnet.self),
      vpcID: vpc.vpc.id,
      ipv4CIDR: ipv4,
      ipv6CIDRs: blocks.compactMap(\.ipv6),
      availabilityZone: zone.name,
      mapsPublicAddressOnLaunch: isDefault && ipv4 != nil,
      ownerID: location.accountID,
      tags: tags
    )
    var associations: [CIDRAssociation] = []
    for block in blocks where block.family == .ipv6 {
      associations.append(CIDRAssociation(id: makeID("subnet-cidr-assoc"), cidr: block))
    }
    let record = SubnetRecord(
      subnet: subnet,
      location: location,
      availabilityZoneID: zone.id,
      ipv6Associations: associations,
      // An instance of an IPv6-only subnet has no other address, and no IPv4 address to be named after.
      assignIPv6AddressOnCreation: ipv4 == nil,
      isDefaultForZone: isDefault,
      hostnameType: ipv4 == nil ? "resource-name" : "ip-name"
    )
    put(record)
    if var acl = state.defaultNetworkACL(of: vpc.vpc.id) {
      acl.acl.subnetIDs.append(subnet.id)
      acl.associationIDs[subnet.id] = makeID("aclassoc")
      put(acl)
    }
    return record
  }

  func checkSubnetQuota(of vpc: VPC.ID) throws(EC2Error) {
    guard state.holderCount(of: vpc.text, .subnet) < quotas.subnetsPerVPC else {
      throw EC2Error(code: "SubnetLimitExceeded", message: "The maximum number of subnets has been reached.")
    }
  }
}
