import EC2Shapes
import Testing
import VPCModel

@testable import ControlPlane

@Suite("DHCP options")
struct DHCPOptionsTests {
  @Test(
    "New VPCs share the region's default set",
    arguments: [
      ("us-east-1", "ec2.internal"), ("eu-central-1", "eu-central-1.compute.internal"),
    ]
  )
  func regionDefault(_ region: String, _ domain: String) throws {
    var cloud = TestCloud(region: region)
    let one = try #require(try cloud.createVPC("10.0.0.0/16").dhcpOptionsId)
    #expect(try cloud.createVPC("10.0.0.0/16").dhcpOptionsId == one)
    let sets = try #require(try cloud.perform(EC2.DescribeDhcpOptionsRequest()).dhcpOptions)
    #expect(sets.map(\.dhcpOptionsId) == [one])
    let values = sets[0].dhcpConfigurations?.map { ($0.key ?? "") + "=" + ($0.values?.first?.value ?? "") }
    #expect(values == ["domain-name=\(domain)", "domain-name-servers=AmazonProvidedDNS"])
  }

  @Test("A set is associated, let go with the name default, and deleted")
  func life() throws {
    var cloud = TestCloud()
    let vpc = try #require(try cloud.createVPC("10.0.0.0/16").vpcId)
    let made = try cloud.createOptions([("domain-name", ["corp.example"]), ("ntp-servers", ["10.0.0.9, fd00::9"])])
    let id = try #require(made.dhcpOptionsId)
    #expect(made.dhcpConfigurations?.last?.values?.map(\.value) == ["10.0.0.9", "fd00::9"])
    var association = EC2.AssociateDhcpOptionsRequest()
    association.vpcId = vpc
    association.dhcpOptionsId = id
    try cloud.perform(association)
    #expect(cloud.state.vpcs[vpc]?.dhcpOptionsID == id)
    var deletion = EC2.DeleteDhcpOptionsRequest()
    deletion.dhcpOptionsId = id
    cloud.expectError(
      "DependencyViolation",
      "The dhcpOptions '\(id)' has dependencies and cannot be deleted.",
      deletion
    )
    association.dhcpOptionsId = "default"
    try cloud.perform(association)
    #expect(try cloud.vpcs("dhcp-options-id", "default") == [vpc])
    try cloud.perform(deletion)
    cloud.expectError("InvalidDhcpOptionID.NotFound", nil, deletion)
    association.dhcpOptionsId = "set"
    cloud.expectError("InvalidDhcpOptionsId.Malformed", nil, association)
  }

  @Test(
    "Options that AWS refuses",
    arguments: [
      ("colour", ["red"]), ("domain-name", []), ("domain-name-servers", ["one"]), ("netbios-node-type", ["3"]),
      ("domain-name-servers", ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5"]),
      ("netbios-name-servers", ["fd00::1"]), ("ipv6-address-preferred-lease-time", ["139"]),
      ("ipv6-address-preferred-lease-time", ["99999999999999999999999"]), ("ntp-servers", ["10.0.0.1,,10.0.0.2,x"]),
    ] as [(String, [String])]
  )
  func refused(_ key: String, _ values: [String]) {
    var cloud = TestCloud()
    #expect(throws: EC2Error.self) { try cloud.createOptions([(key, values)]) }
    #expect(throws: EC2Error.self) { try cloud.createOptions([("domain-name", ["a"]), ("domain-name", ["b"])]) }
    #expect(throws: EC2Error.self) { try cloud.createOptions([]) }
    #expect(cloud.state.dhcpOptions.count == 0)
  }

  @Test("Sets are found by key and value")
  func filters() throws {
    var cloud = TestCloud()
    let id = try #require(try cloud.createOptions([("domain-name", ["corp.example"])]).dhcpOptionsId)
    try cloud.createOptions([("netbios-node-type", ["2"])])
    for (name, value) in [("key", "domain-name"), ("value", "corp.*"), ("dhcp-options-id", id)] {
      var request = EC2.DescribeDhcpOptionsRequest()
      var filter = EC2.Filter()
      filter.name = name
      filter.values = [value]
      request.filters = [filter]
      #expect(try cloud.perform(request).dhcpOptions?.map(\.dhcpOptionsId) == [id])
    }
  }
}

extension TestCloud {
  @discardableResult
  mutating func createOptions(_ options: [(String, [String])]) throws -> EC2.DhcpOptions {
    var request = EC2.CreateDhcpOptionsRequest()
    request.dhcpConfigurations = options.map { key, values in
      var option = EC2.NewDhcpConfiguration()
      option.key = key
      option.values = values
      return option
    }
    return try #require(try perform(request).dhcpOptions)
  }
}
