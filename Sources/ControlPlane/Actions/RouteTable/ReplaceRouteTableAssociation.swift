import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Gives a subnet, a gateway, or the VPC's main association another table, under a new identifier.
  static func replaceRouteTableAssociation(
    _ request: EC2.ReplaceRouteTableAssociationRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ReplaceRouteTableAssociationResult {
    var (old, association) = try transaction.association(request.associationId)
    var new = try transaction.require(RouteTableRecord.self, request.routeTableId, "RouteTableId")
    guard new.table.vpcID == old.table.vpcID else {
      throw .invalidParameterValue(
        "route table \(new.recordID) and route table \(old.recordID) belong to different networks"
      )
    }
    guard new.recordID != old.recordID else {
      return EC2.ReplaceRouteTableAssociationResult(associationState: .associated, newAssociationId: association.id)
    }
    if association.gatewayID != nil { try checkIngressRoutes(new) }
    old.setAssociations(old.associations.filter { $0.id != association.id })
    association.id = transaction.makeID("rtbassoc")
    new.setAssociations(new.associations + [association])
    transaction.put(old)
    transaction.put(new)
    return EC2.ReplaceRouteTableAssociationResult(associationState: .associated, newAssociationId: association.id)
  }
}
