import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("VPC peering connections")
struct PeeringTests {
  var cloud = TestCloud()
  let one: VPC.ID
  let two: VPC.ID
  private static let hour: Int64 = 3_600_000

  init() {
    cloud.openRegion()
    one = cloud.putVPC("vpc-11111111", "10.0.0.0/16")
    two = cloud.putVPC("vpc-22222222", "10.1.0.0/16", "10.2.0.0/16", "2001:db8::/56")
  }

  @Test("A request is initiated, waits, and becomes active when accepted")
  mutating func lifecycle() throws {
    let created = try #require(try cloud.perform(.request(one, two)).vpcPeeringConnection)
    let id = try #require(created.vpcPeeringConnectionId)
    #expect(id.hasPrefix("pcx-"))
    #expect(created.status?.code == "initiating-request")
    #expect(created.status?.message == "Initiating Request to 123456789012")
    let waiting = try cloud.peering(id)
    #expect(waiting.status?.code == "pending-acceptance")
    #expect(waiting.status?.message == "Pending Acceptance by 123456789012")
    #expect(waiting.expirationTime == Timestamp(milliseconds: cloud.now.milliseconds + 168 * Self.hour))
    #expect(waiting.requesterVpcInfo?.cidrBlock == "10.0.0.0/16")
    #expect(waiting.accepterVpcInfo?.cidrBlock == nil)
    #expect(waiting.accepterVpcInfo?.region == "eu-central-1")
    #expect(waiting.accepterVpcInfo?.peeringOptions == nil)

    let accepted = try #require(try cloud.perform(.accept(id)).vpcPeeringConnection)
    #expect(accepted.status == EC2.VpcPeeringConnectionStateReason(code: "active", message: "Active"))
    #expect(accepted.expirationTime == nil)
    #expect(accepted.accepterVpcInfo?.cidrBlockSet?.map(\.cidrBlock) == ["10.1.0.0/16", "10.2.0.0/16"])
    #expect(accepted.accepterVpcInfo?.ipv6CidrBlockSet?.map(\.ipv6CidrBlock) == ["2001:db8::/56"])
    #expect(accepted.accepterVpcInfo?.peeringOptions?.allowDnsResolutionFromRemoteVpc == false)
    #expect(cloud.state.network.peeringConnections[VPCPeeringConnection.ID(id)]?.status == .active)
    cloud.expectError(
      "InvalidStateTransition",
      "Invalid state transition for \(id), attempted to transition from active to provisioning",
      .accept(id)
    )
  }

