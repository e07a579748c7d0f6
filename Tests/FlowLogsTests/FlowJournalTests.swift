import FlowLogs
import Foundation
import IPAddressing
import Testing
import VPCModel

@Suite("The journal of flows")
struct FlowJournalTests {
  private func opened(_ seconds: Int64, port: UInt16 = 5432) -> JournalEntry {
    .flow(Sample.event(seconds, .opened(Sample.ends), port: port))
  }

  private func rejected(_ seconds: Int64) -> JournalEntry {
    .flow(
      Sample.event(seconds, .rejected(Sample.database, Sample.refusal, TrafficCount(packets: 2, bytes: 120)))
    )
  }

  private static let entries: [JournalEntry] = {
    var ends = Sample.ends
    ends[1].acceptance = .notFiltered(.dns)
    let totals = FlowEvent.Totals(
      start: Sample.start,
      forward: TrafficCount(packets: 7, bytes: .max),
      reply: TrafficCount(packets: 5, bytes: 9)
    )
    var acl = Sample.refusal
    (acl.cause, acl.networkACLID, acl.entryNumber) = (.inboundACL, "acl-1", 32767)
    acl.words = "quotes \" back\\slash \n newline \u{7F} \u{1} ünïcödé 🧱"
    let v6 = IPAddress.v6(IPv6Address(0x2001_0DB8 << 96 | 7))
    func plain(_ transport: Transport, _ content: FlowEvent.Content) -> JournalEntry {
      .flow(FlowEvent(time: Sample.start, source: v6, destination: v6, transport: transport, content: content))
    }
    return [
      .lost(Sample.start, count: 12, why: "full"),
      .flow(Sample.event(1, .opened(Sample.ends))),
      .flow(Sample.event(2, .ended(ends, totals))),
      plain(.icmpv6(ICMPTypeCode(type: 128, code: 0)), .rejected(Sample.app, acl, .zero)),
      plain(.other(.esp), .opened([FlowEvent.End(interfaceID: "eni-\"", direction: .egress, acceptance: .unknown)])),
      plain(.udp(source: 1, destination: 2), .rejected(Sample.app, Sample.refusal, .zero)),
      plain(.icmp(ICMPTypeCode(type: 3, code: 4)), .rejected(Sample.app, Sample.refusal, .zero)),
    ]
  }()

  @Test("writes entries as JSON and reads the same back", arguments: entries)
  func roundTrip(entry: JournalEntry) throws {
    var bytes: [UInt8] = []
    entry.write(to: &bytes)
    #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1 && bytes.last == UInt8(ascii: "\n"))
    _ = try JSONSerialization.jsonObject(with: Data(bytes))
    #expect(JournalEntry(line: bytes) == entry)
  }

  @Test("reads no entry out of damaged lines, and does not fall over them")
  func damage() {
    for entry in Self.entries {
      var bytes: [UInt8] = []
      entry.write(to: &bytes)
      for length in 0..<(bytes.count - 2) { #expect(JournalEntry(line: bytes.prefix(length)) == nil) }
      for index in bytes.indices {
        for value in [0, 0x22, 0x7B, 0xFF] as [UInt8] {
          var damaged = bytes
          damaged[index] = value
          _ = JournalEntry(line: damaged)
        }
      }
    }
  }

  @Test("shows the last entries that match, oldest first, across files")
  func past() throws {
    let folder = TemporaryFolder()
    var limits = FlowJournal.Limits()
    limits.fileSize = 1000
    limits.fileCount = 100
    let journal = FlowJournal(folder: folder.path, limits: limits)
    for second in 0..<Int64(50) {
      journal.append(second % 5 == 0 ? rejected(second) : opened(second))
      journal.flush(at: Sample.start)
    }
    #expect(folder.files.count > 5)
    let reader = try FlowJournalReader(folder: folder.path)
    var filter = FlowFilter()
    #expect(try reader.past(filter, limit: 1000).count == 50)
    #expect(try reader.past(filter, limit: 3) == [opened(47), opened(48), opened(49)])
    filter.action = .reject
    #expect(try reader.past(filter, limit: 2) == [rejected(40), rejected(45)])
    filter.since = Sample.start.adding(seconds: 36)
    #expect(try reader.past(filter, limit: 100) == [rejected(40), rejected(45)])
    #expect(try reader.past(filter, limit: 0).isEmpty)
  }

  @Test("follows what is written, into new files, and by a second writer; misses and repeats nothing")
  func following() throws {
    let folder = TemporaryFolder()
    var limits = FlowJournal.Limits()
    limits.fileSize = 700
    let (first, second) = (FlowJournal(folder: folder.path, limits: limits), FlowJournal(folder: folder.path))
    first.append(opened(0))
    first.flush(at: Sample.start)
    var reader = try FlowJournalReader(folder: folder.path)
    let none = try reader.next(FlowFilter())
    #expect(none.isEmpty)
    var seen: [JournalEntry] = []
    for index in 1...Int64(20) {
      let journal = index % 3 == 0 ? second : first
      journal.append(opened(index))
      journal.flush(at: Sample.start)
      if index % 2 == 0 { seen += try reader.next(FlowFilter()) }
    }
    #expect(seen.map(\.time).sorted() == (1...20).map { Sample.start.adding(seconds: $0) })
    #expect(try reader.past(FlowFilter(), limit: 100).count == 21)
  }

  @Test("waits for the end of a line, and leaves out half a line that a crash left")
  func halfLines() throws {
    let folder = TemporaryFolder()
    let journal = FlowJournal(folder: folder.path)
    journal.append(opened(0))
    journal.flush(at: Sample.start)
    let path = try #require(folder.files.keys.first.map { "\(folder.path)/\($0)" })
    var reader = try FlowJournalReader(folder: folder.path)
    var bytes: [UInt8] = []
    opened(1).write(to: &bytes)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(bytes.prefix(20)))
    let half = try reader.next(FlowFilter())
    #expect(half.isEmpty)
    try file.write(contentsOf: Data(bytes.dropFirst(20)))
    let whole = try reader.next(FlowFilter())
    #expect(whole == [opened(1)])
    try file.write(contentsOf: Data(bytes.prefix(20)))
    let later = FlowJournal(folder: folder.path)
    later.append(opened(2))
    later.flush(at: Sample.start)
    let afterCrash = try reader.next(FlowFilter())
    #expect(afterCrash == [opened(2)])
  }

