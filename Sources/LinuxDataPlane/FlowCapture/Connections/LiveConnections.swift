package import FlowLogs
import IPAddressing
import VPCModel

/// The connections of a namespace that are known to live, to tell what each carried since it was last told.
///
/// A value without a clock, fed with what ``ConnectionCapture`` and ``DropCapture`` read. The rules that let a
/// connection through are in the kernel's message of its beginning and of its presence, not of its end: they are kept
/// here in between.
package struct LiveConnections: Sendable {
  /// What a connection carried since it was last told of, or in its life.
  package struct Carried: Hashable, Sendable {
    package var record: TrackedConnectionRecord
    package var forward: TrafficCount
    package var reply: TrafficCount
    package var start: FlowTime
    package var end: FlowTime
    package var forwardFlags: LoggedTCPFlags
    package var replyFlags: LoggedTCPFlags
  }

  package enum Change: Hashable, Sendable {
    case opened(TrackedConnectionRecord)
    /// It goes on.
    case carried(Carried)
    /// It is over: what it carried since it was last told of, and in its life.
    case ended(Carried, FlowEvent.Totals)
  }

  private struct Entry {
    var record: TrackedConnectionRecord
    var begun: FlowTime
    var toldForward = TrafficCount.zero
    var toldReply = TrafficCount.zero
    /// What the kernel counted though the rules dropped it afterwards.
    var droppedForward = TrafficCount.zero
    var droppedReply = TrafficCount.zero
    var toldAt: FlowTime?
    var toldFlags: (forward: LoggedTCPFlags, reply: LoggedTCPFlags) = ([], [])
    var isPresent = true
    var absences = 0
  }

  /// How many are kept. Of those on top only the end is told, as the kernel has it.
  package let maximumCount: Int
  /// Connections that were not kept for want of room.
  package private(set) var refusedCount: UInt64 = 0
  private let begun: FlowTime
  private var entries: [TrackedConnectionRecord.Key: Entry] = [:]
  /// Drops that came before word of their connection.
  private var strayDrops: [TrackedConnectionRecord.Key: TrafficCount] = [:]

  /// - Parameter begun: when the capture began: what connections carried before is not told.
  package init(begun: FlowTime, maximumCount: Int = 1 << 18) {
    self.begun = begun
    self.maximumCount = maximumCount
  }

  package var count: Int { entries.count }

  /// A connection began. Nothing for one that is known.
  package mutating func opened(_ record: TrackedConnectionRecord, at time: FlowTime) -> Change? {
    if let known = entries[record.key], known.record.identifier == record.identifier { return nil }
    insert(Entry(record: record, begun: record.start ?? time))
    return .opened(record)
  }

  /// A connection is there.
  package mutating func present(_ record: TrackedConnectionRecord, at time: FlowTime) -> [Change] {
    var entry: Entry
    var changes: [Change] = []
    if let known = entries[record.key], known.record.identifier == record.identifier {
      entry = known
      entry.record = record
    } else {
      let start = record.start ?? time
      entry = Entry(record: record, begun: start)
      if start >= begun {
        // Word of its beginning was lost.
        changes.append(.opened(record))
      } else {
        (entry.toldForward, entry.toldReply) = (record.forward ?? .zero, record.reply ?? .zero)
        (entry.toldAt, entry.toldFlags) = (time, ([.syn], [.syn, .ack]))
      }
    }
    entry.isPresent = true
    entry.absences = 0
    let carried = tell(&entry, at: time)
    if !carried.forward.isZero || !carried.reply.isZero { changes.append(.carried(carried)) }
    insert(entry)
    return changes
  }

  /// A connection ended.
  package mutating func ended(_ record: TrackedConnectionRecord, at time: FlowTime) -> Change {
    var entry = Entry(record: record, begun: record.start ?? time)
    if let known = entries[record.key], known.record.identifier == record.identifier {
      entries[record.key] = nil
      entry = known
      // The end says how much, not by which rules.
      entry.record.forward = record.forward ?? entry.record.forward
      entry.record.reply = record.reply ?? entry.record.reply
      entry.record.isAnswered = entry.record.isAnswered || record.isAnswered
      entry.record.tcpState = record.tcpState ?? entry.record.tcpState
      entry.record.start = record.start ?? entry.record.start
      entry.record.mark = record.mark == 0 ? entry.record.mark : record.mark
    }
    return end(&entry, at: record.stop ?? time)
  }

  /// All that are there have been told. One that was not among them twice is over, though word of it was lost.
  package mutating func presentEnded(at time: FlowTime) -> [Change] {
    var changes: [Change] = []
    for key in Array(entries.keys) {
      guard var entry = entries[key] else { continue }
      entry.absences = entry.isPresent ? 0 : entry.absences + 1
      entry.isPresent = false
      if entry.absences >= 2 {
        entries[key] = nil
        changes.append(end(&entry, at: time))
      } else {
        entries[key] = entry
      }
    }
    strayDrops.removeAll(keepingCapacity: true)
    return changes
  }

  /// A packet was dropped: if it belongs to a connection the kernel has counted it nevertheless.
  package mutating func dropped(_ header: PacketHeader) {
    guard !header.isLaterFragment else { return }
    let dropped = TrafficCount(packets: 1, bytes: UInt64(max(0, header.length)))
    let forward = TrackedConnectionRecord.Key(
      source: header.source,
      destination: header.destination,
      transport: header.transport,
      icmpIdentifier: header.icmpIdentifier
    )
    if (entries[forward]?.droppedForward += dropped) != nil { return }
    if let query = forward.answered, (entries[query]?.droppedReply += dropped) != nil { return }
    // A dropped opening has no connection.
    guard header.loggedFlags.isDisjoint(with: .syn) || header.loggedFlags.contains(.ack) else { return }
    if strayDrops.count > 8192 { strayDrops.removeAll(keepingCapacity: true) }
    strayDrops[forward, default: .zero] += dropped
  }

  // MARK: -

  private mutating func insert(_ new: Entry) {
    var entry = new
    let key = entry.record.key
    if !strayDrops.isEmpty {
      entry.droppedForward += strayDrops.removeValue(forKey: key) ?? .zero
      if let answer = key.answering { entry.droppedReply += strayDrops.removeValue(forKey: answer) ?? .zero }
    }
    guard entries[key] != nil || entries.count < maximumCount else {
      refusedCount &+= 1
      return
    }
    entries[key] = entry
  }

  private mutating func end(_ entry: inout Entry, at time: FlowTime) -> Change {
    let key = entry.record.key
    if !strayDrops.isEmpty {
      entry.droppedForward += strayDrops.removeValue(forKey: key) ?? .zero
      if let answer = key.answering { entry.droppedReply += strayDrops.removeValue(forKey: answer) ?? .zero }
    }
    let totals = FlowEvent.Totals(
      start: entry.record.start ?? entry.begun,
      forward: (entry.record.forward ?? .zero).since(entry.droppedForward),
      reply: (entry.record.reply ?? .zero).since(entry.droppedReply)
    )
    return .ended(tell(&entry, at: time), totals)
  }

  /// What is new, which is told thereby.
  private func tell(_ entry: inout Entry, at time: FlowTime) -> Carried {
    let forward = (entry.record.forward ?? .zero).since(entry.droppedForward)
    let reply = (entry.record.reply ?? .zero).since(entry.droppedReply)
    let flags = entry.record.loggedFlags
    let carried = Carried(
      record: entry.record,
      forward: forward.since(entry.toldForward),
      reply: reply.since(entry.toldReply),
      start: max(entry.toldAt ?? entry.begun, begun),
      end: time,
      forwardFlags: flags.forward.subtracting(entry.toldFlags.forward),
      replyFlags: flags.reply.subtracting(entry.toldFlags.reply)
    )
    // A drop that was told too early as passed is made good by the packets that follow.
    entry.toldForward = entry.toldForward + carried.forward
    entry.toldReply = entry.toldReply + carried.reply
    entry.toldAt = time
    entry.toldFlags = flags
    return carried
  }
}

