import EC2Shapes
import VPCModel

extension PeeringActions {
  static func modifyOptions(
    _ request: EC2.ModifyVpcPeeringConnectionOptionsRequest,
    _ transaction: inout Transaction
  ) throws(EC2Error) -> EC2.ModifyVpcPeeringConnectionOptionsResult {
    var record = try transaction.requirePeering(request.vpcPeeringConnectionId)
    let id = record.connection.id
    guard request.requesterPeeringConnectionOptions != nil || request.accepterPeeringConnectionOptions != nil else {
      throw .missingParameter("RequesterPeeringConnectionOptions")
    }
    guard record.status(at: transaction.now) == .active else {
      throw notPermitted("Peering \(id) is not active. Peering options can be added only to active peerings.")
    }
    var response = EC2.ModifyVpcPeeringConnectionOptionsResult()
    if let options = request.requesterPeeringConnectionOptions {
      try checkSide(record.location, "Requester", id, transaction)
      try record.requesterOptions.merge(options)
      response.requesterPeeringConnectionOptions = record.requesterOptions.shape
    }
    if let options = request.accepterPeeringConnectionOptions {
      try checkSide(record.accepterLocation, "Accepter", id, transaction)
      try record.accepterOptions.merge(options)
      response.accepterPeeringConnectionOptions = record.accepterOptions.shape
    }
    transaction.put(record)
    return response
  }

  /// Each side's options are its owner's, and are changed in its region.
  private static func checkSide(
    _ side: Location,
    _ role: String,
    _ id: VPCPeeringConnection.ID,
    _ scope: some Scope
  ) throws(EC2Error) {
    guard scope.location.accountID == side.accountID else {
      throw notPermitted(
        "User (\(scope.location.accountID)) cannot modify the \(role.lowercased())'s options of peering \(id)"
      )
    }
    guard scope.location.region == side.region else {
      throw notPermitted("\(role)'s VPC Peering connection options cannot be modified for a different region")
    }
  }
}

extension VPCPeeringConnectionRecord.Options {
  /// Options that are not given stay as they are.
  fileprivate mutating func merge(_ options: EC2.PeeringConnectionOptionsRequest) throws(EC2Error) {
    guard options.allowEgressFromLocalClassicLinkToRemoteVpc != true,
      options.allowEgressFromLocalVpcToRemoteClassicLink != true
    else {
      throw EC2Error(code: "UnsupportedOperation", message: "ClassicLink is no longer available.")
    }
    if let allows = options.allowDnsResolutionFromRemoteVpc { allowDNSResolutionFromRemoteVPC = allows }
  }

  fileprivate var shape: EC2.PeeringConnectionOptions {
    EC2.PeeringConnectionOptions(
      allowDnsResolutionFromRemoteVpc: allowDNSResolutionFromRemoteVPC,
      allowEgressFromLocalClassicLinkToRemoteVpc: allowEgressFromLocalClassicLinkToRemoteVPC,
      allowEgressFromLocalVpcToRemoteClassicLink: allowEgressFromLocalVPCToRemoteClassicLink
    )
  }
}
