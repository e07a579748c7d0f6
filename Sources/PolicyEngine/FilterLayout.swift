import HeapModule
import IPAddressing

/// The arrays of a compiled filter before they are written into its block.
struct FilterLayout<Address: IPAddressProtocol> {
  typealias ColumnRule = (columns: Range<Int>, ordinal: Int)

  private let selectors: SelectorTable
  private let rows: AddressRows<Address>
  private let groups: [GroupIndex]
  private let rowRules: [[ColumnRule]]
  private let parents: [Int]
  let structure: FilterStructure

  /// O((r + c) log r) for r rules (a rule counts once for each prefix) and c columns, beside the cells.
  init(_ source: FilterSource<Address>) {
    selectors = SelectorTable(
      source.prefixRules.compactMap(\.range) + source.groupRules.compactMap(\.range)
    )
    rows = AddressRows(source.prefixRules.map(\.prefix))
    groups = Set(source.groupRules.map(\.group)).sorted()

    var rules: [[ColumnRule]] = Array(repeating: [], count: rows.rowCount + groups.count)
    for rule in source.prefixRules {
      guard let row = rows.rowOfPrefix[rule.prefix] else { continue }
      rules[row].append((selectors.columns(of: rule.range), rule.ordinal))
    }
    var rowOfGroup: [GroupIndex: Int] = [:]
    for (position, group) in groups.enumerated() { rowOfGroup[group] = rows.rowCount + position }
    for rule in source.groupRules {
      guard let row = rowOfGroup[rule.group] else { continue }
      rules[row].append((selectors.columns(of: rule.range), rule.ordinal))
    }
    rowRules = rules
    parents = rows.parents + Array(repeating: 0, count: groups.count)
    let cells = rules.count.multipliedReportingOverflow(by: selectors.columnCount)
    structure =
      !cells.overflow && cells.partialValue <= FilterStructure.largestMatrix && source.outcomes.count <= Int16.max
      ? .matrix : .chained
  }

  var columnCount: Int { selectors.columnCount }

  /// Prefixes and groups with the first cell of the row of each, parents before what they hold.
  var rowOffsets: (prefixes: [(Prefix<Address>, UInt32)], groups: [(GroupIndex, UInt32)]) {
    let scale = selectors.columnCount
    func offset(_ row: Int) -> UInt32 { UInt32(truncatingIfNeeded: row * scale) }
    return (
      rows.rowOfPrefix.map { ($0.key, offset($0.value)) }.sorted { $0.0 < $1.0 },
      groups.enumerated().map { ($0.element, offset(rows.rowCount + $0.offset)) }
    )
  }

  func anyPeerColumns(_ ranges: [SelectorRange?]) -> [Bool] {
    var columns = [Bool](repeating: false, count: selectors.columnCount)
    for range in ranges {
      for column in selectors.columns(of: range) { columns[column] = true }
    }
    return columns
  }

  /// Writes everything into one block, which the caller owns.
  func write() -> (block: UnsafeMutableRawPointer, byteCount: Int, view: FilterView<Address.RawValue>) {
    let scale = structure == .matrix ? selectors.columnCount : 1
    let cells = structure == .matrix ? matrix() : []
    let chain = structure == .chained ? chained() : []
    let (groupDirectory, rowOfGroup) = groupPages(scale: scale)

    var block = FilterBlock()
    let runs = AddressRunIndex<Address.RawValue>.arrange(rows.starts)
    let runsOffset = block.reserve(runs.elements)
    let furtherOffset = block.reserve(runs.further)
    let rowOfRun = block.reserve(rows.rowOfRun.map { UInt32(truncatingIfNeeded: $0 * scale) })
    let sectionOffsets = block.reserve(selectors.sectionOffset)
    let rowOfGroupOffset = block.reserve(rowOfGroup)
    let chainOffset = block.reserve(chain)
    let directory = block.reserve(selectors.directory)
    let pages = block.reserve(selectors.pages)
    let groupDirectoryOffset = block.reserve(groupDirectory)
    let cellsOffset = block.reserve(cells)
    let memory = block.allocate()

    func pointer<Element>(_ offset: Int, _: Element.Type) -> UnsafePointer<Element> {
      UnsafePointer((memory + offset).assumingMemoryBound(to: Element.self))
    }
    let view = FilterView<Address.RawValue>(
      runs: AddressRunIndex(
        elements: pointer(runsOffset, Address.RawValue.self),
        second: runs.second,
        further: pointer(furtherOffset, AddressRunIndex<Address.RawValue>.Level.self),
        furtherCount: runs.further.count,
        count: rows.starts.count
      ),
      rowOfRun: pointer(rowOfRun, UInt32.self),
      sectionOffsets: pointer(sectionOffsets, UInt32.self),
      directory: pointer(directory, UInt16.self),
      pages: pointer(pages, UInt16.self),
      cells: pointer(cellsOffset, Int16.self),
      groupDirectoryLast: UInt32(truncatingIfNeeded: groupDirectory.count - 1),
      groupDirectory: pointer(groupDirectoryOffset, UInt16.self),
      rowOfGroup: pointer(rowOfGroupOffset, UInt32.self),
      chain: structure == .chained ? pointer(chainOffset, UInt32.self) : nil,
      chainRowCount: rowRules.count
    )
    return (memory, block.byteCount, view)
  }

