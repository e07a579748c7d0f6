package import ControlPlane
import GRDB

/// How much of a file is examined.
package enum IntegrityCheck: String, Sendable, CaseIterable {
  /// Nothing but the version.
  case none
  /// Every page's structure (`PRAGMA quick_check`), that the log ends where the store says it is, and that the
  /// records agree with the log in number and in the last commit. O(file), at the disk's speed.
  case quick
  /// Besides, the indexes' contents, and that the log from its beginning leads to exactly the records there are.
  case full
}

extension SQLiteStore {
  /// Examines the whole file, beside its use: everything of ``IntegrityCheck/full``, that every record can be read,
  /// and that every access key's secret opens.
  ///
  /// - Returns: what is wrong, in words; nothing where all is well.
  package func checkIntegrity() async throws(StoreError) -> [String] {
    let (sealingKey, path) = (accessKeys.sealingKey, path)
    return try await pool.snapshot { db in
      var findings = try IntegrityCheck.full.findings(db)
      do { try Self.readOneByOne(db) } catch let error as StoreError { findings.append("\(error)") }
      let needed = try SealingKey.neededFingerprint(db)
      if let needed, needed != sealingKey.fingerprint { findings.append("\(path).key is not the key in use") }
      for (id, key) in try SQLiteAccessKeys.all(db, sealingKey) where key == nil {
        findings.append("the secret of access key \(id) does not open")
      }
      return findings
    }
  }
}

extension IntegrityCheck {
  /// What is wrong with a database of the newest schema, in words.
  func findings(_ db: Database) throws -> [String] {
    switch self {
    case .none: return []
    case .quick: return try structure(db, "quick_check") + agreement(db)
    case .full:
      let damaged = try structure(db, "integrity_check") + agreement(db)
      return damaged.isEmpty ? try replay(db) : damaged
    }
  }

  private func structure(_ db: Database, _ pragma: String) throws -> [String] {
    do {
      let lines = try String.fetchAll(db, sql: "PRAGMA \(pragma)(10)")
      return lines == ["ok"] ? [] : lines
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return [error.message ?? "a page is damaged"]
    }
  }

  private func agreement(_ db: Database) throws -> [String] {
    var findings: [String] = []
    guard let status = try Row.fetchOne(db, sql: "SELECT revision, record_count FROM status") else {
      return ["the row of the revision is missing"]
    }
    let (revision, counted): (Int64, Int64) = (status[0], status[1])
    let lastCall = try Int64.fetchOne(db, sql: "SELECT max(revision) FROM call WHERE is_refused = 0") ?? 0
    let lastChange = try Int64.fetchOne(db, sql: "SELECT max(revision) FROM change") ?? 0
    if lastCall != revision { findings.append("at revision \(revision), but the trail ends at \(lastCall)") }
    if lastChange > revision { findings.append("at revision \(revision), but the log goes on to \(lastChange)") }
    let records = try Int64.fetchOne(db, sql: "SELECT count(*) FROM record") ?? 0
    if records != counted { findings.append("\(records) records where commits left \(counted)") }
    return findings + (try differences(db, "WHERE revision = (SELECT revision FROM status)"))
  }

  private func replay(_ db: Database) throws -> [String] {
    var findings: [String] = []
    let sql = """
      SELECT (SELECT revision FROM status), (SELECT count(*) FROM call WHERE is_refused = 0),
        (SELECT min(revision) FROM call WHERE is_refused = 0)
      """
    if let row = try Row.fetchOne(db, sql: sql) {
      let (revision, calls, first): (Int64, Int64, Int64?) = (row[0], row[1], row[2])
      // Each has a revision of its own: the index says so.
      if calls != revision || first ?? 1 != 1 { findings.append("\(calls) commits lead to revision \(revision)") }
    }
    let unexplained = try String.fetchAll(
      db,
      sql: """
        SELECT kind || ' ' || id FROM record
        WHERE NOT EXISTS (SELECT 1 FROM change WHERE change.id = record.id AND change.kind = record.kind) LIMIT 10
        """
    )
    return findings + unexplained.map { "\($0) was never put" } + (try differences(db, ""))
  }

  /// Records that differ from their last change among some of the log.
  private func differences(_ db: Database, _ which: String) throws -> [String] {
    let sql = """
      WITH ranked AS (
        SELECT kind, id, body,
          row_number() OVER (PARTITION BY kind, id ORDER BY revision DESC, ordinal DESC) AS age
        FROM change \(which)
      )
      SELECT kind || ' ' || id FROM ranked LEFT JOIN record USING (kind, id)
      WHERE age = 1 AND ranked.body IS NOT record.body LIMIT 10
      """
    return try String.fetchAll(db, sql: sql).map { "\($0) is not what the log says" }
  }
}
