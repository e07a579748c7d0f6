import EC2Shapes
import IPAddressing
import VPCModel

extension RouteTableActions {
  /// Adds a route. Asking again for the route that is there changes nothing and succeeds, as in EC2.
  static func createRoute(
    _ request: EC2.CreateRouteRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateRouteResult {
    var record = try transaction.require(RouteTableRecord.self, request.routeTableId, "RouteTableId")
    let destination = try request.destination()
    if case .prefixList(let list) = destination {
      _ = try transaction.require(PrefixListRecord.self, list.text, "DestinationPrefixListId")
    }
    if request.gatewayId == RouteTable.Target.local.text { throw localTarget(destination, record) }
    let usable = try transaction.routeTarget(request, for: record)
    if let present = record.route(to: destination) {
      guard present.target == usable.target else { throw alreadyExists(destination) }
      return EC2.CreateRouteResult(return: true)
    }
    try checkTarget(usable.target, destination, record, transaction)
    guard record.table.routes.count < largestRouteCount else {
      throw EC2Error(code: "RouteLimitExceeded", message: "The maximum number of routes has been reached.")
    }
    record.table.routes.append(RouteTable.Route(destination, to: usable.target, isBlackhole: usable.isBlackhole))
    record.routeOrigins[destination] = RouteOrigin.createRoute
    transaction.put(record)
    return EC2.CreateRouteResult(return: true)
  }

  /// Of a table, at AWS's highest adjustment (VPC user guide, "Amazon VPC quotas").
  static let largestRouteCount = 1000

  static func alreadyExists(_ destination: RouteTable.Destination) -> EC2Error {
    EC2Error(code: "RouteAlreadyExists", message: "The route identified by \(destination) already exists.")
  }

  /// Nobody makes local routes but the VPC.
  private static func localTarget(_ destination: RouteTable.Destination, _ record: RouteTableRecord) -> EC2Error {
    if record.route(to: destination) != nil { return alreadyExists(destination) }
    return .notFound("InvalidGatewayID", "gateway", RouteTable.Target.local.text)
  }

  /// What a target can carry: families, and the VPC's own addresses.
  ///
  /// A route inside the VPC must be for a whole subnet and lead to an interface or a NAT gateway (VPC user guide,
  /// "Route priority", "More specific routes to middleboxes").
  static func checkTarget(
    _ target: RouteTable.Target,
    _ destination: RouteTable.Destination,
    _ record: RouteTableRecord,
    _ scope: some Scope
  ) throws(EC2Error) {
    if record.associations.contains(where: { $0.gatewayID != nil }) { try checkIngressTarget(target) }
    guard case .cidr(let prefix) = destination else { return }
    if case .egressOnlyInternetGateway(let id) = target, prefix.family == .ipv4 {
      throw .invalidParameterValue("Egress only internet gateway \(id) supports only IPv6 destinations.")
    }
    guard let vpc = scope.state.vpcs[record.table.vpcID]?.vpc, vpc.cidrs.contains(where: { $0.contains(prefix) }) else {
      return
    }
    switch target {
    case .networkInterface, .natGateway: break
    default:
      throw .invalidParameterValue(
        "The destination CIDR block \(prefix) is equal to or more specific than one of this VPC's CIDR blocks. "
          + "This route can target only an interface or an instance."
      )
    }
    // A table of the VPC has a local route for the whole block: only its target can be replaced.
    let isWholeBlock = vpc.cidrs.contains(prefix)
    let isWholeSubnet = scope.state.holders(of: vpc.id.text, .subnet).contains { id in
      scope.state.subnets[id]?.subnet.cidrs.contains(prefix) ?? false
    }
    guard isWholeBlock || isWholeSubnet else {
      throw .invalidParameterValue(
        "The destination CIDR block \(prefix) is more specific than one of this VPC's CIDR blocks and does not match "
          + "the CIDR block of a subnet."
      )
    }
  }
}

extension RouteTableRecord {
  /// O(routes).
  func route(to destination: RouteTable.Destination) -> RouteTable.Route? {
    table.routes.first { $0.destination == destination && !$0.isPropagated }
  }
}
