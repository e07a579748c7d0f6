package import IPAddressing
package import VPCModel

/// The traffic a question is about: a protocol, with its destination port or ICMP message, and the ports
/// that the client may send from.
package struct TrafficProbe: Hashable, Sendable {
  /// The first packet. The source port of TCP and UDP is ``clientPorts``' lowest: no rule and no entry of
  /// EC2's looks at a request's source port.
  package let transport: Transport
  /// The ports to which TCP and UDP answers go, `nil` for other protocols.
  package let clientPorts: PortRange?

  /// The ports that clients of any system may choose, as AWS documents them for network ACLs (VPC user
  /// guide, "Ephemeral ports").
  package static let documentedClientPorts = PortRange(uncheckedLower: 1024, upper: .max)
  /// What Linux chooses from unless told otherwise (`net.ipv4.ip_local_port_range`).
  package static let linuxClientPorts = PortRange(uncheckedLower: 32768, upper: 60999)

  /// A TCP connection to a port.
  package static func tcp(_ port: UInt16, from source: UInt16? = nil) -> TrafficProbe {
    let ports = source.map { PortRange($0) } ?? documentedClientPorts
    return TrafficProbe(transport: .tcp(source: ports.lower, destination: port), clientPorts: ports)
  }

  /// UDP datagrams to a port, and the answers.
  package static func udp(_ port: UInt16, from source: UInt16? = nil) -> TrafficProbe {
    let ports = source.map { PortRange($0) } ?? documentedClientPorts
    return TrafficProbe(transport: .udp(source: ports.lower, destination: port), clientPorts: ports)
  }

  package static func icmp(_ message: ICMPTypeCode) -> TrafficProbe {
    TrafficProbe(transport: .icmp(message), clientPorts: nil)
  }

  package static func icmpv6(_ message: ICMPTypeCode) -> TrafficProbe {
    TrafficProbe(transport: .icmpv6(message), clientPorts: nil)
  }

  /// Any protocol by its number; TCP, UDP and ICMP are not among them, for they need more than a number.
  package static func other(_ number: IPProtocol) -> TrafficProbe? {
    guard !number.hasPorts, !number.isICMP else { return nil }
    return TrafficProbe(transport: .other(number), clientPorts: nil)
  }

  /// The one family that the protocol belongs to, `nil` where it can run over both.
  package var requiredFamily: IPFamily? {
    switch transport {
    case .icmp: .ipv4
    case .icmpv6: .ipv6
    case .tcp, .udp, .other: nil
    }
  }

  /// Whether answers come back that a stateless filter can still stop. ICMP messages other than echo
  /// requests are notifications: nothing answers them.
  package var expectsReply: Bool {
    switch transport {
    case .tcp, .udp, .other: true
    case .icmp(let message): message.type == ICMPTypeCode.echoRequest(family: .ipv4)
    case .icmpv6(let message): message.type == ICMPTypeCode.echoRequest(family: .ipv6)
    }
  }

  /// The narrowest selector that a rule needs to allow this traffic.
  package var selector: TrafficSelector {
    switch transport {
    case .tcp(_, let port): .tcp(PortRange(port))
    case .udp(_, let port): .udp(PortRange(port))
    case .icmp(let message): .icmp(ICMPPattern(type: message.type, code: message.code))
    case .icmpv6(let message): .icmpv6(ICMPPattern(type: message.type, code: message.code))
    case .other(let number): .other(number)
    }
  }

  /// The same for the answers: TCP and UDP to all of the client's ports.
  package func replySelector(clientPorts: PortRange?) -> TrafficSelector {
    switch transport.reply {
    case .tcp: .tcp(clientPorts ?? .all)
    case .udp: .udp(clientPorts ?? .all)
    case .icmp(let message): .icmp(ICMPPattern(type: message.type, code: message.code))
    case .icmpv6(let message): .icmpv6(ICMPPattern(type: message.type, code: message.code))
    case .other(let number): .other(number)
    }
  }

  /// What people call the answers: "TCP response", "echo reply".
  var replyWords: String {
    switch transport {
    case .tcp: "TCP response"
    case .udp: "UDP response"
    case .icmp, .icmpv6: "echo reply"
    case .other: "response"
    }
  }
}

extension TrafficProbe: CustomStringConvertible {
  /// `tcp/5432`, `icmp echo request`, `icmp type 3 code 4`, `protocol 50 (ESP)`.
  package var description: String {
    switch transport {
    case .icmp(let message) where message.type == 8 && message.code == 0: "icmp echo request"
    case .icmpv6(let message) where message.type == 128 && message.code == 0: "icmpv6 echo request"
    default: transport.description
    }
  }
}
