/// The regions of the `aws` partition and their availability zones.
///
/// Zone identifiers (`use1-az1`) are the same for every account; here zone names map to them in order.
package enum RegionCatalog {
  package struct Region: Hashable, Sendable {
    package let name: String
    /// Prefix of zone identifiers, such as `use1`.
    package let zonePrefix: String
    /// Letters of the zones' names.
    package let zones: String
    /// Whether an account has it without asking.
    package let isOptInRequired: Bool

    /// `us-east-1a` with `use1-az1`, …
    package var availabilityZones: [(name: String, id: String)] {
      zones.enumerated().map { ("\(name)\($0.element)", "\(zonePrefix)-az\($0.offset + 1)") }
    }
  }

  package static let regions: [String: Region] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) }
  )

  // Name, zone prefix, zone letters, opt-in. As `aws ec2 describe-regions --all-regions` and
  // `describe-availability-zones` list them.
  private static let all: [Region] = [
    ("us-east-1", "use1", "abcdef", false), ("us-east-2", "use2", "abc", false), ("us-west-1", "usw1", "ab", false),
    ("us-west-2", "usw2", "abcd", false), ("ca-central-1", "cac1", "abd", false), ("ca-west-1", "caw1", "abc", true),
    ("sa-east-1", "sae1", "abc", false), ("eu-west-1", "euw1", "abc", false), ("eu-west-2", "euw2", "abc", false),
    ("eu-west-3", "euw3", "abc", false), ("eu-central-1", "euc1", "abc", false), ("eu-central-2", "euc2", "abc", true),
    ("eu-north-1", "eun1", "abc", false), ("eu-south-1", "eus1", "abc", true), ("eu-south-2", "eus2", "abc", true),
    ("ap-east-1", "ape1", "abc", true), ("ap-south-1", "aps1", "abc", false), ("ap-south-2", "aps2", "abc", true),
    ("ap-southeast-1", "apse1", "abc", false), ("ap-southeast-2", "apse2", "abc", false),
    ("ap-southeast-3", "apse3", "abc", true), ("ap-southeast-4", "apse4", "abc", true),
    ("ap-southeast-5", "apse5", "abc", true), ("ap-southeast-7", "apse7", "abc", true),
    ("ap-northeast-1", "apne1", "acd", false), ("ap-northeast-2", "apne2", "abcd", false),
    ("ap-northeast-3", "apne3", "abc", false), ("me-south-1", "mes1", "abc", true),
    ("me-central-1", "mec1", "abc", true),
    ("il-central-1", "ilc1", "abc", true), ("af-south-1", "afs1", "abc", true), ("mx-central-1", "mxc1", "abc", true),
  ].map(Region.init(name:zonePrefix:zones:isOptInRequired:))
}
