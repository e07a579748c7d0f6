import IPAddressing
import PositionedJSON
import VPCModel

/// What makes two descriptions of a rule the same rule: all that EC2 compares, so not its description.
struct RuleProperties: Hashable {
  private var direction: TrafficDirection
  private var traffic: TrafficSelector
  private var peer: SecurityGroupRule.Peer

  init(_ rule: SecurityGroupRule) {
    direction = rule.direction
    traffic = rule.traffic
    // A reference's account and peering stand in one view and not the other.
    peer =
      if case .securityGroup(let reference) = rule.peer {
        .securityGroup(GroupReference(reference.groupID))
      } else {
        rule.peer
      }
  }
}

/// An element of `SecurityGroups`.
struct DescribedSecurityGroup {
  var group: SecurityGroup
  /// Whether the element lists the permissions of both directions, be there none. One trimmed by a query may
  /// not: the group's rules are then unknown.
  var hasPermissions: Bool

  init(described element: JSONValue) throws(ElementProblem) {
    let id: SecurityGroup.ID = try element.ownID("GroupId")
    var rules: [SecurityGroupRule] = []
    try Self.explode(element, "IpPermissions", .ingress, of: id, into: &rules)
    try Self.explode(element, "IpPermissionsEgress", .egress, of: id, into: &rules)
    hasPermissions = element.member("IpPermissions") != nil && element.member("IpPermissionsEgress") != nil
    group = SecurityGroup(
      id: id,
      name: try element.optionalText("GroupName") ?? id.text,
      summary: try element.optionalText("Description") ?? "",
      vpcID: try element.id("VpcId"),
      ownerID: try element.optionalText("OwnerId"),
      rules: rules,
      tags: try element.tags()
    )
  }

  /// One rule for each peer of each permission; one that is printed twice is taken once.
  private static func explode(
    _ element: JSONValue,
    _ key: StaticString,
    _ direction: TrafficDirection,
    of groupID: SecurityGroup.ID,
    into rules: inout [SecurityGroupRule]
  ) throws(ElementProblem) {
    var known: Set<RuleProperties> = []
    _ = try element.objects(key) { permission throws(ElementProblem) in
      let traffic = try TrafficSelector(permission: permission)
      let peerKeys: [StaticString] = ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"]
      if peerKeys.allSatisfy({ permission.member($0) == nil }) { try permission.require("IpRanges") }
      func add(_ item: JSONValue, _ peer: SecurityGroupRule.Peer) throws(ElementProblem) {
        let rule = SecurityGroupRule(
          groupID: groupID,
          direction: direction,
          traffic: traffic,
          peer: peer,
          summary: try item.optionalText("Description")
        )
        if known.insert(RuleProperties(rule)).inserted { rules.append(rule) }
      }
      _ = try permission.objects("IpRanges") { item throws(ElementProblem) in
        try add(item, .ipv4(item.ipv4Prefix("CidrIp")))
      }
      _ = try permission.objects("Ipv6Ranges") { item throws(ElementProblem) in
        try add(item, .ipv6(item.ipv6Prefix("CidrIpv6")))
      }
      _ = try permission.objects("PrefixListIds") { item throws(ElementProblem) in
        try add(item, .prefixList(item.id("PrefixListId")))
      }
      _ = try permission.objects("UserIdGroupPairs") { item throws(ElementProblem) in
        try add(item, .securityGroup(GroupReference(described: item)))
      }
    }
  }
}

extension SecurityGroupRule {
  /// An element of `SecurityGroupRules`.
  init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      id: try element.ownID("SecurityGroupRuleId"),
      groupID: try element.ownID("GroupId"),
      direction: try element.boolean("IsEgress") ? .egress : .ingress,
      traffic: try TrafficSelector(permission: element),
      peer: try Peer(described: element),
      summary: try element.optionalNonemptyText("Description"),
      tags: try element.tags()
    )
  }
}

extension SecurityGroupRule.Peer {
  fileprivate init(described element: JSONValue) throws(ElementProblem) {
    var peers: [Self] = []
    if element.member("CidrIpv4") != nil { peers.append(.ipv4(try element.ipv4Prefix("CidrIpv4"))) }
    if element.member("CidrIpv6") != nil { peers.append(.ipv6(try element.ipv6Prefix("CidrIpv6"))) }
    if element.member("PrefixListId") != nil { peers.append(.prefixList(try element.id("PrefixListId"))) }
    if let group = try element.optionalObject("ReferencedGroupInfo") {
      peers.append(.securityGroup(try GroupReference(described: group)))
    }
    guard let peer = peers.first, peers.count == 1 else {
      throw ElementProblem(
        element,
        "a rule has one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupInfo, this has \(peers.count)"
      )
    }
    self = peer
  }
}

extension GroupReference {
  /// An element of `UserIdGroupPairs`, or a rule's `ReferencedGroupInfo`.
  fileprivate init(described element: JSONValue) throws(ElementProblem) {
    self.init(
      try element.id("GroupId"),
      vpcID: try element.optionalID("VpcId"),
      ownerID: try element.optionalNonemptyText("UserId"),
      peeringConnectionID: try element.optionalID("VpcPeeringConnectionId"),
      peeringStatus: try element.optionalNonemptyText("PeeringStatus")
    )
  }
}

/// An element of `SecurityGroupVpcAssociations`: a group's use in a VPC besides its own.
struct DescribedGroupAssociation {
  var groupID: SecurityGroup.ID
  var vpcID: VPC.ID
  /// Only in the state `associated` may interfaces of the VPC carry the group.
  var isInForce: Bool

  init(described element: JSONValue) throws(ElementProblem) {
    groupID = try element.ownID("GroupId")
    vpcID = try element.id("VpcId")
    isInForce = try element.text("State") == "associated"
  }
}
