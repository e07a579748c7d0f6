import ControlPlane
import EC2Shapes
import Foundation
import Testing

@testable import SQLiteStore

@Suite("The access keys of a SQLite store")
struct SQLiteAccessKeysTests {
  private let directory: TemporaryDirectory
  private let now = Timestamp(milliseconds: 1_790_000_000_000)
  private let account = "123456789012"

  init() throws { directory = try TemporaryDirectory() }

  /// Waits for what another process' change brings about; half a minute at most, for a machine may be busy.
  private func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<1_500 {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  @Test("look like AWS's, are found, listed without their secrets, and outlive the process")
  func lifecycle() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    let keys = store.accessKeys
    let first = try await keys.create(accountID: account, access: .readWrite, at: now)
    let second = try await keys.create(
      accountID: "210987654321",
      userName: "ci",
      access: .readOnly,
      purpose: "pipeline",
      at: now
    )
    #expect(first.id.wholeMatch(of: /AKIA[A-Z2-7]{16}/) != nil)
    #expect(first.secret.wholeMatch(of: /[A-Za-z0-9+\/]{40}/) != nil)
    #expect(first.secret != second.secret)
    #expect("\(first)".contains(first.secret) == false)
    #expect(String(reflecting: first).contains(first.secret) == false)
    #expect(keys.cached(first.id) == first)
    try await store.close()

    let again = try await SQLiteStore.open(path)
    #expect(await again.accessKeys.find(first.id) == first)
    #expect(await again.accessKeys.find(second.id) == second)
    let entries = try await again.accessKeys.list()
    #expect(entries.map(\.id) == [first.id, second.id])
    #expect(entries.map(\.purpose) == [nil, "pipeline"])
    #expect(entries.map(\.userName) == [nil, "ci"])
    #expect(entries.map(\.access) == [.readWrite, .readOnly])
  }

  @Test("are no more found once revoked, and stay in the list")
  func revocation() async throws {
    let store = try await SQLiteStore.open(directory.file("a.sqlite"))
    let keys = store.accessKeys
    let key = try await keys.create(accountID: account, access: .readWrite, at: now)
    #expect(try await keys.revoke(key.id, at: now))
    #expect(keys.cached(key.id) == nil)
    #expect(await keys.find(key.id) == nil)
    #expect(try await keys.list().map(\.revokedAt) == [now])
    #expect(try await keys.revoke(key.id, at: now) == false)
    #expect(try await keys.revoke("AKIAUNKNOWN", at: now) == false)
  }

  @Test("that another process makes and revokes are seen within a second")
  func otherProcess() async throws {
    let path = directory.file("a.sqlite")
    let server = try await SQLiteStore.open(path)
    let other = try await SQLiteStore.open(path)
    let key = try await other.accessKeys.create(accountID: account, access: .readWrite, at: now)
    #expect(try await eventually { server.accessKeys.cached(key.id) == key })
    let second = try await other.accessKeys.create(accountID: account, access: .readWrite, at: now)
    #expect(try await eventually { await server.accessKeys.find(second.id) == second })
    #expect(try await other.accessKeys.revoke(key.id, at: now))
    #expect(try await eventually { server.accessKeys.cached(key.id) == nil })
    #expect(server.accessKeys.cached(second.id) == second)
  }

  @Test("that are unknown make the table be looked at, though not each time")
  func unknownKeys() async throws {
    let path = directory.file("a.sqlite")
    var configuration = SQLiteStore.Configuration()
    configuration.pollInterval = .seconds(3_600)
    configuration.keyLookInterval = .seconds(3_600)
    let server = try await SQLiteStore.open(path, configuration: configuration)
    let other = try await SQLiteStore.open(path)
    let key = try await other.accessKeys.create(accountID: account, access: .readWrite, at: now)
    #expect(server.accessKeys.cached(key.id) == nil)
    #expect(await server.accessKeys.find(key.id) == key)
    // That look was just now: the next key has to wait for its turn.
    let second = try await other.accessKeys.create(accountID: account, access: .readWrite, at: now)
    #expect(await server.accessKeys.find(second.id) == nil)
  }

  @Test("include a first one, made once however many ask")
  func first() async throws {
    let path = directory.file("a.sqlite")
    let stores = [try await SQLiteStore.open(path), try await SQLiteStore.open(path)]
    let made = try await withThrowingTaskGroup(of: AccessKey?.self) { group in
      for number in 0..<6 {
        group.addTask { try await stores[number % 2].accessKeys.createFirst(accountID: account, at: now) }
      }
      return try await group.reduce(into: [AccessKey]()) { keys, key in if let key { keys.append(key) } }
    }
    #expect(made.count == 1)
    #expect(made.first?.access == .readWrite)
    #expect(try await stores[0].accessKeys.list().map(\.id) == made.map(\.id))
  }

  @Test("lie in no file as they are")
  func sealed() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    let key = try await store.accessKeys.create(accountID: account, access: .readWrite, at: now)
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
      let contents = try #require(FileManager.default.contents(atPath: directory.file(name)))
      #expect(contents.range(of: Data(key.secret.utf8)) == nil, "\(name)")
    }
  }

  @Test(
    "are good for nothing when somebody changes what they stand for",
    arguments: ["access = 'read-write'", "account = '999999999999'", "user_name = 'root'", "sealed_secret = x'00'"]
  )
  func tampering(_ assignment: String) async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    let key = try await store.accessKeys.create(accountID: account, access: .readOnly, at: now)
    let other = try await store.accessKeys.create(accountID: "210987654321", access: .readOnly, at: now)
    try await store.tamper("UPDATE access_key SET \(assignment) WHERE id = '\(key.id)'")
    let again = try await SQLiteStore.open(path)
    #expect(await again.accessKeys.find(key.id) == nil)
    #expect(await again.accessKeys.find(other.id) == other)
    #expect(try await again.checkIntegrity() == ["the secret of access key \(key.id) does not open"])
  }

  @Test("need their key file, closed to others and the right one")
  func keyFile() async throws {
    let path = directory.file("a.sqlite")
    let store = try await SQLiteStore.open(path)
    _ = try await store.accessKeys.create(accountID: account, access: .readWrite, at: now)
    try await store.close()
    func expectUnsuitable(_ words: String) async {
      await #expect("\(words)") {
        try await SQLiteStore.open(path)
      } throws: { error in
        guard case StoreError.unsuitable(let reason) = error else { return false }
        return reason.contains(words)
      }
    }
    let file = path + ".key"
    let contents = try #require(FileManager.default.contents(atPath: file))
    for mode in [0o640, 0o604, 0o660] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
      await expectUnsuitable("may be read by others")
    }
    try FileManager.default.removeItem(atPath: file)
    await expectUnsuitable("is missing")
    #expect(!FileManager.default.fileExists(atPath: file))
    try SealingKeyFile(besides: path).write([SealingKey()], replacing: true)
    await expectUnsuitable("is not the key")
    for damaged in ["", "ringfence-key-1 00\n", "hello\n"] {
      try DurableFile.create(file, contents: Array(damaged.utf8), replacing: true)
      await #expect(throws: StoreError.self) { try await SQLiteStore.open(path) }
    }
    try DurableFile.create(file, contents: Array(contents), replacing: true)
    let again = try await SQLiteStore.open(path)
    #expect(try await again.accessKeys.list().count == 1)
  }
}
