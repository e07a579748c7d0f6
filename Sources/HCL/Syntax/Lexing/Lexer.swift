/// Takes a text apart into tokens, in one pass. Every byte that is in no token is a space or a tab, or a byte order mark
/// at the beginning.
///
/// Templates make the language depend on where one is: in code, in quotes, in a heredoc. What is open is kept on a stack,
/// so that no text, however nested, takes more of the thread's stack. See hclsyntax/spec.md, "Lexical Elements".
struct Lexer {
  /// What a piece of text is read as.
  enum Mode: Hashable {
    /// Code; `braces` are those that are open since the beginning or since `${`.
    case code(braces: Int)
    case quotes
    /// The marker's place, by which the end is known.
    case heredoc(lower: Int, upper: Int)
    /// A text that is a template as a whole.
    case template
  }

  let bytes: [UInt8]
  /// Offset after the last byte to read.
  let end: Int
  var offset: Int
  var tokens: [Token] = []
  var modes: [Mode]
  /// Comments are left out unless somebody wants them.
  let keepsComments: Bool
  /// From how many tokens on there is a pause.
  private var limit = Int.max

  init(_ bytes: [UInt8], from lower: Int, to upper: Int, as mode: Mode, keepsComments: Bool = false) {
    self.bytes = bytes
    end = min(upper, bytes.count)
    offset = min(lower, end)
    modes = [mode]
    self.keepsComments = keepsComments
  }

  /// All tokens, with one of kind `end` at the end. O(bytes).
  mutating func run() -> [Token] {
    _ = run(to: .max)
    return tokens
  }

  /// Goes on until there are so many tokens, or some more; tells whether the end is one of them. O(bytes read).
  mutating func run(to count: Int) -> Bool {
    limit = count
    if offset == 0, end >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
    while offset < end {
      guard tokens.count < count else { return false }
      switch modes.last {
      case .code(let braces): readCode(braces: braces)
      case .quotes: readQuotes()
      case .heredoc(let lower, let upper): readHeredocLine(marker: lower..<upper)
      case .template, nil: readTemplateLine()
      }
    }
    emit(.end, length: 0)
    return true
  }

  /// Appends a token that begins at the offset, and goes on after it.
  mutating func emit(_ kind: Token.Kind, length: Int) {
    let upper = min(offset + length, end)
    tokens.append(
      Token(kind: kind, lower: UInt32(truncatingIfNeeded: offset), upper: UInt32(truncatingIfNeeded: upper))
    )
    offset = upper
  }

  /// The byte some way on, 0 beyond the end.
  func byte(_ ahead: Int) -> UInt8 { offset + ahead < end ? bytes[offset + ahead] : 0 }
}

// MARK: - Code

extension Lexer {
  /// Reads code up to where a template begins or ends, or to a pause.
  private mutating func readCode(braces: Int) {
    var braces = braces
    let isNested = modes.count > 1
    while offset < end, tokens.count < limit {
      let first = bytes[offset]
      switch first {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
      case UInt8(ascii: "\n"): emit(.newline, length: 1)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
        readIdentifier()
      case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
      case UInt8(ascii: "\""):
        emit(.openQuote, length: 1)
        suspend(braces, for: .quotes)
        return
      case UInt8(ascii: "{"):
        braces += 1
        emit(.openBrace, length: 1)
      case UInt8(ascii: "}"):
        guard braces > 0 || !isNested else {
          emit(.closeSequence, length: 1)
          modes.removeLast()
          return
        }
        braces = max(0, braces - 1)
        emit(.closeBrace, length: 1)
      case UInt8(ascii: "~") where byte(1) == UInt8(ascii: "}") && braces == 0 && isNested:
        emit(.closeSequence, length: 2)
        modes.removeLast()
        return
      case UInt8(ascii: "#"): readLineComment()
      case UInt8(ascii: "/"):
        switch byte(1) {
        case UInt8(ascii: "/"): readLineComment()
        case UInt8(ascii: "*"): readBlockComment()
        default: emit(.slash, length: 1)
        }
      case UInt8(ascii: "<"):
        if let marker = heredocMarker() {
          let length = marker.next - offset
          emit(.openHeredoc, length: length)
          suspend(braces, for: .heredoc(lower: marker.lower, upper: marker.upper))
          return
        }
        readOperator(first)
      case 0x80...: readBeyondASCII()
      default: readOperator(first)
      }
    }
    // The text ended in code, or there is a pause.
    modes[modes.count - 1] = .code(braces: braces)
  }

  private mutating func suspend(_ braces: Int, for mode: Mode) {
    modes[modes.count - 1] = .code(braces: braces)
    modes.append(mode)
  }