extension TrackedConnectionRecord {
  /// The TCP flags that must have been seen, by the state: connection tracking does not keep them. Who of the two sent
  /// a reset that came after the opening it does not tell either; both get it.
  fileprivate var loggedFlags: (forward: LoggedTCPFlags, reply: LoggedTCPFlags) {
    guard case .tcp = key.transport else { return ([], []) }
    var forward: LoggedTCPFlags = .syn
    var reply: LoggedTCPFlags = []
    switch tcpState {
    case nil: if isAnswered { reply = [.syn, .ack] }
    case .opening: break
    case .open: reply = [.syn, .ack]
    case .closing, .closed:
      reply = [.syn, .ack, .fin]
      forward.insert(.fin)
    case .reset:
      // Refused: the answer to the opening was the reset.
      if (forwardPackets, replyPackets) == (1, 1) {
        reply = .rst
      } else {
        reply = [.syn, .ack, .rst]
        forward.insert(.rst)
      }
    }
    return (forward, reply)
  }

  private var forwardPackets: UInt64 { forward?.packets ?? 0 }
  private var replyPackets: UInt64 { reply?.packets ?? 0 }
}

extension TrackedConnectionRecord.Key {
  /// The connection in which a packet of this key would be an answer; `nil` for what answers nothing.
  fileprivate var answered: Self? { turned(query: { $0 == 0 ? 8 : nil }, queryV6: { $0 == 129 ? 128 : nil }) }

  /// The key of this connection's answers.
  fileprivate var answering: Self? { turned(query: { $0 == 8 ? 0 : nil }, queryV6: { $0 == 128 ? 129 : nil }) }

  private func turned(query: (UInt8) -> UInt8?, queryV6: (UInt8) -> UInt8?) -> Self? {
    let turned: Transport
    switch transport {
    case .tcp, .udp, .other: turned = transport.reply
    case .icmp(let message):
      guard let type = query(message.type) else { return nil }
      turned = .icmp(ICMPTypeCode(type: type, code: message.code))
    case .icmpv6(let message):
      guard let type = queryV6(message.type) else { return nil }
      turned = .icmpv6(ICMPTypeCode(type: type, code: message.code))
    }
    return Self(source: destination, destination: source, transport: turned, icmpIdentifier: icmpIdentifier)
  }
}
