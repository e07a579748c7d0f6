import IPAddressing
import VPCModel

/// A security group's rules with their peers looked up once, however many policies use the group.
struct PreparedGroup: Sendable {
  struct Rule: Sendable {
    var id: SecurityGroupRule.ID
    var range: SelectorRange?
    /// Blocks that match for certain.
    var v4: [IPv4Prefix] = []
    var v6: [IPv6Prefix] = []
    /// A group whose members match for certain.
    var group: GroupIndex?
    /// Whether, beyond these, something unknown in the peer could match.
    var mayMatchMoreV4 = false
    var mayMatchMoreV6 = false
    /// Whether the peer is literally 0.0.0.0/0 or ::/0, on which connection tracking depends.
    var isAnyV4 = false
    var isAnyV6 = false
  }

  var ingress: [Rule] = []
  var egress: [Rule] = []
  /// What the rules depend on beyond the group itself: a change there means preparing it again.
  var referencedGroups: Set<SecurityGroup.ID> = []
  var prefixLists: Set<PrefixList.ID> = []
  /// Whether some reference leads to another VPC, so that peerings and transit gateways bear on it.
  var refersAcrossVPCs = false

  func rules(_ direction: TrafficDirection) -> [Rule] { direction == .ingress ? ingress : egress }

  init(_ group: SecurityGroup, in network: Network, sets: inout GroupSets) {
    // Sorted, so that the first matching rule is the first by identifier.
    for rule in group.rules.sorted(by: { $0.id < $1.id }) {
      let prepared = prepare(rule, of: group, in: network, sets: &sets)
      switch rule.direction {
      case .ingress: ingress.append(prepared)
      case .egress: egress.append(prepared)
      }
    }
  }

  private mutating func prepare(
    _ rule: SecurityGroupRule,
    of group: SecurityGroup,
    in network: Network,
    sets: inout GroupSets
  ) -> Rule {
    var result = Rule(id: rule.id, range: rule.traffic.selectorRange)
    switch rule.peer {
    case .ipv4(let prefix):
      result.v4 = [prefix]
      result.isAnyV4 = prefix.length == 0
    case .ipv6(let prefix):
      result.v6 = [prefix]
      result.isAnyV6 = prefix.length == 0
    case .prefixList(let id):
      prefixLists.insert(id)
      let list = network.prefixLists[id]
      if let entries = list?.entries {
        for entry in entries {
          switch entry.cidr {
          case .v4(let prefix): result.v4.append(prefix)
          case .v6(let prefix): result.v6.append(prefix)
          }
        }
      } else {
        result.mayMatchMoreV4 = list?.addressFamily != .ipv6
        result.mayMatchMoreV6 = list?.addressFamily != .ipv4
      }
    case .securityGroup(let reference):
      referencedGroups.insert(reference.groupID)
      if reference.groupID != group.id, network.securityGroups[reference.groupID]?.vpcID != group.vpcID {
        refersAcrossVPCs = true
      }
      switch network.status(of: reference, from: group.id) {
      case .usable:
        result.group = sets.index(of: .group(reference.groupID))
        result.mayMatchMoreV4 = !network.isComplete(.networkInterface)
        result.mayMatchMoreV6 = result.mayMatchMoreV4
      case .stale: break
      case .unknown:
        result.mayMatchMoreV4 = true
        result.mayMatchMoreV6 = true
      }
    }
    return result
  }
}
