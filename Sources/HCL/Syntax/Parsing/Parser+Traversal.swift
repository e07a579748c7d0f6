extension Parser {
  /// The steps after a term: `.name`, `.0`, `[key]`, `[*]`, `.*`.
  mutating func parseTraversal(of base: Expression) throws(Failure) -> Expression {
    var result = base
    while true {
      let token = next
      switch token.kind {
      case .dot:
        read()
        if next.kind == .star {
          result = try parseAttributeSplat(of: result, from: token)
        } else {
          result = try parseStep(of: result, from: token)
        }
      case .openBracket:
        read()
        if next.kind == .star {
          result = try parseFullSplat(of: result, from: token)
        } else {
          result = try parseIndex(of: result, from: token)
        }
      default: return result
      }
    }
  }

  /// `.name` or `.0`; the dot has been read.
  private mutating func parseStep(of base: Expression, from dot: Token) throws(Failure) -> Expression {
    let token = next
    switch token.kind {
    case .identifier: break
    case .number where text.bytes[Int(token.lower)..<Int(token.upper)].contains(UInt8(ascii: ".")):
      throw fail(
        "Invalid legacy index syntax",
        "After a dot only one index can be written. Use brackets: [0][1].",
        at: token
      )
    case .number: break
    default:
      throw fail(
        "Invalid attribute name",
        "After a dot the name of an attribute is expected. A name of other characters is put in quotes and brackets: [\"a b\"].",
        at: token.kind == .newline || token.kind == .end ? dot : token
      )
    }
    read()
    let range = base.range.through(self.range(token))
    try grow(at: range)
    return Expression(.attribute(base, name: name(token)), at: range)
  }

  /// `[key]`; the bracket has been read.
  private mutating func parseIndex(of base: Expression, from open: Token) throws(Failure) -> Expression {
    let baseHeight = height
    let ignored = ignoresNewlines
    ignoresNewlines = true
    try nest()
    let key = try parseExpression()
    nesting -= 1
    let close = next
    guard close.kind == .closeBracket else {
      throw fail(
        "Missing close bracket on index",
        "A closing bracket is expected here, for the one that was opened \(distance(open.lower, close.lower)).",
        at: close
      )
    }
    read()
    ignoresNewlines = ignored
    let range = base.range.through(range(close))
    try grow(over: baseHeight, at: range)
    return Expression(.index(base, key: key), at: range)
  }

  /// `[*]` and all steps after it; the bracket has been read.
  private mutating func parseFullSplat(of base: Expression, from open: Token) throws(Failure) -> Expression {
    let baseHeight = height
    read()
    let close = next
    guard close.kind == .closeBracket else {
      throw fail(
        "Missing close bracket on splat index",
        "\"[*]\" stands for every element: after the star a closing bracket is expected.",
        at: close
      )
    }
    read()
    try nest()
    try descend()
    height = 1
    let each = try parseTraversal(of: Expression(.splatElement, at: range(open, close)))
    (depth, nesting) = (depth - 1, nesting - 1)
    let range = base.range.through(each.range)
    try grow(over: baseHeight, at: range)
    return Expression(.splat(base, isFull: true, each: each), at: range)
  }

  /// `.*` and the attributes after it; the dot has been read.
  private mutating func parseAttributeSplat(of base: Expression, from dot: Token) throws(Failure) -> Expression {
    let baseHeight = height
    let star = read()
    height = 1
    var each = Expression(.splatElement, at: range(dot, star))
    while next.kind == .dot {
      let step = read()
      guard next.kind != .star else {
        throw fail(
          "Nested splat expression not allowed",
          "\".*\" stands for every element once. For elements of elements use [*].",
          at: next
        )
      }
      each = try parseStep(of: each, from: step)
    }
    let range = base.range.through(each.range)
    try grow(over: baseHeight, at: range)
    return Expression(.splat(base, isFull: false, each: each), at: range)
  }
}
