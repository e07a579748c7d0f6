import EC2Shapes
import IPAddressing
import VPCModel

extension ElasticAddressActions {
  /// Puts an elastic address before a private address of an interface, taking it away from where it was.
  static func associateAddress(
    _ request: EC2.AssociateAddressRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssociateAddressResult {
    let record = try address(request, transaction)
    let interface = try interface(request, transaction)
    let privateAddress = try privateAddress(request, interface)
    if let present = record.association, present.networkInterfaceID == interface.interface.id,
      present.privateAddress == privateAddress
    {
      return EC2.AssociateAddressResult(associationId: present.id)
    }
    if interface.isRequesterManaged { throw .serviceManagedAddress }
    guard transaction.state.hasHolder(of: interface.interface.vpcID.text, .internetGateway) else {
      throw EC2Error(
        code: "Gateway.NotAttached",
        message: "Network \(interface.interface.vpcID) is not attached to any internet gateway"
      )
    }
    let isReassociable = request.allowReassociation ?? true
    if let present = record.association {
      guard isReassociable else { throw alreadyAssociated(record.allocationID, present.id) }
      if record.interface(in: transaction.state)?.isRequesterManaged == true { throw .serviceManagedAddress }
    }
    if let other = interface.publicAssociations.first(where: { $0.privateAddress == privateAddress }),
      let id = other.associationID
    {
      guard isReassociable else { throw alreadyAssociated(interface.recordID, id) }
    }
    return EC2.AssociateAddressResult(
      associationId: transaction.associate(record, with: interface.interface.id, at: privateAddress)
    )
  }

  private static func alreadyAssociated(_ id: String, _ association: String) -> EC2Error {
    EC2Error(
      code: "Resource.AlreadyAssociated",
      message: "resource \(id) is already associated with associate-id \(association)"
    )
  }

  private static func address(_ request: EC2.AssociateAddressRequest, _ scope: some Scope) throws(EC2Error)
    -> ElasticAddressRecord
  {
    if let id = request.allocationId, !id.isEmpty {
      guard request.publicIp?.isEmpty ?? true else {
        throw .invalidParameterCombination("You may specify public IP or allocation id, but not both in the same call")
      }
      return try scope.require(ElasticAddressRecord.self, id, "AllocationId")
    }
    guard let text = request.publicIp, !text.isEmpty else { throw .missingParameter("AllocationId") }
    return try scope.elasticAddress(at: text)
  }

  private static func interface(_ request: EC2.AssociateAddressRequest, _ scope: some Scope) throws(EC2Error)
    -> NetworkInterfaceRecord
  {
    let instanceID = request.instanceId ?? ""
    let interfaceID = request.networkInterfaceId ?? ""
    guard !instanceID.isEmpty else {
      guard !interfaceID.isEmpty else {
        throw EC2Error(code: "MissingParameter", message: "Either 'InstanceId' or 'NetworkInterfaceId' must be provided")
      }
      return try scope.require(NetworkInterfaceRecord.self, interfaceID, "NetworkInterfaceId")
    }
    guard interfaceID.isEmpty else {
      throw .invalidParameterCombination("You may specify instance ID or network interface ID, but not both")
    }
    let instance = try scope.require(InstanceRecord.self, instanceID, "InstanceId").instance
    guard ["running", "stopped", "stopping"].contains(instance.state ?? "running") else {
      throw EC2Error(
        code: "InvalidInstanceID",
        message: "The \(instance.state ?? "pending") instance '\(instanceID)' is not in a valid state for this operation."
      )
    }
    return try scope.require(NetworkInterfaceRecord.self, scope.onlyInterface(of: instance).text, "NetworkInterfaceId")
  }

  private static func privateAddress(_ request: EC2.AssociateAddressRequest, _ record: NetworkInterfaceRecord)
    throws(EC2Error) -> IPv4Address
  {
    let addresses = record.interface.privateIPv4Addresses
    guard let text = request.privateIpAddress, !text.isEmpty else {
      guard let primary = addresses.first(where: \.isPrimary) ?? addresses.first else {
        throw .invalidParameterValue("The network interface '\(record.recordID)' has no private IPv4 address.")
      }
      return primary.address
    }
    guard let address = IPv4Address(text) else {
      throw .invalidParameterValue(text, parameter: "privateIpAddress", reason: "This is not a valid IPv4 address.")
    }
    guard addresses.contains(where: { $0.address == address }) else {
      throw .invalidParameterValue(
        text,
        parameter: "privateIpAddress",
        reason: "The address is not assigned to interface \(record.recordID)."
      )
    }
    return address
  }
}
