import EC2Shapes
import IPAddressing
package import VPCModel

extension SubnetRecord {
  /// What the API says of the subnet, which can be used at once. O(its interfaces).
  func shape(in state: State) -> EC2.Subnet {
    EC2.Subnet(
      assignIpv6AddressOnCreation: assignIPv6AddressOnCreation,
      availabilityZone: subnet.availabilityZone,
      availabilityZoneId: availabilityZoneID,
      availableIpAddressCount: state.availableAddressCount(of: subnet),
      blockPublicAccessStates: EC2.BlockPublicAccessStates(internetGatewayBlockMode: "off"),
      cidrBlock: subnet.ipv4CIDR?.description,
      defaultForAz: isDefaultForZone,
      enableDns64: enableDNS64,
      ipv6CidrBlockAssociationSet: ipv6Associations.map { $0.subnetShape() },
      ipv6Native: isIPv6Native,
      mapCustomerOwnedIpOnLaunch: false,
      mapPublicIpOnLaunch: subnet.mapsPublicAddressOnLaunch,
      ownerId: location.accountID,
      privateDnsNameOptionsOnLaunch: EC2.PrivateDnsNameOptionsOnLaunch(
        enableResourceNameDnsAAAARecord: enableResourceNameDNSAAAARecord,
        enableResourceNameDnsARecord: enableResourceNameDNSARecord,
        hostnameType: hostnameType
      ),
      state: "available",
      subnetArn: arn,
      subnetId: subnet.id.text,
      tags: TagWords.shapes(tags),
      vpcId: subnet.vpcID.text
    )
  }

  var arn: String { "arn:aws:ec2:\(location.region):\(location.accountID):subnet/\(subnet.id)" }
}

extension CIDRAssociation {
  /// - Parameter state: where it differs from the association's own, as in the answer to its end.
  func subnetShape(state: String? = nil) -> EC2.SubnetIpv6CidrBlockAssociation {
    EC2.SubnetIpv6CidrBlockAssociation(
      associationId: id,
      ipSource: "amazon",
      ipv6AddressAttribute: "public",
      ipv6CidrBlock: cidr.description,
      ipv6CidrBlockState: EC2.SubnetCidrBlockState(state: state ?? self.state)
    )
  }
}

extension State {
  /// How many IPv4 addresses of a subnet are free. AWS keeps the first four of each subnet and the last for itself (VPC
  /// user guide, "Subnet sizing for IPv4"). O(the subnet's interfaces).
  package func availableAddressCount(of subnet: Subnet) -> Int {
    guard let block = subnet.ipv4CIDR, block.length <= 28 else { return 0 }
    var count = (1 << (32 - block.length)) - 5
    for id in holders(of: subnet.id.text, .networkInterface) {
      guard let interface = networkInterfaces[id]?.interface else { continue }
      count -= interface.privateIPv4Addresses.count
      for prefix in interface.ipv4Prefixes { count -= 1 << (32 - prefix.length) }
    }
    return max(0, count)
  }
}
