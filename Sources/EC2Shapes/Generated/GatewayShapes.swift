// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an egress-only internet gateway.
  package struct EgressOnlyInternetGateway: XMLEncodable, Equatable {
    package var attachments: [InternetGatewayAttachment]?
    package var egressOnlyInternetGatewayId: String?
    package var tags: [Tag]?

    package init(
      attachments: [InternetGatewayAttachment]? = nil, egressOnlyInternetGatewayId: String? = nil, tags: [Tag]? = nil
    ) {
      self.attachments = attachments; self.egressOnlyInternetGatewayId = egressOnlyInternetGatewayId; self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("attachmentSet", attachments)
      xml.element("egressOnlyInternetGatewayId", egressOnlyInternetGatewayId)
      xml.list("tagSet", tags)
    }
  }

  /// Describes the encryption support status for a transit gateway.
  package struct EncryptionSupport: XMLEncodable, Equatable {
    package var encryptionState: String?
    package var stateMessage: String?

    package init(
      encryptionState: String? = nil, stateMessage: String? = nil
    ) {
      self.encryptionState = encryptionState; self.stateMessage = stateMessage
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("encryptionState", encryptionState)
      xml.element("stateMessage", stateMessage)
    }
  }

  /// Describes an internet gateway.
  package struct InternetGateway: XMLEncodable, Equatable {
    package var attachments: [InternetGatewayAttachment]?
    package var internetGatewayId: String?
    package var ownerId: String?
    package var tags: [Tag]?

    package init(
      attachments: [InternetGatewayAttachment]? = nil, internetGatewayId: String? = nil, ownerId: String? = nil,
      tags: [Tag]? = nil
    ) {
      self.attachments = attachments; self.internetGatewayId = internetGatewayId; self.ownerId = ownerId
      self.tags = tags
    }

    package func encode(into xml: inout XMLWriter) {
      xml.list("attachmentSet", attachments)
      xml.element("internetGatewayId", internetGatewayId)
      xml.element("ownerId", ownerId)
      xml.list("tagSet", tags)
    }
  }

  /// Describes the attachment of a VPC to an internet gateway or an egress-only internet gateway.
  package struct InternetGatewayAttachment: XMLEncodable, Equatable {
    package var state: String?
    package var vpcId: String?

    package init(
      state: String? = nil, vpcId: String? = nil
    ) {
      self.state = state; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes a NAT gateway.
  package struct NatGateway: XMLEncodable, Equatable {
    package var availabilityMode: String?
    package var connectivityType: String?
    package var createTime: Timestamp?
    package var deleteTime: Timestamp?
    package var failureCode: String?
    package var failureMessage: String?
    package var natGatewayAddresses: [NatGatewayAddress]?
    package var natGatewayId: String?
    package var routeTableId: String?
    package var state: String?
    package var subnetId: String?
    package var tags: [Tag]?
    package var vpcId: String?

    package init(
      availabilityMode: String? = nil, connectivityType: String? = nil, createTime: Timestamp? = nil,
      deleteTime: Timestamp? = nil, failureCode: String? = nil, failureMessage: String? = nil,
      natGatewayAddresses: [NatGatewayAddress]? = nil, natGatewayId: String? = nil, routeTableId: String? = nil,
      state: String? = nil, subnetId: String? = nil, tags: [Tag]? = nil, vpcId: String? = nil
    ) {
      self.availabilityMode = availabilityMode; self.connectivityType = connectivityType; self.createTime = createTime
      self.deleteTime = deleteTime; self.failureCode = failureCode; self.failureMessage = failureMessage
      self.natGatewayAddresses = natGatewayAddresses; self.natGatewayId = natGatewayId
      self.routeTableId = routeTableId; self.state = state; self.subnetId = subnetId; self.tags = tags
      self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("availabilityMode", availabilityMode)
      xml.element("connectivityType", connectivityType)
      xml.element("createTime", createTime)
      xml.element("deleteTime", deleteTime)
      xml.element("failureCode", failureCode)
      xml.element("failureMessage", failureMessage)
      xml.list("natGatewayAddressSet", natGatewayAddresses)
      xml.element("natGatewayId", natGatewayId)
      xml.element("routeTableId", routeTableId)
      xml.element("state", state)
      xml.element("subnetId", subnetId)
      xml.list("tagSet", tags)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes the IP addresses and network interface associated with a NAT gateway.
  package struct NatGatewayAddress: XMLEncodable, Equatable {
    package var allocationId: String?
    package var associationId: String?
    package var availabilityZone: String?
    package var availabilityZoneId: String?
    package var failureMessage: String?
    package var isPrimary: Bool?
    package var networkInterfaceId: String?
    package var privateIp: String?
    package var publicIp: String?
    package var status: String?

    package init(
      allocationId: String? = nil, associationId: String? = nil, availabilityZone: String? = nil,
      availabilityZoneId: String? = nil, failureMessage: String? = nil, isPrimary: Bool? = nil,
      networkInterfaceId: String? = nil, privateIp: String? = nil, publicIp: String? = nil, status: String? = nil
    ) {
      self.allocationId = allocationId; self.associationId = associationId; self.availabilityZone = availabilityZone
      self.availabilityZoneId = availabilityZoneId; self.failureMessage = failureMessage; self.isPrimary = isPrimary
      self.networkInterfaceId = networkInterfaceId; self.privateIp = privateIp; self.publicIp = publicIp
      self.status = status
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allocationId", allocationId)
      xml.element("associationId", associationId)
      xml.element("availabilityZone", availabilityZone)
      xml.element("availabilityZoneId", availabilityZoneId)
      xml.element("failureMessage", failureMessage)
      xml.element("isPrimary", isPrimary)
      xml.element("networkInterfaceId", networkInterfaceId)
      xml.element("privateIp", privateIp)
      xml.element("publicIp", publicIp)
      xml.element("status", status)
    }
  }

  /// Describes a transit gateway.
  package struct TransitGateway: XMLEncodable, Equatable {
    package var creationTime: Timestamp?
    package var description: String?
    package var options: TransitGatewayOptions?
    package var ownerId: String?
    package var state: String?
    package var tags: [Tag]?
    package var transitGatewayArn: String?
    package var transitGatewayId: String?

    package init(
      creationTime: Timestamp? = nil, description: String? = nil, options: TransitGatewayOptions? = nil,
      ownerId: String? = nil, state: String? = nil, tags: [Tag]? = nil, transitGatewayArn: String? = nil,
      transitGatewayId: String? = nil
    ) {
      self.creationTime = creationTime; self.description = description; self.options = options; self.ownerId = ownerId
      self.state = state; self.tags = tags; self.transitGatewayArn = transitGatewayArn
      self.transitGatewayId = transitGatewayId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("creationTime", creationTime)
      xml.element("description", description)
      xml.structure("options", options)
      xml.element("ownerId", ownerId)
      xml.element("state", state)
      xml.list("tagSet", tags)
      xml.element("transitGatewayArn", transitGatewayArn)
      xml.element("transitGatewayId", transitGatewayId)
    }
  }

  /// Describes the options for a transit gateway.
  package struct TransitGatewayOptions: XMLEncodable, Equatable {
    package var amazonSideAsn: Int?
    package var associationDefaultRouteTableId: String?
    package var autoAcceptSharedAttachments: String?
    package var defaultRouteTableAssociation: String?
    package var defaultRouteTablePropagation: String?
    package var dnsSupport: String?
    package var encryptionSupport: EncryptionSupport?
    package var multicastSupport: String?
    package var propagationDefaultRouteTableId: String?
    package var securityGroupReferencingSupport: String?
    package var transitGatewayCidrBlocks: [String]?
    package var vpnEcmpSupport: String?

    package init(
      amazonSideAsn: Int? = nil, associationDefaultRouteTableId: String? = nil,
      autoAcceptSharedAttachments: String? = nil, defaultRouteTableAssociation: String? = nil,
      defaultRouteTablePropagation: String? = nil, dnsSupport: String? = nil,
      encryptionSupport: EncryptionSupport? = nil, multicastSupport: String? = nil,
      propagationDefaultRouteTableId: String? = nil, securityGroupReferencingSupport: String? = nil,
      transitGatewayCidrBlocks: [String]? = nil, vpnEcmpSupport: String? = nil
    ) {
      self.amazonSideAsn = amazonSideAsn; self.associationDefaultRouteTableId = associationDefaultRouteTableId
      self.autoAcceptSharedAttachments = autoAcceptSharedAttachments
      self.defaultRouteTableAssociation = defaultRouteTableAssociation
      self.defaultRouteTablePropagation = defaultRouteTablePropagation; self.dnsSupport = dnsSupport
      self.encryptionSupport = encryptionSupport; self.multicastSupport = multicastSupport
      self.propagationDefaultRouteTableId = propagationDefaultRouteTableId
      self.securityGroupReferencingSupport = securityGroupReferencingSupport
      self.transitGatewayCidrBlocks = transitGatewayCidrBlocks; self.vpnEcmpSupport = vpnEcmpSupport
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("amazonSideAsn", amazonSideAsn)
      xml.element("associationDefaultRouteTableId", associationDefaultRouteTableId)
      xml.element("autoAcceptSharedAttachments", autoAcceptSharedAttachments)
      xml.element("defaultRouteTableAssociation", defaultRouteTableAssociation)
      xml.element("defaultRouteTablePropagation", defaultRouteTablePropagation)
      xml.element("dnsSupport", dnsSupport)
      xml.structure("encryptionSupport", encryptionSupport)
      xml.element("multicastSupport", multicastSupport)
      xml.element("propagationDefaultRouteTableId", propagationDefaultRouteTableId)
      xml.element("securityGroupReferencingSupport", securityGroupReferencingSupport)
      xml.list("transitGatewayCidrBlocks", transitGatewayCidrBlocks)
      xml.element("vpnEcmpSupport", vpnEcmpSupport)
    }
  }

  /// Describes a VPC attachment.
  package struct TransitGatewayVpcAttachment: XMLEncodable, Equatable {
    package var creationTime: Timestamp?
    package var options: TransitGatewayVpcAttachmentOptions?
    package var state: String?
    package var subnetIds: [String]?
    package var tags: [Tag]?
    package var transitGatewayAttachmentId: String?
    package var transitGatewayId: String?
    package var vpcId: String?
    package var vpcOwnerId: String?

    package init(
      creationTime: Timestamp? = nil, options: TransitGatewayVpcAttachmentOptions? = nil, state: String? = nil,
      subnetIds: [String]? = nil, tags: [Tag]? = nil, transitGatewayAttachmentId: String? = nil,
      transitGatewayId: String? = nil, vpcId: String? = nil, vpcOwnerId: String? = nil
    ) {
      self.creationTime = creationTime; self.options = options; self.state = state; self.subnetIds = subnetIds
      self.tags = tags; self.transitGatewayAttachmentId = transitGatewayAttachmentId
      self.transitGatewayId = transitGatewayId; self.vpcId = vpcId; self.vpcOwnerId = vpcOwnerId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("creationTime", creationTime)
      xml.structure("options", options)
      xml.element("state", state)
      xml.list("subnetIds", subnetIds)
      xml.list("tagSet", tags)
      xml.element("transitGatewayAttachmentId", transitGatewayAttachmentId)
      xml.element("transitGatewayId", transitGatewayId)
      xml.element("vpcId", vpcId)
      xml.element("vpcOwnerId", vpcOwnerId)
    }
  }

  /// Describes the VPC attachment options.
  package struct TransitGatewayVpcAttachmentOptions: XMLEncodable, Equatable {
    package var applianceModeSupport: String?
    package var dnsSupport: String?
    package var ipv6Support: String?
    package var securityGroupReferencingSupport: String?

    package init(
      applianceModeSupport: String? = nil, dnsSupport: String? = nil, ipv6Support: String? = nil,
      securityGroupReferencingSupport: String? = nil
    ) {
      self.applianceModeSupport = applianceModeSupport; self.dnsSupport = dnsSupport; self.ipv6Support = ipv6Support
      self.securityGroupReferencingSupport = securityGroupReferencingSupport
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("applianceModeSupport", applianceModeSupport)
      xml.element("dnsSupport", dnsSupport)
      xml.element("ipv6Support", ipv6Support)
      xml.element("securityGroupReferencingSupport", securityGroupReferencingSupport)
    }
  }
}
