import EC2Shapes

extension ElasticAddressActions {
  /// Takes an elastic address away from its interface.
  static func disassociateAddress(
    _ request: EC2.DisassociateAddressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try associatedAddress(request, transaction)
    if record.interface(in: transaction.state)?.isRequesterManaged == true { throw .serviceManagedAddress }
    transaction.disassociate(record)
    return EmptyResponse()
  }

  private static func associatedAddress(_ request: EC2.DisassociateAddressRequest, _ scope: some Scope) throws(EC2Error)
    -> ElasticAddressRecord
  {
    guard let id = request.associationId, !id.isEmpty else {
      guard let text = request.publicIp, !text.isEmpty else { throw .missingParameter("AssociationId") }
      _ = try scope.elasticAddress(at: text)
      throw .invalidParameterValue("You must specify an association id when unmapping an address from a VPC instance")
    }
    for holder in scope.state.holders(of: id, .elasticAddress) {
      if let record = scope.find(ElasticAddressRecord.self, holder), record.association?.id == id { return record }
    }
    throw EC2Error(code: "InvalidAssociationID.NotFound", message: "The association ID '\(id)' does not exist")
  }
}
