import ControlPlane
import EC2Shapes
import Foundation
import SQLiteStore
import StoreConformance
import VPCModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `ChaosWriter write DATABASE ACKNOWLEDGED` commits without end and appends a line for each commit once it is
/// acknowledged; `ChaosWriter verify DATABASE ACKNOWLEDGED` says whether the database kept every one of them whole.
@main
struct ChaosWriter {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, ["write", "verify"].contains(arguments[1]) else {
      fail("usage: ChaosWriter write|verify DATABASE ACKNOWLEDGED")
    }
    do {
      if arguments[1] == "write" {
        try await write(arguments[2], acknowledged: arguments[3])
      } else {
        try await verify(arguments[2], acknowledged: arguments[3])
      }
    } catch {
      fail("\(error)")
    }
  }

  private static func fail(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("ChaosWriter: \(reason)\n".utf8))
    exit(1)
  }

  // MARK: Writing

  /// Batches of several sizes, so that kills fall into short and long transactions; access keys between them.
  private static func write(_ path: String, acknowledged: String) async throws {
    let store = try await SQLiteStore.open(path)
    let descriptor = open(acknowledged, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard descriptor >= 0 else { fail("cannot open \(acknowledged)") }
    var revision = try await store.load().revision
    while true {
      var batch: [Commit] = []
      var lines = ""
      var next = revision
      for _ in 0..<Int.random(in: 1...20) {
        next = next.next
        let nonce = String(UInt64.random(in: 0 ... .max), radix: 36)
        batch.append(Generation(next, nonce).commit)
        lines += "\(next) \(nonce)\n"
      }
      revision = try await store.commit(batch, after: revision)
      if Int.random(in: 0..<8) == 0 {
        let key = try await store.accessKeys.create(
          accountID: SampleRecords.location.accountID,
          access: .readOnly,
          at: Timestamp(milliseconds: revision.number)
        )
        lines += "\(key.id) \(key.secret)\n"
      }
      let bytes = Array(lines.utf8)
      guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else { fail("cannot acknowledge") }
    }
  }

  // MARK: Verifying

  private static func verify(_ path: String, acknowledged: String) async throws {
    let store = try await SQLiteStore.open(path)
    let findings = try await store.checkIntegrity()
    guard findings.isEmpty else { fail(findings.joined(separator: "; ")) }
    let contents = try await store.load()

    let lines = try acknowledgements(acknowledged)
    let revisions = lines.compactMap { line in Int64(line[0]).map { (Revision($0), line[1]) } }
    if let first = revisions.first?.0 {
      let committed = try await store.commits(after: first.advanced(by: -1))
      let nonces = Dictionary(uniqueKeysWithValues: committed.map { ($0.revision, Generation.nonce(of: $0)) })
      for (revision, nonce) in revisions where nonces[revision] != .some(nonce) {
        fail("revision \(revision) was acknowledged as \(nonce) and is \(nonces[revision].flatMap { $0 } ?? "lost")")
      }
    }
    for line in lines where line[0].hasPrefix("AKIA") {
      guard await store.accessKeys.find(line[0])?.secret == line[1] else { fail("access key \(line[0]) is lost") }
    }
    if let torn = Generation.torn(contents.records) { fail(torn) }
    print("\(store.report); \(lines.count) acknowledged writes found")
    try await store.close()
  }

  /// Revisions with their nonces and access keys with their secrets. A kill may have cut the last line short.
  private static func acknowledgements(_ path: String) throws -> [[String]] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    guard let end = text.lastIndex(of: "\n") else { return [] }
    return text[..<end].split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      .filter { $0.count == 2 }
  }
}

/// What one commit leaves: a group and as many of its rules as its revision says, all with its nonce.
private struct Generation {
  private static let groups: Int64 = 8
  private static let rulesPerGroup = 6

  let revision: Revision
  let nonce: String

  init(_ revision: Revision, _ nonce: String) {
    self.revision = revision
    self.nonce = nonce
  }

  var commit: Commit {
    let group = Int(revision.number % Self.groups)
    let tags = ["revision": String(revision.number), "nonce": nonce]
    var changes: [Change] = [.put(SampleRecords.group(group, tags: tags))]
    for index in 0..<Self.rulesPerGroup {
      let number = group * Self.rulesPerGroup + index
      changes.append(
        index < Self.ruleCount(revision.number)
          ? .put(SampleRecords.rule(number, ofGroup: group, summary: nonce))
          : .remove(RecordReference(.securityGroupRule, SampleRecords.ruleID(number)))
      )
    }
    return SampleRecords.commit(changes, action: "Chaos", milliseconds: revision.number)
  }

  static func nonce(of commit: CommittedChanges) -> String? {
    commit.changes.lazy.compactMap { $0.record as? SecurityGroupRecord }.first?.tags["nonce"]
  }

  /// A group whose rules are not those that one commit left, in words.
  static func torn(_ records: [any Record]) -> String? {
    let rules = Dictionary(grouping: records.compactMap { $0 as? SecurityGroupRuleRecord }) { $0.rule.groupID }
    for case let group as SecurityGroupRecord in records {
      let rules = rules[group.group.id] ?? []
      let revision = group.tags["revision"].flatMap { Int64($0) } ?? 0
      guard rules.count == ruleCount(revision) else {
        return "group \(group.recordID) of revision \(revision) has \(rules.count) rules"
      }
      guard rules.allSatisfy({ $0.rule.summary == group.tags["nonce"] }) else {
        return "group \(group.recordID) of revision \(revision) has rules of another revision"
      }
    }
    return nil
  }

  private static func ruleCount(_ revision: Int64) -> Int { Int(revision / groups) % (rulesPerGroup + 1) }
}
