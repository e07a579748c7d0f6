import HCL
import IPAddressing
import VPCModel

extension NetworkBuilder {
  /// One of the sources or destinations that a block gives, with the attribute that gives it.
  struct PeerReading {
    var peer: SecurityGroupRule.Peer
    var part: String
  }

  // MARK: Inline

  /// Each `ingress` and `egress` block is as many rules of EC2's as it names sources or destinations.
  ///
  /// A group without such blocks has none: EC2 gives every new group a rule that lets everything out, and the provider
  /// takes it away (documentation of `aws_security_group`, "Default egress rule"); of the default group it takes away all.
  mutating func addInlineRules(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    guard let id = ids[block.address].map({ SecurityGroup.ID($0) }) else { return }
    for direction in TrafficDirection.allCases {
      switch block.blocks(direction.rawValue) {
      case .absent: break
      case .unknown(let reason):
        note(block, direction.rawValue, reason, effect: "which \(direction.rawValue) rules the group has is not known")
        let list = unknownAddresses(block, direction.rawValue, nil)
        add([PeerReading(peer: .prefixList(list), part: "")], .all, direction, to: id, from: block, isInline: true)
      case .known(let blocks):
        for inline in blocks { addInlineRule(inline, direction, to: id) }
      }
    }
  }

  private mutating func addInlineRule(_ block: ResourceBlock, _ direction: TrafficDirection, to id: SecurityGroup.ID) {
    if let reason = block.notKnown {
      note(block, "", reason, effect: "what the rule allows is not known")
      let list = unknownAddresses(block, "rule", nil)
      add([PeerReading(peer: .prefixList(list), part: "")], .all, direction, to: id, from: block, isInline: true)
      return
    }
    var peers = listedPeers(block, groups: "security_groups")
    addSelf(block, id, to: &peers)
    let traffic = traffic(block, ipProtocol: "protocol", &peers)
    add(peers, traffic, direction, to: id, from: block, isInline: true)
  }

  // MARK: Standalone

  /// `aws_security_group_rule`: one block of the old form, as a resource of its own.
  mutating func addRule(_ instance: ResourceInstance) {
    let block = ResourceBlock(instance)
    let effect = "which group the rule is of is not known"
    guard let groupID = group(of: block, effect: effect) else { return }
    let direction: TrafficDirection
    switch block.text("type") {
    case .known("ingress"): direction = .ingress
    case .known("egress"): direction = .egress
    case .unknown(let reason):
      note(block, "type", reason, effect: "whether the rule allows traffic in or out is not known")
      for direction in TrafficDirection.allCases { addOpenRule(block, "type", direction, to: groupID) }
      return
    case .known, .absent:
      note(block, "type", NotKnown(fault: "type is ingress or egress"), effect: "what the rule allows is not known")
      return
    }
    var peers = listedPeers(block, groups: nil)
    if let peer = groupPeer(block, "source_security_group_id") { peers.append(peer) }
    addSelf(block, groupID, to: &peers)
    let traffic = traffic(block, ipProtocol: "protocol", &peers)
    add(peers, traffic, direction, to: groupID, from: block, isInline: false)
  }

  /// `aws_vpc_security_group_ingress_rule` and `…_egress_rule`: one rule of EC2's.
  mutating func addSingleRule(_ instance: ResourceInstance, _ direction: TrafficDirection) {
    let block = ResourceBlock(instance)
    let effect = "which group the rule is of is not known"
    guard let groupID = group(of: block, effect: effect) else { return }
    var peers: [PeerReading] = []
    if let peer = blockPeer(block, "cidr_ipv4", block.text("cidr_ipv4"), .ipv4) { peers.append(peer) }
    if let peer = blockPeer(block, "cidr_ipv6", block.text("cidr_ipv6"), .ipv6) { peers.append(peer) }
    if let list = id(block, "prefix_list_id", effect: "whom the rule allows is not known") {
      peers.append(PeerReading(peer: .prefixList(PrefixList.ID(list)), part: "prefix_list_id"))
    }
    if let peer = groupPeer(block, "referenced_security_group_id") { peers.append(peer) }
    let traffic = traffic(block, ipProtocol: "ip_protocol", &peers)
    add(peers, traffic, direction, to: groupID, from: block, isInline: false)
  }