  @Test("keeps so many files and no more")
  func bound() {
    let folder = TemporaryFolder()
    var limits = FlowJournal.Limits()
    (limits.fileSize, limits.fileCount) = (100, 3)
    let journal = FlowJournal(folder: folder.path, limits: limits)
    for second in 0..<Int64(20) {
      journal.append(opened(second))
      journal.flush(at: Sample.start)
    }
    #expect(folder.files.count == 3)
    #expect(folder.files.keys.max() == "flows-000000000020.jsonl")
  }

  @Test("begins a new file when one is old")
  func age() {
    let folder = TemporaryFolder()
    let journal = FlowJournal(folder: folder.path)
    for second in [0, 3599, 3600] as [Int64] {
      journal.append(opened(second))
      journal.flush(at: Sample.start.adding(seconds: second))
    }
    #expect(folder.files.values.map(\.count).sorted() == [1, 2])
  }

  @Test("goes on while nothing can be written, counts what it drops, and tells when it can write again")
  func unwritable() throws {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    var limits = FlowJournal.Limits()
    limits.pendingSize = 1000
    let journal = FlowJournal(folder: folder.path, limits: limits)
    // Nothing can be made in a folder that is a file.
    try FileManager.default.removeItem(atPath: folder.path)
    try Data().write(to: URL(fileURLWithPath: folder.path))
    for second in 0...Int64(20) {
      journal.append(opened(second))
      journal.flush(at: Sample.start)
    }
    #expect(journal.status.failure != nil)
    #expect(journal.status.lostCount > 0)
    try FileManager.default.removeItem(atPath: folder.path)
    journal.append(opened(30))
    journal.flush(at: Sample.start)
    #expect(journal.status.failure == nil)
    let entries = try FlowJournalReader(folder: folder.path).past(FlowFilter(), limit: 100)
    guard case .lost(_, journal.status.lostCount, let why) = entries.first else {
      Issue.record("no word of the loss: \(entries)")
      return
    }
    #expect(why.contains(folder.path))
    #expect(entries.count - 1 + Int(journal.status.lostCount) == 22)
  }

  @Test("makes the folder again when somebody removes it")
  func removedFolder() throws {
    let folder = TemporaryFolder()
    let journal = FlowJournal(folder: folder.path)
    journal.append(opened(0))
    journal.flush(at: Sample.start)
    try FileManager.default.removeItem(atPath: folder.path)
    journal.append(opened(1))
    journal.flush(at: Sample.start)
    #expect(try FlowJournalReader(folder: folder.path).past(FlowFilter(), limit: 9) == [opened(1)])
  }

  @Test("is a folder of root's or of the user's state")
  func standardFolder() {
    #expect(JournalFiles.standardFolder(environment: [:], isRoot: true) == "/var/lib/ringfence/flows")
    let home = ["HOME": "/home/a"]
    #expect(
      JournalFiles.standardFolder(environment: home, isRoot: false) == "/home/a/.local/state/ringfence/flows"
    )
    let state = home.merging(["XDG_STATE_HOME": "/s"]) { $1 }
    #expect(JournalFiles.standardFolder(environment: state, isRoot: false) == "/s/ringfence/flows")
    let relative = home.merging(["XDG_STATE_HOME": "s"]) { $1 }
    #expect(
      JournalFiles.standardFolder(environment: relative, isRoot: false) == "/home/a/.local/state/ringfence/flows"
    )
  }

  @Test("filters by every part, and never hides a loss")
  func filters() throws {
    let event = Sample.event(10, .opened(Sample.ends))
    func matches(_ change: (inout FlowFilter) throws -> Void) rethrows -> Bool {
      var filter = FlowFilter()
      try change(&filter)
      return filter.matches(event)
    }
    #expect(matches { _ in })
    #expect(matches { $0.interfaceID = Sample.app } && matches { $0.interfaceID = Sample.database })
    #expect(!matches { $0.interfaceID = "eni-0x" })
    #expect(try matches { $0.source = try IPPrefix(parsing: "10.0.1.0/24") })
    #expect(try !matches { $0.source = try IPPrefix(parsing: "10.0.2.0/24") })
    #expect(try matches { $0.destination = try IPPrefix(parsing: "10.0.3.20/32") })
    #expect(try !matches { $0.destination = try IPPrefix(parsing: "::/0") })
    #expect(matches { $0.port = 5432 } && !matches { $0.port = 40_000 })
    #expect(matches { $0.ipProtocol = .tcp } && !matches { $0.ipProtocol = .udp })
    #expect(matches { $0.action = .accept } && !matches { $0.action = .reject })
    #expect(matches { $0.since = event.time } && !matches { $0.since = event.time.adding(seconds: 1) })
    #expect(matches { $0.until = event.time } && !matches { $0.until = event.time.adding(seconds: -1) })
    #expect(!matches { $0.phase = .ended } && matches { $0.phase = .both })
    var filter = FlowFilter()
    (filter.action, filter.port) = (.reject, 1)
    #expect(filter.matches(.lost(Sample.start, count: 1, why: "")))
  }
}
