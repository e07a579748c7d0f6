import IPAddressing

/// Cuts a set of addresses at the ends of blocks, so that no block tells two addresses of a piece apart.
///
/// At most two pieces more than twice the blocks for each range of the set. O(n log n).
func atoms(of set: IPAddressSet, cutBy blocks: some Sequence<IPPrefix>) -> [IPAddressSet] {
  var v4: [IPv4Prefix] = []
  var v6: [IPv6Prefix] = []
  for block in blocks {
    switch block {
    case .v4(let block): v4.append(block)
    case .v6(let block): v6.append(block)
    }
  }
  return ranges(of: set.v4, cutBy: v4).map { IPAddressSet(v4: AddressSet($0)) }
    + ranges(of: set.v6, cutBy: v6).map { IPAddressSet(v6: AddressSet($0)) }
}

private func ranges<Address>(
  of set: AddressSet<Address>,
  cutBy blocks: [Prefix<Address>]
) -> [AddressRange<Address>] {
  var starts: Set<Address> = []
  for block in blocks {
    starts.insert(block.first)
    if let next = block.last.next { starts.insert(next) }
  }
  let cuts = starts.sorted()
  var pieces: [AddressRange<Address>] = []
  var index = 0
  for range in set.ranges {
    var lower = range.lower
    while index < cuts.count, cuts[index] <= lower { index += 1 }
    while index < cuts.count, cuts[index] <= range.upper {
      if let end = cuts[index].previous, let piece = AddressRange(lower: lower, upper: end) { pieces.append(piece) }
      lower = cuts[index]
      index += 1
    }
    if let piece = AddressRange(lower: lower, upper: range.upper) { pieces.append(piece) }
  }
  return pieces
}

extension IPAddressSet {
  /// Whether any address is in both sets.
  func overlaps(_ other: IPAddressSet) -> Bool { !isDisjoint(with: other) }

  /// The set as people read it: a block where a run of addresses is one, otherwise `first-last`.
  var readableRanges: [String] { v4.readableRanges + v6.readableRanges }
}

extension AddressSet {
  fileprivate var readableRanges: [String] {
    ranges.map { range in
      let blocks = range.prefixes
      if let block = blocks.first, blocks.count == 1 { return block.isHost ? "\(block.first)" : "\(block)" }
      return "\(range)"
    }
  }
}
