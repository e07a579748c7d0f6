// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `DescribeRegions` asks. Describes the Regions that are enabled for your account, or all Regions.
  package struct DescribeRegionsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeRegionsResult
    package static let action = "DescribeRegions"

    package var allRegions: Bool?
    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var regionNames: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allRegions = try query.boolean("AllRegions")
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      regionNames = try query.strings("RegionName") ?? []
    }
  }

  /// What `DescribeRegions` answers.
  package struct DescribeRegionsResult: XMLEncodable, Equatable {
    package var regions: [Region]?

    package init(
      regions: [Region]? = nil
    ) {
      self.regions = regions
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("regionInfo", regions)
    }
  }

  /// What `DescribeAvailabilityZones` asks. Describes the Availability Zones, Local Zones, and Wavelength Zones that
  /// are available to you.
  package struct DescribeAvailabilityZonesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeAvailabilityZonesResult
    package static let action = "DescribeAvailabilityZones"

    package var allAvailabilityZones: Bool?
    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var zoneIds: [String] = []
    package var zoneNames: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allAvailabilityZones = try query.boolean("AllAvailabilityZones")
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      zoneIds = try query.strings("ZoneId") ?? []
      zoneNames = try query.strings("ZoneName") ?? []
    }
  }

  /// What `DescribeAvailabilityZones` answers.
  package struct DescribeAvailabilityZonesResult: XMLEncodable, Equatable {
    package var availabilityZones: [AvailabilityZone]?

    package init(
      availabilityZones: [AvailabilityZone]? = nil
    ) {
      self.availabilityZones = availabilityZones
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("availabilityZoneInfo", availabilityZones)
    }
  }

  /// What `DescribeAccountAttributes` asks. Describes attributes of your Amazon Web Services account.
  package struct DescribeAccountAttributesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeAccountAttributesResult
    package static let action = "DescribeAccountAttributes"

    package var attributeNames: [String] = []
    package var dryRun: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      attributeNames = try query.strings("AttributeName") ?? []
      dryRun = try query.boolean("DryRun")
    }
  }

  /// What `DescribeAccountAttributes` answers.
  package struct DescribeAccountAttributesResult: XMLEncodable, Equatable {
    package var accountAttributes: [AccountAttribute]?

    package init(
      accountAttributes: [AccountAttribute]? = nil
    ) {
      self.accountAttributes = accountAttributes
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("accountAttributeSet", accountAttributes)
    }
  }
}
