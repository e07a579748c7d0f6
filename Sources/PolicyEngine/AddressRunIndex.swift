import CVectorComparison

/// Finds the run that holds an address among the ascending starts of runs.
///
/// IPv4: a tree of blocks of sixteen starts, all of a block compared at once (a static B-tree). Every
/// filter of up to 256 runs takes two blocks, and nothing branches on the address: the outcome of a
/// comparison cannot be predicted, and a binary search would pay for that at every step. IPv6, whose
/// numbers no vector register compares: binary search.
// @unchecked: points into a filter's block; see `FilterView`.
struct AddressRunIndex<RawValue: FixedWidthInteger & UnsignedInteger & Sendable>: @unchecked Sendable {
  /// A level of blocks below the root.
  struct Level: Sendable {
    /// Its first element.
    var offset: Int
    /// The number of its last block. Padding compares as any key, and may point one level further.
    var lastBlock: Int
  }

  /// The order in which a look-up reads the starts.
  struct Arrangement {
    var elements: [RawValue]
    var second = Level(offset: 0, lastBlock: 0)
    /// Beyond 256 runs, 4,096, …: one level for each further factor of 16.
    var further: [Level] = []
  }

  /// IPv4: blocks, level by level from the root; IPv6: the starts.
  let elements: UnsafePointer<RawValue>
  let second: Level
  let further: UnsafePointer<Level>
  let furtherCount: Int
  let count: Int

  private static var width: Int { 16 }
  private static var isVectorised: Bool { RawValue.self == UInt32.self }

  static func arrange(_ starts: [RawValue]) -> Arrangement {
    guard isVectorised else { return Arrangement(elements: starts) }
    var levels = [padded(starts)]
    while levels.count < 2 || levels[0].count > width {
      let fences = stride(from: 0, to: levels[0].count, by: width).map { levels[0][$0] }
      levels.insert(padded(fences), at: 0)
    }
    var below: [Level] = []
    var offset = levels[0].count
    for level in levels.dropFirst() {
      below.append(Level(offset: offset, lastBlock: level.count / width - 1))
      offset += level.count
    }
    return Arrangement(
      elements: levels.joined().map(signBitTurned),
      second: below[0],
      further: Array(below.dropFirst())
    )
  }

  /// Turning the sign bit over keeps the order of unsigned numbers when they are compared as signed ones,
  /// as vectors do.
  @inline(__always)
  private static func signBitTurned(_ address: RawValue) -> RawValue {
    address ^ (1 << (RawValue.bitWidth - 1))
  }

  /// To whole blocks.
  private static func padded(_ keys: [RawValue]) -> [RawValue] {
    keys + Array(repeating: .max, count: (width - keys.count % width) % width)
  }

  @inline(__always)
  func run(of address: RawValue) -> Int {
    guard Self.isVectorised else { return search(for: address) }
    let key = Int32(truncatingIfNeeded: Self.signBitTurned(address))
    let keys = UnsafeRawPointer(elements).assumingMemoryBound(to: Int32.self)
    let block = min(Self.position(of: key, in: keys), second.lastBlock)
    var run = block &* Self.width &+ Self.position(of: key, in: keys + (second.offset &+ block &* Self.width))
    if _slowPath(furtherCount != 0) {
      run = Self.descend(UnsafeBufferPointer(start: further, count: furtherCount), keys, from: run, key)
    }
    return min(run, count &- 1)
  }

  // Not a method: the tables' addresses would have to be written to memory for it.
  @inline(never)
  private static func descend(
    _ levels: UnsafeBufferPointer<Level>,
    _ keys: UnsafePointer<Int32>,
    from block: Int,
    _ key: Int32
  ) -> Int {
    var block = block
    for level in levels {
      block = min(block, level.lastBlock)
      block = block &* width &+ position(of: key, in: keys + (level.offset &+ block &* width))
    }
    return block
  }

  /// How many of a block's sixteen keys, not counting the first, are at or below the address.
  @inline(__always)
  private static func position(of key: Int32, in block: UnsafePointer<Int32>) -> Int {
    Int(ringfence_count_not_above(block, key)) &- 1
  }

  private func search(for address: RawValue) -> Int {
    var first = 0
    var remaining = count
    while remaining > 1 {
      let half = remaining &>> 1
      first &+= elements[first &+ half] <= address ? half : 0
      remaining &-= half
    }
    return first
  }
}
