/// Selector classes ("columns"): port ranges and ICMP patterns cut each section into runs that no rule of
/// a filter can tell apart, and a look-up finds the run in three loads.
///
/// Columns are numbered so that every rule covers a contiguous run of them:
///
///     0                  what only all-traffic rules match
///     first of section   what only whole-section rules match (absent where there are none: column 0)
///     next of section    one for each run between two boundaries that a narrower rule covers
struct SelectorTable {
  /// For each section the first of its 256 entries in `directory`.
  private(set) var sectionOffset: [UInt32] = []
  /// Page number for each high byte of a selector value; sections with equal entries share them.
  private(set) var directory: [UInt16] = []
  /// 256 columns a page, one for each low byte; equal pages are shared.
  private(set) var pages: [UInt16] = []
  private(set) var columnCount = 1

  private var sections: [Section] = []

  /// Columns of one section, in the order of their runs.
  private struct Section {
    /// The column of values that no narrower rule covers.
    var base: Int = 0
    /// Lower ends of runs, ascending, the first 0; `column` runs beside it.
    var starts: [UInt16] = [0]
    var column: [Int] = [0]
    /// All the section's own columns, empty where it has none.
    var own: Range<Int> = 0..<0

    /// The run that holds a value. O(log runs).
    func run(of value: UInt16) -> Int {
      var low = 0
      var high = starts.count
      while high - low > 1 {
        let middle = (low + high) / 2
        if starts[middle] <= value { low = middle } else { high = middle }
      }
      return low
    }
  }

  /// O(k log k + 256 × pages) for k distinct ranges.
  init(_ ranges: some Sequence<SelectorRange>) {
    var bySection: [[SelectorRange]] = Array(repeating: [], count: SelectorKey.Section.allCases.count)
    for range in Set(ranges) { bySection[Int(range.section.rawValue)].append(range) }
    var pageNumbers: [[UInt16]: UInt16] = [:]
    var directories: [[UInt16]: UInt32] = [:]
    for ranges in bySection {
      let columns = Self.cut(ranges, firstColumn: columnCount)
      columnCount = max(columnCount, columns.own.upperBound)
      sections.append(columns)
      let entries = Self.fill(columns, &pages, &pageNumbers)
      if let offset = directories[entries] {
        sectionOffset.append(offset)
      } else {
        let offset = UInt32(directory.count)
        directories[entries] = offset
        directory += entries
        sectionOffset.append(offset)
      }
    }
  }

  /// The columns that a rule covers; `nil` means all traffic.
  func columns(of range: SelectorRange?) -> Range<Int> {
    guard let range else { return 0..<columnCount }
    let section = sections[Int(range.section.rawValue)]
    if range.isWholeSection { return section.own }
    // Both ends of a narrower rule are boundaries, and every run between them is covered, so its columns
    // are consecutive.
    let first = section.column[section.run(of: range.lower)]
    let last = section.column[section.run(of: range.upper)]
    return first..<(last + 1)
  }

  func column(of key: SelectorKey) -> Int {
    let section = sections[Int(key.section.rawValue)]
    return section.column[section.run(of: key.value)]
  }

  private static func cut(_ ranges: [SelectorRange], firstColumn: Int) -> Section {
    var result = Section()
    var next = firstColumn
    if ranges.contains(where: \.isWholeSection) {
      result.base = next
      next += 1
    }
    // +1 where a rule begins, −1 behind its end; runs at depth zero are the base's.
    var steps: [Int: Int] = [:]
    for range in ranges where !range.isWholeSection {
      steps[Int(range.lower), default: 0] += 1
      steps[Int(range.upper) + 1, default: 0] -= 1
    }
    var depth = 0
    result.starts = []
    result.column = []
    for start in Set(steps.keys).union([0]).sorted() where start <= Int(UInt16.max) {
      depth += steps[start] ?? 0
      result.starts.append(UInt16(start))
      if depth == 0 {
        result.column.append(result.base)
      } else {
        result.column.append(next)
        next += 1
      }
    }
    result.own = firstColumn..<next
    return result
  }

  private static func fill(
    _ section: Section,
    _ pages: inout [UInt16],
    _ numbers: inout [[UInt16]: UInt16]
  ) -> [UInt16] {
    var entries: [UInt16] = []
    entries.reserveCapacity(256)
    var run = 0
    var page = [UInt16](repeating: 0, count: 256)
    var uniform: (run: Int, number: UInt16)?
    func advance(to value: Int) {
      while run + 1 < section.starts.count, Int(section.starts[run + 1]) <= value { run += 1 }
    }
    for high in 0..<256 {
      advance(to: high << 8)
      let end = run + 1 < section.starts.count ? Int(section.starts[run + 1]) : 0x1_0000
      let isUniform = end > high << 8 | 0xFF
      if isUniform, let uniform, uniform.run == run {
        entries.append(uniform.number)
        continue
      }
      for low in 0..<256 {
        advance(to: high << 8 | low)
        page[low] = UInt16(truncatingIfNeeded: section.column[run])
      }
      let number: UInt16
      if let known = numbers[page] {
        number = known
      } else {
        number = UInt16(truncatingIfNeeded: pages.count >> 8)
        numbers[page] = number
        pages += page
      }
      entries.append(number)
      uniform = isUniform ? (run, number) : nil
    }
    return entries
  }
}
