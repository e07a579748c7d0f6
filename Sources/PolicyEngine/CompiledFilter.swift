import IPAddressing

/// One direction of one policy for one address family, compiled: address → row, selector → column, and
/// the cell of both is the ordinal of the rule that decides.
///
/// Everything a decision reads lies in one block of memory that never changes once made.
// @unchecked: the block is written in `init` only, and freed when no one can reach it any more.
final class CompiledFilter<Address: IPAddressProtocol>: @unchecked Sendable {
  let view: FilterView<Address.RawValue>
  /// What each ordinal means.
  let outcomes: [FilterOutcome]
  /// For each column, whether a rule with the whole family as its peer covers it.
  let anyPeerColumns: [Bool]
  /// Whether one rule allows the whole family every TCP, or every UDP, port.
  let allowsAnyPeerAllTCP: Bool
  let allowsAnyPeerAllUDP: Bool

  /// The filter's prefixes and groups in order, each with the first cell of its row: what `ClassRows` combines.
  let rowsOfPrefixes: [(prefix: Prefix<Address>, offset: UInt32)]
  let rowsOfGroups: [(group: GroupIndex, offset: UInt32)]
  let columnCount: Int

  private let block: UnsafeMutableRawPointer
  let byteCount: Int
  let structure: FilterStructure

  init(_ source: FilterSource<Address>) {
    let layout = FilterLayout(source)
    let (block, byteCount, view) = layout.write()
    self.block = block
    self.byteCount = byteCount
    self.view = view
    structure = layout.structure
    columnCount = layout.columnCount
    let offsets = layout.rowOffsets
    rowsOfPrefixes = offsets.prefixes.map { (prefix: $0.0, offset: $0.1) }
    rowsOfGroups = offsets.groups.map { (group: $0.0, offset: $0.1) }
    outcomes = source.outcomes
    anyPeerColumns = layout.anyPeerColumns(source.anyPeerRanges)
    let anyRanges = source.anyPeerRanges
    allowsAnyPeerAllTCP = anyRanges.contains { $0.map { $0.section == .tcp && $0.isWholeSection } ?? true }
    allowsAnyPeerAllUDP = anyRanges.contains { $0.map { $0.section == .udp && $0.isWholeSection } ?? true }
  }

  deinit { block.deallocate() }

  /// Whether a rule for any peer covers the selector.
  func isAllowedFromAnyPeer(_ key: SelectorKey) -> Bool {
    anyPeerColumns[Int(view.column(key))]
  }
}

/// How a filter's rules are kept, chosen when it is compiled.
package enum FilterStructure: String, Sendable {
  /// A cell for each row and column. Within AWS's quotas always.
  case matrix
  /// For filters far beyond the quotas, where a matrix would not fit: each row keeps the rules of its own
  /// prefix as runs of columns, and a look-up climbs the rows that hold it (at most one for each prefix
  /// length). Memory is linear in the rules.
  case chained

  /// Half a megabyte of cells: a policy of 1,000 rules with 250 prefixes and 1,000 columns.
  static let largestMatrix = 1 << 18
}

/// Pointers into a filter's block. Valid while the filter lives.
// @unchecked: what the pointers lead to never changes; who keeps a view keeps its filter beside it.
struct FilterView<RawValue: FixedWidthInteger & UnsignedInteger & Sendable>: @unchecked Sendable {
  /// Where the address runs begin.
  var runs: AddressRunIndex<RawValue>
  /// For each run the first cell of its row (matrix) or its row (chained).
  var rowOfRun: UnsafePointer<UInt32>
  var sectionOffsets: UnsafePointer<UInt32>
  var directory: UnsafePointer<UInt16>
  var pages: UnsafePointer<UInt16>
  /// −1 where no rule matches, which becomes `noOrdinal` by sign extension. Row 0 is empty.
  var cells: UnsafePointer<Int16>
  /// Pages of 64 groups each; page 0 is empty, and so is the directory's last entry.
  var groupDirectoryLast: UInt32
  var groupDirectory: UnsafePointer<UInt16>
  /// As `rowOfRun`, for each group.
  var rowOfGroup: UnsafePointer<UInt32>
  /// `nil` in a matrix filter.
  var chain: UnsafePointer<UInt32>?
  var chainRowCount: Int

  /// Where no rule matches; above every ordinal.
  static var noOrdinal: UInt32 { .max }

  @inline(__always)
  func column(_ key: SelectorKey) -> UInt16 {
    let entry = Int(sectionOffsets[Int(key.section.rawValue)]) &+ Int(key.value &>> 8)
    return pages[Int(directory[entry]) &<< 8 | Int(key.value & 0xFF)]
  }

  /// Without a branch: groups beyond the directory read its last entry, the empty page.
  @inline(__always)
  func row(of group: UInt32) -> UInt32 {
    let page = Int(min(group &>> 6, groupDirectoryLast))
    return rowOfGroup[Int(groupDirectory[page]) &<< 6 | Int(group & 63)]
  }

  /// The ordinal in a matrix's cell, or the first along a chain.
  @inline(__always)
  func ordinal(row: UInt32, column: UInt16) -> UInt32 {
    if let chain { return Self.chainedOrdinal(chain, chainRowCount, row: row, column: column) }
    return UInt32(bitPattern: Int32(cells[Int(row) &+ Int(column)]))
  }

  /// Chain layout, all `UInt32`: for each row its parent and where its pieces begin (one more at the end),
  /// then the pieces' first columns, then their ordinals.
  @inline(never)
  private static func chainedOrdinal(
    _ chain: UnsafePointer<UInt32>,
    _ chainRowCount: Int,
    row: UInt32,
    column: UInt16
  ) -> UInt32 {
    let parents = chain
    let pieceStarts = parents + chainRowCount
    let pieceCount = Int(pieceStarts[chainRowCount])
    let columns = pieceStarts + chainRowCount + 1
    let ordinals = columns + pieceCount
    var best = noOrdinal
    var row = Int(row)
    while row != 0 {
      var low = Int(pieceStarts[row])
      var high = Int(pieceStarts[row + 1])
      if low < high, columns[low] <= UInt32(column) {
        while high - low > 1 {
          let middle = (low + high) / 2
          if columns[middle] <= UInt32(column) { low = middle } else { high = middle }
        }
        best = Swift.min(best, ordinals[low])
      }
      row = Int(parents[row])
    }
    return best
  }
}
