// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes the ClassicLink DNS support status of a VPC.
  package struct ClassicLinkDnsSupport: XMLEncodable, Equatable {
    package var classicLinkDnsSupported: Bool?
    package var vpcId: String?

    package init(
      classicLinkDnsSupported: Bool? = nil, vpcId: String? = nil
    ) {
      self.classicLinkDnsSupported = classicLinkDnsSupported; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("classicLinkDnsSupported", classicLinkDnsSupported)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes a VPC.
  package struct Vpc: XMLEncodable, Equatable {
    package var blockPublicAccessStates: BlockPublicAccessStates?
    package var cidrBlock: String?
    package var cidrBlockAssociationSet: [VpcCidrBlockAssociation]?
    package var dhcpOptionsId: String?
    package var instanceTenancy: String?
    package var ipv6CidrBlockAssociationSet: [VpcIpv6CidrBlockAssociation]?
    package var isDefault: Bool?
    package var ownerId: String?
    package var state: String?
    package var tags: [Tag]?
    package var vpcId: String?

    package init(
      blockPublicAccessStates: BlockPublicAccessStates? = nil, cidrBlock: String? = nil,
      cidrBlockAssociationSet: [VpcCidrBlockAssociation]? = nil, dhcpOptionsId: String? = nil,
      instanceTenancy: String? = nil, ipv6CidrBlockAssociationSet: [VpcIpv6CidrBlockAssociation]? = nil,
      isDefault: Bool? = nil, ownerId: String? = nil, state: String? = nil, tags: [Tag]? = nil, vpcId: String? = nil
    ) {
      self.blockPublicAccessStates = blockPublicAccessStates; self.cidrBlock = cidrBlock
      self.cidrBlockAssociationSet = cidrBlockAssociationSet; self.dhcpOptionsId = dhcpOptionsId
      self.instanceTenancy = instanceTenancy; self.ipv6CidrBlockAssociationSet = ipv6CidrBlockAssociationSet
      self.isDefault = isDefault; self.ownerId = ownerId; self.state = state; self.tags = tags; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("blockPublicAccessStates", blockPublicAccessStates)
      xml.element("cidrBlock", cidrBlock)
      xml.list("cidrBlockAssociationSet", cidrBlockAssociationSet)
      xml.element("dhcpOptionsId", dhcpOptionsId)
      xml.element("instanceTenancy", instanceTenancy)
      xml.list("ipv6CidrBlockAssociationSet", ipv6CidrBlockAssociationSet)
      xml.element("isDefault", isDefault)
      xml.element("ownerId", ownerId)
      xml.element("state", state)
      xml.list("tagSet", tags)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes an IPv4 CIDR block associated with a VPC.
  package struct VpcCidrBlockAssociation: XMLEncodable, Equatable {
    package var associationId: String?
    package var cidrBlock: String?
    package var cidrBlockState: VpcCidrBlockState?

    package init(
      associationId: String? = nil, cidrBlock: String? = nil, cidrBlockState: VpcCidrBlockState? = nil
    ) {
      self.associationId = associationId; self.cidrBlock = cidrBlock; self.cidrBlockState = cidrBlockState
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associationId", associationId)
      xml.element("cidrBlock", cidrBlock)
      xml.structure("cidrBlockState", cidrBlockState)
    }
  }

  /// Describes the state of a CIDR block.
  package struct VpcCidrBlockState: XMLEncodable, Equatable {
    package var state: String?
    package var statusMessage: String?

    package init(
      state: String? = nil, statusMessage: String? = nil
    ) {
      self.state = state; self.statusMessage = statusMessage
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("state", state)
      xml.element("statusMessage", statusMessage)
    }
  }

  /// Describes whether a VPC is enabled for ClassicLink.
  package struct VpcClassicLink: XMLEncodable, Equatable {
    package var classicLinkEnabled: Bool?
    package var tags: [Tag]?
    package var vpcId: String?

    package init(
      classicLinkEnabled: Bool? = nil, tags: [Tag]? = nil, vpcId: String? = nil
    ) {
      self.classicLinkEnabled = classicLinkEnabled; self.tags = tags; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("classicLinkEnabled", classicLinkEnabled)
      xml.list("tagSet", tags)
      xml.element("vpcId", vpcId)
    }
  }

  /// Describes an IPv6 CIDR block associated with a VPC.
  package struct VpcIpv6CidrBlockAssociation: XMLEncodable, Equatable {
    package var associationId: String?
    package var ipSource: String?
    package var ipv6AddressAttribute: String?
    package var ipv6CidrBlock: String?
    package var ipv6CidrBlockState: VpcCidrBlockState?
    package var ipv6Pool: String?
    package var networkBorderGroup: String?

    package init(
      associationId: String? = nil, ipSource: String? = nil, ipv6AddressAttribute: String? = nil,
      ipv6CidrBlock: String? = nil, ipv6CidrBlockState: VpcCidrBlockState? = nil, ipv6Pool: String? = nil,
      networkBorderGroup: String? = nil
    ) {
      self.associationId = associationId; self.ipSource = ipSource; self.ipv6AddressAttribute = ipv6AddressAttribute
      self.ipv6CidrBlock = ipv6CidrBlock; self.ipv6CidrBlockState = ipv6CidrBlockState; self.ipv6Pool = ipv6Pool
      self.networkBorderGroup = networkBorderGroup
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("associationId", associationId)
      xml.element("ipSource", ipSource)
      xml.element("ipv6AddressAttribute", ipv6AddressAttribute)
      xml.element("ipv6CidrBlock", ipv6CidrBlock)
      xml.structure("ipv6CidrBlockState", ipv6CidrBlockState)
      xml.element("ipv6Pool", ipv6Pool)
      xml.element("networkBorderGroup", networkBorderGroup)
    }
  }
}
