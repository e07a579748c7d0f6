import IPAddressing
package import VPCModel

/// The plainest judge of a generated network's flows: the rules of the interface's group from first to last.
package struct LinearWalk {
  private let generated: GeneratedNetwork
  private let membersOfGroup: [SecurityGroup.ID: Set<IPv4Address>]

  package init(_ generated: GeneratedNetwork) {
    self.generated = generated
    var members: [SecurityGroup.ID: Set<IPv4Address>] = [:]
    for interface in generated.interfaces + generated.members {
      for group in interface.groupIDs {
        members[group, default: []].formUnion(interface.privateIPv4Addresses.map(\.address))
      }
    }
    membersOfGroup = members
  }

  /// The first rule that allows a packet to an interface, by its position.
  package func decidingRule(_ packet: PacketHeader, to interface: Int) -> SecurityGroupRule.ID? {
    let source = IPv4Address(UInt32(bigEndian: packet.source))
    let (from, to) = (UInt16(bigEndian: packet.sourcePort), UInt16(bigEndian: packet.destinationPort))
    let transport: Transport =
      switch IPProtocol(rawValue: packet.ipProtocol) {
      case .tcp: .tcp(source: from, destination: to)
      case .udp: .udp(source: from, destination: to)
      case let other: .other(other)
      }
    let group = generated.groups[interface / generated.shape.interfacesPerGroup]
    for rule in group.rules where rule.direction == .ingress && rule.traffic.matches(transport) {
      switch rule.peer {
      case .ipv4(let prefix): if prefix.contains(source) { return rule.id }
      case .securityGroup(let reference):
        if membersOfGroup[reference.groupID]?.contains(source) ?? false { return rule.id }
      case .ipv6, .prefixList: break
      }
    }
    return nil
  }
}