  /// The group that a standalone rule is of. Where that is not known, every group that it may be of has a rule of which
  /// nobody can tell whether it is there.
  private mutating func group(of block: ResourceBlock, effect: String) -> SecurityGroup.ID? {
    let attribute = "security_group_id"
    guard let reason = resolve(block.text(attribute)).notKnown else {
      return id(block, attribute, effect: effect).map { SecurityGroup.ID($0) }
    }
    note(block, attribute, reason, effect: effect)
    let candidates = Set(reason.origins.map { SecurityGroup.ID(identifier($0)) })
      .filter { network.securityGroups.contains($0) }
    let directions: [TrafficDirection] =
      switch (instance(block.address)?.address.type, block.text("type").known) {
      case ("aws_vpc_security_group_ingress_rule", _), (_, "ingress"): [.ingress]
      case ("aws_vpc_security_group_egress_rule", _), (_, "egress"): [.egress]
      default: TrafficDirection.allCases
      }
    let groups = candidates.isEmpty ? network.securityGroups.sorted.map(\.id) : candidates.sorted()
    for group in groups {
      for direction in directions { addOpenRule(block, attribute, direction, to: group) }
    }
    return nil
  }

  private mutating func addOpenRule(
    _ block: ResourceBlock,
    _ attribute: String,
    _ direction: TrafficDirection,
    to id: SecurityGroup.ID
  ) {
    let list = unknownAddresses(block, attribute, nil)
    add([PeerReading(peer: .prefixList(list), part: attribute)], .all, direction, to: id, from: block, isInline: false)
  }

  // MARK: Parts

  private mutating func listedPeers(_ block: ResourceBlock, groups: String?) -> [PeerReading] {
    var peers: [PeerReading] = []
    for (attribute, family) in [("cidr_blocks", IPFamily.ipv4), ("ipv6_cidr_blocks", .ipv6)] {
      switch block.texts(attribute) {
      case .absent: break
      case .unknown(let reason):
        note(block, attribute, reason, effect: "whom the rule allows is not known")
        let list = unknownAddresses(block, attribute, family)
        peers.append(PeerReading(peer: .prefixList(list), part: attribute))
      case .known(let elements):
        for (index, element) in elements.enumerated() {
          if let peer = blockPeer(block, "\(attribute)[\(index)]", element, family) { peers.append(peer) }
        }
      }
    }
    for list in ids(block, "prefix_list_ids", effect: "whom the rule allows is not known") ?? [] {
      peers.append(PeerReading(peer: .prefixList(PrefixList.ID(list)), part: "prefix_list_ids"))
    }
    if let groups {
      for group in ids(block, groups, effect: "whose members the rule allows is not known") ?? [] {
        peers.append(PeerReading(peer: .securityGroup(Self.reference(group)), part: groups))
      }
    }
    return peers
  }

  private mutating func blockPeer(
    _ block: ResourceBlock,
    _ attribute: String,
    _ reading: AttributeReading<String>,
    _ family: IPFamily
  ) -> PeerReading? {
    let peer: AttributeReading<SecurityGroupRule.Peer> =
      switch family {
      case .ipv4: reading.parsed(Parsing.ipv4).map { .ipv4($0) }
      case .ipv6: reading.parsed(Parsing.ipv6).map { .ipv6($0) }
      }
    switch peer {
    case .absent: return nil
    case .known(let peer): return PeerReading(peer: peer, part: attribute)
    case .unknown(let reason):
      switch self.block(ofReference: reason.origin) {
      case .v4(let prefix)? where family == .ipv4: return PeerReading(peer: .ipv4(prefix), part: attribute)
      case .v6(let prefix)? where family == .ipv6: return PeerReading(peer: .ipv6(prefix), part: attribute)
      default:
        note(block, attribute, reason, effect: "whom the rule allows is not known")
        return PeerReading(peer: .prefixList(unknownAddresses(block, attribute, family)), part: attribute)
      }
    }
  }

  private mutating func groupPeer(_ block: ResourceBlock, _ attribute: String) -> PeerReading? {
    id(block, attribute, effect: "whose members the rule allows is not known").map {
      PeerReading(peer: .securityGroup(Self.reference($0)), part: attribute)
    }
  }

  /// `sg-…`, or `ACCOUNT/sg-…` for the group of another account.
  private static func reference(_ text: String) -> GroupReference {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, parts[0].allSatisfy(\.isNumber) else { return GroupReference(SecurityGroup.ID(text)) }
    return GroupReference(SecurityGroup.ID(String(parts[1])), ownerID: String(parts[0]))
  }

