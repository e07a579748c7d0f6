// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateDhcpOptions` asks. Creates a custom set of DHCP options.
  package struct CreateDhcpOptionsRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateDhcpOptionsResult
    package static let action = "CreateDhcpOptions"

    package var dhcpConfigurations: [NewDhcpConfiguration] = []
    package var dryRun: Bool?
    package var tagSpecifications: [TagSpecification] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("DhcpConfiguration")
      dhcpConfigurations = try query.structures("DhcpConfiguration") ?? []
      dryRun = try query.boolean("DryRun")
      tagSpecifications = try query.structures("TagSpecification") ?? []
    }
  }

  /// What `CreateDhcpOptions` answers.
  package struct CreateDhcpOptionsResult: XMLEncodable, Equatable {
    package var dhcpOptions: DhcpOptions?

    package init(
      dhcpOptions: DhcpOptions? = nil
    ) {
      self.dhcpOptions = dhcpOptions
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("dhcpOptions", dhcpOptions)
    }
  }

  /// What `DeleteDhcpOptions` asks. Deletes the specified set of DHCP options.
  package struct DeleteDhcpOptionsRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteDhcpOptions"

    package var dhcpOptionsId: String?
    package var dryRun: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("DhcpOptionsId")
      dhcpOptionsId = try query.string("DhcpOptionsId")
      dryRun = try query.boolean("DryRun")
    }
  }

  /// What `DescribeDhcpOptions` asks. Describes your DHCP option sets.
  package struct DescribeDhcpOptionsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeDhcpOptionsResult
    package static let action = "DescribeDhcpOptions"

    package var dhcpOptionsIds: [String] = []
    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dhcpOptionsIds = try query.strings("DhcpOptionsId") ?? []
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeDhcpOptions` answers.
  package struct DescribeDhcpOptionsResult: XMLEncodable, Equatable {
    package var dhcpOptions: [DhcpOptions]?
    package var nextToken: String?

    package init(
      dhcpOptions: [DhcpOptions]? = nil, nextToken: String? = nil
    ) {
      self.dhcpOptions = dhcpOptions; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("dhcpOptionsSet", dhcpOptions)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `AssociateDhcpOptions` asks. Associates a set of DHCP options (that you've previously created) with the
  /// specified VPC, or associates no DHCP options with the VPC.
  package struct AssociateDhcpOptionsRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "AssociateDhcpOptions"

    package var dhcpOptionsId: String?
    package var dryRun: Bool?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("DhcpOptionsId", "VpcId")
      dhcpOptionsId = try query.string("DhcpOptionsId")
      dryRun = try query.boolean("DryRun")
      vpcId = try query.string("VpcId")
    }
  }
}
