import IPAddressing
import VPCModel

/// A rule for CIDR blocks as a rectangle: addresses one way, traffic the other.
struct RuleRectangle<Address: IPAddressProtocol>: Hashable {
  var prefix: Prefix<Address>
  var traffic: TrafficInterval
  /// The rule's position among the given ones; `nil` for one that has to be made.
  var rule: Int?
}

/// The fewest rectangles that cover the same as the given ones.
struct RectangleCover<Address: IPAddressProtocol> {
  /// Every one either a given rule or a new one; none is redundant.
  var rectangles: [RuleRectangle<Address>]
  /// No cover has fewer.
  var lowerBound: Int

  /// O(rules × boundaries of traffic among them) before the search, within each block that no two rules reach across:
  /// blocks that neither touch nor hold each other are taken apart first.
  ///
  /// - Parameter budget: for the search; without any the cover is greedy, and the bound what is proved without search.
  init(_ rules: [RuleRectangle<Address>], _ budget: inout SearchBudget) {
    rectangles = []
    lowerBound = 0
    // Every rectangle of the region lies in one block of the union.
    let blocks = Prefix<Address>.aggregated(rules.map(\.prefix))
    var members: [Int: [RuleRectangle<Address>]] = [:]
    for rule in rules { members[Self.index(of: rule.prefix, in: blocks), default: []].append(rule) }
    for (position, index) in members.keys.sorted().enumerated() {
      guard let own = members[index] else { continue }
      if own.count == 1 {
        rectangles += own
        lowerBound += 1
        continue
      }
      let region = RectangleRegion(own)
      let problem = region.coverProblem
      let solution = budget.spendingShare(of: members.count - position) { problem.solve(&$0) }
      lowerBound += solution.lowerBound
      rectangles += region.rectangles(of: solution.chosen, in: problem)
    }
  }

  /// The one of disjoint ascending blocks that holds a block; there is one.
  private static func index(of prefix: Prefix<Address>, in blocks: [Prefix<Address>]) -> Int {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = low + (high - low) / 2
      if blocks[middle].last < prefix.first { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
