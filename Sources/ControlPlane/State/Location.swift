/// Where a resource lives: one account in one region. Most calls see only their own location.
package struct Location: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  /// Twelve digits.
  package var accountID: String
  /// Such as `eu-central-1`.
  package var region: String

  package init(accountID: String, region: String) {
    self.accountID = accountID
    self.region = region
  }

  package var description: String { "\(accountID)/\(region)" }

  /// Where the same region's resources live that AWS itself owns: every account sees them.
  package var ofAWS: Location { Location(accountID: Self.awsAccountID, region: region) }

  /// What EC2 gives as the owner of AWS's own resources.
  package static let awsAccountID = "AWS"

  package static func < (left: Self, right: Self) -> Bool {
    (left.accountID, left.region) < (right.accountID, right.region)
  }
}
