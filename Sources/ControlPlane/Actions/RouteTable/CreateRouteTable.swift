import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Makes a route table that has only its VPC's local routes.
  static func createRouteTable(
    _ request: EC2.CreateRouteTableRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.CreateRouteTableResult {
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    let tags = try transaction.tags(request.tagSpecifications, for: "route-table")
    guard transaction.state.holderCount(of: vpc.recordID, .routeTable) < largestTableCount else {
      throw EC2Error(code: "RouteTableLimitExceeded", message: "The maximum number of route tables has been reached.")
    }
    var record = RouteTableRecord(
      table: RouteTable(
        id: transaction.makeID("rtb", RouteTable.self),
        vpcID: vpc.vpc.id,
        ownerID: transaction.location.accountID,
        tags: tags
      ),
      location: transaction.location
    )
    for block in vpc.vpc.cidrs {
      record.table.routes.append(RouteTable.Route(.cidr(block), to: .local))
      record.routeOrigins[.cidr(block)] = RouteOrigin.createRouteTable
    }
    transaction.put(record)
    return EC2.CreateRouteTableResult(
      clientToken: request.clientToken,
      routeTable: record.shape(in: transaction.state)
    )
  }

  /// Of a VPC: AWS's limit (VPC user guide, "Amazon VPC quotas", route tables).
  static let largestTableCount = 200
}
