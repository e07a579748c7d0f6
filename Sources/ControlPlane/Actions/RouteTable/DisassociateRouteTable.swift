import EC2Shapes
import VPCModel

extension RouteTableActions {
  /// Leaves a subnet to the main table, or a gateway without one.
  static func disassociateRouteTable(
    _ request: EC2.DisassociateRouteTableRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var (record, association) = try transaction.association(request.associationId)
    guard !association.isMain else {
      throw .invalidParameterValue("cannot disassociate the main route table association \(association.id)")
    }
    record.setAssociations(record.associations.filter { $0.id != association.id })
    transaction.put(record)
    return EmptyResponse()
  }
}

extension Scope {
  /// An association with the table that has it. O(log n).
  func association(_ id: String?) throws(EC2Error) -> (RouteTableRecord, RouteTableRecord.Association) {
    guard let id, !id.isEmpty else { throw .missingParameter("AssociationId") }
    for table in state.holders(of: id, .routeTable) {
      if let record = find(RouteTableRecord.self, table),
        let association = record.associations.first(where: { $0.id == id })
      {
        return (record, association)
      }
    }
    throw EC2Error(code: "InvalidAssociationID.NotFound", message: "The association ID '\(id)' does not exist")
  }
}
