package import IPAddressing

/// A managed prefix list: CIDR blocks under one identifier, used in rules and routes.
package struct PrefixList: Resource {
  package typealias ID = ResourceID<PrefixList>
  package static var kind: ResourceKind { .prefixList }

  package struct Entry: Hashable, Sendable, Codable {
    package var cidr: IPPrefix
    package var summary: String?

    package init(_ cidr: IPPrefix, summary: String? = nil) {
      self.cidr = cidr
      self.summary = summary
    }
  }

  package var id: ID
  package var name: String
  /// `nil` where the input says that the list exists but not what is in it.
  package var entries: [Entry]?
  /// A customer's list counts this many rules against a group's quota, however many entries it has.
  package var maxEntries: Int?
  package var addressFamily: IPFamily?
  package var version: Int?
  /// An account, or `AWS`.
  package var ownerID: String?
  package var tags: Tags

  package init(
    id: ID,
    name: String,
    entries: [Entry]? = nil,
    maxEntries: Int? = nil,
    addressFamily: IPFamily? = nil,
    version: Int? = nil,
    ownerID: String? = nil,
    tags: Tags = [:]
  ) {
    self.id = id
    self.name = name
    self.entries = entries
    self.maxEntries = maxEntries
    self.addressFamily = addressFamily
    self.version = version
    self.ownerID = ownerID
    self.tags = tags
  }

  /// A list that no account has: it stands for addresses that the input names and does not tell, so that what depends on
  /// them reads as unknown.
  package static func unknownAddresses(_ id: ID, _ family: IPFamily?) -> PrefixList {
    PrefixList(id: id, name: "\(id)\(unknownMark)", addressFamily: family)
  }

  /// Whether it is such a stand-in.
  package var standsForUnknownAddresses: Bool { entries == nil && name == "\(id)\(Self.unknownMark)" }

  private static let unknownMark = " (not known)"

  package var isAWSManaged: Bool { ownerID == "AWS" || name.hasPrefix("com.amazonaws.") }

  /// How many rules one rule with this list counts as, `nil` where the input does not tell.
  ///
  /// A customer's list counts its maximum number of entries; AWS's lists have weights of their own
  /// (VPC user guide, "AWS-managed prefix list weight").
  package var weight: Int? {
    guard isAWSManaged else { return maxEntries ?? entries?.count }
    return Self.weights.first { name.hasSuffix($0.suffix) }?.weight
  }

  private static let weights: [(suffix: String, weight: Int)] = [
    (".global.cloudfront.origin-facing", 55),
    (".global.ipv6.cloudfront.origin-facing", 55),
    (".s3", 1),
    (".s3express", 6),
    (".dynamodb", 1),
    (".ipv6.ec2-instance-connect", 2),
    (".ec2-instance-connect", 2),
    (".global.groundstation", 5),
    (".ipv6.route53-healthchecks", 25),
    (".route53-healthchecks", 25),
    (".ipv6.vpc-lattice", 10),
    (".vpc-lattice", 10),
  ]
}
