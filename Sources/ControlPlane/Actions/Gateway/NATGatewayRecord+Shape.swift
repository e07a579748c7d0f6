import EC2Shapes
import IPAddressing
import VPCModel

extension NATGatewayRecord: IdentifiedRecord {
  package static let identifierWords = IdentifierWords(
    prefix: "nat",
    notFoundCode: "NatGatewayNotFound",
    notFoundMessage: "NatGateway % was not found",
    malformedCode: "NatGatewayMalformed"
  )

  /// How long a gateway is shown after its end (VPC user guide, "Delete a NAT gateway").
  static let lingeringMilliseconds: Int64 = 3_600_000

  /// Whether it is there, or has not been gone for long.
  func isShown(at now: Timestamp) -> Bool {
    guard let deleteTime else { return true }
    return now.milliseconds - deleteTime.milliseconds <= Self.lingeringMilliseconds
  }

  var shape: EC2.NatGateway {
    EC2.NatGateway(
      availabilityMode: "zonal",
      connectivityType: gateway.isPublic ? "public" : "private",
      createTime: createTime,
      deleteTime: deleteTime,
      failureCode: failure?.code,
      failureMessage: failure?.message,
      natGatewayAddresses: addresses.map { address in
        EC2.NatGatewayAddress(
          allocationId: address.allocationID,
          associationId: address.associationID,
          isPrimary: address.isPrimary,
          networkInterfaceId: address.networkInterfaceID.text,
          privateIp: address.privateAddress.description,
          publicIp: address.publicAddress?.description,
          status: "succeeded"
        )
      },
      natGatewayId: recordID,
      state: gateway.state,
      subnetId: gateway.subnetID?.text,
      tags: TagWords.shapes(tags),
      vpcId: gateway.vpcID.text
    )
  }
}
