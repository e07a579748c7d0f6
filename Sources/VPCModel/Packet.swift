package import IPAddressing

/// One packet as a network interface sees it: what connection tracking looks at.
package struct Packet: Hashable, Sendable {
  package var interfaceID: NetworkInterface.ID
  package var direction: TrafficDirection
  /// The address at the interface's end: the destination of ingress, the source of egress.
  package var local: IPAddress
  /// The address at the other end.
  package var remote: IPAddress
  /// Ports in the packet's own order: source, destination.
  package var transport: Transport
  /// Empty for anything but TCP.
  package var tcpFlags: TCPFlags
  /// The identifier of an ICMP query or reply, where the message has one.
  package var icmpIdentifier: UInt16?

  package init(
    interfaceID: NetworkInterface.ID,
    direction: TrafficDirection,
    local: IPAddress,
    remote: IPAddress,
    transport: Transport,
    tcpFlags: TCPFlags = [],
    icmpIdentifier: UInt16? = nil
  ) {
    self.interfaceID = interfaceID
    self.direction = direction
    self.local = local
    self.remote = remote
    self.transport = transport
    self.tcpFlags = tcpFlags
    self.icmpIdentifier = icmpIdentifier
  }

  /// The flow of which this would be the first packet.
  package var flow: Flow {
    Flow(interfaceID: interfaceID, direction: direction, remote: remote, transport: transport)
  }
}

/// The control bits of a TCP segment that matter to connection tracking, at their places in the header's
/// octet 13 (RFC 9293, section 3.1).
package struct TCPFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let fin = TCPFlags(rawValue: 1)
  package static let syn = TCPFlags(rawValue: 2)
  package static let rst = TCPFlags(rawValue: 4)
  package static let ack = TCPFlags(rawValue: 16)
}

/// How long a tracked connection may be idle (EC2 API reference, `ConnectionTrackingSpecification`, and what it
/// leaves fixed).
package struct ConnectionTimeouts: Hashable, Sendable {
  /// EC2 allows 60 to 432000 seconds.
  package var tcpEstablished: Duration = .seconds(432_000)
  /// TCP before both sides have acknowledged.
  package var tcpOpening: Duration = .seconds(60)
  /// TCP after both sides have sent FIN; counted from the second FIN, not from the last packet.
  package var tcpClosing: Duration = .seconds(10)
  /// UDP in one direction or one request and response. EC2 allows 30 to 60 seconds.
  package var udp: Duration = .seconds(30)
  /// UDP after more than one request and response. EC2 allows 60 to 180 seconds.
  package var udpStream: Duration = .seconds(180)
  package var icmp: Duration = .seconds(30)
  /// Any other protocol.
  package var other: Duration = .seconds(600)

  package init() {}
}
