extension Parser {
  /// A text that is nothing but an expression.
  mutating func parseLoneExpression() -> Expression {
    ignoresNewlines = true
    do {
      let expression = try parseExpression()
      guard next.kind == .end else {
        throw fail("Extra characters after expression", "The expression is complete before this. Remove it.", at: next)
      }
      return expression
    } catch {
      return Expression(.invalid, at: text.range)
    }
  }

  /// An expression of any kind; what stands after it is left.
  mutating func parseExpression() throws(Failure) -> Expression {
    try descend()
    let expression = try parseOperations()
    let result = next.kind == .question ? try parseConditional(expression) : expression
    depth -= 1
    return result
  }

  /// `condition ? then : otherwise`
  private mutating func parseConditional(_ condition: Expression) throws(Failure) -> Expression {
    let conditionHeight = height
    let question = read()
    let then = try parseExpression()
    let thenHeight = height
    guard skip(.colon) else {
      throw fail(
        "Missing false expression in conditional",
        "After CONDITION ? VALUE a colon and the value for the other case are expected.",
        at: next.kind == .newline || next.kind == .end ? question : next
      )
    }
    let otherwise = try parseExpression()
    let range = condition.range.through(otherwise.range)
    try grow(over: max(conditionHeight, thenHeight), at: range)
    return Expression(.conditional(condition, then: then, otherwise: otherwise), at: range)
  }

  // MARK: Operators

  /// Operands joined by binary operators, those that bind more tightly first, else from the left.
  private mutating func parseOperations() throws(Failure) -> Expression {
    let first = try parseOperand()
    guard next.kind.precedence != nil else { return first }
    var pending = PendingOperations(first: first, height: height)
    while let precedence = next.kind.precedence {
      let token = read()
      try reduce(&pending, to: precedence)
      pending.operators.append(token.kind)
      pending.operands.append((try parseOperand(), height))
    }
    try reduce(&pending, to: 0)
    guard let result = pending.operands.last else { return first }
    height = result.height
    return result.expression
  }

  private struct PendingOperations {
    var operands: [(expression: Expression, height: Int)]
    var operators: [Token.Kind] = []

    init(first: Expression, height: Int) { operands = [(first, height)] }
  }

  /// Joins operands whose operator binds as tightly as one that follows, or more.
  private mutating func reduce(_ pending: inout PendingOperations, to precedence: Int) throws(Failure) {
    while let kind = pending.operators.last, kind.precedence ?? 0 >= precedence {
      guard let operation = kind.binaryOperator, let right = pending.operands.popLast(),
        let left = pending.operands.popLast()
      else { return }
      pending.operators.removeLast()
      height = left.height
      let range = left.expression.range.through(right.expression.range)
      try grow(over: right.height, at: range)
      pending.operands.append((Expression(.binary(operation, left.expression, right.expression), at: range), height))
    }
  }

  /// A term with signs before it and steps after it.
  private mutating func parseOperand() throws(Failure) -> Expression {
    let token = next
    guard token.kind == .minus || token.kind == .not else {
      let term = try parseTerm(token)
      return next.kind == .dot || next.kind == .openBracket ? try parseTraversal(of: term) : term
    }
    read()
    try descend()
    let operand = try parseOperand()
    depth -= 1
    let range = range(token).through(operand.range)
    try grow(at: range)
    return Expression(.unary(token.kind == .minus ? .negate : .not, operand), at: range)
  }

  // MARK: Terms

  private mutating func parseTerm(_ token: Token) throws(Failure) -> Expression {
    height = 1
    if token.kind == .identifier { return try parseWord() }
    if token.kind == .number { return try parseNumber() }
    try nest()
    let term: Expression
    switch token.kind {
    case .openQuote, .openHeredoc: term = try parseTemplate()
    case .openParenthesis: term = try parseParentheses()
    case .openBracket: term = try parseTuple()
    case .openBrace: term = try parseObject()
    default: throw unexpectedTerm(token)
    }
    nesting -= 1
    return term
  }

  private mutating func unexpectedTerm(_ token: Token) -> Failure {
    switch token.kind {
    case .end, .newline:
      fail(
        token.kind == .end ? "Missing expression" : "Invalid expression",
        "The line ends where an expression is expected. Only in brackets may an expression go on in the next line.",
        at: index > 0 && previous.kind != .newline ? previous : token
      )
    case .less where afterNext.kind == .less:
      fail(
        "Invalid expression",
        "A heredoc begins with << or <<-, a name, and at once the end of the line: \"<<EOT\".",
        at: token
      )
    default:
      fail(
        "Invalid expression",
        "Here an expression is expected: a value, a reference such as var.name, a function call, or one of \"(\", \"[\", \"{\".",
        at: token
      )
    }
  }

