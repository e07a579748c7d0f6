import IPAddressing
import VPCModel

/// Compiles a security group's rules of one direction and family to a chain, whoever carries the group:
///
///     group-ID-ingress4            rules for all traffic, then by protocol
///       group-ID-ingress4-tcp      anyone's ports · each referenced group's ports · blocks by ports
///
/// A packet that a rule allows leaves the chain for `settled-ingress`; one that none does returns to the caller. How
/// many tables a packet meets depends on the number of referenced groups alone, never on that of rules, ports, blocks
/// or members.
struct GroupCompiler {
  let id: SecurityGroup.ID
  let direction: TrafficDirection
  let family: IPFamily
  let rules: GroupRules
  /// Groups with members that own whole prefixes.
  let groupsWithPrefixes: Set<SecurityGroup.ID>

  private var ruleset = Ruleset()

  init(
    _ group: SecurityGroup,
    _ direction: TrafficDirection,
    _ family: IPFamily,
    in network: Network,
    groupsWithPrefixes: Set<SecurityGroup.ID>
  ) {
    id = group.id
    self.direction = direction
    self.family = family
    self.groupsWithPrefixes = groupsWithPrefixes
    rules = GroupRules(group, direction, family, in: network)
  }

  static func chainName(_ id: SecurityGroup.ID, _ direction: TrafficDirection, _ family: IPFamily) -> String {
    "group-\(Names.part(id.text))-\(direction.rawValue)\(family.digit)"
  }

  private var name: String { Self.chainName(id, direction, family) }

  /// Nothing where the group has no such rule.
  consuming func compile() -> Ruleset {
    guard !rules.isEmpty else { return Ruleset() }
    var chain: [Rule] = []
    if let rule = rules.forAnyone.first(where: { $0.selection == .everything }) {
      chain.append(Rule(allow(rule.rule), comment: rule.rule.text))
      ruleset.chains[name] = Chain(chain)
      return ruleset
    }
    chain += allTraffic()
    for space in ProtocolSpace.allCases {
      let spaceChain = compile(space)
      guard !spaceChain.isEmpty else { continue }
      let spaceName = "\(name)-\(space.word)"
      ruleset.chains[spaceName] = Chain(spaceChain)
      let isSpace = space.number.map(PacketMatch.transport) ?? []
      chain.append(Rule(isSpace + [.verdict(.goto(spaceName))]))
    }
    ruleset.chains[name] = Chain(chain)
    return ruleset
  }

  // MARK: What ends a match

  private func label(_ rule: SecurityGroupRule.ID) -> Octets { ConnectionLabel.octets(rule, direction) }

  private var settle: [Expression] {
    [.setConnectionLabel(from: .value), .verdict(.goto(Names.settled(direction)))]
  }

  private func allow(_ rule: SecurityGroupRule.ID) -> [Expression] {
    [.immediate(.value, label(rule))] + settle
  }

  private var remote: Expression { PacketMatch.remoteAddress(family, direction) }

  // MARK: All traffic

  private mutating func allTraffic() -> [Rule] {
    var chain: [Rule] = []
    for (group, entries) in rules.forMembers {
      guard let entry = entries.first(where: { $0.selection == .everything }) else { continue }
      for isMember in membership(of: group) {
        chain.append(Rule(isMember + allow(entry.rule), comment: entry.rule.text))
      }
    }
    let blocks = rules.forBlocks.filter { $0.entry.selection == .everything }
    if !blocks.isEmpty {
      let map = blockMap("\(name)-blocks", blocks) { $0.entry.rule }
      chain.append(Rule([remote, .map(map, key: .key, to: .value)] + settle))
    }
    return chain
  }

  private func membership(of group: SecurityGroup.ID) -> [[Expression]] {
    var ways = [[remote, .lookup(MemberSets.name(group, family), key: .key, isMember: true)]]
    if groupsWithPrefixes.contains(group) {
      ways.append([remote, .lookup(MemberSets.prefixesName(group, family), key: .key, isMember: true)])
    }
    return ways
  }

  // MARK: One protocol

  private struct RangedEntry {
    var rule: SecurityGroupRule.ID
    var range: SpaceRange
  }

  private func ranged(_ entries: [GroupRules.Entry], _ space: ProtocolSpace) -> [RangedEntry] {
    entries.compactMap { entry in
      guard case .range(let range) = entry.selection, range.space == space else { return nil }
      return RangedEntry(rule: entry.rule, range: range)
    }
  }

