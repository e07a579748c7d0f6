import Synchronization
import VPCModel

/// A store that forgets everything with the process: for tests and for `--ephemeral`.
package final class MemoryStore: Store {
  private struct Contents {
    var revision = Revision.zero
    var records: [RecordReference: any Record] = [:]
    var order: [RecordReference: Int] = [:]
    var log: [(changes: CommittedChanges, call: RecordedCall)] = []
    var refused: [HistoryEntry] = []
    var watchers: [Int: AsyncThrowingStream<CommittedChanges, any Error>.Continuation] = [:]
    var nextNumber = 0
  }

  private let contents = Mutex(Contents())

  package init() {}

  package func load() async throws(StoreError) -> StoreContents {
    contents.withLock { contents in
      let ordered = contents.order.sorted { $0.value < $1.value }
      return StoreContents(
        revision: contents.revision,
        records: ordered.compactMap { contents.records[$0.key] }
      )
    }
  }

  @discardableResult
  package func commit(_ commits: [Commit], after revision: Revision) async throws(StoreError) -> Revision {
    let outcome = contents.withLock { contents -> Result<Revision, StoreError> in
      guard contents.revision == revision else { return .failure(.conflict(current: contents.revision)) }
      for commit in commits {
        contents.revision = contents.revision.next
        for change in commit.changes {
          let reference = change.reference
          contents.records[reference] = change.record
          if change.record == nil {
            contents.order[reference] = nil
          } else if contents.order[reference] == nil {
            contents.order[reference] = contents.nextNumber
            contents.nextNumber += 1
          }
        }
        let committed = CommittedChanges(revision: contents.revision, changes: commit.changes)
        contents.log.append((committed, commit.call))
        for watcher in contents.watchers.values { watcher.yield(committed) }
      }
      return .success(contents.revision)
    }
    return try outcome.get()
  }

  package func commits(after revision: Revision) async throws(StoreError) -> [CommittedChanges] {
    contents.withLock { contents in contents.log.lazy.map(\.changes).filter { $0.revision > revision } }
  }

  package func watch(after revision: Revision) -> AsyncThrowingStream<CommittedChanges, any Error> {
    let (stream, continuation) = AsyncThrowingStream<CommittedChanges, any Error>.makeStream()
    let number = contents.withLock { contents -> Int in
      for (changes, _) in contents.log where changes.revision > revision { continuation.yield(changes) }
      contents.nextNumber += 1
      contents.watchers[contents.nextNumber] = continuation
      return contents.nextNumber
    }
    continuation.onTermination = { [weak self] _ in
      self?.contents.withLock { $0.watchers[number] = nil }
    }
    return stream
  }

  package func recordRefused(_ calls: [RecordedCall]) async throws(StoreError) {
    contents.withLock { contents in
      let revision = contents.revision
      contents.refused += calls.map {
        HistoryEntry(call: $0, revisionBefore: revision, revisionAfter: revision, changed: [])
      }
    }
  }

  package func history(_ query: HistoryQuery) async throws(StoreError) -> [HistoryEntry] {
    contents.withLock { contents in
      let committed = contents.log.map { changes, call in
        HistoryEntry(
          call: call,
          revisionBefore: changes.revision.advanced(by: -1),
          revisionAfter: changes.revision,
          changed: changes.changes.map(\.reference.id)
        )
      }
      let touched = query.resourceID.map { id in
        Set(contents.log.filter { $0.changes.changes.contains { $0.concerns(id) } }.map(\.changes.revision))
      }
      let entries = (committed + (query.includesRefused ? contents.refused : [])).filter { entry in
        if let touched, entry.revisionBefore == entry.revisionAfter || !touched.contains(entry.revisionAfter) {
          return false
        }
        if let action = query.action, entry.call.action != action { return false }
        if let key = query.accessKeyID, entry.call.accessKeyID != key { return false }
        if let since = query.since, entry.call.time < since { return false }
        if let until = query.until, entry.call.time > until { return false }
        return true
      }
      let newestFirst = entries.enumerated().sorted { left, right in
        (left.element.call.time, left.offset) > (right.element.call.time, right.offset)
      }
      return newestFirst.prefix(query.limit).map(\.element)
    }
  }

  package func records(of id: String, at revision: Revision) async throws(StoreError) -> [any Record] {
    contents.withLock { contents in
      var records: [(reference: RecordReference, record: any Record)] = []
      for (changes, _) in contents.log where changes.revision <= revision {
        for change in changes.changes {
          let reference = change.reference
          let index = records.firstIndex { $0.reference == reference }
          switch (change, index) {
          case (.put(let record), let index?): records[index].record = record
          case (.put(let record), nil): if change.concerns(id) { records.append((reference, record)) }
          case (.remove, let index?): records.remove(at: index)
          case (.remove, nil): break
          }
        }
      }
      return records.map(\.record)
    }
  }

  /// Forgets everything, the revision too, and ends every watch.
  package func reset() {
    let watchers = contents.withLock { contents -> [AsyncThrowingStream<CommittedChanges, any Error>.Continuation] in
      let watchers = Array(contents.watchers.values)
      contents = Contents()
      return watchers
    }
    for watcher in watchers { watcher.finish() }
  }
}

extension Change {
  /// Whether it changes the record of this identifier, or a rule of the security group of this identifier.
  package func concerns(_ id: String) -> Bool {
    if reference.id == id { return true }
    if let rule = record as? SecurityGroupRuleRecord { return rule.rule.groupID.text == id }
    return false
  }
}
