/// Where the state is kept: an ordered log of commits and the records that follow from it.
///
/// Several control planes may share one store. Each commit names the revision that it was validated against; a store
/// that has moved on refuses it with ``StoreError/conflict(current:)``, and the control plane validates again on what
/// has come between. What ``commit(_:after:)`` returned survives a crash of the process and of the machine.
package protocol Store: Sendable {
  /// Every record at the newest revision. Records of one kind come in the order in which they were first put.
  func load() async throws(StoreError) -> StoreContents

  /// Adds commits in order, each a revision of its own, all of them or none.
  /// - Parameter revision: the newest revision that the caller knows.
  /// - Returns: the revision of the last of them; the first has `revision.next`.
  @discardableResult
  func commit(_ commits: [Commit], after revision: Revision) async throws(StoreError) -> Revision

  /// The commits after a revision, oldest first.
  func commits(after revision: Revision) async throws(StoreError) -> [CommittedChanges]

  /// The commits after a revision as they come, oldest first, without end, none left out or repeated; other
  /// processes' too. For one consumer.
  func watch(after revision: Revision) -> AsyncThrowingStream<CommittedChanges, any Error>

  /// Adds to the audit trail what changed nothing: calls that were refused.
  func recordRefused(_ calls: [RecordedCall]) async throws(StoreError)

  /// Calls of the audit trail, newest first: by time, those of one millisecond by the order in which they came in.
  func history(_ query: HistoryQuery) async throws(StoreError) -> [HistoryEntry]

  /// A record, and the rules of a security group, as they were at a revision, in the order in which they were first
  /// put; empty where it was not there.
  func records(of id: String, at revision: Revision) async throws(StoreError) -> [any Record]
}

/// What a store holds at one revision.
package struct StoreContents: Sendable {
  package var revision: Revision
  package var records: [any Record]

  package init(revision: Revision, records: [any Record]) {
    self.revision = revision
    self.records = records
  }
}

/// The changes of one successful call.
package struct Commit: Sendable {
  package var changes: [Change]
  package var call: RecordedCall

  package init(changes: [Change], call: RecordedCall) {
    self.changes = changes
    self.call = call
  }
}

/// A commit that has its revision.
package struct CommittedChanges: Sendable {
  package var revision: Revision
  package var changes: [Change]

  package init(revision: Revision, changes: [Change]) {
    self.revision = revision
    self.changes = changes
  }
}

package enum StoreError: Error, Sendable, CustomStringConvertible {
  /// Somebody else committed first.
  case conflict(current: Revision)
  /// The store cannot be reached or written; what it holds is as it was.
  case unavailable(String)
  /// What is stored does not make sense.
  case corrupt(String)
  /// What was given cannot serve as a store, though nothing in it is damaged: another program's file, a key file
  /// that others may read, a database in use.
  case unsuitable(String)
  /// Written by a later version.
  case newerSchema(found: Int, supported: Int)

  package var description: String {
    switch self {
    case .conflict(let current): "the store has moved on to revision \(current)"
    case .unavailable(let reason): "the store is not available: \(reason)"
    case .corrupt(let reason): "the store is damaged: \(reason)"
    case .unsuitable(let reason): reason
    case .newerSchema(let found, let supported):
      "the store was written by a later version (schema \(found); this one reads up to \(supported))"
    }
  }
}
