import ControlPlane
import GRDB

@testable import SQLiteStore

extension SQLiteStore {
  /// `PRAGMA synchronous` and `journal_mode` of the connection that commits.
  func durabilitySettings() async throws -> (synchronous: Int?, journal: String?) {
    try await pool.writeWithoutTransaction { db in
      (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
  }

  /// How SQLite will find what the query asks for.
  func plan(_ query: HistoryQuery) async throws -> [String] {
    let (sql, arguments) = Self.historyRequest(query)
    return try await plan(sql, arguments)
  }

  func planOfRecordsAtRevision() async throws -> [String] {
    try await plan(Self.changesOfResource, ["sg-1", 1, "sg-1", 1])
  }

  /// Changes the database behind the store's back.
  func tamper(_ sql: String) async throws {
    try await pool.write { db in try db.execute(sql: sql) }
  }

  private func plan(_ sql: String, _ arguments: StatementArguments) async throws -> [String] {
    try await pool.read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments).map { $0["detail"] }
    }
  }
}
