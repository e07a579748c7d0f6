// Written by Scripts/generate-ec2-shapes.py from botocore 1.43.11. Do not edit.
// swift-format-ignore-file

extension EC2 {
  /// Describes an IPv4 CIDR block.
  package struct CidrBlock: XMLEncodable, Equatable {
    package var cidrBlock: String?

    package init(
      cidrBlock: String? = nil
    ) {
      self.cidrBlock = cidrBlock
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrBlock", cidrBlock)
    }
  }

  /// Describes an IPv6 CIDR block.
  package struct Ipv6CidrBlock: XMLEncodable, Equatable {
    package var ipv6CidrBlock: String?

    package init(
      ipv6CidrBlock: String? = nil
    ) {
      self.ipv6CidrBlock = ipv6CidrBlock
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("ipv6CidrBlock", ipv6CidrBlock)
    }
  }

  /// Describes the VPC peering connection options.
  package struct PeeringConnectionOptions: XMLEncodable, Equatable {
    package var allowDnsResolutionFromRemoteVpc: Bool?
    package var allowEgressFromLocalClassicLinkToRemoteVpc: Bool?
    package var allowEgressFromLocalVpcToRemoteClassicLink: Bool?

    package init(
      allowDnsResolutionFromRemoteVpc: Bool? = nil, allowEgressFromLocalClassicLinkToRemoteVpc: Bool? = nil,
      allowEgressFromLocalVpcToRemoteClassicLink: Bool? = nil
    ) {
      self.allowDnsResolutionFromRemoteVpc = allowDnsResolutionFromRemoteVpc
      self.allowEgressFromLocalClassicLinkToRemoteVpc = allowEgressFromLocalClassicLinkToRemoteVpc
      self.allowEgressFromLocalVpcToRemoteClassicLink = allowEgressFromLocalVpcToRemoteClassicLink
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allowDnsResolutionFromRemoteVpc", allowDnsResolutionFromRemoteVpc)
      xml.element("allowEgressFromLocalClassicLinkToRemoteVpc", allowEgressFromLocalClassicLinkToRemoteVpc)
      xml.element("allowEgressFromLocalVpcToRemoteClassicLink", allowEgressFromLocalVpcToRemoteClassicLink)
    }
  }

  /// Describes a VPC peering connection.
  package struct VpcPeeringConnection: XMLEncodable, Equatable {
    package var accepterVpcInfo: VpcPeeringConnectionVpcInfo?
    package var expirationTime: Timestamp?
    package var requesterVpcInfo: VpcPeeringConnectionVpcInfo?
    package var status: VpcPeeringConnectionStateReason?
    package var tags: [Tag]?
    package var vpcPeeringConnectionId: String?

    package init(
      accepterVpcInfo: VpcPeeringConnectionVpcInfo? = nil, expirationTime: Timestamp? = nil,
      requesterVpcInfo: VpcPeeringConnectionVpcInfo? = nil, status: VpcPeeringConnectionStateReason? = nil,
      tags: [Tag]? = nil, vpcPeeringConnectionId: String? = nil
    ) {
      self.accepterVpcInfo = accepterVpcInfo; self.expirationTime = expirationTime
      self.requesterVpcInfo = requesterVpcInfo; self.status = status; self.tags = tags
      self.vpcPeeringConnectionId = vpcPeeringConnectionId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.structure("accepterVpcInfo", accepterVpcInfo)
      xml.element("expirationTime", expirationTime)
      xml.structure("requesterVpcInfo", requesterVpcInfo)
      xml.structure("status", status)
      xml.list("tagSet", tags)
      xml.element("vpcPeeringConnectionId", vpcPeeringConnectionId)
    }
  }

  /// Describes the VPC peering connection options.
  package struct VpcPeeringConnectionOptionsDescription: XMLEncodable, Equatable {
    package var allowDnsResolutionFromRemoteVpc: Bool?
    package var allowEgressFromLocalClassicLinkToRemoteVpc: Bool?
    package var allowEgressFromLocalVpcToRemoteClassicLink: Bool?

    package init(
      allowDnsResolutionFromRemoteVpc: Bool? = nil, allowEgressFromLocalClassicLinkToRemoteVpc: Bool? = nil,
      allowEgressFromLocalVpcToRemoteClassicLink: Bool? = nil
    ) {
      self.allowDnsResolutionFromRemoteVpc = allowDnsResolutionFromRemoteVpc
      self.allowEgressFromLocalClassicLinkToRemoteVpc = allowEgressFromLocalClassicLinkToRemoteVpc
      self.allowEgressFromLocalVpcToRemoteClassicLink = allowEgressFromLocalVpcToRemoteClassicLink
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("allowDnsResolutionFromRemoteVpc", allowDnsResolutionFromRemoteVpc)
      xml.element("allowEgressFromLocalClassicLinkToRemoteVpc", allowEgressFromLocalClassicLinkToRemoteVpc)
      xml.element("allowEgressFromLocalVpcToRemoteClassicLink", allowEgressFromLocalVpcToRemoteClassicLink)
    }
  }

  /// Describes the status of a VPC peering connection.
  package struct VpcPeeringConnectionStateReason: XMLEncodable, Equatable {
    package var code: String?
    package var message: String?

    package init(
      code: String? = nil, message: String? = nil
    ) {
      self.code = code; self.message = message
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("code", code)
      xml.element("message", message)
    }
  }

  /// Describes a VPC in a VPC peering connection.
  package struct VpcPeeringConnectionVpcInfo: XMLEncodable, Equatable {
    package var cidrBlock: String?
    package var cidrBlockSet: [CidrBlock]?
    package var ipv6CidrBlockSet: [Ipv6CidrBlock]?
    package var ownerId: String?
    package var peeringOptions: VpcPeeringConnectionOptionsDescription?
    package var region: String?
    package var vpcId: String?

    package init(
      cidrBlock: String? = nil, cidrBlockSet: [CidrBlock]? = nil, ipv6CidrBlockSet: [Ipv6CidrBlock]? = nil,
      ownerId: String? = nil, peeringOptions: VpcPeeringConnectionOptionsDescription? = nil, region: String? = nil,
      vpcId: String? = nil
    ) {
      self.cidrBlock = cidrBlock; self.cidrBlockSet = cidrBlockSet; self.ipv6CidrBlockSet = ipv6CidrBlockSet
      self.ownerId = ownerId; self.peeringOptions = peeringOptions; self.region = region; self.vpcId = vpcId
    }

    package func encode(into xml: inout XMLWriter) {
      xml.element("cidrBlock", cidrBlock)
      xml.list("cidrBlockSet", cidrBlockSet)
      xml.list("ipv6CidrBlockSet", ipv6CidrBlockSet)
      xml.element("ownerId", ownerId)
      xml.structure("peeringOptions", peeringOptions)
      xml.element("region", region)
      xml.element("vpcId", vpcId)
    }
  }
}
