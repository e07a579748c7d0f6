import EC2Shapes
import Testing

@testable import ControlPlane

@Suite("Locations and account")
struct LocationTests {
  @Test("Regions have endpoints and can be filtered")
  func regions() throws {
    var cloud = TestCloud()
    var request = EC2.DescribeRegionsRequest()
    let all = try #require(try cloud.perform(request).regions)
    #expect(all.compactMap(\.regionName) == RegionCatalog.regions.keys.sorted())
    #expect(all.contains { $0.regionName == "us-east-1" && $0.endpoint == "ec2.us-east-1.amazonaws.com" })
    request.regionNames = ["eu-west-1"]
    #expect(try cloud.perform(request).regions?.map(\.optInStatus) == ["opt-in-not-required"])
    request.regionNames = ["atlantis-1"]
    cloud.expectError("InvalidParameterValue", nil, request)
    request.regionNames = []
    request.filters = [filter("region-name", "eu-central-*")]
    #expect(try cloud.perform(request).regions?.compactMap(\.regionName) == ["eu-central-1", "eu-central-2"])
    request.filters = [filter("colour", "red")]
    cloud.expectError("InvalidParameterValue", nil, request)
  }

  @Test("Zones are those of the caller's region")
  func zones() throws {
    var cloud = TestCloud(region: "us-east-1")
    var request = EC2.DescribeAvailabilityZonesRequest()
    let all = try #require(try cloud.perform(request).availabilityZones)
    #expect(all.compactMap(\.zoneName) == "abcdef".map { "us-east-1\($0)" })
    #expect(all.allSatisfy { $0.state == "available" && $0.zoneType == "availability-zone" })
    request.zoneIds = ["use1-az2"]
    #expect(try cloud.perform(request).availabilityZones?.compactMap(\.zoneName) == ["us-east-1b"])
    request.zoneIds = ["euc1-az1"]
    cloud.expectError("InvalidParameterValue", nil, request)
    request.zoneIds = []
    request.filters = [filter("zone-name", "us-east-1[ab]"), filter("state", "available")]
    #expect(try cloud.perform(request).availabilityZones == [])
    request.filters = [filter("zone-id", "use1-az?"), filter("region-name", "us-east-1")]
    #expect(try cloud.perform(request).availabilityZones?.count == 6)
  }

  @Test("An account without a default VPC says none")
  func accountAttributes() throws {
    var cloud = TestCloud()
    var request = EC2.DescribeAccountAttributesRequest()
    let all = try #require(try cloud.perform(request).accountAttributes)
    let values = Dictionary(
      uniqueKeysWithValues: all.map { ($0.attributeName, $0.attributeValues?.first?.attributeValue) }
    )
    #expect(values["default-vpc"] == "none")
    #expect(values["vpc-max-security-groups-per-interface"] == "5")
    request.attributeNames = ["colour"]
    cloud.expectError("InvalidParameterValue", nil, request)
  }

  private func filter(_ name: String, _ value: String) -> EC2.Filter {
    var filter = EC2.Filter()
    filter.name = name
    filter.values = [value]
    return filter
  }
}
