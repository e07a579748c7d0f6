import EC2Shapes
import VPCModel

extension GatewayActions {
  /// Ends a NAT gateway: its interface goes, its elastic addresses are free again, routes to it drop packets. It is still
  /// shown for an hour.
  static func deleteNatGateway(
    _ request: EC2.DeleteNatGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DeleteNatGatewayResult {
    transaction.forgetEndedNATGateways()
    var record = try transaction.require(NATGatewayRecord.self, request.natGatewayId, "NatGatewayId")
    guard record.gateway.state != "deleted" else {
      return EC2.DeleteNatGatewayResult(natGatewayId: record.recordID)
    }
    for interface in record.gateway.networkInterfaceIDs { transaction.removeNetworkInterface(interface) }
    transaction.blackholeRoutes(to: record.recordID)
    record.gateway.state = "deleted"
    record.gateway.networkInterfaceIDs = []
    record.deleteTime = transaction.now
    transaction.put(record)
    return EC2.DeleteNatGatewayResult(natGatewayId: record.recordID)
  }
}
