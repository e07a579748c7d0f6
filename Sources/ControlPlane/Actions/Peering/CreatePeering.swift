import EC2Shapes
import IPAddressing
import VPCModel

extension PeeringActions {
  /// Requests that one VPC may have alive, and that may wait for an answer (VPC peering guide, "Quotas").
  private static let alivePerVPC = 50
  private static let waitingPerVPC = 25

  /// Asks for a connection from a VPC of the caller to any other.
  ///
  /// EC2 finds out later whether the other VPC is there and the blocks don't overlap: then the connection fails. It answers
  /// before that, so that the answer always says `initiating-request`. A request that repeats one which is alive gets
  /// that one.
  static func create(_ request: EC2.CreateVpcPeeringConnectionRequest, _ transaction: inout Transaction)
    throws(EC2Error) -> EC2.CreateVpcPeeringConnectionResult
  {
    let vpc = try transaction.require(VPCRecord.self, request.vpcId, "vpcId")
    guard let peerID = request.peerVpcId, !peerID.isEmpty else { throw .missingParameter("peerVpcId") }
    let peerLocation = try location(ofPeer: request, transaction)
    let words = VPCRecord.identifierWords
    guard words.isWellFormed(peerID) else { throw words.error(for: peerID) }
    let tags = try transaction.tags(request.tagSpecifications, for: "vpc-peering-connection")
    let peer = transaction.state.vpcs[peerID].flatMap { $0.location == peerLocation ? $0 : nil }
    if peer == nil, peerLocation == transaction.location { throw words.error(for: peerID) }

    let known = transaction.peerings(of: vpc.vpc.id)
    if let earlier = known.first(where: { earlier in
      earlier.isAlive(at: transaction.now) && earlier.connection.requester.vpcID == vpc.vpc.id
        && earlier.connection.accepter.vpcID.text == peerID
    }) {
      return EC2.CreateVpcPeeringConnectionResult(
        vpcPeeringConnection: earlier.shape(in: transaction.state, at: transaction.now)
      )
    }
    for forgotten in known where forgotten.isForgotten(at: transaction.now) { transaction.remove(forgotten) }
    try checkQuotas(known, of: vpc.vpc.id, transaction.now)

    var record = VPCPeeringConnectionRecord(
      connection: VPCPeeringConnection(
        id: transaction.makeID("pcx", VPCPeeringConnection.self),
        requester: side(vpc.vpc.id, vpc.vpc.cidrs, vpc.location),
        accepter: side(VPC.ID(peerID), peer?.vpc.cidrs ?? [], peerLocation),
        status: .initiatingRequest,
        tags: tags
      ),
      location: transaction.location,
      statusMessage: "Initiating Request to \(peerLocation.accountID)",
      expirationTime: Timestamp(
        milliseconds: transaction.now.milliseconds &+ VPCPeeringConnectionRecord.requestLifetime
      )
    )
    let answer = record.shape(in: transaction.state, at: transaction.now)
    if let peer, !overlap(vpc.vpc, peer.vpc) {
      record.connection.status = .pendingAcceptance
      record.statusMessage = "Pending Acceptance by \(peerLocation.accountID)"
    } else {
      record.fail(at: transaction.now)
    }
    transaction.put(record)
    return EC2.CreateVpcPeeringConnectionResult(vpcPeeringConnection: answer)
  }

  private static func location(ofPeer request: EC2.CreateVpcPeeringConnectionRequest, _ scope: some Scope)
    throws(EC2Error) -> Location
  {
    var location = scope.location
    if let account = request.peerOwnerId, !account.isEmpty {
      guard account.utf8.count == 12, account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw .invalidParameterValue(
          account,
          parameter: "peerOwnerId",
          reason: "An AWS account ID has twelve digits."
        )
      }
      location.accountID = account
    }
    if let region = request.peerRegion, !region.isEmpty {
      guard RegionCatalog.regions[region] != nil else {
        throw .invalidParameterValue(region, parameter: "peerRegion", reason: "There is no such region.")
      }
      location.region = region
    }
    return location
  }

  private static func side(_ id: VPC.ID, _ cidrs: [IPPrefix], _ location: Location) -> VPCPeeringConnection.Side {
    VPCPeeringConnection.Side(vpcID: id, ownerID: location.accountID, region: location.region, cidrs: cidrs)
  }

  private static func overlap(_ one: VPC, _ other: VPC) -> Bool {
    one.cidrs.contains { block in other.cidrs.contains(where: block.overlaps) }
  }

  private static func checkQuotas(_ known: [VPCPeeringConnectionRecord], of vpcID: VPC.ID, _ now: Timestamp)
    throws(EC2Error)
  {
    guard known.count(where: { $0.status(at: now) == .active }) < alivePerVPC else {
      throw EC2Error(
        code: "VpcPeeringConnectionLimitExceeded",
        message: "The maximum number of active VPC peering connections for \(vpcID) has been reached."
      )
    }
    let waiting = known.count { $0.status(at: now) == .pendingAcceptance && $0.connection.requester.vpcID == vpcID }
    guard waiting < waitingPerVPC else {
      throw EC2Error(
        code: "OutstandingVpcPeeringConnectionLimitExceeded",
        message: "The maximum number of outstanding VPC peering connection requests has been reached."
      )
    }
  }
}
