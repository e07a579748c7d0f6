// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the description of a security group rule.
  package struct SecurityGroupRuleDescription: QueryDecodable, Equatable {
    package var description: String?
    package var securityGroupRuleId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      description = try query.string("Description")
      securityGroupRuleId = try query.string("SecurityGroupRuleId")
    }
  }

  /// Describes a security group rule.
  package struct SecurityGroupRuleRequest: QueryDecodable, Equatable {
    package var cidrIpv4: String?
    package var cidrIpv6: String?
    package var description: String?
    package var fromPort: Int?
    package var ipProtocol: String?
    package var prefixListId: String?
    package var referencedGroupId: String?
    package var toPort: Int?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      cidrIpv4 = try query.string("CidrIpv4")
      cidrIpv6 = try query.string("CidrIpv6")
      description = try query.string("Description")
      fromPort = try query.integer("FromPort")
      ipProtocol = try query.string("IpProtocol")
      prefixListId = try query.string("PrefixListId")
      referencedGroupId = try query.string("ReferencedGroupId")
      toPort = try query.integer("ToPort")
    }
  }

  /// Describes an update to a security group rule.
  package struct SecurityGroupRuleUpdate: QueryDecodable, Equatable {
    package var securityGroupRule: SecurityGroupRuleRequest?
    package var securityGroupRuleId: String?

    package init() {}

    package init(from query: inout QueryStructure) throws(EC2Error) {
      try query.require("SecurityGroupRuleId")
      securityGroupRule = try query.structure("SecurityGroupRule")
      securityGroupRuleId = try query.string("SecurityGroupRuleId")
    }
  }
}
