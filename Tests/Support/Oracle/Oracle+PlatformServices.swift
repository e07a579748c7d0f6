package import IPAddressing
package import VPCModel

extension Oracle {
  /// The service of the platform at an address, as an interface of the VPC sees it.
  ///
  /// Some addresses mean the same everywhere. In each VPC the resolver also has the primary IPv4 block's base plus
  /// two, and the router each subnet's base plus one; an address outside the VPC's blocks is none of these.
  package static func platformService(
    at address: IPAddress,
    for vpcID: VPC.ID,
    in network: Network
  ) -> PlatformService? {
    let written = "\(address)"
    for (text, service) in everywhere where text == written { return service }

    guard let vpc = network.vpcs[vpcID], case .v4(let address) = address else {
      return nil
    }
    func holds(_ prefix: IPv4Prefix) -> Bool { block(.v4(prefix), holds: .v4(address)) }
    guard vpc.ipv4CIDRs.contains(where: holds) else { return nil }

    // A block of two addresses or one has no reserved ones.
    if let primary = vpc.ipv4CIDRs.first, primary.length <= 30, holds(primary),
      address.rawValue - primary.first.rawValue == 2
    {
      return .dns
    }
    for subnet in network.subnets.unordered where subnet.vpcID == vpcID {
      guard let cidr = subnet.ipv4CIDR, cidr.length <= 30, holds(cidr) else { continue }
      if address.rawValue - cidr.first.rawValue == 1 { return .vpcRouter }
    }
    return nil
  }

  private static let everywhere: [(String, PlatformService)] = [
    ("169.254.169.254", .instanceMetadata),
    ("169.254.169.253", .dns),
    ("169.254.169.123", .timeSync),
    ("169.254.169.250", .licenseActivation),
    ("169.254.169.251", .licenseActivation),
    ("169.254.170.2", .taskMetadata),
    ("169.254.170.23", .taskMetadata),
    ("255.255.255.255", .dhcp),
    ("fd00:ec2::254", .instanceMetadata),
    ("fd00:ec2::253", .dns),
    ("fd00:ec2::123", .timeSync),
    ("fd00:ec2::240", .licenseActivation),
    ("fd00:ec2::23", .taskMetadata),
    ("ff02::1:2", .dhcp),
  ]
}