  @Test("Overlapping blocks and unknown VPCs elsewhere make a failed connection; an unknown VPC here is an error")
  mutating func failures() throws {
    let overlapping = cloud.putVPC("vpc-33333333", "10.9.0.0/16", "10.0.128.0/20")
    let failed = try cloud.peering(cloud.connect(one, overlapping))
    #expect(failed.status?.code == "failed")
    #expect(failed.status?.message == "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range")
    let same = try cloud.peering(cloud.connect(one, one))
    #expect(same.status?.code == "failed")
    let elsewhere = try #require(
      try cloud.perform(
        with(EC2.CreateVpcPeeringConnectionRequest.request(one, "vpc-99999999")) { $0.peerRegion = "us-east-1" }
      )
      .vpcPeeringConnection?.vpcPeeringConnectionId
    )
    #expect(try cloud.peering(elsewhere).status?.code == "failed")
    cloud.expectError("InvalidVpcID.NotFound", .request(one, "vpc-99999999"))
    cloud.expectError("InvalidVpcID.NotFound", .request("vpc-99999999", two))
    cloud.expectError("InvalidVpcID.Malformed", .request(one, "peer"))
    cloud.expectError("MissingParameter", with(EC2.CreateVpcPeeringConnectionRequest()) { $0.vpcId = "vpc-11111111" })
    cloud.expectError(
      "InvalidParameterValue",
      with(EC2.CreateVpcPeeringConnectionRequest.request(one, two)) { $0.peerOwnerId = "me" }
    )
    cloud.expectError(
      "InvalidParameterValue",
      with(EC2.CreateVpcPeeringConnectionRequest.request(one, two)) { $0.peerRegion = "eu-nowhere-1" }
    )
    let id = try #require(failed.vpcPeeringConnectionId)
    cloud.expectError(
      "InvalidStateTransition",
      "Invalid state transition for \(id), attempted to transition from failed to deleting",
      .delete(id)
    )
    cloud.now = Timestamp(milliseconds: cloud.now.milliseconds + 2 * Self.hour)
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", .delete(id))
  }

  @Test("A repeated request is the same connection; one in the other direction cannot become active beside it")
  mutating func repetition() throws {
    let id = try cloud.connect(one, two)
    #expect(try cloud.connect(one, two) == id)
    let reverse = try cloud.connect(two, one)
    #expect(reverse != id)
    try cloud.perform(.accept(id))
    #expect(try cloud.connect(one, two) == id)
    cloud.expectError(
      "VpcPeeringConnectionAlreadyExists",
      "The vpc peering connection identified by \(reverse) already exists.",
      .accept(reverse)
    )
    try cloud.perform(.delete(id))
    try cloud.perform(.accept(reverse))
    #expect(try cloud.connect(one, two) != id)
  }

  @Test("Another account's owner accepts; the requester cannot")
  mutating func acrossAccounts() throws {
    let other = cloud.caller(account: "210987654321")
    cloud.openRegion(other.location)
    let theirs = cloud.putVPC("vpc-77777777", "10.7.0.0/16", at: other.location)
    let request = with(EC2.CreateVpcPeeringConnectionRequest.request(one, theirs)) { $0.peerOwnerId = "210987654321" }
    let id = try #require(try cloud.perform(request).vpcPeeringConnection?.vpcPeeringConnectionId)
    #expect(try cloud.peering(id, as: other).accepterVpcInfo?.ownerId == "210987654321")
    #expect(try cloud.perform(EC2.DescribeVpcPeeringConnectionsRequest(), as: other).vpcPeeringConnections?.count == 1)
    #expect(
      try cloud.perform(EC2.DescribeVpcPeeringConnectionsRequest(), as: cloud.caller(account: "333333333333"))
        .vpcPeeringConnections == []
    )
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", as: cloud.caller(account: "333333333333"), .accept(id))

    cloud.expectError("OperationNotPermitted", "User (123456789012) cannot accept peering \(id)", .accept(id))
    cloud.expectError("OperationNotPermitted", "User (123456789012) cannot reject peering \(id)", .reject(id))
    cloud.expectError("OperationNotPermitted", as: other, .delete(id))
    try cloud.perform(.accept(id), as: other)
    #expect(try cloud.peering(id).status?.code == "active")

    cloud.expectError("OperationNotPermitted", .options(id, accepter: true))
    try cloud.perform(.options(id, accepter: true), as: other)
    #expect(try cloud.peering(id).accepterVpcInfo?.peeringOptions?.allowDnsResolutionFromRemoteVpc == true)
    try cloud.perform(.delete(id), as: other)
    #expect(try cloud.peering(id).status?.message == "Deleted by 210987654321")

    // To who deleted it it shows for two hours, to the other for two days.
    cloud.now = Timestamp(milliseconds: cloud.now.milliseconds + 3 * Self.hour)
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", as: other, .describe(id))
    #expect(try cloud.perform(EC2.DescribeVpcPeeringConnectionsRequest(), as: other).vpcPeeringConnections == [])
    #expect(try cloud.peering(id).status?.code == "deleted")
    cloud.now = Timestamp(milliseconds: cloud.now.milliseconds + 45 * Self.hour)
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", .describe(id))
  }

  @Test("A connection to another region is accepted there")
  mutating func acrossRegions() throws {
    let other = cloud.caller(region: "us-east-1")
    cloud.openRegion(other.location)
    let there = cloud.putVPC("vpc-88888888", "10.8.0.0/16", at: other.location)
    let request = with(EC2.CreateVpcPeeringConnectionRequest.request(one, there)) { $0.peerRegion = "us-east-1" }
    let id = try #require(try cloud.perform(request).vpcPeeringConnection?.vpcPeeringConnectionId)
    cloud.expectError(
      "OperationNotPermitted",
      "Incorrect region (eu-central-1) specified for this request. VPC peering connection \(id) must be accepted in region us-east-1",
      .accept(id)
    )
    cloud.expectError("OperationNotPermitted", .reject(id))
    try cloud.perform(.accept(id), as: other)
    cloud.expectError(
      "OperationNotPermitted",
      "Accepter's VPC Peering connection options cannot be modified for a different region",
      .options(id, accepter: true)
    )
    cloud.expectError(
      "OperationNotPermitted",
      "Requester's VPC Peering connection options cannot be modified for a different region",
      as: other,
      .options(id, requester: true)
    )
    try cloud.perform(.options(id, requester: true))
    try cloud.perform(.delete(id), as: other)
    #expect(try cloud.peering(id).status?.code == "deleted")
  }

  @Test("Nobody answers for seven days: the request has expired, shows for two days, and makes way for a new one")
  mutating func expiry() throws {
    let id = try cloud.connect(one, two)
    cloud.now = Timestamp(milliseconds: cloud.now.milliseconds + 168 * Self.hour)
    #expect(try cloud.peering(id).status?.code == "expired")
    #expect(
      try cloud.perform(
        with(EC2.DescribeVpcPeeringConnectionsRequest()) { $0.filters = [filter("status-code", "expired")] }
      )
      .vpcPeeringConnections?.count == 1
    )
    cloud.expectError("InvalidStateTransition", .accept(id))
    cloud.expectError("InvalidStateTransition", .reject(id))
    cloud.expectError("InvalidStateTransition", .delete(id))
    #expect(try cloud.connect(one, two) != id)
    cloud.now = Timestamp(milliseconds: cloud.now.milliseconds + 48 * Self.hour)
    cloud.expectError("InvalidVpcPeeringConnectionID.NotFound", .describe(id))
    // Forgotten ones leave the state with the next request.
    _ = try cloud.connect(two, one)
    #expect(cloud.state.peeringConnections[id] == nil)
  }

  @Test("A rejected request stays rejected, in the network too")
  mutating func rejection() throws {
    let id = try cloud.connect(one, two)
    #expect(try cloud.perform(.reject(id)).return == true)
    #expect(try cloud.peering(id).status?.code == "rejected")
    #expect(cloud.state.network.peeringConnections[VPCPeeringConnection.ID(id)]?.status == .rejected)
    cloud.expectError("InvalidStateTransition", .accept(id))
    cloud.expectError("InvalidStateTransition", .delete(id))
  }

  @Test("Deleting makes routes black holes and group references stale")
  mutating func deletion() throws {
    let id = try cloud.connect(one, two)
    try cloud.perform(.accept(id))
    let peering = VPCPeeringConnection.ID(id)
    let route = RouteTable.Route(.cidr(.v4(try IPv4Prefix(parsing: "10.1.0.0/16"))), to: .vpcPeeringConnection(peering))
    let table = RouteTable(id: "rtb-11111111", vpcID: one, routes: [route])
    cloud.state.apply(.put(RouteTableRecord(table: table, location: cloud.location)))
    cloud.putGroup("sg-22222222", in: two)
    let reference = GroupReference("sg-22222222", vpcID: two, peeringConnectionID: peering)
    cloud.putGroup("sg-11111111", in: one)
    #expect(cloud.state.network.status(of: reference, from: "sg-11111111") == .usable)

    #expect(try cloud.perform(.delete(id)).return == true)
    #expect(
      cloud.state.network.status(of: reference, from: "sg-11111111") == .stale(.peeringNotActive(peering, .deleted))
    )
    #expect(cloud.state.network.routeTables["rtb-11111111"]?.routes.map(\.isBlackhole) == [true])
    #expect(try cloud.peering(id).status?.message == "Deleted by 123456789012")
    cloud.expectError("InvalidStateTransition", .delete(id))
  }

  @Test("Options belong to active connections")
  mutating func options() throws {
    let id = try cloud.connect(one, two)
    cloud.expectError(
      "OperationNotPermitted",
      "Peering \(id) is not active. Peering options can be added only to active peerings.",
      .options(id, requester: true)
    )
    try cloud.perform(.accept(id))
    let response = try cloud.perform(.options(id, requester: true, accepter: true))
    #expect(response.requesterPeeringConnectionOptions?.allowDnsResolutionFromRemoteVpc == true)
    #expect(response.accepterPeeringConnectionOptions?.allowDnsResolutionFromRemoteVpc == true)
    try cloud.perform(.options(id, requester: false))
    #expect(try cloud.peering(id).requesterVpcInfo?.peeringOptions?.allowDnsResolutionFromRemoteVpc == false)
    #expect(try cloud.peering(id).accepterVpcInfo?.peeringOptions?.allowDnsResolutionFromRemoteVpc == true)
    cloud.expectError("MissingParameter", .options(id))
    var classic = EC2.ModifyVpcPeeringConnectionOptionsRequest.options(id, requester: true)
    classic.requesterPeeringConnectionOptions?.allowEgressFromLocalClassicLinkToRemoteVpc = true
    cloud.expectError("UnsupportedOperation", classic)
  }

  @Test("A VPC has at most 25 requests waiting")
  mutating func quota() throws {
    for number in 0..<26 {
      let peer = cloud.putVPC("vpc-000000\(number + 10)", "10.\(number + 100).0.0/16")
      if number < 25 {
        _ = try cloud.connect(one, peer)
      } else {
        cloud.expectError("OutstandingVpcPeeringConnectionLimitExceeded", .request(one, peer))
      }
    }
  }

  @Test(
    "Every filter of DescribeVpcPeeringConnections tells connections apart",
    arguments: [
      ("accepter-vpc-info.cidr-block", "10.2.0.0/16"), ("accepter-vpc-info.owner-id", "123*"),
      ("accepter-vpc-info.vpc-id", "vpc-22222222"), ("expiration-time", "2025-*"),
      ("requester-vpc-info.cidr-block", "10.0.0.0/16"), ("requester-vpc-info.owner-id", "123456789012"),
      ("requester-vpc-info.vpc-id", "vpc-1111*"), ("status-code", "pending-acceptance"),
      ("status-message", "Pending*"), ("vpc-peering-connection-id", "pcx-*"), ("tag:Name", "x"), ("tag-key", "N*"),
    ]
  )
  mutating func filters(_ name: String, _ value: String) throws {
    let request = with(EC2.CreateVpcPeeringConnectionRequest.request(one, two)) {
      $0.tagSpecifications = [
        with(EC2.TagSpecification()) {
          $0.resourceType = "vpc-peering-connection"
          $0.tags = [EC2.Tag(key: "Name", value: "x")]
        }
      ]
    }
    try cloud.perform(request)
    let found = try cloud.perform(
      with(EC2.DescribeVpcPeeringConnectionsRequest()) { $0.filters = [filter(name, value)] }
    )
    #expect(found.vpcPeeringConnections?.count == 1)
    let none = try cloud.perform(
      with(EC2.DescribeVpcPeeringConnectionsRequest()) { $0.filters = [filter(name, "nothing")] }
    )
    #expect(none.vpcPeeringConnections == [])
  }
}

