package import EC2Shapes

extension AccessKey {
  /// A new key from the system's source of secure random numbers: 80 bits of identifier, 240 of secret.
  package static func make(
    accountID: String,
    userName: String? = nil,
    access: Caller.Access,
    at now: Timestamp
  ) -> AccessKey {
    var generator = SystemRandomNumberGenerator()
    return AccessKey(
      id: "AKIA" + characters(16, of: base32, using: &generator),
      secret: characters(40, of: base64, using: &generator),
      accountID: accountID,
      userName: userName,
      access: access,
      createdAt: now
    )
  }

  private static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

  private static func characters(
    _ count: Int,
    of alphabet: [Character],
    using generator: inout some RandomNumberGenerator
  ) -> String {
    // The alphabets' sizes are powers of two, so that every character is as likely as every other.
    String((0..<count).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
  }
}
