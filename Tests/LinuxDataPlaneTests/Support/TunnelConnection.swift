import IPAddressing
import VPCModel

@testable import LinuxDataPlane

/// A TCP connection through a bed, of which the test is both ends.
struct TunnelConnection {
  let bed: TunnelBed
  let opener: (address: IPAddress, port: UInt16, device: String)
  let other: (address: IPAddress, port: UInt16, device: String)

  /// One segment of it; `true` where it came out at the other end.
  private func send(fromOpener: Bool, _ flags: TCPFlags, _ sequence: UInt32, _ acknowledgement: UInt32) -> Bool {
    let packet = raw(fromOpener: fromOpener, flags, sequence, acknowledgement)
    let (source, destination) = fromOpener ? (opener, other) : (other, opener)
    return bed.send(packet.bytes, from: source.device) == [destination.device]
  }

  private func raw(fromOpener: Bool, _ flags: TCPFlags, _ sequence: UInt32, _ acknowledgement: UInt32) -> RawPacket {
    let (source, destination) = fromOpener ? (opener, other) : (other, opener)
    return RawPacket(
      source: source.address,
      destination: destination.address,
      transport: .tcp(source: source.port, destination: destination.port),
      tcpFlags: flags,
      sequence: sequence,
      acknowledgement: acknowledgement
    )
  }

  /// The three segments that open it; `true` where all passed.
  func open() -> Bool {
    send(fromOpener: true, [.syn], 1_000, 0) && send(fromOpener: false, [.syn, .ack], 5_000, 1_001)
      && send(fromOpener: true, [.ack], 1_001, 5_001)
  }

  var openersSegmentPasses: Bool { send(fromOpener: true, [.ack], 1_001, 5_001) }
  var othersSegmentPasses: Bool { send(fromOpener: false, [.ack], 5_001, 1_001) }
  var goesOn: Bool { openersSegmentPasses && othersSegmentPasses }

  /// Segments of either end, to be sent again and again.
  func templates(_ attachments: [Attachment]) -> [PacketTemplate] {
    [true, false].map { fromOpener in
      let raw = raw(fromOpener: fromOpener, [.ack], fromOpener ? 1_001 : 5_001, fromOpener ? 5_001 : 1_001)
      let (source, destination) = fromOpener ? (opener, other) : (other, opener)
      return PacketTemplate(
        raw,
        sent: SlowKernel.Sent(
          source: raw.source,
          destination: raw.destination,
          transport: raw.transport,
          tcpFlags: raw.tcpFlags
        ),
        from: attachments.first { $0.device == source.device },
        to: attachments.first { $0.device == destination.device }
      )
    }
  }
}
