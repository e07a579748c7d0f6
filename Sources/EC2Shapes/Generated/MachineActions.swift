// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `DescribeInstanceTypes` asks. Describes the specified instance types.
  package struct DescribeInstanceTypesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeInstanceTypesResult
    package static let action = "DescribeInstanceTypes"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var includeUnsupportedInRegion: Bool?
    package var instanceTypes: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      includeUnsupportedInRegion = try query.boolean("IncludeUnsupportedInRegion")
      instanceTypes = try query.strings("InstanceType") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeInstanceTypes` answers.
  package struct DescribeInstanceTypesResult: XMLEncodable, Equatable {
    package var instanceTypes: [InstanceTypeInfo]?
    package var nextToken: String?

    package init(
      instanceTypes: [InstanceTypeInfo]? = nil, nextToken: String? = nil
    ) {
      self.instanceTypes = instanceTypes; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("instanceTypeSet", instanceTypes)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `DescribeImages` asks. Describes the specified images (AMIs, AKIs, and ARIs) available to you or all of the
  /// images available to you.
  package struct DescribeImagesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeImagesResult
    package static let action = "DescribeImages"

    package var dryRun: Bool?
    package var executableUsers: [String] = []
    package var filters: [Filter] = []
    package var imageIds: [String] = []
    package var includeDeprecated: Bool?
    package var includeDisabled: Bool?
    package var maxResults: Int?
    package var nextToken: String?
    package var owners: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      executableUsers = try query.strings("ExecutableBy") ?? []
      filters = try query.structures("Filter") ?? []
      imageIds = try query.strings("ImageId") ?? []
      includeDeprecated = try query.boolean("IncludeDeprecated")
      includeDisabled = try query.boolean("IncludeDisabled")
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      owners = try query.strings("Owner") ?? []
    }
  }

  /// What `DescribeImages` answers.
  package struct DescribeImagesResult: XMLEncodable, Equatable {
    package var images: [Image]?
    package var nextToken: String?

    package init(
      images: [Image]? = nil, nextToken: String? = nil
    ) {
      self.images = images; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("imagesSet", images)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `DescribeVolumes` asks. Describes the specified EBS volumes or all of your EBS volumes.
  package struct DescribeVolumesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVolumesResult
    package static let action = "DescribeVolumes"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var includeManagedResources: Bool?
    package var maxResults: Int?
    package var nextToken: String?
    package var volumeIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      includeManagedResources = try query.boolean("IncludeManagedResources")
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      volumeIds = try query.strings("VolumeId") ?? []
    }
  }

  /// What `DescribeVolumes` answers.
  package struct DescribeVolumesResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var volumes: [Volume]?

    package init(
      nextToken: String? = nil, volumes: [Volume]? = nil
    ) {
      self.nextToken = nextToken; self.volumes = volumes
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("volumeSet", volumes)
    }
  }
}
