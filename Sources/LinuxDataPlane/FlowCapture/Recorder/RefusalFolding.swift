import FlowLogs
import IPAddressing
import VPCModel

/// Tells of a packet that was refused at once, and of more like it once in a few seconds: who is refused tries again.
struct RefusalFolding {
  struct Key: Hashable {
    var interfaceID: NetworkInterface.ID
    var cause: Refusal.Cause
    var source: IPAddress
    var destination: IPAddress
    /// Clients try again from other ports.
    var port: UInt16?
    var ipProtocol: IPProtocol
  }

  private struct Fold {
    /// The latest, with what came after the first was told.
    var event: FlowEvent
    var count = TrafficCount.zero
    var begun: FlowTime
  }

  private var folds: [Key: Fold] = [:]
  private let seconds: Int64
  private let maximumCount: Int

  init(seconds: Int64 = 5, maximumCount: Int = 8192) {
    self.seconds = seconds
    self.maximumCount = maximumCount
  }

  /// - Returns: what to tell now.
  mutating func take(_ packet: DroppedPacket, _ interfaceID: NetworkInterface.ID, _ refusal: Refusal) -> FlowEvent? {
    let header = packet.header
    let key = Key(
      interfaceID: interfaceID,
      cause: packet.cause,
      source: header.source,
      destination: header.destination,
      port: header.transport.destinationPort,
      ipProtocol: header.transport.ipProtocol
    )
    let count = TrafficCount(packets: 1, bytes: UInt64(max(0, header.length)))
    var event = FlowEvent(
      time: packet.time,
      source: header.source,
      destination: header.destination,
      transport: header.transport,
      content: .rejected(interfaceID, refusal, count)
    )
    if var fold = folds[key] {
      fold.count += count
      event.content = .rejected(interfaceID, refusal, fold.count)
      fold.event = event
      folds[key] = fold
      return nil
    }
    if folds.count < maximumCount { folds[key] = Fold(event: event, begun: packet.time) }
    return event
  }

  /// What was folded and is due; all of it at the end. O(folds).
  mutating func due(at time: FlowTime, all: Bool = false) -> [FlowEvent] {
    var events: [FlowEvent] = []
    for (key, fold) in folds where all || time >= fold.begun.adding(seconds: seconds) {
      if !fold.count.isZero { events.append(fold.event) }
      folds[key] = nil
    }
    return events.sorted { $0.time < $1.time }
  }
}
