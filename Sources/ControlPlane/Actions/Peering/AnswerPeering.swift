import EC2Shapes
import VPCModel

extension PeeringActions {
  static func accept(_ request: EC2.AcceptVpcPeeringConnectionRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.AcceptVpcPeeringConnectionResult
  {
    var record = try transaction.requirePeering(request.vpcPeeringConnectionId)
    try checkAccepter(of: record, transaction, verb: "accept", "accepted")
    guard record.status(at: transaction.now) == .pendingAcceptance else {
      throw record.cannotBecome("provisioning", at: transaction.now)
    }
    let ends = (record.connection.requester.vpcID, record.connection.accepter.vpcID)
    // The same two VPCs may have been connected meanwhile by a request in the other direction.
    let isConnected = transaction.peerings(of: ends.0).contains { other in
      other.connection.status == .active && other.connection.connects(ends.0, ends.1)
    }
    guard !isConnected else {
      throw EC2Error(
        code: "VpcPeeringConnectionAlreadyExists",
        message: "The vpc peering connection identified by \(record.connection.id) already exists."
      )
    }
    record.connection.status = .active
    record.statusMessage = "Active"
    record.expirationTime = nil
    transaction.put(record)
    transaction.activateRoutes(to: record.recordID)
    return EC2.AcceptVpcPeeringConnectionResult(
      vpcPeeringConnection: record.shape(in: transaction.state, at: transaction.now)
    )
  }

  static func reject(_ request: EC2.RejectVpcPeeringConnectionRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.RejectVpcPeeringConnectionResult
  {
    var record = try transaction.requirePeering(request.vpcPeeringConnectionId)
    try checkAccepter(of: record, transaction, verb: "reject", "accepted or rejected")
    guard record.status(at: transaction.now) == .pendingAcceptance else {
      throw record.cannotBecome("rejected", at: transaction.now)
    }
    record.end(as: .rejected, "Inactive", by: transaction)
    transaction.put(record)
    return EC2.RejectVpcPeeringConnectionResult(return: true)
  }

  static func delete(_ request: EC2.DeleteVpcPeeringConnectionRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.DeleteVpcPeeringConnectionResult
  {
    var record = try transaction.requirePeering(request.vpcPeeringConnectionId)
    switch record.status(at: transaction.now) {
    case .active: transaction.blackholeRoutes(to: record.connection.id.text)
    case .pendingAcceptance, .initiatingRequest:
      guard transaction.location.accountID == record.location.accountID else {
        throw notPermitted("User (\(transaction.location.accountID)) cannot delete peering \(record.connection.id)")
      }
    default: throw record.cannotBecome("deleting", at: transaction.now)
    }
    record.end(as: .deleted, "Deleted by \(transaction.location.accountID)", by: transaction)
    transaction.put(record)
    return EC2.DeleteVpcPeeringConnectionResult(return: true)
  }

  /// A request is answered by the owner of the other VPC, in that VPC's region.
  private static func checkAccepter(
    of record: VPCPeeringConnectionRecord,
    _ scope: some Scope,
    verb: String,
    _ done: String
  ) throws(EC2Error) {
    let accepter = record.accepterLocation
    guard scope.location.accountID == accepter.accountID else {
      throw notPermitted("User (\(scope.location.accountID)) cannot \(verb) peering \(record.connection.id)")
    }
    guard scope.location.region == accepter.region else {
      throw notPermitted(
        "Incorrect region (\(scope.location.region)) specified for this request. "
          + "VPC peering connection \(record.connection.id) must be \(done) in region \(accepter.region)"
      )
    }
  }

  static func notPermitted(_ message: String) -> EC2Error {
    EC2Error(code: "OperationNotPermitted", message: message)
  }
}

extension VPCPeeringConnectionRecord {
  fileprivate mutating func end(as status: VPCPeeringConnection.Status, _ message: String, by scope: some Scope) {
    connection.status = status
    statusMessage = message
    expirationTime = nil
    endTime = scope.now
    endedBy = scope.location.accountID
  }
}
