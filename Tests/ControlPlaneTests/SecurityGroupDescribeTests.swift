import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Security groups described")
struct SecurityGroupDescribeTests {
  var town = GroupTown()
  let vpc: VPC.ID
  let (web, database): (String, String)

  init() throws {
    vpc = town.vpc()
    web = try town.group("web", in: vpc)
    database = try town.group("database", in: vpc)
    town.prefixList("pl-0123456789abcdef0", maxEntries: 1)
    try town.allow(
      .tcp(443, from: "0.0.0.0/0"),
      .any("icmp", 8, -1, from: "10.0.0.0/8"),
      .any("50", from: "192.0.2.0/24"),
      .any("tcp", 443, 444, from6: "2001:db8::/32"),
      in: web
    )
    try town.allow(.tcp(5432, fromGroup: web), .tcp(5432, fromList: "pl-0123456789abcdef0"), in: database)
    try town.allow(.tcp(5432, fromGroup: database), in: web, direction: .egress)
  }

  mutating func names(_ filters: EC2.Filter...) throws -> [String] {
    var request = EC2.DescribeSecurityGroupsRequest()
    request.filters = filters
    return try town.cloud.perform(request).securityGroups?.compactMap(\.groupName).sorted() ?? []
  }

  @Test(
    "Every filter",
    arguments: [
      ("description", "of a test", ["database", "web"]), ("description", "of *", ["database", "web"]),
      ("group-name", "web", ["web"]), ("group-name", "WEB", []), ("group-name", "?eb", ["web"]),
      ("owner-id", "123456789012", ["database", "default", "web"]), ("owner-id", "1", []),
      ("vpc-id", "vpc-00000000000000001", ["database", "default", "web"]), ("vpc-id", "vpc-1", []),
      ("ip-permission.cidr", "10.0.0.0/8", ["web"]), ("ip-permission.cidr", "*", ["web"]),
      ("ip-permission.ipv6-cidr", "2001:db8::/32", ["web"]), ("ip-permission.ipv6-cidr", "10.0.0.0/8", []),
      ("ip-permission.from-port", "443", ["web"]), ("ip-permission.from-port", "8", ["web"]),
      ("ip-permission.to-port", "-1", ["web"]), ("ip-permission.to-port", "444", ["web"]),
      ("ip-permission.to-port", "5432", ["database"]),
      ("ip-permission.protocol", "tcp", ["database", "web"]), ("ip-permission.protocol", "icmp", ["web"]),
      ("ip-permission.protocol", "50", ["web"]), ("ip-permission.protocol", "6", ["database", "web"]),
      ("ip-permission.protocol", "-1", []),
      ("ip-permission.group-name", "web", ["database"]), ("ip-permission.user-id", "123456789012", ["database"]),
      ("ip-permission.prefix-list-id", "pl-0123456789abcdef0", ["database"]),
      ("egress.ip-permission.cidr", "0.0.0.0/0", ["database", "web"]),
      ("egress.ip-permission.protocol", "-1", ["database", "web"]),
      ("egress.ip-permission.from-port", "5432", ["web"]), ("egress.ip-permission.to-port", "443", []),
      ("egress.ip-permission.group-name", "database", ["web"]),
      ("egress.ip-permission.user-id", "123456789012", ["web"]),
      ("egress.ip-permission.ipv6-cidr", "::/0", []), ("egress.ip-permission.prefix-list-id", "pl-*", []),
    ] as [(String, String, [String])]
  )
  mutating func filters(name: String, value: String, expected: [String]) throws {
    #expect(try names(GroupTown.filter(name, value)) == expected)
  }

