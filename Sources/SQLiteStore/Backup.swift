package import ControlPlane
package import EC2Shapes
import Foundation
import GRDB

/// What was copied.
package struct CopyReport: Sendable, Hashable {
  package let path: String
  package let revision: Revision
  package let recordCount: Int
  package let accessKeyCount: Int
}

// A backup is two files, as a database is: `FILE` and, with the key that opens the secrets of its access keys,
// `FILE.key`. Whoever has both can sign as anyone in it; whoever has `FILE` alone can read the state and sign nothing.
// They may be kept apart, and a database may be restored without its key if its access keys are given up.
extension SQLiteStore {
  /// Copies the database as it is at one revision, while it is in use, by SQLite's online backup.
  ///
  /// The copy is examined before it gets its name: `path` is a whole backup or is not there. It needs no write-ahead log
  /// beside it. The sealing key goes to `path.key`.
  ///
  /// - Throws: ``StoreError/unsuitable(_:)`` where there is a file of that name that is not to be replaced.
  @discardableResult
  package func backup(to path: String, replacing: Bool = false) async throws(StoreError) -> CopyReport {
    try await blocking { [pool, accessKeys] in
      guard replacing || DurableFile.size(path) == nil else { throw StoreError.unsuitable("\(path) is there already") }
      let (temporary, report) = try DatabaseCopy.make(from: pool, to: path) { _ in }
      defer { DurableFile.remove(temporary) }
      // First the key: a backup that is there can be opened.
      try SealingKeyFile(besides: path).write([accessKeys.sealingKey], replacing: true)
      guard try DurableFile.move(temporary, to: path, replacing: replacing) else {
        throw StoreError.unsuitable("\(path) is there already")
      }
      return report
    }
  }

  /// Puts a backup in the place of a database that nobody has open.
  ///
  /// The copy is examined in full before it takes its place, all at once: a crash leaves what was there or what was
  /// restored, each with its key.
  ///
  /// - Parameters:
  ///   - replacing: whether a database that is there gives way.
  ///   - keysRevoked: for a backup whose key file is lost: when its access keys were given up.
  /// - Throws: ``StoreError/unsuitable(_:)`` where there is a database that is not to be replaced or that is in use, where
  ///   the backup is not Ringfence's, or its key is missing; ``StoreError/corrupt(_:)``.
  @discardableResult
  package static func restore(
    from backup: String,
    to path: String,
    replacing: Bool = false,
    keysRevoked: Timestamp? = nil
  ) async throws(StoreError) -> CopyReport {
    try await blocking {
      guard replacing || DurableFile.size(path) == nil else {
        throw StoreError.unsuitable("\(path) is there already: say that it is to be replaced")
      }
      guard DurableFile.size(backup) ?? 0 > 0 else { throw StoreError.unsuitable("\(backup) is not there, or empty") }
      var configuration = connectionConfiguration
      configuration.readonly = true
      let source = try DatabaseQueue(path: backup, configuration: configuration)
      defer { try? source.close() }
      guard case .version = try source.read({ try Schema.standing($0, of: backup) }) else {
        throw StoreError.unsuitable("\(backup) is empty")
      }
      let (temporary, report) = try DatabaseCopy.make(from: source, to: path) { db in
        guard let keysRevoked else { return }
        try db.execute(
          sql: "UPDATE access_key SET revoked = ?, sealed_secret = NULL WHERE revoked IS NULL",
          arguments: [keysRevoked.milliseconds]
        )
      }
      defer { DurableFile.remove(temporary) }

      let needed = keysRevoked == nil ? try source.read { try SealingKey.neededFingerprint($0) } : nil
      let key = try needed.map { try findKey($0, of: backup) }
      try makeWay(path)
      let file = SealingKeyFile(besides: path)
      // Both keys, so that whichever database a crash leaves has its own.
      if let key { try file.write([key] + ((try? file.read()) ?? []), replacing: true) }
      guard try DurableFile.move(temporary, to: path, replacing: replacing) else {
        throw StoreError.unsuitable("\(path) is there already")
      }
      if let key { try file.write([key], replacing: true) }
      return report
    }
  }

  private static func findKey(_ fingerprint: String, of backup: String) throws -> SealingKey {
    let file = SealingKeyFile(besides: backup)
    guard let keys = try file.read() else {
      throw StoreError.unsuitable(
        "\(file.path) is missing: the access keys of \(backup) are sealed under it; they can be given up instead"
      )
    }
    guard let key = keys.first(where: { $0.fingerprint == fingerprint }) else {
      throw StoreError.unsuitable("\(file.path) is not the key under which the access keys of \(backup) are sealed")
    }
    return key
  }

  /// Makes sure that nobody has a database open, and that no write-ahead log is left that would be taken for that of the
  /// file which comes in its place.
  private static func makeWay(_ path: String) throws {
    if DurableFile.size(path) ?? 0 > 0 {
      var configuration = connectionConfiguration
      configuration.busyMode = .immediateError
      do {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        // Leaving the write-ahead log takes a lock that no other connection may hold anything against, and puts the
        // log's contents into the file.
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      } catch let error as DatabaseError {
        switch error.resultCode {
        // A damaged file is what restoring is for.
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: break
        case .SQLITE_BUSY, .SQLITE_LOCKED:
          throw StoreError.unsuitable("\(path) is in use: stop the server first")
        default: throw error
        }
      }
    }
    DurableFile.remove(path + "-wal")
    DurableFile.remove(path + "-shm")
  }
}

/// A copy under a name of its own, examined and on the disk.
private enum DatabaseCopy {
  static func make(
    from source: some DatabaseReader,
    to path: String,
    changing: (Database) throws -> Void
  ) throws -> (temporary: String, report: CopyReport) {
    let temporary = DurableFile.temporaryName(path)
    do {
      try DurableFile.create(temporary, contents: [], replacing: false)
      let copy = try DatabaseQueue(path: temporary, configuration: SQLiteStore.connectionConfiguration)
      try source.backup(to: copy)
      let report = try copy.writeWithoutTransaction { db in
        // One file that is whole by itself.
        try db.execute(sql: "PRAGMA journal_mode = DELETE")
        try Schema.migrate(db, of: temporary)
        try changing(db)
        let findings = try IntegrityCheck.full.findings(db)
        guard findings.isEmpty else { throw StoreError.corrupt("the copy: " + findings.joined(separator: "; ")) }
        return CopyReport(
          path: path,
          revision: try Status.revision(db),
          recordCount: try Int.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0,
          accessKeyCount: try Int.fetchOne(db, sql: "SELECT count(*) FROM access_key WHERE revoked IS NULL") ?? 0
        )
      }
      try copy.close()
      try DurableFile.synchronize(temporary)
      return (temporary, report)
    } catch {
      DurableFile.remove(temporary)
      throw error
    }
  }
}
