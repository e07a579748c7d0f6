package import FlowLogs
package import IPAddressing
package import VPCModel

/// A connection as the kernel's connection tracking tells of it.
package struct TrackedConnectionRecord: Hashable, Sendable {
  /// What names a connection among those that live: addresses and ports of its first packet.
  package struct Key: Hashable, Sendable {
    package var source: IPAddress
    package var destination: IPAddress
    package var transport: Transport
    /// Of an ICMP query; 0 for anything else.
    package var icmpIdentifier: UInt16

    package init(source: IPAddress, destination: IPAddress, transport: Transport, icmpIdentifier: UInt16 = 0) {
      self.source = source
      self.destination = destination
      self.transport = transport
      self.icmpIdentifier = icmpIdentifier
    }
  }

  /// Of a TCP connection, as far as flow logs show it (`enum tcp_conntrack`).
  package enum TCPState: Hashable, Sendable {
    case opening, open, closing, closed
    /// A reset ended it.
    case reset

    init?(_ number: UInt8) {
      switch number {
      case 1, 2, 9: self = .opening  // SYN_SENT, SYN_RECV, SYN_SENT2
      case 3: self = .open  // ESTABLISHED
      case 4, 5, 6: self = .closing  // FIN_WAIT, CLOSE_WAIT, LAST_ACK
      case 7: self = .closed  // TIME_WAIT
      case 8: self = .reset  // CLOSE
      default: return nil
      }
    }
  }

  package var key: Key
  /// The kernel's number for it, by which one is told from a later one of the same key.
  package var identifier: UInt32
  /// The other end, as answers come from it: another address than the first packet's where one was translated.
  package var replySource: IPAddress
  /// Which rules let it through, first at the opener's end, then at the other; zero where none is noted.
  package var egressFingerprint: UInt64 = 0
  package var ingressFingerprint: UInt64 = 0
  package var mark: UInt32 = 0
  /// Since it began; absent where the kernel does not count, or did not when it began.
  package var forward: TrafficCount?
  package var reply: TrafficCount?
  package var start: FlowTime?
  package var stop: FlowTime?
  /// Whether packets went both ways.
  package var isAnswered = false
  package var tcpState: TCPState?

  package init(key: Key, identifier: UInt32, replySource: IPAddress) {
    self.key = key
    self.identifier = identifier
    self.replySource = replySource
  }
}
