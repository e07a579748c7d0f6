import EC2Shapes
import IPAddressing
import VPCModel

extension VPCRecord {
  /// What the API says of the VPC. A VPC can be used at once: none is ever `pending`.
  var shape: EC2.Vpc {
    var ipv4: [EC2.VpcCidrBlockAssociation] = []
    var ipv6: [EC2.VpcIpv6CidrBlockAssociation] = []
    for association in cidrAssociations {
      switch association.cidr {
      case .v4: ipv4.append(association.ipv4Shape)
      case .v6: ipv6.append(association.ipv6Shape(networkBorderGroup: location.region))
      }
    }
    return EC2.Vpc(
      blockPublicAccessStates: EC2.BlockPublicAccessStates(internetGatewayBlockMode: "off"),
      cidrBlock: vpc.ipv4CIDRs.first?.description,
      cidrBlockAssociationSet: ipv4,
      dhcpOptionsId: dhcpOptionsID,
      instanceTenancy: instanceTenancy,
      ipv6CidrBlockAssociationSet: ipv6,
      isDefault: vpc.isDefault,
      ownerId: location.accountID,
      state: "available",
      tags: TagWords.shapes(tags),
      vpcId: vpc.id.text
    )
  }

  /// The blocks of one family, in order.
  func associations(_ family: IPFamily) -> [CIDRAssociation] { cidrAssociations.filter { $0.cidr.family == family } }
}

extension CIDRAssociation {
  /// - Parameter state: where it differs from the association's own, as in the answer to its end.
  func ipv4Shape(state: String) -> EC2.VpcCidrBlockAssociation {
    EC2.VpcCidrBlockAssociation(
      associationId: id,
      cidrBlock: cidr.description,
      cidrBlockState: EC2.VpcCidrBlockState(state: state)
    )
  }

  var ipv4Shape: EC2.VpcCidrBlockAssociation { ipv4Shape(state: state) }

  func ipv6Shape(networkBorderGroup: String, state: String? = nil) -> EC2.VpcIpv6CidrBlockAssociation {
    EC2.VpcIpv6CidrBlockAssociation(
      associationId: id,
      ipSource: "amazon",
      ipv6AddressAttribute: "public",
      ipv6CidrBlock: cidr.description,
      ipv6CidrBlockState: EC2.VpcCidrBlockState(state: state ?? self.state),
      ipv6Pool: AmazonIPv6Pool.name,
      networkBorderGroup: networkBorderGroup
    )
  }
}
