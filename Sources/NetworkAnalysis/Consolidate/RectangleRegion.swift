import IPAddressing

/// What rules for CIDR blocks allow together, cut up into what every cover of it has to hold and what covers can be made
/// of.
///
/// Some cover with the fewest rectangles has only maximal ones: those of which neither the block nor the traffic can be
/// widened within the region. The block of a maximal rectangle is one of the fewest blocks that make up the region at
/// some position of the traffic line; all these blocks form a tree.
struct RectangleRegion<Address: IPAddressProtocol> {
  /// A block that some rectangle can have.
  struct Node {
    var prefix: Prefix<Address>
    /// The position of the smallest block of the tree that holds this one.
    var parent: Int?
    /// What is allowed from every address of the block.
    var traffic: TrafficRuns
    /// Whether an address is in no smaller block of the tree.
    var hasOwnAddresses = true
  }

  /// The smallest pieces: traffic that no rule tells apart, from addresses that no block tells apart.
  struct Cell {
    var node: Int
    var traffic: TrafficInterval
  }

  /// In the order of `Prefix`, so that what is in a block follows it.
  private(set) var nodes: [Node] = []
  /// Cells that together imply all others: whatever covers them covers the region.
  private(set) var cells: [Cell] = []
  private(set) var candidates: [RuleRectangle<Address>] = []
  private var isMaximal: [Bool] = []

  init(_ rules: [RuleRectangle<Address>]) {
    let cuts = Self.cuts(rules)
    makeNodes(rules, cuts)
    makeCells(cuts)
    makeCandidates(rules)
  }

  // MARK: Traffic

  /// Where the traffic of some rule begins or has ended, and where kinds of traffic begin.
  private static func cuts(_ rules: [RuleRectangle<Address>]) -> [UInt32] {
    var cuts = Set(TrafficLine.segmentStarts)
    for rule in rules {
      cuts.insert(rule.traffic.lower)
      cuts.insert(rule.traffic.upper + 1)
    }
    cuts.insert(TrafficLine.last + 1)
    return cuts.sorted()
  }

  // MARK: Blocks

  private mutating func makeNodes(_ rules: [RuleRectangle<Address>], _ cuts: [UInt32]) {
    // In the order of blocks, so that those in force at one position can be aggregated in one pass.
    let order = rules.indices.sorted { rules[$0].prefix < rules[$1].prefix }
    var starting: [UInt32: [Int]] = [:]
    var ending: [UInt32: [Int]] = [:]
    for (position, index) in order.enumerated() {
      starting[rules[index].traffic.lower, default: []].append(position)
      ending[rules[index].traffic.upper + 1, default: []].append(position)
    }
    var isActive = [Bool](repeating: false, count: rules.count)
    var activeCount = 0
    var found: [Prefix<Address>: [TrafficInterval]] = [:]
    for (cut, next) in zip(cuts, cuts.dropFirst()) {
      for position in ending[cut] ?? [] { isActive[position] = false }
      for position in starting[cut] ?? [] { isActive[position] = true }
      activeCount += (starting[cut]?.count ?? 0) - (ending[cut]?.count ?? 0)
      guard activeCount > 0 else { continue }
      var fewest: [Prefix<Address>] = []
      for position in order.indices where isActive[position] {
        Prefix.append(rules[order[position]].prefix, to: &fewest)
      }
      for prefix in fewest {
        found[prefix, default: []].append(TrafficInterval(uncheckedLower: cut, upper: next - 1))
      }
    }
    for rule in rules where found[rule.prefix] == nil { found[rule.prefix] = [] }

    var path: [Int] = []
    for prefix in Prefix.radixSorted(Array(found.keys)) {
      while let last = path.last, !nodes[last].prefix.contains(prefix) { path.removeLast() }
      let own = TrafficRuns(ranges: found[prefix] ?? [])
      let parent = path.last
      path.append(nodes.count)
      nodes.append(Node(prefix: prefix, parent: parent, traffic: parent.map { nodes[$0].traffic.union(own) } ?? own))
    }
    markOwnAddresses()
  }

  /// A block has addresses of its own unless the blocks right below it fill it.
  private mutating func markOwnAddresses() {
    // The last address that the children seen so far fill without a gap.
    var filled: [Address?] = Array(repeating: nil, count: nodes.count)
    var hasGap = Array(repeating: false, count: nodes.count)
    for node in nodes {
      guard let parent = node.parent else { continue }
      let expected = filled[parent].map { $0.next } ?? nodes[parent].prefix.first
      if expected != node.prefix.first { hasGap[parent] = true }
      filled[parent] = node.prefix.last
    }
    for index in nodes.indices {
      nodes[index].hasOwnAddresses = hasGap[index] || filled[index] != nodes[index].prefix.last
    }
  }

