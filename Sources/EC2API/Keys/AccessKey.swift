package import EC2Shapes

/// An access key: the name and the secret with which a client signs.
///
/// Its descriptions and its reflection leave the secret out, so that no log line can spill it.
package struct AccessKey: Hashable, Sendable {
  /// The public name: `AKIA` and 16 characters of base 32.
  package let id: String
  /// The secret: 40 characters of base 64.
  package let secret: String
  /// The account that the key belongs to.
  package let accountID: String
  /// The IAM user whom the key stands for; nil is the account's root.
  package let userName: String?
  /// What the key may do.
  package let access: Access
  /// When the key was made.
  package let createdAt: Timestamp

  /// A key from its parts.
  package init(
    id: String,
    secret: String,
    accountID: String,
    userName: String? = nil,
    access: Access,
    createdAt: Timestamp
  ) {
    self.id = id
    self.secret = secret
    self.accountID = accountID
    self.userName = userName
    self.access = access
    self.createdAt = createdAt
  }

  /// A new key with a random name (80 bits) and a random secret (240 bits).
  package static func generate(
    accountID: String,
    userName: String? = nil,
    access: Access,
    createdAt: Timestamp
  ) -> AccessKey {
    var random = SystemRandomNumberGenerator()
    return generate(accountID: accountID, userName: userName, access: access, createdAt: createdAt, using: &random)
  }

  /// A new key out of `random`, which must be cryptographically secure outside tests.
  static func generate(
    accountID: String,
    userName: String?,
    access: Access,
    createdAt: Timestamp,
    using random: inout some RandomNumberGenerator
  ) -> AccessKey {
    func characters(_ count: Int, of alphabet: [Character]) -> String {
      String((0..<count).compactMap { _ in alphabet.randomElement(using: &random) })
    }
    return AccessKey(
      id: "AKIA" + characters(16, of: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")),
      secret: characters(40, of: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")),
      accountID: accountID,
      userName: userName,
      access: access,
      createdAt: createdAt
    )
  }

  /// Whether `text` has the form of a key's name.
  package static func isID(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.count == 20 && text.hasPrefix("AKIA")
      && bytes.allSatisfy { (65...90).contains($0) || (50...55).contains($0) }
  }

  /// The Amazon resource name of whom the key stands for.
  package var arn: String {
    "arn:aws:iam::\(accountID):\(userName.map { "user/\($0)" } ?? "root")"
  }

  /// The unique identifier of whom the key stands for: the account for its root, otherwise `AIDA` and the part of the
  /// key's name that is its own.
  package var userID: String {
    userName == nil ? accountID : "AIDA" + id.dropFirst(4)
  }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "AccessKey(\(id), \(access.rawValue), account \(accountID), secret hidden)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["id": id, "accountID": accountID]) }
}
