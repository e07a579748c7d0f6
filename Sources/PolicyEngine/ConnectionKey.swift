import IPAddressing
import VPCModel

/// Which packets one entry covers: those that yield an equal key, in either direction.
struct ConnectionKey: Hashable, Sendable {
  enum Conversation: Hashable, Sendable {
    /// TCP and UDP, both ways.
    case ports(IPProtocol, local: UInt16, remote: UInt16)
    /// ICMP and ICMPv6: messages of one type from the opener's side, whatever their code; for a query also the
    /// replies from the other.
    case messages(IPProtocol, type: UInt8, identifier: UInt16?, opener: TrafficDirection)
    /// Any other protocol, both ways.
    case addresses(IPProtocol)
  }

  let interfaceID: NetworkInterface.ID
  let local: IPAddress
  let remote: IPAddress
  let conversation: Conversation

  private init(_ packet: Packet, _ conversation: Conversation) {
    interfaceID = packet.interfaceID
    local = packet.local
    remote = packet.remote
    self.conversation = conversation
  }

  /// The key of the entry that the packet would open.
  init(openedBy packet: Packet) {
    switch packet.transport {
    case .tcp(let source, let destination), .udp(let source, let destination):
      let isIngress = packet.direction == .ingress
      self.init(
        packet,
        .ports(
          packet.transport.ipProtocol,
          local: isIngress ? destination : source,
          remote: isIngress ? source : destination
        )
      )
    case .icmp(let message), .icmpv6(let message):
      self.init(
        packet,
        .messages(
          packet.transport.ipProtocol,
          type: message.type,
          identifier: packet.icmpIdentifier,
          opener: packet.direction
        )
      )
    case .other(let number): self.init(packet, .addresses(number))
    }
  }

  /// The key of the query to which the packet would be the reply; `nil` where its type is no reply.
  init?(answeredBy packet: Packet) {
    let query: UInt8
    switch packet.transport {
    case .icmp(let message):
      switch message.type {
      case 0: query = 8  // echo
      case 14, 16, 18: query = message.type - 1  // timestamp, information, address mask
      default: return nil
      }
    case .icmpv6(let message):
      switch message.type {
      case 129, 140: query = message.type - 1  // echo, node information
      default: return nil
      }
    case .tcp, .udp, .other: return nil
    }
    self.init(
      packet,
      .messages(
        packet.transport.ipProtocol,
        type: query,
        identifier: packet.icmpIdentifier,
        opener: packet.direction.opposite
      )
    )
  }
}
