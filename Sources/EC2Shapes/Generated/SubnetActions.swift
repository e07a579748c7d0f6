// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateSubnet` asks. Creates a subnet in the specified VPC.
  package struct CreateSubnetRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateSubnetResult
    package static let action = "CreateSubnet"

    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var cidrBlock: String?
    package var dryRun: Bool?
    package var ipv4IpamPoolId: String?
    package var ipv4NetmaskLength: Int?
    package var ipv6CidrBlock: String?
    package var ipv6IpamPoolId: String?
    package var ipv6Native: Bool?
    package var ipv6NetmaskLength: Int?
    package var outpostArn: String?
    package var tagSpecifications: [TagSpecification] = []
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      availabilityZone = try query.string("AvailabilityZone")
      availabilityZoneId = try query.string("AvailabilityZoneId")
      cidrBlock = try query.string("CidrBlock")
      dryRun = try query.boolean("DryRun")
      ipv4IpamPoolId = try query.string("Ipv4IpamPoolId")
      ipv4NetmaskLength = try query.integer("Ipv4NetmaskLength")
      ipv6CidrBlock = try query.string("Ipv6CidrBlock")
      ipv6IpamPoolId = try query.string("Ipv6IpamPoolId")
      ipv6Native = try query.boolean("Ipv6Native")
      ipv6NetmaskLength = try query.integer("Ipv6NetmaskLength")
      outpostArn = try query.string("OutpostArn")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      vpcId = try query.string("VpcId")
    }
  }

  /// What `CreateSubnet` answers.
  package struct CreateSubnetResult: XMLEncodable, Equatable {
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

  /// What `DeleteSubnet` asks. Deletes the specified subnet.
  package struct DeleteSubnetRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteSubnet"

    package var dryRun: Bool?
    package var subnetId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("SubnetId")
      dryRun = try query.boolean("DryRun")
      subnetId = try query.string("SubnetId")
    }
  }

  /// What `DescribeSubnets` asks. Describes your subnets.
  package struct DescribeSubnetsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeSubnetsResult
    package static let action = "DescribeSubnets"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var subnetIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      subnetIds = try query.strings("SubnetId") ?? []
    }
  }

  /// What `DescribeSubnets` answers.
  package struct DescribeSubnetsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var subnets: [Subnet]?

    package init(
      nextToken: String? = nil, subnets: [Subnet]? = nil
    ) {
      self.nextToken = nextToken; self.subnets = subnets
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("subnetSet", subnets)
    }
  }

  /// What `ModifySubnetAttribute` asks. Modifies a subnet attribute.
  package struct ModifySubnetAttributeRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ModifySubnetAttribute"

    package var assignIpv6AddressOnCreation: AttributeBooleanValue?
    package var customerOwnedIpv4Pool: String?
    package var disableLniAtDeviceIndex: AttributeBooleanValue?
    package var enableDns64: AttributeBooleanValue?
    package var enableLniAtDeviceIndex: Int?
    package var enableResourceNameDnsAAAARecordOnLaunch: AttributeBooleanValue?
    package var enableResourceNameDnsARecordOnLaunch: AttributeBooleanValue?
    package var mapCustomerOwnedIpOnLaunch: AttributeBooleanValue?
    package var mapPublicIpOnLaunch: AttributeBooleanValue?
    package var privateDnsHostnameTypeOnLaunch: String?
    package var subnetId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("SubnetId")
      assignIpv6AddressOnCreation = try query.structure("AssignIpv6AddressOnCreation")
      customerOwnedIpv4Pool = try query.string("CustomerOwnedIpv4Pool")
      disableLniAtDeviceIndex = try query.structure("DisableLniAtDeviceIndex")
      enableDns64 = try query.structure("EnableDns64")
      enableLniAtDeviceIndex = try query.integer("EnableLniAtDeviceIndex")
      enableResourceNameDnsAAAARecordOnLaunch = try query.structure("EnableResourceNameDnsAAAARecordOnLaunch")
      enableResourceNameDnsARecordOnLaunch = try query.structure("EnableResourceNameDnsARecordOnLaunch")
      mapCustomerOwnedIpOnLaunch = try query.structure("MapCustomerOwnedIpOnLaunch")
      mapPublicIpOnLaunch = try query.structure("MapPublicIpOnLaunch")
      privateDnsHostnameTypeOnLaunch = try query.string("PrivateDnsHostnameTypeOnLaunch")
      subnetId = try query.string("SubnetId")
    }
  }

  /// What `AssociateSubnetCidrBlock` asks. Associates a CIDR block with your subnet.
  package struct AssociateSubnetCidrBlockRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssociateSubnetCidrBlockResult
    package static let action = "AssociateSubnetCidrBlock"

    package var ipv6CidrBlock: String?
    package var ipv6IpamPoolId: String?
    package var ipv6NetmaskLength: Int?
    package var subnetId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("SubnetId")
      ipv6CidrBlock = try query.string("Ipv6CidrBlock")
      ipv6IpamPoolId = try query.string("Ipv6IpamPoolId")
      ipv6NetmaskLength = try query.integer("Ipv6NetmaskLength")
      subnetId = try query.string("SubnetId")
    }
  }

  /// What `AssociateSubnetCidrBlock` answers.
  package struct AssociateSubnetCidrBlockResult: XMLEncodable, Equatable {
    package var ipv6CidrBlockAssociation: SubnetIpv6CidrBlockAssociation?
    package var subnetId: String?

    package init(
      ipv6CidrBlockAssociation: SubnetIpv6CidrBlockAssociation? = nil, subnetId: String? = nil
    ) {
      self.ipv6CidrBlockAssociation = ipv6CidrBlockAssociation; self.subnetId = subnetId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("ipv6CidrBlockAssociation", ipv6CidrBlockAssociation)
      xml.element("subnetId", subnetId)
    }
  }

  /// What `DisassociateSubnetCidrBlock` asks. Disassociates a CIDR block from a subnet.
  package struct DisassociateSubnetCidrBlockRequest: EC2Request, Equatable {
    package typealias Response = EC2.DisassociateSubnetCidrBlockResult
    package static let action = "DisassociateSubnetCidrBlock"

    package var associationId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AssociationId")
      associationId = try query.string("AssociationId")
    }
  }

  /// What `DisassociateSubnetCidrBlock` answers.
  package struct DisassociateSubnetCidrBlockResult: XMLEncodable, Equatable {
    package var ipv6CidrBlockAssociation: SubnetIpv6CidrBlockAssociation?
    package var subnetId: String?

    package init(
      ipv6CidrBlockAssociation: SubnetIpv6CidrBlockAssociation? = nil, subnetId: String? = nil
    ) {
      self.ipv6CidrBlockAssociation = ipv6CidrBlockAssociation; self.subnetId = subnetId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("ipv6CidrBlockAssociation", ipv6CidrBlockAssociation)
      xml.element("subnetId", subnetId)
    }
  }
}