  private mutating func readOperator(_ first: UInt8) {
    let second = byte(1)
    switch first {
    case UInt8(ascii: "["): emit(.openBracket, length: 1)
    case UInt8(ascii: "]"): emit(.closeBracket, length: 1)
    case UInt8(ascii: "("): emit(.openParenthesis, length: 1)
    case UInt8(ascii: ")"): emit(.closeParenthesis, length: 1)
    case UInt8(ascii: ","): emit(.comma, length: 1)
    case UInt8(ascii: "."):
      let isEllipsis = second == first && byte(2) == first
      emit(isEllipsis ? .ellipsis : .dot, length: isEllipsis ? 3 : 1)
    case UInt8(ascii: ":"): emit(second == first ? .doubleColon : .colon, length: second == first ? 2 : 1)
    case UInt8(ascii: "?"): emit(.question, length: 1)
    case UInt8(ascii: "="):
      switch second {
      case UInt8(ascii: "="): emit(.equal, length: 2)
      case UInt8(ascii: ">"): emit(.fatArrow, length: 2)
      default: emit(.equals, length: 1)
      }
    case UInt8(ascii: "!"): emitComparison(.not, .notEqual)
    case UInt8(ascii: "<"): emitComparison(.less, .lessOrEqual)
    case UInt8(ascii: ">"): emitComparison(.greater, .greaterOrEqual)
    case UInt8(ascii: "&"): emit(second == first ? .and : .bitwise, length: second == first ? 2 : 1)
    case UInt8(ascii: "|"): emit(second == first ? .or : .bitwise, length: second == first ? 2 : 1)
    case UInt8(ascii: "+"): emit(.plus, length: 1)
    case UInt8(ascii: "-"): emit(.minus, length: 1)
    case UInt8(ascii: "*"): emit(.star, length: 1)
    case UInt8(ascii: "%"): emit(.percent, length: 1)
    case UInt8(ascii: "^"), UInt8(ascii: "~"): emit(.bitwise, length: 1)
    case UInt8(ascii: "'"): emit(.apostrophe, length: 1)
    case UInt8(ascii: "`"): emit(.backtick, length: 1)
    case UInt8(ascii: ";"): emit(.semicolon, length: 1)
    case UInt8(ascii: "\r") where second == UInt8(ascii: "\n"): emit(.newline, length: 2)
    default: emit(.invalid, length: 1)
    }
  }

  private mutating func emitComparison(_ alone: Token.Kind, _ withEquals: Token.Kind) {
    let hasEquals = byte(1) == UInt8(ascii: "=")
    emit(hasEquals ? withEquals : alone, length: hasEquals ? 2 : 1)
  }

  // MARK: Words

  private mutating func readIdentifier() {
    emit(.identifier, length: identifierEnd(after: offset + 1) - offset)
  }

  /// Where an identifier ends of which something has been read.
  private func identifierEnd(after offset: Int) -> Int {
    var offset = offset
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        offset += 1
      case 0x80...:
        guard let (scalar, length) = UTF8Scalar.decode(bytes, at: offset, end: end), scalar.properties.isIDContinue
        else { return offset }
        offset += length
      default: return offset
      }
    }
    return offset
  }

  /// Digits, dots and exponents; a dot or an exponent without digits after it does not belong to the number.
  private mutating func readNumber() {
    var next = offset + 1
    var upper = next
    while next < end {
      switch bytes[next] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        next += 1
        upper = next
      case UInt8(ascii: "."): next += 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let isSigned =
          next + 1 < end && (bytes[next + 1] == UInt8(ascii: "+") || bytes[next + 1] == UInt8(ascii: "-"))
        let digit = next + (isSigned ? 2 : 1)
        guard digit < end, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[digit] else {
          emit(.number, length: upper - offset)
          return
        }
        next = digit + 1
        upper = next
      default:
        emit(.number, length: upper - offset)
        return
      }
    }
    emit(.number, length: upper - offset)
  }

  private mutating func readBeyondASCII() {
    guard let (scalar, length) = UTF8Scalar.decode(bytes, at: offset, end: end) else {
      emit(.invalidUTF8, length: 1)
      return
    }
    if scalar.properties.isIDStart {
      emit(.identifier, length: identifierEnd(after: offset + length) - offset)
    } else {
      emit(.invalid, length: length)
    }
  }

  // MARK: Comments

  /// Up to the line break, which is a token of its own.
  private mutating func readLineComment() {
    var upper = offset
    while upper < end, bytes[upper] != UInt8(ascii: "\n") { upper += 1 }
    if upper < end, bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    skipComment(length: upper - offset)
  }

  private mutating func readBlockComment() {
    var upper = offset + 2
    while upper + 1 < end, bytes[upper] != UInt8(ascii: "*") || bytes[upper + 1] != UInt8(ascii: "/") { upper += 1 }
    guard upper + 1 < end else {
      emit(.unterminatedComment, length: end - offset)
      return
    }
    skipComment(length: upper + 2 - offset)
  }

  private mutating func skipComment(length: Int) {
    if keepsComments { emit(.comment, length: length) } else { offset += length }
  }

  // MARK: Heredocs

  /// `<<EOT` or `<<-EOT` and a line break at the offset: where the marker stands and where the text begins.
  private func heredocMarker() -> (lower: Int, upper: Int, next: Int)? {
    guard byte(1) == UInt8(ascii: "<") else { return nil }
    let lower = offset + (byte(2) == UInt8(ascii: "-") ? 3 : 2)
    guard lower < end else { return nil }
    let start: Int
    switch bytes[lower] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
      start = lower + 1
    case 0x80...:
      guard let (scalar, length) = UTF8Scalar.decode(bytes, at: lower, end: end), scalar.properties.isIDStart else {
        return nil
      }
      start = lower + length
    default: return nil
    }
    let upper = identifierEnd(after: start)
    var next = upper
    if next < end, bytes[next] == UInt8(ascii: "\r") { next += 1 }
    guard next < end, bytes[next] == UInt8(ascii: "\n") else { return nil }
    return (lower, upper, next + 1)
  }
}
