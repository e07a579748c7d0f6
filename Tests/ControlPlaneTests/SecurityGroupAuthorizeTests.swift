import EC2Shapes
import IPAddressing
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Security group rules: authorized")
struct SecurityGroupAuthorizeTests {
  var town = GroupTown()
  let group: String

  init() throws { group = try town.group("app", in: town.vpc()) }

  @Test("Each peer of a permission becomes a rule with its description")
  mutating func onePerPeer() throws {
    town.prefixList("pl-0123456789abcdef0", maxEntries: 3)
    let permission = EC2.IpPermission(
      fromPort: 80,
      ipProtocol: "tcp",
      ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8", description: "ten"), EC2.IpRange(cidrIp: "192.0.2.1/32")],
      ipv6Ranges: [EC2.Ipv6Range(cidrIpv6: "2001:DB8:0::/32", description: "six")],
      prefixListIds: [EC2.PrefixListId(description: "list", prefixListId: "pl-0123456789abcdef0")],
      toPort: 81,
      userIdGroupPairs: [EC2.UserIdGroupPair(description: "self", groupId: group)]
    )
    let rules = try town.allow(permission, in: group)
    #expect(rules.map(\.description) == ["ten", nil, "six", "list", "self"])
    #expect(rules.map(\.cidrIpv4) == ["10.0.0.0/8", "192.0.2.1/32", nil, nil, nil])
    #expect(rules[2].cidrIpv6 == "2001:db8::/32")
    #expect(rules[3].prefixListId == "pl-0123456789abcdef0")
    #expect(rules[4].referencedGroupInfo == EC2.ReferencedSecurityGroup(groupId: group, userId: "123456789012"))
    for rule in rules {
      #expect(rule.ipProtocol == "tcp" && rule.fromPort == 80 && rule.toPort == 81)
      #expect(rule.isEgress == false && rule.groupId == group && rule.groupOwnerId == "123456789012")
      let id = try #require(rule.securityGroupRuleId)
      #expect(id.hasPrefix("sgr-0"))
      #expect(rule.securityGroupRuleArn == "arn:aws:ec2:eu-central-1:123456789012:security-group-rule/\(id)")
    }
    // One permission again in the other view, whatever the peers.
    let shown = try town.described(group).ipPermissions
    #expect(shown?.count == 1)
    #expect(shown?.first?.ipRanges?.map(\.cidrIp) == ["10.0.0.0/8", "192.0.2.1/32"])
    #expect(shown?.first?.ipRanges?.map(\.description) == ["ten", nil])
    #expect(shown?.first?.userIdGroupPairs?.first?.userId == "123456789012")
    #expect(shown?.first?.userIdGroupPairs?.first?.groupName == nil)
  }

  struct Spelling: Sendable {
    let name: String
    var from: Int?
    var to: Int?
    let shown: String
    var fromShown = -1
    var toShown = -1

    init(
      _ name: String,
      _ from: Int? = nil,
      _ to: Int? = nil,
      as shown: String,
      _ fromShown: Int = -1,
      _ toShown: Int = -1
    ) {
      (self.name, self.from, self.to) = (name, from, to)
      (self.shown, self.fromShown, self.toShown) = (shown, fromShown, toShown)
    }
  }

  @Test(
    "Protocols and ports come back in canonical form; ports are ignored where the protocol has none",
    arguments: [
      Spelling("TCP", 0, 65535, as: "tcp", 0, 65535), Spelling("6", 22, 22, as: "tcp", 22, 22),
      Spelling("17", 53, 53, as: "udp", 53, 53), Spelling("1", 8, 0, as: "icmp", 8, 0),
      Spelling("icmp", 3, -1, as: "icmp", 3, -1), Spelling("icmp", -1, -1, as: "icmp"),
      Spelling("58", 128, 0, as: "icmpv6", 128, 0), Spelling("icmpv6", as: "icmpv6"),
      Spelling("-1", as: "-1"), Spelling("-1", 22, 80, as: "-1"),
      Spelling("50", 22, 80, as: "50"), Spelling("0", as: "0"), Spelling("255", -7, 1_000_000, as: "255"),
    ]
  )
  mutating func canonicalForm(spelling: Spelling) throws {
    let rule = try town.allow(.any(spelling.name, spelling.from, spelling.to), in: group)[0]
    #expect(rule.ipProtocol == spelling.shown)
    #expect(rule.fromPort == spelling.fromShown && rule.toPort == spelling.toShown)
    let permission = try #require(town.described(group).ipPermissions?.first)
    let hasPorts = ["tcp", "udp", "icmp", "icmpv6"].contains(spelling.shown)
    #expect(permission.ipProtocol == spelling.shown)
    #expect(permission.fromPort == (hasPorts ? spelling.fromShown : nil))
    #expect(permission.toPort == (hasPorts ? spelling.toShown : nil))
  }

