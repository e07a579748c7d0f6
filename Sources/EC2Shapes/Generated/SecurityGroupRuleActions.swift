// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// What `AuthorizeSecurityGroupIngress` asks. Adds the specified inbound (ingress) rules to a security group.
  package struct AuthorizeSecurityGroupIngressRequest: EC2Request, Equatable {
    package typealias Response = EC2.AuthorizeSecurityGroupIngressResult
    package static let action = "AuthorizeSecurityGroupIngress"

    package var cidrIp: String?
    package var dryRun: Bool?
    package var fromPort: Int?
    package var groupId: String?
    package var groupName: String?
    package var ipPermissions: [IpPermission] = []
    package var ipProtocol: String?
    package var sourceSecurityGroupName: String?
    package var sourceSecurityGroupOwnerId: String?
    package var tagSpecifications: [TagSpecification] = []
    package var toPort: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      cidrIp = try query.string("CidrIp")
      dryRun = try query.boolean("DryRun")
      fromPort = try query.integer("FromPort")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
      ipPermissions = try query.structures("IpPermissions") ?? []
      ipProtocol = try query.string("IpProtocol")
      sourceSecurityGroupName = try query.string("SourceSecurityGroupName")
      sourceSecurityGroupOwnerId = try query.string("SourceSecurityGroupOwnerId")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      toPort = try query.integer("ToPort")
    }
  }

  /// What `AuthorizeSecurityGroupIngress` answers.
  package struct AuthorizeSecurityGroupIngressResult: XMLEncodable, Equatable {
    package var `return`: Bool?
    package var securityGroupRules: [SecurityGroupRule]?

    package init(
      `return`: Bool? = nil, securityGroupRules: [SecurityGroupRule]? = nil
    ) {
      self.return = `return`; self.securityGroupRules = securityGroupRules
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("return", `return`)
      xml.list("securityGroupRuleSet", securityGroupRules)
    }
  }

  /// What `AuthorizeSecurityGroupEgress` asks. Adds the specified outbound (egress) rules to a security group.
  package struct AuthorizeSecurityGroupEgressRequest: EC2Request, Equatable {
    package typealias Response = EC2.AuthorizeSecurityGroupEgressResult
    package static let action = "AuthorizeSecurityGroupEgress"

    package var cidrIp: String?
    package var dryRun: Bool?
    package var fromPort: Int?
    package var groupId: String?
    package var ipPermissions: [IpPermission] = []
    package var ipProtocol: String?
    package var sourceSecurityGroupName: String?
    package var sourceSecurityGroupOwnerId: String?
    package var tagSpecifications: [TagSpecification] = []
    package var toPort: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupId")
      cidrIp = try query.string("CidrIp")
      dryRun = try query.boolean("DryRun")
      fromPort = try query.integer("FromPort")
      groupId = try query.string("GroupId")
      ipPermissions = try query.structures("IpPermissions") ?? []
      ipProtocol = try query.string("IpProtocol")
      sourceSecurityGroupName = try query.string("SourceSecurityGroupName")
      sourceSecurityGroupOwnerId = try query.string("SourceSecurityGroupOwnerId")
      tagSpecifications = try query.structures("TagSpecification") ?? []
      toPort = try query.integer("ToPort")
    }
  }

  /// What `AuthorizeSecurityGroupEgress` answers.
  package struct AuthorizeSecurityGroupEgressResult: XMLEncodable, Equatable {
    package var `return`: Bool?
    package var securityGroupRules: [SecurityGroupRule]?

    package init(
      `return`: Bool? = nil, securityGroupRules: [SecurityGroupRule]? = nil
    ) {
      self.return = `return`; self.securityGroupRules = securityGroupRules
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("return", `return`)
      xml.list("securityGroupRuleSet", securityGroupRules)
    }
  }

  /// What `RevokeSecurityGroupIngress` asks. Removes the specified inbound (ingress) rules from a security group.
  package struct RevokeSecurityGroupIngressRequest: EC2Request, Equatable {
    package typealias Response = EC2.RevokeSecurityGroupIngressResult
    package static let action = "RevokeSecurityGroupIngress"

    package var cidrIp: String?
    package var dryRun: Bool?
    package var fromPort: Int?
    package var groupId: String?
    package var groupName: String?
    package var ipPermissions: [IpPermission] = []
    package var ipProtocol: String?
    package var securityGroupRuleIds: [String] = []
    package var sourceSecurityGroupName: String?
    package var sourceSecurityGroupOwnerId: String?
    package var toPort: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      cidrIp = try query.string("CidrIp")
      dryRun = try query.boolean("DryRun")
      fromPort = try query.integer("FromPort")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
      ipPermissions = try query.structures("IpPermissions") ?? []
      ipProtocol = try query.string("IpProtocol")
      securityGroupRuleIds = try query.strings("SecurityGroupRuleId") ?? []
      sourceSecurityGroupName = try query.string("SourceSecurityGroupName")
      sourceSecurityGroupOwnerId = try query.string("SourceSecurityGroupOwnerId")
      toPort = try query.integer("ToPort")
    }
  }

  /// What `RevokeSecurityGroupIngress` answers.
  package struct RevokeSecurityGroupIngressResult: XMLEncodable, Equatable {
    package var `return`: Bool?
    package var revokedSecurityGroupRules: [RevokedSecurityGroupRule]?
    package var unknownIpPermissions: [IpPermission]?

    package init(
      `return`: Bool? = nil, revokedSecurityGroupRules: [RevokedSecurityGroupRule]? = nil,
      unknownIpPermissions: [IpPermission]? = nil
    ) {
      self.return = `return`; self.revokedSecurityGroupRules = revokedSecurityGroupRules
      self.unknownIpPermissions = unknownIpPermissions
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("return", `return`)
      xml.list("revokedSecurityGroupRuleSet", revokedSecurityGroupRules)
      xml.list("unknownIpPermissionSet", unknownIpPermissions)
    }
  }

  /// What `RevokeSecurityGroupEgress` asks. Removes the specified outbound (egress) rules from the specified security
  /// group.
  package struct RevokeSecurityGroupEgressRequest: EC2Request, Equatable {
    package typealias Response = EC2.RevokeSecurityGroupEgressResult
    package static let action = "RevokeSecurityGroupEgress"

    package var cidrIp: String?
    package var dryRun: Bool?
    package var fromPort: Int?
    package var groupId: String?
    package var ipPermissions: [IpPermission] = []
    package var ipProtocol: String?
    package var securityGroupRuleIds: [String] = []
    package var sourceSecurityGroupName: String?
    package var sourceSecurityGroupOwnerId: String?
    package var toPort: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupId")
      cidrIp = try query.string("CidrIp")
      dryRun = try query.boolean("DryRun")
      fromPort = try query.integer("FromPort")
      groupId = try query.string("GroupId")
      ipPermissions = try query.structures("IpPermissions") ?? []
      ipProtocol = try query.string("IpProtocol")
      securityGroupRuleIds = try query.strings("SecurityGroupRuleId") ?? []
      sourceSecurityGroupName = try query.string("SourceSecurityGroupName")
      sourceSecurityGroupOwnerId = try query.string("SourceSecurityGroupOwnerId")
      toPort = try query.integer("ToPort")
    }
  }

  /// What `RevokeSecurityGroupEgress` answers.
  package struct RevokeSecurityGroupEgressResult: XMLEncodable, Equatable {
    package var `return`: Bool?
    package var revokedSecurityGroupRules: [RevokedSecurityGroupRule]?
    package var unknownIpPermissions: [IpPermission]?

    package init(
      `return`: Bool? = nil, revokedSecurityGroupRules: [RevokedSecurityGroupRule]? = nil,
      unknownIpPermissions: [IpPermission]? = nil
    ) {
      self.return = `return`; self.revokedSecurityGroupRules = revokedSecurityGroupRules
      self.unknownIpPermissions = unknownIpPermissions
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("return", `return`)
      xml.list("revokedSecurityGroupRuleSet", revokedSecurityGroupRules)
      xml.list("unknownIpPermissionSet", unknownIpPermissions)
    }
  }

  /// What `DescribeSecurityGroupRules` asks. Describes one or more of your security group rules.
  package struct DescribeSecurityGroupRulesRequest: EC2Request, Equatable {
    package typealias Response = EC2.DescribeSecurityGroupRulesResult
    package static let action = "DescribeSecurityGroupRules"

    package var dryRun: Bool?
    package var filters: [Filter] = []
    package var maxResults: Int?
    package var nextToken: String?
    package var securityGroupRuleIds: [String] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      filters = try query.structures("Filter") ?? []
      maxResults = try query.integer("MaxResults")
      nextToken = try query.string("NextToken")
      securityGroupRuleIds = try query.strings("SecurityGroupRuleId") ?? []
    }
  }

  /// What `DescribeSecurityGroupRules` answers.
  package struct DescribeSecurityGroupRulesResult: XMLEncodable, Equatable {
    package var nextToken: String?
    package var securityGroupRules: [SecurityGroupRule]?

    package init(
      nextToken: String? = nil, securityGroupRules: [SecurityGroupRule]? = nil
    ) {
      self.nextToken = nextToken; self.securityGroupRules = securityGroupRules
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("nextToken", nextToken)
      xml.list("securityGroupRuleSet", securityGroupRules)
    }
  }

  /// What `ModifySecurityGroupRules` asks. Modifies the rules of a security group.
  package struct ModifySecurityGroupRulesRequest: EC2Request, Equatable {
    package typealias Response = EC2.ModifySecurityGroupRulesResult
    package static let action = "ModifySecurityGroupRules"

    package var dryRun: Bool?
    package var groupId: String?
    package var securityGroupRules: [SecurityGroupRuleUpdate] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("GroupId", "SecurityGroupRule")
      dryRun = try query.boolean("DryRun")
      groupId = try query.string("GroupId")
      securityGroupRules = try query.structures("SecurityGroupRule") ?? []
    }
  }

  /// What `ModifySecurityGroupRules` answers.
  package struct ModifySecurityGroupRulesResult: XMLEncodable, Equatable {
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

  /// What `UpdateSecurityGroupRuleDescriptionsIngress` asks. Updates the description of an ingress (inbound) security
  /// group rule.
  package struct UpdateSecurityGroupRuleDescriptionsIngressRequest: EC2Request, Equatable {
    package typealias Response = EC2.UpdateSecurityGroupRuleDescriptionsIngressResult
    package static let action = "UpdateSecurityGroupRuleDescriptionsIngress"

    package var dryRun: Bool?
    package var groupId: String?
    package var groupName: String?
    package var ipPermissions: [IpPermission] = []
    package var securityGroupRuleDescriptions: [SecurityGroupRuleDescription] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
      ipPermissions = try query.structures("IpPermissions") ?? []
      securityGroupRuleDescriptions = try query.structures("SecurityGroupRuleDescription") ?? []
    }
  }

  /// What `UpdateSecurityGroupRuleDescriptionsIngress` answers.
  package struct UpdateSecurityGroupRuleDescriptionsIngressResult: XMLEncodable, Equatable {
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

  /// What `UpdateSecurityGroupRuleDescriptionsEgress` asks. Updates the description of an egress (outbound) security
  /// group rule.
  package struct UpdateSecurityGroupRuleDescriptionsEgressRequest: EC2Request, Equatable {
    package typealias Response = EC2.UpdateSecurityGroupRuleDescriptionsEgressResult
    package static let action = "UpdateSecurityGroupRuleDescriptionsEgress"

    package var dryRun: Bool?
    package var groupId: String?
    package var groupName: String?
    package var ipPermissions: [IpPermission] = []
    package var securityGroupRuleDescriptions: [SecurityGroupRuleDescription] = []

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      dryRun = try query.boolean("DryRun")
      groupId = try query.string("GroupId")
      groupName = try query.string("GroupName")
      ipPermissions = try query.structures("IpPermissions") ?? []
      securityGroupRuleDescriptions = try query.structures("SecurityGroupRuleDescription") ?? []
    }
  }

  /// What `UpdateSecurityGroupRuleDescriptionsEgress` answers.
  package struct UpdateSecurityGroupRuleDescriptionsEgressResult: XMLEncodable, Equatable {
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
}
