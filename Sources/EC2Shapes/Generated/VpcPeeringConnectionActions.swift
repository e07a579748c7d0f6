// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateVpcPeeringConnection` asks. Requests a VPC peering connection between two VPCs
  package struct CreateVpcPeeringConnectionRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateVpcPeeringConnectionResult
    package static let action = "CreateVpcPeeringConnection"

    package var dryRun: Bool?
    package var peerOwnerId: String?
    package var peerRegion: String?
    package var peerVpcId: String?
    package var tagSpecifications: [TagSpecification] = []
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      dryRun = try query.boolean("DryRun")
      peerOwnerId = try query.string("PeerOwnerId")
      peerRegion = try query.string("PeerRegion")
      peerVpcId = try query.string("PeerVpcId")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      vpcId = try query.string("VpcId")
    }
  }

  /// What `CreateVpcPeeringConnection` answers.
  package struct CreateVpcPeeringConnectionResult: XMLEncodable, Equatable {
    package var vpcPeeringConnection: VpcPeeringConnection?

    package init(
      vpcPeeringConnection: VpcPeeringConnection? = nil
    ) {
      self.vpcPeeringConnection = vpcPeeringConnection
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("vpcPeeringConnection", vpcPeeringConnection)
    }
  }

  /// What `AcceptVpcPeeringConnection` asks. Accept a VPC peering connection request.
  package struct AcceptVpcPeeringConnectionRequest: EC2Request, Equatable {
    package typealias Response = EC2.AcceptVpcPeeringConnectionResult
    package static let action = "AcceptVpcPeeringConnection"

    package var dryRun: Bool?
    package var vpcPeeringConnectionId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcPeeringConnectionId")
      dryRun = try query.boolean("DryRun")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }
  }

  /// What `AcceptVpcPeeringConnection` answers.
  package struct AcceptVpcPeeringConnectionResult: XMLEncodable, Equatable {
    package var vpcPeeringConnection: VpcPeeringConnection?

    package init(
      vpcPeeringConnection: VpcPeeringConnection? = nil
    ) {
      self.vpcPeeringConnection = vpcPeeringConnection
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("vpcPeeringConnection", vpcPeeringConnection)
    }
  }

  /// What `RejectVpcPeeringConnection` asks. Rejects a VPC peering connection request.
  package struct RejectVpcPeeringConnectionRequest: EC2Request, Equatable {
    package typealias Response = EC2.RejectVpcPeeringConnectionResult
    package static let action = "RejectVpcPeeringConnection"

    package var dryRun: Bool?
    package var vpcPeeringConnectionId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcPeeringConnectionId")
      dryRun = try query.boolean("DryRun")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }
  }

  /// What `RejectVpcPeeringConnection` answers.
  package struct RejectVpcPeeringConnectionResult: XMLEncodable, Equatable {
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

  /// What `DeleteVpcPeeringConnection` asks. Deletes a VPC peering connection.
  package struct DeleteVpcPeeringConnectionRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteVpcPeeringConnectionResult
    package static let action = "DeleteVpcPeeringConnection"

    package var dryRun: Bool?
    package var vpcPeeringConnectionId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcPeeringConnectionId")
      dryRun = try query.boolean("DryRun")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }
  }

  /// What `DeleteVpcPeeringConnection` answers.
  package struct DeleteVpcPeeringConnectionResult: XMLEncodable, Equatable {
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

  /// What `DescribeVpcPeeringConnections` asks. Describes your VPC peering connections.
  package struct DescribeVpcPeeringConnectionsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeVpcPeeringConnectionsResult
    package static let action = "DescribeVpcPeeringConnections"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var vpcPeeringConnectionIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      vpcPeeringConnectionIds = try query.strings("VpcPeeringConnectionId") ?? []
    }
  }

  /// What `DescribeVpcPeeringConnections` answers.
  package struct DescribeVpcPeeringConnectionsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var vpcPeeringConnections: [VpcPeeringConnection]?

    package init(
      nextToken: String? = nil, vpcPeeringConnections: [VpcPeeringConnection]? = nil
    ) {
      self.nextToken = nextToken; self.vpcPeeringConnections = vpcPeeringConnections
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("vpcPeeringConnectionSet", vpcPeeringConnections)
    }
  }

  /// What `ModifyVpcPeeringConnectionOptions` asks. Modifies the VPC peering connection options on one side of a VPC
  /// peering connection.
  package struct ModifyVpcPeeringConnectionOptionsRequest: EC2Request, Equatable {
    package typealias Response = EC2.ModifyVpcPeeringConnectionOptionsResult
    package static let action = "ModifyVpcPeeringConnectionOptions"

    package var accepterPeeringConnectionOptions: PeeringConnectionOptionsRequest?
    package var dryRun: Bool?
    package var requesterPeeringConnectionOptions: PeeringConnectionOptionsRequest?
    package var vpcPeeringConnectionId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcPeeringConnectionId")
      accepterPeeringConnectionOptions = try query.structure("AccepterPeeringConnectionOptions")
      dryRun = try query.boolean("DryRun")
      requesterPeeringConnectionOptions = try query.structure("RequesterPeeringConnectionOptions")
      vpcPeeringConnectionId = try query.string("VpcPeeringConnectionId")
    }
  }

  /// What `ModifyVpcPeeringConnectionOptions` answers.
  package struct ModifyVpcPeeringConnectionOptionsResult: XMLEncodable, Equatable {
    package var accepterPeeringConnectionOptions: PeeringConnectionOptions?
    package var requesterPeeringConnectionOptions: PeeringConnectionOptions?

    package init(
      accepterPeeringConnectionOptions: PeeringConnectionOptions? = nil,
      requesterPeeringConnectionOptions: PeeringConnectionOptions? = nil
    ) {
      self.accepterPeeringConnectionOptions = accepterPeeringConnectionOptions
      self.requesterPeeringConnectionOptions = requesterPeeringConnectionOptions
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("accepterPeeringConnectionOptions", accepterPeeringConnectionOptions)
      xml.structure("requesterPeeringConnectionOptions", requesterPeeringConnectionOptions)
    }
  }
}
