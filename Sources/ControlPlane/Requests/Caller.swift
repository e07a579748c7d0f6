/// Who makes a call, as the signature proved it, and where.
package struct Caller: Hashable, Sendable {
  /// What a key may do.
  package enum Access: String, Hashable, Sendable, Codable, CaseIterable {
    case readOnly = "read-only"
    case readWrite = "read-write"
  }

  package var accountID: String
  package var accessKeyID: String
  package var access: Access
  /// From the signature's scope.
  package var region: String
  /// The IAM user whom the key stands for; `nil` is the account's root.
  package var userName: String?

  package init(accountID: String, accessKeyID: String, access: Access, region: String, userName: String? = nil) {
    self.accountID = accountID
    self.accessKeyID = accessKeyID
    self.access = access
    self.region = region
    self.userName = userName
  }

  package var location: Location { Location(accountID: accountID, region: region) }
}

extension Caller {
  /// The caller's Amazon resource name: that of the user, or of the account's root.
  package var arn: String { "arn:aws:iam::\(accountID):" + (userName.map { "user/\($0)" } ?? "root") }

  /// The unique identifier: the account for its root, otherwise `AIDA` and the part of the key's identifier that is its
  /// own.
  package var userID: String { userName == nil ? accountID : "AIDA" + accessKeyID.dropFirst(4) }
}
