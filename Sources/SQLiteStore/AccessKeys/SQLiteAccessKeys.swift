package import ControlPlane
package import EC2Shapes
import Foundation
import GRDB
import Synchronization

/// The access keys of a database. Looking one up touches memory alone; keys that another process makes or revokes are
/// seen as soon as the store notices that the database has changed.
package final class SQLiteAccessKeys: Sendable {
  private struct Cache {
    /// Of the table, as the keys were read from it.
    var version: Int64 = -1
    var keys: [String: AccessKey] = [:]
    var lastLook: ContinuousClock.Instant?
  }

  /// How often callers with unknown identifiers can make the table be looked at.
  private let lookInterval: Duration

  private let pool: DatabasePool
  let sealingKey: SealingKey
  private let cache = Mutex(Cache())

  init(_ pool: DatabasePool, sealingKey: SealingKey, lookInterval: Duration) throws {
    self.pool = pool
    self.lookInterval = lookInterval
    self.sealingKey = sealingKey
    if let read = try pool.read({ db in try Self.read(db, ifNewerThan: -1, sealingKey) }) { keep(read) }
  }

  // MARK: Looking up

  /// The key of an identifier, if it is known in memory.
  package func cached(_ id: String) -> AccessKey? { cache.withLock { $0.keys[id] } }

  /// The key of an identifier, `nil` where there is none or it was revoked.
  ///
  /// An unknown one makes the table be looked at, for it may have been made this moment; however many of them come, ten
  /// times a second at most.
  package func find(_ id: String) async -> AccessKey? {
    if let key = cached(id) { return key }
    let now = ContinuousClock.now
    let mayLook = cache.withLock { cache -> Bool in
      if let last = cache.lastLook, now - last < lookInterval { return false }
      cache.lastLook = now
      return true
    }
    guard mayLook else { return nil }
    await refresh()
    return cached(id)
  }

  /// Reads the keys again if they have changed. Where the database cannot be read, what is known stays.
  func refresh() async {
    let version = cache.withLock(\.version)
    let read = try? await pool.snapshot { [sealingKey] db in
      try Self.read(db, ifNewerThan: version, sealingKey)
    }
    if let read = read ?? nil { keep(read) }
  }

  // MARK: Changing

  /// Makes a key. Its secret is in the answer and can never be had again.
  package func create(
    accountID: String,
    userName: String? = nil,
    access: Caller.Access,
    purpose: String? = nil,
    at now: Timestamp
  ) async throws(StoreError) -> AccessKey {
    let key = AccessKey.make(accountID: accountID, userName: userName, access: access, at: now)
    _ = try await insert(key, purpose, onlyFirst: false)
    return key
  }

  /// Makes a key where there is none that is good, for a server that starts; else `nil`. Of several servers that start
  /// together, one makes it.
  package func createFirst(
    accountID: String,
    purpose: String? = nil,
    at now: Timestamp
  ) async throws(StoreError) -> AccessKey? {
    let key = AccessKey.make(accountID: accountID, access: .readWrite, at: now)
    return try await insert(key, purpose, onlyFirst: true) ? key : nil
  }

  /// Makes a key good for nothing, from now on in this process and within a second in others.
  ///
  /// - Returns: whether there was such a key and it was good until now.
  package func revoke(_ id: String, at now: Timestamp) async throws(StoreError) -> Bool {
    let hasRevoked = try await pool.transaction { db in
      try db.execute(
        sql: "UPDATE access_key SET revoked = ?, sealed_secret = NULL WHERE id = ? AND revoked IS NULL",
        arguments: [now.milliseconds, id]
      )
      guard db.changesCount > 0 else { return false }
      try db.execute(sql: "UPDATE status SET access_key_version = access_key_version + 1")
      return true
    }
    // Before anything can fail: a revoked key must not outlive the answer.
    if hasRevoked {
      cache.withLock { cache in _ = cache.keys.removeValue(forKey: id) }
      await refresh()
    }
    return hasRevoked
  }

  /// Every key in the order of making, revoked ones too.
  package func list() async throws(StoreError) -> [AccessKeyEntry] {
    try await pool.snapshot { db in
      try Row.fetchAll(db, sql: "SELECT * FROM access_key ORDER BY number").map { row in
        let (id, access): (String, String) = (row["id"], row["access"])
        guard let access = Caller.Access(rawValue: access) else {
          throw StoreError.corrupt("access key \(id) is \(access)")
        }
        let revoked: Int64? = row["revoked"]
        return AccessKeyEntry(
          id: id,
          accountID: row["account"],
          userName: row["user_name"],
          access: access,
          purpose: row["purpose"],
          createdAt: Timestamp(milliseconds: row["created"]),
          revokedAt: revoked.map { Timestamp(milliseconds: $0) }
        )
      }
    }
  }

  private func insert(
    _ key: AccessKey,
    _ purpose: String?,
    onlyFirst: Bool
  ) async throws(StoreError) -> Bool {
    let sealed = try sealingKey.seal(key)
    let fingerprint = sealingKey.fingerprint
    let isMade = try await pool.transaction { db in
      let needed = try SealingKey.neededFingerprint(db)
      if onlyFirst, needed != nil { return false }
      // A restore, or a process that found no key file, may have changed it since this one opened the database.
      guard needed ?? fingerprint == fingerprint else {
        throw StoreError.unsuitable("the access keys are sealed under another key by now: open the database again")
      }
      try db.execute(
        sql: """
          INSERT INTO access_key (id, account, user_name, access, purpose, created, sealed_secret)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          key.id, key.accountID, key.userName, key.access.rawValue, purpose, key.createdAt.milliseconds, sealed,
        ]
      )
      try db.execute(
        sql: "UPDATE status SET access_key_version = access_key_version + 1, sealing_key = ?",
        arguments: [fingerprint]
      )
      return true
    }
    if isMade { await refresh() }
    return isMade
  }

  // MARK: Reading

  private struct Keys: Sendable {
    let version: Int64
    let keys: [String: AccessKey]
  }

  private func keep(_ read: Keys) {
    cache.withLock { cache in
      // Two may have read at the same time.
      guard read.version > cache.version else { return }
      cache.version = read.version
      cache.keys = read.keys
    }
  }

  /// A secret that does not open is nobody's: the others stay good.
  private static func read(_ db: Database, ifNewerThan known: Int64, _ sealingKey: SealingKey) throws -> Keys? {
    let status = try db.cachedStatement(sql: "SELECT access_key_version FROM status")
    guard let version = try Int64.fetchOne(status), version > known else { return nil }
    var keys: [String: AccessKey] = [:]
    for (id, key) in try all(db, sealingKey) { keys[id] = key }
    return Keys(version: version, keys: keys)
  }

  /// The keys that are good, `nil` for those whose secret does not open.
  static func all(_ db: Database, _ sealingKey: SealingKey) throws -> [(id: String, key: AccessKey?)] {
    let sql = """
      SELECT id, account, user_name, access, created, sealed_secret FROM access_key WHERE revoked IS NULL
      """
    return try Row.fetchAll(db, sql: sql).map { row in
      let (id, access): (String, String) = (row[0], row[3])
      guard let access = Caller.Access(rawValue: access) else { return (id, nil) }
      let entry = AccessKey(
        id: id,
        secret: "",
        accountID: row[1],
        userName: row[2],
        access: access,
        createdAt: Timestamp(milliseconds: row[4])
      )
      return (id, sealingKey.open(row[5], for: entry))
    }
  }
}