extension TestCloud {
  fileprivate mutating func connect(_ one: VPC.ID, _ other: VPC.ID) throws -> String {
    try #require(try perform(.request(one, other)).vpcPeeringConnection?.vpcPeeringConnectionId)
  }

  fileprivate mutating func peering(_ id: String, as caller: Caller? = nil) throws -> EC2.VpcPeeringConnection {
    try #require(try perform(.describe(id), as: caller).vpcPeeringConnections?.first)
  }
}

extension EC2Request where Self == EC2.CreateVpcPeeringConnectionRequest {
  fileprivate static func request(_ one: VPC.ID, _ other: VPC.ID) -> Self {
    with(Self()) {
      $0.vpcId = one.text
      $0.peerVpcId = other.text
    }
  }
}

extension EC2Request where Self == EC2.AcceptVpcPeeringConnectionRequest {
  fileprivate static func accept(_ id: String) -> Self { with(Self()) { $0.vpcPeeringConnectionId = id } }
}

extension EC2Request where Self == EC2.RejectVpcPeeringConnectionRequest {
  fileprivate static func reject(_ id: String) -> Self { with(Self()) { $0.vpcPeeringConnectionId = id } }
}

extension EC2Request where Self == EC2.DeleteVpcPeeringConnectionRequest {
  fileprivate static func delete(_ id: String) -> Self { with(Self()) { $0.vpcPeeringConnectionId = id } }
}

extension EC2Request where Self == EC2.DescribeVpcPeeringConnectionsRequest {
  fileprivate static func describe(_ id: String) -> Self { with(Self()) { $0.vpcPeeringConnectionIds = [id] } }
}

extension EC2Request where Self == EC2.ModifyVpcPeeringConnectionOptionsRequest {
  fileprivate static func options(_ id: String, requester: Bool? = nil, accepter: Bool? = nil) -> Self {
    func options(_ value: Bool) -> EC2.PeeringConnectionOptionsRequest {
      with(EC2.PeeringConnectionOptionsRequest()) { $0.allowDnsResolutionFromRemoteVpc = value }
    }
    return with(Self()) {
      $0.vpcPeeringConnectionId = id
      $0.requesterPeeringConnectionOptions = requester.map(options)
      $0.accepterPeeringConnectionOptions = accepter.map(options)
    }
  }
}
