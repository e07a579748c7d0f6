import FlowLogs
import Foundation
import IPAddressing
import Testing
import VPCModel

@Suite("ringfence flows")
struct FlowsCommandTests {
  /// A journal in a folder of its own, gone with the test.
  private final class Journal {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("flows-\(UUID().uuidString)").path
    private let journal: FlowJournal

    init() { journal = FlowJournal(folder: folder) }
    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func write(_ entries: JournalEntry...) {
      for entry in entries { journal.append(entry) }
      journal.flush(at: FlowsCommandTests.time(0))
    }
  }

  fileprivate static func time(_ seconds: Int64) -> FlowTime {
    FlowTime(milliseconds: 1_795_487_943_000).adding(seconds: seconds)
  }

  private func event(_ seconds: Int64, _ source: String, port: UInt16 = 5432, _ content: FlowEvent.Content) throws
    -> JournalEntry
  {
    .flow(
      FlowEvent(
        time: Self.time(seconds),
        source: try IPAddress(parsing: source),
        destination: .v4(IPv4Address(10, 0, 3, 20)),
        transport: .tcp(source: 40_000, destination: port),
        content: content
      )
    )
  }

  private let ends = [
    FlowEvent.End(interfaceID: "eni-app", direction: .egress, acceptance: .rule("sgr-out", group: "sg-app")),
    FlowEvent.End(interfaceID: "eni-db", direction: .ingress, acceptance: .rule("sgr-in", group: "sg-db")),
  ]

  private func journal() throws -> Journal {
    let journal = Journal()
    let refusal = Refusal(
      .ingressRules,
      words: "sg-db: no rule; nearest sgr-in tcp/5432 from 10.0.1.0/24 (10.0.12.7 is outside 10.0.1.0/24)",
      nearestRuleID: "sgr-in"
    )
    let totals = FlowEvent.Totals(
      start: Self.time(0),
      forward: TrafficCount(packets: 7, bytes: 700),
      reply: TrafficCount(packets: 5, bytes: 5000)
    )
    journal.write(
      try event(0, "10.0.1.5", .opened(ends)),
      try event(1, "10.0.12.7", .rejected("eni-db", refusal, TrafficCount(packets: 3, bytes: 180))),
      .lost(Self.time(2), count: 4, why: "too many"),
      try event(3, "10.0.1.5", .ended(ends, totals)),
      try event(4, "10.0.1.9", port: 22, .opened([ends[1]]))
    )
    return journal
  }

  private func run(_ journal: Journal, _ arguments: String...) throws -> RingfenceProcess.Result {
    try RingfenceProcess.run(["flows", "--journal", journal.folder] + arguments)
  }

  @Test("shows what was let through and what was dropped, with the rule or the reason")
  func table() throws {
    let result = try run(journal())
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(
      result.output == """
        2026-11-24T02:39:03.000Z ACCEPT eni-app               10.0.1.5 → 10.0.3.20 tcp/5432  egress sgr-out of sg-app
        2026-11-24T02:39:03.000Z ACCEPT eni-db                10.0.1.5 → 10.0.3.20 tcp/5432  ingress sgr-in of sg-db
        2026-11-24T02:39:04.000Z REJECT eni-db                10.0.12.7 → 10.0.3.20 tcp/5432  ingress sg-db: no rule; \
        nearest sgr-in tcp/5432 from 10.0.1.0/24 (10.0.12.7 is outside 10.0.1.0/24)  (3 packets)
        2026-11-24T02:39:05.000Z LOST   4 events not recorded: too many
        2026-11-24T02:39:07.000Z ACCEPT eni-db                10.0.1.9 → 10.0.3.20 tcp/22  ingress sgr-in of sg-db

        """
    )
  }

  @Test(
    "shows only what was asked for",
    arguments: [
      (["--action", "reject"], 1), (["--action", "accept"], 3), (["--interface", "eni-app"], 1),
      (["--source", "10.0.12.0/24"], 1), (["--destination", "10.0.3.21"], 0), (["--port", "22"], 1),
      (["--port", "tcp/5432"], 3), (["--port", "udp"], 0), (["--since", "2026-11-24T02:39:04Z"], 2),
      (["--limit", "1"], 1), (["--ended"], 3), (["--ended", "--interface", "eni-app"], 1),
    ]
  )
  func filters(arguments: [String], count: Int) throws {
    let journal = try journal()
    let result = try RingfenceProcess.run(["flows", "--journal", journal.folder] + arguments)
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").filter { !$0.contains(" LOST ") }.count == count)
  }

