package import EC2Shapes

/// What a caller signs with: a key's identifier, its secret, and whom and what it stands for.
package struct AccessKey: Hashable, Sendable {
  /// `AKIA` and sixteen characters of base 32.
  package var id: String
  /// Forty characters. Never printed, logged or compared in a way that tells how much of it was right.
  package var secret: String
  /// Twelve digits.
  package var accountID: String
  /// The IAM user whom the key stands for; `nil` is the account's root.
  package var userName: String?
  package var access: Caller.Access
  package var createdAt: Timestamp

  package init(
    id: String,
    secret: String,
    accountID: String,
    userName: String? = nil,
    access: Caller.Access,
    createdAt: Timestamp
  ) {
    self.id = id
    self.secret = secret
    self.accountID = accountID
    self.userName = userName
    self.access = access
    self.createdAt = createdAt
  }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Without the secret, wherever it may be printed.
  package var description: String { "\(id) (account \(accountID), \(access.rawValue))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror {
    Mirror(self, children: ["id": id, "accountID": accountID, "access": access])
  }
}

/// A key as it may be shown again: everything but its secret.
package struct AccessKeyEntry: Hashable, Sendable, Codable {
  package var id: String
  package var accountID: String
  package var userName: String?
  package var access: Caller.Access
  /// What the key is for, in its maker's words.
  package var purpose: String?
  package var createdAt: Timestamp
  /// `nil` while the key is good.
  package var revokedAt: Timestamp?

  package init(
    id: String,
    accountID: String,
    userName: String? = nil,
    access: Caller.Access,
    purpose: String? = nil,
    createdAt: Timestamp,
    revokedAt: Timestamp? = nil
  ) {
    self.id = id
    self.accountID = accountID
    self.userName = userName
    self.access = access
    self.purpose = purpose
    self.createdAt = createdAt
    self.revokedAt = revokedAt
  }
}

extension AccessKey {
  /// Whether a text has the form of a key's identifier.
  package static func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count == 20 && text.hasPrefix("AKIA")
      && bytes.allSatisfy { (65...90).contains($0) || (50...55).contains($0) }
  }
}

extension Caller {
  /// Whoever signs with the key, in one region.
  package init(key: AccessKey, region: String) {
    self.init(accountID: key.accountID, accessKeyID: key.id, access: key.access, region: region, userName: key.userName)
  }
}
