// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateTags` asks. Adds or overwrites only the specified tags for the specified Amazon EC2 resource or
  /// resources.
  package struct CreateTagsRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "CreateTags"

    package var dryRun: Bool?
    package var resources: [String] = []
    package var tags: [Tag] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("ResourceId", "Tag")
      dryRun = try query.boolean("DryRun")
      resources = try query.strings("ResourceId") ?? []
      tags = try query.structures("Tag") ?? []
    }
  }

  /// What `DeleteTags` asks. Deletes the specified set of tags from the specified set of resources.
  package struct DeleteTagsRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteTags"

    package var dryRun: Bool?
    package var resources: [String] = []
    package var tags: [Tag] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("ResourceId")
      dryRun = try query.boolean("DryRun")
      resources = try query.strings("ResourceId") ?? []
      tags = try query.structures("Tag") ?? []
    }
  }

  /// What `DescribeTags` asks. Describes the specified tags for your EC2 resources.
  package struct DescribeTagsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeTagsResult
    package static let action = "DescribeTags"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeTags` answers.
  package struct DescribeTagsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var tags: [TagDescription]?

    package init(
      nextToken: String? = nil, tags: [TagDescription]? = nil
    ) {
      self.nextToken = nextToken; self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("tagSet", tags)
    }
  }
}
