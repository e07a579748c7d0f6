import IPAddressing

/// For one IPv4 filter: address class → row of a matrix in which the filter's prefixes and groups are already
/// combined, so that a decision ends with one cell.
///
/// Pages of 64 classes; a page inside one prefix is that row's, shared by all such pages.
// @unchecked: as in `CompiledFilter`, the block is written in `init` only.
final class ClassRows: @unchecked Sendable {
  let view: ClassRowsView
  let byteCount: Int
  private let block: UnsafeMutableRawPointer

  /// The ordinal that stands for "look closer"; no filter has it, since a matrix has fewer than 2¹⁵ outcomes.
  static let lookCloser: UInt32 = UInt32(bitPattern: -2)

  /// A chained filter has no rows to combine: all its classes are "look closer".
  /// O(classes / 64 + 64 × prefixes + classes of the filter's groups).
  init(_ filter: CompiledFilter<IPv4Address>, _ classes: AddressClasses) {
    var builder = ClassRowsBuilder(filter, classes)
    if filter.structure == .matrix {
      builder.paintPrefixes()
      builder.addGroups()
      if builder.isTooLarge { builder = ClassRowsBuilder(filter, classes) }
    }
    let arrays = builder.arrays()

    var layout = FilterBlock()
    let rows = layout.reserve(arrays.pages)
    let directory = layout.reserve(arrays.directory)
    let cells = layout.reserve(arrays.cells)
    block = layout.allocate()
    byteCount = layout.byteCount
    view = ClassRowsView(
      directory: UnsafePointer((block + directory).assumingMemoryBound(to: UInt16.self)),
      rows: UnsafePointer((block + rows).assumingMemoryBound(to: UInt32.self)),
      cells: UnsafePointer((block + cells).assumingMemoryBound(to: Int16.self)),
      sectionOffsets: filter.view.sectionOffsets,
      selectorDirectory: filter.view.directory,
      selectorPages: filter.view.pages
    )
  }

  deinit { block.deallocate() }
}

/// What a decision reads, in one cache line.
struct ClassRowsView: @unchecked Sendable {
  var directory: UnsafePointer<UInt16>
  var rows: UnsafePointer<UInt32>
  var cells: UnsafePointer<Int16>
  // Of the filter, which its policy keeps alive.
  var sectionOffsets: UnsafePointer<UInt32>
  var selectorDirectory: UnsafePointer<UInt16>
  var selectorPages: UnsafePointer<UInt16>
}

private struct ClassRowsBuilder {
  private let filter: CompiledFilter<IPv4Address>
  private let classes: AddressClasses
  private let columnCount: Int
  /// Rows of the filter that make up each row here; row 0 is "look closer".
  private var rows: [[UInt32]] = [[]]
  private var numbers: [[UInt32]: UInt32] = [:]
  /// Where the row changes along the classes, ascending.
  private var steps: [(start: Int, row: UInt32)] = [(0, 0)]
  private var exceptions: [Int: UInt32] = [:]

  init(_ filter: CompiledFilter<IPv4Address>, _ classes: AddressClasses) {
    self.filter = filter
    self.classes = classes
    columnCount = filter.columnCount
  }

  private mutating func row(_ parts: [UInt32]) -> UInt32 {
    if let known = numbers[parts] { return known }
    let number = UInt32(rows.count)
    rows.append(parts)
    numbers[parts] = number
    return number
  }

  /// Prefixes nest, and so do their runs of classes.
  mutating func paintPrefixes() {
    steps = [(0, 0), (1, row([0]))]
    var open: [(end: Int, row: UInt32)] = [(classes.count, row([0]))]
    func begin(_ start: Int, _ row: UInt32) {
      if steps.last?.start == start { steps.removeLast() }
      if steps.last?.row != row { steps.append((start, row)) }
    }
    for (prefix, offset) in filter.rowsOfPrefixes {
      let (whole, cut) = classes.classes(in: prefix)
      if let cut {
        // The prefix is newer than the classes and takes a part of its parent's.
        for number in classes.classes(of: cut) { exceptions[number] = 0 }
      }
      while let last = open.last, last.end <= whole.lowerBound, open.count > 1 {
        open.removeLast()
        begin(last.end, open.last?.row ?? 0)
      }
      guard !whole.isEmpty else { continue }
      let own = row([offset])
      begin(whole.lowerBound, own)
      open.append((whole.upperBound, own))
    }
    while open.count > 1 {
      let last = open.removeLast()
      begin(last.end, open.last?.row ?? 0)
    }
    // Numbers in reserve, and classes that came after the first.
    let numbered = Int(classes.firstClass.last ?? 0)
    begin(numbered, 0)
  }

  mutating func addGroups() {
    var parts: [Int: [UInt32]] = [:]
    for (group, offset) in filter.rowsOfGroups {
      for number in classes.classesOfGroup[group] ?? [] { parts[Int(number), default: []].append(offset) }
    }
    for (number, groups) in parts where exceptions[number] == nil {
      guard let base = rows[Int(painted(number))].first else { continue }
      exceptions[number] = row([base] + groups.sorted())
    }
  }

  private func painted(_ number: Int) -> UInt32 {
    var low = 0
    var high = steps.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if steps[middle].start <= number { low = middle } else { high = middle }
    }
    return steps[low].row
  }

  /// Groups that overlap in many ways could combine to far more rows than the filter has.
  var isTooLarge: Bool { rows.count * columnCount > FilterStructure.largestMatrix * 2 }

  func arrays() -> (directory: [UInt16], pages: [UInt32], cells: [Int16]) {
    var cells = [Int16](repeating: -2, count: columnCount)
    for parts in rows.dropFirst() {
      for column in 0..<columnCount {
        let least = parts.map { filter.view.ordinal(row: $0, column: UInt16(truncatingIfNeeded: column)) }.min()
        cells.append(Int16(truncatingIfNeeded: Int32(bitPattern: least ?? .max)))
      }
    }
    var mixed: Set<Int> = []
    for step in steps where step.start & 63 != 0 { mixed.insert(step.start >> 6) }
    for number in exceptions.keys { mixed.insert(number >> 6) }
    var directory: [UInt16] = []
    var pages: [UInt32] = []
    var uniform: [UInt32: UInt16] = [:]
    var step = 0
    for page in 0..<classes.capacity >> 6 {
      while step + 1 < steps.count, steps[step + 1].start <= page << 6 { step += 1 }
      if !mixed.contains(page), let known = uniform[steps[step].row] {
        directory.append(known)
        continue
      }
      let number = pages.count >> 6
      if !mixed.contains(page) { uniform[steps[step].row] = UInt16(number) }
      directory.append(UInt16(number))
      var current = step
      for number in page << 6..<(page + 1) << 6 {
        while current + 1 < steps.count, steps[current + 1].start <= number { current += 1 }
        pages.append((exceptions[number] ?? steps[current].row) * UInt32(columnCount))
      }
    }
    return (directory, pages, cells)
  }
}
