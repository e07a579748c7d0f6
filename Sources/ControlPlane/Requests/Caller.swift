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

  package init(accountID: String, accessKeyID: String, access: Access, region: String) {
    self.accountID = accountID
    self.accessKeyID = accessKeyID
    self.access = access
    self.region = region
  }

  package var location: Location { Location(accountID: accountID, region: region) }
}

extension Caller {
  /// The caller's Amazon resource name. A key stands for a user of its own name.
  package var arn: String { "arn:aws:iam::\(accountID):user/\(accessKeyID)" }

  /// The user's unique identifier: `AIDA` and the part of the key's identifier that is its own.
  package var userID: String { "AIDA" + accessKeyID.dropFirst(4) }
}
