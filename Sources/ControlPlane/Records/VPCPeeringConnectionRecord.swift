package import EC2Shapes
package import VPCModel

/// A VPC peering connection. It lives where it was requested; both ends see it and act on it, each in its role.
package struct VPCPeeringConnectionRecord: Record {
  package static var kind: RecordKind { .vpcPeeringConnection }
  package static var table: WritableKeyPath<State, RecordTable<Self>> { \.peeringConnections }

  package var connection: VPCPeeringConnection
  package var location: Location
  package var statusMessage: String
  /// When a request that nobody answers expires.
  package var expirationTime: Timestamp?
  /// When it was deleted or rejected, or failed. It is still shown for some time.
  package var endTime: Timestamp?
  /// The account that deleted or rejected it.
  package var endedBy: String?
  package var requesterOptions: Options
  package var accepterOptions: Options

  package init(
    connection: VPCPeeringConnection,
    location: Location,
    statusMessage: String,
    expirationTime: Timestamp? = nil,
    endTime: Timestamp? = nil,
    endedBy: String? = nil,
    requesterOptions: Options = Options(),
    accepterOptions: Options = Options()
  ) {
    self.connection = connection
    self.location = location
    self.statusMessage = statusMessage
    self.expirationTime = expirationTime
    self.endTime = endTime
    self.endedBy = endedBy
    self.requesterOptions = requesterOptions
    self.accepterOptions = accepterOptions
  }

  package var recordID: String { connection.id.text }

  package var tags: Tags {
    get { connection.tags }
    set { connection.tags = newValue }
  }

  /// Where the accepter's VPC lives.
  package var accepterLocation: Location {
    Location(
      accountID: connection.accepter.ownerID ?? location.accountID,
      region: connection.accepter.region ?? location.region
    )
  }

  package var audience: [Location] { location == accepterLocation ? [location] : [location, accepterLocation] }

  package var links: [String] {
    [connection.requester.vpcID.text, connection.accepter.vpcID.text]
  }

  package var networkChange: NetworkChange? { .peeringConnection(.put(connection)) }
  package var networkRemoval: NetworkChange? { .peeringConnection(.remove(connection.id)) }

  /// What one end allows the other.
  package struct Options: Codable, Hashable, Sendable {
    package var allowDNSResolutionFromRemoteVPC = false
    package var allowEgressFromLocalClassicLinkToRemoteVPC = false
    package var allowEgressFromLocalVPCToRemoteClassicLink = false

    package init() {}
  }
}
