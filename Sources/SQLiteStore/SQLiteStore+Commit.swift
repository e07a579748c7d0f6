package import ControlPlane
import EC2Shapes
import Foundation
import GRDB

extension SQLiteStore {
  @discardableResult
  package func commit(_ commits: [Commit], after revision: Revision) async throws(StoreError) -> Revision {
    // Coded before the write lock is taken.
    var coded: [CodedCommit] = []
    coded.reserveCapacity(commits.count)
    for commit in commits { coded.append(try CodedCommit(commit)) }

    let reached = try await pool.transaction { [coded] db in
      let current = try Status.revision(db)
      guard current == revision else { throw StoreError.conflict(current: current) }
      var writer = try CommitWriter(db)
      var revision = revision
      for commit in coded {
        revision = revision.next
        try writer.write(commit, at: revision)
      }
      try writer.finish(at: revision)
      return revision
    }
    if reached > revision { signal.raise() }
    return reached
  }

  package func recordRefused(_ calls: [RecordedCall]) async throws(StoreError) {
    guard !calls.isEmpty else { return }
    var coded: [CodedCall] = []
    for call in calls { coded.append(try CodedCall(call)) }
    try await pool.transaction { [coded] db in
      let revision = try Status.revision(db)
      for call in coded { try call.insert(db, revision: revision, isRefused: true) }
    }
  }
}

/// A commit with its records as text.
private struct CodedCommit: Sendable {
  struct CodedChange: Sendable {
    let reference: RecordReference
    let parentID: String?
    /// `nil` removes.
    let body: String?
  }

  let changes: [CodedChange]
  let call: CodedCall

  init(_ commit: Commit) throws(StoreError) {
    var changes: [CodedChange] = []
    changes.reserveCapacity(commit.changes.count)
    for change in commit.changes {
      var body: String?
      if let record = change.record { body = String(decoding: try RecordCoding.encode(record), as: UTF8.self) }
      changes.append(CodedChange(reference: change.reference, parentID: change.record?.parentID, body: body))
    }
    self.changes = changes
    call = try CodedCall(commit.call)
  }
}

/// A row of the audit trail.
private struct CodedCall: Sendable {
  let call: RecordedCall
  let parameters: String

  init(_ call: RecordedCall) throws(StoreError) {
    self.call = call
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      parameters = String(decoding: try encoder.encode(call.parameters), as: UTF8.self)
    } catch {
      throw .corrupt("the parameters of \(call.action) cannot be written: \(error)")
    }
  }

  func insert(_ db: Database, revision: Revision, isRefused: Bool) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO call (time, revision, is_refused, request_id, account, region, access_key, action, parameters,
          error_code, error_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    )
    try statement.execute(arguments: [
      call.time.milliseconds, revision.number, isRefused, call.requestID, call.location.accountID,
      call.location.region, call.accessKeyID, call.action, parameters, call.errorCode, call.errorMessage,
    ])
  }
}

/// Writes commits inside one transaction.
private struct CommitWriter {
  private let db: Database
  private let update: Statement
  private let insert: Statement
  private let delete: Statement
  private let log: Statement
  private let parent: Statement
  /// By how much the number of records grows.
  private var growth = 0

  init(_ db: Database) throws {
    self.db = db
    // An update first, so that a record keeps its number and a new one is counted.
    update = try db.cachedStatement(sql: "UPDATE record SET body = ? WHERE kind = ? AND id = ?")
    insert = try db.cachedStatement(sql: "INSERT INTO record (body, kind, id) VALUES (?, ?, ?)")
    delete = try db.cachedStatement(sql: "DELETE FROM record WHERE kind = ? AND id = ?")
    log = try db.cachedStatement(
      sql: "INSERT INTO change (revision, ordinal, kind, id, parent, body) VALUES (?, ?, ?, ?, ?, ?)"
    )
    // A removal names the rule alone; where it belonged is what its last change says.
    parent = try db.cachedStatement(
      sql: "SELECT parent FROM change WHERE id = ? ORDER BY revision DESC, ordinal DESC LIMIT 1"
    )
  }

  mutating func write(_ commit: CodedCommit, at revision: Revision) throws {
    for (ordinal, change) in commit.changes.enumerated() {
      let (kind, id) = (change.reference.kind.rawValue, change.reference.id)
      var parentID = change.parentID
      if let body = change.body {
        try update.execute(arguments: [body, kind, id])
        if db.changesCount == 0 {
          try insert.execute(arguments: [body, kind, id])
          growth += 1
        }
      } else {
        if change.reference.kind == .securityGroupRule { parentID = try String.fetchOne(parent, arguments: [id]) }
        try delete.execute(arguments: [kind, id])
        growth -= db.changesCount
      }
      try log.execute(arguments: [revision.number, ordinal, kind, id, parentID, change.body])
    }
    try commit.call.insert(db, revision: revision, isRefused: false)
  }

  func finish(at revision: Revision) throws {
    let status = try db.cachedStatement(sql: "UPDATE status SET revision = ?, record_count = record_count + ?")
    try status.execute(arguments: [revision.number, growth])
  }
}

/// The row that says where the store stands.
enum Status {
  static func revision(_ db: Database) throws -> Revision {
    let statement = try db.cachedStatement(sql: "SELECT revision FROM status")
    guard let number = try Int64.fetchOne(statement) else {
      throw StoreError.corrupt("it does not say at which revision it is")
    }
    return Revision(number)
  }
}
