import IPAddressing
import VPCModel

/// The DNS names that EC2 gives to addresses (VPC user guide, "DNS hostnames").
enum HostNames {
  /// `ip-10-0-0-5.eu-central-1.compute.internal`; in us-east-1 `ip-10-0-0-5.ec2.internal`.
  static func ofPrivate(_ address: IPv4Address, region: String) -> String {
    "ip-\(dashed(address)).\(privateDomain(region))"
  }

  /// `ec2-198-51-100-1.eu-central-1.compute.amazonaws.com`; in us-east-1 `ec2-198-51-100-1.compute-1.amazonaws.com`.
  static func ofPublic(_ address: IPv4Address, region: String) -> String {
    "ec2-\(dashed(address)).\(region == "us-east-1" ? "compute-1" : "\(region).compute").amazonaws.com"
  }

  /// `i-0123456789abcdef0.eu-central-1.compute.internal`: the name of an instance in a subnet whose names are by
  /// resource.
  static func ofResource(_ instanceID: Instance.ID, region: String) -> String {
    "\(instanceID).\(privateDomain(region))"
  }

  private static func privateDomain(_ region: String) -> String {
    region == "us-east-1" ? "ec2.internal" : "\(region).compute.internal"
  }

  private static func dashed(_ address: IPv4Address) -> String { address.description.replacing(".", with: "-") }
}
