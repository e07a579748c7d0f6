import IPAddressing
import VPCModel

/// Which rules no packet comes to because network ACLs drop it first.
///
/// Judged are the ACLs of the subnets in which a group's members are, and for a reference those of the other group's
/// members. No ACL stands between hosts of one subnet, or before the platform's own services.
struct RulesBehindACLs {
  private let context: AuditContext
  private var subnets: [SecurityGroup.ID: [Subnet.ID]] = [:]

  init(_ context: AuditContext) {
    self.context = context
    // Who carries what cannot be said for interfaces that are missing.
    guard context.network.isComplete(.networkInterface) else { return }
    for (group, members) in context.members where !context.namedElsewhere.contains(group) {
      subnets[group] = Set(members.map(\.subnetID)).sorted()
    }
  }

  /// Why a rule is dead; `nil` where it is not, or that is not known.
  ///
  /// O(subnets of the members × entries); mostly the first entry of the first subnet lets something pass.
  func reason(_ rule: SecurityGroupRule) -> String? {
    guard let own = subnets[rule.groupID], let members = context.memberAddresses[rule.groupID],
      let peers = context.addresses(of: rule)?.ofFamilies(in: members),
      let words = denied(rule.traffic, own, rule.direction, peers)
    else { return otherSide(rule) }
    return words
  }

  private func otherSide(_ rule: SecurityGroupRule) -> String? {
    guard case .securityGroup(let reference) = rule.peer, subnets[rule.groupID] != nil,
      let others = subnets[reference.groupID], let members = context.memberAddresses[rule.groupID],
      let peers = context.memberAddresses[reference.groupID]
    else { return nil }
    return denied(rule.traffic, others, rule.direction.opposite, members.ofFamilies(in: peers))
  }

  private func denied(
    _ traffic: TrafficSelector,
    _ subnets: [Subnet.ID],
    _ direction: TrafficDirection,
    _ remotes: IPAddressSet
  ) -> String? {
    guard !subnets.isEmpty else { return nil }
    var sentences: [String] = []
    var acls: Set<NetworkACL.ID> = []
    for id in subnets {
      guard let subnet = context.network.subnets[id], let acl = context.analysis.bindings.acl(of: id),
        let vpc = context.network.vpcs[subnet.vpcID]
      else { return nil }
      guard !subnet.cidrs.contains(where: remotes.overlaps) else { return nil }
      let services = (PlatformService.addresses(of: vpc) + PlatformService.addresses(of: subnet)).map(\.0)
      let filtered = remotes.subtracting(
        IPAddressSet((services + Array(PlatformService.everywhere.keys)).map { IPPrefix(host: $0) })
      )
      guard let deniers = acl.denial(direction, filtered, traffic) else { return nil }
      guard acls.insert(acl.id).inserted else { continue }
      let entries = deniers.filter { !$0.isFinal }.prefix(3).map { "\($0.action.rawValue) \($0.words)" }
      let why = entries.isEmpty ? "no \(direction.rawValue) entry allows it" : entries.joined(separator: " and ")
      sentences.append("network ACL \(context.names.full(acl)) drops it at \(context.names.full(subnet)): \(why)")
    }
    let more = sentences.count > 2 ? ", and \(sentences.count - 2) more ACLs do" : ""
    return sentences.prefix(2).joined(separator: "; ") + more
  }
}

extension IPAddressSet {
  /// Without what is of a family that nothing in the other set is of: whoever has no IPv6 address is sent no such packet.
  fileprivate func ofFamilies(in other: IPAddressSet) -> IPAddressSet {
    IPAddressSet(v4: other.v4.isEmpty ? .empty : v4, v6: other.v6.isEmpty ? .empty : v6)
  }
}
