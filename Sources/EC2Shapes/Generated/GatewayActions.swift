// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateInternetGateway` asks. Creates an internet gateway for use with a VPC.
  package struct CreateInternetGatewayRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateInternetGatewayResult
    package static let action = "CreateInternetGateway"

    package var dryRun: Bool?
    package var tagSpecifications: [TagSpecification] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      tagSpecifications = try query.structures("TagSpecification") ?? []
    }
  }

  /// What `CreateInternetGateway` answers.
  package struct CreateInternetGatewayResult: XMLEncodable, Equatable {
    package var internetGateway: InternetGateway?

    package init(
      internetGateway: InternetGateway? = nil
    ) {
      self.internetGateway = internetGateway
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("internetGateway", internetGateway)
    }
  }

  /// What `DeleteInternetGateway` asks. Deletes the specified internet gateway.
  package struct DeleteInternetGatewayRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteInternetGateway"

    package var dryRun: Bool?
    package var internetGatewayId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InternetGatewayId")
      dryRun = try query.boolean("DryRun")
      internetGatewayId = try query.string("InternetGatewayId")
    }
  }

  /// What `AttachInternetGateway` asks. Attaches an internet gateway or a virtual private gateway to a VPC, enabling
  /// connectivity between the internet and the VPC.
  package struct AttachInternetGatewayRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "AttachInternetGateway"

    package var dryRun: Bool?
    package var internetGatewayId: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InternetGatewayId", "VpcId")
      dryRun = try query.boolean("DryRun")
      internetGatewayId = try query.string("InternetGatewayId")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DetachInternetGateway` asks. Detaches an internet gateway from a VPC, disabling connectivity between the
  /// internet and the VPC.
  package struct DetachInternetGatewayRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DetachInternetGateway"

    package var dryRun: Bool?
    package var internetGatewayId: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InternetGatewayId", "VpcId")
      dryRun = try query.boolean("DryRun")
      internetGatewayId = try query.string("InternetGatewayId")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DescribeInternetGateways` asks. Describes your internet gateways.
  package struct DescribeInternetGatewaysRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeInternetGatewaysResult
    package static let action = "DescribeInternetGateways"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var internetGatewayIds: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      internetGatewayIds = try query.strings("InternetGatewayId") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeInternetGateways` answers.
  package struct DescribeInternetGatewaysResult: XMLEncodable, Equatable {
    package var internetGateways: [InternetGateway]?
    package var nextToken: String?

    package init(
      internetGateways: [InternetGateway]? = nil, nextToken: String? = nil
    ) {
      self.internetGateways = internetGateways; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("internetGatewaySet", internetGateways)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `CreateEgressOnlyInternetGateway` asks. [IPv6 only] Creates an egress-only internet gateway for your VPC.
  package struct CreateEgressOnlyInternetGatewayRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateEgressOnlyInternetGatewayResult
    package static let action = "CreateEgressOnlyInternetGateway"

    package var clientToken: String?
    package var dryRun: Bool?
    package var tagSpecifications: [TagSpecification] = []
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      clientToken = try query.string("ClientToken")
      dryRun = try query.boolean("DryRun")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      vpcId = try query.string("VpcId")
    }
  }

  /// What `CreateEgressOnlyInternetGateway` answers.
  package struct CreateEgressOnlyInternetGatewayResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var egressOnlyInternetGateway: EgressOnlyInternetGateway?

    package init(
      clientToken: String? = nil, egressOnlyInternetGateway: EgressOnlyInternetGateway? = nil
    ) {
      self.clientToken = clientToken; self.egressOnlyInternetGateway = egressOnlyInternetGateway
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.structure("egressOnlyInternetGateway", egressOnlyInternetGateway)
    }
  }

  /// What `DeleteEgressOnlyInternetGateway` asks. Deletes an egress-only internet gateway.
  package struct DeleteEgressOnlyInternetGatewayRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteEgressOnlyInternetGatewayResult
    package static let action = "DeleteEgressOnlyInternetGateway"

    package var dryRun: Bool?
    package var egressOnlyInternetGatewayId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("EgressOnlyInternetGatewayId")
      dryRun = try query.boolean("DryRun")
      egressOnlyInternetGatewayId = try query.string("EgressOnlyInternetGatewayId")
    }
  }

  /// What `DeleteEgressOnlyInternetGateway` answers.
  package struct DeleteEgressOnlyInternetGatewayResult: XMLEncodable, Equatable {
    package var returnCode: Bool?

    package init(
      returnCode: Bool? = nil
    ) {
      self.returnCode = returnCode
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("returnCode", returnCode)
    }
  }

  /// What `DescribeEgressOnlyInternetGateways` asks. Describes your egress-only internet gateways.
  package struct DescribeEgressOnlyInternetGatewaysRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeEgressOnlyInternetGatewaysResult
    package static let action = "DescribeEgressOnlyInternetGateways"

    package var dryRun: Bool?
    package var egressOnlyInternetGatewayIds: [String] = []
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      egressOnlyInternetGatewayIds = try query.strings("EgressOnlyInternetGatewayId") ?? []
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeEgressOnlyInternetGateways` answers.
  package struct DescribeEgressOnlyInternetGatewaysResult: XMLEncodable, Equatable {
    package var egressOnlyInternetGateways: [EgressOnlyInternetGateway]?
    package var nextToken: String?

    package init(
      egressOnlyInternetGateways: [EgressOnlyInternetGateway]? = nil, nextToken: String? = nil
    ) {
      self.egressOnlyInternetGateways = egressOnlyInternetGateways; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("egressOnlyInternetGatewaySet", egressOnlyInternetGateways)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `CreateNatGateway` asks. Creates a NAT gateway in the specified subnet.
  package struct CreateNatGatewayRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateNatGatewayResult
    package static let action = "CreateNatGateway"

    package var allocationId: String?
    package var availabilityMode: String?
    package var availabilityZoneAddresses: [AvailabilityZoneAddress] = []
    package var clientToken: String?
    package var connectivityType: String?
    package var dryRun: Bool?
    package var privateIpAddress: String?
    package var secondaryAllocationIds: [String] = []
    package var secondaryPrivateIpAddressCount: Int?
    package var secondaryPrivateIpAddresses: [String] = []
    package var subnetId: String?
    package var tagSpecifications: [TagSpecification] = []
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      allocationId = try query.string("AllocationId")
      availabilityMode = try query.string("AvailabilityMode")
      availabilityZoneAddresses = try query.structures("AvailabilityZoneAddress") ?? []
      clientToken = try query.string("ClientToken")
      connectivityType = try query.string("ConnectivityType")
      dryRun = try query.boolean("DryRun")
      privateIpAddress = try query.string("PrivateIpAddress")
      secondaryAllocationIds = try query.strings("SecondaryAllocationId") ?? []
      secondaryPrivateIpAddressCount = try query.integer("SecondaryPrivateIpAddressCount")
      secondaryPrivateIpAddresses = try query.strings("SecondaryPrivateIpAddress") ?? []
      subnetId = try query.string("SubnetId")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      vpcId = try query.string("VpcId")
    }
  }

  /// What `CreateNatGateway` answers.
  package struct CreateNatGatewayResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var natGateway: NatGateway?

    package init(
      clientToken: String? = nil, natGateway: NatGateway? = nil
    ) {
      self.clientToken = clientToken; self.natGateway = natGateway
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.structure("natGateway", natGateway)
    }
  }

  /// What `DeleteNatGateway` asks. Deletes the specified NAT gateway.
  package struct DeleteNatGatewayRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteNatGatewayResult
    package static let action = "DeleteNatGateway"

    package var dryRun: Bool?
    package var natGatewayId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NatGatewayId")
      dryRun = try query.boolean("DryRun")
      natGatewayId = try query.string("NatGatewayId")
    }
  }

  /// What `DeleteNatGateway` answers.
  package struct DeleteNatGatewayResult: XMLEncodable, Equatable {
    package var natGatewayId: String?

    package init(
      natGatewayId: String? = nil
    ) {
      self.natGatewayId = natGatewayId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("natGatewayId", natGatewayId)
    }
  }

  /// What `DescribeNatGateways` asks. Describes your NAT gateways.
  package struct DescribeNatGatewaysRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeNatGatewaysResult
    package static let action = "DescribeNatGateways"

    package var dryRun: Bool?
    package var filter: [Filter] = []
    package var maxResults: Int?
    package var natGatewayIds: [String] = []
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filter = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      natGatewayIds = try query.strings("NatGatewayId") ?? []
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeNatGateways` answers.
  package struct DescribeNatGatewaysResult: XMLEncodable, Equatable {
    package var natGateways: [NatGateway]?
    package var nextToken: String?

    package init(
      natGateways: [NatGateway]? = nil, nextToken: String? = nil
    ) {
      self.natGateways = natGateways; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("natGatewaySet", natGateways)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `DescribeTransitGateways` asks. Describes one or more transit gateways.
  package struct DescribeTransitGatewaysRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeTransitGatewaysResult
    package static let action = "DescribeTransitGateways"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var transitGatewayIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      transitGatewayIds = try query.strings("TransitGatewayIds") ?? []
    }
  }

  /// What `DescribeTransitGateways` answers.
  package struct DescribeTransitGatewaysResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var transitGateways: [TransitGateway]?

    package init(
      nextToken: String? = nil, transitGateways: [TransitGateway]? = nil
    ) {
      self.nextToken = nextToken; self.transitGateways = transitGateways
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("transitGatewaySet", transitGateways)
    }
  }

  /// What `DescribeTransitGatewayVpcAttachments` asks. Describes one or more VPC attachments.
  package struct DescribeTransitGatewayVpcAttachmentsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeTransitGatewayVpcAttachmentsResult
    package static let action = "DescribeTransitGatewayVpcAttachments"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var transitGatewayAttachmentIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      transitGatewayAttachmentIds = try query.strings("TransitGatewayAttachmentIds") ?? []
    }
  }

  /// What `DescribeTransitGatewayVpcAttachments` answers.
  package struct DescribeTransitGatewayVpcAttachmentsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var transitGatewayVpcAttachments: [TransitGatewayVpcAttachment]?

    package init(
      nextToken: String? = nil, transitGatewayVpcAttachments: [TransitGatewayVpcAttachment]? = nil
    ) {
      self.nextToken = nextToken; self.transitGatewayVpcAttachments = transitGatewayVpcAttachments
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("transitGatewayVpcAttachments", transitGatewayVpcAttachments)
    }
  }
}
