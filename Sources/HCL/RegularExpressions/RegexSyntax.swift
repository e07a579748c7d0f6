/// A regular expression in RE2's syntax (github.com/google/re2/wiki/Syntax), as Go's `regexp` takes it.
indirect enum RegexNode {
  case empty
  case scalars(ScalarSet)
  case assertion(Assertion)
  case group(RegexNode, index: Int?)
  case sequence([RegexNode])
  case choice([RegexNode])
  case repetition(RegexNode, minimum: Int, maximum: Int?, isLazy: Bool)

  enum Assertion {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
  }
}

extension RegexNode {
  /// Whether it matches the empty text.
  var isNullable: Bool {
    switch self {
    case .empty, .assertion: true
    case .scalars: false
    case .group(let inner, _): inner.isNullable
    case .sequence(let items): items.allSatisfy(\.isNullable)
    case .choice(let branches): branches.contains(where: \.isNullable)
    case .repetition(let inner, let minimum, _, _): minimum == 0 || inner.isNullable
    }
  }
}

/// Characters, as ranges of code points in order.
struct ScalarSet {
  private(set) var ranges: [ClosedRange<UInt32>] = []

  init(_ ranges: [ClosedRange<UInt32>] = []) {
    for range in ranges { insert(range) }
    normalize()
  }

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  mutating func formUnion(_ other: ScalarSet) { ranges += other.ranges }

  mutating func normalize() {
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges {
      if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  var inverted: ScalarSet {
    var result = ScalarSet()
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.insert(next...(range.lowerBound - 1)) }
      next = range.upperBound &+ 1
    }
    if next <= 0x10FFFF { result.insert(next...0x10FFFF) }
    return result
  }

  /// With the other case of each letter. Ranges beyond ASCII are gone through only as far as they are small.
  var foldingCase: ScalarSet {
    var result = self
    for range in ranges {
      for value in range.lowerBound...min(range.upperBound, range.lowerBound &+ 2000) {
        guard let scalar = Unicode.Scalar(value) else { continue }
        for text in [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping] {
          let mapped = text.unicodeScalars
          if mapped.count == 1, let other = mapped.first { result.insert(other.value...other.value) }
        }
      }
    }
    // The letters that fold to ASCII ones from afar.
    if contains(0x6B) || contains(0x4B) { result.insert(0x212A...0x212A) }
    if contains(0x73) || contains(0x53) { result.insert(0x17F...0x17F) }
    result.normalize()
    return result
  }

  func contains(_ value: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  static let digits = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let blanks = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])
  static let any = ScalarSet([0...0x10FFFF])
  static let anyButLineBreak = ScalarSet([0...0x09, 0x0B...0x10FFFF])

  static let posix: [String: ScalarSet] = [
    "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A]), "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A]),
    "ascii": ScalarSet([0...0x7F]), "blank": ScalarSet([0x09...0x09, 0x20...0x20]),
    "cntrl": ScalarSet([0...0x1F, 0x7F...0x7F]), "digit": digits, "graph": ScalarSet([0x21...0x7E]),
    "lower": ScalarSet([0x61...0x7A]), "print": ScalarSet([0x20...0x7E]),
    "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]),
    "space": ScalarSet([0x09...0x0D, 0x20...0x20]),
    "upper": ScalarSet([0x41...0x5A]), "word": word, "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66]),
  ]
}

/// Why a text is no regular expression, or is one that is not supported here.
struct RegexError: Error {
  var message: String
  /// Whether Go's `regexp` would take it.
  var isUnsupported = false
}