  @Test("CIDR blocks come back canonical")
  mutating func canonicalCIDRs() throws {
    #expect(try town.allow(.tcp(22, from: "100.68.0.18/18"), in: group)[0].cidrIpv4 == "100.68.0.0/18")
    let six = try town.allow(.any("tcp", 22, 22, from6: "2001:0DB8:0:0:1::1/64"), in: group)[0]
    #expect(six.cidrIpv6 == "2001:db8::/64")
    town.expectError(
      "InvalidPermission.Duplicate",
      "the specified rule \"peer: 100.68.0.0/18, TCP, from port: 22, to port: 22, ALLOW\" already exists",
      GroupTown.authorizing([.tcp(22, from: "100.68.63.255/18")], in: group)
    )
  }

  @Test(
    "What is there already is refused in EC2's words",
    arguments: [
      (EC2.IpPermission.any("tcp", 22, 80), "10.0.0.0/8, TCP, from port: 22, to port: 80"),
      (.any("17", 53, 53), "10.0.0.0/8, UDP, from port: 53, to port: 53"),
      (.any("icmp", -1, -1), "10.0.0.0/8, ICMP, type: ALL, code: ALL"),
      (.any("icmp", 8, -1), "10.0.0.0/8, ICMP, type: 8, code: ALL"),
      (.any("-1"), "10.0.0.0/8, ALL"),
      (.any("50"), "10.0.0.0/8, protocol: 50"),
      (.any("-1", from6: "::/0"), "::/0, ALL"),
      (.tcp(1, fromList: "pl-0123456789abcdef0"), "pl-0123456789abcdef0, TCP, from port: 1, to port: 1"),
      (.tcp(1, fromGroup: "sg-00000000000000001"), "sg-00000000000000001, TCP, from port: 1, to port: 1"),
    ]
  )
  mutating func duplicates(permission: EC2.IpPermission, words: String) throws {
    town.prefixList("pl-0123456789abcdef0", maxEntries: 1)
    try town.allow(permission, in: group)
    let before = town.cloud.state.network
    // A new rule before the duplicate is not made either.
    let request = GroupTown.authorizing([.tcp(9999, from: "192.0.2.0/24"), permission], in: group)
    town.expectError(
      "InvalidPermission.Duplicate",
      "the specified rule \"peer: \(words), ALLOW\" already exists",
      request
    )
    #expect(town.cloud.state.network == before)
    // The other direction is another matter.
    try town.allow(permission, in: group, direction: .egress)
  }

  @Test("The default egress rule is a duplicate like any other")
  mutating func defaultEgressDuplicate() {
    town.expectError(
      "InvalidPermission.Duplicate",
      "the specified rule \"peer: 0.0.0.0/0, ALL, ALLOW\" already exists",
      GroupTown.authorizingEgress([.any("-1", 0, 0, from: "0.0.0.0/0")], in: group)
    )
  }

  @Test("The same permission twice in a request, however it is spelled, is refused")
  mutating func repeated() {
    let permissions: [EC2.IpPermission] = [.any("tcp", 22, 22), .any("6", 22, 22, from: "10.255.0.0/8")]
    town.expectError(
      "InvalidParameterValue",
      "The same permission must not appear multiple times",
      GroupTown.authorizing(permissions, in: group)
    )
  }

