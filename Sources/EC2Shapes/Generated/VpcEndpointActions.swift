// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateVpcEndpoint` asks. Creates a VPC endpoint.
  package struct CreateVpcEndpointRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateVpcEndpointResult
    package static let action = "CreateVpcEndpoint"

    package var clientToken: String?
    package var dnsOptions: DnsOptionsSpecification?
    package var dryRun: Bool?
    package var ipAddressType: String?
    package var policyDocument: String?
    package var privateDnsEnabled: Bool?
    package var resourceConfigurationArn: String?
    package var routeTableIds: [String] = []
    package var securityGroupIds: [String] = []
    package var serviceName: String?
    package var serviceNetworkArn: String?
    package var serviceRegion: String?
    package var subnetConfigurations: [SubnetConfiguration] = []
    package var subnetIds: [String] = []
    package var tagSpecifications: [TagSpecification] = []
    package var vpcEndpointType: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      clientToken = try query.string("ClientToken")
      dnsOptions = try query.structure("DnsOptions")
      dryRun = try query.boolean("DryRun")
      ipAddressType = try query.string("IpAddressType")
      policyDocument = try query.string("PolicyDocument")
      privateDnsEnabled = try query.boolean("PrivateDnsEnabled")
      resourceConfigurationArn = try query.string("ResourceConfigurationArn")
      routeTableIds = try query.strings("RouteTableId") ?? []
      securityGroupIds = try query.strings("SecurityGroupId") ?? []
      serviceName = try query.string("ServiceName")
      serviceNetworkArn = try query.string("ServiceNetworkArn")
      serviceRegion = try query.string("ServiceRegion")
      subnetConfigurations = try query.structures("SubnetConfiguration") ?? []
      subnetIds = try query.strings("SubnetId") ?? []
      tagSpecifications = try query.structures("TagSpecification") ?? []
      vpcEndpointType = try query.string("VpcEndpointType")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `CreateVpcEndpoint` answers.
  package struct CreateVpcEndpointResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var vpcEndpoint: VpcEndpoint?

    package init(
      clientToken: String? = nil, vpcEndpoint: VpcEndpoint? = nil
    ) {
      self.clientToken = clientToken; self.vpcEndpoint = vpcEndpoint
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.structure("vpcEndpoint", vpcEndpoint)
    }
  }

  /// What `DeleteVpcEndpoints` asks. Deletes the specified VPC endpoints.
  package struct DeleteVpcEndpointsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteVpcEndpointsResult
    package static let action = "DeleteVpcEndpoints"

    package var dryRun: Bool?
    package var vpcEndpointIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcEndpointId")
      dryRun = try query.boolean("DryRun")
      vpcEndpointIds = try query.strings("VpcEndpointId") ?? []
    }
  }

  /// What `DeleteVpcEndpoints` answers.
  package struct DeleteVpcEndpointsResult: XMLEncodable, Equatable {
    package var unsuccessful: [UnsuccessfulItem]?

    package init(
      unsuccessful: [UnsuccessfulItem]? = nil
    ) {
      self.unsuccessful = unsuccessful
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("unsuccessful", unsuccessful)
    }
  }

  /// What `DescribeVpcEndpoints` asks. Describes your VPC endpoints.
  package struct DescribeVpcEndpointsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcEndpointsResult
    package static let action = "DescribeVpcEndpoints"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var vpcEndpointIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      vpcEndpointIds = try query.strings("VpcEndpointId") ?? []
    }
  }

  /// What `DescribeVpcEndpoints` answers.
  package struct DescribeVpcEndpointsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var vpcEndpoints: [VpcEndpoint]?

    package init(
      nextToken: String? = nil, vpcEndpoints: [VpcEndpoint]? = nil
    ) {
      self.nextToken = nextToken; self.vpcEndpoints = vpcEndpoints
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("vpcEndpointSet", vpcEndpoints)
    }
  }

  /// What `ModifyVpcEndpoint` asks. Modifies attributes of a specified VPC endpoint.
  package struct ModifyVpcEndpointRequest: EC2Request, Equatable {
    package typealias Response = EC2.ModifyVpcEndpointResult
    package static let action = "ModifyVpcEndpoint"

    package var addRouteTableIds: [String] = []
    package var addSecurityGroupIds: [String] = []
    package var addSubnetIds: [String] = []
    package var dnsOptions: DnsOptionsSpecification?
    package var dryRun: Bool?
    package var ipAddressType: String?
    package var policyDocument: String?
    package var privateDnsEnabled: Bool?
    package var removeRouteTableIds: [String] = []
    package var removeSecurityGroupIds: [String] = []
    package var removeSubnetIds: [String] = []
    package var resetPolicy: Bool?
    package var subnetConfigurations: [SubnetConfiguration] = []
    package var vpcEndpointId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcEndpointId")
      addRouteTableIds = try query.strings("AddRouteTableId") ?? []
      addSecurityGroupIds = try query.strings("AddSecurityGroupId") ?? []
      addSubnetIds = try query.strings("AddSubnetId") ?? []
      dnsOptions = try query.structure("DnsOptions")
      dryRun = try query.boolean("DryRun")
      ipAddressType = try query.string("IpAddressType")
      policyDocument = try query.string("PolicyDocument")
      privateDnsEnabled = try query.boolean("PrivateDnsEnabled")
      removeRouteTableIds = try query.strings("RemoveRouteTableId") ?? []
      removeSecurityGroupIds = try query.strings("RemoveSecurityGroupId") ?? []
      removeSubnetIds = try query.strings("RemoveSubnetId") ?? []
      resetPolicy = try query.boolean("ResetPolicy")
      subnetConfigurations = try query.structures("SubnetConfiguration") ?? []
      vpcEndpointId = try query.string("VpcEndpointId")
    }
  }

  /// What `ModifyVpcEndpoint` answers.
  package struct ModifyVpcEndpointResult: XMLEncodable, Equatable {
    package var `return`: Bool?

    package init(
      `return`: Bool? = nil
    ) {
      self.return = `return`
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("return", `return`)
    }
  }

  /// What `DescribeVpcEndpointServices` asks. Describes available services to which you can create a VPC endpoint.
  package struct DescribeVpcEndpointServicesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcEndpointServicesResult
    package static let action = "DescribeVpcEndpointServices"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var serviceNames: [String] = []
    package var serviceRegions: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      serviceNames = try query.strings("ServiceName") ?? []
      serviceRegions = try query.strings("ServiceRegion") ?? []
    }
  }

  /// What `DescribeVpcEndpointServices` answers.
  package struct DescribeVpcEndpointServicesResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var serviceDetails: [ServiceDetail]?
    package var serviceNames: [String]?

    package init(
      nextToken: String? = nil, serviceDetails: [ServiceDetail]? = nil, serviceNames: [String]? = nil
    ) {
      self.nextToken = nextToken; self.serviceDetails = serviceDetails; self.serviceNames = serviceNames
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("serviceDetailSet", serviceDetails)
      xml.list("serviceNameSet", serviceNames)
    }
  }
}
