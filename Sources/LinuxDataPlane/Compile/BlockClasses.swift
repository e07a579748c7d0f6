import IPAddressing
import VPCModel

/// Address blocks of one family, cut so that they do not overlap.
enum AddressPieces {
  /// Each piece with the positions of the blocks that cover it, ascending. O(n log n) for blocks that are nested a
  /// bounded number of times.
  static func of(_ blocks: [IPPrefix], _ family: IPFamily) -> [(NamedSet.Key, covering: [Int])] {
    switch family {
    case .ipv4:
      let ranges = blocks.map { block -> (lower: UInt32, upper: UInt32) in
        if case .v4(let prefix) = block { (prefix.first.rawValue, prefix.last.rawValue) } else { (1, 0) }
      }
      return keyed(DisjointRanges(ranges).pieces)
    case .ipv6:
      let ranges = blocks.map { block -> (lower: UInt128, upper: UInt128) in
        if case .v6(let prefix) = block { (prefix.first.rawValue, prefix.last.rawValue) } else { (1, 0) }
      }
      return keyed(DisjointRanges(ranges).pieces)
    }
  }

  private static func keyed<Bound>(_ pieces: [DisjointRanges<Bound>.Piece]) -> [(NamedSet.Key, covering: [Int])] {
    pieces.map { (NamedSet.Key(Octets($0.lower), Octets($0.upper)), $0.covering) }
  }
}

/// The policy engine's idea within one group and protocol: addresses that the same rules speak of are one class, and so
/// are ports; the pair of classes decides. A table for each and one for the pairs, whatever the number of rules.
///
/// A class is numbered by what its rules are, not by when it was found: a change of one rule changes few numbers.
struct BlockClasses {
  private(set) var addressElements: [NamedSet.Key: NamedSet.Element] = [:]
  /// The rule that decides for a pair of classes.
  private(set) var cells: [NamedSet.Key: SecurityGroupRule.ID] = [:]
  private var ports: [(lower: UInt16, upper: UInt16, number: UInt32)] = []

  /// - Parameter blocks: of one protocol, by the rules' identifiers.
  init(_ blocks: [GroupRules.BlockEntry], _ family: IPFamily) {
    var ranges: [SpaceRange] = []
    var rangeIndices: [SpaceRange: Int] = [:]
    let rangeOf = blocks.map { block -> Int in
      guard case .range(let range) = block.entry.selection else { return 0 }
      if let known = rangeIndices[range] { return known }
      rangeIndices[range] = ranges.count
      ranges.append(range)
      return ranges.count - 1
    }
    var numbers = ClassNumbers()
    // Ports: by the ranges that cover them.
    var portClassesOfRange: [[UInt32]] = Array(repeating: [], count: ranges.count)
    for piece in DisjointRanges(ranges.map { ($0.lower, $0.upper) }).pieces {
      let number = numbers.number(of: "p" + piece.covering.map { ranges[$0].text }.joined(separator: ","))
      ports.append((piece.lower, piece.upper, number))
      for index in piece.covering where !portClassesOfRange[index].contains(number) {
        portClassesOfRange[index].append(number)
      }
    }
    // Addresses: by the rules of the blocks that cover them. Rules of a class are few, seldom more than one.
    var known: Set<UInt32> = []
    for (key, covering) in AddressPieces.of(blocks.map(\.block), family) {
      let text = covering.map { "\(blocks[$0].entry.rule.text) \(ranges[rangeOf[$0]].text)" }.joined(separator: ",")
      let number = numbers.number(of: "a" + text)
      addressElements[key] = .data(Octets(host: number))
      guard known.insert(number).inserted else { continue }
      for index in covering.reversed() {
        // The first rule is written last.
        for port in portClassesOfRange[rangeOf[index]] {
          cells[NamedSet.Key(Octets(host: number) + Octets(host: port))] = blocks[index].entry.rule
        }
      }
    }
  }

  func portElements(_ space: ProtocolSpace) -> [NamedSet.Key: NamedSet.Element] {
    var elements: [NamedSet.Key: NamedSet.Element] = [:]
    for (lower, upper, number) in ports {
      elements[NamedSet.Key(space.octets(lower), space.octets(upper))] = .data(Octets(host: number))
    }
    return elements
  }
}

/// Numbers for classes: a hash of what the class is; where two differ and hash alike, the next free number.
private struct ClassNumbers {
  private var texts: [UInt32: String] = [:]

  mutating func number(of text: String) -> UInt32 {
    var number = UInt32(truncatingIfNeeded: FNV1a.hash(text.utf8) >> 16)
    while let taken = texts[number], taken != text { number &+= 1 }
    texts[number] = text
    return number
  }
}

extension SpaceRange {
  fileprivate var text: String { "\(lower)-\(upper)" }
}
