extension Prefix {
  /// The fewest blocks that together hold exactly the same addresses, ascending: contained blocks go, halves of one
  /// block join. There is only one such list.
  ///
  /// O(n): a radix sort, then one pass.
  @inlinable
  package static func aggregated(_ prefixes: [Self]) -> [Self] {
    var fewest: [Self] = []
    for prefix in radixSorted(prefixes) { append(prefix, to: &fewest) }
    return fewest
  }

  /// Appends a block that does not order before the last one to a list of fewest blocks, and keeps it one. O(1)
  /// amortised.
  @inlinable
  package static func append(_ prefix: Self, to fewest: inout [Self]) {
    if let last = fewest.last, last.contains(prefix) { return }
    var block = prefix
    // Two blocks of one length whose shorter blocks are the same are its halves, for they differ.
    while let last = fewest.last, last.length == block.length, let parent = block.parent, parent.contains(last.address)
    {
      fewest.removeLast()
      block = parent
    }
    fewest.append(block)
  }

  /// By address, then the shorter first, as `<` orders. O(n) but for blocks that agree in their first 64 bits, which are
  /// compared.
  @inlinable
  package static func radixSorted(_ prefixes: [Self]) -> [Self] {
    guard prefixes.count > 64 else { return prefixes.sorted() }
    // IPv4's address and length fit in one key; IPv6 is sorted by the upper half of the address first.
    let isWholeKey = Address.bitWidth <= 56
    let sorted = sortedByDigits(prefixes, bits: isWholeKey ? Address.bitWidth + 8 : 64) { prefix in
      let raw = prefix.address.rawValue
      return isWholeKey
        ? UInt64(truncatingIfNeeded: raw) << 8 | UInt64(prefix.storedLength)
        : UInt64(truncatingIfNeeded: raw >> (Address.bitWidth - 64))
    }
    return isWholeKey ? sorted : sortingRuns(of: sorted)
  }

  /// A stable sort by a key of so many bits, the least significant digit first (Knuth, The Art of Computer Programming,
  /// volume 3, section 5.2.5).
  @inlinable
  static func sortedByDigits(_ prefixes: [Self], bits: Int, key: (Self) -> UInt64) -> [Self] {
    let digitBits = 11
    let mask: UInt64 = 1 << digitBits - 1
    var (from, to) = (prefixes, prefixes)
    var shift = 0
    while shift < bits {
      var starts = [Int](repeating: 0, count: 1 << digitBits)
      for prefix in from { starts[Int(truncatingIfNeeded: key(prefix) >> UInt64(shift) & mask)] &+= 1 }
      // A digit that all keys share orders nothing.
      if !starts.contains(from.count) {
        var position = 0
        for digit in starts.indices {
          let count = starts[digit]
          starts[digit] = position
          position &+= count
        }
        for prefix in from {
          let digit = Int(truncatingIfNeeded: key(prefix) >> UInt64(shift) & mask)
          to[starts[digit]] = prefix
          starts[digit] &+= 1
        }
        swap(&from, &to)
      }
      shift += digitBits
    }
    return from
  }

  /// Sorts each run of blocks that agree in the upper half of their addresses.
  @inlinable
  static func sortingRuns(of prefixes: [Self]) -> [Self] {
    var sorted = prefixes
    var start = 0
    while start < sorted.count {
      let upper = sorted[start].address.rawValue >> (Address.bitWidth - 64)
      var end = start + 1
      while end < sorted.count, sorted[end].address.rawValue >> (Address.bitWidth - 64) == upper { end += 1 }
      if end - start > 1 { sorted[start..<end].sort() }
      start = end
    }
    return sorted
  }
}
