import EC2Shapes
import Synchronization
import Testing
import VPCModel

@testable import ControlPlane

@Suite("Commit pipeline")
struct CommitPipelineTests {
  /// Counts in a tag of one record: a lost update would lose a count.
  private static func increment(_ name: String) -> PendingCall {
    let location = Location(accountID: "123456789012", region: "eu-central-1")
    let caller = Caller(
      accountID: location.accountID,
      accessKeyID: "AKIATEST",
      access: .readWrite,
      region: location.region
    )
    let record = RecordedCall(
      time: Timestamp(milliseconds: 0),
      requestID: name,
      location: location,
      accessKeyID: "AKIATEST",
      action: "Increment",
      parameters: []
    )
    return PendingCall(caller: caller, record: record) { (transaction) throws(EC2Error) in
      var counter =
        transaction.state.dhcpOptions[name] ?? DHCPOptionsRecord(id: name, location: location, configurations: [])
      let value = (counter.tags["count"].flatMap(Int.init) ?? 0) + 1
      counter.tags["count"] = String(value)
      transaction.put(counter)
      return EmptyResponse()
    }
  }

  private static func refuse(_ error: EC2Error) -> PendingCall {
    let call = increment("refused")
    return PendingCall(caller: call.caller, record: call.record) { (transaction) throws(EC2Error) in
      _ = try call.body(&transaction)
      throw error
    }
  }

  private static func pipeline(over store: any Store, published: Published) async throws -> CommitPipeline {
    let contents = try await store.load()
    return CommitPipeline(
      store: store,
      initial: PublishedState(state: State(contents.records), revision: contents.revision),
      identifiers: IdentifierGenerator(SeededGenerator(seed: 1)),
      clock: { Timestamp(milliseconds: 0) },
      publish: { published.set($0) }
    )
  }

  final class Published: Sendable {
    private let states = Mutex<[PublishedState]>([])
    func set(_ state: PublishedState) { states.withLock { $0.append(state) } }
    var all: [PublishedState] { states.withLock { $0 } }
  }

  private static func count(_ store: any Store, _ name: String) async throws -> Int {
    let records = try await store.load().records
    let record = records.first { $0.recordID == name }
    return record?.tags["count"].flatMap(Int.init) ?? 0
  }

  @Test("loses no update of calls that come together, and publishes revisions in order")
  func losesNothing() async throws {
    let store = MemoryStore()
    let published = Published()
    let pipeline = try await Self.pipeline(over: store, published: published)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<500 { group.addTask { _ = try? await pipeline.submit(Self.increment("a")) } }
    }
    #expect(try await Self.count(store, "a") == 500)
    let revisions = published.all.map(\.revision)
    #expect(revisions == revisions.sorted())
    #expect(revisions.last == Revision(500))
    #expect(published.all.last?.state.dhcpOptions["a"]?.tags["count"] == "500")
  }

  @Test("two pipelines over one store lose nothing, whoever is first")
  func twoWriters() async throws {
    let store = MemoryStore()
    let one = try await Self.pipeline(over: store, published: Published())
    let other = try await Self.pipeline(over: store, published: Published())
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<200 {
        group.addTask { _ = try? await one.submit(Self.increment("shared")) }
        group.addTask { _ = try? await other.submit(Self.increment("shared")) }
      }
    }
    #expect(try await Self.count(store, "shared") == 400)
  }

  @Test("catches up with another process, whichever of its commits it hears of")
  func catchesUp() async throws {
    let store = MemoryStore()
    let published = Published()
    let writer = try await Self.pipeline(over: store, published: Published())
    let reader = try await Self.pipeline(over: store, published: published)
    for _ in 0..<3 { _ = try await writer.submit(Self.increment("theirs")) }
    await reader.absorb(CommittedChanges(revision: Revision(2), changes: []))
    #expect(published.all.last?.revision == Revision(3))
    #expect(published.all.last?.state.dhcpOptions["theirs"]?.tags["count"] == "3")
    // Nothing new: nothing is published again.
    await reader.absorb(CommittedChanges(revision: Revision(3), changes: []))
    #expect(published.all.count == 1)
  }

  @Test("acknowledges exactly what a failing store kept")
  func failingStore() async throws {
    let inner = MemoryStore()
    let store = FailingStore(inner, failEvery: 3)
    let published = Published()
    let pipeline = try await Self.pipeline(over: store, published: published)
    let acknowledged = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<300 {
        group.addTask {
          do throws(EC2Error) {
            _ = try await pipeline.submit(Self.increment("kept"))
            return true
          } catch {
            #expect(error.code == "Unavailable" && error.status == 503)
            return false
          }
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(acknowledged == (try await Self.count(inner, "kept")))
    #expect(published.all.last?.state.dhcpOptions["kept"]?.tags["count"].flatMap(Int.init) == acknowledged)
  }

  @Test("a refused call changes nothing and is in the trail")
  func refused() async throws {
    let store = MemoryStore()
    let pipeline = try await Self.pipeline(over: store, published: Published())
    let error = EC2Error(code: "InvalidParameterValue", message: "no")
    await #expect(throws: error) { try await pipeline.submit(Self.refuse(error)) }
    #expect(try await store.load().records.isEmpty)
    let entry = try #require(try await store.history(HistoryQuery()).first)
    #expect(entry.call.errorCode == "InvalidParameterValue")
    #expect(entry.revisionBefore == entry.revisionAfter)
  }
}

/// A store of which every so many-eth commit fails and keeps nothing.
private final class FailingStore: Store {
  private let inner: MemoryStore
  private let failEvery: Int
  private let commits = Mutex(0)

  init(_ inner: MemoryStore, failEvery: Int) {
    self.inner = inner
    self.failEvery = failEvery
  }

  func load() async throws(StoreError) -> StoreContents { try await inner.load() }

  func commit(_ commits: [Commit], after revision: Revision) async throws(StoreError) -> Revision {
    let number = self.commits.withLock { count in
      count += 1
      return count
    }
    await Task.yield()
    if number.isMultiple(of: failEvery) { throw .unavailable("the disk is full") }
    return try await inner.commit(commits, after: revision)
  }

  func commits(after revision: Revision) async throws(StoreError) -> [CommittedChanges] {
    try await inner.commits(after: revision)
  }

  func watch(after revision: Revision) -> AsyncThrowingStream<CommittedChanges, any Error> {
    inner.watch(after: revision)
  }
  func recordRefused(_ calls: [RecordedCall]) async throws(StoreError) { try await inner.recordRefused(calls) }
  func history(_ query: HistoryQuery) async throws(StoreError) -> [HistoryEntry] { try await inner.history(query) }

  func records(of id: String, at revision: Revision) async throws(StoreError) -> [any Record] {
    try await inner.records(of: id, at: revision)
  }
}