  /// What every address of the family is allowed.
  var everybody: TrafficRuns {
    guard let first = nodes.first, first.prefix == .all else { return .empty }
    return first.traffic
  }

  // MARK: What has to be covered

  /// Of a block's own addresses only the traffic counts that a wider block with addresses of its own does not have:
  /// whoever covers the wider block's covers this one's with it.
  private mutating func makeCells(_ cuts: [UInt32]) {
    var nearestOwner: [Int?] = []
    for (index, node) in nodes.enumerated() {
      let wider = node.parent.flatMap { nodes[$0].hasOwnAddresses ? $0 : nearestOwner[$0] }
      nearestOwner.append(wider)
      guard node.hasOwnAddresses else { continue }
      let traffic = wider.map { node.traffic.subtracting(nodes[$0].traffic) } ?? node.traffic
      for run in traffic.ranges {
        var position = Self.firstIndex(in: cuts, notBelow: run.lower)
        while position + 1 < cuts.count, cuts[position] <= run.upper {
          cells.append(
            Cell(node: index, traffic: TrafficInterval(uncheckedLower: cuts[position], upper: cuts[position + 1] - 1))
          )
          position += 1
        }
      }
    }
  }

  private static func firstIndex(in cuts: [UInt32], notBelow value: UInt32) -> Int {
    var (low, high) = (0, cuts.count)
    while low < high {
      let middle = low + (high - low) / 2
      if cuts[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: What it can be covered with

  private mutating func makeCandidates(_ rules: [RuleRectangle<Address>]) {
    var positions: [RuleRectangle<Address>: Int] = [:]
    for node in nodes {
      let wider = node.parent.map { nodes[$0].traffic } ?? .empty
      for run in node.traffic.widestSelectors where !wider.contains(run) {
        let candidate = RuleRectangle(prefix: node.prefix, traffic: run)
        positions[candidate] = candidates.count
        candidates.append(candidate)
        isMaximal.append(true)
      }
    }
    for rule in rules {
      let key = RuleRectangle(prefix: rule.prefix, traffic: rule.traffic)
      if let position = positions[key] {
        // The first of equal rules stands for them.
        if candidates[position].rule == nil { candidates[position].rule = rule.rule }
      } else {
        positions[key] = candidates.count
        candidates.append(rule)
        isMaximal.append(false)
      }
    }
  }

  /// Which candidate holds which cells. O(what they hold, and a look-up for each block that a candidate holds).
  var coverProblem: CoverProblem {
    var firstCells = [Int](repeating: cells.count, count: nodes.count + 1)
    for (index, cell) in cells.enumerated().reversed() { firstCells[cell.node] = index }
    for node in nodes.indices.reversed() where firstCells[node] == cells.count {
      firstCells[node] = firstCells[node + 1]
    }
    let positions = Dictionary(uniqueKeysWithValues: nodes.indices.map { (nodes[$0].prefix, $0) })
    let held = candidates.enumerated().map { index, candidate -> CoverProblem.Candidate in
      var elements: [Int] = []
      var node = positions[candidate.prefix] ?? nodes.count
      while node < nodes.count, candidate.prefix.contains(nodes[node].prefix) {
        var (low, high) = (firstCells[node], firstCells[node + 1])
        let end = high
        while low < high {
          let middle = low + (high - low) / 2
          if cells[middle].traffic.lower < candidate.traffic.lower { low = middle + 1 } else { high = middle }
        }
        while low < end, cells[low].traffic.upper <= candidate.traffic.upper {
          elements.append(low)
          low += 1
        }
        node += 1
      }
      return CoverProblem.Candidate(
        elements: elements,
        isExisting: candidate.rule != nil,
        isMaximal: isMaximal[index]
      )
    }
    return CoverProblem(elementCount: cells.count, candidates: held)
  }

  /// The chosen rectangles. New ones allow no more traffic than what they alone allow: the widest of equally good
  /// rectangles would overlap others without need.
  func rectangles(of chosen: [Int], in problem: CoverProblem) -> [RuleRectangle<Address>] {
    var counts = [Int](repeating: 0, count: cells.count)
    for index in chosen { for cell in problem.candidates[index].elements { counts[cell] += 1 } }
    return chosen.map { index in
      var rectangle = candidates[index]
      guard rectangle.rule == nil else { return rectangle }
      let needed = problem.candidates[index].elements.filter { counts[$0] == 1 }.map { cells[$0].traffic }
      guard let lower = needed.map(\.lower).min(), let upper = needed.map(\.upper).max() else { return rectangle }
      let hull = TrafficInterval(uncheckedLower: lower, upper: upper)
      rectangle.traffic = TrafficLine.interval(of: TrafficLine.narrowestSelector(holding: hull))
      for cell in problem.candidates[index].elements where !rectangle.traffic.contains(cells[cell].traffic) {
        counts[cell] -= 1
      }
      return rectangle
    }
  }
}