  @Test("prints a JSON object a line")
  func json() throws {
    let lines = try run(journal(), "--format", "json").output.split(separator: "\n")
    #expect(lines.count == 4)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any])
    #expect(object["action"] as? String == "REJECT" && object["nearestRule"] as? String == "sgr-in")
    #expect(object["packets"] as? Int == 3 && object["direction"] as? String == "ingress")
  }

  @Test("prints AWS's version 2 records of what is over, both directions at both ends")
  func aws() throws {
    #expect(
      try run(journal(), "--format", "aws").output == """
        2 - eni-db 10.0.12.7 10.0.3.20 40000 5432 6 3 180 1795487944 1795487944 REJECT OK
        2 - eni-app 10.0.1.5 10.0.3.20 40000 5432 6 7 700 1795487943 1795487946 ACCEPT OK
        2 - eni-app 10.0.3.20 10.0.1.5 5432 40000 6 5 5000 1795487943 1795487946 ACCEPT OK
        2 - eni-db 10.0.1.5 10.0.3.20 40000 5432 6 7 700 1795487943 1795487946 ACCEPT OK
        2 - eni-db 10.0.3.20 10.0.1.5 5432 40000 6 5 5000 1795487943 1795487946 ACCEPT OK

        """
    )
  }

  @Test("colours when told to, and lets nothing in the journal steer the terminal")
  func colour() throws {
    let journal = Journal()
    let refusal = Refusal(.ingressRules, words: "\u{1B}[2Jsg \u{202E}gnorw\nREJECT forged")
    journal.write(try event(0, "10.0.1.5", .rejected("eni-db", refusal, TrafficCount(packets: 1, bytes: 60))))
    let plain = try run(journal)
    #expect(plain.output.hasSuffix("ingress ?[2Jsg ?gnorw?REJECT forged\n") && !plain.output.contains("\u{1B}"))
    #expect(try run(journal, "--color", "always").output.contains("\u{1B}[1;31mREJECT\u{1B}[0m"))
  }

  @Test("says where there is no journal and who writes it, and exits with 66")
  func noJournal() throws {
    let result = try RingfenceProcess.run(["flows", "--journal", "/nonexistent/flows"])
    #expect(result.status == 66)
    #expect(result.errors.contains("/nonexistent/flows") && result.errors.contains("ringfence lab up"))
  }

  @Test(
    "refuses what makes no sense, and exits with 64",
    arguments: [
      ["--port", "tcp/70000"], ["--port", "icmp/8"], ["--source", "10.0.1"], ["--destination", "10.0.0.1/33"],
      ["--since", "yesterday"], ["--since", "5w"], ["--limit", "1000001"], ["--interface", "web"], ["--action", "drop"],
    ]
  )
  func usage(arguments: [String]) throws {
    let result = try RingfenceProcess.run(["flows"] + arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty && result.errors.contains(arguments[0]))
  }

  @Test("follows what comes, and waits for a journal that is not there yet")
  func follow() throws {
    let journal = Journal()
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("flows-\(UUID().uuidString).txt")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = RingfenceProcess.executable
    process.arguments = ["flows", "--follow", "--journal", journal.folder]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      // Children of a thread of libdispatch's begin with every signal blocked that can be.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    func waitForLines(_ count: Int) throws {
      for _ in 0..<100 {
        let text = try String(contentsOf: output, encoding: .utf8)
        if text.split(separator: "\n").count >= count { return }
        usleep(50_000)
      }
      Issue.record("no \(count) lines: \(try String(contentsOf: output, encoding: .utf8))")
    }
    for number in 1...Int64(3) {
      journal.write(try event(number, "10.0.1.\(number)", .opened([ends[1]])))
      try waitForLines(Int(number))
    }
    let text = try String(contentsOf: output, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 3 && text.contains("10.0.1.2 → "))
  }
}
