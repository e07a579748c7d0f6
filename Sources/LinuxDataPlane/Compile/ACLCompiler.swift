import IPAddressing
import VPCModel

/// Which network ACL serves a subnet.
struct ACLBindings: Sendable {
  private var associated: [Subnet.ID: NetworkACL.ID] = [:]
  private var defaults: [VPC.ID: NetworkACL.ID] = [:]

  /// O(associations).
  init(_ network: Network) {
    for acl in network.networkACLs.sorted {
      for subnet in acl.subnetIDs { associated[subnet] = acl.id }
      if acl.isDefault { defaults[acl.vpcID] = acl.id }
    }
  }

  /// `nil` where the network does not tell; then there is nothing to enforce.
  func acl(of subnet: Subnet.ID, in network: Network) -> NetworkACL? {
    if let id = associated[subnet] { return network.networkACLs[id] }
    guard network.isComplete(.networkACL), let vpc = network.subnets[subnet]?.vpcID else { return nil }
    return defaults[vpc].flatMap { network.networkACLs[$0] }
  }
}

/// Compiles the network ACL of one subnet to a chain for each direction. A packet that passes returns to the caller.
///
/// The ACL's order is the chain's, entry by entry: there are 40 at most, nearly always a handful, and the ACL is asked
/// for every packet. Packets that stay in the subnet and those of the platform's services are not its business.
struct ACLCompiler {
  let subnet: Subnet
  let acl: NetworkACL

  static func chainName(_ subnet: Subnet.ID, _ direction: TrafficDirection) -> String {
    "acl-\(Names.part(subnet.text))-\(direction.rawValue)"
  }

  /// Whether the ACL lets everything pass, as the default one does.
  static func isTrivial(_ acl: NetworkACL, _ direction: TrafficDirection, _ subnet: Subnet) -> Bool {
    [IPFamily.ipv4, .ipv6].allSatisfy { family in
      if subnet.cidrs.allSatisfy({ $0.family != family }) { return true }
      let first = acl.entries(direction).first { $0.cidr.family == family }
      return first?.action == .allow && first?.traffic == .all && first?.cidr.length == 0
    }
  }

  /// - Parameter direction: `egress` leaves the subnet.
  func chain(_ direction: TrafficDirection) -> Chain {
    var rules: [Rule] = []
    for block in subnet.cidrs {
      rules.append(Rule(PacketMatch.family(block.family) + isIn(block, direction) + [.verdict(.return)]))
    }
    for family in [IPFamily.ipv4, .ipv6] {
      rules.append(
        Rule(
          PacketMatch.family(family) + [
            PacketMatch.remoteAddress(family, direction),
            .lookup(PlatformSets.name(subnet.vpcID, family), key: .key, isMember: true), .verdict(.return),
          ]
        )
      )
    }
    for entry in acl.entries(direction) {
      let verdict: ChainVerdict = entry.action == .allow ? .return : .goto(Names.deniedByACL(direction))
      rules.append(Rule(match(entry, direction) + [.verdict(verdict)], comment: "\(acl.id.text) \(entry.number)"))
    }
    return Chain(rules + [Rule([.verdict(.goto(Names.deniedByACL(direction)))])])
  }

  private func isIn(_ block: IPPrefix, _ direction: TrafficDirection) -> [Expression] {
    let range = block.octetRange
    return [PacketMatch.remoteAddress(block.family, direction), .range(.key, range.first, range.last)]
  }

  private func match(_ entry: NetworkACL.Entry, _ direction: TrafficDirection) -> [Expression] {
    let family = entry.cidr.family
    var match = PacketMatch.family(family)
    if entry.cidr.length > 0 { match += isIn(entry.cidr, direction) }
    switch entry.traffic.selection {
    case .everything: return match
    case .range(let range):
      guard let number = range.space.number else {
        return match + PacketMatch.transport(UInt8(truncatingIfNeeded: range.lower))
      }
      match += PacketMatch.transport(number)
      if !range.isWhole {
        match += [range.space.load(), .range(.key, range.space.octets(range.lower), range.space.octets(range.upper))]
      }
      return match
    }
  }
}
