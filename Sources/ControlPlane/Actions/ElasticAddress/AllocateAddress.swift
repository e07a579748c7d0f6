import EC2Shapes
import IPAddressing

extension ElasticAddressActions {
  /// Gives the account a public address, which it keeps until it releases it.
  static func allocateAddress(
    _ request: EC2.AllocateAddressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AllocateAddressResult {
    if let domain = request.domain, !domain.isEmpty, !["vpc", "standard"].contains(domain) {
      throw .invalidParameterValue(domain, parameter: "domain", reason: "Valid values are vpc and standard.")
    }
    try checkPools(request)
    let region = transaction.location.region
    if let group = request.networkBorderGroup, !group.isEmpty, group != region {
      throw .invalidParameterValue(group, parameter: "networkBorderGroup", reason: "It is no border group of \(region).")
    }
    let tags = try transaction.tags(request.tagSpecifications, for: "elastic-ip")
    let address = try wantedAddress(request, transaction)
    let record = ElasticAddressRecord(
      allocationID: transaction.makeID("eipalloc"),
      location: transaction.location,
      publicAddress: try address ?? transaction.allocatePublicAddress(),
      networkBorderGroup: region,
      tags: tags
    )
    transaction.put(record)
    return EC2.AllocateAddressResult(
      allocationId: record.allocationID,
      domain: ElasticAddressRecord.domain,
      networkBorderGroup: record.networkBorderGroup,
      publicIp: record.publicAddress.description,
      publicIpv4Pool: record.publicIPv4Pool
    )
  }

  /// Nobody brings addresses of their own.
  private static func checkPools(_ request: EC2.AllocateAddressRequest) throws(EC2Error) {
    if let pool = request.publicIpv4Pool, !pool.isEmpty, pool != "amazon" {
      throw .notFound("InvalidPublicIpv4PoolID", "pool", pool)
    }
    if let pool = request.ipamPoolId, !pool.isEmpty { throw .notFound("InvalidIpamPoolId", "ipam-pool", pool) }
    if let pool = request.customerOwnedIpv4Pool, !pool.isEmpty { throw .notFound("InvalidPoolID", "pool", pool) }
  }

  /// A particular address, such as one that was released before, where nobody has it meanwhile.
  private static func wantedAddress(
    _ request: EC2.AllocateAddressRequest,
    _ scope: some Scope
  ) throws(EC2Error) -> IPv4Address? {
    guard let text = request.address, !text.isEmpty else { return nil }
    guard let address = IPv4Address(text) else {
      throw EC2Error(code: "InvalidAddress.Malformed", message: "The address '\(text)' is malformed")
    }
    guard PublicAddressPool.contains(address), !scope.state.hasHolder(of: PublicAddressPool.key(address)) else {
      throw .addressNotFound(text)
    }
    return address
  }
}
