package import ControlPlane
import Foundation
import GRDB

/// The control plane's state in one SQLite file: what there is, every change that led to it, the audit trail and the
/// access keys.
///
/// - Durability: write-ahead log with `synchronous = FULL`. ``commit(_:after:)`` returns when the log is on the disk.
/// - Sharing: any number of processes may have the file open. A commit holds the write lock while it compares and sets
///   the revision, and ``watch(after:)`` sees what others commit within ``Configuration/pollInterval``.
/// - Threads: no call blocks a thread of Swift's cooperative pool.
/// - Beside the file lie `-wal` and `-shm` while it is open, and `.key`, which seals the access keys' secrets.
package final class SQLiteStore: Store {
  package struct Configuration: Sendable {
    /// How the file is examined before it is used.
    package var check: IntegrityCheck = .quick
    /// How often to look for other processes' commits.
    package var pollInterval: Duration = .milliseconds(100)
    /// How often callers with unknown access keys can make the table be looked at.
    package var keyLookInterval: Duration = .milliseconds(100)

    package init() {}
  }

  /// How long a writer waits for another process's transaction, in seconds.
  static let busyTimeout = 10.0

  /// As it was given.
  package let path: String
  /// What was found at the opening.
  package let report: OpeningReport
  package let accessKeys: SQLiteAccessKeys

  let pool: DatabasePool
  let signal = ChangeSignal()
  private let poller: DataVersionPoller
  private let polling: Task<Void, Never>

  /// Opens a database, or makes one where there is no file.
  ///
  /// - Throws: ``StoreError/unsuitable(_:)`` for a file that is not Ringfence's or a key file that is missing or open to
  ///   others, ``StoreError/newerSchema(found:supported:)``, ``StoreError/corrupt(_:)`` where the check fails.
  package static func open(
    _ path: String,
    configuration: Configuration = Configuration()
  ) async throws(StoreError) -> SQLiteStore {
    try await blocking { try SQLiteStore(path, configuration) }
  }

  private init(_ path: String, _ configuration: Configuration) throws {
    self.path = path
    let began = ContinuousClock.now
    let isNew = try Self.prepareFile(path)
    // Before a connection is opened, since that may empty it.
    let logBytes = DurableFile.size(path + "-wal") ?? 0

    pool = try DatabasePool(path: path, configuration: Self.connectionConfiguration)
    let pool = self.pool
    try pool.writeWithoutTransaction { db in
      // GRDB sets NORMAL with the write-ahead log; a commit must be on the disk when it returns.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // After a large transaction the log gives its space back.
      try db.execute(sql: "PRAGMA journal_size_limit = \(64 << 20)")
      try Schema.migrate(db, of: path)
    }
    report = try OpeningReport(
      pool,
      path: path,
      isNew: isNew,
      hasLog: logBytes > 0,
      check: configuration.check,
      began: began
    )
    let sealingKey = try SealingKey.forDatabase(pool, path: path)
    // Before the keys are read, so that no key made meanwhile is missed.
    poller = try DataVersionPoller(path: path, interval: configuration.pollInterval)
    accessKeys = try SQLiteAccessKeys(
      pool,
      sealingKey: sealingKey,
      lookInterval: configuration.keyLookInterval
    )
    polling = Task.detached { [poller, signal, accessKeys] in
      await poller.run {
        await accessKeys.refresh()
        signal.raise()
      }
    }
  }

  deinit { polling.cancel() }

  /// Ends every watch and closes the file, whose write-ahead log goes into it if nobody else has it open.
  package func close() async throws(StoreError) {
    polling.cancel()
    await polling.value
    signal.finish()
    try await blocking { [pool, poller] in
      poller.close()
      // The last connection that GRDB closes is one for reading, which could not empty the log. Where somebody else is
      // at it, it stays.
      try? pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try pool.close()
    }
  }

  static var connectionConfiguration: GRDB.Configuration {
    var configuration = GRDB.Configuration()
    configuration.label = "ringfence.store"
    configuration.busyMode = .timeout(busyTimeout)
    configuration.foreignKeysEnabled = true
    configuration.maximumReaderCount = 4
    return configuration
  }

  /// Makes an empty file that only its owner may read where there is none, and looks at one that is there without
  /// changing it: opening for use would turn another program's database to the write-ahead log.
  private static func prepareFile(_ path: String) throws -> Bool {
    guard let size = DurableFile.size(path) else {
      try DurableFile.create(path, contents: [], replacing: false)
      return true
    }
    guard size > 0 else { return true }
    var configuration = connectionConfiguration
    configuration.readonly = true
    let queue: DatabaseQueue
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw StoreError.unsuitable("\(path) is not a SQLite database, or its first page is damaged")
    }
    defer { try? queue.close() }
    return try queue.read { try Schema.standing($0, of: path) } == .empty
  }
}
