import FlowLogs
import Foundation
import IPAddressing
import LinuxDataPlane
import Testing
import VPCModel

/// With real packets between namespaces.
@Suite(
  "Capture from the kernel",
  .serialized,
  .enabled(if: FlowCaptureRouter.isPossible, "\(FlowCaptureRouter.reason)"),
  .timeLimit(.minutes(2))
)
struct FlowCaptureKernelTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("rf-flow-\(UUID().uuidString)").path

  /// A label as nft writes it: the numbers of its bits, of a number in the machine's order.
  private func label(_ egress: SecurityGroupRule.ID, _ ingress: SecurityGroupRule.ID) -> String {
    let bytes = RuleFingerprint(egress).bytes + RuleFingerprint(ingress).bytes
    return bytes.enumerated().flatMap { index, byte in
      (0..<8).filter { byte & (1 << $0) != 0 }.map { "\(index * 8 + $0)" }
    }.joined(separator: " | ")
  }

  /// As the data plane has it, of the application and the database of the `FlowTown`.
  private var rules: String {
    """
    ct state established,related accept
    tcp flags & (fin | syn | rst | ack) != syn log prefix "ingress-connection" group \(FlowCapture.logGroup) counter drop
    ip saddr 10.0.1.0/24 ip daddr 10.0.3.20 tcp dport 5432 ct label set \(label("sgr-app-out", "sgr-db")) \
      ct mark set 0x00010001 accept
    ip daddr 10.0.3.20 log prefix "ingress" group \(FlowCapture.logGroup) counter drop
    """
  }

  private func town(_ router: FlowCaptureRouter) -> FlowTown {
    var town = FlowTown()
    for index in town.attachments.indices { town.attachments[index].namespace = router.router }
    return town
  }

  private func recorder(_ router: FlowCaptureRouter) async throws -> FlowRecorder {
    let town = town(router)
    let recorder = FlowRecorder(
      .init(journalFolder: folder + "/journal", deliveryRoot: folder + "/logs"),
      town.network
    )
    await recorder.attach(town.attachments)
    await recorder.subscribe([
      FlowLogSubscription(
        id: "fl-1",
        accountID: "123456789012",
        region: "eu-central-1",
        resource: .vpc("vpc-1"),
        format: try FlowRecordFormat(
          parsing: "${interface-id} ${flow-direction} ${srcaddr} ${dstaddr} ${dstport} ${protocol} ${packets} "
            + "${tcp-flags} ${action} ${log-status} ${ringfence-rule-id} ${ringfence-reason}"
        ),
        interval: 600,
        destination: .logGroup("flows")
      )
    ])
    return recorder
  }

  /// The lines of all interfaces.
  private func delivered() throws -> Set<String> {
    let group = folder + "/logs/cloud-watch-logs/flows"
    var lines: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: group) {
      let text = try String(contentsOfFile: "\(group)/\(name)", encoding: .utf8)
      lines.formUnion(text.split(separator: "\n").map(String.init))
    }
    return lines
  }

  private func journal(_ phase: FlowFilter.Phase = .both) throws -> [FlowEvent] {
    var filter = FlowFilter()
    filter.phase = phase
    return try FlowJournalReader(folder: folder + "/journal").past(filter, limit: 10_000).compactMap { entry in
      if case .flow(let event) = entry { event } else { nil }
    }
  }

  @Test("names the rules of a connection that was let through, and what it carried")
  func accepted() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let router = try FlowCaptureRouter()
    try router.serve(port: 5432)
    try router.enforce(rules)
    let recorder = try await recorder(router)
    let switchedOn = try await recorder.watch(router.router)
    #expect(switchedOn == ["net.netfilter.nf_conntrack_acct", "net.netfilter.nf_conntrack_timestamp"])
    #expect(try await recorder.watch(router.router) == switchedOn)
    #expect(try router.connect(to: 5432))
    try await Task.sleep(for: .milliseconds(300))
    await recorder.stop()

    let event = try #require(try journal(.opened).first)
    #expect("\(event.source) \(event.destination) \(event.transport)" == "10.0.1.5 10.0.3.20 tcp/5432")
    #expect(
      event.content
        == .opened([
          .init(interfaceID: "eni-app", direction: .egress, acceptance: .rule("sgr-app-out", group: "sg-app")),
          .init(interfaceID: "eni-db", direction: .ingress, acceptance: .rule("sgr-db", group: "sg-db")),
        ])
    )
    let lines = try delivered()
    #expect(
      lines.contains {
        $0.hasPrefix("eni-db ingress 10.0.1.5 10.0.3.20 5432 6 ") && $0.hasSuffix("3 ACCEPT OK sgr-db -")
      }
    )
    #expect(
      lines.contains {
        $0.hasPrefix("eni-app egress 10.0.1.5 10.0.3.20 5432 6 ") && $0.hasSuffix("3 ACCEPT OK sgr-app-out -")
      }
    )
    #expect(
      lines.contains { $0.hasPrefix("eni-db egress 10.0.3.20 10.0.1.5 ") && $0.contains(" 19 ACCEPT OK sgr-db -") }
    )
    #expect(lines.count == 4)
  }

  @Test("says why a connection was dropped, at once, and how often in the end")
  func rejected() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let router = try FlowCaptureRouter()
    try router.enforce(rules)
    let recorder = try await recorder(router)
    try await recorder.watch(router.router)
    #expect(try !router.connect(from: "10.0.12.7", to: 5432))
    try await Task.sleep(for: .milliseconds(500))
    let event = try #require(try journal().first)
    guard case .rejected(let id, let refusal, let count) = event.content else {
      Issue.record("\(event)")
      return
    }
    #expect(id == "eni-db" && count == TrafficCount(packets: 1, bytes: 60))
    #expect(
      refusal.words
        == "sg-db: no rule; nearest sgr-db tcp/5432 from 10.0.1.0/24 (10.0.12.7 is outside 10.0.1.0/24)"
    )
    #expect(try !router.connect(from: "10.0.12.7", to: 5432))
    try await Task.sleep(for: .milliseconds(300))
    let dropped = await recorder.status.namespaces[router.router]?.droppedCount ?? 0
    await recorder.stop()
    #expect(dropped >= 2)
    let told = try journal().reduce(UInt64(0)) { sum, event in
      if case .rejected(_, _, let count) = event.content { sum + count.packets } else { sum }
    }
    #expect(told == dropped)
    // EC2 logs the packet as accepted where it left, too.
    let lines = try delivered()
    #expect(
      lines.contains {
        $0.hasPrefix("eni-db ingress 10.0.12.7 10.0.3.20 5432 6 ") && $0.hasSuffix(" 2 REJECT OK - no-ingress-rule")
      }
    )
  }

  @Test("logs a ping whose answer an ACL stops as AWS documents it: ACCEPT and REJECT, not the answer as accepted")
  func documentedPing() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let router = try FlowCaptureRouter()
    try router.enforce(
      """
      ct state invalid drop
      icmp type echo-reply log prefix "acl-out" group \(FlowCapture.logGroup) counter drop
      accept
      """
    )
    let recorder = try await recorder(router)
    try await recorder.watch(router.router)
    // Two records, if no interval ends between the packets.
    let second = Int(Date().timeIntervalSince1970) % 60
    if second > 48 { try await Task.sleep(for: .seconds(61 - second)) }
    #expect(try !router.ping(count: 2))
    try await Task.sleep(for: .milliseconds(300))
    await recorder.stop()
    let lines = try delivered().filter { $0.hasPrefix("eni-db") }
    #expect(lines.count == 2)
    #expect(lines.contains { $0.hasPrefix("eni-db ingress 10.0.1.5 10.0.3.20 0 1 2 0 ACCEPT OK") })
    #expect(lines.contains("eni-db egress 10.0.3.20 10.0.1.5 0 1 2 0 REJECT OK - network-acl-outbound"))
  }

  @Test("tells NODATA of interfaces without traffic")
  func noData() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let router = try FlowCaptureRouter()
    let recorder = try await recorder(router)
    try await recorder.watch(router.router)
    await recorder.stop()
    #expect(
      try delivered() == ["eni-app - - - - - - - - NODATA - -", "eni-db - - - - - - - - NODATA - -"]
    )
  }

  @Test("sees connections that began before it did, and their end")
  func earlierConnections() async throws {
    let router = try FlowCaptureRouter()
    try router.enforce(rules)
    try router.serve(port: 5432)
    #expect(try router.connect(to: 5432))
    let capture = try ConnectionCapture(in: router.router, interval: nil)
    var seen: [TrackedConnectionRecord] = []
    for await batch in capture.batches {
      let isAll = batch.items.contains { if case .presentEnded = $0 { true } else { false } }
      for case .present(let record) in batch.items { seen.append(record) }
      if isAll { break }
    }
    capture.stop()
    let record = try #require(seen.first { $0.key.transport.destinationPort == 5432 })
    #expect(RuleFingerprint(rawValue: record.egressFingerprint) == RuleFingerprint("sgr-app-out"))
    #expect(RuleFingerprint(rawValue: record.ingressFingerprint) == RuleFingerprint("sgr-db"))
    #expect(record.mark == 0x0001_0001 && record.tcpState == .closed)
  }

  @Test("counts every record that a slow reader lost: what was read and what was lost is what was dropped")
  func overload() async throws {
    let router = try FlowCaptureRouter()
    try router.enforce(rules)
    let capture = try DropCapture(in: router.router, capacity: 2)
    let sent = 20_000
    try NamespaceThread(router.app).run {
      let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(9).bigEndian
      address.sin_addr.s_addr = UInt32(0x0A00_0314).bigEndian
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
          for number in 0..<sent {
            _ = sendto(descriptor, "x", 1, 0, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            if number % 500 == 0 { usleep(1000) }
          }
        }
      }
    }
    try await Task.sleep(for: .milliseconds(400))
    // Nobody has read until now. One packet more carries the number of those that are gone.
    let reader = Task {
      var (read, lost) = (0, UInt64(0))
      for await batch in capture.batches {
        read += batch.packets.count
        lost += batch.lost
      }
      return (read, lost)
    }
    try await Task.sleep(for: .milliseconds(200))
    try router.connect(to: 9)
    try await Task.sleep(for: .milliseconds(300))
    capture.stop()
    let (read, lost) = await reader.value
    let counter = try #require(
      try FlowCaptureRouter.run([
        "ip", "netns", "exec", "\(router.routerName)", "nft", "list", "table", "inet", "ringfence",
      ])
      .split(separator: "\n").first { $0.contains("\"ingress\"") }
    )
    let dropped = try #require(counter.firstMatch(of: /packets (\d+)/)?.output.1)
    #expect(lost > 0 && read > 0)
    #expect(UInt64(read) + lost == UInt64(dropped))
  }

  @Test("says what it takes where it is not there")
  func missing() throws {
    #expect {
      try DropCapture(in: .named("rf-flow-nobody"))
    } throws: { error in
      "\(error)".hasPrefix("cannot open in network namespace rf-flow-nobody: No such file or directory")
    }
    let router = try FlowCaptureRouter()
    let first = try DropCapture(in: router.router)
    defer { first.stop() }
    #expect {
      try DropCapture(in: router.router)
    } throws: { error in
      "\(error)".contains("no other program reads the log group")
    }
  }

  @Test("stops cleanly, also twice, and leaves the group to others")
  func stopping() async throws {
    let router = try FlowCaptureRouter()
    for _ in 0..<20 {
      let drops = try DropCapture(in: router.router)
      let connections = try ConnectionCapture(in: router.router)
      drops.stop()
      connections.stop()
      drops.stop()
      for await _ in drops.batches {}
      for await _ in connections.batches {}
    }
  }
}
