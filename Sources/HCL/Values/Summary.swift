extension Value {
  /// What is asked of values again and again, worked out when they are made.
  struct Summary: Hashable, Sendable {
    /// How much work it is to walk through the value, about: one for each part and for every 32 bytes of text.
    var weight: UInt32
    /// Levels of collections.
    var depth: UInt8
    /// Whether nothing in it is unknown.
    var isWhollyKnown: Bool
    /// Whether it or anything in it is marked.
    var hasMarks: Bool

    init(weight: UInt32, depth: UInt8, isWhollyKnown: Bool, hasMarks: Bool) {
      self.weight = weight
      self.depth = depth
      self.isWhollyKnown = isWhollyKnown
      self.hasMarks = hasMarks
    }

    init(_ content: Content, _ marks: Marks) {
      weight = 1
      depth = 0
      isWhollyKnown = true
      hasMarks = !marks.isEmpty
      switch content {
      case .unknown: isWhollyKnown = false
      case .null, .bool, .number: break
      case .string(let text): weight = UInt32(clamping: 1 + text.utf8.count / 32)
      case .list(_, let elements), .set(_, let elements), .tuple(let elements):
        for element in elements { add(element.summary) }
      case .map(_, let elements), .object(let elements):
        depth = 1
        for (key, element) in elements {
          add(element.summary)
          add(text: key.utf8.count)
        }
      }
      if case .list = content, depth == 0 { depth = 1 }
    }

    private mutating func add(_ element: Summary) {
      let (sum, overflow) = weight.addingReportingOverflow(element.weight)
      weight = overflow ? .max : sum
      depth = max(depth, element.depth == .max ? .max : element.depth + 1)
      isWhollyKnown = isWhollyKnown && element.isWhollyKnown
      hasMarks = hasMarks || element.hasMarks
    }

    private mutating func add(text bytes: Int) {
      let (sum, overflow) = weight.addingReportingOverflow(UInt32(clamping: bytes / 32))
      weight = overflow ? .max : sum
    }
  }

  /// Levels of collections that a value may have: what walks through values calls itself.
  static let depthLimit: UInt8 = 200
}
