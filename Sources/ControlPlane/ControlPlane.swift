package import EC2Shapes
import Synchronization
package import VPCModel

/// EC2's behaviour over a store: takes calls whose caller is known, answers with the body of the response.
///
/// Readers see the newest durable state and never wait; writers go through a ``CommitPipeline``.
package final class ControlPlane: Sendable {
  package struct Configuration: Sendable {
    /// Of every location that has none of its own.
    package var quotas: Quotas
    package var clock: @Sendable () -> Timestamp
    package var identifiers: IdentifierGenerator

    package init(
      quotas: Quotas = Quotas(),
      clock: @escaping @Sendable () -> Timestamp,
      identifiers: IdentifierGenerator = IdentifierGenerator()
    ) {
      self.quotas = quotas
      self.clock = clock
      self.identifiers = identifiers
    }
  }

  /// The newest state, and those who follow it.
  private final class Published: Sendable {
    typealias Follower = @Sendable (_ old: PublishedState?, _ new: PublishedState) -> Void

    private struct Contents {
      var newest: PublishedState
      var followers: [Int: Follower] = [:]
      var nextFollower = 0
    }

    private let contents: Mutex<Contents>

    init(_ state: PublishedState) { contents = Mutex(Contents(newest: state)) }

    var newest: PublishedState { contents.withLock { $0.newest } }

    func publish(_ state: PublishedState) {
      contents.withLock { contents in
        let old = contents.newest
        contents.newest = state
        for follower in contents.followers.values { follower(old, state) }
      }
    }

    /// A stream that hears of the present state, and of each that follows.
    func follow<Element: Sendable>(
      _ body:
        @escaping @Sendable (AsyncStream<Element>.Continuation, _ old: PublishedState?, _ new: PublishedState) -> Void
    ) -> AsyncStream<Element> {
      let (stream, continuation) = AsyncStream<Element>.makeStream()
      let number = contents.withLock { contents -> Int in
        body(continuation, nil, contents.newest)
        contents.nextFollower += 1
        contents.followers[contents.nextFollower] = { body(continuation, $0, $1) }
        return contents.nextFollower
      }
      continuation.onTermination = { [weak self] _ in
        self?.contents.withLock { $0.followers[number] = nil }
      }
      return stream
    }
  }

  private let published: Published
  private let pipeline: CommitPipeline
  private let store: any Store
  private let configuration: Configuration
  private let actions: [String: Action]

  /// Loads the store.
  package init(store: any Store, configuration: Configuration) async throws(StoreError) {
    let contents = try await store.load()
    let initial = PublishedState(state: State(contents.records), revision: contents.revision)
    let published = Published(initial)
    self.published = published
    self.store = store
    self.configuration = configuration
    self.actions = ActionCatalog.byName
    self.pipeline = CommitPipeline(
      store: store,
      initial: initial,
      identifiers: configuration.identifiers,
      clock: configuration.clock,
      publish: { state in published.publish(state) }
    )
  }

  /// The newest durable state.
  package var current: PublishedState { published.newest }

  /// The network as it is, then each one that takes its place once the change is durable: before whoever asked for the
  /// change hears of it. For one consumer, who must keep up: what is not yet taken waits.
  package func networkUpdates() -> AsyncStream<NetworkUpdate> {
    published.follow { continuation, old, new in
      guard let old else {
        continuation.yield(NetworkUpdate(new.state.network, changes: nil))
        return
      }
      let changes = new.changes.map { new.state.networkChanges(of: $0, since: old.state) }
      if let changes, changes.isEmpty { return }
      continuation.yield(NetworkUpdate(new.state.network, changes: changes))
    }
  }

  /// The flow logs that are asked for, of every account and region, now and each time one comes or goes.
  package func flowLogUpdates() -> AsyncStream<[FlowLogRecord]> {
    published.follow { continuation, old, new in
      if old != nil, let changes = new.changes, !changes.contains(where: { $0.reference.kind == .flowLog }) { return }
      continuation.yield(new.state.flowLogs.unordered.sorted { $0.id < $1.id })
    }
  }

  /// Takes in what other processes commit to the store, until cancelled or until the store ends it.
  package func follow() async throws {
    for try await changes in store.watch(after: current.revision) { await pipeline.absorb(changes) }
  }

  /// Fails where the store cannot be read.
  package func check() async throws(StoreError) { _ = try await store.commits(after: current.revision) }

  /// Begins again from the store's contents, which somebody emptied.
  package func restart() async throws(StoreError) { try await pipeline.restart() }

  /// Performs a call.
  ///
  /// - Parameter parameters: with `Action`; its `Version` is not looked at, since one is served.
  /// - Returns: the whole response document.
  package func perform(_ parameters: QueryParameters, caller: Caller, requestID: String) async throws(EC2Error)
    -> [UInt8]
  {
    guard let name = parameters.action else { throw .missingAction }
    guard let action = actions[name] else { throw .invalidAction(name, version: parameters.version) }
    guard RegionCatalog.regions[caller.region] != nil else {
      throw EC2Error(
        code: "AuthFailure",
        message: "Credential should be scoped to a valid region, not '\(caller.region)'.",
        status: 401
      )
    }
    guard !action.isMutating || caller.access == .readWrite else { throw .unauthorizedOperation }
    let call = try action.prepare(parameters)
    try await openRegion(for: caller, requestID: requestID)

    let response: any XMLEncodable
    switch call.run {
    case .read(let body):
      let scope = ReadScope(state: current.state, caller: caller, now: configuration.clock())
      response = try body(scope)
      if call.isDryRun { throw .dryRunOperation }
    case .write(let body):
      if call.isDryRun {
        var transaction = Transaction(
          state: current.state,
          caller: caller,
          now: configuration.clock(),
          identifiers: configuration.identifiers
        )
        _ = try body(&transaction)
        throw .dryRunOperation
      }
      let once = withToken(call.clientToken, name, parameters, body)
      let recorded = RecordedCall(parameters, caller: caller, requestID: requestID, time: configuration.clock())
      response = try await pipeline.submit(PendingCall(caller: caller, record: recorded, body: once)).response
    }
    return response.document(action: name, requestID: requestID)
  }

  private func withToken(
    _ token: String?,
    _ action: String,
    _ parameters: QueryParameters,
    _ body: @escaping PendingCall.Body
  ) -> PendingCall.Body {
    guard let token, !token.isEmpty else { return body }
    let others = parameters.inOrder.filter { $0.name != "ClientToken" }.map { "\($0.name)=\($0.value)" }
    let text = others.sorted().joined(separator: "&")
    return { (transaction) throws(EC2Error) in
      try ClientTokens.run(action: action, token: token, parameters: text, &transaction, body)
    }
  }

  /// Makes what every account finds in a region that it never used: a default VPC and what belongs to it.
  private func openRegion(for caller: Caller, requestID: String) async throws(EC2Error) {
    let location = caller.location
    guard current.state.regions[location.description] == nil else { return }
    let record = RecordedCall(
      time: configuration.clock(),
      requestID: requestID,
      location: location,
      accessKeyID: caller.accessKeyID,
      action: "OpenRegion",
      parameters: []
    )
    let quotas = configuration.quotas
    _ = try await pipeline.submit(
      PendingCall(caller: caller, record: record) { (transaction) throws(EC2Error) in
        // Somebody else's first call may have come between.
        guard transaction.state.regions[location.description] == nil else { return EmptyResponse() }
        transaction.put(RegionRecord(location: location, quotas: quotas))
        try transaction.makeDefaultVPC()
        return EmptyResponse()
      }
    )
  }
}

extension RecordedCall {
  /// Values that may hold secrets are not kept.
  private static let redacted: Set<String> = ["UserData"]

  init(_ parameters: QueryParameters, caller: Caller, requestID: String, time: Timestamp) {
    self.init(
      time: time,
      requestID: requestID,
      location: caller.location,
      accessKeyID: caller.accessKeyID,
      action: parameters.action ?? "",
      parameters: parameters.inOrder.compactMap { name, value in
        name == "Action" || name == "Version"
          ? nil : Parameter(name, Self.redacted.contains(name) ? "(not recorded)" : value)
      }
    )
  }
}
