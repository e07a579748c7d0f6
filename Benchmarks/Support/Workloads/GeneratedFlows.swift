package import IPAddressing
import Oracle
package import PolicyEngine
import VPCModel

/// Ingress flows to a generated network's interfaces, in random order.
package struct GeneratedFlows: Sendable {
  /// Positions in `GeneratedNetwork.interfaces`.
  package private(set) var interfaces: [Int] = []
  package private(set) var packets: [PacketHeader] = []

  /// - Parameters:
  ///   - targets: positions of the interfaces that they go to, each as likely as any other.
  ///   - memberPercent: how many in a hundred come from members of the group that all refer to.
  package init(
    _ generated: GeneratedNetwork,
    to targets: [Int],
    count: Int,
    seed: UInt64,
    memberPercent: Int = 0
  ) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<count {
      guard let target = targets.randomElement(using: &random) else { return }
      let fromMember = Int.random(in: 0..<100, using: &random) < memberPercent
      interfaces.append(target)
      packets.append(Self.packet(generated, to: target, fromMember: fromMember, &random))
    }
  }

  /// Three in five are aimed at some rule of the interface, which another part of the packet may still miss; the others
  /// come from anywhere, half of them to a service's port.
  private static func packet(
    _ generated: GeneratedNetwork,
    to target: Int,
    fromMember: Bool,
    _ random: inout SplitMix64
  ) -> PacketHeader {
    let group = generated.groups[target / generated.shape.interfacesPerGroup]
    let rule = group.rules(.ingress).randomElement(using: &random)
    let isAimed = Int.random(in: 0..<100, using: &random) < 60

    var ipProtocol = Int.random(in: 0..<4, using: &random) == 0 ? IPProtocol.udp : .tcp
    var port =
      Bool.random(using: &random) ? random.servicePort() : UInt16.random(in: 0...UInt16.max, using: &random)
    var source = random.address(in: random.peerPrefix())
    if isAimed, let rule {
      switch rule.traffic {
      case .tcp(let ports):
        (ipProtocol, port) = (.tcp, .random(in: ports.lower...ports.upper, using: &random))
      case .udp(let ports):
        (ipProtocol, port) = (.udp, .random(in: ports.lower...ports.upper, using: &random))
      case .all, .icmp, .icmpv6, .other: break
      }
      switch rule.peer {
      case .ipv4(let prefix): source = random.address(in: prefix)
      case .securityGroup, .ipv6, .prefixList:
        source = address(of: generated.interfaces.randomElement(using: &random)) ?? source
      }
    }
    if fromMember, let member = address(of: generated.members.randomElement(using: &random)) { source = member }
    return PacketHeader(
      ipProtocol: ipProtocol,
      source: source,
      destination: address(of: generated.interfaces[target]) ?? .lowest,
      sourcePort: .random(in: 1024...UInt16.max, using: &random),
      destinationPort: port
    )
  }

  private static func address(of interface: NetworkInterface?) -> IPv4Address? {
    interface?.privateIPv4Addresses.first?.address
  }

  /// The flows as an engine of the network takes them; empty where the engine lacks an interface.
  package func keys(for engine: PolicyEngine, _ generated: GeneratedNetwork) -> [FlowKey<IPv4Address>] {
    let indices = generated.interfaces.map { engine.index(of: $0.id) }
    return zip(interfaces, packets).compactMap { position, packet in
      indices[position].map { packet.flowKey(at: $0) }
    }
  }
}

extension PacketHeader {
  /// As an engine takes it.
  @inlinable
  package func flowKey(at interface: InterfaceIndex) -> FlowKey<IPv4Address> {
    let selector =
      switch ipProtocol {
      case IPProtocol.tcp.rawValue: SelectorKey(section: .tcp, value: UInt16(bigEndian: destinationPort))
      case IPProtocol.udp.rawValue: SelectorKey(section: .udp, value: UInt16(bigEndian: destinationPort))
      default: SelectorKey(section: .other, value: UInt16(ipProtocol))
      }
    return FlowKey(
      interface: interface,
      direction: .ingress,
      remote: IPv4Address(UInt32(bigEndian: source)),
      selector: selector
    )
  }
}
