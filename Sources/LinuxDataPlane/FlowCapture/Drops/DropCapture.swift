import CNetfilter
import FlowLogs
import Foundation

/// Reads the packets that the rules of a namespace dropped and logged (NFLOG).
///
/// The kernel keeps packets back until there are 64 or a tenth of a second is over, so that a flood costs one wakening
/// for many. What is lost on the way, in the kernel's buffer or for a slow reader, is counted: log records, never
/// packets.
package final class DropCapture: Sendable {
  package struct Batch: Sendable {
    package var packets: [DroppedPacket]
    /// How many are missing before these.
    package var lost: UInt64
  }

  package let namespace: NetworkNamespace
  /// Ends when the capture is stopped. One reader.
  package let batches: AsyncStream<Batch>
  private let loop: CaptureLoop

  /// Begins at once. Takes CAP_NET_ADMIN, and the log group for itself.
  /// - Parameter capacity: how many batches, of up to 512 packets, wait for a slow reader.
  package init(
    in namespace: NetworkNamespace,
    group: UInt16 = FlowCapture.logGroup,
    capacity: Int = 256
  ) throws(CaptureError) {
    self.namespace = namespace
    let (socket, devices) = try Self.open(namespace, group)
    let sink = CaptureSink<Batch>(capacity: capacity)
    batches = sink.stream
    loop = try CaptureLoop(
      name: "flow drops",
      [socket.descriptor],
      interval: nil,
      make: {
        var reader = DropReader(socket: socket, names: DeviceNames(descriptor: devices.descriptor), sink: sink)
        return { _ in reader.drain() }
      },
      end: {
        sink.finish()
        // The devices' socket is used for as long as the thread runs.
        _ = devices
      }
    )
  }

  /// Ends the stream after what has been read. Waits for the thread, milliseconds.
  package func stop() { loop.stop() }

  private static func open(
    _ namespace: NetworkNamespace,
    _ group: UInt16
  ) throws(CaptureError) -> (CaptureSocket, CaptureSocket) {
    try FlowCapture.inNamespace(namespace) { () throws(CaptureError) in
      let socket = try CaptureSocket(namespace, receiveBuffer: 8 << 20)
      let config: UInt16 = 4 << 8 | 1  // NFNL_SUBSYS_ULOG, NFULNL_MSG_CONFIG
      // NFULA_CFG_CMD: NFULNL_CFG_CMD_BIND. The rest in one message, so that nothing is logged half configured.
      try socket.configure(
        "read log group \(group)",
        type: config,
        sequence: 1,
        number: group,
        attributes: [(1, [1])]
      )
      try socket.configure(
        "configure log group \(group)",
        type: config,
        sequence: 2,
        number: group,
        attributes: [
          // NFULA_CFG_MODE: 128 bytes of each packet, NFULNL_COPY_PACKET
          (2, [0, 0, 0, 128, 2, 0]),
          // NFULA_CFG_NLBUFSIZ: 64 KiB
          (3, [0, 1, 0, 0]),
          // NFULA_CFG_TIMEOUT, in 1/100 s; NFULA_CFG_QTHRESH
          (4, [0, 0, 0, 10]), (5, [0, 0, 0, 64]),
          // NFULA_CFG_FLAGS: NFULNL_CFG_F_SEQ
          (6, [0, 1]),
        ]
      )
      return (socket, try CaptureSocket(namespace, receiveBuffer: 4096))
    }
  }
}

/// What the thread of a ``DropCapture`` does.
private struct DropReader {
  let socket: CaptureSocket
  var names: DeviceNames
  let sink: CaptureSink<DropCapture.Batch>
  private let buffer = ReceiveBuffer(count: 1 << 17)
  private var nextSequence: UInt32?
  private var lost: UInt64 = 0

  private static let batchSize = 512

  init(socket: CaptureSocket, names: DeviceNames, sink: CaptureSink<DropCapture.Batch>) {
    self.socket = socket
    self.names = names
    self.sink = sink
  }

  /// Reads until there is nothing.
  mutating func drain() {
    names.refresh()
    var packets: [DroppedPacket] = []
    // A flood that never ends must not keep the thread from being stopped.
    for _ in 0..<256 {
      switch socket.receive(into: buffer.bytes) {
      case .bytes(let count): read(count, into: &packets)
      // What was lost shows in the sequence numbers.
      case .overrun: continue
      case .nothing, .failed:
        deliver(packets)
        return
      }
      if packets.count >= Self.batchSize {
        deliver(packets)
        packets.removeAll(keepingCapacity: true)
      }
    }
    deliver(packets)
  }

  private mutating func read(_ count: Int, into packets: inout [DroppedPacket]) {
    let now = FlowTime.now
    for message in buffer.messages(count) {
      if let sequence = LoggedPacketMessage.sequence(of: message) {
        if let expected = nextSequence { lost &+= UInt64(sequence &- expected) }
        nextSequence = sequence &+ 1
      }
      guard let logged = LoggedPacketMessage(message) else { continue }
      packets.append(
        DroppedPacket(
          cause: logged.cause,
          header: logged.header,
          inputDevice: names.name(logged.inputIndex),
          outputDevice: names.name(logged.outputIndex),
          physicalInputDevice: names.name(logged.physicalInputIndex),
          physicalOutputDevice: names.name(logged.physicalOutputIndex),
          time: logged.time ?? now
        )
      )
    }
  }

  private mutating func deliver(_ packets: [DroppedPacket]) {
    guard !packets.isEmpty || lost > 0 else { return }
    if sink.yield(DropCapture.Batch(packets: packets, lost: lost)) {
      lost = 0
    } else {
      lost &+= UInt64(packets.count)
    }
  }
}
