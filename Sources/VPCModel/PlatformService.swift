package import IPAddressing

/// Services of the platform that security groups never filter (EC2 user guide, "Security groups":
/// DNS, DHCP, instance and task metadata, Windows licence activation, time, the VPC's router).
package enum PlatformService: String, Hashable, Sendable, CaseIterable {
  case dns, dhcp, instanceMetadata, taskMetadata, licenseActivation, timeSync, vpcRouter

  package var words: String {
    switch self {
    case .dns: "the Amazon DNS resolver"
    case .dhcp: "DHCP"
    case .instanceMetadata: "the EC2 instance metadata service"
    case .taskMetadata: "the ECS task metadata service"
    case .licenseActivation: "Windows licence activation"
    case .timeSync: "the Amazon Time Sync Service"
    case .vpcRouter: "the VPC's router"
    }
  }

  /// The addresses that mean the same service in every VPC.
  package static let everywhere: [IPAddress: PlatformService] = [
    .v4(IPv4Address(0xA9FE_A9FE)): .instanceMetadata,  // 169.254.169.254
    .v4(IPv4Address(0xA9FE_A9FD)): .dns,  // 169.254.169.253
    .v4(IPv4Address(0xA9FE_A97B)): .timeSync,  // 169.254.169.123
    .v4(IPv4Address(0xA9FE_A9FA)): .licenseActivation,  // 169.254.169.250
    .v4(IPv4Address(0xA9FE_A9FB)): .licenseActivation,  // 169.254.169.251
    .v4(IPv4Address(0xA9FE_AA02)): .taskMetadata,  // 169.254.170.2
    .v4(IPv4Address(0xA9FE_AA17)): .taskMetadata,  // 169.254.170.23, EKS pod identity
    .v4(IPv4Address(0xFFFF_FFFF)): .dhcp,  // limited broadcast
    .v6(IPv6Address(0xFD00_0EC2_0000_0000_0000_0000_0000_0254)): .instanceMetadata,
    .v6(IPv6Address(0xFD00_0EC2_0000_0000_0000_0000_0000_0253)): .dns,
    .v6(IPv6Address(0xFD00_0EC2_0000_0000_0000_0000_0000_0123)): .timeSync,
    .v6(IPv6Address(0xFD00_0EC2_0000_0000_0000_0000_0000_0240)): .licenseActivation,
    .v6(IPv6Address(0xFD00_0EC2_0000_0000_0000_0000_0000_0023)): .taskMetadata,
    .v6(IPv6Address(0xFF02_0000_0000_0000_0000_0000_0001_0002)): .dhcp,  // all DHCP agents
  ]

  /// The addresses that mean a service in one VPC: the resolver at the primary block's base plus two.
  package static func addresses(of vpc: VPC) -> [(IPAddress, PlatformService)] {
    guard let primary = vpc.ipv4CIDRs.first, primary.length <= 30 else { return [] }
    return [(.v4(IPv4Address(primary.first.rawValue &+ 2)), .dns)]
  }

  /// The router's reserved address in one subnet: the block's base plus one.
  package static func addresses(of subnet: Subnet) -> [(IPAddress, PlatformService)] {
    guard let cidr = subnet.ipv4CIDR, cidr.length <= 30 else { return [] }
    return [(.v4(IPv4Address(cidr.first.rawValue &+ 1)), .vpcRouter)]
  }
}
