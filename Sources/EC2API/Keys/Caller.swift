/// Who sent a request, once its signature has been verified.
package struct Caller: Hashable, Sendable {
  /// The twelve digits of the account that the key belongs to.
  package let accountID: String
  /// The access key that signed.
  package let accessKeyID: String
  /// What the key may do.
  package let access: Access
  /// The region that the request was signed for; every region has its own resources.
  package let region: String
  /// The Amazon resource name: `arn:aws:iam::123456789012:root`, or that of an IAM user.
  package let arn: String
  /// The unique identifier, as `AIDACKCEVSQ6C2EXAMPLE`; of a root key the account.
  package let userID: String

  /// The caller that `key` stands for, in one region.
  package init(key: AccessKey, region: String) {
    accountID = key.accountID
    accessKeyID = key.id
    access = key.access
    arn = key.arn
    userID = key.userID
    self.region = region
  }
}

/// What an access key may do.
package enum Access: String, Hashable, Sendable, CaseIterable, Codable {
  /// Everything.
  case readWrite = "read-write"
  /// Only what changes nothing.
  case readOnly = "read-only"

  /// Whether an action of this name is permitted. EC2's actions say with their first word whether they change anything:
  /// those that read begin with `Describe`, `Get`, `Search` or `List`. Any other name counts as a change, so an action
  /// that nobody thought of is refused to a read-only key rather than allowed.
  package func permits(action: String) -> Bool {
    self == .readWrite || ["Describe", "Get", "Search", "List"].contains { action.hasPrefix($0) }
  }
}
