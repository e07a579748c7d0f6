extension Parser {
  /// A text that is a template as a whole.
  mutating func parseLoneTemplate() -> Expression {
    do {
      let pieces = try parsePieces(until: .end, open: tokens[0])
      return try assemble(pieces, at: text.range)
    } catch {
      return Expression(.invalid, at: text.range)
    }
  }

  /// A string in quotes, or a heredoc.
  mutating func parseTemplate() throws(Failure) -> Expression {
    // Most strings hold a piece of text and nothing else.
    if let string = try parsePlainString() { return string }
    let open = read()
    let ignored = ignoresNewlines
    ignoresNewlines = false
    var pieces = try parsePieces(until: open.kind.closer ?? .end, open: open)
    let close = read()
    ignoresNewlines = ignored
    if open.kind == .openHeredoc, text.bytes[Int(open.lower) + 2] == UInt8(ascii: "-") { removeIndentation(&pieces) }
    return try assemble(pieces, at: range(open, close))
  }

  /// A string in quotes without templates.
  private mutating func parsePlainString() throws(Failure) -> Expression? {
    let open = next
    guard open.kind == .openQuote, afterNext.kind == .quotedText, tokens[index + 2].kind == .closeQuote
    else { return nil }
    let (content, close) = (tokens[index + 1], tokens[index + 2])
    index += 3
    return Expression(.literal(Value(.string(try unescape(content)))), at: range(open, close))
  }

  // MARK: Pieces

  /// What a template consists of, before directives are matched with their ends.
  private enum Piece {
    case text(String)
    case interpolation(Expression, height: Int)
    case `if`(Expression, height: Int, SourceRange)
    case `for`(key: String?, value: String, Expression, height: Int, SourceRange)
    case `else`(SourceRange), endif(SourceRange), endfor(SourceRange)
  }

  /// Up to the token that ends the template, which is left.
  private mutating func parsePieces(until end: Token.Kind, open: Token) throws(Failure) -> [Piece] {
    var pieces: [Piece] = []
    /// Whether the last sequence ended with `~}`.
    var stripsNext = false
    while tokens[index].kind != end {
      let token = read()
      let strips = stripsNext
      stripsNext = false
      switch token.kind {
      case .quotedText, .plainText:
        let text = try unescape(token)
        pieces.append(.text(strips ? text.droppingLeadingWhitespace() : text))
      case .openInterpolation, .openDirective:
        if token.upper - token.lower == 3, case .text(let text)? = pieces.last {
          pieces[pieces.count - 1] = .text(text.droppingTrailingWhitespace())
        }
        ignoresNewlines = true
        pieces.append(token.kind == .openDirective ? try parseDirective(token) : try parseInterpolation(token))
        let close = read()
        ignoresNewlines = false
        stripsNext = close.upper - close.lower == 2
      default: throw unterminated(open, at: token)
      }
    }
    return pieces
  }

  /// Up to the closing brace, which is left.
  private mutating func parseInterpolation(_ open: Token) throws(Failure) -> Piece {
    let expression = try parseExpression()
    let height = height
    let close = next
    switch close.kind {
    case .closeSequence: return .interpolation(expression, height: height)
    case .end, .openQuote, .unterminatedQuote, .closeQuote:
      throw fail(
        "Unclosed template interpolation sequence",
        "This interpolation has no closing brace. If ${ is meant to be text, write $${.",
        at: open
      )
    default:
      throw fail(
        "Extra characters after interpolation expression",
        "The expression is complete before this, and a closing brace is expected. If ${ is meant to be text, write $${.",
        at: close
      )
    }
  }

  /// Up to the closing brace, which is left.
  private mutating func parseDirective(_ open: Token) throws(Failure) -> Piece {
    let keyword = next
    guard keyword.kind == .identifier else {
      throw fail(
        "Invalid template directive",
        "After %{ one of if, else, endif, for and endfor is expected. If %{ is meant to be text, write %%{.",
        at: keyword
      )
    }
    read()
    let piece: Piece
    if isKeyword(keyword, "if") {
      let condition = try parseExpression()
      piece = .if(condition, height: height, range(open, next))
    } else if isKeyword(keyword, "for") {
      let (key, value) = try parseForNames("Invalid 'for' directive")
      let collection = try parseExpression()
      piece = .for(key: key, value: value, collection, height: height, range(open, next))
    } else if isKeyword(keyword, "else") {
      piece = .else(range(open, next))
    } else if isKeyword(keyword, "endif") {
      piece = .endif(range(open, next))
    } else if isKeyword(keyword, "endfor") {
      piece = .endfor(range(open, next))
    } else {
      throw fail(
        "Invalid template control keyword",
        "\"\(name(keyword))\" is none of if, else, endif, for and endfor. If %{ is meant to be text, write %%{.",
        at: keyword
      )
    }
    guard next.kind == .closeSequence else {
      throw fail(
        "Extra characters in \(name(keyword)) marker",
        "The directive is complete before this, and a closing brace is expected.",
        at: next
      )
    }
    return piece
  }

  // MARK: Indentation

  /// Takes from every line of a `<<-` heredoc the indentation of the line that has the least. Lines that are blank do not
  /// count and stay as they are; what is interpolated does not count either.
  private func removeIndentation(_ pieces: inout [Piece]) {
    var least = Int.max
    var lines: [Int] = []
    var isLineStart = true
    for (index, piece) in pieces.enumerated() {
      guard case .text(let text) = piece else {
        if isLineStart { least = 0 }
        isLineStart = false
        continue
      }
      let endsLine = text.utf8.last == UInt8(ascii: "\n")
      if isLineStart {
        let spaces = text.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        if spaces < text.unicodeScalars.count || !endsLine {
          least = min(least, spaces)
          lines.append(index)
        }
      }
      isLineStart = endsLine
    }
    guard least > 0, least < .max else { return }
    for index in lines {
      if case .text(let text) = pieces[index] { pieces[index] = .text(String(text.unicodeScalars.dropFirst(least))) }
    }
  }

  // MARK: Assembly

  /// A directive that is open, and the parts inside of it.
  private struct OpenDirective {
    var piece: Piece
    var parts: [TemplatePart] = []
    /// What follows the parts: adjoining pieces of text become one.
    var text = ""
    /// After `%{ else }`: what was before it.
    var then: [TemplatePart]?
    var height = 0

    init(_ piece: Piece, height: Int = 0) {
      self.piece = piece
      self.height = height
    }

    mutating func append(_ part: TemplatePart) {
      finishText()
      parts.append(part)
    }

    mutating func finishText() {
      guard !text.isEmpty else { return }
      parts.append(.text(text))
      text = ""
      height = max(height, 1)
    }

    /// The parts since the beginning or since `%{ else }`.
    mutating func takeParts() -> [TemplatePart] {
      finishText()
      defer { parts = [] }
      return parts
    }
  }

  private mutating func assemble(_ pieces: [Piece], at range: SourceRange) throws(Failure) -> Expression {
    height = 1
    if pieces.count == 1, case .interpolation(let expression, let inner) = pieces[0] {
      height = inner
      try grow(at: range)
      return Expression(.templateWrap(expression), at: range)
    }
    var open = [OpenDirective(.text(""))]
    for piece in pieces { try add(piece, to: &open) }
    guard open.count == 1 else {
      switch open[open.count - 1].piece {
      case .if(_, _, let range):
        report("Unexpected end of template", "This \"if\" has no %{ endif }.", at: range)
      case .for(_, _, _, _, let range):
        report("Unexpected end of template", "This \"for\" has no %{ endfor }.", at: range)
      default: break
      }
      throw Failure()
    }
    let parts = open[0].takeParts()
    switch parts.first {
    case nil: return Expression(.literal(Value(.string(""))), at: range)
    case .text(let text)? where parts.count == 1: return Expression(.literal(Value(.string(text))), at: range)
    default:
      height = open[0].height
      try grow(at: range)
      return Expression(.template(parts), at: range)
    }
  }

  private mutating func add(_ piece: Piece, to open: inout [OpenDirective]) throws(Failure) {
    let last = open.count - 1
    switch piece {
    case .text(let text):
      open[last].text += text
    case .interpolation(let expression, let inner):
      open[last].append(.interpolation(expression))
      open[last].height = max(open[last].height, inner + 1)
    case .if(_, let inner, let range), .for(_, _, _, let inner, let range):
      height = inner + open.count
      try grow(at: range)
      open.append(OpenDirective(piece, height: inner))
    case .else(let range):
      guard case .if = open[last].piece, open[last].then == nil else {
        throw unexpected("else", "It belongs to an \"if\" that has none yet.", at: range)
      }
      open[last].then = open[last].takeParts()
    case .endif(let range):
      guard case .if(let condition, _, _) = open[last].piece else {
        throw unexpected("endif", "The directive that is open here is not an \"if\".", at: range)
      }
      let parts = open[last].takeParts()
      let then = open[last].then
      close(.conditional(condition, then: then ?? parts, otherwise: then == nil ? [] : parts), in: &open)
    case .endfor(let range):
      guard case .for(let key, let value, let collection, _, _) = open[last].piece else {
        throw unexpected("endfor", "The directive that is open here is not a \"for\".", at: range)
      }
      close(.loop(keyName: key, valueName: value, collection: collection, body: open[last].takeParts()), in: &open)
    }
  }

  private func close(_ part: TemplatePart, in open: inout [OpenDirective]) {
    let inner = open.removeLast().height
    open[open.count - 1].append(part)
    open[open.count - 1].height = max(open[open.count - 1].height, inner + 1)
  }

  private mutating func unexpected(_ keyword: String, _ detail: String, at range: SourceRange) -> Failure {
    report("Unexpected \(keyword) directive", detail, at: range)
    return Failure()
  }
}

extension String {
  /// Without the white space that it begins with, line breaks included.
  func droppingLeadingWhitespace() -> String {
    String(unicodeScalars.drop { $0.properties.isWhitespace })
  }

  /// Without the white space that it ends with, line breaks included.
  func droppingTrailingWhitespace() -> String {
    let end = unicodeScalars.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(unicodeScalars[...$0]) } ?? ""
  }
}
