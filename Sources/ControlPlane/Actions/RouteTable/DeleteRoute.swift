import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Removes a route that a caller made. Local routes go with their block, an endpoint's with the endpoint.
  static func deleteRoute(
    _ request: EC2.DeleteRouteRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(RouteTableRecord.self, request.routeTableId, "RouteTableId")
    let destination = try request.destination()
    guard let route = record.route(to: destination) else {
      throw EC2Error(
        code: "InvalidRoute.NotFound",
        message: "no route with \(destination.parameterName) \(destination) in route table \(record.recordID)"
      )
    }
    if record.routeOrigins[destination] == RouteOrigin.createRouteTable {
      throw .invalidParameterValue("cannot remove local route \(destination) in route table \(record.recordID)")
    }
    if case .vpcEndpoint = route.target {
      throw .invalidParameterValue("cannot remove VPC endpoint route \(destination) in route table \(record.recordID)")
    }
    record.removeRoute(to: destination)
    transaction.put(record)
    return EmptyResponse()
  }
}

extension RouteTableRecord {
  /// Removes the static route to a destination.
  mutating func removeRoute(to destination: RouteTable.Destination) {
    table.routes.removeAll { $0.destination == destination && !$0.isPropagated }
    routeOrigins[destination] = nil
  }
}
