import IPAddressing
import VPCModel

extension ReachMatrix {
  /// Follows changes of groups' rules: judges again what these rules decide, and nothing else.
  ///
  /// - Returns: the policies that say something else now; `nil` where the change reaches further, so that everything has
  ///   to be made anew: a block that divides addresses that were alike, or a middlebox's rules.
  mutating func update(_ changed: [SecurityGroup], _ network: Network) -> Set<Int>? {
    for group in changed {
      for rule in group.rules where divides(rule.peer, network) { return nil }
      if isOnMiddlebox(group.id) { return nil }
    }
    for group in changed { groups.put(group, in: network) }
    var ingressChanged: Set<Int> = []
    var egressChanged: [Int: HostSet] = [:]
    for policy in Set(changed.flatMap { policiesOfGroup[$0.id] ?? [] }) {
      let (before, after) = (ingress[policy], partition(axis.policies[policy], .ingress))
      if before != after {
        ingress[policy] = after
        ingressChanged.insert(policy)
      }
      let leaving = partition(axis.policies[policy], .egress)
      let difference = egress.ofPolicy(policy).said.difference(from: leaving)
      if !difference.isEmpty {
        replaceEgress(of: policy, leaving)
        egressChanged[policy] = difference
      }
    }
    var isDone: Set<Int> = []
    for policy in ingressChanged {
      for row in rowsOfPolicy[policy] {
        rows[row].blocks = blocks(of: rows[row], among: nil)
        isDone.insert(row)
      }
    }
    for (policy, destinations) in egressChanged {
      let sources = axis.hostsOfPolicy[policy]
      for row in rows.indices where !isDone.contains(row) {
        guard !rows[row].destinations.isDisjoint(with: destinations) else { continue }
        replace(sources, inRow: row)
      }
    }
    // What the internet exchanges with the hosts depends on rules that no host's address may show.
    return Set(changed.flatMap { policiesOfGroup[$0.id] ?? [] })
  }

  private mutating func replace(_ sources: HostSet, inRow row: Int) {
    var kept: [Block] = []
    kept.reserveCapacity(rows[row].blocks.count + 2)
    for block in rows[row].blocks {
      guard !block.sources.isDisjoint(with: sources) else {
        kept.append(block)
        continue
      }
      let left = block.sources.subtracting(sources)
      if !left.isEmpty { kept.append(Block(sources: left, destinations: block.destinations, verdict: block.verdict)) }
    }
    rows[row].blocks = kept + blocks(of: rows[row], among: sources)
  }

  private func divides(_ peer: SecurityGroupRule.Peer, _ network: Network) -> Bool {
    switch peer {
    case .ipv4(let block): axis.isDivided(by: .v4(block))
    case .ipv6(let block): axis.isDivided(by: .v6(block))
    // Entries of lists divide what they can from the start.
    case .prefixList, .securityGroup: false
    }
  }
}

extension Partition {
  /// Where the two say different things.
  func difference(from other: Self) -> Region {
    if self == other { return Region.empty }
    var all = Region.empty
    var same = Region.empty
    for part in parts {
      all = all.union(part.region)
      for counterpart in other.parts where counterpart.value == part.value {
        same = same.union(part.region.intersection(counterpart.region))
      }
    }
    for part in other.parts { all = all.union(part.region) }
    return all.subtracting(same)
  }
}