  private mutating func addSelf(_ block: ResourceBlock, _ id: SecurityGroup.ID, to peers: inout [PeerReading]) {
    switch block.flag("self") {
    case .absent, .known(false): break
    case .known(true): peers.append(PeerReading(peer: .securityGroup(GroupReference(id)), part: "self"))
    case .unknown(let reason):
      note(block, "self", reason, effect: "whether the rule allows the group's own members is not known")
      let open = SecurityGroup.ID(placeholder(block, "self"))
      peers.append(PeerReading(peer: .securityGroup(GroupReference(open)), part: "self"))
    }
  }

  /// Protocol and ports. Where they are not known, the widest that they can be, of peers that are not known: a rule that
  /// allows something to somebody, of which nobody can tell more.
  private mutating func traffic(_ block: ResourceBlock, ipProtocol: String, _ peers: inout [PeerReading])
    -> TrafficSelector
  {
    let number = block.text(ipProtocol).parsed(Parsing.ipProtocol)
    let from = block.wholeNumber("from_port")
    let to = block.wholeNumber("to_port")
    var fault: NotKnown?
    switch number {
    case .known(let number):
      let usesPorts = number.map { $0.hasPorts || $0.isICMP } ?? false
      if !usesPorts || (from.notKnown == nil && to.notKnown == nil) {
        switch TrafficSelector.rule(number, from: from.known, to: to.known) {
        case .value(let traffic): return traffic
        case .fault(let text): fault = NotKnown(fault: text)
        }
      }
    case .absent: fault = NotKnown(fault: "a rule needs a protocol")
    case .unknown: break
    }
    var openPart = ipProtocol
    for (attribute, reason) in [
      (ipProtocol, number.notKnown), ("from_port", from.notKnown ?? fault), ("to_port", to.notKnown),
    ] {
      guard let reason else { continue }
      openPart = attribute
      note(block, attribute, reason, effect: "which traffic the rule allows is not known")
    }
    let families = Set(peers.map { Self.family($0.peer) })
    let list = unknownAddresses(block, openPart, families.count == 1 ? families.first ?? nil : nil)
    peers = [PeerReading(peer: .prefixList(list), part: openPart)]
    switch number.known {
    case .some(.some(.tcp)): return .tcp(.all)
    case .some(.some(.udp)): return .udp(.all)
    case .some(.some(.icmp)): return .icmp(.any)
    case .some(.some(.icmpv6)): return .icmpv6(.any)
    default: return .all
    }
  }

  private static func family(_ peer: SecurityGroupRule.Peer) -> IPFamily? {
    switch peer {
    case .ipv4: .ipv4
    case .ipv6: .ipv6
    case .prefixList, .securityGroup: nil
    }
  }

  // MARK: Into the group

  private mutating func add(
    _ peers: [PeerReading],
    _ traffic: TrafficSelector,
    _ direction: TrafficDirection,
    to groupID: SecurityGroup.ID,
    from block: ResourceBlock,
    isInline: Bool
  ) {
    var peers = peers
    if !isInline, block.isOfUnknownCount, !peers.isEmpty {
      // There may be no such rule.
      peers = [PeerReading(peer: .prefixList(unknownAddresses(block, "count", nil)), part: "")]
    }
    guard !peers.isEmpty else {
      warn(
        block,
        "",
        "Rule without \(direction == .ingress ? "sources" : "destinations")",
        "It names no CIDR block, prefix list or group, so it allows nothing; AWS refuses it."
      )
      return
    }
    let base = isInline ? "\(block.address).\(block.path)" : ids[block.address] ?? block.address
    for peer in peers {
      let id = peers.count == 1 ? base : "\(base) \(peer.peer)"
      let rule = SecurityGroupRule(
        id: SecurityGroupRule.ID(id),
        groupID: groupID,
        direction: direction,
        traffic: traffic,
        peer: peer.peer,
        summary: block.text("description").known,
        tags: isInline ? [:] : block.tags
      )
      let contribution = Contribution.rule(groupID, direction, traffic, peer.peer)
      if isInline {
        if isWithdrawn(contribution, from: block, direction.rawValue) { continue }
      } else {
        contributions.insert(contribution)
      }
      let kept = rules[groupID, default: RuleSet()].insert(rule)
      record(kept.text, from: block, part: block.path(to: peer.part), isIdentifier: !isInline)
    }
    if !network.securityGroups.contains(groupID), !orphans.contains(groupID) {
      orphans.insert(groupID)
      warn(
        block,
        "",
        "Rule of a group that is not described here",
        "\(groupID) has further rules that are not known, so what its members may do is not known."
      )
    }
  }
}
