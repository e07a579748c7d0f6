import IPAddressing
import VPCModel

/// Compiles a security group's rules of one direction and family to a chain, whoever carries the group:
///
///     group-ID-ingress4            rules for all traffic, then by protocol
///       group-ID-ingress4-tcp      anyone's ports · each referenced group's ports · blocks by ports
///
/// A packet that is under way while the rules change meets the old chains to its end, but tables as they are when it
/// asks. So a table's name tells all that chains ask before they ask it, as `…-blocks-22-22` does: other questions, other
/// table. Then an old chain with a new table asks what the new chain asks, and allows nothing that both forbid.
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
      guard case .range(let range) = first.entry.selection else { return [] }
      let map = blockMap("\(prefix)-blocks-\(range.lower)-\(range.upper)", blocks) { $0.entry.rule }
      return [Rule(isIn(range) + [remote, .map(map, key: .key, to: .value)] + settle)]
    }
    // Ports first: those that the same ranges cover are one class and have a chain, which asks for the address once for
    // each of these ranges. One map's value as another's key would be a table less, but `nft` cannot list that.
    var ranges: [SpaceRange] = []
    var maps: [SpaceRange: String] = [:]
    for (range, blocks) in Dictionary(grouping: blocks, by: \.entry.selection).compactMap({ $0.key.ranged($0.value) })
      .sorted(by: { ($0.0.lower, $0.0.upper) < ($1.0.lower, $1.0.upper) })
    {
      ranges.append(range)
      maps[range] = blockMap("\(prefix)-blocks-\(range.lower)-\(range.upper)", blocks) { $0.entry.rule }
    }
    var elements: [NamedSet.Key: NamedSet.Element] = [:]
    for piece in DisjointRanges(ranges.map { ($0.lower, $0.upper) }).pieces {
      let covering = piece.covering.map { ranges[$0] }
      let text = covering.map { "\($0.lower)-\($0.upper)" }.joined(separator: "+")
      let chain = text.utf8.count <= 24 ? text : Octets(FNV1a.hash(text.utf8)).hexadecimal
      ruleset.chains["\(prefix)-ports-\(chain)"] = Chain(
        covering.compactMap { maps[$0] }.map { Rule([remote, .map($0, key: .key, to: .value)] + settle) }
      )
      let key = NamedSet.Key(space.octets(piece.lower), space.octets(piece.upper))
      elements[key] = .verdict(.goto("\(prefix)-ports-\(chain)"))
    }
    let ports = "\(prefix)-ports"
    ruleset.sets[ports] = NamedSet(.init(key: [space.dataType], value: .verdict, isInterval: true), elements)
    return [Rule([space.load(), .verdictMap(ports, key: .key)])]
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

extension SpaceSelection {
  fileprivate func ranged(_ blocks: [GroupRules.BlockEntry]) -> (SpaceRange, [GroupRules.BlockEntry])? {
    if case .range(let range) = self { (range, blocks) } else { nil }
  }
}
