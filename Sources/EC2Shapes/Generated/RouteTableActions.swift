// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateRouteTable` asks. Creates a route table for the specified VPC.
  package struct CreateRouteTableRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateRouteTableResult
    package static let action = "CreateRouteTable"

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

  /// What `CreateRouteTable` answers.
  package struct CreateRouteTableResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var routeTable: RouteTable?

    package init(
      clientToken: String? = nil, routeTable: RouteTable? = nil
    ) {
      self.clientToken = clientToken; self.routeTable = routeTable
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.structure("routeTable", routeTable)
    }
  }

  /// What `DeleteRouteTable` asks. Deletes the specified route table.
  package struct DeleteRouteTableRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteRouteTable"

    package var dryRun: Bool?
    package var routeTableId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("RouteTableId")
      dryRun = try query.boolean("DryRun")
      routeTableId = try query.string("RouteTableId")
    }
  }

  /// What `DescribeRouteTables` asks. Describes your route tables.
  package struct DescribeRouteTablesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeRouteTablesResult
    package static let action = "DescribeRouteTables"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var routeTableIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      routeTableIds = try query.strings("RouteTableId") ?? []
    }
  }

  /// What `DescribeRouteTables` answers.
  package struct DescribeRouteTablesResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var routeTables: [RouteTable]?

    package init(
      nextToken: String? = nil, routeTables: [RouteTable]? = nil
    ) {
      self.nextToken = nextToken; self.routeTables = routeTables
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("routeTableSet", routeTables)
    }
  }

  /// What `CreateRoute` asks. Creates a route in a route table within a VPC.
  package struct CreateRouteRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateRouteResult
    package static let action = "CreateRoute"

    package var carrierGatewayId: String?
    package var coreNetworkArn: String?
    package var destinationCidrBlock: String?
    package var destinationIpv6CidrBlock: String?
    package var destinationPrefixListId: String?
    package var dryRun: Bool?
    package var egressOnlyInternetGatewayId: String?
    package var gatewayId: String?
    package var instanceId: String?
    package var localGatewayId: String?
    package var natGatewayId: String?
    package var networkInterfaceId: String?
    package var odbNetworkArn: String?
    package var routeTableId: String?
    package var transitGatewayId: String?
    package var vpcEndpointId: String?
    package var vpcPeeringConnectionId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("RouteTableId")
      carrierGatewayId = try query.string("CarrierGatewayId")
      coreNetworkArn = try query.string("CoreNetworkArn")
      destinationCidrBlock = try query.string("DestinationCidrBlock")
      destinationIpv6CidrBlock = try query.string("DestinationIpv6CidrBlock")
      destinationPrefixListId = try query.string("DestinationPrefixListId")
      dryRun = try query.boolean("DryRun")
      egressOnlyInternetGatewayId = try query.string("EgressOnlyInternetGatewayId")
      gatewayId = try query.string("GatewayId")
      instanceId = try query.string("InstanceId")
      localGatewayId = try query.string("LocalGatewayId")
      natGatewayId = try query.string("NatGatewayId")
      networkInterfaceId = try query.string("NetworkInterfaceId")
      odbNetworkArn = try query.string("OdbNetworkArn")
      routeTableId = try query.string("RouteTableId")
      transitGatewayId = try query.string("TransitGatewayId")
      vpcEndpointId = try query.string("VpcEndpointId")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }
  }

  /// What `CreateRoute` answers.
  package struct CreateRouteResult: XMLEncodable, Equatable {
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

  /// What `ReplaceRoute` asks. Replaces an existing route within a route table in a VPC.
  package struct ReplaceRouteRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ReplaceRoute"

    package var carrierGatewayId: String?
    package var coreNetworkArn: String?
    package var destinationCidrBlock: String?
    package var destinationIpv6CidrBlock: String?
    package var destinationPrefixListId: String?
    package var dryRun: Bool?
    package var egressOnlyInternetGatewayId: String?
    package var gatewayId: String?
    package var instanceId: String?
    package var localGatewayId: String?
    package var localTarget: Bool?
    package var natGatewayId: String?
    package var networkInterfaceId: String?
    package var odbNetworkArn: String?
    package var routeTableId: String?
    package var transitGatewayId: String?
    package var vpcEndpointId: String?
    package var vpcPeeringConnectionId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("RouteTableId")
      carrierGatewayId = try query.string("CarrierGatewayId")
      coreNetworkArn = try query.string("CoreNetworkArn")
      destinationCidrBlock = try query.string("DestinationCidrBlock")
      destinationIpv6CidrBlock = try query.string("DestinationIpv6CidrBlock")
      destinationPrefixListId = try query.string("DestinationPrefixListId")
      dryRun = try query.boolean("DryRun")
      egressOnlyInternetGatewayId = try query.string("EgressOnlyInternetGatewayId")
      gatewayId = try query.string("GatewayId")
      instanceId = try query.string("InstanceId")
      localGatewayId = try query.string("LocalGatewayId")
      localTarget = try query.boolean("LocalTarget")
      natGatewayId = try query.string("NatGatewayId")
      networkInterfaceId = try query.string("NetworkInterfaceId")
      odbNetworkArn = try query.string("OdbNetworkArn")
      routeTableId = try query.string("RouteTableId")
      transitGatewayId = try query.string("TransitGatewayId")
      vpcEndpointId = try query.string("VpcEndpointId")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }
  }

  /// What `DeleteRoute` asks. Deletes the specified route from the specified route table.
  package struct DeleteRouteRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteRoute"

    package var destinationCidrBlock: String?
    package var destinationIpv6CidrBlock: String?
    package var destinationPrefixListId: String?
    package var dryRun: Bool?
    package var routeTableId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("RouteTableId")
      destinationCidrBlock = try query.string("DestinationCidrBlock")
      destinationIpv6CidrBlock = try query.string("DestinationIpv6CidrBlock")
      destinationPrefixListId = try query.string("DestinationPrefixListId")
      dryRun = try query.boolean("DryRun")
      routeTableId = try query.string("RouteTableId")
    }
  }

  /// What `AssociateRouteTable` asks. Associates a subnet in your VPC or an internet gateway or virtual private gateway
  /// attached to your VPC with a route table in your VPC.
  package struct AssociateRouteTableRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssociateRouteTableResult
    package static let action = "AssociateRouteTable"

    package var dryRun: Bool?
    package var gatewayId: String?
    package var publicIpv4Pool: String?
    package var routeTableId: String?
    package var subnetId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("RouteTableId")
      dryRun = try query.boolean("DryRun")
      gatewayId = try query.string("GatewayId")
      publicIpv4Pool = try query.string("PublicIpv4Pool")
      routeTableId = try query.string("RouteTableId")
      subnetId = try query.string("SubnetId")
    }
  }

  /// What `AssociateRouteTable` answers.
  package struct AssociateRouteTableResult: XMLEncodable, Equatable {
    package var associationId: String?
    package var associationState: RouteTableAssociationState?

    package init(
      associationId: String? = nil, associationState: RouteTableAssociationState? = nil
    ) {
      self.associationId = associationId; self.associationState = associationState
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associationId", associationId)
      xml.structure("associationState", associationState)
    }
  }

  /// What `DisassociateRouteTable` asks. Disassociates a subnet or gateway from a route table.
  package struct DisassociateRouteTableRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DisassociateRouteTable"

    package var associationId: String?
    package var dryRun: Bool?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AssociationId")
      associationId = try query.string("AssociationId")
      dryRun = try query.boolean("DryRun")
    }
  }

  /// What `ReplaceRouteTableAssociation` asks. Changes the route table associated with a given subnet, internet
  /// gateway, or virtual private gateway in a VPC.
  package struct ReplaceRouteTableAssociationRequest: EC2Request, Equatable {
    package typealias Response = EC2.ReplaceRouteTableAssociationResult
    package static let action = "ReplaceRouteTableAssociation"

    package var associationId: String?
    package var dryRun: Bool?
    package var routeTableId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AssociationId", "RouteTableId")
      associationId = try query.string("AssociationId")
      dryRun = try query.boolean("DryRun")
      routeTableId = try query.string("RouteTableId")
    }
  }

  /// What `ReplaceRouteTableAssociation` answers.
  package struct ReplaceRouteTableAssociationResult: XMLEncodable, Equatable {
    package var associationState: RouteTableAssociationState?
    package var newAssociationId: String?

    package init(
      associationState: RouteTableAssociationState? = nil, newAssociationId: String? = nil
    ) {
      self.associationState = associationState; self.newAssociationId = newAssociationId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("associationState", associationState)
      xml.element("newAssociationId", newAssociationId)
    }
  }
}
