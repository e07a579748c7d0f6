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

  package static func < (left: Self, right: Self) -> Bool {
    (left.accountID, left.region) < (right.accountID, right.region)
  }
}
