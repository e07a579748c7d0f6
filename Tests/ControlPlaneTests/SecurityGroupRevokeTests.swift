import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Security group rules: revoked, modified, described anew")
struct SecurityGroupRevokeTests {
  var town = GroupTown()
  let group: String

  init() throws { group = try town.group("app", in: town.vpc()) }

  func revoking(ids: [String], in group: String) -> EC2.RevokeSecurityGroupIngressRequest {
    var request = EC2.RevokeSecurityGroupIngressRequest()
    request.groupId = group
    request.securityGroupRuleIds = ids
    return request
  }

  @Test("A rule is revoked by what it says, without its description")
  mutating func byProperties() throws {
    let rule = try town.allow(
      EC2.IpPermission(ipProtocol: "-1", ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8", description: "ten")]),
      in: group
    )[0]
    let result = try town.cloud.perform(GroupTown.revoking([.any("-1", 22, 22, from: "10.1.0.0/8")], in: group))
    #expect(result.return == true)
    #expect(result.unknownIpPermissions == nil)
    let revoked = try #require(result.revokedSecurityGroupRules)
    #expect(
      revoked == [
        EC2.RevokedSecurityGroupRule(
          cidrIpv4: "10.0.0.0/8",
          description: "ten",
          fromPort: -1,
          groupId: group,
          ipProtocol: "-1",
          isEgress: false,
          securityGroupRuleId: rule.securityGroupRuleId,
          toPort: -1
        )
      ]
    )
    #expect(try town.rules(group).isEmpty)
  }

  @Test("A rule that is not there: an error in an ordinary VPC, and nothing is revoked")
  mutating func unknownRule() throws {
    try town.allow(.tcp(22, from: "10.0.0.0/8"), in: group)
    for missing: EC2.IpPermission in [.tcp(23, from: "10.0.0.0/8"), .any("tcp", 22, 23), .tcp(22, from: "10.0.0.0/9")] {
      town.expectError(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
        GroupTown.revoking([.tcp(22, from: "10.0.0.0/8"), missing], in: group)
      )
    }
    #expect(try town.rules(group).count == 1)
  }

  @Test("A rule that is not there: told in the default VPC, and the others are revoked")
  mutating func unknownRuleInDefaultVPC() throws {
    _ = town.vpc(isDefault: true)
    let group = try town.group("web", in: nil)
    try town.allow(.tcp(22, from: "10.0.0.0/8"), in: group)
    let permission = EC2.IpPermission(
      fromPort: 22,
      ipProtocol: "tcp",
      ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8"), EC2.IpRange(cidrIp: "192.0.2.0/24")],
      toPort: 22
    )
    let result = try town.cloud.perform(GroupTown.revoking([permission], in: group))
    #expect(result.revokedSecurityGroupRules?.map(\.cidrIpv4) == ["10.0.0.0/8"])
    #expect(result.unknownIpPermissions?.map(\.ipRanges) == [[EC2.IpRange(cidrIp: "192.0.2.0/24")]])
    #expect(try town.rules(group).isEmpty)
  }

  @Test("Rules are revoked by identifier, all or none, of the call's direction and group only")
  mutating func byIdentifier() throws {
    let ids = try town.allow(.tcp(1, from: "10.0.0.0/8"), .tcp(2, from: "10.0.0.0/8"), in: group)
      .compactMap(\.securityGroupRuleId)
    let egress = try #require(town.rules(group, isEgress: true).first?.securityGroupRuleId)
    let foreign = try town.group("other", in: town.vpc())
    let elsewhere = try #require(try town.allow(.tcp(1, from: "10.0.0.0/8"), in: foreign)[0].securityGroupRuleId)
    for wrong in [egress, elsewhere, "sgr-0123456789abcdef0"] {
      town.expectError(
        "InvalidSecurityGroupRuleId.NotFound",
        "The security group rule ID '\(wrong)' does not exist",
        revoking(ids: [ids[0], wrong], in: group)
      )
    }
    town.expectError("InvalidSecurityGroupRuleId.Malformed", revoking(ids: ["sgr-1"], in: group))
    #expect(try town.rules(group).count == 2)
    try town.cloud.perform(revoking(ids: ids, in: group))
    #expect(try town.rules(group).isEmpty)

    var mixed = revoking(ids: ids, in: group)
    mixed.ipPermissions = [.tcp(1, from: "10.0.0.0/8")]
    town.expectError("InvalidParameterCombination", mixed)
    town.expectError("MissingParameter", revoking(ids: [], in: group))
  }

