package import IPAddressing

/// The part of a packet above IP that a filter looks at.
package enum Transport: Hashable, Sendable {
  case tcp(source: UInt16, destination: UInt16)
  case udp(source: UInt16, destination: UInt16)
  case icmp(ICMPTypeCode)
  case icmpv6(ICMPTypeCode)
  /// Any other protocol; never one of the four above.
  case other(IPProtocol)

  package var ipProtocol: IPProtocol {
    switch self {
    case .tcp: .tcp
    case .udp: .udp
    case .icmp: .icmp
    case .icmpv6: .icmpv6
    case .other(let number): number
    }
  }

  package var destinationPort: UInt16? {
    switch self {
    case .tcp(_, let destination), .udp(_, let destination): destination
    case .icmp, .icmpv6, .other: nil
    }
  }

  package var sourcePort: UInt16? {
    switch self {
    case .tcp(let source, _), .udp(let source, _): source
    case .icmp, .icmpv6, .other: nil
    }
  }

  /// What answers to it carry: ports exchanged; an echo request's reply; everything else unchanged.
  package var reply: Transport {
    switch self {
    case .tcp(let source, let destination): .tcp(source: destination, destination: source)
    case .udp(let source, let destination): .udp(source: destination, destination: source)
    case .icmp(let message):
      .icmp(message.type == 8 ? ICMPTypeCode(type: 0, code: 0) : message)
    case .icmpv6(let message):
      .icmpv6(message.type == 128 ? ICMPTypeCode(type: 129, code: 0) : message)
    case .other: self
    }
  }
}

extension Transport: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tcp(_, let destination): "tcp/\(destination)"
    case .udp(_, let destination): "udp/\(destination)"
    case .icmp(let message): "icmp type \(message.type) code \(message.code)"
    case .icmpv6(let message): "icmpv6 type \(message.type) code \(message.code)"
    case .other(let number): "protocol \(number.rawValue)" + (number.keyword.map { " (\($0))" } ?? "")
    }
  }
}

/// The first packet of a connection, as a network interface's security groups see it.
package struct Flow: Hashable, Sendable {
  package var interfaceID: NetworkInterface.ID
  package var direction: TrafficDirection
  /// The address at the other end: the source of ingress, the destination of egress.
  package var remote: IPAddress
  package var transport: Transport

  package init(
    interfaceID: NetworkInterface.ID,
    direction: TrafficDirection,
    remote: IPAddress,
    transport: Transport
  ) {
    self.interfaceID = interfaceID
    self.direction = direction
    self.remote = remote
    self.transport = transport
  }
}
