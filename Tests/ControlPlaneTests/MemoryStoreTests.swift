import ControlPlane
import StoreConformance
import Testing

@Suite("The store in memory")
struct MemoryStoreTests {
  @Test("does what every store must", arguments: StoreConformance.all)
  func conforms(_ check: StoreConformance) async throws {
    let backend = StoreConformance.Backend(make: { MemoryStore() }, second: { $0 }, reopen: { $0 })
    try await check.run(backend)
  }

  @Test("forgets everything and ends its watches when it is reset")
  func reset() async throws {
    let store = MemoryStore()
    try await store.commit([SampleRecords.commit([.put(SampleRecords.group(1))])], after: .zero)
    let watch = store.watch(after: .zero)
    store.reset()
    var seen = 0
    for try await _ in watch { seen += 1 }
    #expect(seen == 1)
    let contents = try await store.load()
    #expect(contents.revision == .zero)
    #expect(contents.records.isEmpty)
    #expect(try await store.history(HistoryQuery()).isEmpty)
  }
}
