package import ControlPlane
import EC2Shapes
import Foundation
import GRDB

extension SQLiteStore {
  /// By resource, action, key or time an index leads to the calls; the other conditions filter what it finds.
  package func history(_ query: HistoryQuery) async throws(StoreError) -> [HistoryEntry] {
    guard query.limit > 0 else { return [] }
    return try await pool.snapshot { db in
      let (sql, arguments) = Self.historyRequest(query)
      let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
      let changed = try db.cachedStatement(sql: "SELECT id FROM change WHERE revision = ? ORDER BY ordinal")
      return try rows.map { row in
        let revision = Revision(row["revision"])
        let isRefused: Bool = row["is_refused"]
        return HistoryEntry(
          call: try RecordedCall(row),
          revisionBefore: isRefused ? revision : revision.advanced(by: -1),
          revisionAfter: revision,
          changed: isRefused ? [] : try String.fetchAll(changed, arguments: [revision.number])
        )
      }
    }
  }

  /// Replays the changes of the one resource: O(their number).
  package func records(of id: String, at revision: Revision) async throws(StoreError) -> [StoredRecord] {
    let rows = try await pool.snapshot { db in
      let statement = try db.cachedStatement(sql: Self.changesOfResource)
      return try ChangeRow.fetchAll(db, statement, [id, revision.number, id, revision.number])
    }
    var replay = ChangeReplay<ChangeRow>()
    for row in rows {
      if row.body == nil { replay.remove(row.reference) } else { replay.put(row.reference, row) }
    }
    var records: [StoredRecord] = []
    for (_, row) in replay.inOrder { if let record = try row.change.record { records.append(record) } }
    return records
  }

  static let changesOfResource = """
    SELECT revision, kind, id, body, ordinal FROM change WHERE id = ? AND revision <= ?
    UNION ALL
    SELECT revision, kind, id, body, ordinal FROM change WHERE parent = ? AND revision <= ?
    ORDER BY 1, 5
    """

  static func historyRequest(_ query: HistoryQuery) -> (sql: String, arguments: StatementArguments) {
    var conditions: [String] = []
    var arguments: StatementArguments = []
    if let id = query.resourceID {
      conditions.append(
        """
        is_refused = 0 AND revision IN (
          SELECT revision FROM change WHERE id = ? UNION SELECT revision FROM change WHERE parent = ?)
        """
      )
      arguments += [id, id]
    } else if !query.includesRefused {
      conditions.append("is_refused = 0")
    }
    if let action = query.action {
      conditions.append("action = ?")
      arguments += [action]
    }
    if let key = query.accessKeyID {
      conditions.append("access_key = ?")
      arguments += [key]
    }
    if let since = query.since {
      conditions.append("time >= ?")
      arguments += [since.milliseconds]
    }
    if let until = query.until {
      conditions.append("time <= ?")
      arguments += [until.milliseconds]
    }
    let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    arguments += [query.limit]
    return ("SELECT * FROM call\(filter) ORDER BY time DESC, number DESC LIMIT ?", arguments)
  }
}

extension RecordedCall {
  fileprivate init(_ row: Row) throws {
    let parameters: String = row["parameters"]
    do {
      self.init(
        time: Timestamp(milliseconds: row["time"]),
        requestID: row["request_id"],
        location: Location(accountID: row["account"], region: row["region"]),
        accessKeyID: row["access_key"],
        action: row["action"],
        parameters: try JSONDecoder().decode([Parameter].self, from: Data(parameters.utf8)),
        errorCode: row["error_code"],
        errorMessage: row["error_message"]
      )
    } catch let error as DecodingError {
      throw StoreError.corrupt("the parameters of a call cannot be read: \(error)")
    }
  }
}
