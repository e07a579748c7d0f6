import IPAddressing
import VPCModel

/// Which packets one entry covers: two packets with an equal connection are covered by the same entry.
enum TrackedConnection: Hashable {
  /// TCP and UDP, both ways.
  case ports(IPProtocol, local: IPAddress, localPort: UInt16, remote: IPAddress, remotePort: UInt16)
  /// An ICMP query of the opener and the replies to it.
  case query(IPProtocol, type: UInt8, identifier: UInt16?, by: TrafficDirection, local: IPAddress, remote: IPAddress)
  /// An ICMP message that is no query; one way.
  case message(
    IPProtocol,
    type: UInt8,
    identifier: UInt16?,
    direction: TrafficDirection,
    local: IPAddress,
    remote: IPAddress
  )
  /// Any other protocol, both ways.
  case addresses(IPProtocol, local: IPAddress, remote: IPAddress)

  /// The connection of which a packet would be the first.
  init(openedBy packet: Packet) {
    let local = packet.local
    let remote = packet.remote
    switch packet.transport {
    case .tcp(let source, let destination), .udp(let source, let destination):
      let isIngress = packet.direction == .ingress
      self = .ports(
        packet.transport.ipProtocol,
        local: local,
        localPort: isIngress ? destination : source,
        remote: remote,
        remotePort: isIngress ? source : destination
      )
    case .icmp(let message), .icmpv6(let message):
      let number = packet.transport.ipProtocol
      let identifier = packet.icmpIdentifier
      let by = packet.direction
      if Self.queries(number).contains(where: { $0.query == message.type }) {
        self = .query(number, type: message.type, identifier: identifier, by: by, local: local, remote: remote)
      } else {
        self = .message(number, type: message.type, identifier: identifier, direction: by, local: local, remote: remote)
      }
    case .other(let number):
      self = .addresses(number, local: local, remote: remote)
    }
  }

  /// The query of the other side to which a packet would be the reply; `nil` where it is none.
  init?(answeredBy packet: Packet) {
    switch packet.transport {
    case .icmp(let message), .icmpv6(let message):
      let number = packet.transport.ipProtocol
      guard let pair = Self.queries(number).first(where: { $0.reply == message.type }) else { return nil }
      self = .query(
        number,
        type: pair.query,
        identifier: packet.icmpIdentifier,
        by: packet.direction == .ingress ? .egress : .ingress,
        local: packet.local,
        remote: packet.remote
      )
    case .tcp, .udp, .other: return nil
    }
  }

  private static func queries(_ number: IPProtocol) -> [(query: UInt8, reply: UInt8)] {
    number == .icmp ? [(8, 0), (13, 14), (15, 16), (17, 18)] : [(128, 129), (139, 140)]
  }
}
