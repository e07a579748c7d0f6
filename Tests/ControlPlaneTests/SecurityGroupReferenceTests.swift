import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Security group references")
struct SecurityGroupReferenceTests {
  var town = GroupTown()

  /// Somebody else in the same region.
  static let neighbour = Caller(
    accountID: "210987654321",
    accessKeyID: "AKIAOTHER",
    access: .readWrite,
    region: "eu-central-1"
  )

  @Test("A group that does not exist, or whose identifier is none, cannot be referred to")
  mutating func unknownGroup() throws {
    let group = try town.group("app", in: town.vpc())
    town.expectError(
      "InvalidGroup.NotFound",
      "The security group 'sg-0123456789abcdef0' does not exist",
      GroupTown.authorizing([.tcp(1, fromGroup: "sg-0123456789abcdef0")], in: group)
    )
    town.expectError(
      "InvalidGroupId.Malformed",
      "Invalid id: \"sg-x\" (expecting \"sg-...\")",
      GroupTown.authorizing([.tcp(1, fromGroup: "sg-x")], in: group)
    )
    town.expectError(
      "InvalidGroupId.Malformed",
      "Invalid id: \"sg-x\" (expecting \"sg-...\")",
      GroupTown.authorizing([.tcp(1, from: "10.0.0.0/8")], in: "sg-x")
    )
  }