  @Test(
    "Permissions that EC2 refuses",
    arguments: [
      (.any("tcp"), "Invalid value for portRange. Must specify both from and to ports with TCP/UDP."),
      (.any("udp", 53), "Invalid value for portRange. Must specify both from and to ports with TCP/UDP."),
      (.any("icmp"), "Invalid value for portRange. Must specify both from and to ports with ICMP."),
      (.any("icmpv6", 1), "Invalid value for portRange. Must specify both from and to ports with ICMP."),
      (.any("tcp", -1, -1), "TCP/UDP (from) port (-1) out of range"),
      (.any("tcp", 0, 65536), "TCP/UDP (to) port (65536) out of range"),
      (.any("tcp", 80, 22), "Invalid TCP/UDP port range (80:22)"),
      (.any("icmp", 256, 0), "ICMP type (256) out of range"),
      (.any("icmp", 0, 65535), "ICMP code (65535) out of range"),
      (.any("icmp", -1, 0), nil),
      (.any("all"), "Invalid value 'all' for IP protocol. Unknown protocol."),
      (.any("esp"), "Invalid value 'esp' for IP protocol. Unknown protocol."),
      (.any("256"), "Invalid value '256' for IP protocol. Unknown protocol."),
      (.any("-2"), "Invalid value '-2' for IP protocol. Unknown protocol."),
      (.any("+6", 1, 1), "Invalid value '+6' for IP protocol. Unknown protocol."),
      (
        .any("", 1, 1), "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
      ),
      (.any("-1", from: "58.29.99.44"), "CIDR block 58.29.99.44 is malformed"),
      (.any("-1", from: "::/0"), "CIDR block ::/0 is malformed"),
      (.any("-1", from: "10.0.0.0/33"), "CIDR block 10.0.0.0/33 is malformed"),
      (.any("-1", from: "010.0.0.0/8"), "CIDR block 010.0.0.0/8 is malformed"),
      (.any("-1", from6: "10.0.0.0/8"), "CIDR block 10.0.0.0/8 is malformed"),
    ] as [(EC2.IpPermission, String?)]
  )
  mutating func refused(permission: EC2.IpPermission, message: String?) {
    for request in [[permission], [.tcp(1, from: "192.0.2.0/24"), permission]] {
      town.expectError("InvalidParameterValue", message, GroupTown.authorizing(request, in: group))
    }
    #expect(town.cloud.state.rules(of: SecurityGroup.ID(group)).count == 1)
  }

  @Test("A permission without a peer, and a request without permissions, lack a parameter")
  mutating func nothingToAuthorize() {
    town.expectError(
      "MissingParameter",
      GroupTown.authorizing([EC2.IpPermission(fromPort: 1, ipProtocol: "tcp", toPort: 1)], in: group)
    )
    town.expectError(
      "MissingParameter",
      "The request must contain the parameter ipPermissions",
      GroupTown.authorizing([], in: group)
    )
    let empty = EC2.IpPermission(ipProtocol: "-1", userIdGroupPairs: [EC2.UserIdGroupPair()])
    town.expectError("MissingParameter", "Source group ID missing.", GroupTown.authorizing([empty], in: group))
  }

  @Test("Rule descriptions are short and of the permitted characters")
  mutating func descriptions() {
    for text in ["a < b", String(repeating: "a", count: 256), "über"] {
      let permission = EC2.IpPermission(
        ipProtocol: "-1",
        ipRanges: [EC2.IpRange(cidrIp: "10.0.0.0/8", description: text)]
      )
      town.expectError(
        "InvalidParameterValue",
        "Invalid rule description. Valid descriptions are strings less than 256 characters "
          + "from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        GroupTown.authorizing([permission], in: group)
      )
    }
  }

  @Test("Tags of the request go to every rule of it")
  mutating func tags() throws {
    var request = GroupTown.authorizing([.tcp(1, from: "10.0.0.0/8"), .tcp(2, from: "10.0.0.0/8")], in: group)
    var specification = EC2.TagSpecification()
    specification.resourceType = "security-group-rule"
    specification.tags = [EC2.Tag(key: "a", value: "b")]
    request.tagSpecifications = [specification]
    let rules = try #require(town.cloud.perform(request).securityGroupRules)
    #expect(rules.map(\.tags) == [[EC2.Tag(key: "a", value: "b")], [EC2.Tag(key: "a", value: "b")]])
    #expect(try town.rules(group).allSatisfy { $0.tags == [EC2.Tag(key: "a", value: "b")] })
  }

  @Test("The flat form makes one rule")
  mutating func flatForm() throws {
    var request = EC2.AuthorizeSecurityGroupIngressRequest()
    request.groupId = group
    request.ipProtocol = "tcp"
    request.fromPort = 22
    request.toPort = 22
    request.cidrIp = "10.0.0.0/8"
    let rule = try #require(town.cloud.perform(request).securityGroupRules?.first)
    #expect(rule.cidrIpv4 == "10.0.0.0/8" && rule.fromPort == 22 && rule.ipProtocol == "tcp")

    request.ipPermissions = [.tcp(23, from: "10.0.0.0/8")]
    town.expectError(
      "InvalidParameterCombination",
      "The parameter 'ipPermissions' may not be used in combination with 'ipProtocol'",
      request
    )
    request.ipPermissions = []
    request.ipProtocol = nil
    town.expectError("InvalidParameterValue", request)
    request.ipProtocol = "icmpv6"
    town.expectError("InvalidParameterValue", request)
  }

