import AWSSnapshot
import Testing
import VPCModel

@Suite("Security groups of describe-security-groups and describe-security-group-rules")
struct SecurityGroupReadingTests {
  /// A group with one permission, the rest of which is given.
  private func group(_ permission: String) -> String {
    """
    {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "g", "VpcId": "vpc-1", "IpPermissionsEgress": [],
      "IpPermissions": [{\(permission), "IpRanges": [{"CidrIp": "192.0.2.0/24"}]}]}]}
    """
  }

  @Test(
    "protocols and ports mean what EC2 means by them",
    arguments: [
      (#""IpProtocol": "-1""#, "all traffic"),
      (#""IpProtocol": "-1", "FromPort": 80, "ToPort": 80"#, "all traffic"),
      (#""IpProtocol": "tcp", "FromPort": 80, "ToPort": 90"#, "tcp/80-90"),
      (#""IpProtocol": "6", "FromPort": 80, "ToPort": 80"#, "tcp/80"),
      (#""IpProtocol": "tcp""#, "tcp (all ports)"),
      (#""IpProtocol": "udp", "FromPort": -1, "ToPort": -1"#, "udp (all ports)"),
      (#""IpProtocol": "17", "FromPort": 0, "ToPort": 65535"#, "udp (all ports)"),
      (#""IpProtocol": "tcp", "FromPort": null, "ToPort": null"#, "tcp (all ports)"),
      (#""IpProtocol": "icmp", "FromPort": -1, "ToPort": -1"#, "icmp (all types)"),
      (#""IpProtocol": "1", "FromPort": 3, "ToPort": 4"#, "icmp type 3 code 4"),
      (#""IpProtocol": "icmp", "FromPort": 8, "ToPort": -1"#, "icmp type 8"),
      (#""IpProtocol": "icmpv6""#, "icmpv6 (all types)"),
      (#""IpProtocol": "58", "FromPort": 128, "ToPort": 0"#, "icmpv6 type 128 code 0"),
      (#""IpProtocol": "50", "FromPort": 80, "ToPort": 80"#, "protocol 50 (ESP)"),
    ]
  )
  func traffic(permission: String, expected: String) throws {
    let snapshot = try read(group(permission))
    let rule = try #require(snapshot.network.securityGroups["sg-1"]?.rules.first)
    #expect(rule.traffic.description.lowercased() == expected.lowercased())
    #expect(snapshot.diagnostics == [])
  }

  @Test(
    "a permission that cannot be understood leaves its group out, with the place and the reason",
    arguments: [
      (#""IpProtocol": "tcp", "FromPort": 80"#, "IpPermissions[0]: a range of ports has both"),
      (#""IpProtocol": "tcp", "FromPort": 90, "ToPort": 80"#, "IpPermissions[0]: 90 to 80 is no range of ports"),
      (#""IpProtocol": "tcp", "FromPort": 0, "ToPort": 65536"#, "0 to 65536 is no range of ports"),
      (#""IpProtocol": "tcp", "FromPort": -1, "ToPort": 80"#, "-1 to 80 is no range of ports"),
      (#""IpProtocol": "tcp", "FromPort": "80", "ToPort": 80"#, "IpPermissions[0].FromPort: expected a whole number"),
      (#""IpProtocol": "tcp", "FromPort": 80.5, "ToPort": 81"#, "IpPermissions[0].FromPort: expected a whole number"),
      (#""IpProtocol": "icmp", "FromPort": 256, "ToPort": -1"#, "no ICMP type and code"),
      (#""IpProtocol": "icmp", "FromPort": -1, "ToPort": 3"#, "no ICMP type and code"),
      (#""IpProtocol": "carrier pigeon""#, "IpPermissions[0].IpProtocol: \"carrier pigeon\" is no IP protocol"),
      (#""IpProtocol": "256""#, "is no IP protocol"),
      (#""IpProtocol": null"#, "IpPermissions[0].IpProtocol: is missing"),
      (
        #""IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "2001:db8::/129"}]"#, "Ipv6Ranges[0].CidrIpv6: 2001:db8::/129"
      ),
      (#""IpProtocol": "-1", "PrefixListIds": {}"#, "PrefixListIds: expected an array, found an object"),
      (#""IpProtocol": "-1", "UserIdGroupPairs": [{"UserId": "1"}]"#, "UserIdGroupPairs[0].GroupId: is missing"),
    ]
  )
  func unreadablePermission(permission: String, expected: String) throws {
    let snapshot = try read(group(permission))
    #expect(snapshot.network.securityGroups.isEmpty)
    #expect(!snapshot.network.isComplete(.securityGroup))
    let diagnostic = try #require(snapshot.diagnostics.first)
    #expect(snapshot.diagnostics.count == 1)
    #expect(diagnostic.consequence == .leftOut(.securityGroup))
    #expect(diagnostic.description.hasPrefix("test.json: SecurityGroups[0]."))
    #expect(diagnostic.description.contains(expected), "\(diagnostic)")
  }

  @Test("an unparsable block is named with its place; the other groups stay")
  func unparsableBlock() throws {
    let snapshot = try read(
      """
      {"SecurityGroups": [
        {"GroupId": "sg-1", "GroupName": "good", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []},
        {"GroupId": "sg-2", "GroupName": "bad", "VpcId": "vpc-1", "IpPermissionsEgress": [], "IpPermissions": [
          {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8"}, {"CidrIp": "10.0.0.300/8"}]}]}]}
      """
    )
    #expect(snapshot.network.securityGroups.sorted.map(\.id) == ["sg-1"])
    let diagnostic = try #require(snapshot.diagnostics.first)
    #expect(diagnostic.path == "SecurityGroups[1].IpPermissions[0].IpRanges[1].CidrIp")
    #expect(diagnostic.message.contains("10.0.0.300/8"))
    #expect(diagnostic.description.hasSuffix("this security group is left out"))
  }

  @Test("a group or rule without an identifier refuses the file")
  func missingIdentifier() throws {
    let texts = [
      #"{"SecurityGroups": [{"GroupName": "g"}]}"#, #"{"SecurityGroups": [{"GroupId": 7}]}"#,
      #"{"SecurityGroups": [{"GroupId": ""}]}"#, #"{"SecurityGroupRules": [{"GroupId": "sg-1"}]}"#,
      #"{"SecurityGroups": {"GroupId": "sg-1"}}"#,
    ]
    for text in texts {
      let error = try #require(throws: SnapshotError.self) { try read(text) }
      guard case .unexpectedShape = error else {
        Issue.record("\(text): \(error)")
        continue
      }
    }
  }

  private let bothViews = { (permissions: String, rules: String) in
    """
    {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "g", "VpcId": "vpc-1", "IpPermissions": [\(permissions)],
      "IpPermissionsEgress": []}],
     "SecurityGroupRules": [\(rules)]}
    """
  }
  private let permission80 =
    #"{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}"#
  private func rule(_ id: String, port: Int) -> String {
    """
    {"SecurityGroupRuleId": "\(id)", "GroupId": "sg-1", "IsEgress": false, "IpProtocol": "tcp", "FromPort": \(port),
     "ToPort": \(port), "CidrIpv4": "10.0.0.0/8"}
    """
  }

  @Test("a rule in one view only is a contradiction, and the group's own permissions stand")
  func contradiction() throws {
    let snapshot = try read(bothViews(permission80, rule("sgr-1", port: 81)))
    let group = try #require(snapshot.network.securityGroups["sg-1"])
    #expect(group.rules.map(\.traffic.description) == ["tcp/80"])
    #expect(group.rules.first?.hasAssignedID == false)
    #expect(snapshot.diagnostics.map(\.consequence) == [.contradiction, .contradiction])
    #expect(snapshot.diagnostics.contains { $0.message.contains("sgr-1") })
  }

  @Test("a cut-short list of rules contradicts nothing by what it lacks")
  func cutShortRules() throws {
    let text = bothViews(permission80, "").dropLast() + #", "NextToken": "more"}"#
    let snapshot = try read(String(text))
    #expect(!snapshot.diagnostics.contains { $0.consequence == .contradiction })
    #expect(!snapshot.network.isComplete(.securityGroup))
  }

  @Test("a rule that is printed twice is one rule")
  func printedTwice() throws {
    let snapshot = try read(bothViews("\(permission80), \(permission80)", rule("sgr-1", port: 80)))
    #expect(snapshot.network.securityGroups["sg-1"]?.rules.map(\.id) == ["sgr-1"])
    #expect(snapshot.diagnostics == [])
  }

  @Test("listed rules alone make up a group whose permissions a query left out")
  func rulesAlone() throws {
    let snapshot = try read(
      """
      {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "g", "VpcId": "vpc-1"}],
       "SecurityGroupRules": [\(rule("sgr-1", port: 80)), \(rule("sgr-1", port: 80)), \(rule("sgr-2", port: 81))]}
      """
    )
    #expect(snapshot.network.securityGroups["sg-1"]?.rules.map(\.id) == ["sgr-1", "sgr-2"])
    #expect(snapshot.diagnostics == [])
  }

  @Test(
    "a group without the permissions of a direction, nor listed rules, is left out: its rules are unknown, not none",
    arguments: ["", #", "IpPermissions": []"#, #", "IpPermissionsEgress": []"#]
  )
  func noRulesAtAll(permissions: String) throws {
    let snapshot = try read(
      #"{"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "g", "VpcId": "vpc-1"\#(permissions)}]}"#
    )
    #expect(snapshot.network.securityGroups.isEmpty)
    #expect(snapshot.diagnostics.map(\.consequence) == [.leftOut(.securityGroup)])
  }

  @Test("listed rules of a group that nothing describes are told of")
  func rulesWithoutGroup() throws {
    let snapshot = try read("{\"SecurityGroupRules\": [\(rule("sgr-1", port: 80))]}")
    #expect(snapshot.network.securityGroups.isEmpty)
    #expect(snapshot.diagnostics.map(\.consequence) == [.incomplete(.securityGroup)])
  }

  @Test("a group described twice is taken once; a difference is told, tags are joined")
  func twice() throws {
    let group = { (name: String, tag: String) in
      """
      {"GroupId": "sg-1", "GroupName": "\(name)", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": [],
       "Tags": [{"Key": "\(tag)", "Value": "x"}]}
      """
    }
    let same = try read("{\"SecurityGroups\": [\(group("g", "a")), \(group("g", "b"))]}")
    #expect(same.diagnostics == [])
    #expect(same.network.securityGroups["sg-1"]?.tags == ["a": "x", "b": "x"])
    let different = try read("{\"SecurityGroups\": [\(group("g", "a")), \(group("h", "b"))]}")
    #expect(different.diagnostics.map(\.consequence) == [.contradiction])
    #expect(different.diagnostics.first?.path == "SecurityGroups[1]")
    #expect(different.network.securityGroups["sg-1"]?.name == "g")
  }

  @Test("what a file holds cannot steer the terminal that a message is printed on")
  func hostileText() throws {
    let snapshot = try read(group(#""IpProtocol": "\u001b[2J\u202e""#))
    let text = try #require(snapshot.diagnostics.first).description
    #expect(text.contains(#"\u{1b}[2J\u{202e}"#))
    let error = try #require(throws: SnapshotError.self) { try read(#"{"SecurityGroups": 1}"#, name: "a\u{1b}b") }
    #expect(!error.description.unicodeScalars.contains("\u{1b}"))
  }

  @Test("a file that is wrong a thousand times is told of a hundred times, and counted")
  func manyProblems() throws {
    let groups = (0..<1000).map { #"{"GroupId": "sg-\#($0)", "IpPermissions": [], "IpPermissionsEgress": []}"# }
    let snapshot = try read("{\"SecurityGroups\": [\(groups.joined(separator: ","))]}")
    #expect(snapshot.diagnostics.count == 101)
    #expect(snapshot.diagnostics.last?.message == "900 more problems of such kinds")
  }
}
