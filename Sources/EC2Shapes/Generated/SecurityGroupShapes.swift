// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes a security group.
  package struct SecurityGroup: XMLEncodable, Equatable {
    package var description: String?
    package var groupId: String?
    package var groupName: String?
    package var ipPermissions: [IpPermission]?
    package var ipPermissionsEgress: [IpPermission]?
    package var ownerId: String?
    package var securityGroupArn: String?
    package var tags: [Tag]?
    package var vpcId: String?

    package init(
      description: String? = nil, groupId: String? = nil, groupName: String? = nil,
      ipPermissions: [IpPermission]? = nil, ipPermissionsEgress: [IpPermission]? = nil, ownerId: String? = nil,
      securityGroupArn: String? = nil, tags: [Tag]? = nil, vpcId: String? = nil
    ) {
      self.description = description; self.groupId = groupId; self.groupName = groupName
      self.ipPermissions = ipPermissions; self.ipPermissionsEgress = ipPermissionsEgress; self.ownerId = ownerId
      self.securityGroupArn = securityGroupArn; self.tags = tags; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupDescription", description)
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
      xml.list("ipPermissions", ipPermissions)
      xml.list("ipPermissionsEgress", ipPermissionsEgress)
      xml.element("ownerId", ownerId)
      xml.element("securityGroupArn", securityGroupArn)
      xml.list("tagSet", tags)
      xml.element("vpcId", vpcId)
    }
  }

  /// A security group that can be used by interfaces in the VPC.
  package struct SecurityGroupForVpc: XMLEncodable, Equatable {
    package var description: String?
    package var groupId: String?
    package var groupName: String?
    package var ownerId: String?
    package var primaryVpcId: String?
    package var tags: [Tag]?

    package init(
      description: String? = nil, groupId: String? = nil, groupName: String? = nil, ownerId: String? = nil,
      primaryVpcId: String? = nil, tags: [Tag]? = nil
    ) {
      self.description = description; self.groupId = groupId; self.groupName = groupName; self.ownerId = ownerId
      self.primaryVpcId = primaryVpcId; self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("description", description)
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
      xml.element("ownerId", ownerId)
      xml.element("primaryVpcId", primaryVpcId)
      xml.list("tagSet", tags)
    }
  }

  /// Describes a VPC with a security group that references your security group.
  package struct SecurityGroupReference: XMLEncodable, Equatable {
    package var groupId: String?
    package var referencingVpcId: String?
    package var transitGatewayId: String?
    package var vpcPeeringConnectionId: String?

    package init(
      groupId: String? = nil, referencingVpcId: String? = nil, transitGatewayId: String? = nil,
      vpcPeeringConnectionId: String? = nil
    ) {
      self.groupId = groupId; self.referencingVpcId = referencingVpcId; self.transitGatewayId = transitGatewayId
      self.vpcPeeringConnectionId = vpcPeeringConnectionId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("referencingVpcId", referencingVpcId)
      xml.element("transitGatewayId", transitGatewayId)
      xml.element("vpcPeeringConnectionId", vpcPeeringConnectionId)
    }
  }

  /// A security group association with a VPC that you made with AssociateSecurityGroupVpc.
  package struct SecurityGroupVpcAssociation: XMLEncodable, Equatable {
    package var groupId: String?
    package var groupOwnerId: String?
    package var state: String?
    package var stateReason: String?
    package var vpcId: String?
    package var vpcOwnerId: String?

    package init(
      groupId: String? = nil, groupOwnerId: String? = nil, state: String? = nil, stateReason: String? = nil,
      vpcId: String? = nil, vpcOwnerId: String? = nil
    ) {
      self.groupId = groupId; self.groupOwnerId = groupOwnerId; self.state = state; self.stateReason = stateReason
      self.vpcId = vpcId; self.vpcOwnerId = vpcOwnerId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("groupId", groupId)
      xml.element("groupOwnerId", groupOwnerId)
      xml.element("state", state)
      xml.element("stateReason", stateReason)
      xml.element("vpcId", vpcId)
      xml.element("vpcOwnerId", vpcOwnerId)
    }
  }

  /// Describes a stale rule in a security group.
  package struct StaleIpPermission: XMLEncodable, Equatable {
    package var fromPort: Int?
    package var ipProtocol: String?
    package var ipRanges: [String]?
    package var prefixListIds: [String]?
    package var toPort: Int?
    package var userIdGroupPairs: [UserIdGroupPair]?

    package init(
      fromPort: Int? = nil, ipProtocol: String? = nil, ipRanges: [String]? = nil, prefixListIds: [String]? = nil,
      toPort: Int? = nil, userIdGroupPairs: [UserIdGroupPair]? = nil
    ) {
      self.fromPort = fromPort; self.ipProtocol = ipProtocol; self.ipRanges = ipRanges
      self.prefixListIds = prefixListIds; self.toPort = toPort; self.userIdGroupPairs = userIdGroupPairs
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("fromPort", fromPort)
      xml.element("ipProtocol", ipProtocol)
      xml.list("ipRanges", ipRanges)
      xml.list("prefixListIds", prefixListIds)
      xml.element("toPort", toPort)
      xml.list("groups", userIdGroupPairs)
    }
  }

  /// Describes a stale security group (a security group that contains stale rules).
  package struct StaleSecurityGroup: XMLEncodable, Equatable {
    package var description: String?
    package var groupId: String?
    package var groupName: String?
    package var staleIpPermissions: [StaleIpPermission]?
    package var staleIpPermissionsEgress: [StaleIpPermission]?
    package var vpcId: String?

    package init(
      description: String? = nil, groupId: String? = nil, groupName: String? = nil,
      staleIpPermissions: [StaleIpPermission]? = nil, staleIpPermissionsEgress: [StaleIpPermission]? = nil,
      vpcId: String? = nil
    ) {
      self.description = description; self.groupId = groupId; self.groupName = groupName
      self.staleIpPermissions = staleIpPermissions; self.staleIpPermissionsEgress = staleIpPermissionsEgress
      self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("description", description)
      xml.element("groupId", groupId)
      xml.element("groupName", groupName)
      xml.list("staleIpPermissions", staleIpPermissions)
      xml.list("staleIpPermissionsEgress", staleIpPermissionsEgress)
      xml.element("vpcId", vpcId)
    }
  }
}
