import IPAddressing
import VPCModel

extension FixPlanner {
  /// A rule for exactly this traffic: to or from a group of the other end's where a reference works, else
  /// its subnet, else its address alone.
  func rule(
    on interfaceID: NetworkInterface.ID,
    _ direction: TrafficDirection,
    remote: IPAddress,
    peer: NetworkInterface?,
    _ selector: TrafficSelector,
    misses: [NearestMiss],
    index: Int?
  ) -> Fix? {
    guard let interface = network.networkInterfaces[interfaceID],
      var group = group(toChange: interface, misses: misses)
    else { return nil }
    let rulePeer = self.peer(of: group, remote: remote, peer: peer)
    let rule = SecurityGroupRule(groupID: group.id, direction: direction, traffic: selector, peer: rulePeer)
    // Counted before: a quota is by direction and family, and a reference counts in both.
    let count = group.rules(direction).count
    group.rules.append(rule)

    let (from, to) =
      direction == .ingress
      ? (names.words(rulePeer), names.full(group.id)) : (names.full(group.id), names.words(rulePeer))
    let label =
      direction == .ingress
      ? "\(names.short(group.id)) from \(label(rulePeer)) \(selector.label)"
      : "\(names.short(group.id)) to \(label(rulePeer)) \(selector.label)"
    return Fix(
      summary: "Let \(from) reach \(to) on \(selector).",
      step: index,
      changes: [.securityGroup(.put(group))],
      command: AWSCommand.authorize(rule),
      terraform: TerraformBlock.rule(rule, label: label, writing),
      caution: caution(group, direction, count: count, rulePeer),
      alternative: alternative(for: misses, remote: remote, near: interface.vpcID, peer: peer)
    )
  }

  private func caution(
    _ group: SecurityGroup,
    _ direction: TrafficDirection,
    count: Int,
    _ peer: SecurityGroupRule.Peer
  ) -> String? {
    var cautions: [String] = []
    if direction == .ingress, peer == .ipv4(.all) || peer == .ipv6(.all) {
      cautions.append("Everybody on the internet may then try.")
    }
    if count >= network.quotas.rulesPerGroup {
      cautions.append(
        "\(names.full(group.id)) has \(count) \(direction.rawValue) rules already; the default quota is"
          + " \(network.quotas.rulesPerGroup)."
      )
    }
    return cautions.isEmpty ? nil : cautions.joined(separator: " ")
  }

  /// The group whose rule came nearest, for it is the one made for this traffic; otherwise the one that
  /// fewest others carry.
  private func group(toChange interface: NetworkInterface, misses: [NearestMiss]) -> SecurityGroup? {
    for miss in misses {
      guard case .rule(let rule) = miss.candidate, miss.aspects.count == 1, miss.aspects.allSatisfy({ $0.rank <= 2 }),
        let group = network.securityGroups[rule.groupID], !group.isDefault
      else { continue }
      return group
    }
    let groups = interface.groupIDs.compactMap { network.securityGroups[$0] }
    return narrowest(groups.filter { !$0.isDefault }) ?? narrowest(groups)
  }

  private func narrowest(_ groups: [SecurityGroup]) -> SecurityGroup? {
    guard groups.count > 1 else { return groups.first }
    return groups.map { (members: memberCount($0.id), group: $0) }
      .min { ($0.members, $0.group.id.text) < ($1.members, $1.group.id.text) }?.group
  }

  private func memberCount(_ id: SecurityGroup.ID) -> Int {
    network.networkInterfaces.unordered.count { $0.groupIDs.contains(id) }
  }

  private func peer(
    of group: SecurityGroup,
    remote: IPAddress,
    peer: NetworkInterface?
  ) -> SecurityGroupRule.Peer {
    if let block = askedBlock(holding: remote) { return Self.block(block) }
    guard let peer else { return Self.block(IPPrefix(host: remote)) }
    let usable = peer.groupIDs.compactMap { network.securityGroups[$0] }.filter { candidate in
      !candidate.isDefault && network.status(of: reference(to: candidate, from: group), from: group.id) == .usable
    }
    if let candidate = narrowest(usable) { return .securityGroup(reference(to: candidate, from: group)) }
    let subnet = network.subnets[peer.subnetID]
    return Self.block(subnet?.cidrs.first { $0.contains(remote) } ?? IPPrefix(host: remote))
  }

  private func reference(to candidate: SecurityGroup, from group: SecurityGroup) -> GroupReference {
    let isForeign = candidate.ownerID != nil && group.ownerID != nil && candidate.ownerID != group.ownerID
    return GroupReference(
      candidate.id,
      vpcID: candidate.vpcID == group.vpcID ? nil : candidate.vpcID,
      ownerID: isForeign ? candidate.ownerID : nil
    )
  }

  private static func block(_ prefix: IPPrefix) -> SecurityGroupRule.Peer {
    switch prefix {
    case .v4(let prefix): .ipv4(prefix)
    case .v6(let prefix): .ipv6(prefix)
    }
  }

  /// Where a rule has everything right but its block, changing it is the other way.
  private func alternative(
    for misses: [NearestMiss],
    remote: IPAddress,
    near vpc: VPC.ID,
    peer: NetworkInterface?
  ) -> Fix.Alternative? {
    guard let miss = misses.first, case .rule(let rule) = miss.candidate, rule.hasAssignedID, miss.aspects.count == 1,
      case .address(_, let block, _)? = miss.aspects.first
    else { return nil }
    let wanted = askedBlock(holding: remote) ?? (peer == nil ? nil : subnetBlock(of: remote, near: vpc))
    let new = wanted ?? IPPrefix(host: remote)
    return Fix.Alternative(
      summary: new.contains(block)
        ? "Or widen rule \(rule.id) from \(block) to \(new)."
        : "Or change rule \(rule.id) from \(block) to \(new), if nothing in \(block) needs it any more.",
      command: AWSCommand.modify(rule, block: new)
    )
  }

  private func label(_ peer: SecurityGroupRule.Peer) -> String {
    switch peer {
    case .ipv4(let prefix): prefix.description
    case .ipv6(let prefix): prefix.description
    case .prefixList(let id): id.text
    case .securityGroup(let reference): names.short(reference.groupID)
    }
  }
}

extension TrafficSelector {
  /// A part of a Terraform label.
  fileprivate var label: String {
    switch self {
    case .all: "all"
    case .tcp(let range), .udp(let range): "\(protocolName) \(range)"
    case .icmp, .icmpv6, .other: description
    }
  }
}
