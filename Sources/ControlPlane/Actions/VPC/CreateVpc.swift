import EC2Shapes
import IPAddressing
import VPCModel

extension VPCActions {
  static func createVpc(
    _ request: EC2.CreateVpcRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateVpcResult {
    let tags = try transaction.tags(request.tagSpecifications, for: "vpc")
    try RequestedBlock.refusePools([
      "Ipv4IpamPoolId": request.ipv4IpamPoolId,
      "Ipv4NetmaskLength": request.ipv4NetmaskLength?.description,
      "Ipv6CidrBlock": request.ipv6CidrBlock,
      "Ipv6IpamPoolId": request.ipv6IpamPoolId,
      "Ipv6NetmaskLength": request.ipv6NetmaskLength?.description,
      "Ipv6Pool": request.ipv6Pool,
    ])
    guard let text = request.cidrBlock else {
      throw EC2Error(
        code: "MissingParameter",
        message: "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."
      )
    }
    let primary = try VPCBlocks.ipv4(text)
    let tenancy = request.instanceTenancy ?? "default"
    guard tenancy == "default" || tenancy == "dedicated" else {
      throw .invalidParameterValue(
        tenancy,
        parameter: "instanceTenancy",
        reason: "Valid values are 'default' and 'dedicated'."
      )
    }
    let wantsIPv6 = request.amazonProvidedIpv6CidrBlock ?? false
    try RequestedBlock.check(
      borderGroup: request.ipv6CidrBlockNetworkBorderGroup,
      amazonProvided: wantsIPv6,
      region: transaction.location.region
    )
    try transaction.checkVPCQuota()
    var blocks = [IPPrefix.v4(primary)]
    if wantsIPv6 { blocks.append(try transaction.chooseIPv6Block()) }
    let record = transaction.makeVPC(blocks: blocks, tenancy: tenancy, tags: tags)
    return EC2.CreateVpcResult(vpc: record.shape)
  }
}

extension Transaction {
  func checkVPCQuota() throws(EC2Error) {
    guard state.vpcs.count(in: location) < quotas.vpcsPerRegion else {
      throw EC2Error(code: "VpcLimitExceeded", message: "The maximum number of VPCs has been reached.")
    }
  }
}
