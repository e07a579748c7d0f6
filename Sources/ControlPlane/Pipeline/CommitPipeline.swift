import EC2Shapes
import Synchronization

/// Puts mutating calls in an order, validates each against the state that those before it leave, and commits them.
///
/// While one batch is being written, the calls that come in meanwhile are validated against the state that the batch
/// will leave, and make up the next batch: one synchronous write serves them all. Nobody hears of a result, good or
/// bad, before the state that it was reached on is durable. Where a batch fails, or another writer of the store was
/// first, everything that was built upon it is validated again.
actor CommitPipeline {
  private struct Entry {
    let call: PendingCall
    let continuation: CheckedContinuation<Result<CallOutcome, EC2Error>, Never>
    var outcome: Result<any XMLEncodable, EC2Error>
    var changes: [Change]
    var stateAfter: State
  }

  private let store: any Store
  private let clock: @Sendable () -> Timestamp
  private let publish: @Sendable (PublishedState) -> Void
  private var identifiers: IdentifierGenerator
  private var committed: PublishedState
  /// The committed state and everything that is on its way.
  private var speculative: State
  private var queue: [Entry] = []
  private var isFlushing = false
  /// By the store's watch; ahead of `committed` where another process commits.
  private var newestHeardOf = Revision.zero

  init(
    store: any Store,
    initial: PublishedState,
    identifiers: IdentifierGenerator,
    clock: @escaping @Sendable () -> Timestamp,
    publish: @escaping @Sendable (PublishedState) -> Void
  ) {
    self.store = store
    self.committed = initial
    self.speculative = initial.state
    self.identifiers = identifiers
    self.clock = clock
    self.publish = publish
  }

  /// Runs a call and waits until its result is durable.
  func submit(_ call: PendingCall) async throws(EC2Error) -> CallOutcome {
    let result = await withCheckedContinuation { continuation in
      enqueue(call, continuation)
      if !isFlushing {
        isFlushing = true
        Task { await flush() }
      }
    }
    return try result.get()
  }

  /// Hears of a commit to the store, perhaps another process's, and takes in what is new.
  func absorb(_ changes: CommittedChanges) async {
    newestHeardOf = max(newestHeardOf, changes.revision)
    guard newestHeardOf > committed.revision, !isFlushing else { return }
    isFlushing = true
    await flush()
  }

  /// Starts again from a store that was emptied or replaced underneath.
  func restart() async throws(StoreError) {
    let contents = try await store.load()
    committed = PublishedState(state: State(contents.records), revision: contents.revision)
    speculative = committed.state
    newestHeardOf = committed.revision
    publish(committed)
  }

  // MARK: Validating

  private func enqueue(_ call: PendingCall, _ continuation: CheckedContinuation<Result<CallOutcome, EC2Error>, Never>) {
    var entry = Entry(
      call: call,
      continuation: continuation,
      outcome: .failure(.internalError),
      changes: [],
      stateAfter: speculative
    )
    // Every call draws identifiers of its own: one that is validated again may get others.
    var transaction = Transaction(state: speculative, caller: call.caller, now: clock(), identifiers: identifiers)
    do throws(EC2Error) {
      entry.outcome = .success(try call.body(&transaction))
      entry.changes = transaction.changes
      speculative = transaction.state
      entry.stateAfter = speculative
    } catch {
      entry.outcome = .failure(error)
    }
    identifiers = transaction.identifiers
    queue.append(entry)
  }

  private func validateAgain(_ entries: [Entry]) {
    speculative = committed.state
    let waiting = entries + queue
    queue = []
    for entry in waiting { enqueue(entry.call, entry.continuation) }
  }

  // MARK: Committing

  private func flush() async {
    while true {
      // One's own commits are heard of too, but by the time one looks they are taken in.
      if newestHeardOf > committed.revision {
        newestHeardOf = committed.revision
        await catchUp([])
      }
      guard !queue.isEmpty else { break }
      let batch = queue
      queue = []
      do {
        try await write(batch)
      } catch .conflict {
        await catchUp(batch)
      } catch {
        fail(batch, error)
      }
    }
    isFlushing = false
  }

  private func write(_ batch: [Entry]) async throws(StoreError) {
    var commits: [Commit] = []
    var refused: [RecordedCall] = []
    for entry in batch {
      var record = entry.call.record
      switch entry.outcome {
      case .success: commits.append(Commit(changes: entry.changes, call: record))
      case .failure(let error):
        record.errorCode = error.code
        record.errorMessage = error.message
        refused.append(record)
      }
    }
    var revision = committed.revision
    if !commits.isEmpty { try await store.commit(commits, after: revision) }
    // A refusal that the trail lacks after a crash has changed nothing.
    if !refused.isEmpty { try? await store.recordRefused(refused) }

    if !commits.isEmpty, let last = batch.last {
      committed = PublishedState(
        state: last.stateAfter,
        revision: revision.advanced(by: commits.count),
        changes: commits.flatMap(\.changes)
      )
      publish(committed)
    }
    for entry in batch {
      switch entry.outcome {
      case .success(let response):
        revision = revision.next
        entry.continuation.resume(returning: .success(CallOutcome(response: response, revision: revision)))
      case .failure(let error): entry.continuation.resume(returning: .failure(error))
      }
    }
  }

  private func catchUp(_ batch: [Entry]) async {
    do {
      let missed = try await store.commits(after: committed.revision)
      if missed.isEmpty, !batch.isEmpty {
        // A conflict without a newer commit: the store was emptied or replaced underneath.
        try await restart()
      } else {
        take(missed)
      }
      validateAgain(batch)
    } catch {
      fail(batch, error)
    }
  }

  private func take(_ commits: [CommittedChanges]) {
    guard let last = commits.last else { return }
    var state = committed.state
    for commit in commits { for change in commit.changes { state.apply(change) } }
    committed = PublishedState(state: state, revision: last.revision, changes: commits.flatMap(\.changes))
    speculative = state
    publish(committed)
  }

  private func fail(_ batch: [Entry], _ error: StoreError) {
    for entry in batch { entry.continuation.resume(returning: .failure(.unavailable(error.description))) }
    validateAgain([])
  }
}
