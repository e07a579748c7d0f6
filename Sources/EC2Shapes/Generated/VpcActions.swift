// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateVpc` asks. Creates a VPC with the specified CIDR blocks.
  package struct CreateVpcRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateVpcResult
    package static let action = "CreateVpc"

    package var amazonProvidedIpv6CidrBlock: Bool?
    package var cidrBlock: String?
    package var dryRun: Bool?
    package var instanceTenancy: String?
    package var ipv4IpamPoolId: String?
    package var ipv4NetmaskLength: Int?
    package var ipv6CidrBlock: String?
    package var ipv6CidrBlockNetworkBorderGroup: String?
    package var ipv6IpamPoolId: String?
    package var ipv6NetmaskLength: Int?
    package var ipv6Pool: String?
    package var tagSpecifications: [TagSpecification] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      amazonProvidedIpv6CidrBlock = try query.boolean("AmazonProvidedIpv6CidrBlock")
      cidrBlock = try query.string("CidrBlock")
      dryRun = try query.boolean("DryRun")
      instanceTenancy = try query.string("InstanceTenancy")
      ipv4IpamPoolId = try query.string("Ipv4IpamPoolId")
      ipv4NetmaskLength = try query.integer("Ipv4NetmaskLength")
      ipv6CidrBlock = try query.string("Ipv6CidrBlock")
      ipv6CidrBlockNetworkBorderGroup = try query.string("Ipv6CidrBlockNetworkBorderGroup")
      ipv6IpamPoolId = try query.string("Ipv6IpamPoolId")
      ipv6NetmaskLength = try query.integer("Ipv6NetmaskLength")
      ipv6Pool = try query.string("Ipv6Pool")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      query.ignore("VpcEncryptionControl")
    }
  }

  /// What `CreateVpc` answers.
  package struct CreateVpcResult: XMLEncodable, Equatable {
    package var vpc: Vpc?

    package init(
      vpc: Vpc? = nil
    ) {
      self.vpc = vpc
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("vpc", vpc)
    }
  }

  /// What `DeleteVpc` asks. Deletes the specified VPC.
  package struct DeleteVpcRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteVpc"

    package var dryRun: Bool?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      dryRun = try query.boolean("DryRun")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DescribeVpcs` asks. Describes your VPCs.
  package struct DescribeVpcsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcsResult
    package static let action = "DescribeVpcs"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var vpcIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      vpcIds = try query.strings("VpcId") ?? []
    }
  }

  /// What `DescribeVpcs` answers.
  package struct DescribeVpcsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var vpcs: [Vpc]?

    package init(
      nextToken: String? = nil, vpcs: [Vpc]? = nil
    ) {
      self.nextToken = nextToken; self.vpcs = vpcs
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("vpcSet", vpcs)
    }
  }

  /// What `ModifyVpcAttribute` asks. Modifies the specified attribute of the specified VPC.
  package struct ModifyVpcAttributeRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ModifyVpcAttribute"

    package var enableDnsHostnames: AttributeBooleanValue?
    package var enableDnsSupport: AttributeBooleanValue?
    package var enableNetworkAddressUsageMetrics: AttributeBooleanValue?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      enableDnsHostnames = try query.structure("EnableDnsHostnames")
      enableDnsSupport = try query.structure("EnableDnsSupport")
      enableNetworkAddressUsageMetrics = try query.structure("EnableNetworkAddressUsageMetrics")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DescribeVpcAttribute` asks. Describes the specified attribute of the specified VPC.
  package struct DescribeVpcAttributeRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcAttributeResult
    package static let action = "DescribeVpcAttribute"

    package var attribute: String?
    package var dryRun: Bool?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Attribute", "VpcId")
      attribute = try query.string("Attribute")
      dryRun = try query.boolean("DryRun")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DescribeVpcAttribute` answers.
  package struct DescribeVpcAttributeResult: XMLEncodable, Equatable {
    package var enableDnsHostnames: AttributeBooleanValue?
    package var enableDnsSupport: AttributeBooleanValue?
    package var enableNetworkAddressUsageMetrics: AttributeBooleanValue?
    package var vpcId: String?

    package init(
      enableDnsHostnames: AttributeBooleanValue? = nil, enableDnsSupport: AttributeBooleanValue? = nil,
      enableNetworkAddressUsageMetrics: AttributeBooleanValue? = nil, vpcId: String? = nil
    ) {
      self.enableDnsHostnames = enableDnsHostnames; self.enableDnsSupport = enableDnsSupport
      self.enableNetworkAddressUsageMetrics = enableNetworkAddressUsageMetrics; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("enableDnsHostnames", enableDnsHostnames)
      xml.structure("enableDnsSupport", enableDnsSupport)
      xml.structure("enableNetworkAddressUsageMetrics", enableNetworkAddressUsageMetrics)
      xml.element("vpcId", vpcId)
    }
  }

  /// What `ModifyVpcTenancy` asks. Modifies the instance tenancy attribute of the specified VPC.
  package struct ModifyVpcTenancyRequest: EC2Request, Equatable {
    package typealias Response = EC2.ModifyVpcTenancyResult
    package static let action = "ModifyVpcTenancy"

    package var dryRun: Bool?
    package var instanceTenancy: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("InstanceTenancy", "VpcId")
      dryRun = try query.boolean("DryRun")
      instanceTenancy = try query.string("InstanceTenancy")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `ModifyVpcTenancy` answers.
  package struct ModifyVpcTenancyResult: XMLEncodable, Equatable {
    package var returnValue: Bool?

    package init(
      returnValue: Bool? = nil
    ) {
      self.returnValue = returnValue
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("return", returnValue)
    }
  }

  /// What `AssociateVpcCidrBlock` asks. Associates a CIDR block with your VPC.
  package struct AssociateVpcCidrBlockRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssociateVpcCidrBlockResult
    package static let action = "AssociateVpcCidrBlock"

    package var amazonProvidedIpv6CidrBlock: Bool?
    package var cidrBlock: String?
    package var ipv4IpamPoolId: String?
    package var ipv4NetmaskLength: Int?
    package var ipv6CidrBlock: String?
    package var ipv6CidrBlockNetworkBorderGroup: String?
    package var ipv6IpamPoolId: String?
    package var ipv6NetmaskLength: Int?
    package var ipv6Pool: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      amazonProvidedIpv6CidrBlock = try query.boolean("AmazonProvidedIpv6CidrBlock")
      cidrBlock = try query.string("CidrBlock")
      ipv4IpamPoolId = try query.string("Ipv4IpamPoolId")
      ipv4NetmaskLength = try query.integer("Ipv4NetmaskLength")
      ipv6CidrBlock = try query.string("Ipv6CidrBlock")
      ipv6CidrBlockNetworkBorderGroup = try query.string("Ipv6CidrBlockNetworkBorderGroup")
      ipv6IpamPoolId = try query.string("Ipv6IpamPoolId")
      ipv6NetmaskLength = try query.integer("Ipv6NetmaskLength")
      ipv6Pool = try query.string("Ipv6Pool")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `AssociateVpcCidrBlock` answers.
  package struct AssociateVpcCidrBlockResult: XMLEncodable, Equatable {
    package var cidrBlockAssociation: VpcCidrBlockAssociation?
    package var ipv6CidrBlockAssociation: VpcIpv6CidrBlockAssociation?
    package var vpcId: String?

    package init(
      cidrBlockAssociation: VpcCidrBlockAssociation? = nil,
      ipv6CidrBlockAssociation: VpcIpv6CidrBlockAssociation? = nil, vpcId: String? = nil
    ) {
      self.cidrBlockAssociation = cidrBlockAssociation; self.ipv6CidrBlockAssociation = ipv6CidrBlockAssociation
      self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("cidrBlockAssociation", cidrBlockAssociation)
      xml.structure("ipv6CidrBlockAssociation", ipv6CidrBlockAssociation)
      xml.element("vpcId", vpcId)
    }
  }

  /// What `DisassociateVpcCidrBlock` asks. Disassociates a CIDR block from a VPC.
  package struct DisassociateVpcCidrBlockRequest: EC2Request, Equatable {
    package typealias Response = EC2.DisassociateVpcCidrBlockResult
    package static let action = "DisassociateVpcCidrBlock"

    package var associationId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AssociationId")
      associationId = try query.string("AssociationId")
    }
  }

  /// What `DisassociateVpcCidrBlock` answers.
  package struct DisassociateVpcCidrBlockResult: XMLEncodable, Equatable {
    package var cidrBlockAssociation: VpcCidrBlockAssociation?
    package var ipv6CidrBlockAssociation: VpcIpv6CidrBlockAssociation?
    package var vpcId: String?

    package init(
      cidrBlockAssociation: VpcCidrBlockAssociation? = nil,
      ipv6CidrBlockAssociation: VpcIpv6CidrBlockAssociation? = nil, vpcId: String? = nil
    ) {
      self.cidrBlockAssociation = cidrBlockAssociation; self.ipv6CidrBlockAssociation = ipv6CidrBlockAssociation
      self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("cidrBlockAssociation", cidrBlockAssociation)
      xml.structure("ipv6CidrBlockAssociation", ipv6CidrBlockAssociation)
      xml.element("vpcId", vpcId)
    }
  }

  /// What `CreateDefaultVpc` asks. Creates a default VPC with a size /16 IPv4 CIDR block and a default subnet in each
  /// Availability Zone.
  package struct CreateDefaultVpcRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateDefaultVpcResult
    package static let action = "CreateDefaultVpc"

    package var dryRun: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
    }
  }

  /// What `CreateDefaultVpc` answers.
  package struct CreateDefaultVpcResult: XMLEncodable, Equatable {
    package var vpc: Vpc?

    package init(
      vpc: Vpc? = nil
    ) {
      self.vpc = vpc
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("vpc", vpc)
    }
  }

  /// What `CreateDefaultSubnet` asks. Creates a default subnet with a size /20 IPv4 CIDR block in the specified
  /// Availability Zone in your default VPC.
  package struct CreateDefaultSubnetRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateDefaultSubnetResult
    package static let action = "CreateDefaultSubnet"

    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var dryRun: Bool?
    package var ipv6Native: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      availabilityZone = try query.string("AvailabilityZone")
      availabilityZoneId = try query.string("AvailabilityZoneId")
      dryRun = try query.boolean("DryRun")
      ipv6Native = try query.boolean("Ipv6Native")
    }
  }

  /// What `CreateDefaultSubnet` answers.
  package struct CreateDefaultSubnetResult: XMLEncodable, Equatable {
    package var subnet: Subnet?

    package init(
      subnet: Subnet? = nil
    ) {
      self.subnet = subnet
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("subnet", subnet)
    }
  }

  /// What `DescribeVpcClassicLink` asks. Describes the ClassicLink status of the specified VPCs.
  package struct DescribeVpcClassicLinkRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcClassicLinkResult
    package static let action = "DescribeVpcClassicLink"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var vpcIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      vpcIds = try query.strings("VpcId") ?? []
    }
  }

  /// What `DescribeVpcClassicLink` answers.
  package struct DescribeVpcClassicLinkResult: XMLEncodable, Equatable {
    package var vpcs: [VpcClassicLink]?

    package init(
      vpcs: [VpcClassicLink]? = nil
    ) {
      self.vpcs = vpcs
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("vpcSet", vpcs)
    }
  }

  /// What `DescribeVpcClassicLinkDnsSupport` asks. Describes the ClassicLink DNS support status of one or more VPCs.
  package struct DescribeVpcClassicLinkDnsSupportRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcClassicLinkDnsSupportResult
    package static let action = "DescribeVpcClassicLinkDnsSupport"

    package var maxResults: Int?
    package var nextToken: String?
    package var vpcIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      vpcIds = try query.strings("VpcIds") ?? []
    }
  }

  /// What `DescribeVpcClassicLinkDnsSupport` answers.
  package struct DescribeVpcClassicLinkDnsSupportResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var vpcs: [ClassicLinkDnsSupport]?

    package init(
      nextToken: String? = nil, vpcs: [ClassicLinkDnsSupport]? = nil
    ) {
      self.nextToken = nextToken; self.vpcs = vpcs
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("vpcs", vpcs)
    }
  }
}
