import EC2Shapes
import VPCModel

extension SubnetActions {
  /// Ends the subnet's associations with a network ACL and a route table, and takes its flow logs with it; everything
  /// else that hangs on it must be gone.
  static func deleteSubnet(
    _ request: EC2.DeleteSubnetRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    let record = try transaction.require(SubnetRecord.self, request.subnetId, "subnetId")
    let id = record.subnet.id
    let state = transaction.state
    let isInUse = state.holderKinds(of: id.text).contains { kind in
      switch kind {
      case .networkACL, .routeTable, .flowLog: false
      case .instance:
        state.holders(of: id.text, .instance).contains { state.instances[$0]?.instance.state != "terminated" }
      case .vpcEndpoint:
        state.holders(of: id.text, .vpcEndpoint).contains { state.vpcEndpoints[$0]?.endpoint.state != "deleted" }
      default: true
      }
    }
    guard !isInUse else {
      throw .dependencyViolation("The subnet '\(id)' has dependencies and cannot be deleted.")
    }
    for holder in state.holders(of: id.text, .networkACL) {
      guard var acl = state.networkACLs[holder] else { continue }
      acl.acl.subnetIDs.removeAll { $0 == id }
      acl.associationIDs[id] = nil
      transaction.put(acl)
    }
    for holder in state.holders(of: id.text, .routeTable) {
      guard var table = state.routeTables[holder] else { continue }
      table.table.subnetIDs.removeAll { $0 == id }
      table.associations.removeAll { $0.subnetID == id }
      transaction.put(table)
    }
    for log in state.holders(of: id.text, .flowLog) { transaction.remove(.flowLog, log) }
    transaction.remove(record)
    return EmptyResponse()
  }
}