  @Test("A group of another VPC needs an active peering connection within the region")
  mutating func peering() throws {
    let (vpc, other) = (town.vpc(), town.vpc())
    let (group, target) = (try town.group("app", in: vpc), try town.group("db", in: other))
    let request = GroupTown.authorizing([.tcp(1, fromGroup: target)], in: group)
    let message = "You have specified two resources that belong to different networks."
    town.expectError("InvalidGroup.NotFound", message, request)
    town.peer(vpc, other, status: .pendingAcceptance)
    town.expectError("InvalidGroup.NotFound", message, request)
    town.peer(vpc, other, regions: ("eu-central-1", "eu-west-1"))
    town.expectError("InvalidGroup.NotFound", message, request)
    town.peer(other, vpc)
    let rule = try #require(town.cloud.perform(request).securityGroupRules?.first)
    #expect(
      rule.referencedGroupInfo
        == EC2.ReferencedSecurityGroup(
          groupId: target,
          peeringStatus: "active",
          userId: "123456789012",
          vpcId: other.text,
          vpcPeeringConnectionId: "pcx-0123456789abcdef0"
        )
    )
    let pair = try town.described(group).ipPermissions?.first?.userIdGroupPairs?.first
    #expect(pair?.peeringStatus == "active" && pair?.vpcId == other.text)
  }

  @Test("A group of another account is named with that account")
  mutating func otherAccount() throws {
    let (vpc, other) = (town.vpc(), town.vpc(in: Self.neighbour.location))
    let group = try town.group("app", in: vpc)
    let target = try town.group("db", in: other, as: Self.neighbour)
    let notFound = "The security group '\(target)' does not exist"
    town.expectError(
      "InvalidGroup.NotFound",
      notFound,
      GroupTown.authorizing([.tcp(1, fromGroup: target, of: Self.neighbour.accountID)], in: group)
    )
    town.peer(vpc, other)
    town.expectError(
      "InvalidGroup.NotFound",
      notFound,
      GroupTown.authorizing([.tcp(1, fromGroup: target)], in: group)
    )
    let rule = try town.allow(.tcp(1, fromGroup: target, of: Self.neighbour.accountID), in: group)[0]
    #expect(rule.referencedGroupInfo?.userId == Self.neighbour.accountID)

    // What refers to one's groups is seen from the other side.
    var request = EC2.DescribeSecurityGroupReferencesRequest()
    request.groupId = [target]
    let references = try town.cloud.perform(request, as: Self.neighbour).securityGroupReferenceSet
    #expect(
      references == [
        EC2.SecurityGroupReference(
          groupId: target,
          referencingVpcId: vpc.text,
          vpcPeeringConnectionId: "pcx-0123456789abcdef0"
        )
      ]
    )
    town.expectError("InvalidGroup.NotFound", request)
  }

  @Test("After a peering ends its references are stale, and can be revoked")
  mutating func stale() throws {
    let (vpc, other) = (town.vpc(), town.vpc())
    let (group, target) = (try town.group("app", in: vpc), try town.group("db", in: other))
    town.peer(vpc, other)
    try town.allow(.tcp(1, fromGroup: target), .tcp(1, fromGroup: group), .tcp(1, from: "10.0.0.0/8"), in: group)
    var request = EC2.DescribeStaleSecurityGroupsRequest()
    request.vpcId = vpc.text
    #expect(try town.cloud.perform(request).staleSecurityGroupSet == [])

    town.peer(vpc, other, status: .deleted)
    let stale = try #require(town.cloud.perform(request).staleSecurityGroupSet)
    #expect(stale.map(\.groupId) == [group])
    #expect(stale.first?.groupName == "app" && stale.first?.vpcId == vpc.text)
    #expect(stale.first?.staleIpPermissionsEgress == [])
    let pairs = try #require(stale.first?.staleIpPermissions?.first?.userIdGroupPairs)
    #expect(pairs.map(\.groupId) == [target])
    #expect(pairs.first?.peeringStatus == "deleted")
    #expect(pairs.first?.vpcPeeringConnectionId == "pcx-0123456789abcdef0")

    var references = EC2.DescribeSecurityGroupReferencesRequest()
    references.groupId = [target]
    #expect(try town.cloud.perform(references).securityGroupReferenceSet == [])

    // The group beyond can go; its owner is then not told any more.
    try town.cloud.perform(GroupTown.deleting(target))
    let shown = try town.rules(group).first { $0.referencedGroupInfo?.groupId == target }?.referencedGroupInfo
    #expect(shown?.userId == nil && shown?.vpcId == other.text)
    try town.cloud.perform(GroupTown.revoking([.tcp(1, fromGroup: target)], in: group))
    #expect(try town.cloud.perform(request).staleSecurityGroupSet == [])
    #expect(try town.rules(group).count == 2)
  }

  @Test("A reference across an active peering is stale where the group beyond is deleted")
  mutating func staleByDeletion() throws {
    let (vpc, other) = (town.vpc(), town.vpc())
    let (group, target) = (try town.group("app", in: vpc), try town.group("db", in: other))
    town.peer(vpc, other)
    try town.allow(.tcp(1, fromGroup: target), in: group, direction: .egress)
    try town.cloud.perform(GroupTown.deleting(target))
    var request = EC2.DescribeStaleSecurityGroupsRequest()
    request.vpcId = vpc.text
    let stale = try #require(town.cloud.perform(request).staleSecurityGroupSet?.first)
    #expect(stale.staleIpPermissions == [])
    #expect(stale.staleIpPermissionsEgress?.first?.userIdGroupPairs?.map(\.groupId) == [target])
    request.vpcId = "vpc-0123456789abcdef0"
    town.expectError("InvalidVpcID.NotFound", request)
    request.vpcId = vpc.text
    request.maxResults = 256
    town.expectError("InvalidParameterValue", request)
  }

  @Test("A group by name is one of the default VPC")
  mutating func byName() throws {
    let vpc = town.vpc()
    let group = try town.group("app", in: vpc)
    _ = try town.group("db", in: vpc)
    let named = EC2.IpPermission(ipProtocol: "-1", userIdGroupPairs: [EC2.UserIdGroupPair(groupName: "db")])
    town.expectError("InvalidParameterValue", GroupTown.authorizing([named], in: group))
    let defaultVPC = town.vpc(isDefault: true)
    town.expectError(
      "InvalidGroup.NotFound",
      "The security group 'db' does not exist in default VPC '\(defaultVPC)'",
      GroupTown.authorizing([named], in: group)
    )
    let target = try town.group("db", in: nil)
    town.expectError(
      "InvalidGroup.NotFound",
      "You have specified two resources that belong to different networks.",
      GroupTown.authorizing([named], in: group)
    )
    let web = try town.group("web", in: nil)
    #expect(try town.allow(named, in: web)[0].referencedGroupInfo?.groupId == target)
    try town.cloud.perform(GroupTown.revoking([named], in: web))
  }

  // MARK: Associations

  static func associating(_ group: String, _ vpc: VPC.ID) -> EC2.AssociateSecurityGroupVpcRequest {
    var request = EC2.AssociateSecurityGroupVpcRequest()
    request.groupId = group
    request.vpcId = vpc.text
    return request
  }

  static func disassociating(_ group: String, _ vpc: VPC.ID) -> EC2.DisassociateSecurityGroupVpcRequest {
    var request = EC2.DisassociateSecurityGroupVpcRequest()
    request.groupId = group
    request.vpcId = vpc.text
    return request
  }

  @Test("An associated group serves a further VPC, until no interface there has it")
  mutating func association() throws {
    let (vpc, other) = (town.vpc(), town.vpc())
    let group = try town.group("shared", in: vpc)
    #expect(try town.cloud.perform(Self.associating(group, other)).state == "associated")
    #expect(town.cloud.state.network.securityGroups[SecurityGroup.ID(group)]?.associatedVPCIDs == [other])

    var request = EC2.GetSecurityGroupsForVpcRequest()
    request.vpcId = other.text
    var usable = try #require(town.cloud.perform(request).securityGroupForVpcs)
    #expect(usable.map(\.groupName) == ["default", "shared"] || usable.map(\.groupName) == ["shared", "default"])
    request.filters = [GroupTown.filter("primary-vpc-id", vpc.text)]
    usable = try #require(town.cloud.perform(request).securityGroupForVpcs)
    #expect(usable.map(\.groupId) == [group] && usable.first?.primaryVpcId == vpc.text)

    // A reference across the association, and what becomes of it.
    let local = try town.group("local", in: other)
    try town.allow(.tcp(1, fromGroup: group), in: local)

    town.interface("eni-0123456789abcdef0", in: other, groups: [group])
    town.expectError(
      "DependencyViolation",
      "resource \(group) has a dependent object",
      Self.disassociating(group, other)
    )
    town.interface("eni-0123456789abcdef0", in: vpc, groups: [group])
    #expect(try town.cloud.perform(Self.disassociating(group, other)).state == "disassociated")
    town.expectError("InvalidParameterValue", Self.disassociating(group, other))

    var stale = EC2.DescribeStaleSecurityGroupsRequest()
    stale.vpcId = other.text
    #expect(try town.cloud.perform(stale).staleSecurityGroupSet?.map(\.groupId) == [local])
  }

  @Test("Neither default groups nor the default VPC nor a group's own VPC can be associated")
  mutating func refusedAssociations() throws {
    let (vpc, other) = (town.vpc(), town.vpc())
    let standard = town.vpc(isDefault: true)
    let group = try town.group("app", in: vpc)
    let defaultGroup = try #require(town.cloud.state.securityGroup(named: "default", in: vpc)).recordID
    town.expectError("InvalidParameterValue", Self.associating(defaultGroup, other))
    town.expectError("InvalidParameterValue", Self.associating(group, standard))
    town.expectError("InvalidParameterValue", Self.associating(group, vpc))
    town.expectError("InvalidVpcID.NotFound", Self.associating(group, "vpc-0123456789abcdef0"))
    try town.cloud.perform(Self.associating(group, other))
    town.expectError("InvalidParameterValue", Self.associating(group, other))
  }

  @Test("Associations are described with their filters, in pages")
  mutating func describeAssociations() throws {
    let vpc = town.vpc()
    let group = try town.group("app", in: vpc)
    let vpcs = (0..<7).map { _ in town.vpc() }
    for other in vpcs { try town.cloud.perform(Self.associating(group, other)) }
    var request = EC2.DescribeSecurityGroupVpcAssociationsRequest()
    request.filters = [GroupTown.filter("vpc-id", vpcs[2].text), GroupTown.filter("state", "assoc*")]
    let found = try town.cloud.perform(request).securityGroupVpcAssociations
    #expect(
      found == [
        EC2.SecurityGroupVpcAssociation(
          groupId: group,
          groupOwnerId: "123456789012",
          state: "associated",
          vpcId: vpcs[2].text,
          vpcOwnerId: "123456789012"
        )
      ]
    )
    request.filters = [GroupTown.filter("group-id", group)]
    request.maxResults = 5
    var page = try town.cloud.perform(request)
    var seen = page.securityGroupVpcAssociations?.compactMap(\.vpcId) ?? []
    #expect(seen.count == 5)
    request.nextToken = page.nextToken
    page = try town.cloud.perform(request)
    #expect(page.nextToken == nil)
    seen += page.securityGroupVpcAssociations?.compactMap(\.vpcId) ?? []
    #expect(seen == vpcs.map(\.text))
    request.filters = [GroupTown.filter("nonsense", "x")]
    town.expectError("InvalidParameterValue", "The filter 'nonsense' is invalid", request)
  }
}
