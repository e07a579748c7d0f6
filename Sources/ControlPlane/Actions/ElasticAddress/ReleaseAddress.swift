import EC2Shapes

extension ElasticAddressActions {
  /// Gives an address back that stands before nothing, or before an interface in a default VPC.
  static func releaseAddress(
    _ request: EC2.ReleaseAddressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    guard let allocationID = request.allocationId, !allocationID.isEmpty else {
      guard let text = request.publicIp, !text.isEmpty else { throw .missingParameter("AllocationId") }
      _ = try transaction.elasticAddress(at: text)
      throw .invalidParameterValue("You must specify an allocation id when releasing a VPC elastic IP address")
    }
    let record = try transaction.require(ElasticAddressRecord.self, allocationID, "AllocationId")
    if let group = request.networkBorderGroup, !group.isEmpty, group != record.networkBorderGroup {
      throw .addressNotFound(record.publicAddress.description)
    }
    if let interface = record.interface(in: transaction.state) {
      if interface.isRequesterManaged { throw .serviceManagedAddress }
      guard transaction.state.vpcs[interface.interface.vpcID]?.vpc.isDefault == true else {
        throw EC2Error(code: "InvalidIPAddress.InUse", message: "Address \(record.publicAddress) is in use.")
      }
      transaction.disassociate(record)
    }
    transaction.remove(record)
    return EmptyResponse()
  }
}
