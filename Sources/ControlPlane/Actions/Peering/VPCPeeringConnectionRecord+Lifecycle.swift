package import EC2Shapes
package import VPCModel

extension VPCPeeringConnectionRecord: IdentifiedRecord {
  package static var identifierWords: IdentifierWords {
    IdentifierWords(
      prefix: "pcx",
      notFoundCode: "InvalidVpcPeeringConnectionID.NotFound",
      notFoundMessage: "The vpcPeeringConnection ID '%' does not exist",
      malformedCode: "InvalidVpcPeeringConnectionId.Malformed"
    )
  }
}

// The states and how long they show: VPC peering guide, "VPC peering connection lifecycle".
extension VPCPeeringConnectionRecord {
  /// How long a request waits for an answer: seven days.
  static let requestLifetime: Int64 = 7 * 24 * 3_600_000
  private static let short: Int64 = 2 * 3_600_000
  private static let long: Int64 = 2 * 24 * 3_600_000

  /// The status at a moment: a request that nobody answered expires by itself.
  package func status(at now: Timestamp) -> VPCPeeringConnection.Status {
    guard connection.status == .pendingAcceptance, let expirationTime, expirationTime <= now else {
      return connection.status
    }
    return .expired
  }

  /// What EC2 says of the status.
  package func statusMessage(at now: Timestamp) -> String {
    status(at: now) == .expired ? "Expired" : statusMessage
  }

  /// Whether a location still sees it: connections that came to an end show for hours or days, to who ended them for
  /// less time than to the other side.
  package func isShown(to location: Location, at now: Timestamp) -> Bool {
    let end: Timestamp?
    let lifetime: Int64
    switch status(at: now) {
    case .expired: (end, lifetime) = (expirationTime, Self.long)
    case .rejected: (end, lifetime) = (endTime, location == self.location ? Self.long : Self.short)
    case .deleted: (end, lifetime) = (endTime, location.accountID == endedBy ? Self.short : Self.long)
    case .failed: (end, lifetime) = (endTime, location == self.location ? Self.short : 0)
    default: return true
    }
    guard let end else { return true }
    return now.milliseconds &- end.milliseconds < lifetime
  }

  /// Whether nobody sees it any more.
  package func isForgotten(at now: Timestamp) -> Bool { !audience.contains { isShown(to: $0, at: now) } }

  /// Whether there is, or may come, traffic through it.
  package func isAlive(at now: Timestamp) -> Bool {
    switch status(at: now) {
    case .active, .pendingAcceptance, .initiatingRequest, .provisioning: true
    default: false
    }
  }

  /// Ends a request whose VPCs cannot be connected.
  mutating func fail(at now: Timestamp) {
    connection.status = .failed
    statusMessage = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"
    expirationTime = nil
    endTime = now
  }

  /// The error for a step that the status does not allow.
  func cannotBecome(_ step: String, at now: Timestamp) -> EC2Error {
    EC2Error(
      code: "InvalidStateTransition",
      message: "Invalid state transition for \(connection.id), "
        + "attempted to transition from \(status(at: now).code) to \(step)"
    )
  }
}

extension Scope {
  /// A connection that the caller still sees, from either side.
  func requirePeering(_ id: String?) throws(EC2Error) -> VPCPeeringConnectionRecord {
    let record = try require(VPCPeeringConnectionRecord.self, id, "vpcPeeringConnectionId")
    guard record.isShown(to: location, at: now) else {
      throw VPCPeeringConnectionRecord.identifierWords.error(for: record.recordID)
    }
    return record
  }

  /// The connections of a VPC. O(their number · log n).
  func peerings(of vpcID: VPC.ID) -> [VPCPeeringConnectionRecord] {
    state.holders(of: vpcID.text, .vpcPeeringConnection)
      .compactMap { state.peeringConnections[$0] }
  }
}
