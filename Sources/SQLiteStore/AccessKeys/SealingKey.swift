import ControlPlane
import Crypto
import Foundation
import GRDB

/// The key under which a server keeps its callers' secrets: whoever has the database alone can sign nothing.
struct SealingKey: Sendable {
  let symmetricKey: SymmetricKey

  init() { symmetricKey = SymmetricKey(size: .bits256) }

  init(_ symmetricKey: SymmetricKey) { self.symmetricKey = symmetricKey }

  /// Tells keys apart and gives nothing of them away: the database says with it which key it needs.
  var fingerprint: String {
    HMAC<SHA256>.authenticationCode(for: Data("ringfence sealing key".utf8), using: symmetricKey)
      .prefix(16).map { byte in
        let text = String(byte, radix: 16)
        return byte < 16 ? "0" + text : text
      }.joined()
  }

  /// AES-GCM (NIST SP 800-38D) with a random nonce, in CryptoKit's combined form. It vouches for what the key may do as
  /// well: a row to which somebody gave another account or more rights does not open.
  func seal(_ key: AccessKey) throws(StoreError) -> Data {
    do {
      let box = try AES.GCM.seal(
        Data(key.secret.utf8),
        using: symmetricKey,
        authenticating: Self.vouchedFor(key)
      )
      // The combined form exists for nonces of twelve bytes, which `seal` draws.
      guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
      return combined
    } catch {
      throw .unavailable("the secret of \(key.id) cannot be sealed: \(error)")
    }
  }

  /// The key with its secret, `nil` where that was sealed under another key or for another entry, or was tampered with.
  func open(_ sealed: Data, for entry: AccessKey) -> AccessKey? {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let secret = try? AES.GCM.open(box, using: symmetricKey, authenticating: Self.vouchedFor(entry))
    else { return nil }
    var key = entry
    key.secret = String(decoding: secret, as: UTF8.self)
    return key
  }

  private static func vouchedFor(_ key: AccessKey) -> Data {
    // The user's name last: it alone may hold any character.
    let user = key.userName.map { "user \($0)" } ?? "root"
    return Data("\(key.id)\n\(key.accountID)\n\(key.access.rawValue)\n\(user)".utf8)
  }
}

extension SealingKey {
  /// The key of a database, from the file beside it; made, with the file, where there is none and none is needed.
  static func forDatabase(_ pool: DatabasePool, path: String) throws -> SealingKey {
    let file = SealingKeyFile(besides: path)
    if try file.read() == nil {
      if let needed = try pool.read({ try neededFingerprint($0) }) {
        throw StoreError.unsuitable(
          "\(file.path) is missing: the access keys of \(path) are sealed under it (key \(needed.prefix(8))…)"
        )
      }
      // Another process may do the same: one file wins, and both read it.
      try file.write([SealingKey()], replacing: false)
    }
    let keys = try file.read() ?? []
    return try pool.write { db in
      if let needed = try neededFingerprint(db) {
        guard let key = keys.first(where: { $0.fingerprint == needed }) else {
          throw StoreError.unsuitable("\(file.path) is not the key under which the access keys of \(path) are sealed")
        }
        return key
      }
      guard let key = keys.first else { throw StoreError.unsuitable("\(file.path) holds no key") }
      try db.execute(sql: "UPDATE status SET sealing_key = ?", arguments: [key.fingerprint])
      return key
    }
  }

  /// Of the key without which secrets would be lost; `nil` where there are none.
  static func neededFingerprint(_ db: Database) throws -> String? {
    let isNeeded = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM access_key WHERE revoked IS NULL)")
    guard isNeeded == true else { return nil }
    return try String.fetchOne(db, sql: "SELECT sealing_key FROM status")
  }
}
