import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Tags")
struct TagTests {
  var town = GroupTown()
  let vpc: VPC.ID
  let group: String

  init() throws {
    vpc = town.vpc()
    group = try town.group("app", in: vpc)
  }

  static func creating(_ resources: [String], _ tags: [String: String?]) -> EC2.CreateTagsRequest {
    var request = EC2.CreateTagsRequest()
    request.resources = resources
    request.tags = tags.sorted { $0.key < $1.key }.map { EC2.Tag(key: $0.key, value: $0.value) }
    return request
  }

  static func deleting(_ resources: [String], _ tags: [(String, String?)]) -> EC2.DeleteTagsRequest {
    var request = EC2.DeleteTagsRequest()
    request.resources = resources
    request.tags = tags.map { EC2.Tag(key: $0.0, value: $0.1) }
    return request
  }

  mutating func tags(_ filters: EC2.Filter...) throws -> [String] {
    var request = EC2.DescribeTagsRequest()
    request.filters = filters
    return try town.cloud.perform(request).tags?.map {
      "\($0.resourceType ?? "") \($0.resourceId ?? "") \($0.key ?? "")=\($0.value ?? "")"
    } ?? []
  }

  @Test("Tags are added and replaced on several resources of any kind")
  mutating func create() throws {
    let rule = try #require(town.rules(group, isEgress: true).first?.securityGroupRuleId)
    try town.cloud.perform(Self.creating([group, vpc.text, rule], ["Name": "one", "Team": "a"]))
    try town.cloud.perform(Self.creating([group], ["Name": "two", "empty": ""]))
    #expect(
      try town.described(group).tags == [
        EC2.Tag(key: "Name", value: "two"), EC2.Tag(key: "Team", value: "a"), EC2.Tag(key: "empty", value: ""),
      ]
    )
    #expect(town.cloud.state.vpcs[vpc.text]?.tags == ["Name": "one", "Team": "a"])
    #expect(try town.rules(group, isEgress: true).first?.tags?.count == 2)
    #expect(try town.rules(group, isEgress: true).count == 1)
  }

  @Test("One bad resource, and none is tagged")
  mutating func atomic() throws {
    for (id, code) in [
      ("sg-0123456789abcdef0", "InvalidGroup.NotFound"), ("vpc-0123456789abcdef0", "InvalidVpcID.NotFound"),
      ("nonsense", "InvalidID"), ("sg-xyz", "InvalidID"), ("ami-0123456789abcdef0", "InvalidID"),
    ] {
      town.expectError(code, Self.creating([group, id], ["a": "b"]))
      town.expectError(code, Self.deleting([group, id], [("a", nil)]))
    }
    #expect(try town.described(group).tags == nil)
    let far = Caller(accountID: "123456789012", accessKeyID: "k", access: .readWrite, region: "eu-west-1")
    town.expectError("InvalidGroup.NotFound", as: far, Self.creating([group], ["a": "b"]))
  }

  @Test("Fifty tags and no more")
  mutating func countLimit() throws {
    let fifty = Dictionary(uniqueKeysWithValues: (0..<50).map { ("key \($0)", Optional("v")) })
    try town.cloud.perform(Self.creating([group], fifty))
    try town.cloud.perform(Self.creating([group], ["key 7": "new"]))
    town.expectError(
      "TagLimitExceeded",
      "The maximum number of Tags for a resource has been reached.",
      Self.creating([vpc.text, group], ["another": "v"])
    )
    #expect(town.cloud.state.vpcs[vpc.text]?.tags == [:])
  }

  @Test("Tags that EC2 refuses")
  mutating func refused() {
    for tags: [String: String?] in [
      ["": "a"], ["aws:x": "a"], ["AWS:x": "a"], [String(repeating: "k", count: 129): "a"],
      ["k": String(repeating: "v", count: 257)], ["k": nil],
    ] {
      town.expectError("InvalidParameterValue", Self.creating([group], tags))
    }
    var twice = Self.creating([group], ["a": "b"])
    twice.tags += twice.tags
    town.expectError("InvalidParameterValue", "Duplicate tag key 'a' specified.", twice)
    town.expectError("MissingParameter", Self.creating([], ["a": "b"]))
    town.expectError("MissingParameter", Self.creating([group], [:]))
    town.expectError("InvalidParameterValue", Self.creating(Array(repeating: group, count: 1001), ["a": "b"]))
  }

  @Test("A tag goes by its key; with a value, only where that is its value")
  mutating func delete() throws {
    try town.cloud.perform(Self.creating([group], ["a": "1", "b": "2", "c": "", "d": "4"]))
    try town.cloud.perform(Self.deleting([group], [("a", nil), ("b", "other"), ("c", ""), ("d", ""), ("none", nil)]))
    #expect(try town.described(group).tags == [EC2.Tag(key: "b", value: "2"), EC2.Tag(key: "d", value: "4")])
    try town.cloud.perform(Self.deleting([group], [("b", "2")]))
    #expect(try town.described(group).tags == [EC2.Tag(key: "d", value: "4")])
    try town.cloud.perform(Self.deleting([group], []))
    #expect(try town.described(group).tags == nil)
  }

  @Test("On the wire a tag without a value is told from one with an empty value")
  mutating func wireValues() throws {
    try town.cloud.perform(Self.creating([group], ["a": "1", "b": "1"]))
    try town.cloud.perform(
      "DeleteTags",
      [("ResourceId.1", group), ("Tag.1.Key", "a"), ("Tag.1.Value", ""), ("Tag.2.Key", "b")]
    )
    #expect(try town.described(group).tags == [EC2.Tag(key: "a", value: "1")])
  }

  @Test("Tags are described with their filters")
  mutating func describe() throws {
    try town.cloud.perform(Self.creating([group, vpc.text], ["Name": "x", "Team": "a"]))
    try town.cloud.perform(Self.creating([vpc.text], ["Team": "b"]))
    let all = [
      "security-group \(group) Name=x", "security-group \(group) Team=a", "vpc \(vpc) Name=x", "vpc \(vpc) Team=b",
    ]
    #expect(try tags() == all)
    #expect(try tags(GroupTown.filter("key", "Team")) == [all[1], all[3]])
    #expect(try tags(GroupTown.filter("value", "x")) == [all[0], all[2]])
    #expect(try tags(GroupTown.filter("resource-id", vpc.text, "sg-x")) == [all[2], all[3]])
    #expect(try tags(GroupTown.filter("resource-id", "sg-*")) == [all[0], all[1]])
    #expect(try tags(GroupTown.filter("resource-type", "vpc"), GroupTown.filter("key", "N*")) == [all[2]])
    #expect(try tags(GroupTown.filter("tag:Team", "a", "c")) == [all[1]])
    var request = EC2.DescribeTagsRequest()
    request.filters = [GroupTown.filter("tag-value", "a")]
    town.expectError("InvalidParameterValue", "The filter 'tag-value' is invalid", request)
  }

  @Test("Tags come in pages")
  mutating func pages() throws {
    let tags = Dictionary(uniqueKeysWithValues: (0..<12).map { ("key \($0)", Optional("v")) })
    try town.cloud.perform(Self.creating([group, vpc.text], tags))
    var request = EC2.DescribeTagsRequest()
    request.maxResults = 7
    var seen: [String] = []
    repeat {
      let page = try town.cloud.perform(request)
      seen += page.tags?.map { "\($0.resourceId ?? "") \($0.key ?? "")" } ?? []
      request.nextToken = page.nextToken
    } while request.nextToken != nil
    #expect(seen.count == 24 && Set(seen).count == 24)
  }

  @Test("A peering connection can be tagged from both ends")
  mutating func peering() throws {
    let neighbour = SecurityGroupReferenceTests.neighbour
    town.peer(vpc, town.vpc(in: neighbour.location))
    try town.cloud.perform(Self.creating(["pcx-0123456789abcdef0"], ["a": "b"]), as: neighbour)
    #expect(try tags() == ["vpc-peering-connection pcx-0123456789abcdef0 a=b"])
  }
}
