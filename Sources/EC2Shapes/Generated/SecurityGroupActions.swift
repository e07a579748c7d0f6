// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateSecurityGroup` asks. Creates a security group.
  package struct CreateSecurityGroupRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateSecurityGroupResult
    package static let action = "CreateSecurityGroup"

    package var description: String?
    package var dryRun: Bool?
    package var groupName: String?
    package var tagSpecifications: [TagSpecification] = []
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupDescription", "GroupName")
      description = try query.string("GroupDescription")
      dryRun = try query.boolean("DryRun")
      groupName = try query.string("GroupName")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      vpcId = try query.string("VpcId")
    }
  }

  /// What `CreateSecurityGroup` answers.
  package struct CreateSecurityGroupResult: XMLEncodable, Equatable {
    package var groupId: String?
    package var securityGroupArn: String?
    package var tags: [Tag]?

    package init(
      groupId: String? = nil, securityGroupArn: String? = nil, tags: [Tag]? = nil
    ) {
      self.groupId = groupId; self.securityGroupArn = securityGroupArn; self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("securityGroupArn", securityGroupArn)
      xml.list("tagSet", tags)
    }
  }

  /// What `DeleteSecurityGroup` asks. Deletes a security group.
  package struct DeleteSecurityGroupRequest: EC2Request, Equatable {
    package typealias Response = EC2.DeleteSecurityGroupResult
    package static let action = "DeleteSecurityGroup"

    package var dryRun: Bool?
    package var groupId: String?
    package var groupName: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
    }
  }

  /// What `DeleteSecurityGroup` answers.
  package struct DeleteSecurityGroupResult: XMLEncodable, Equatable {
    package var groupId: String?
    package var `return`: Bool?

    package init(
      groupId: String? = nil, `return`: Bool? = nil
    ) {
      self.groupId = groupId; self.return = `return`
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("return", `return`)
    }
  }

  /// What `DescribeSecurityGroups` asks. Describes the specified security groups or all of your security groups.
  package struct DescribeSecurityGroupsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeSecurityGroupsResult
    package static let action = "DescribeSecurityGroups"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var groupIds: [String] = []
    package var groupNames: [String] = []
    package var maxResults: Int?
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      groupIds = try query.strings("GroupId") ?? []
      groupNames = try query.strings("GroupName") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeSecurityGroups` answers.
  package struct DescribeSecurityGroupsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var securityGroups: [SecurityGroup]?

    package init(
      nextToken: String? = nil, securityGroups: [SecurityGroup]? = nil
    ) {
      self.nextToken = nextToken; self.securityGroups = securityGroups
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("securityGroupInfo", securityGroups)
    }
  }

  /// What `DescribeSecurityGroupReferences` asks. Describes the VPCs on the other side of a VPC peering or Transit
  /// Gateway connection that are referencing the security groups you've specified in this request.
  package struct DescribeSecurityGroupReferencesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeSecurityGroupReferencesResult
    package static let action = "DescribeSecurityGroupReferences"

    package var dryRun: Bool?
    package var groupId: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupId")
      dryRun = try query.boolean("DryRun")
      groupId = try query.strings("GroupId") ?? []
    }
  }

  /// What `DescribeSecurityGroupReferences` answers.
  package struct DescribeSecurityGroupReferencesResult: XMLEncodable, Equatable {
    package var securityGroupReferenceSet: [SecurityGroupReference]?

    package init(
      securityGroupReferenceSet: [SecurityGroupReference]? = nil
    ) {
      self.securityGroupReferenceSet = securityGroupReferenceSet
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("securityGroupReferenceSet", securityGroupReferenceSet)
    }
  }

  /// What `DescribeStaleSecurityGroups` asks. Describes the stale security group rules for security groups referenced
  /// across a VPC peering connection, transit gateway connection, or with a security group VPC association.
  package struct DescribeStaleSecurityGroupsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeStaleSecurityGroupsResult
    package static let action = "DescribeStaleSecurityGroups"

    package var dryRun: Bool?
    package var maxResults: Int?
    package var nextToken: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      dryRun = try query.boolean("DryRun")
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DescribeStaleSecurityGroups` answers.
  package struct DescribeStaleSecurityGroupsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var staleSecurityGroupSet: [StaleSecurityGroup]?

    package init(
      nextToken: String? = nil, staleSecurityGroupSet: [StaleSecurityGroup]? = nil
    ) {
      self.nextToken = nextToken; self.staleSecurityGroupSet = staleSecurityGroupSet
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("staleSecurityGroupSet", staleSecurityGroupSet)
    }
  }

  /// What `GetSecurityGroupsForVpc` asks. Gets security groups that can be associated by the Amazon Web Services
  /// account making the request with network interfaces in the specified VPC.
  package struct GetSecurityGroupsForVpcRequest: EC2Request, Equatable {
    package typealias Response = EC2.GetSecurityGroupsForVpcResult
    package static let action = "GetSecurityGroupsForVpc"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("VpcId")
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `GetSecurityGroupsForVpc` answers.
  package struct GetSecurityGroupsForVpcResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var securityGroupForVpcs: [SecurityGroupForVpc]?

    package init(
      nextToken: String? = nil, securityGroupForVpcs: [SecurityGroupForVpc]? = nil
    ) {
      self.nextToken = nextToken; self.securityGroupForVpcs = securityGroupForVpcs
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("securityGroupForVpcSet", securityGroupForVpcs)
    }
  }

  /// What `AssociateSecurityGroupVpc` asks. Associates a security group with another VPC in the same Region.
  package struct AssociateSecurityGroupVpcRequest: EC2Request, Equatable {
    package typealias Response = EC2.AssociateSecurityGroupVpcResult
    package static let action = "AssociateSecurityGroupVpc"

    package var dryRun: Bool?
    package var groupId: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupId", "VpcId")
      dryRun = try query.boolean("DryRun")
      groupId = try query.string("GroupId")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `AssociateSecurityGroupVpc` answers.
  package struct AssociateSecurityGroupVpcResult: XMLEncodable, Equatable {
    package var state: String?

    package init(
      state: String? = nil
    ) {
      self.state = state
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
    }
  }

  /// What `DisassociateSecurityGroupVpc` asks. Disassociates a security group from a VPC.
  package struct DisassociateSecurityGroupVpcRequest: EC2Request, Equatable {
    package typealias Response = EC2.DisassociateSecurityGroupVpcResult
    package static let action = "DisassociateSecurityGroupVpc"

    package var dryRun: Bool?
    package var groupId: String?
    package var vpcId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupId", "VpcId")
      dryRun = try query.boolean("DryRun")
      groupId = try query.string("GroupId")
      vpcId = try query.string("VpcId")
    }
  }

  /// What `DisassociateSecurityGroupVpc` answers.
  package struct DisassociateSecurityGroupVpcResult: XMLEncodable, Equatable {
    package var state: String?

    package init(
      state: String? = nil
    ) {
      self.state = state
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
    }
  }

  /// What `DescribeSecurityGroupVpcAssociations` asks. Describes security group VPC associations made with
  /// AssociateSecurityGroupVpc.
  package struct DescribeSecurityGroupVpcAssociationsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeSecurityGroupVpcAssociationsResult
    package static let action = "DescribeSecurityGroupVpcAssociations"

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

  /// What `DescribeSecurityGroupVpcAssociations` answers.
  package struct DescribeSecurityGroupVpcAssociationsResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var securityGroupVpcAssociations: [SecurityGroupVpcAssociation]?

    package init(
      nextToken: String? = nil, securityGroupVpcAssociations: [SecurityGroupVpcAssociation]? = nil
    ) {
      self.nextToken = nextToken; self.securityGroupVpcAssociations = securityGroupVpcAssociations
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("securityGroupVpcAssociationSet", securityGroupVpcAssociations)
    }
  }
}