  private mutating func parseWord() throws(Failure) -> Expression {
    let token = read()
    let following = next.kind
    if following == .openParenthesis || following == .doubleColon {
      try nest()
      let call = try parseCall(token)
      nesting -= 1
      return call
    }
    return word(token)
  }

  /// `true`, `false`, `null`, or the first name of a reference.
  private mutating func word(_ token: Token) -> Expression {
    let kind: Expression.Kind
    switch token.upper - token.lower {
    case 4 where isKeyword(token, "true"): kind = .literal(Value(.bool(true)))
    case 4 where isKeyword(token, "null"): kind = .literal(Value(.null(.dynamic)))
    case 5 where isKeyword(token, "false"): kind = .literal(Value(.bool(false)))
    default: kind = .variable(name(token))
    }
    return Expression(kind, at: range(token))
  }

  private mutating func parseNumber() throws(Failure) -> Expression {
    let token = read()
    let digits = String(decoding: text.bytes[Int(token.lower)..<Int(token.upper)], as: UTF8.self)
    guard let number = Number(literal: digits) else {
      throw fail(
        "Invalid number literal",
        "\(digits) is no number: digits are expected, a fraction after one point, an exponent after \"e\". Text is put in quotes.",
        at: token
      )
    }
    return Expression(.literal(Value(.number(number))), at: range(token))
  }

  private mutating func parseParentheses() throws(Failure) -> Expression {
    let open = read()
    let ignored = ignoresNewlines
    ignoresNewlines = true
    let expression = try parseExpression()
    let close = next
    guard close.kind == .closeParenthesis else {
      throw fail(
        "Unbalanced parentheses",
        "A closing parenthesis is expected here, for the one that was opened \(distance(open.lower, close.lower)).",
        at: close
      )
    }
    read()
    ignoresNewlines = ignored
    let range = range(open, close)
    try grow(at: range)
    return Expression(.parentheses(expression), at: range)
  }

  // MARK: Calls

  private mutating func parseCall(_ first: Token) throws(Failure) -> Expression {
    let (name, last) = try parseFunctionName(first)
    let open = read()
    let ignored = ignoresNewlines
    ignoresNewlines = true
    let (arguments, expandsLast) = try parseArguments(open)
    let close = read()
    ignoresNewlines = ignored
    let range = range(first, close)
    try grow(at: range)
    let nameRange = self.range(first, last)
    let call = FunctionCall(name: name, nameRange: nameRange, arguments: arguments, expandsLast: expandsLast)
    return Expression(.call(call), at: range)
  }

  /// The name with its namespaces, up to the opening parenthesis, which is left.
  private mutating func parseFunctionName(_ first: Token) throws(Failure) -> (name: String, last: Token) {
    var name = self.name(first)
    var last = first
    while skip(.doubleColon) {
      last = next
      guard last.kind == .identifier else {
        throw fail("Missing function name", "After \"::\" the name of a function is expected.", at: last)
      }
      read()
      name += "::" + self.name(last)
    }
    guard next.kind == .openParenthesis else {
      throw fail(
        "Missing open parenthesis",
        "After the name of a function its arguments are expected, in parentheses.",
        at: next.kind == .newline ? last : next
      )
    }
    return (name, last)
  }

  /// Up to the closing parenthesis, which is left.
  private mutating func parseArguments(
    _ open: Token
  ) throws(Failure) -> (arguments: [Expression], expandsLast: Bool) {
    var arguments: [Expression] = []
    var highest = 0
    while next.kind != .closeParenthesis {
      arguments.append(try parseExpression())
      highest = max(highest, height)
      switch next.kind {
      case .comma: read()
      case .closeParenthesis: break
      case .ellipsis:
        read()
        guard next.kind == .closeParenthesis else { throw unexpectedArgument(after: .ellipsis, open) }
        height = highest
        return (arguments, true)
      default: throw unexpectedArgument(after: .comma, open)
      }
    }
    height = highest
    return (arguments, false)
  }

  private mutating func unexpectedArgument(after separator: Token.Kind, _ open: Token) -> Failure {
    if separator == .ellipsis {
      return fail(
        "Missing closing parenthesis",
        "\"...\" expands the last argument: after it the closing parenthesis is expected.",
        at: next
      )
    }
    guard next.kind == .end else {
      return fail("Missing argument separator", "Between two arguments a comma is expected.", at: next)
    }
    return fail(
      "Unterminated function call",
      "This parenthesis has no closing one. Add it, or look inside for one too many or too few.",
      at: open
    )
  }
}
