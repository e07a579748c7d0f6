import Testing

@testable import AWSEndpoint

@Suite("Responses from XML to JSON")
struct ResponseDecoderTests {
  private static func decode(
    _ xml: String,
    _ action: String,
    _ table: ShapeTable = .ec2
  ) throws(ResponseDecoder.Failure) -> JSONValue {
    .object(try ResponseDecoder(table: table).decode(Array(xml.utf8), action: action))
  }

  @Test("Names, lists, numbers, booleans and text become those of the AWS command line")
  func kinds() throws {
    let xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <DescribeSecurityGroupRulesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
        <requestId>r</requestId>
        <securityGroupRuleSet>
          <item>
            <cidrIpv4>10.0.0.0/8</cidrIpv4><description>a &lt;b&gt; &amp; "c"\u{9}é</description>
            <fromPort>-1</fromPort><isEgress>true</isEgress><toPort/>
            <newThing><deep>1</deep><item/></newThing>
            <tagSet><item><key>k</key><value/></item></tagSet>
          </item>
          <item><isEgress>false</isEgress><tagSet/></item>
        </securityGroupRuleSet>
      </DescribeSecurityGroupRulesResponse>
      """
    #expect(
      try Self.decode(xml, "DescribeSecurityGroupRules")
        == .object([
          "SecurityGroupRules": .array([
            .object([
              "CidrIpv4": .string("10.0.0.0/8"), "Description": .string("a <b> & \"c\"\té"), "FromPort": .integer(-1),
              "IsEgress": .boolean(true),
              "Tags": .array([.object(["Key": .string("k"), "Value": .string("")])]),
            ]),
            .object(["IsEgress": .boolean(false), "Tags": .array([])]),
          ])
        ])
    )
  }

  @Test("A response with a wrapper is read from inside it")
  func wrapper() throws {
    let xml = """
      <DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances><DBInstance>
      <DBInstanceIdentifier>d</DBInstanceIdentifier><AllocatedStorage>20</AllocatedStorage>
      </DBInstance></DBInstances><Marker>m</Marker></DescribeDBInstancesResult>
      <ResponseMetadata><RequestId>x</RequestId></ResponseMetadata></DescribeDBInstancesResponse>
      """
    let decoded = try Self.decode(xml, "DescribeDBInstances", .rds)
    #expect(decoded["Marker"] == .string("m"))
    #expect(
      decoded["DBInstances"]?.elements
        == [.object(["DBInstanceIdentifier": .string("d"), "AllocatedStorage": .integer(20)])]
    )
  }

  @Test(
    "What is no response is an error that says why",
    arguments: [
      ("", "well-formed"), ("not xml", "well-formed"), ("<DescribeVpcsResponse>", "well-formed"),
      ("<html><body/></html>", "<DescribeVpcsResponse> was expected"),
      ("<!DOCTYPE x [<!ENTITY a \"b\">]><DescribeVpcsResponse>&a;</DescribeVpcsResponse>", "document type"),
      ("<!doctype html><html></html>", "document type"),
      ("<DescribeVpcsResponse>" + String(repeating: "<a>", count: 100), "more than 64 deep"),
      ("<DescribeVpcsResponse>\u{0}</DescribeVpcsResponse>", "well-formed"),
    ]
  )
  func garbage(xml: String, mention: String) {
    let failure = #expect(throws: ResponseDecoder.Failure.self) { try Self.decode(xml, "DescribeVpcs") }
    #expect(failure?.message.contains(mention) == true, "\(failure?.message ?? "")")
  }

  /// Found by fuzzing: on Linux, Foundation's parser itself ends the process on these.
  @Test(
    "What the XML parser must not see is refused",
    arguments: [
      Array("<?r?>".utf8), Array("<?xml version=\"1.0\"?><DescribeVpcsResponse><?r?></DescribeVpcsResponse>".utf8),
      [0x3C, 0xFF, 0xFF, 0x3E],
    ]
  )
  func unsafeForTheParser(body: [UInt8]) {
    #expect(throws: ResponseDecoder.Failure.self) {
      try ResponseDecoder(table: .ec2).decode(body, action: "DescribeVpcs")
    }
    #expect(ServiceErrorDecoder.decode(body, status: 503, action: "DescribeVpcs").code.isEmpty)
  }

  @Test("A number that is none is an error")
  func badNumber() {
    let xml =
      "<DescribeSubnetsResponse><subnetSet><item><availableIpAddressCount>99999999999999999999"
      + "</availableIpAddressCount></item></subnetSet></DescribeSubnetsResponse>"
    #expect(throws: ResponseDecoder.Failure.self) { try Self.decode(xml, "DescribeSubnets") }
  }

  @Test("A body cut anywhere is an error, never a shorter answer")
  func truncation() throws {
    let xml = "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId></item></vpcSet></DescribeVpcsResponse>"
    _ = try Self.decode(xml, "DescribeVpcs")
    for length in 0..<xml.count {
      #expect(throws: ResponseDecoder.Failure.self) { try Self.decode(String(xml.prefix(length)), "DescribeVpcs") }
    }
  }

  @Test(
    "Timestamps are printed as the AWS command line prints them",
    arguments: [
      ("2024-05-06T07:08:09.000Z", "2024-05-06T07:08:09+00:00"), ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09+00:00"),
      ("2024-05-06T07:08:09.120Z", "2024-05-06T07:08:09.120000+00:00"),
      ("2024-05-06T07:08:09.1234567Z", "2024-05-06T07:08:09.123456+00:00"),
      ("2024-05-06T07:08:09+02:00", "2024-05-06T07:08:09+02:00"), ("soon", "soon"), ("Z", "Z"),
    ]
  )
  func timestamps(sent: String, printed: String) {
    #expect(Timestamps.asPrinted(sent) == printed)
  }

  @Test("The tables are whole: every action has its output and list, every structure that is named exists")
  func wholeTables() {
    for (table, actions) in [(ShapeTable.ec2, 20), (ShapeTable.rds, 1)] {
      #expect(table.actions.count == actions)
      for (name, action) in table.actions {
        let members = table.structures[action.output]?.values.map(\.name) ?? []
        #expect(members.contains(action.list), "\(name)")
        #expect(action.nextToken.map(members.contains) ?? true, "\(name)")
        #expect((action.limitParameter == nil) == (action.largestPage == nil), "\(name)")
      }
      for members in table.structures.values {
        for member in members.values {
          var kind = member.kind
          while case .list(let element) = kind { kind = element }
          if case .structure(let name) = kind { #expect(table.structures[name] != nil, "\(name)") }
        }
      }
    }
    for action in SnapshotAction.all {
      #expect(action.service.shapes.actions[action.name] != nil, "\(action.name)")
    }
  }

  @Test("JSON is written with sorted keys, four spaces to a level and escapes")
  func json() {
    let value = JSONValue.object([
      "b": .array([.integer(-1), .boolean(true), .number(0.5)]), "a": .string("\"\\\n\u{1}é"), "c": .array([]),
      "B": .object([:]),
    ])
    #expect(
      String(decoding: value.prettyPrinted, as: UTF8.self)
        == "{\n    \"B\": {},\n    \"a\": \"\\\"\\\\\\n\\u0001é\",\n    \"b\": [\n        -1,\n        true,\n        0.5\n"
        + "    ],\n    \"c\": []\n}\n"
    )
  }
}
