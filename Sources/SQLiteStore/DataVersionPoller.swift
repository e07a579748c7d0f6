import GRDB

/// Notices what any connection of any process commits to the database.
///
/// `PRAGMA data_version` on a connection of its own moves with every commit of any other connection. A look reads a
/// counter in the shared memory of the write-ahead log, and no file.
struct DataVersionPoller: Sendable {
  private let connection: DatabaseQueue
  let interval: Duration

  init(path: String, interval: Duration) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.label = "ringfence.data-version"
    configuration.busyMode = .timeout(SQLiteStore.busyTimeout)
    connection = try DatabaseQueue(path: path, configuration: configuration)
    self.interval = interval
  }

  /// Calls back after each change, until cancelled.
  func run(_ changed: @Sendable () async -> Void) async {
    var last: Int64?
    while !Task.isCancelled {
      // Where a look fails, the next one tells.
      if let version = try? await connection.read({ try Int64.fetchOne($0, sql: "PRAGMA data_version") }) {
        if version != last {
          last = version
          await changed()
        }
      }
      do { try await Task.sleep(for: interval) } catch { return }
    }
  }

  func close() { try? connection.close() }
}
