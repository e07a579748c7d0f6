import VPCModel

/// One tracked connection: its key, who opened it by which rule, how far it has come, and until when it lives.
struct ConnectionEntry: Sendable {
  let key: ConnectionKey
  /// The packet's transport header, for asking the rules again what they say to the first packet.
  let firstTransport: Transport
  /// The direction of the first packet, so the side that sent it.
  let opener: TrafficDirection
  let rule: SecurityGroupRule.ID
  private var state: State
  /// The entry is gone from this moment on, unless a packet comes before.
  private(set) var deadline: Duration = .zero

  /// When the expiry queue looks at the entry next: never later than `deadline`.
  var checkedAt: Duration = .zero
  /// Place of the interface in the table.
  var interface = 0
  /// Neighbours among the interface's entries.
  var previous: Int?
  var next: Int?

  private enum State: Sendable {
    case tcp(TCP)
    case udp(UDP)
    case icmp
    case other
  }

  private struct TCP: Sendable {
    var acknowledged: Sides = []
    var finished: Sides = []
    /// Set once, when both sides have finished.
    var closesAt: Duration?
  }

  private struct UDP: Sendable {
    /// Whether the opener has sent since the last transaction was complete.
    var isAsked = false
    var transactions = 0
  }

  private struct Sides: OptionSet, Sendable {
    let rawValue: UInt8
    static let opener = Sides(rawValue: 1)
    static let other = Sides(rawValue: 2)
    static let both: Sides = [.opener, .other]
  }

  /// The entry that a first packet makes. It lives only from its first `cover` on.
  init(openedBy packet: Packet, rule: SecurityGroupRule.ID) {
    key = ConnectionKey(openedBy: packet)
    firstTransport = packet.transport
    opener = packet.direction
    self.rule = rule
    state =
      switch packet.transport {
      case .tcp: .tcp(TCP())
      case .udp: .udp(UDP())
      case .icmp, .icmpv6: .icmp
      case .other: .other
      }
  }

  /// The first packet's flow.
  var flow: Flow {
    Flow(interfaceID: key.interfaceID, direction: opener, remote: key.remote, transport: firstTransport)
  }

  /// Both sides of a TCP connection have sent FIN: a segment that can open a flow is no longer covered.
  var isClosing: Bool {
    if case .tcp(let tcp) = state { tcp.closesAt != nil } else { false }
  }

  /// Lets a packet through: moves the state on and the deadline with it. Returns whether the entry lives on.
  mutating func cover(_ packet: Packet, at now: Duration, _ timeouts: ConnectionTimeouts) -> Bool {
    let side: Sides = packet.direction == opener ? .opener : .other
    switch state {
    case .tcp(var tcp):
      if packet.tcpFlags.contains(.rst) { return false }
      if packet.tcpFlags.contains(.ack) { tcp.acknowledged.formUnion(side) }
      if packet.tcpFlags.contains(.fin) { tcp.finished.formUnion(side) }
      if tcp.finished == .both, tcp.closesAt == nil { tcp.closesAt = now.adding(timeouts.tcpClosing) }
      state = .tcp(tcp)
      deadline = now.adding(tcp.acknowledged == .both ? timeouts.tcpEstablished : timeouts.tcpOpening)
      if let closesAt = tcp.closesAt { deadline = min(deadline, closesAt) }
    case .udp(var udp):
      if side == .opener {
        udp.isAsked = true
      } else if udp.isAsked {
        udp.isAsked = false
        udp.transactions = min(udp.transactions + 1, 2)
      }
      state = .udp(udp)
      deadline = now.adding(udp.transactions > 1 ? timeouts.udpStream : timeouts.udp)
    case .icmp: deadline = now.adding(timeouts.icmp)
    case .other: deadline = now.adding(timeouts.other)
    }
    return true
  }
}

extension Duration {
  /// The sum, or the longest duration where it is longer than that.
  fileprivate func adding(_ other: Duration) -> Duration {
    let (sum, overflow) = attoseconds.addingReportingOverflow(other.attoseconds)
    return Duration(attoseconds: overflow ? (other.attoseconds < 0 ? .min : .max) : sum)
  }
}
