import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Lets a table serve a subnet, or packets that come in through a gateway.
  static func associateRouteTable(
    _ request: EC2.AssociateRouteTableRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.AssociateRouteTableResult {
    var record = try transaction.require(RouteTableRecord.self, request.routeTableId, "RouteTableId")
    let holder = try associationHolder(request, record, transaction)
    // One table for each subnet and gateway; others only lead to the gateway.
    for id in transaction.state.holders(of: holder.id, .routeTable) {
      guard let other = transaction.state.routeTables[id],
        let present = other.associations.first(where: { $0.subnetID?.text == holder.id || $0.gatewayID == holder.id })
      else { continue }
      guard other.recordID == record.recordID else {
        throw EC2Error(
          code: "Resource.AlreadyAssociated",
          message: "the specified association for route table \(record.recordID) conflicts with an existing association"
        )
      }
      return EC2.AssociateRouteTableResult(associationId: present.id, associationState: .associated)
    }
    let association = RouteTableRecord.Association(
      id: transaction.makeID("rtbassoc"),
      subnetID: holder.isGateway ? nil : Subnet.ID(holder.id),
      gatewayID: holder.isGateway ? holder.id : nil
    )
    record.setAssociations(record.associations + [association])
    transaction.put(record)
    return EC2.AssociateRouteTableResult(associationId: association.id, associationState: .associated)
  }

  /// The subnet or the gateway, which is in the table's VPC.
  private static func associationHolder(
    _ request: EC2.AssociateRouteTableRequest,
    _ record: RouteTableRecord,
    _ scope: some Scope
  ) throws(EC2Error) -> (id: String, isGateway: Bool) {
    let rule = "The request must contain exactly one of subnetId or gatewayId"
    if let pool = request.publicIpv4Pool, !pool.isEmpty {
      throw EC2Error(
        code: "UnsupportedOperation",
        message: "Route tables cannot be associated with public IPv4 pools: there are none."
      )
    }
    let gatewayID = request.gatewayId ?? ""
    let subnetID = request.subnetId ?? ""
    if gatewayID.isEmpty && subnetID.isEmpty { throw EC2Error(code: "MissingParameter", message: rule) }
    if !gatewayID.isEmpty && !subnetID.isEmpty { throw .invalidParameterCombination(rule) }
    if gatewayID.isEmpty {
      let subnet = try scope.require(SubnetRecord.self, subnetID, "SubnetId").subnet
      guard subnet.vpcID == record.table.vpcID else {
        throw .invalidParameterValue(
          "route table \(record.recordID) and subnet \(subnetID) belong to different networks"
        )
      }
      return (subnetID, false)
    }
    guard let gateway = scope.find(InternetGatewayRecord.self, gatewayID)?.gateway else {
      throw .notFound("InvalidGatewayID", "gateway", gatewayID)
    }
    guard gateway.attachedVPCIDs.contains(record.table.vpcID) else {
      throw .invalidParameterValue(
        "route table \(record.recordID) and network gateway \(gatewayID) belong to different networks"
      )
    }
    try checkIngressRoutes(record)
    return (gatewayID, true)
  }

  /// A gateway's table leads only to the VPC and to middleboxes (VPC user guide, "Gateway route tables").
  static func checkIngressRoutes(_ record: RouteTableRecord) throws(EC2Error) {
    for route in record.table.routes { try checkIngressTarget(route.target) }
  }

  static func checkIngressTarget(_ target: RouteTable.Target) throws(EC2Error) {
    switch target {
    case .local, .networkInterface: return
    default:
      throw .invalidParameterValue(
        "Route table contains unsupported route target: \(target.text). The route table is associated with a gateway, "
          + "whose routes can target only local, an interface or a Gateway Load Balancer endpoint."
      )
    }
  }
}
