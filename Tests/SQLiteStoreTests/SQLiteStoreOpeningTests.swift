import ControlPlane
import Foundation
import GRDB
import StoreConformance
import Testing

@testable import SQLiteStore

@Suite("Opening a SQLite store")
struct SQLiteStoreOpeningTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test("makes a database and a key that only their owner may read, and says so")
  func creation() async throws {
    let path = directory.file("new.sqlite")
    let store = try await SQLiteStore.open(path)
    #expect(store.report.wasCreated)
    #expect(store.report.description == "made \(path)")
    #expect(DurableFile.mode(path) == 0o600)
    #expect(DurableFile.mode(path + ".key") == 0o600)
    #expect(DurableFile.mode(path + "-wal") == 0o600)
  }

  @Test("says what it found")
  func report() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    try await store.commit(SampleRecords.network(groups: 2, rulesPerGroup: 1), after: .zero)
    // While it is open elsewhere, commits are in the write-ahead log.
    let second = try await SQLiteStore.open(path)
    #expect(second.report.pagesInLog > 0)
    #expect(second.report.recordCounts == [.securityGroup: 2, .securityGroupRule: 2])
    try await second.close()
    try await store.close()
    let third = try await SQLiteStore.open(path)
    #expect(third.report.pagesInLog == 0)
    #expect(
      third.report.description == "opened \(path) at revision 2: 2 security groups, 2 rules; integrity ok"
    )
  }

  @Test("fails for another program's database and leaves it as it is", arguments: [false, true])
  func foreignDatabase(hasApplicationID: Bool) async throws {
    let path = directory.file("foreign.sqlite")
    let foreign = try DatabaseQueue(path: path)
    try await foreign.writeWithoutTransaction { db in
      if hasApplicationID { try db.execute(sql: "PRAGMA application_id = 12345") }
      try db.execute(sql: "CREATE TABLE record (id TEXT)")
    }
    try foreign.close()
    let before = FileManager.default.contents(atPath: path)
    await #expect {
      try await SQLiteStore.open(path)
    } throws: { error in
      guard case StoreError.unsuitable(let reason) = error else { return false }
      return reason == "\(path) is another program's SQLite database"
    }
    #expect(FileManager.default.contents(atPath: path) == before)
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    #expect(!FileManager.default.fileExists(atPath: path + ".key"))
  }

  @Test("fails for what is no database and leaves it as it is")
  func noDatabase() async throws {
    let path = directory.file("letter.txt")
    let text = Data(String(repeating: "Dear database,\n", count: 100).utf8)
    try text.write(to: URL(fileURLWithPath: path))
    await #expect {
      try await SQLiteStore.open(path)
    } throws: { error in
      guard case StoreError.unsuitable(let reason) = error else { return false }
      return reason.contains("not a SQLite database")
    }
    #expect(FileManager.default.contents(atPath: path) == text)
  }

  @Test("fails for a directory and for a place that is not there")
  func nowhere() async throws {
    await #expect(throws: StoreError.self) { try await SQLiteStore.open(directory.path) }
    await #expect(throws: StoreError.self) { try await SQLiteStore.open(directory.file("missing/a.sqlite")) }
  }

  @Test("takes an empty file for a new database")
  func emptyFile() async throws {
    let path = directory.file("empty.sqlite")
    try Data().write(to: URL(fileURLWithPath: path))
    let store = try await SQLiteStore.open(path)
    #expect(try await store.load().revision == .zero)
  }

  @Test("fails for a later version's database, with both versions")
  func newerSchema() async throws {
    let path = directory.file("newer.sqlite")
    let store = try await SQLiteStore.open(path)
    try await store.tamper("PRAGMA user_version = 99")
    try await store.close()
    await #expect {
      try await SQLiteStore.open(path)
    } throws: { error in
      guard case StoreError.newerSchema(found: 99, supported: Schema.version) = error else { return false }
      return true
    }
  }

  @Test("of many that make one database at once, all open the same")
  func race() async throws {
    let path = directory.file("race.sqlite")
    let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
      for _ in 0..<6 { group.addTask { try await SQLiteStore.open(path) } }
      return try await group.reduce(into: [SQLiteStore]()) { $0.append($1) }
    }
    #expect(Set(stores.map(\.accessKeys.sealingKey.fingerprint)).count == 1)
    try await stores[0].commit([SampleRecords.commit([.put(SampleRecords.group(1))])], after: .zero)
    for store in stores { #expect(try await store.load().records.count == 1) }
  }
}
