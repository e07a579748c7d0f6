package import IPAddressing

/// A peering connection between two VPCs, perhaps of different accounts and regions.
package struct VPCPeeringConnection: Resource {
  package typealias ID = ResourceID<VPCPeeringConnection>
  package static var kind: ResourceKind { .vpcPeeringConnection }

  /// EC2's states. Traffic passes only while `active`.
  package enum Status: Hashable, Sendable {
    case initiatingRequest, pendingAcceptance, provisioning, active, rejected, failed, expired, deleting, deleted
    /// A state that this version does not know.
    case other(String)

    package init(_ code: String) {
      self = Self.codes.first { $0.1 == code }?.0 ?? .other(code)
    }

    /// EC2's code, such as `pending-acceptance`.
    package var code: String {
      if case .other(let code) = self { return code }
      return Self.codes.first { $0.0 == self }?.1 ?? ""
    }

    private static let codes: [(Self, String)] = [
      (.initiatingRequest, "initiating-request"), (.pendingAcceptance, "pending-acceptance"),
      (.provisioning, "provisioning"), (.active, "active"), (.rejected, "rejected"), (.failed, "failed"),
      (.expired, "expired"), (.deleting, "deleting"), (.deleted, "deleted"),
    ]
  }

  /// One end.
  package struct Side: Hashable, Sendable, Codable {
    package var vpcID: VPC.ID
    package var ownerID: String?
    package var region: String?
    package var cidrs: [IPPrefix]

    package init(vpcID: VPC.ID, ownerID: String? = nil, region: String? = nil, cidrs: [IPPrefix] = []) {
      self.vpcID = vpcID
      self.ownerID = ownerID
      self.region = region
      self.cidrs = cidrs
    }
  }

  package var id: ID
  package var requester: Side
  package var accepter: Side
  package var status: Status
  package var tags: Tags

  package init(id: ID, requester: Side, accepter: Side, status: Status, tags: Tags = [:]) {
    self.id = id
    self.requester = requester
    self.accepter = accepter
    self.status = status
    self.tags = tags
  }

  /// The far end as seen from a VPC, `nil` where the VPC is neither end.
  package func side(oppositeTo vpcID: VPC.ID) -> Side? {
    if requester.vpcID == vpcID { return accepter }
    if accepter.vpcID == vpcID { return requester }
    return nil
  }

  package func connects(_ one: VPC.ID, _ other: VPC.ID) -> Bool {
    (requester.vpcID == one && accepter.vpcID == other) || (requester.vpcID == other && accepter.vpcID == one)
  }

  /// Group references do not cross regions (VPC peering guide, limitations); unknown regions count as the same.
  package var isWithinOneRegion: Bool {
    guard let one = requester.region, let other = accepter.region else { return true }
    return one == other
  }
}
