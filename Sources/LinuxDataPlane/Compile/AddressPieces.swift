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
