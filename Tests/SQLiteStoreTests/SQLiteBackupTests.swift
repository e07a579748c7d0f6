import ControlPlane
import EC2Shapes
import Foundation
import StoreConformance
import Testing

@testable import SQLiteStore

@Suite("Backup and restore of a SQLite store")
struct SQLiteBackupTests {
  private let directory: TemporaryDirectory
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  init() throws { directory = try TemporaryDirectory() }

  private func unsuitable(_ words: String, _ error: any Error) -> Bool {
    guard case StoreError.unsuitable(let reason) = error else { return false }
    return reason.contains(words)
  }

  @Test("copies one revision while commits go on, and brings it back with its keys")
  func roundTrip() async throws {
    let (path, backup) = (directory.file("a.sqlite"), directory.file("backup.sqlite"))
    let store = try await SQLiteStore.open(path)
    let key = try await store.accessKeys.create(accountID: "123456789012", access: .readWrite, at: now)
    try await store.commit(SampleRecords.network(groups: 30, rulesPerGroup: 20), after: .zero)
    let writer = Task {
      var revision = Revision(30)
      while !Task.isCancelled {
        let change = Change.put(SampleRecords.group(1, tags: ["at": "\(revision.next)"]))
        revision = try await store.commit([SampleRecords.commit([change])], after: revision)
      }
      return revision
    }
    // However long the machine lets it wait for its first turn.
    for _ in 0..<3_000 {
      if try await store.load().revision > Revision(30) { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    var reports: [CopyReport] = []
    for _ in 0..<5 {
      reports.append(try await store.backup(to: backup, replacing: true))
      try await Task.sleep(for: .milliseconds(10))
    }
    writer.cancel()
    let last = try await writer.value
    let report = try #require(reports.last)
    #expect(report.revision > Revision(30))
    #expect(report.revision <= last)
    #expect(report.recordCount == 30 * 21)
    #expect(report.accessKeyCount == 1)
    #expect(DurableFile.mode(backup) == 0o600)
    #expect(!FileManager.default.fileExists(atPath: backup + "-wal"))

    let restored = directory.file("restored.sqlite")
    try await SQLiteStore.restore(from: backup, to: restored)
    let again = try await SQLiteStore.open(restored)
    let contents = try await again.load()
    #expect(contents.revision == report.revision)
    let group = try #require(contents.records.first { $0.recordID == SampleRecords.groupID(1) })
    #expect(group.tags["at"] == "\(report.revision)")
    #expect(await again.accessKeys.find(key.id) == key)
    #expect(try await again.checkIntegrity() == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".tmp") } == [])
  }

  @Test("does not overwrite unless told to")
  func overwriting() async throws {
    let (path, backup) = (directory.file("a.sqlite"), directory.file("backup.sqlite"))
    let store = try await SQLiteStore.open(path)
    try await store.backup(to: backup)
    await #expect { try await store.backup(to: backup) } throws: { unsuitable("is there already", $0) }
    try await store.commit([SampleRecords.commit([.put(SampleRecords.group(1))])], after: .zero)
    try await store.close()
    await #expect {
      try await SQLiteStore.restore(from: backup, to: path)
    } throws: { unsuitable("is there already", $0) }
    let kept = try await SQLiteStore.open(path)
    #expect(kept.report.revision == Revision(1))
    try await kept.close()
    try await SQLiteStore.restore(from: backup, to: path, replacing: true)
    let restored = try await SQLiteStore.open(path)
    #expect(restored.report.revision == .zero)
  }

  @Test("does not replace a database that is in use")
  func inUse() async throws {
    let (path, backup) = (directory.file("a.sqlite"), directory.file("backup.sqlite"))
    let store = try await SQLiteStore.open(path)
    try await store.backup(to: backup)
    try await store.commit([SampleRecords.commit([.put(SampleRecords.group(1))])], after: .zero)
    await #expect {
      try await SQLiteStore.restore(from: backup, to: path, replacing: true)
    } throws: { unsuitable("is in use", $0) }
    // And the store goes on as if nothing had been.
    try await store.commit([SampleRecords.commit([.put(SampleRecords.group(2))])], after: Revision(1))
    #expect(try await store.durabilitySettings().journal == "wal")
    #expect(try await store.checkIntegrity() == [])
  }

  @Test("replaces a database that is damaged, together with its log")
  func replacingDamaged() async throws {
    let (path, backup) = (directory.file("a.sqlite"), directory.file("backup.sqlite"))
    let store = try await SQLiteStore.open(path)
    try await store.commit([SampleRecords.commit([.put(SampleRecords.group(1))])], after: .zero)
    try await store.backup(to: backup)
    try await store.close()
    try Data(repeating: 1, count: 10_000).write(to: URL(fileURLWithPath: path))
    try Data(repeating: 2, count: 10_000).write(to: URL(fileURLWithPath: path + "-wal"))
    try await SQLiteStore.restore(from: backup, to: path, replacing: true)
    let restored = try await SQLiteStore.open(path)
    #expect(restored.report.revision == Revision(1))
  }

  @Test("needs the backup's key file, unless its access keys are given up")
  func lostKey() async throws {
    let (path, backup) = (directory.file("a.sqlite"), directory.file("backup.sqlite"))
    let store = try await SQLiteStore.open(path)
    let key = try await store.accessKeys.create(accountID: "123456789012", access: .readWrite, at: now)
    try await store.backup(to: backup)
    try FileManager.default.removeItem(atPath: backup + ".key")
    let restored = directory.file("restored.sqlite")
    await #expect {
      try await SQLiteStore.restore(from: backup, to: restored)
    } throws: { unsuitable("backup.sqlite.key is missing", $0) }
    #expect(!FileManager.default.fileExists(atPath: restored))
    let report = try await SQLiteStore.restore(from: backup, to: restored, keysRevoked: now)
    #expect(report.accessKeyCount == 0)
    let again = try await SQLiteStore.open(restored)
    #expect(await again.accessKeys.find(key.id) == nil)
    #expect(try await again.accessKeys.list().map(\.revokedAt) == [now])
  }

  @Test("refuses a backup that is damaged or is none")
  func damagedBackup() async throws {
    let (path, backup) = (directory.file("a.sqlite"), directory.file("backup.sqlite"))
    let store = try await SQLiteStore.open(path)
    try await store.commit(SampleRecords.network(groups: 20, rulesPerGroup: 20), after: .zero)
    try await store.backup(to: backup)
    var bytes = try #require(FileManager.default.contents(atPath: backup))
    bytes.replaceSubrange(40_960..<45_056, with: Data(repeating: 0xA5, count: 4_096))
    try bytes.write(to: URL(fileURLWithPath: backup))
    let restored = directory.file("restored.sqlite")
    await #expect {
      try await SQLiteStore.restore(from: backup, to: restored)
    } throws: { error in
      guard case StoreError.corrupt = error else { return false }
      return true
    }
    await #expect(throws: StoreError.self) {
      try await SQLiteStore.restore(from: directory.file("missing"), to: restored)
    }
    #expect(!FileManager.default.fileExists(atPath: restored))
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".tmp") } == [])
  }
}
