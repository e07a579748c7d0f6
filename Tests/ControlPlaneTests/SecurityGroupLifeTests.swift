import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Security groups: made and deleted")
struct SecurityGroupLifeTests {
  var town = GroupTown()

  static func creating(_ name: String, _ description: String = "text", in vpc: VPC.ID?)
    -> EC2.CreateSecurityGroupRequest
  {
    var request = EC2.CreateSecurityGroupRequest()
    request.groupName = name
    request.description = description
    request.vpcId = vpc?.text
    return request
  }

  @Test("A new group lets nothing in and everything out, over IPv6 too where its VPC has IPv6")
  mutating func defaultRules() throws {
    let plain = try town.group("app", in: town.vpc())
    var group = try town.described(plain)
    #expect(group.ipPermissions == [])
    #expect(group.ipPermissionsEgress?.map(\.ipProtocol) == ["-1"])
    #expect(group.ipPermissionsEgress?.first?.ipRanges == [EC2.IpRange(cidrIp: "0.0.0.0/0")])
    #expect(group.ipPermissionsEgress?.first?.ipv6Ranges == [])
    #expect(group.ipPermissionsEgress?.first?.fromPort == nil)

    let block = try #require(IPv6Prefix("2001:db8::/56"))
    let dual = try town.group("app", in: town.vpc(ipv6: block))
    group = try town.described(dual)
    #expect(group.ipPermissionsEgress?.count == 1)
    #expect(group.ipPermissionsEgress?.first?.ipv6Ranges == [EC2.Ipv6Range(cidrIpv6: "::/0")])
    #expect(try town.rules(dual, isEgress: true).count == 2)
  }

  @Test("The answer has the identifier, the ARN and the tags")
  mutating func answer() throws {
    var request = Self.creating("app", in: town.vpc())
    var specification = EC2.TagSpecification()
    specification.resourceType = "security-group"
    specification.tags = [EC2.Tag(key: "Name", value: "app")]
    request.tagSpecifications = [specification]
    let result = try town.cloud.perform(request)
    let id = try #require(result.groupId)
    #expect(result.securityGroupArn == "arn:aws:ec2:eu-central-1:123456789012:security-group/\(id)")
    #expect(result.tags == [EC2.Tag(key: "Name", value: "app")])
    #expect(try town.described(id).tags == result.tags)
    #expect(try town.described(id).ownerId == "123456789012")
  }

  @Test("Without a VPC the default one is meant")
  mutating func defaultVPC() throws {
    town.expectError("VPCIdNotSpecified", "No default VPC for this user", Self.creating("app", in: nil))
    let vpc = town.vpc(isDefault: true)
    let id = try town.group("app", in: nil)
    #expect(try town.described(id).vpcId == vpc.text)
    town.expectError(
      "InvalidVpcID.NotFound",
      "The vpc ID 'vpc-0123456789abcdef0' does not exist",
      Self.creating("other", in: "vpc-0123456789abcdef0")
    )
  }

  @Test("Names are unique in a VPC whatever their case, trailing spaces are cut")
  mutating func uniqueNames() throws {
    let vpc = town.vpc()
    let id = try town.group("App  ", in: vpc)
    #expect(try town.described(id).groupName == "App")
    town.expectError(
      "InvalidGroup.Duplicate",
      "The security group 'aPP' already exists for VPC '\(vpc)'",
      Self.creating("aPP", in: vpc)
    )
    _ = try town.group("App", in: town.vpc())
    try town.cloud.perform(GroupTown.deleting(id))
    _ = try town.group("APP", in: vpc)
  }

  @Test(
    "Names that EC2 refuses",
    arguments: [
      (
        "sg-1", "InvalidParameterValue",
        "Value (sg-1) for parameter GroupName is invalid. Group names may not be in the format sg-*"
      ),
      (
        "größe", "InvalidParameterValue",
        "Value (größe) for parameter GroupName is invalid. Character sets beyond ASCII are not supported."
      ),
      (
        "a\"b", "InvalidParameterValue",
        "Invalid security group name. Valid names are non-empty strings less than 256 characters "
          + "from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
      ),
      (String(repeating: "a", count: 256), "InvalidParameterValue", nil),
      ("Default", "InvalidGroup.Reserved", nil),
      ("  ", "MissingParameter", nil),
    ] as [(String, String, String?)]
  )
  mutating func badNames(name: String, code: String, message: String?) {
    town.expectError(code, message, Self.creating(name, in: town.vpc()))
  }