  @Test("The default egress rule can be revoked, and then nothing leaves")
  mutating func defaultEgress() throws {
    var request = EC2.RevokeSecurityGroupEgressRequest()
    request.groupId = group
    request.ipPermissions = [.any("-1", from: "0.0.0.0/0")]
    #expect(try town.cloud.perform(request).revokedSecurityGroupRules?.count == 1)
    #expect(try town.described(group).ipPermissionsEgress == [])
  }

  // MARK: Modify

  func modifying(
    _ updates: [(String?, (inout EC2.SecurityGroupRuleRequest) -> Void)]
  ) -> EC2.ModifySecurityGroupRulesRequest {
    var request = EC2.ModifySecurityGroupRulesRequest()
    request.groupId = group
    request.securityGroupRules = updates.map { id, change in
      var update = EC2.SecurityGroupRuleUpdate()
      update.securityGroupRuleId = id
      var content = EC2.SecurityGroupRuleRequest()
      content.ipProtocol = "tcp"
      content.fromPort = 22
      content.toPort = 22
      change(&content)
      update.securityGroupRule = content
      return update
    }
    return request
  }

  @Test("A modified rule is replaced as a whole; identifier, tags and place stay")
  mutating func modify() throws {
    let permission = EC2.IpPermission(
      fromPort: 22,
      ipProtocol: "tcp",
      ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8", description: "ten"), EC2.IpRange(cidrIp: "192.0.2.0/24")],
      toPort: 22
    )
    let rules = try town.allow(permission, in: group)
    let id = try #require(rules[0].securityGroupRuleId)
    var tagging = EC2.CreateTagsRequest()
    tagging.resources = [id]
    tagging.tags = [EC2.Tag(key: "a", value: "b")]
    try town.cloud.perform(tagging)

    let request = modifying([
      (
        id,
        {
          $0.cidrIpv4 = "10.1.2.3/16"; $0.ipProtocol = "17"; $0.fromPort = 53; $0.toPort = 54
        }
      )
    ])
    #expect(try town.cloud.perform(request).return == true)
    let changed = try #require(town.rules(group).first { $0.securityGroupRuleId == id })
    #expect(changed.cidrIpv4 == "10.1.0.0/16" && changed.ipProtocol == "udp")
    #expect(changed.fromPort == 53 && changed.toPort == 54 && changed.description == nil)
    #expect(changed.tags == [EC2.Tag(key: "a", value: "b")])
    #expect(try town.described(group).ipPermissions?.map(\.ipProtocol) == ["udp", "tcp"])
  }

  @Test("A rule's kind of peer cannot change")
  mutating func kindStays() throws {
    town.prefixList("pl-0123456789abcdef0", maxEntries: 1)
    let rules = try town.allow(
      .tcp(1, from: "10.0.0.0/8"),
      .tcp(1, fromGroup: group),
      .tcp(1, fromList: "pl-0123456789abcdef0"),
      in: group
    )
    let ids = rules.map(\.securityGroupRuleId)
    let itself = group
    let before = town.cloud.state.network
    for (id, change, message): (String?, (inout EC2.SecurityGroupRuleRequest) -> Void, String) in [
      (ids[0], { $0.referencedGroupId = itself }, "a referenced group id for an existing IPv4 CIDR rule."),
      (ids[0], { $0.cidrIpv6 = "::/0" }, "an IPv6 CIDR for an existing IPv4 CIDR rule."),
      (ids[1], { $0.cidrIpv4 = "10.0.0.0/8" }, "an IPv4 CIDR for an existing referenced group id rule."),
      (ids[2], { $0.cidrIpv4 = "10.0.0.0/8" }, "an IPv4 CIDR for an existing prefix list id rule."),
    ] {
      town.expectError("InvalidParameterValue", "You may not specify " + message, modifying([(id, change)]))
    }
    #expect(town.cloud.state.network == before)
  }

  @Test("Exactly one peer, and a complete rule")
  mutating func incompleteModify() throws {
    let id = try town.allow(.tcp(1, from: "10.0.0.0/8"), in: group)[0].securityGroupRuleId
    town.expectError(
      "MissingParameter",
      "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
      modifying([(id, { _ in })])
    )
    town.expectError(
      "InvalidParameterCombination",
      "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified",
      modifying([
        (
          id,
          {
            $0.cidrIpv4 = "10.0.0.0/8"; $0.cidrIpv6 = "::/0"
          }
        )
      ])
    )
    town.expectError(
      "InvalidParameterValue",
      modifying([
        (
          id,
          {
            $0.cidrIpv4 = "10.0.0.0/8"; $0.ipProtocol = nil
          }
        )
      ])
    )
    town.expectError(
      "InvalidSecurityGroupRuleId.NotFound",
      modifying([("sgr-0123456789abcdef0", { $0.cidrIpv4 = "10.0.0.0/8" })])
    )
  }

