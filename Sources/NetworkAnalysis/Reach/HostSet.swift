/// A set of hosts by their positions on a `HostAxis`, as the words of a bit map that are not zero.
///
/// Groups have few members among many hosts, and what a rule for them says is a few words; a rule for anyone is all
/// words. Operations on two sets take linear time in their words.
struct HostSet: Hashable, Sendable {
  /// Ascending.
  private(set) var indices: [UInt32] = []
  /// None is zero.
  private(set) var words: [UInt64] = []

  static let empty = HostSet()

  init() {}

  /// The positions of a range.
  init(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
    for index in first...last {
      var word = UInt64.max
      if index == first { word &= UInt64.max << UInt64(range.lowerBound & 63) }
      if index == last { word &= UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63) }
      indices.append(UInt32(truncatingIfNeeded: index))
      words.append(word)
    }
  }

  /// Positions in any order. O(n log n).
  init(_ positions: some Sequence<Int>) {
    for position in positions.sorted() {
      let index = UInt32(truncatingIfNeeded: position >> 6)
      let bit = UInt64(1) << UInt64(position & 63)
      if indices.last == index {
        words[words.count - 1] |= bit
      } else {
        indices.append(index)
        words.append(bit)
      }
    }
  }

  var isEmpty: Bool { words.isEmpty }
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ position: Int) -> Bool {
    let wanted = UInt32(truncatingIfNeeded: position >> 6)
    var low = 0
    var high = indices.count
    while low < high {
      let middle = (low + high) / 2
      if indices[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < indices.count && indices[low] == wanted && words[low] & (1 << UInt64(position & 63)) != 0
  }

  /// Ascending.
  var positions: [Int] {
    var result: [Int] = []
    result.reserveCapacity(count)
    forEach { result.append($0) }
    return result
  }

  func forEach(_ body: (Int) -> Void) {
    for (index, word) in zip(indices, words) {
      var rest = word
      while rest != 0 {
        body(Int(index) << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
  }

  var first: Int? {
    guard let index = indices.first, let word = words.first else { return nil }
    return Int(index) << 6 | word.trailingZeroBitCount
  }

  private mutating func append(_ index: UInt32, _ word: UInt64) {
    guard word != 0 else { return }
    indices.append(index)
    words.append(word)
  }
}

extension HostSet {
  func intersection(_ other: HostSet) -> HostSet {
    var result = HostSet()
    var (left, right) = (0, 0)
    while left < indices.count, right < other.indices.count {
      let (one, two) = (indices[left], other.indices[right])
      if one == two {
        result.append(one, words[left] & other.words[right])
        left += 1
        right += 1
      } else if one < two {
        left += 1
      } else {
        right += 1
      }
    }
    return result
  }

  func isDisjoint(with other: HostSet) -> Bool {
    var (left, right) = (0, 0)
    while left < indices.count, right < other.indices.count {
      let (one, two) = (indices[left], other.indices[right])
      if one == two {
        if words[left] & other.words[right] != 0 { return false }
        left += 1
        right += 1
      } else if one < two {
        left += 1
      } else {
        right += 1
      }
    }
    return true
  }

  func subtracting(_ other: HostSet) -> HostSet {
    if other.isEmpty { return self }
    var result = HostSet()
    var right = 0
    for (left, index) in indices.enumerated() {
      while right < other.indices.count, other.indices[right] < index { right += 1 }
      let holes = right < other.indices.count && other.indices[right] == index ? other.words[right] : 0
      result.append(index, words[left] & ~holes)
    }
    return result
  }

  func union(_ other: HostSet) -> HostSet {
    if isEmpty { return other }
    if other.isEmpty { return self }
    var result = HostSet()
    result.indices.reserveCapacity(indices.count + other.indices.count)
    result.words.reserveCapacity(indices.count + other.indices.count)
    var (left, right) = (0, 0)
    while left < indices.count || right < other.indices.count {
      let one = left < indices.count ? indices[left] : UInt32.max
      let two = right < other.indices.count ? other.indices[right] : UInt32.max
      if one == two {
        result.append(one, words[left] | other.words[right])
        left += 1
        right += 1
      } else if one < two {
        result.append(one, words[left])
        left += 1
      } else {
        result.append(two, other.words[right])
        right += 1
      }
    }
    return result
  }

  mutating func formUnion(_ other: HostSet) { self = union(other) }

  /// Whether all of another set is in this one.
  func contains(_ other: HostSet) -> Bool {
    var left = 0
    for (right, index) in other.indices.enumerated() {
      while left < indices.count, indices[left] < index { left += 1 }
      guard left < indices.count, indices[left] == index, other.words[right] & ~words[left] == 0 else { return false }
    }
    return true
  }
}