  @Test("Descriptions are needed, short and of the permitted characters")
  mutating func badDescriptions() {
    let vpc = town.vpc()
    town.expectError("MissingParameter", Self.creating("a", "", in: vpc))
    town.expectError(
      "InvalidParameterValue",
      "Invalid security group description. Valid descriptions are strings less than 256 characters "
        + "from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
      Self.creating("a", "a < b", in: vpc)
    )
    town.expectError("InvalidParameterValue", Self.creating("a", String(repeating: "a", count: 256), in: vpc))
  }

  @Test("No more groups than the quota")
  mutating func groupQuota() throws {
    let vpc = town.vpc()
    town.setQuotas { $0.groupsPerRegion = 2 }
    _ = try town.group("one", in: vpc)
    town.expectError("SecurityGroupLimitExceeded", Self.creating("two", in: vpc))
  }

  @Test("A deleted group is gone with its rules")
  mutating func deletion() throws {
    let group = try town.group("app", in: town.vpc())
    try town.allow(.tcp(22, fromGroup: group), in: group)
    let result = try town.cloud.perform(GroupTown.deleting(group))
    #expect(result.groupId == group && result.return == true)
    #expect(town.cloud.state.securityGroupRules.count == 0)
    #expect(!town.cloud.state.hasHolder(of: group))
    town.expectError(
      "InvalidGroup.NotFound",
      "The security group '\(group)' does not exist",
      GroupTown.deleting(group)
    )
    town.expectError(
      "InvalidGroupId.Malformed",
      "The security-group ID 'sg-1' is malformed",
      GroupTown.deleting("sg-1")
    )
  }

  @Test("A group of the default VPC can be deleted by name, no other")
  mutating func deletionByName() throws {
    var request = EC2.DeleteSecurityGroupRequest()
    request.groupName = "app"
    _ = try town.group("app", in: town.vpc())
    town.expectError(
      "InvalidParameterValue",
      "Invalid value 'app' for groupName. You may not reference Amazon VPC security groups by name. "
        + "Please use the corresponding id for this operation.",
      request
    )
    let vpc = town.vpc(isDefault: true)
    town.expectError(
      "InvalidGroup.NotFound",
      "The security group 'app' does not exist in default VPC '\(vpc)'",
      request
    )
    let group = try town.group("app", in: nil)
    #expect(try town.cloud.perform(request).groupId == group)
    town.expectError(
      "MissingParameter",
      "The request must contain the parameter groupName or groupId",
      EC2.DeleteSecurityGroupRequest()
    )
  }

  @Test("A default group cannot be deleted")
  mutating func defaultGroupStays() throws {
    let vpc = town.vpc()
    let group = try #require(town.cloud.state.securityGroup(named: "default", in: vpc)).recordID
    town.expectError(
      "CannotDelete",
      "the specified group: \"\(group)\" name: \"default\" cannot be deleted by a user",
      GroupTown.deleting(group)
    )
    try town.allow(.tcp(22, from: "10.0.0.0/8"), in: group)
  }

  @Test("A group in use cannot be deleted: by an interface, by a rule in its VPC, by an association")
  mutating func dependencies() throws {
    let (vpc, other) = (town.vpc(), town.vpc())
    let group = try town.group("app", in: vpc)
    let message = "resource \(group) has a dependent object"

    town.interface("eni-0123456789abcdef0", in: vpc, groups: [group])
    town.expectError("DependencyViolation", message, GroupTown.deleting(group))
    town.interface("eni-0123456789abcdef0", in: vpc, groups: [])

    let referring = try town.group("db", in: vpc)
    try town.allow(.tcp(5432, fromGroup: group), in: referring)
    town.expectError("DependencyViolation", message, GroupTown.deleting(group))
    try town.cloud.perform(GroupTown.revoking([.tcp(5432, fromGroup: group)], in: referring))

    var association = EC2.AssociateSecurityGroupVpcRequest()
    association.groupId = group
    association.vpcId = other.text
    try town.cloud.perform(association)
    town.expectError("DependencyViolation", message, GroupTown.deleting(group))
    var end = EC2.DisassociateSecurityGroupVpcRequest()
    end.groupId = group
    end.vpcId = other.text
    try town.cloud.perform(end)
    try town.cloud.perform(GroupTown.deleting(group))
  }
}
