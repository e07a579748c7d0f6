extension Parser {
  // MARK: Tuples

  /// `[a, b]` or `[for …]`
  mutating func parseTuple() throws(Failure) -> Expression {
    let open = read()
    let ignored = ignoresNewlines
    ignoresNewlines = true
    if isKeyword(next, "for") { return try parseFor(open, closer: .closeBracket, ignored: ignored) }
    var elements: [Expression] = []
    var highest = 0
    while next.kind != .closeBracket {
      elements.append(try parseExpression())
      highest = max(highest, height)
      let separator = next
      switch separator.kind {
      case .comma: read()
      case .closeBracket: break
      case .end:
        throw fail(
          "Unterminated tuple constructor expression",
          "This bracket has no closing one. Add it, or look inside for one too many or too few.",
          at: open
        )
      default: throw fail("Missing item separator", "Between two elements a comma is expected.", at: separator)
      }
    }
    let close = read()
    ignoresNewlines = ignored
    height = highest
    let range = range(open, close)
    try grow(at: range)
    return Expression(.tuple(elements), at: range)
  }

  // MARK: Objects

  /// `{ key = value }` or `{for …}`
  mutating func parseObject() throws(Failure) -> Expression {
    let open = read()
    let ignored = ignoresNewlines
    var first = index
    while tokens[first].kind == .newline { first += 1 }
    if isKeyword(tokens[first], "for") {
      ignoresNewlines = true
      return try parseFor(open, closer: .closeBrace, ignored: ignored)
    }
    ignoresNewlines = false
    var items: [ObjectItem] = []
    var highest = 0
    while true {
      let token = next
      if token.kind == .newline {
        index += 1
        continue
      }
      if token.kind == .closeBrace { break }
      guard token.kind != .end else { throw unterminatedObject(open) }
      items.append(try parseObjectItem(open))
      highest = max(highest, height)
      let separator = next
      switch separator.kind {
      case .comma, .newline: index += 1
      case .closeBrace: break
      case .end: throw unterminatedObject(open)
      default:
        throw fail(
          "Missing attribute separator",
          "Between two items of an object a comma or a line break is expected.",
          at: separator
        )
      }
    }
    let close = read()
    ignoresNewlines = ignored
    height = highest
    let range = range(open, close)
    try grow(at: range)
    return Expression(.object(items), at: range)
  }

  private mutating func unterminatedObject(_ open: Token) -> Failure {
    fail(
      "Unterminated object constructor expression",
      "This brace has no closing one. Add it, or look inside for one too many or too few.",
      at: open
    )
  }

  private mutating func parseObjectItem(_ open: Token) throws(Failure) -> ObjectItem {
    let isComputed = next.kind == .openParenthesis
    let key = try parseExpression()
    let keyHeight = height
    let separator = next
    guard separator.kind == .equals || separator.kind == .colon else {
      switch separator.kind {
      case .end: throw unterminatedObject(open)
      case .newline, .comma, .closeBrace:
        throw fail(
          "Missing attribute value",
          "After the key \"=\" and a value are expected.",
          at: separator.kind == .newline ? previous : separator
        )
      default:
        throw fail(
          "Missing key/value separator",
          "After the key \"=\" or \":\" is expected. A key with dots or spaces is put in quotes.",
          at: separator
        )
      }
    }
    read()
    let value = try parseExpression()
    height = max(height, keyHeight)
    return ObjectItem(key: isComputed ? key : literalKey(key), value: value)
  }

  /// A bare word as a key is text. What looks like a reference could mean either: evaluation refuses it, but it may stand
  /// where nothing is evaluated, as in `providers = { aws.west = aws.east }`.
  private func literalKey(_ key: Expression) -> Expression {
    switch key.kind {
    case .variable(let name): return Expression(.literal(Value(.string(name))), at: key.range)
    case .literal(let value):
      switch value.content {
      case .bool(let isTrue): return Expression(.literal(Value(.string(isTrue ? "true" : "false"))), at: key.range)
      case .null: return Expression(.literal(Value(.string("null"))), at: key.range)
      default: return key
      }
    default: return key
    }
  }

  // MARK: For

  /// From the word `for` on.
  private mutating func parseFor(
    _ open: Token,
    closer: Token.Kind,
    ignored: Bool
  ) throws(Failure) -> Expression {
    let summary = "Invalid 'for' expression"
    read()
    let (keyName, valueName) = try parseForNames(summary)
    var loop = ForExpression(
      keyName: keyName,
      valueName: valueName,
      collection: try parseExpression(),
      key: nil,
      result: Expression(.invalid, at: range(open)),
      condition: nil,
      groups: false
    )
    var highest = height
    guard skip(.colon) else {
      throw fail(summary, "After the collection a colon is expected, and what to make of each element.", at: next)
    }
    highest = max(highest, try parseForResult(&loop))
    let close = next
    guard close.kind == closer else { throw unexpectedInFor(closer, open) }
    read()
    ignoresNewlines = ignored
    let isObject = closer == .closeBrace
    try checkKeys(of: loop, isObject: isObject)
    let range = range(open, close)
    height = highest
    try grow(at: range)
    return Expression(isObject ? .forObject(loop) : .forTuple(loop), at: range)
  }

  /// After the colon; gives how high the highest of the trees is.
  private mutating func parseForResult(_ loop: inout ForExpression) throws(Failure) -> Int {
    loop.result = try parseExpression()
    var highest = height
    if skip(.fatArrow) {
      loop.key = loop.result
      loop.result = try parseExpression()
      highest = max(highest, height)
    }
    loop.groups = skip(.ellipsis)
    if isKeyword(next, "if") {
      read()
      loop.condition = try parseExpression()
      highest = max(highest, height)
    }
    return highest
  }

  private mutating func unexpectedInFor(_ closer: Token.Kind, _ open: Token) -> Failure {
    fail(
      "Invalid 'for' expression",
      "The expression is complete before this; \"\(closer == .closeBrace ? "}" : "]")\" or \"if\" and a condition is expected.",
      at: next.kind == .end ? open : next
    )
  }

  private mutating func checkKeys(of loop: ForExpression, isObject: Bool) throws(Failure) {
    let summary = "Invalid 'for' expression"
    if isObject {
      if loop.key != nil { return }
      report(summary, "In braces each element makes a key and a value: KEY => VALUE.", at: loop.result.range)
    } else if let key = loop.key {
      report(summary, "Only in braces does \"=>\" make keys; in brackets write the value alone.", at: key.range)
    } else if loop.groups {
      report(
        summary,
        "\"...\" gathers the values of equal keys, and in brackets there are no keys.",
        at: loop.result.range
      )
    } else {
      return
    }
    throw Failure()
  }

  /// `value in` or `key, value in`
  mutating func parseForNames(_ summary: String) throws(Failure) -> (key: String?, value: String) {
    func name(_ parser: inout Parser) throws(Failure) -> String {
      let token = parser.next
      guard token.kind == .identifier else {
        throw parser.fail(
          summary,
          "Here the name of a variable is expected: for VALUE in …, or for KEY, VALUE in …",
          at: token
        )
      }
      parser.read()
      return parser.name(token)
    }
    let first = try name(&self)
    let second = skip(.comma) ? try name(&self) : nil
    guard isKeyword(next, "in") else {
      throw fail(summary, "After the names \"in\" and a collection are expected.", at: next)
    }
    read()
    return second.map { (first, $0) } ?? (nil, first)
  }
}
