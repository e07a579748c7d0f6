// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the security group that is referenced in the security group rule.
  package struct ReferencedSecurityGroup: XMLEncodable, Equatable {
    package var groupId: String?
    package var peeringStatus: String?
    package var userId: String?
    package var vpcId: String?
    package var vpcPeeringConnectionId: String?

    package init(
      groupId: String? = nil, peeringStatus: String? = nil, userId: String? = nil, vpcId: String? = nil,
      vpcPeeringConnectionId: String? = nil
    ) {
      self.groupId = groupId; self.peeringStatus = peeringStatus; self.userId = userId; self.vpcId = vpcId
      self.vpcPeeringConnectionId = vpcPeeringConnectionId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("peeringStatus", peeringStatus)
      xml.element("userId", userId)
      xml.element("vpcId", vpcId)
      xml.element("vpcPeeringConnectionId", vpcPeeringConnectionId)
    }
  }

  /// A security group rule removed with RevokeSecurityGroupEgress or RevokeSecurityGroupIngress.
  package struct RevokedSecurityGroupRule: XMLEncodable, Equatable {
    package var cidrIpv4: String?
    package var cidrIpv6: String?
    package var description: String?
    package var fromPort: Int?
    package var groupId: String?
    package var ipProtocol: String?
    package var isEgress: Bool?
    package var prefixListId: String?
    package var referencedGroupId: String?
    package var securityGroupRuleId: String?
    package var toPort: Int?

    package init(
      cidrIpv4: String? = nil, cidrIpv6: String? = nil, description: String? = nil, fromPort: Int? = nil,
      groupId: String? = nil, ipProtocol: String? = nil, isEgress: Bool? = nil, prefixListId: String? = nil,
      referencedGroupId: String? = nil, securityGroupRuleId: String? = nil, toPort: Int? = nil
    ) {
      self.cidrIpv4 = cidrIpv4; self.cidrIpv6 = cidrIpv6; self.description = description; self.fromPort = fromPort
      self.groupId = groupId; self.ipProtocol = ipProtocol; self.isEgress = isEgress; self.prefixListId = prefixListId
      self.referencedGroupId = referencedGroupId; self.securityGroupRuleId = securityGroupRuleId; self.toPort = toPort
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrIpv4", cidrIpv4)
      xml.element("cidrIpv6", cidrIpv6)
      xml.element("description", description)
      xml.element("fromPort", fromPort)
      xml.element("groupId", groupId)
      xml.element("ipProtocol", ipProtocol)
      xml.element("isEgress", isEgress)
      xml.element("prefixListId", prefixListId)
      xml.element("referencedGroupId", referencedGroupId)
      xml.element("securityGroupRuleId", securityGroupRuleId)
      xml.element("toPort", toPort)
    }
  }

  /// Describes a security group rule.
  package struct SecurityGroupRule: XMLEncodable, Equatable {
    package var cidrIpv4: String?
    package var cidrIpv6: String?
    package var description: String?
    package var fromPort: Int?
    package var groupId: String?
    package var groupOwnerId: String?
    package var ipProtocol: String?
    package var isEgress: Bool?
    package var prefixListId: String?
    package var referencedGroupInfo: ReferencedSecurityGroup?
    package var securityGroupRuleArn: String?
    package var securityGroupRuleId: String?
    package var tags: [Tag]?
    package var toPort: Int?

    package init(
      cidrIpv4: String? = nil, cidrIpv6: String? = nil, description: String? = nil, fromPort: Int? = nil,
      groupId: String? = nil, groupOwnerId: String? = nil, ipProtocol: String? = nil, isEgress: Bool? = nil,
      prefixListId: String? = nil, referencedGroupInfo: ReferencedSecurityGroup? = nil,
      securityGroupRuleArn: String? = nil, securityGroupRuleId: String? = nil, tags: [Tag]? = nil, toPort: Int? = nil
    ) {
      self.cidrIpv4 = cidrIpv4; self.cidrIpv6 = cidrIpv6; self.description = description; self.fromPort = fromPort
      self.groupId = groupId; self.groupOwnerId = groupOwnerId; self.ipProtocol = ipProtocol; self.isEgress = isEgress
      self.prefixListId = prefixListId; self.referencedGroupInfo = referencedGroupInfo
      self.securityGroupRuleArn = securityGroupRuleArn; self.securityGroupRuleId = securityGroupRuleId
      self.tags = tags; self.toPort = toPort
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrIpv4", cidrIpv4)
      xml.element("cidrIpv6", cidrIpv6)
      xml.element("description", description)
      xml.element("fromPort", fromPort)
      xml.element("groupId", groupId)
      xml.element("groupOwnerId", groupOwnerId)
      xml.element("ipProtocol", ipProtocol)
      xml.element("isEgress", isEgress)
      xml.element("prefixListId", prefixListId)
      xml.structure("referencedGroupInfo", referencedGroupInfo)
      xml.element("securityGroupRuleArn", securityGroupRuleArn)
      xml.element("securityGroupRuleId", securityGroupRuleId)
      xml.list("tagSet", tags)
      xml.element("toPort", toPort)
    }
  }
}
