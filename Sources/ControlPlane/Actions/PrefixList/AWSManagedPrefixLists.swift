package import IPAddressing
package import VPCModel

/// The prefix lists that AWS itself keeps in every region: every account sees them and may refer to them, nobody
/// changes them, and no store holds them.
///
/// Names, families and weights: VPC user guide, "AWS-managed prefix lists". Entries: those that AWS publishes in
/// `ip-ranges.json`, as far as they are known here (see ``Service``); AWS changes them without notice.
package enum AWSManagedPrefixLists {
  /// A service that has a list.
  package enum Service: String, CaseIterable, Hashable, Sendable {
    case s3
    case s3Express = "s3express"
    case dynamoDB = "dynamodb"
    case ec2InstanceConnect = "ec2-instance-connect"
    case ec2InstanceConnectIPv6 = "ipv6.ec2-instance-connect"
    case vpcLattice = "vpc-lattice"
    case vpcLatticeIPv6 = "ipv6.vpc-lattice"
    case route53HealthChecks = "route53-healthchecks"
    case route53HealthChecksIPv6 = "ipv6.route53-healthchecks"
    case cloudFrontOriginFacing = "global.cloudfront.origin-facing"
    case cloudFrontOriginFacingIPv6 = "global.ipv6.cloudfront.origin-facing"
    case groundStation = "global.groundstation"

    /// `com.amazonaws.eu-central-1.s3`, `com.amazonaws.global.groundstation`.
    package func name(region: String) -> String {
      rawValue.hasPrefix("global.") ? "com.amazonaws.\(rawValue)" : "com.amazonaws.\(region).\(rawValue)"
    }

    package var family: IPFamily { rawValue.contains("ipv6.") ? .ipv6 : .ipv4 }
  }

  /// The identifier of a service's list: always the same for a region and service.
  ///
  /// AWS's own where it is publicly known; else made from the name.
  package static func id(region: String, service: Service) -> PrefixList.ID {
    if let known = knownIDs[service]?[region] { return PrefixList.ID(known) }
    let digits = String(hash("\(region)/\(service.name(region: region))"), radix: 16)
    return PrefixList.ID("pl-0" + String(repeating: "0", count: 16 - digits.count) + digits)
  }

  /// The lists of a region, by name; none of a region that does not exist. O(1).
  package static func records(region: String) -> [PrefixListRecord] { recordsByRegion[region] ?? [] }

  private static let recordsByRegion: [String: [PrefixListRecord]] = RegionCatalog.regions.mapValues { region in
    Service.allCases.map { record(region: region.name, service: $0) }.sorted { $0.list.name < $1.list.name }
  }

  private static func record(region: String, service: Service) -> PrefixListRecord {
    PrefixListRecord(
      list: PrefixList(
        id: id(region: region, service: service),
        name: service.name(region: region),
        entries: entries(region: region, service: service),
        addressFamily: service.family,
        ownerID: Location.awsAccountID
      ),
      location: Location(accountID: Location.awsAccountID, region: region)
    )
  }

  /// FNV-1a of 64 bits: stable across runs and versions, unlike `Hasher`.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // Seen in public configurations and answers.
  private static let knownIDs: [Service: [String: String]] = [
    .s3: ["us-east-1": "pl-63a5400a", "us-east-2": "pl-7ba54012"],
    .dynamoDB: ["us-east-1": "pl-02cd2c6b", "us-east-2": "pl-4ca54025"],
    .cloudFrontOriginFacing: ["us-east-1": "pl-3b927c52", "us-west-2": "pl-82a045eb"],
  ]
}
