import EC2Shapes
import VPCModel

extension VPCEndpointActions {
  /// Removes endpoints with their routes and interfaces; tells of those that could not be removed.
  static func deleteVpcEndpoints(
    _ request: EC2.DeleteVpcEndpointsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.DeleteVpcEndpointsResult {
    guard !request.vpcEndpointIds.isEmpty else { throw .missingParameter("VpcEndpointId") }
    var unsuccessful: [EC2.UnsuccessfulItem] = []
    for id in request.vpcEndpointIds {
      guard var record = transaction.find(VPCEndpointRecord.self, id) else {
        let error = VPCEndpointRecord.identifierWords.error(for: id)
        // This action alone speaks of the endpoint where others speak of its identifier.
        let code =
          error.code == VPCEndpointRecord.identifierWords.notFoundCode ? "InvalidVpcEndpoint.NotFound" : error.code
        unsuccessful.append(.init(error: .init(code: code, message: error.message), resourceId: id))
        continue
      }
      transaction.removeRouteTables(record.endpoint.routeTableIDs, from: &record)
      transaction.removeInterfaces(in: Set(record.subnetIDs), from: &record)
      transaction.remove(record)
    }
    return EC2.DeleteVpcEndpointsResult(unsuccessful: unsuccessful)
  }
}