  @Test("A source group by name in the flat form opens TCP, UDP and ICMP to it")
  mutating func flatSource() throws {
    _ = town.vpc(isDefault: true)
    let (target, source) = (try town.group("target", in: nil), try town.group("source", in: nil))
    var request = EC2.AuthorizeSecurityGroupIngressRequest()
    request.groupName = "TARGET"
    request.sourceSecurityGroupName = "source"
    let rules = try #require(town.cloud.perform(request).securityGroupRules)
    #expect(rules.map(\.ipProtocol) == ["tcp", "udp", "icmp"])
    #expect(rules.allSatisfy { $0.referencedGroupInfo?.groupId == source && $0.groupId == target })
    request.ipProtocol = "tcp"
    town.expectError("InvalidParameterCombination", request)
  }

  @Test("The flat form is not there for egress")
  mutating func flatEgress() {
    var request = EC2.AuthorizeSecurityGroupEgressRequest()
    request.groupId = group
    request.cidrIp = "10.0.0.0/8"
    request.ipProtocol = "-1"
    town.expectError("UnsupportedOperation", request)
  }

  // MARK: Quotas

  @Test("The quota counts families and directions apart; a group reference counts in both families")
  mutating func quotaByFamily() throws {
    town.setQuotas { $0.rulesPerGroup = 3 }
    try town.allow(.tcp(1, from: "10.0.0.0/8"), .tcp(2, from: "10.0.0.0/8"), in: group)
    try town.allow(.any("tcp", 1, 1, from6: "::/0"), .any("tcp", 2, 2, from6: "::/0"), in: group)
    try town.allow(.tcp(3, fromGroup: group), in: group)
    let message = "The maximum number of rules per security group has been reached."
    let before = town.cloud.state.network
    for permission: EC2.IpPermission in [
      .tcp(4, from: "10.0.0.0/8"), .any("tcp", 4, 4, from6: "::/0"), .tcp(4, fromGroup: group),
    ] {
      town.expectError(
        "RulesPerSecurityGroupLimitExceeded",
        message,
        GroupTown.authorizing([permission], in: group)
      )
    }
    #expect(town.cloud.state.network == before)
    // The default rule is one of the other direction's three.
    try town.allow(.tcp(1, from: "10.0.0.0/8"), .tcp(2, from: "10.0.0.0/8"), in: group, direction: .egress)
    town.expectError(
      "RulesPerSecurityGroupLimitExceeded",
      message,
      GroupTown.authorizingEgress([.tcp(3, from: "10.0.0.0/8")], in: group)
    )
  }

  @Test("A prefix list counts its maximum number of entries")
  mutating func prefixListWeight() throws {
    town.prefixList("pl-0123456789abcdef0", maxEntries: 50)
    town.prefixList("pl-0123456789abcdef1", maxEntries: 11)
    try town.allow(.tcp(1, fromList: "pl-0123456789abcdef0"), in: group)
    town.expectError(
      "RulesPerSecurityGroupLimitExceeded",
      GroupTown.authorizing([.tcp(1, fromList: "pl-0123456789abcdef1")], in: group)
    )
    let ten = (1...10).map { EC2.IpPermission.tcp($0, from: "10.0.0.0/8") }
    try town.cloud.perform(GroupTown.authorizing(ten, in: group))
    town.expectError(
      "RulesPerSecurityGroupLimitExceeded",
      GroupTown.authorizing([.tcp(11, from: "10.0.0.0/8")], in: group)
    )
  }

  @Test("Rules × groups of an interface stay within the product")
  func quotaProduct() {
    var quotas = Quotas()
    #expect(RuleQuota.limit(quotas) == 60)
    quotas.groupsPerInterface = 16
    quotas.rulesPerGroup = 200
    #expect(RuleQuota.limit(quotas) == 62)
    quotas.groupsPerInterface = 0
    #expect(RuleQuota.limit(quotas) == 200)
  }

  @Test("An unknown prefix list is refused")
  mutating func unknownPrefixList() {
    town.expectError(
      "InvalidPrefixListID.NotFound",
      "The prefix list ID 'pl-0123456789abcdef0' does not exist",
      GroupTown.authorizing([.tcp(1, fromList: "pl-0123456789abcdef0")], in: group)
    )
    town.expectError(
      "InvalidPrefixListID.Malformed",
      GroupTown.authorizing([.tcp(1, fromList: "pl-x")], in: group)
    )
  }
}
