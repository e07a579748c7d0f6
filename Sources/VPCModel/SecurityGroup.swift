package import IPAddressing

/// A security group: a named set of allow rules that is bound to network interfaces.
package struct SecurityGroup: Resource {
  package typealias ID = ResourceID<SecurityGroup>
  package static var kind: ResourceKind { .securityGroup }

  package var id: ID
  package var name: String
  package var summary: String
  package var vpcID: VPC.ID
  package var ownerID: String?
  /// Both directions; in the order the source gave them. No order has a meaning to EC2.
  package var rules: [SecurityGroupRule]
  /// Further VPCs whose interfaces may carry the group (AssociateSecurityGroupVpc).
  package var associatedVPCIDs: [VPC.ID]
  package var tags: Tags

  package init(
    id: ID,
    name: String,
    summary: String = "",
    vpcID: VPC.ID,
    ownerID: String? = nil,
    rules: [SecurityGroupRule] = [],
    associatedVPCIDs: [VPC.ID] = [],
    tags: Tags = [:]
  ) {
    self.id = id
    self.name = name
    self.summary = summary
    self.vpcID = vpcID
    self.ownerID = ownerID
    self.rules = rules
    self.associatedVPCIDs = associatedVPCIDs
    self.tags = tags
  }

  /// Whether it is the VPC's own group, which EC2 makes with the VPC and puts on interfaces that name no group.
  ///
  /// The name does not tell: EC2 has reserved it only since, and RDS made groups called `default` as well ("RDS VPC
  /// security group"). EC2's own has the name and the description `default VPC security group`, and neither can be changed
  /// (VPC user guide, "Default security groups for your VPCs"). A group always has a description: where the input leaves it
  /// out, the name has to do.
  package var isDefault: Bool { name == "default" && (summary == Self.defaultSummary || summary.isEmpty) }

  /// The description that EC2 gives to every VPC's default group.
  package static let defaultSummary = "default VPC security group"

  /// Rules of one direction.
  package func rules(_ direction: TrafficDirection) -> [SecurityGroupRule] {
    rules.filter { $0.direction == direction }
  }
}

/// One allow rule of a security group: direction, traffic, and exactly one peer.
package struct SecurityGroupRule: Hashable, Sendable, Identifiable, Codable {
  package typealias ID = ResourceID<SecurityGroupRule>

  /// Who is at the other end: the source of an ingress rule, the destination of an egress rule.
  package enum Peer: Hashable, Sendable {
    case ipv4(IPv4Prefix)
    case ipv6(IPv6Prefix)
    case prefixList(PrefixList.ID)
    case securityGroup(GroupReference)
  }

  package var id: ID
  package var groupID: SecurityGroup.ID
  package var direction: TrafficDirection
  package var traffic: TrafficSelector
  package var peer: Peer
  package var summary: String?
  package var tags: Tags

  /// - Parameter id: EC2's `sgr-…`. Where the input has none (`describe-security-groups` prints
  ///   permissions without their identifiers) leave it out: a stable one is derived from the rule.
  package init(
    id: ID? = nil,
    groupID: SecurityGroup.ID,
    direction: TrafficDirection,
    traffic: TrafficSelector,
    peer: Peer,
    summary: String? = nil,
    tags: Tags = [:]
  ) {
    self.id = id ?? ID("\(groupID) \(direction.rawValue) \(traffic) \(peer)")
    self.groupID = groupID
    self.direction = direction
    self.traffic = traffic
    self.peer = peer
    self.summary = summary
    self.tags = tags
  }

  /// Whether EC2 gave the identifier, so that an EC2 call can name the rule by it.
  package var hasAssignedID: Bool { id.text.hasPrefix("sgr-") }
}

/// A rule's reference to the members of another group, or of its own.
package struct GroupReference: Hashable, Sendable, Codable {
  package var groupID: SecurityGroup.ID
  /// Given by EC2 for groups of another VPC.
  package var vpcID: VPC.ID?
  /// The account that owns the group, where the input names it.
  package var ownerID: String?
  package var peeringConnectionID: VPCPeeringConnection.ID?
  /// EC2's `PeeringStatus`, such as `active` or `deleted`.
  package var peeringStatus: String?

  package init(
    _ groupID: SecurityGroup.ID,
    vpcID: VPC.ID? = nil,
    ownerID: String? = nil,
    peeringConnectionID: VPCPeeringConnection.ID? = nil,
    peeringStatus: String? = nil
  ) {
    self.groupID = groupID
    self.vpcID = vpcID
    self.ownerID = ownerID
    self.peeringConnectionID = peeringConnectionID
    self.peeringStatus = peeringStatus
  }
}

extension SecurityGroupRule.Peer: CustomStringConvertible {
  package var description: String {
    switch self {
    case .ipv4(let prefix): prefix.description
    case .ipv6(let prefix): prefix.description
    case .prefixList(let id): id.text
    case .securityGroup(let reference): reference.groupID.text
    }
  }
}