  @Test("Filters by identifier, through the index and past it")
  mutating func identifierFilters() throws {
    #expect(try names(GroupTown.filter("group-id", web, "sg-x")) == ["web"])
    #expect(try names(GroupTown.filter("group-id", web + "*")) == ["web"])
    #expect(try names(GroupTown.filter("ip-permission.group-id", web)) == ["database"])
    #expect(try names(GroupTown.filter("ip-permission.group-id", "?" + web.dropFirst())) == ["database"])
    #expect(try names(GroupTown.filter("egress.ip-permission.group-id", database)) == ["web"])
    #expect(try names(GroupTown.filter("egress.ip-permission.group-id", web)) == [])
    #expect(
      try names(GroupTown.filter("vpc-id", vpc.text), GroupTown.filter("group-name", "web", "default")) == [
        "default", "web",
      ]
    )
    #expect(try names(GroupTown.filter("vpc-id", vpc.text), GroupTown.filter("group-name", "WEB")) == [])
    #expect(
      try names(
        GroupTown.filter("ip-permission.from-port", "443"),
        GroupTown.filter("ip-permission.cidr", "10.0.0.0/8")
      ) == ["web"]
    )
    #expect(try names(GroupTown.filter("group-name", "web"), GroupTown.filter("ip-permission.from-port", "5432")) == [])
  }

  @Test("Groups of other accounts and regions are not seen")
  mutating func locations() throws {
    let far = Caller(accountID: "123456789012", accessKeyID: "k", access: .readWrite, region: "eu-west-1")
    var request = EC2.DescribeSecurityGroupsRequest()
    #expect(try town.cloud.perform(request, as: far).securityGroups == [])
    request.filters = [GroupTown.filter("vpc-id", vpc.text)]
    #expect(try town.cloud.perform(request, as: far).securityGroups == [])
    request.filters = []
    request.groupIds = [web]
    town.expectError("InvalidGroup.NotFound", as: far, request)
    var rules = EC2.DescribeSecurityGroupRulesRequest()
    rules.filters = [GroupTown.filter("group-id", web)]
    #expect(try town.cloud.perform(rules, as: far).securityGroupRules == [])
  }

  @Test("Groups by identifier must all exist; by name they are of the default VPC")
  mutating func byIdentifierAndName() throws {
    var request = EC2.DescribeSecurityGroupsRequest()
    request.groupIds = [web, "sg-0123456789abcdef0"]
    town.expectError("InvalidGroup.NotFound", "The security group 'sg-0123456789abcdef0' does not exist", request)
    request.groupIds = ["sg-zzz"]
    town.expectError("InvalidGroupId.Malformed", "Invalid id: \"sg-zzz\" (expecting \"sg-...\")", request)
    request.groupIds = [web, database, web]
    #expect(try town.cloud.perform(request).securityGroups?.count == 2)
    request.groupIds = []
    request.groupNames = ["web"]
    town.expectError("InvalidParameterValue", request)
    _ = town.vpc(isDefault: true)
    town.expectError("InvalidGroup.NotFound", request)
    let other = try town.group("web", in: nil)
    #expect(try town.cloud.perform(request).securityGroups?.map(\.groupId) == [other])
    request.maxResults = 5
    town.expectError("InvalidParameterCombination", request)
  }

  @Test("Groups come in pages of five to a thousand")
  mutating func pages() throws {
    for number in 0..<9 { _ = try town.group("extra \(number)", in: vpc) }
    var request = EC2.DescribeSecurityGroupsRequest()
    request.maxResults = 5
    var seen: [String] = []
    repeat {
      let page = try town.cloud.perform(request)
      seen += page.securityGroups?.compactMap(\.groupId) ?? []
      request.nextToken = page.nextToken
    } while request.nextToken != nil
    #expect(seen.count == 12 && Set(seen).count == 12 && seen == seen.sorted())
    request.maxResults = 4
    town.expectError("InvalidParameterValue", request)
  }

  @Test("Rules by identifier, by group, by tag")
  mutating func rules() throws {
    let id = try #require(town.rules(web)[0].securityGroupRuleId)
    var request = EC2.DescribeSecurityGroupRulesRequest()
    request.securityGroupRuleIds = [id]
    #expect(try town.cloud.perform(request).securityGroupRules?.map(\.securityGroupRuleId) == [id])
    request.filters = [GroupTown.filter("group-id", database)]
    #expect(try town.cloud.perform(request).securityGroupRules == [])
    request.securityGroupRuleIds = []
    #expect(try town.cloud.perform(request).securityGroupRules?.count == 3)
    request.filters = [GroupTown.filter("security-group-rule-id", id, "sgr-x")]
    #expect(try town.cloud.perform(request).securityGroupRules?.count == 1)

    var tagging = EC2.CreateTagsRequest()
    tagging.resources = [id]
    tagging.tags = [EC2.Tag(key: "Team", value: "a")]
    try town.cloud.perform(tagging)
    request.filters = [GroupTown.filter("tag:Team", "a")]
    #expect(try town.cloud.perform(request).securityGroupRules?.map(\.securityGroupRuleId) == [id])
    request.securityGroupRuleIds = ["sgr-0123456789abcdef0"]
    town.expectError("InvalidSecurityGroupRuleId.NotFound", request)
    request.securityGroupRuleIds = ["rule"]
    town.expectError("InvalidSecurityGroupRuleId.Malformed", request)
  }

  @Test("The wire form: empty lists are there, ports are absent where there are none")
  mutating func wire() throws {
    let answer = try town.cloud.perform("DescribeSecurityGroups", [("GroupId.1", database)])
    var xml = XMLWriter()
    answer.encode(into: &xml)
    let text = String(decoding: xml.bytes, as: UTF8.self)
    #expect(text.contains("<ipProtocol>-1</ipProtocol>"))
    #expect(text.contains("<groups/>") || text.contains("<groups></groups>"))
    #expect(text.components(separatedBy: "<fromPort>").count == 2)

    let rules = [
      ("GroupId", database), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "1"),
      ("IpPermissions.1.ToPort", "2"), ("IpPermissions.1.IpRanges.1.CidrIp", "10.0.0.0/8"),
      ("IpPermissions.1.Groups.1.GroupId", web),
    ]
    let made = try town.cloud.perform("AuthorizeSecurityGroupIngress", rules)
    #expect((made as? EC2.AuthorizeSecurityGroupIngressResult)?.securityGroupRules?.count == 2)
  }
}

extension String {
  /// Parts between the separators.
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
