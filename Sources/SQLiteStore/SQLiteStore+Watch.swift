package import ControlPlane
import Foundation
import GRDB

extension SQLiteStore {
  package func commits(after revision: Revision) async throws(StoreError) -> [CommittedChanges] {
    try await commits(after: revision, atMost: .max)
  }

  package func watch(after revision: Revision) -> AsyncThrowingStream<CommittedChanges, any Error> {
    let watch = Watch(self, after: revision)
    return AsyncThrowingStream { try await watch.next() }
  }

  /// The next commits, oldest first. The revision that is asked for must not be newer than the store's.
  fileprivate func commits(after revision: Revision, atMost limit: Int64) async throws(StoreError) -> [CommittedChanges]
  {
    let rows = try await pool.snapshot { db -> (last: Revision, rows: [ChangeRow]) in
      let newest = try Status.revision(db)
      guard newest >= revision else {
        throw StoreError.unavailable("it went back from revision \(revision) to \(newest): it was replaced")
      }
      let (end, hasOverflown) = revision.number.addingReportingOverflow(limit)
      let last = hasOverflown ? newest : min(newest, Revision(end))
      guard last > revision else { return (last, []) }
      let statement = try db.cachedStatement(
        sql: """
          SELECT revision, kind, id, body FROM change WHERE revision > ? AND revision <= ? ORDER BY revision, ordinal
          """
      )
      return (last, try ChangeRow.fetchAll(db, statement, [revision.number, last.number]))
    }
    // A commit may have changed nothing, and is a revision all the same.
    var commits: [CommittedChanges] = []
    var next = rows.rows[...]
    var current = revision
    while current < rows.last {
      current = current.next
      var changes: [Change] = []
      while let row = next.first, row.revision == current {
        changes.append(try row.change)
        next.removeFirst()
      }
      commits.append(CommittedChanges(revision: current, changes: changes))
    }
    return commits
  }
}

/// A row of the log, as text.
struct ChangeRow: Sendable {
  let revision: Revision
  let reference: RecordReference
  let body: String?

  /// The statement's columns are revision, kind, id and body.
  static func fetchAll(_ db: Database, _ statement: Statement, _ arguments: StatementArguments) throws -> [ChangeRow] {
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var changes: [ChangeRow] = []
    while let row = try rows.next() {
      let name: String = row[1]
      guard let kind = RecordKind(rawValue: name) else {
        throw StoreError.corrupt("a change is of the unknown kind \(name)")
      }
      changes.append(
        ChangeRow(revision: Revision(row[0]), reference: RecordReference(kind, row[2]), body: row[3])
      )
    }
    return changes
  }

  var change: Change {
    get throws(StoreError) {
      guard let body else { return .remove(reference) }
      return .put(try RecordCoding.decode(reference.kind, id: reference.id, Data(body.utf8)))
    }
  }
}

/// One watch. It reads only as fast as its consumer takes.
private actor Watch {
  private static let commitsPerRead: Int64 = 256

  private let store: SQLiteStore
  private let signals: AsyncStream<Void>
  private var last: Revision
  private var pending: ArraySlice<CommittedChanges> = []

  init(_ store: SQLiteStore, after revision: Revision) {
    self.store = store
    // Before the first look, so that nothing falls between.
    signals = store.signal.subscribe()
    last = revision
  }

  /// `nil` when the store was closed or the consumer cancelled.
  func next() async throws -> CommittedChanges? {
    while pending.isEmpty {
      if Task.isCancelled { return nil }
      pending = try await store.commits(after: last, atMost: Self.commitsPerRead)[...]
      if let newest = pending.last {
        last = newest.revision
      } else {
        var iterator = signals.makeAsyncIterator()
        guard await iterator.next(isolation: self) != nil else { return nil }
      }
    }
    return pending.popFirst()
  }
}
