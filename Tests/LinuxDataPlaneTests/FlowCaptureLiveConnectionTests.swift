import FlowLogs
import IPAddressing
import LinuxDataPlane
import Testing
import VPCModel

@Suite("Connections that live")
struct FlowCaptureLiveConnectionTests {
  private let client = IPAddress.v4(IPv4Address(10, 0, 1, 5))
  private let server = IPAddress.v4(IPv4Address(10, 0, 3, 20))
  private let begun = FlowTime(seconds: 1000)

  private func record(
    _ transport: Transport = .tcp(source: 40_000, destination: 5432),
    identifier: UInt32 = 1,
    forward: UInt64? = nil,
    reply: UInt64? = nil,
    start: FlowTime? = nil,
    _ state: TrackedConnectionRecord.TCPState? = nil,
    rules: Bool = true
  ) -> TrackedConnectionRecord {
    let key = TrackedConnectionRecord.Key(source: client, destination: server, transport: transport, icmpIdentifier: 0)
    var record = TrackedConnectionRecord(key: key, identifier: identifier, replySource: server)
    record.forward = forward.map { TrafficCount(packets: $0, bytes: $0 * 100) }
    record.reply = reply.map { TrafficCount(packets: $0, bytes: $0 * 100) }
    record.start = start
    record.tcpState = state
    record.isAnswered = (reply ?? 0) > 0
    if rules { (record.egressFingerprint, record.ingressFingerprint) = (7, 8) }
    return record
  }

  private func at(_ seconds: Int64) -> FlowTime { begun.adding(seconds: seconds) }

  @Test("tells a connection's beginning, what it carries from time to time, and its end, each packet once")
  func life() throws {
    var live = LiveConnections(begun: begun)
    #expect(live.opened(record(), at: at(1)) == .opened(record()))
    #expect(live.opened(record(), at: at(1)) == nil)
    let first = live.present(record(forward: 10, reply: 8, start: at(1), .open), at: at(60))
    guard case .carried(let early)? = first.first, first.count == 1 else {
      Issue.record("\(first)")
      return
    }
    #expect(early.forward.packets == 10 && early.reply.packets == 8)
    #expect(early.start == at(1) && early.end == at(60))
    #expect(early.forwardFlags == .syn && early.replyFlags == [.syn, .ack])
    #expect(live.present(record(forward: 10, reply: 8, start: at(1), .open), at: at(120)).isEmpty)
    let end = live.ended(record(forward: 15, reply: 9, start: at(1), .closed, rules: false), at: at(130))
    guard case .ended(let late, let totals) = end else {
      Issue.record("\(end)")
      return
    }
    #expect(late.forward == TrafficCount(packets: 5, bytes: 500) && late.reply.packets == 1)
    #expect(late.forwardFlags == .fin && late.replyFlags == .fin)
    #expect(late.record.egressFingerprint == 7 && late.record.ingressFingerprint == 8)
    #expect(totals.forward.packets == 15 && totals.reply.packets == 9 && totals.start == at(1))
    #expect(live.count == 0)
  }

  @Test("does not count again what a connection carried before the capture began")
  func older() {
    var live = LiveConnections(begun: begun)
    #expect(live.present(record(forward: 1000, reply: 1000, start: at(-500), .open), at: at(0)).isEmpty)
    let changes = live.present(record(forward: 1003, reply: 1000, start: at(-500), .open), at: at(60))
    guard case .carried(let carried)? = changes.first else {
      Issue.record("\(changes)")
      return
    }
    #expect(carried.forward.packets == 3 && carried.reply.isZero && carried.forwardFlags.isEmpty)
  }

  @Test("tells a beginning of which word was lost, when the connection is seen")
  func lostBeginning() {
    var live = LiveConnections(begun: begun)
    let seen = record(forward: 2, reply: 1, start: at(5), .open)
    let changes = live.present(seen, at: at(60))
    #expect(changes.first == .opened(seen) && changes.count == 2)
  }

  @Test("ends a connection that was gone twice, not one that is new")
  func lostEnd() {
    var live = LiveConnections(begun: begun)
    _ = live.opened(record(), at: at(1))
    #expect(live.presentEnded(at: at(60)).isEmpty)
    #expect(live.presentEnded(at: at(120)).isEmpty)
    #expect(live.presentEnded(at: at(180)).count == 1)
    #expect(live.count == 0)
  }

  @Test("subtracts what was counted and dropped, in either order of the news")
  func drops() throws {
    let echo = Transport.icmp(ICMPTypeCode(type: 8, code: 0))
    let reply = PacketHeader(
      source: server,
      destination: client,
      transport: .icmp(ICMPTypeCode(type: 0, code: 0)),
      length: 100
    )
    for dropComesFirst in [true, false] {
      var live = LiveConnections(begun: begun)
      if dropComesFirst { live.dropped(reply) }
      _ = live.opened(record(echo), at: at(1))
      if !dropComesFirst { live.dropped(reply) }
      guard case .ended(let carried, let totals) = live.ended(record(echo, forward: 1, reply: 1), at: at(31)) else {
        return
      }
      #expect(carried.forward == TrafficCount(packets: 1, bytes: 100) && carried.reply.isZero)
      #expect(totals.reply.isZero)
    }
  }

  @Test("tells a later connection of the same ports from the one before")
  func reuse() {
    var live = LiveConnections(begun: begun)
    _ = live.opened(record(identifier: 1), at: at(1))
    #expect(live.opened(record(identifier: 2), at: at(2)) == .opened(record(identifier: 2)))
    guard case .ended(let carried, _) = live.ended(record(identifier: 1, forward: 4, reply: 4), at: at(3)) else {
      return
    }
    #expect(carried.forward.packets == 4)
    #expect(live.count == 1)
  }

  @Test("shows a refusal of the server as its reset, and any other reset at both ends")
  func resets() {
    for (forward, reply, flags) in [
      (1, 1, (LoggedTCPFlags.syn, LoggedTCPFlags.rst)), (5, 4, ([.syn, .rst], [.syn, .ack, .rst])),
    ] as [(UInt64, UInt64, (LoggedTCPFlags, LoggedTCPFlags))] {
      var live = LiveConnections(begun: begun)
      _ = live.opened(record(), at: at(1))
      guard case .ended(let carried, _) = live.ended(record(forward: forward, reply: reply, .reset), at: at(2)) else {
        continue
      }
      #expect(carried.forwardFlags == flags.0 && carried.replyFlags == flags.1)
    }
  }

  @Test("keeps so many and no more, counts the others, and still tells their end")
  func bound() {
    var live = LiveConnections(begun: begun, maximumCount: 3)
    for port in 0..<UInt16(5) {
      #expect(live.opened(record(.tcp(source: port, destination: 1)), at: at(1)) != nil)
    }
    #expect(live.count == 3 && live.refusedCount == 2)
    let end = live.ended(record(.tcp(source: 4, destination: 1), forward: 3, reply: 3, start: at(1)), at: at(2))
    guard case .ended(let carried, _) = end else { return }
    #expect(carried.forward.packets == 3)
  }
}
