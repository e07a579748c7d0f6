import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Removes a route table that serves no subnet and no gateway; gateway endpoints forget it.
  static func deleteRouteTable(
    _ request: EC2.DeleteRouteTableRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try transaction.require(RouteTableRecord.self, request.routeTableId, "RouteTableId")
    guard record.associations.isEmpty else {
      throw .dependencyViolation("The routeTable '\(record.recordID)' has dependencies and cannot be deleted.")
    }
    for id in transaction.state.holders(of: record.recordID, .vpcEndpoint) {
      guard var endpoint = transaction.state.vpcEndpoints[id] else { continue }
      endpoint.endpoint.routeTableIDs.removeAll { $0 == record.table.id }
      transaction.put(endpoint)
    }
    transaction.remove(record)
    return EmptyResponse()
  }
}
