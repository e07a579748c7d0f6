import EC2Shapes
import IPAddressing
import VPCModel

extension ElasticAddressRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "eipalloc",
    notFoundCode: "InvalidAllocationID.NotFound",
    notFoundMessage: "The allocation ID '%' does not exist",
    malformedCode: "InvalidAllocationID.Malformed"
  )

  /// Since EC2-Classic is gone.
  static let domain = "vpc"

  func shape(in state: State) -> EC2.Address {
    EC2.Address(
      allocationId: allocationID,
      associationId: association?.id,
      domain: Self.domain,
      instanceId: interface(in: state)?.attachment?.instanceID,
      networkBorderGroup: networkBorderGroup,
      networkInterfaceId: association?.networkInterfaceID.text,
      networkInterfaceOwnerId: interface(in: state)?.location.accountID,
      privateIpAddress: association?.privateAddress.description,
      publicIp: publicAddress.description,
      publicIpv4Pool: publicIPv4Pool,
      tags: TagWords.shapes(tags)
    )
  }

  /// The interface that it stands before. O(log n).
  func interface(in state: State) -> NetworkInterfaceRecord? {
    association.flatMap { state.networkInterfaces[$0.networkInterfaceID] }
  }
}

extension Scope {
  /// The location's elastic address with this public address. O(log n).
  func elasticAddress(at text: String) throws(EC2Error) -> ElasticAddressRecord {
    guard let address = IPv4Address(text) else {
      throw EC2Error(code: "InvalidAddress.Malformed", message: "The address '\(text)' is malformed")
    }
    let holders = state.holders(of: PublicAddressPool.key(address), .elasticAddress)
    guard let record = holders.lazy.compactMap({ self.find(ElasticAddressRecord.self, $0) }).first else {
      throw .addressNotFound(text)
    }
    return record
  }
}

extension EC2Error {
  static func addressNotFound(_ address: String) -> EC2Error {
    EC2Error(code: "InvalidAddress.NotFound", message: "Address '\(address)' not found.")
  }

  /// What belongs to a service's interface is the service's to change.
  static let serviceManagedAddress = EC2Error(
    code: "AuthFailure",
    message: "You do not have permission to access the specified resource."
  )
}
