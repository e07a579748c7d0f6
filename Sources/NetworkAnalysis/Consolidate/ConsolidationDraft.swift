import IPAddressing
import VPCModel

/// Covers as rules: which stay, which go and to whom their permissions went, which are new and what they are called.
struct ConsolidationDraft {
  private(set) var kept: [SecurityGroupRule] = []
  private(set) var removed: [Consolidation.Removal] = []
  private(set) var added: [Consolidation.Addition] = []

  init(
    group: SecurityGroup,
    direction: TrafficDirection,
    before: [SecurityGroupRule],
    _ v4: RectangleCover<IPv4Address>,
    _ v6: RectangleCover<IPv6Address>,
    _ references: ReferenceCover
  ) {
    var staying: Set<Int> = []
    var made: [(peer: SecurityGroupRule.Peer, traffic: TrafficInterval)] = []
    for rectangle in v4.rectangles {
      if let rule = rectangle.rule {
        staying.insert(rule)
      } else {
        made.append((.ipv4(rectangle.prefix), rectangle.traffic))
      }
    }
    for rectangle in v6.rectangles {
      if let rule = rectangle.rule {
        staying.insert(rule)
      } else {
        made.append((.ipv6(rectangle.prefix), rectangle.traffic))
      }
    }
    for rule in references.rules {
      if let position = rule.rule { staying.insert(position) } else { made.append((rule.peer, rule.traffic)) }
    }
    kept = before.indices.filter { staying.contains($0) }.map { before[$0] }
    added = made.map { peer, traffic in
      let selector = TrafficLine.narrowestSelector(holding: traffic)
      let rule = SecurityGroupRule(groupID: group.id, direction: direction, traffic: selector, peer: peer)
      return Consolidation.Addition(rule: rule, replaces: [], notes: [])
    }
    let rules = kept + added.map(\.rule)
    let overlaps = RuleOverlaps(rules)
    for (position, rule) in before.enumerated() where !staying.contains(position) {
      let covering = overlaps.indexes(overlapping: rule)
      for index in covering where index >= kept.count { added[index - kept.count].replaces.append(position) }
      removed.append(
        Consolidation.Removal(
          rule: rule,
          position: position,
          coveredBy: covering.map { rules[$0].id },
          isRedundant: covering.allSatisfy { $0 < kept.count },
          isForEverybody: covering.isEmpty
        )
      )
    }
    for index in added.indices {
      let merge = RuleMerge(added[index].replaces.map { before[$0] }, isReference: added[index].rule.isReference)
      added[index].rule.summary = merge.summary
      added[index].rule.tags = merge.tags
      added[index].notes = merge.notes
    }
  }
}

extension SecurityGroupRule {
  /// Whether the peer is a group or a prefix list.
  var isReference: Bool {
    switch peer {
    case .ipv4, .ipv6: false
    case .securityGroup, .prefixList: true
    }
  }
}

/// Finds the rules of a list that share some permission with another.
struct RuleOverlaps {
  private let traffic: [TrafficInterval]
  private var v4: BlockIndex<IPv4Address>
  private var v6: BlockIndex<IPv6Address>
  private var references: [SecurityGroupRule.Peer: [Int]] = [:]

  init(_ rules: [SecurityGroupRule]) {
    traffic = rules.map { TrafficLine.interval(of: $0.traffic) }
    var blocks4: [(IPv4Prefix, Int)] = []
    var blocks6: [(IPv6Prefix, Int)] = []
    for (index, rule) in rules.enumerated() {
      switch rule.peer {
      case .ipv4(let prefix): blocks4.append((prefix, index))
      case .ipv6(let prefix): blocks6.append((prefix, index))
      case .securityGroup, .prefixList: references[rule.peer, default: []].append(index)
      }
    }
    v4 = BlockIndex(blocks4)
    v6 = BlockIndex(blocks6)
  }

  /// Ascending. O(log n + rules with overlapping blocks).
  func indexes(overlapping rule: SecurityGroupRule) -> [Int] {
    let candidates =
      switch rule.peer {
      case .ipv4(let prefix): v4.indexes(overlapping: prefix)
      case .ipv6(let prefix): v6.indexes(overlapping: prefix)
      case .securityGroup, .prefixList: references[rule.peer] ?? []
      }
    let own = TrafficLine.interval(of: rule.traffic)
    return candidates.filter { traffic[$0].lower <= own.upper && own.lower <= traffic[$0].upper }.sorted()
  }
}

/// Blocks by address, for finding those that hold a block and those within it.
private struct BlockIndex<Address: IPAddressProtocol> {
  private var sorted: [(prefix: Prefix<Address>, index: Int)]
  private var byPrefix: [Prefix<Address>: [Int]] = [:]

  init(_ blocks: [(Prefix<Address>, Int)]) {
    sorted = blocks.sorted { $0.0 < $1.0 }.map { (prefix: $0.0, index: $0.1) }
    for (prefix, index) in blocks { byPrefix[prefix, default: []].append(index) }
  }

  func indexes(overlapping prefix: Prefix<Address>) -> [Int] {
    var found: [Int] = []
    var wider = prefix.parent
    while let block = wider {
      found += byPrefix[block] ?? []
      wider = block.parent
    }
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = low + (high - low) / 2
      if sorted[middle].prefix < prefix { low = middle + 1 } else { high = middle }
    }
    while low < sorted.count, prefix.contains(sorted[low].prefix) {
      found.append(sorted[low].index)
      low += 1
    }
    return found
  }
}
