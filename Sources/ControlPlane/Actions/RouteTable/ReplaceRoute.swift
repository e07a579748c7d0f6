import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Gives a route another target; `LocalTarget` gives a local route its own back.
  static func replaceRoute(
    _ request: EC2.ReplaceRouteRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(RouteTableRecord.self, request.routeTableId, "RouteTableId")
    let destination = try request.destination()
    let usable = try replacement(request, record, transaction)
    guard let index = record.table.routes.firstIndex(where: { $0.destination == destination && !$0.isPropagated }) else {
      throw .invalidParameterValue(
        "There is no route defined for '\(destination)' in the route table. Use CreateRoute instead."
      )
    }
    if case .vpcEndpoint = record.table.routes[index].target {
      throw .invalidParameterValue("cannot replace VPC endpoint route \(destination) in route table \(record.recordID)")
    }
    let isLocal = record.routeOrigins[destination] == RouteOrigin.createRouteTable
    if usable.target == .local {
      guard isLocal else {
        throw .invalidParameterValue("The route \(destination) is not a local route and cannot have a local target.")
      }
    } else {
      try checkTarget(usable.target, destination, record, transaction)
    }
    record.table.routes[index].target = usable.target
    record.table.routes[index].isBlackhole = usable.isBlackhole
    transaction.put(record)
    return EmptyResponse()
  }

  private static func replacement(
    _ request: EC2.ReplaceRouteRequest,
    _ record: RouteTableRecord,
    _ scope: some Scope
  ) throws(EC2Error) -> UsableTarget {
    var others = request
    if others.gatewayId == RouteTable.Target.local.text { others.gatewayId = nil }
    guard others.gatewayId != request.gatewayId || request.localTarget == true else {
      return try scope.routeTarget(request, for: record)
    }
    let targets = [
      others.carrierGatewayId, others.coreNetworkArn, others.egressOnlyInternetGatewayId, others.gatewayId,
      others.instanceId, others.localGatewayId, others.natGatewayId, others.networkInterfaceId, others.odbNetworkArn,
      others.transitGatewayId, others.vpcEndpointId, others.vpcPeeringConnectionId,
    ]
    guard targets.allSatisfy({ $0?.isEmpty ?? true }) else {
      throw .invalidParameterCombination("The parameter localTarget cannot be used with another target")
    }
    return UsableTarget(.local)
  }
}
