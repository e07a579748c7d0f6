// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `CreateNetworkAcl` asks. Creates a network ACL in a VPC.
  package struct CreateNetworkAclRequest: EC2Request, Equatable {
    package typealias Response = EC2.CreateNetworkAclResult
    package static let action = "CreateNetworkAcl"

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

  /// What `CreateNetworkAcl` answers.
  package struct CreateNetworkAclResult: XMLEncodable, Equatable {
    package var clientToken: String?
    package var networkAcl: NetworkAcl?

    package init(
      clientToken: String? = nil, networkAcl: NetworkAcl? = nil
    ) {
      self.clientToken = clientToken; self.networkAcl = networkAcl
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("clientToken", clientToken)
      xml.structure("networkAcl", networkAcl)
    }
  }

  /// What `DeleteNetworkAcl` asks. Deletes the specified network ACL.
  package struct DeleteNetworkAclRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteNetworkAcl"

    package var dryRun: Bool?
    package var networkAclId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("NetworkAclId")
      dryRun = try query.boolean("DryRun")
      networkAclId = try query.string("NetworkAclId")
    }
  }

  /// What `DescribeNetworkAcls` asks. Describes your network ACLs.
  package struct DescribeNetworkAclsRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeNetworkAclsResult
    package static let action = "DescribeNetworkAcls"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var networkAclIds: [String] = []
    package var nextToken: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      networkAclIds = try query.strings("NetworkAclId") ?? []
      nextToken = try query.string("NextToken")
    }
  }

  /// What `DescribeNetworkAcls` answers.
  package struct DescribeNetworkAclsResult: XMLEncodable, Equatable {
    package var networkAcls: [NetworkAcl]?
    package var nextToken: String?

    package init(
      networkAcls: [NetworkAcl]? = nil, nextToken: String? = nil
    ) {
      self.networkAcls = networkAcls; self.nextToken = nextToken
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("networkAclSet", networkAcls)
      xml.element("nextToken", nextToken)
    }
  }

  /// What `CreateNetworkAclEntry` asks. Creates an entry (a rule) in a network ACL with the specified rule number.
  package struct CreateNetworkAclEntryRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "CreateNetworkAclEntry"

    package var cidrBlock: String?
    package var dryRun: Bool?
    package var egress: Bool?
    package var icmpTypeCode: IcmpTypeCode?
    package var ipv6CidrBlock: String?
    package var networkAclId: String?
    package var portRange: PortRange?
    package var `protocol`: String?
    package var ruleAction: String?
    package var ruleNumber: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Egress", "NetworkAclId", "Protocol", "RuleAction", "RuleNumber")
      cidrBlock = try query.string("CidrBlock")
      dryRun = try query.boolean("DryRun")
      egress = try query.boolean("Egress")
      icmpTypeCode = try query.structure("Icmp")
      ipv6CidrBlock = try query.string("Ipv6CidrBlock")
      networkAclId = try query.string("NetworkAclId")
      portRange = try query.structure("PortRange")
      `protocol` = try query.string("Protocol")
      ruleAction = try query.string("RuleAction")
      ruleNumber = try query.integer("RuleNumber")
    }
  }

  /// What `ReplaceNetworkAclEntry` asks. Replaces an entry (rule) in a network ACL.
  package struct ReplaceNetworkAclEntryRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "ReplaceNetworkAclEntry"

    package var cidrBlock: String?
    package var dryRun: Bool?
    package var egress: Bool?
    package var icmpTypeCode: IcmpTypeCode?
    package var ipv6CidrBlock: String?
    package var networkAclId: String?
    package var portRange: PortRange?
    package var `protocol`: String?
    package var ruleAction: String?
    package var ruleNumber: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Egress", "NetworkAclId", "Protocol", "RuleAction", "RuleNumber")
      cidrBlock = try query.string("CidrBlock")
      dryRun = try query.boolean("DryRun")
      egress = try query.boolean("Egress")
      icmpTypeCode = try query.structure("Icmp")
      ipv6CidrBlock = try query.string("Ipv6CidrBlock")
      networkAclId = try query.string("NetworkAclId")
      portRange = try query.structure("PortRange")
      `protocol` = try query.string("Protocol")
      ruleAction = try query.string("RuleAction")
      ruleNumber = try query.integer("RuleNumber")
    }
  }

  /// What `DeleteNetworkAclEntry` asks. Deletes the specified ingress or egress entry (rule) from the specified network
  /// ACL.
  package struct DeleteNetworkAclEntryRequest: EC2Request, Equatable {
    package typealias Response = EmptyResponse
    package static let action = "DeleteNetworkAclEntry"

    package var dryRun: Bool?
    package var egress: Bool?
    package var networkAclId: String?
    package var ruleNumber: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("Egress", "NetworkAclId", "RuleNumber")
      dryRun = try query.boolean("DryRun")
      egress = try query.boolean("Egress")
      networkAclId = try query.string("NetworkAclId")
      ruleNumber = try query.integer("RuleNumber")
    }
  }

  /// What `ReplaceNetworkAclAssociation` asks. Changes which network ACL a subnet is associated with.
  package struct ReplaceNetworkAclAssociationRequest: EC2Request, Equatable {
    package typealias Response = EC2.ReplaceNetworkAclAssociationResult
    package static let action = "ReplaceNetworkAclAssociation"

    package var associationId: String?
    package var dryRun: Bool?
    package var networkAclId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("AssociationId", "NetworkAclId")
      associationId = try query.string("AssociationId")
      dryRun = try query.boolean("DryRun")
      networkAclId = try query.string("NetworkAclId")
    }
  }

  /// What `ReplaceNetworkAclAssociation` answers.
  package struct ReplaceNetworkAclAssociationResult: XMLEncodable, Equatable {
    package var newAssociationId: String?

    package init(
      newAssociationId: String? = nil
    ) {
      self.newAssociationId = newAssociationId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("newAssociationId", newAssociationId)
    }
  }
}
