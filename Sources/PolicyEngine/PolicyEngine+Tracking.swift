import IPAddressing
import VPCModel

extension Packet {
  /// Whether the packet can be a flow's first: of TCP a SYN alone, of other protocols every packet.
  var canOpenFlow: Bool {
    guard case .tcp = transport else { return true }
    return tcpFlags.contains(.syn) && tcpFlags.isDisjoint(with: [.ack, .fin, .rst])
  }
}

extension Decision {
  /// Whether the remote address is a platform service's, which has the first ordinal in every filter.
  var isNotFiltered: Bool { ordinal == 0 }
}

extension PolicyEngine {
  /// What the rules say to the packet as a flow's first.
  func decision(on packet: Packet, at interface: InterfaceIndex) -> Decision {
    let selector = SelectorKey(packet.transport)
    return switch packet.remote {
    case .v4(let address):
      decide(FlowKey(interface: interface, direction: packet.direction, remote: address, selector: selector))
    case .v6(let address):
      decide(FlowKey(interface: interface, direction: packet.direction, remote: address, selector: selector))
    }
  }

  /// Whether the packet belongs to a flow that the rules of this moment leave untracked: it could start one, or it
  /// answers in one. A TCP segment that can open a flow is never an answer.
  func belongsToUntrackedFlow(_ packet: Packet, at interface: InterfaceIndex) -> Bool {
    switch packet.transport {
    case .tcp, .udp: break
    case .icmp, .icmpv6, .other: return false
    }
    let policy = policies[interfaces.policies[Int(interface.rawValue)]]
    let family = packet.remote.family
    if policy.startsUntracked(packet.transport, packet.direction, family) { return true }
    if case .tcp = packet.transport, packet.canOpenFlow { return false }
    return policy.startsUntracked(packet.transport.reply, packet.direction.opposite, family)
  }
}

extension CompiledPolicy {
  /// Whether a packet starts an untracked flow: a rule for anyone allows it, and one rule for anyone allows the
  /// opposite direction every port of its protocol.
  fileprivate func startsUntracked(
    _ transport: Transport,
    _ direction: TrafficDirection,
    _ family: IPFamily
  ) -> Bool {
    switch (family, direction) {
    case (.ipv4, .ingress): Self.startsUntracked(transport, ingressV4, answeredBy: egressV4)
    case (.ipv4, .egress): Self.startsUntracked(transport, egressV4, answeredBy: ingressV4)
    case (.ipv6, .ingress): Self.startsUntracked(transport, ingressV6, answeredBy: egressV6)
    case (.ipv6, .egress): Self.startsUntracked(transport, egressV6, answeredBy: ingressV6)
    }
  }

  private static func startsUntracked<Address: IPAddressProtocol>(
    _ transport: Transport,
    _ filter: CompiledFilter<Address>,
    answeredBy opposite: CompiledFilter<Address>
  ) -> Bool {
    let isAnswered =
      switch transport {
      case .tcp: opposite.allowsAnyPeerAllTCP
      case .udp: opposite.allowsAnyPeerAllUDP
      case .icmp, .icmpv6, .other: false
      }
    return isAnswered && filter.isAllowedFromAnyPeer(SelectorKey(transport))
  }
}