  /// Row by row: what holds the row's prefix, then the rules of the prefix itself, the lower ordinal winning.
  private func matrix() -> [Int16] {
    let columnCount = selectors.columnCount
    var cells = [Int16](repeating: -1, count: rowRules.count * columnCount)
    for row in 1..<max(rowRules.count, 1) {
      let first = row * columnCount
      let parent = parents[row] * columnCount
      if parent != 0 {
        for column in 0..<columnCount { cells[first + column] = cells[parent + column] }
      }
      for (columns, ordinal) in rowRules[row] {
        let ordinal = Int16(truncatingIfNeeded: ordinal)
        for column in columns {
          let present = cells[first + column]
          if present < 0 || ordinal < present { cells[first + column] = ordinal }
        }
      }
    }
    return cells
  }

  /// See `FilterView.chainedOrdinal` for the layout.
  private func chained() -> [UInt32] {
    var pieceStarts: [UInt32] = []
    var columns: [UInt32] = []
    var ordinals: [UInt32] = []
    for rules in rowRules {
      pieceStarts.append(UInt32(truncatingIfNeeded: columns.count))
      for piece in Self.pieces(rules) {
        columns.append(UInt32(truncatingIfNeeded: piece.start))
        ordinals.append(piece.ordinal.map { UInt32(truncatingIfNeeded: $0) } ?? .max)
      }
    }
    pieceStarts.append(UInt32(truncatingIfNeeded: columns.count))
    return parents.map { UInt32(truncatingIfNeeded: $0) } + pieceStarts + columns + ordinals
  }

  /// The least ordinal for each run of columns: a sweep with the rules that are open in a heap, those that
  /// have ended dropped when they surface. O(n log n).
  static func pieces(_ rules: [ColumnRule]) -> [(start: Int, ordinal: Int?)] {
    let sorted = rules.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
    let boundaries = Set(rules.flatMap { [$0.columns.lowerBound, $0.columns.upperBound] }).sorted()
    var open = Heap<OpenRule>()
    var next = 0
    var pieces: [(start: Int, ordinal: Int?)] = []
    for boundary in boundaries {
      while next < sorted.count, sorted[next].columns.lowerBound == boundary {
        open.insert(OpenRule(ordinal: sorted[next].ordinal, end: sorted[next].columns.upperBound))
        next += 1
      }
      while let least = open.min, least.end <= boundary { open.removeMin() }
      let ordinal = open.min?.ordinal
      if pieces.last.map({ $0.ordinal != ordinal }) ?? true { pieces.append((boundary, ordinal)) }
    }
    return pieces
  }

  private func groupPages(scale: Int) -> (directory: [UInt16], rows: [UInt32]) {
    // One entry more than there are pages of groups: it stands for all groups beyond.
    var directory = [UInt16](repeating: 0, count: groups.last.map { Int($0 >> 6) + 2 } ?? 1)
    var pages = [UInt32](repeating: 0, count: 64)
    for (position, group) in groups.enumerated() {
      let entry = Int(group >> 6)
      if directory[entry] == 0 {
        directory[entry] = UInt16(truncatingIfNeeded: pages.count >> 6)
        pages += [UInt32](repeating: 0, count: 64)
      }
      let row = (rows.rowCount + position) * scale
      pages[Int(directory[entry]) << 6 | Int(group & 63)] = UInt32(truncatingIfNeeded: row)
    }
    return (directory, pages)
  }
}

/// Collects arrays, then copies them into one allocation.
struct FilterBlock {
  private(set) var byteCount = 0
  private var copies: [(offset: Int, copy: (UnsafeMutableRawPointer) -> Void)] = []

  /// The offset at which the elements will lie.
  mutating func reserve<Element>(_ elements: [Element]) -> Int {
    let alignment = MemoryLayout<Element>.alignment
    let offset = (byteCount + alignment - 1) / alignment * alignment
    byteCount = offset + elements.count * MemoryLayout<Element>.stride
    copies.append(
      (
        offset,
        { destination in
          destination.initializeMemory(as: Element.self, from: elements, count: elements.count)
        }
      )
    )
    return offset
  }

  func allocate() -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
    for (offset, copy) in copies { copy(memory + offset) }
    return memory
  }
}

/// A rule that covers the column at hand, ordered by precedence.
private struct OpenRule: Comparable {
  var ordinal: Int
  var end: Int

  static func < (left: Self, right: Self) -> Bool { (left.ordinal, left.end) < (right.ordinal, right.end) }
}
