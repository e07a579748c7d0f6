import GRDB

/// Notices what any connection of any process commits to the database.
///
/// `PRAGMA data_version` on a connection of its own moves with every commit of any other connection. A look reads a
/// counter in the shared memory of the write-ahead log, and no file.
struct DataVersionPoller: Sendable {
  private let connection: DatabaseQueue
  private let interval: Duration
  /// Of the database as it was when this was made.
  private let initial: Int64?

  /// What is committed from now on counts as a change.
  init(path: String, interval: Duration) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "ringfence.data-version"
    configuration.busyMode = .timeout(SQLiteStore.busyTimeout)
    connection = try DatabaseQueue(path: path, configuration: configuration)
    initial = try connection.read(Self.version)
    self.interval = interval
  }

  /// Looks after each interval and calls back when there was a change, until cancelled.
  func run(_ changed: @Sendable () async -> Void) async {
    var last = initial
    while true {
      do { try await Task.sleep(for: interval) } catch { return }
      // Where a look fails, the next one tells.
      if let version = try? await connection.read(Self.version), version != last {
        last = version
        await changed()
      }
    }
  }

  @Sendable private static func version(_ db: Database) throws -> Int64? {
    try Int64.fetchOne(db, sql: "PRAGMA data_version")
  }

  func close() { try? connection.close() }
}