  private mutating func compile(_ space: ProtocolSpace) -> [Rule] {
    let prefix = "\(name)-\(space.word)"
    var chain: [Rule] = []
    let forAnyone = ranged(rules.forAnyone, space)
    if !forAnyone.isEmpty {
      let (test, label, comment) = allowed(forAnyone, space, map: "\(prefix)-any")
      chain.append(Rule(test + label + settle, comment: comment))
      // Nothing of this protocol is left for the rules that follow.
      if forAnyone.contains(where: \.range.isWhole) { return chain }
    }
    for (group, entries) in rules.forMembers {
      let entries = ranged(entries, space)
      guard !entries.isEmpty else { continue }
      let (test, label, comment) = allowed(entries, space, map: "\(prefix)-\(Names.part(group.text))")
      for isMember in membership(of: group) {
        chain.append(Rule(test + isMember + label + settle, comment: comment))
      }
    }
    chain += compileBlocks(space, prefix)
    return chain
  }

  /// Leaves the label of the rule that allows the packet's port in the value register; a test that costs next to
  /// nothing may come before others.
  private mutating func allowed(
    _ entries: [RangedEntry],
    _ space: ProtocolSpace,
    map: String
  ) -> (test: [Expression], label: [Expression], comment: String?) {
    if let whole = entries.first(where: \.range.isWhole) {
      return ([], [.immediate(.value, label(whole.rule))], whole.rule.text)
    }
    if entries.count == 1, let (rule, range) = entries.first.map({ ($0.rule, $0.range) }) {
      return (isIn(range), [.immediate(.value, label(rule))], rule.text)
    }
    var elements: [NamedSet.Key: NamedSet.Element] = [:]
    for piece in DisjointRanges(entries.map { ($0.range.lower, $0.range.upper) }).pieces {
      let key = NamedSet.Key(space.octets(piece.lower), space.octets(piece.upper))
      elements[key] = .data(label(entries[piece.covering[0]].rule))
    }
    ruleset.sets[map] = NamedSet(
      .init(key: [space.dataType], value: .data(.connectionLabel), isInterval: true),
      elements
    )
    return ([], [space.load(), .map(map, key: .key, to: .value)], nil)
  }

  private func isIn(_ range: SpaceRange) -> [Expression] {
    let space = range.space
    return range.isWhole ? [] : [space.load(), PacketMatch.isIn(space.octets(range.lower), space.octets(range.upper))]
  }

  // MARK: Address blocks

  private mutating func compileBlocks(_ space: ProtocolSpace, _ prefix: String) -> [Rule] {
    let blocks = rules.forBlocks.filter {
      if case .range(let range) = $0.entry.selection { range.space == space } else { false }
    }
    guard let first = blocks.first else { return [] }
    guard blocks.contains(where: { $0.entry.selection != first.entry.selection }),
      case .range = first.entry.selection
    else {
      // One range of ports for all: the block alone tells the rule.
      let map = blockMap("\(prefix)-blocks", blocks) { $0.entry.rule }
      guard case .range(let range) = first.entry.selection else { return [] }
      return [Rule(isIn(range) + [remote, .map(map, key: .key, to: .value)] + settle)]
    }
    let classes = BlockClasses(blocks, family)
    let addresses = "\(prefix)-address-classes"
    let ports = "\(prefix)-port-classes"
    let cells = "\(prefix)-cells"
    ruleset.sets[addresses] = NamedSet(
      .init(key: [family.addressType], value: .data(.mark), isInterval: true),
      classes.addressElements
    )
    ruleset.sets[ports] = NamedSet(
      .init(key: [space.dataType], value: .data(.mark), isInterval: true),
      classes.portElements(space)
    )
    ruleset.sets[cells] = NamedSet(
      .init(key: [.mark, .mark], value: .data(.connectionLabel)),
      classes.cells.mapValues { .data(label($0)) }
    )
    return [
      Rule(
        [
          remote, .map(addresses, key: .key, to: .key), space.load(to: .keySecond),
          .map(ports, key: .keySecond, to: .keySecond), .map(cells, key: .key, to: .value),
        ] + settle
      )
    ]
  }

  /// A map from addresses to the label of the first rule that holds them.
  private mutating func blockMap(
    _ name: String,
    _ blocks: [GroupRules.BlockEntry],
    rule: (GroupRules.BlockEntry) -> SecurityGroupRule.ID
  ) -> String {
    var elements: [NamedSet.Key: NamedSet.Element] = [:]
    for (key, covering) in AddressPieces.of(blocks.map(\.block), family) {
      elements[key] = .data(label(rule(blocks[covering[0]])))
    }
    ruleset.sets[name] = NamedSet(
      .init(key: [family.addressType], value: .data(.connectionLabel), isInterval: true),
      elements
    )
    return name
  }
}
