import EC2Shapes
import VPCModel

extension GatewayActions {
  /// Opens a VPC to the internet. Routes that led to the gateway before carry traffic again.
  static func attachInternetGateway(
    _ request: EC2.AttachInternetGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(InternetGatewayRecord.self, request.internetGatewayId, "InternetGatewayId")
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    if let attached = record.gateway.attachedVPCIDs.first {
      throw EC2Error(
        code: "Resource.AlreadyAssociated",
        message: "resource \(record.recordID) is already attached to network \(attached)"
      )
    }
    guard !transaction.state.hasHolder(of: vpc.recordID, .internetGateway) else {
      throw .invalidParameterValue("Network \(vpc.recordID) already has an internet gateway attached")
    }
    record.gateway.attachedVPCIDs = [vpc.vpc.id]
    transaction.put(record)
    transaction.activateRoutes(to: record.recordID, in: vpc.vpc.id)
    return EmptyResponse()
  }

  /// Closes a VPC to the internet, where no interface in it has a public address. Routes to the gateway stay, as
  /// blackholes.
  static func detachInternetGateway(
    _ request: EC2.DetachInternetGatewayRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EmptyResponse {
    var record = try transaction.require(InternetGatewayRecord.self, request.internetGatewayId, "InternetGatewayId")
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "VpcId")
    guard record.gateway.attachedVPCIDs.contains(vpc.vpc.id) else {
      throw EC2Error(
        code: "Gateway.NotAttached",
        message: "resource \(record.recordID) is not attached to network \(vpc.recordID)"
      )
    }
    guard !transaction.state.hasHolder(of: PublicAddressPool.key(of: vpc.vpc.id), .networkInterface) else {
      throw .dependencyViolation(
        "Network \(vpc.recordID) has some mapped public address(es). Please unmap those public address(es) before "
          + "detaching the gateway."
      )
    }
    guard !transaction.hasRouteTable(ofGateway: record.recordID) else {
      throw .dependencyViolation(
        "The internetGateway '\(record.recordID)' is associated with a route table and cannot be detached."
      )
    }
    record.gateway.attachedVPCIDs.removeAll { $0 == vpc.vpc.id }
    transaction.put(record)
    transaction.blackholeRoutes(to: record.recordID)
    return EmptyResponse()
  }
}

extension Scope {
  /// Whether a route table serves packets that come in through the gateway. O(tables that lead to it).
  func hasRouteTable(ofGateway id: String) -> Bool {
    state.holders(of: id, .routeTable).contains { table in
      state.routeTables[table]?.associations.contains { $0.gatewayID == id } ?? false
    }
  }
}
