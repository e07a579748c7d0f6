import ControlPlane
import Foundation
import StoreConformance
import Testing

@testable import SQLiteStore

@Suite("A damaged SQLite store")
struct SQLiteStoreDamageTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func commit(_ number: Int) -> Commit {
    let rules = (0..<4).map { Change.put(SampleRecords.rule($0, ofGroup: 0, summary: "\(number)")) }
    return SampleRecords.commit([.put(SampleRecords.group(0, tags: ["at": "\(number)"]))] + rules)
  }

  @Test("whose log was cut off anywhere opens at a commit's end, whole")
  func tornLog() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    for number in 1...20 { try await store.commit([commit(number)], after: Revision(Int64(number - 1))) }
    let files = ["", "-wal", ".key"].map { FileManager.default.contents(atPath: path + $0) ?? Data() }
    let log = files[1]
    try #require(log.count > 10_000)
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed)
    var revisions: Set<Int64> = []
    for number in 0..<30 {
      let copy = directory.file("torn-\(number).sqlite")
      var torn = log.prefix(Int.random(in: 0...log.count, using: &generator))
      // A machine that loses power may also leave a block of it unwritten.
      if number.isMultiple(of: 3), torn.count > 8_192 {
        let start = Int.random(in: 4_096..<(torn.count - 512), using: &generator)
        torn.replaceSubrange(start..<(start + 512), with: Data(count: 512))
      }
      for (end, contents) in [("", files[0]), ("-wal", torn), (".key", files[2])] {
        let made = FileManager.default.createFile(
          atPath: copy + end,
          contents: contents,
          attributes: [.posixPermissions: 0o600]
        )
        try #require(made)
      }
      var configuration = SQLiteStore.Configuration()
      configuration.check = .full
      let opened = try await SQLiteStore.open(copy, configuration: configuration)
      let contents = try await opened.load()
      let revision = contents.revision.number
      revisions.insert(revision)
      let expected = revision == 0 ? [] : commit(Int(revision)).changes.compactMap { $0.record.map { AnyHashable($0) } }
      #expect(contents.records.map { AnyHashable($0) } == expected, "seed \(seed)")
      #expect(try await opened.checkIntegrity() == [])
      try await opened.close()
    }
    #expect(revisions.count > 3, "seed \(seed)")
  }

  @Test("is not opened when a page of it is overwritten")
  func damagedPages() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    try await store.commit(SampleRecords.network(groups: 20, rulesPerGroup: 20), after: .zero)
    try await store.close()
    let whole = try #require(FileManager.default.contents(atPath: path))
    let pages = whole.count / 4_096
    try #require(pages > 20)
    // Every page in turn, the first one's header aside.
    for page in stride(from: 1, to: pages, by: 3) {
      var damaged = whole
      damaged.replaceSubrange((page * 4_096)..<((page + 1) * 4_096), with: Data(repeating: 0xA5, count: 4_096))
      try damaged.write(to: URL(fileURLWithPath: path))
      await #expect("page \(page)") {
        try await SQLiteStore.open(path)
      } throws: { error in
        guard case StoreError.corrupt = error else { return false }
        return true
      }
    }
    // Cut off.
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: path))
    await #expect(throws: StoreError.self) { try await SQLiteStore.open(path) }
    try whole.write(to: URL(fileURLWithPath: path))
    let opened = try await SQLiteStore.open(path)
    #expect(opened.report.revision == Revision(20))
  }

  @Test(
    "is not opened when records and log do not agree",
    arguments: [
      "DELETE FROM record WHERE kind = 'securityGroupRule'",
      "UPDATE status SET revision = revision + 1",
      "UPDATE status SET revision = revision - 1",
      "UPDATE record SET body = replace(body, 'rule 1', 'rule 2') WHERE number = (SELECT max(number) FROM record)",
      "DELETE FROM call WHERE revision = 2",
      "UPDATE change SET body = NULL WHERE revision = 2 AND ordinal = 1",
      "DELETE FROM status",
    ]
  )
  func disagreement(_ sql: String) async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    try await store.commit(SampleRecords.network(groups: 2, rulesPerGroup: 2), after: .zero)
    try await store.tamper(sql)
    try await store.close()
    await #expect {
      try await SQLiteStore.open(path)
    } throws: { error in
      guard case StoreError.corrupt = error else { return false }
      return true
    }
  }

  @Test(
    "is found out by the full check when an old record is not what the log says",
    arguments: [
      "UPDATE record SET body = replace(body, 'rule 1', 'rule 2') WHERE number = 3",
      "UPDATE change SET body = NULL WHERE revision = 1 AND ordinal = 1",
      "UPDATE change SET body = replace(body, 'rule 0', 'rule 9') WHERE revision = 1 AND ordinal = 1",
      "DELETE FROM call WHERE revision = 1",
      "UPDATE record SET id = 'sgr-unheard-of' WHERE number = 2",
    ]
  )
  func oldDisagreement(_ sql: String) async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    try await store.commit(SampleRecords.network(groups: 2, rulesPerGroup: 2), after: .zero)
    #expect(try await store.checkIntegrity() == [])
    try await store.tamper(sql)
    #expect(try await store.checkIntegrity() != [])
    try await store.close()
    var configuration = SQLiteStore.Configuration()
    configuration.check = .full
    await #expect(throws: StoreError.self) { try await SQLiteStore.open(path, configuration: configuration) }
  }

  @Test("names the record that cannot be read")
  func unreadableRecord() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    try await store.commit(SampleRecords.network(groups: 1, rulesPerGroup: 1), after: .zero)
    try await store.tamper("UPDATE record SET body = '{}' WHERE kind = 'securityGroupRule'")
    await #expect {
      try await store.load()
    } throws: { error in
      guard case StoreError.corrupt(let reason) = error else { return false }
      return reason.contains(SampleRecords.ruleID(0))
    }
  }
}
