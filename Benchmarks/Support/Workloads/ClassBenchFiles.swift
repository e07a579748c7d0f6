import IPAddressing
package import VPCModel

/// A generated network and flows as ClassBench's filter sets and traces, which `dpdk-test-acl` reads.
package enum ClassBenchFiles {
  /// One filter, and the rule it stands for.
  package struct Filter: Sendable {
    package var line: String
    package var rule: SecurityGroupRule.ID
  }

  /// The ingress rules in the order of their precedence.
  ///
  /// An access control list knows no interfaces, so a rule of a group applies to the block in which the group's
  /// interfaces lie; as they have it to themselves, a rule with a prefix is one filter. A rule that refers to a group
  /// is one filter for each member, which is how such rules reach every list that knows no groups.
  package static func filters(_ generated: GeneratedNetwork) -> [Filter] {
    var filters: [Filter] = []
    for (index, group) in generated.groups.enumerated() {
      let destination = GeneratedNetwork.block(ofGroup: index)
      for rule in group.rules(.ingress) {
        for source in sources(of: rule.peer, generated) {
          let line = "@\(source.address)/\(source.length) \(destination.address)/\(destination.length) 0 : 65535 "
          filters.append(Filter(line: line + traffic(rule.traffic), rule: rule.id))
        }
      }
    }
    return filters
  }

  private static func sources(of peer: SecurityGroupRule.Peer, _ generated: GeneratedNetwork) -> [IPv4Prefix] {
    switch peer {
    case .ipv4(let prefix): return [prefix]
    case .securityGroup(let reference):
      let interfaces = (generated.interfaces + generated.members).filter { $0.groupIDs.contains(reference.groupID) }
      return interfaces.flatMap { $0.privateIPv4Addresses.map { IPv4Prefix(host: $0.address) } }
    case .ipv6, .prefixList: return []
    }
  }

  private static func traffic(_ selector: TrafficSelector) -> String {
    switch selector {
    case .tcp(let ports): "\(ports.lower) : \(ports.upper) 0x06/0xff"
    case .udp(let ports): "\(ports.lower) : \(ports.upper) 0x11/0xff"
    case .all, .icmp, .icmpv6, .other: "0 : 65535 0x00/0x00"
    }
  }

  package static func trace(_ packet: PacketHeader) -> String {
    let (source, destination) = (UInt32(bigEndian: packet.source), UInt32(bigEndian: packet.destination))
    let (from, to) = (UInt16(bigEndian: packet.sourcePort), UInt16(bigEndian: packet.destinationPort))
    return "\(source) \(destination) \(from) \(to) \(packet.ipProtocol)"
  }
}
