import ControlPlane
import EC2Shapes
import Foundation
import GRDB
@testable import SQLiteStore
import StoreConformance
import Testing

@Suite("The SQLite store")
struct SQLiteStoreConformanceTests {
  @Test("does what every store must", arguments: StoreConformance.all)
  func conforms(_ check: StoreConformance) async throws {
    let directory = try TemporaryDirectory()
    try await check.run(
      StoreConformance.Backend(
        make: { try await SQLiteStore.open(directory.file("\(UInt64.random(in: 0 ... .max)).sqlite")) },
        second: { store in
          let path = try #require(store as? SQLiteStore).path
          return try await SQLiteStore.open(path)
        },
        // The first stays open: what another process finds is what counts.
        reopen: { store in
          var configuration = SQLiteStore.Configuration()
          configuration.check = .full
          let path = try #require(store as? SQLiteStore).path
          return try await SQLiteStore.open(path, configuration: configuration)
        }
      )
    )
  }

  @Test("writes the log to the disk before a commit returns")
  func durability() async throws {
    let directory = try TemporaryDirectory()
    let store = try await SQLiteStore.open(directory.file("a.sqlite"))
    let (synchronous, journal) = try await store.durabilitySettings()
    #expect(synchronous == 2)
    #expect(journal == "wal")
  }

  @Test("ends its watches when it is closed")
  func closing() async throws {
    let directory = try TemporaryDirectory()
    let store = try await SQLiteStore.open(directory.file("a.sqlite"))
    let watch = Task { for try await _ in store.watch(after: .zero) {} }
    try await Task.sleep(for: .milliseconds(20))
    try await store.close()
    try await watch.value
    #expect(DurableFile.size(directory.file("a.sqlite-wal")) ?? 0 == 0)
    await #expect(throws: StoreError.self) { try await store.load() }
  }

  @Test("finds a resource's history and an action's calls by index, however long the log")
  func queryPlans() async throws {
    let directory = try TemporaryDirectory()
    let store = try await SQLiteStore.open(directory.file("a.sqlite"))
    var byResource = HistoryQuery()
    byResource.resourceID = "sg-1"
    var byAction = HistoryQuery()
    byAction.action = "CreateVpc"
    byAction.until = .init(milliseconds: 1)
    var byKey = HistoryQuery()
    byKey.accessKeyID = "AKIA"
    for query in [HistoryQuery(), byResource, byAction, byKey] {
      let plan = try await store.plan(query)
      #expect(!plan.contains { $0.hasPrefix("SCAN call") && !$0.contains("USING INDEX call_by_time") }, "\(plan)")
      #expect(!plan.contains { $0.hasPrefix("SCAN change") }, "\(plan)")
    }
    let plan = try await store.planOfRecordsAtRevision()
    #expect(plan.filter { $0.hasPrefix("SEARCH change USING INDEX") }.count == 2, "\(plan)")
    #expect(!plan.contains { $0.hasPrefix("SCAN change") }, "\(plan)")
  }
}
