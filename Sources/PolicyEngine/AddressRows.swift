import IPAddressing

/// Address classes ("rows") of one filter: its prefixes cut the address space into runs, and each run
/// belongs to the longest prefix that covers it. Prefixes nest or are apart, so rows form a tree.
struct AddressRows<Address: IPAddressProtocol> {
  /// Lower ends of runs, ascending, the first 0.
  private(set) var starts: [Address.RawValue] = [0]
  /// The row of each run.
  private(set) var rowOfRun: [Int] = [0]
  /// Row 0 is what no prefix covers; a row's parent precedes it.
  private(set) var parents: [Int] = [0]
  private(set) var rowOfPrefix: [Prefix<Address>: Int] = [:]

  var rowCount: Int { parents.count }

  /// O(n log n) for n distinct prefixes; at most 2n + 1 runs.
  init(_ prefixes: some Sequence<Prefix<Address>>) {
    // By address, then shorter first: parents come before what they hold.
    var open: [(prefix: Prefix<Address>, row: Int)] = []
    for prefix in Set(prefixes).sorted() {
      while let last = open.last, !last.prefix.contains(prefix) { close(&open) }
      let row = parents.count
      parents.append(open.last?.row ?? 0)
      rowOfPrefix[prefix] = row
      beginRun(at: prefix.first.rawValue, row: row)
      open.append((prefix, row))
    }
    while !open.isEmpty { close(&open) }
  }

  /// Behind a prefix the run of what holds it goes on.
  private mutating func close(_ open: inout [(prefix: Prefix<Address>, row: Int)]) {
    let closed = open.removeLast()
    let (next, overflow) = closed.prefix.last.rawValue.addingReportingOverflow(1)
    if !overflow { beginRun(at: next, row: open.last?.row ?? 0) }
  }

  private mutating func beginRun(at start: Address.RawValue, row: Int) {
    if starts.last == start {
      rowOfRun[rowOfRun.count - 1] = row
      // Two neighbours of one row are one run.
      if rowOfRun.count > 1, rowOfRun[rowOfRun.count - 2] == row {
        rowOfRun.removeLast()
        starts.removeLast()
      }
    } else if rowOfRun.last != row {
      starts.append(start)
      rowOfRun.append(row)
    }
  }
}