  @Test("Two rules can swap, none can become another that stays, no two the same")
  mutating func modifyTogether() throws {
    let ids = try town.allow(
      .tcp(1, from: "10.0.0.0/8"),
      .tcp(2, from: "10.0.0.0/8"),
      .tcp(3, from: "10.0.0.0/8"),
      in: group
    )
    .map(\.securityGroupRuleId)
    func port(_ port: Int) -> (inout EC2.SecurityGroupRuleRequest) -> Void {
      {
        $0.cidrIpv4 = "10.0.0.0/8"; $0.fromPort = port; $0.toPort = port
      }
    }
    try town.cloud.perform(modifying([(ids[0], port(2)), (ids[1], port(1))]))
    #expect(try town.described(group).ipPermissions?.map(\.fromPort) == [2, 1, 3])
    let before = town.cloud.state.network
    town.expectError("InvalidPermission.Duplicate", modifying([(ids[0], port(9)), (ids[1], port(3))]))
    town.expectError(
      "InvalidParameterValue",
      "The same permission must not appear multiple times",
      modifying([(ids[0], port(9)), (ids[1], port(9))])
    )
    #expect(town.cloud.state.network == before)
  }

  @Test("A modified rule can take a heavier prefix list only within the quota")
  mutating func modifyQuota() throws {
    town.prefixList("pl-0123456789abcdef0", maxEntries: 10)
    town.prefixList("pl-0123456789abcdef1", maxEntries: 60)
    let id = try town.allow(.tcp(22, fromList: "pl-0123456789abcdef0"), in: group)[0].securityGroupRuleId
    try town.cloud.perform(modifying([(id, { $0.prefixListId = "pl-0123456789abcdef1" })]))
    town.expectError(
      "RulesPerSecurityGroupLimitExceeded",
      GroupTown.authorizing([.tcp(1, from: "10.0.0.0/8")], in: group)
    )
  }

  // MARK: Descriptions

  @Test("Descriptions change by what a rule says or by identifier, and go where none is given")
  mutating func descriptions() throws {
    let id = try town.allow(.tcp(22, from: "10.0.0.0/8"), in: group)[0].securityGroupRuleId
    var request = EC2.UpdateSecurityGroupRuleDescriptionsIngressRequest()
    request.groupId = group
    request.ipPermissions = [
      EC2.IpPermission(
        fromPort: 22,
        ipProtocol: "6",
        ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8", description: "one")],
        toPort: 22
      )
    ]
    #expect(try town.cloud.perform(request).return == true)
    #expect(try town.rules(group).map(\.description) == ["one"])

    var description = EC2.SecurityGroupRuleDescription()
    description.securityGroupRuleId = id
    description.description = "two"
    request.securityGroupRuleDescriptions = [description]
    town.expectError("InvalidParameterCombination", request)
    request.ipPermissions = []
    try town.cloud.perform(request)
    #expect(try town.described(group).ipPermissions?.first?.ipRanges?.first?.description == "two")
    request.securityGroupRuleDescriptions[0].description = nil
    try town.cloud.perform(request)
    #expect(try town.rules(group).map(\.description) == [nil])

    request.securityGroupRuleDescriptions = []
    town.expectError("MissingParameter", request)
    request.ipPermissions = [.tcp(23, from: "10.0.0.0/8")]
    town.expectError("InvalidPermission.NotFound", request)
  }

  @Test("Egress descriptions are of egress rules")
  mutating func egressDescriptions() throws {
    let ingress = try town.allow(.tcp(22, from: "10.0.0.0/8"), in: group)[0].securityGroupRuleId
    var request = EC2.UpdateSecurityGroupRuleDescriptionsEgressRequest()
    request.groupId = group
    var description = EC2.SecurityGroupRuleDescription()
    description.securityGroupRuleId = ingress
    request.securityGroupRuleDescriptions = [description]
    town.expectError("InvalidSecurityGroupRuleId.NotFound", request)
    request.securityGroupRuleDescriptions = []
    request.ipPermissions = [
      EC2.IpPermission(ipProtocol: "-1", ipRanges: [EC2.IpRange(cidrIp: "0.0.0.0/0", description: "out")])
    ]
    try town.cloud.perform(request)
    #expect(try town.rules(group, isEgress: true).map(\.description) == ["out"])
  }
}
