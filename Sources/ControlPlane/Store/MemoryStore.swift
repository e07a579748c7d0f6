import Synchronization

/// A store that forgets everything with the process: for tests and for `--ephemeral`.
package final class MemoryStore: Store {
  private struct Contents {
    var revision = Revision.zero
    var records: [RecordReference: any Record] = [:]
    var order: [RecordReference: Int] = [:]
    var log: [CommittedChanges] = []
    var trail: [(entry: HistoryEntry, concerned: Set<String>)] = []
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
        let before = contents.revision
        contents.revision = before.next
        var concerned: Set<String> = []
        for change in commit.changes {
          let reference = change.reference
          concerned.insert(reference.id)
          if let group = (change.record ?? contents.records[reference])?.parentID { concerned.insert(group) }
          contents.records[reference] = change.record
          if change.record == nil {
            contents.order[reference] = nil
          } else if contents.order[reference] == nil {
            contents.order[reference] = contents.nextNumber
            contents.nextNumber += 1
          }
        }
        let committed = CommittedChanges(revision: contents.revision, changes: commit.changes)
        contents.log.append(committed)
        let changed = commit.changes.map(\.reference.id)
        let entry = HistoryEntry(
          call: commit.call,
          revisionBefore: before,
          revisionAfter: contents.revision,
          changed: changed
        )
        contents.trail.append((entry, concerned))
        for watcher in contents.watchers.values { watcher.yield(committed) }
      }
      return .success(contents.revision)
    }
    return try outcome.get()
  }

  package func commits(after revision: Revision) async throws(StoreError) -> [CommittedChanges] {
    contents.withLock { contents in contents.log.filter { $0.revision > revision } }
  }

  package func watch(after revision: Revision) -> AsyncThrowingStream<CommittedChanges, any Error> {
    let (stream, continuation) = AsyncThrowingStream<CommittedChanges, any Error>.makeStream()
    let number = contents.withLock { contents -> Int in
      for changes in contents.log where changes.revision > revision { continuation.yield(changes) }
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
      contents.trail += calls.map {
        (HistoryEntry(call: $0, revisionBefore: revision, revisionAfter: revision, changed: []), [])
      }
    }
  }

  package func history(_ query: HistoryQuery) async throws(StoreError) -> [HistoryEntry] {
    contents.withLock { contents in
      let entries = contents.trail.filter { entry, concerned in
        if !query.includesRefused, entry.revisionBefore == entry.revisionAfter { return false }
        if let id = query.resourceID, !concerned.contains(id) { return false }
        if let action = query.action, entry.call.action != action { return false }
        if let key = query.accessKeyID, entry.call.accessKeyID != key { return false }
        if let since = query.since, entry.call.time < since { return false }
        if let until = query.until, entry.call.time > until { return false }
        return true
      }
      let newestFirst = entries.enumerated().sorted { left, right in
        (left.element.entry.call.time, left.offset) > (right.element.entry.call.time, right.offset)
      }
      return newestFirst.prefix(max(0, query.limit)).map(\.element.entry)
    }
  }

  package func records(of id: String, at revision: Revision) async throws(StoreError) -> [any Record] {
    contents.withLock { contents in
      var replay = ChangeReplay<any Record>()
      for changes in contents.log where changes.revision <= revision {
        for change in changes.changes {
          let reference = change.reference
          guard let record = change.record else {
            replay.remove(reference)
            continue
          }
          if reference.id == id || record.parentID == id { replay.put(reference, record) }
        }
      }
      return replay.inOrder.map(\.value)
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
