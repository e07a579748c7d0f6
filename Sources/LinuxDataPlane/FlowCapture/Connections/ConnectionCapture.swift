import CNetfilter
package import FlowLogs
import Foundation

/// Reads what connection tracking in a namespace tells: connections that begin and end, and from time to time all that
/// are there, for those that live long.
package final class ConnectionCapture: Sendable {
  package enum Item: Sendable {
    case opened(TrackedConnectionRecord)
    case ended(TrackedConnectionRecord)
    /// One of those that are there.
    case present(TrackedConnectionRecord)
    /// All that are there have been told.
    case presentEnded
  }

  package struct Batch: Sendable {
    package var items: [Item]
    package var time: FlowTime
    /// At least so many items are missing before these.
    package var lost: UInt64
  }

  package let namespace: NetworkNamespace
  /// Ends when the capture is stopped. One reader.
  package let batches: AsyncStream<Batch>
  private let loop: CaptureLoop

  /// Begins at once, with what is there. Takes CAP_NET_ADMIN.
  /// - Parameters:
  ///   - interval: between two times that all connections are told; `nil` for only when ``tellAll()`` is called.
  ///   - capacity: how many batches, of up to 512 items, wait for a slow reader.
  package init(
    in namespace: NetworkNamespace,
    interval: Duration? = .seconds(60),
    capacity: Int = 512
  ) throws(CaptureError) {
    self.namespace = namespace
    let (events, dumps) = try FlowCapture.inNamespace(namespace) { () throws(CaptureError) in
      // NFNLGRP_CONNTRACK_NEW and NFNLGRP_CONNTRACK_DESTROY
      (
        try CaptureSocket(namespace, groups: [1, 3], receiveBuffer: 32 << 20),
        try CaptureSocket(namespace, receiveBuffer: 4 << 20)
      )
    }
    let sink = CaptureSink<Batch>(capacity: capacity)
    batches = sink.stream
    loop = try CaptureLoop(
      name: "flow connections",
      [events.descriptor],
      interval: interval,
      make: {
        var reader = ConnectionReader(events: events, dumps: dumps, sink: sink)
        return { isReadable in
          if isReadable { reader.drain() } else { reader.tellAll() }
        }
      },
      end: { sink.finish() }
    )
    loop.attend()
  }

  /// Tells all connections now.
  package func tellAll() { loop.attend() }

  /// Ends the stream after what has been read. Waits for the thread, milliseconds.
  package func stop() { loop.stop() }
}

/// What the thread of a ``ConnectionCapture`` does.
private struct ConnectionReader {
  let events: CaptureSocket
  let dumps: CaptureSocket
  let sink: CaptureSink<ConnectionCapture.Batch>
  private let buffer = ReceiveBuffer(count: 1 << 16)
  private var items: [ConnectionCapture.Item] = []
  private var sequence: UInt32 = 0
  private var lost: UInt64 = 0

  private static let batchSize = 512

  init(events: CaptureSocket, dumps: CaptureSocket, sink: CaptureSink<ConnectionCapture.Batch>) {
    self.events = events
    self.dumps = dumps
    self.sink = sink
  }

  /// Reads events until there are none.
  mutating func drain() {
    // A flood that never ends must not keep the thread from being stopped.
    for _ in 0..<8192 {
      switch events.receive(into: buffer.bytes) {
      case .bytes(let count): readEvents(count)
      case .overrun: lost &+= 1
      case .nothing, .failed:
        deliver()
        return
      }
      if items.count >= Self.batchSize { deliver() }
    }
    deliver()
  }

  private mutating func readEvents(_ count: Int) {
    for message in buffer.messages(count) {
      guard let event = ConnectionMessage(message) else { continue }
      items.append(event.kind == .present ? .opened(event.record) : .ended(event.record))
    }
  }

  /// Asks for all connections, reading events between.
  mutating func tellAll() {
    deliver()
    sequence &+= 1
    // NFNL_SUBSYS_CTNETLINK, IPCTNL_MSG_CT_GET
    guard
      (try? dumps.send(type: 1 << 8 | 1, flags: NLM_F_ROOT | NLM_F_MATCH, sequence: sequence)) != nil
    else {
      lost &+= 1
      return
    }
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      switch dumps.receive(into: buffer.bytes) {
      case .bytes(let count):
        let isOver = readDump(count)
        if isOver {
          deliver()
          return
        }
        if items.count >= Self.batchSize { deliver() }
      case .nothing:
        drain()
        var waiting = pollfd(fd: dumps.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, 100)
      case .overrun, .failed:
        lost &+= 1
        deliver()
        return
      }
      drain()
    }
  }

  /// - Returns: whether that was all.
  private mutating func readDump(_ count: Int) -> Bool {
    for message in buffer.messages(count) where message.sequence == sequence {
      if message.type == NLMSG_DONE {
        items.append(.presentEnded)
        return true
      }
      if message.type == NLMSG_ERROR {
        lost &+= 1
        return true
      }
      if let event = ConnectionMessage(message) { items.append(.present(event.record)) }
    }
    return false
  }

  private mutating func deliver() {
    guard !items.isEmpty || lost > 0 else { return }
    if sink.yield(ConnectionCapture.Batch(items: items, time: .now, lost: lost)) {
      lost = 0
    } else {
      lost &+= UInt64(items.count)
    }
    items.removeAll(keepingCapacity: true)
  }
}
