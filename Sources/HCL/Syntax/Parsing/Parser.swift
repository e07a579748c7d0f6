/// A recursive descent over the tokens of a text.
///
/// An error in an expression is reported where it is found and then thrown up to the body item that the expression is in,
/// which resumes behind itself (`Parser+Recovery.swift`).
struct Parser {
  /// How many errors of one text are told.
  static let errorLimit = 100

  /// Thrown after the error has been reported.
  struct Failure: Error {}

  let text: ParsedText
  var tokens: TokenStream
  /// Of the next token.
  var index = 0
  /// Whether line breaks count for nothing, as in brackets.
  var ignoresNewlines = false
  var diagnostics: [Diagnostic] = []
  /// Whether something was wrong before, so that what looks wrong now may only follow from it.
  var isRecovering = false
  /// How many blocks and expressions are being parsed.
  var depth = 0
  /// How many of them are blocks, or in brackets of their own, which take much of the thread's stack.
  var nesting = 0
  /// How high the tree is that the last function has returned.
  var height = 0
  var names = NameCache()
  /// Whether one block was said to have no end, which the blocks around it then have not either.
  var hasToldUnclosed = false
  /// What was read inside of a block without an end, and by its indentation belongs outside of it.
  var escaped: (column: Int, items: BodyItems)?
  /// How many tokens were read twice on account of errors.
  var repeated = 0

  init(_ text: ParsedText, as mode: Lexer.Mode) {
    self.text = text
    tokens = TokenStream(Lexer(text.bytes, from: text.lower, to: text.upper, as: mode))
  }

  // MARK: Tokens

  /// The next token that counts.
  var next: Token {
    mutating get {
      if ignoresNewlines { while tokens[index].kind == .newline { index += 1 } }
      return tokens[index]
    }
  }

  /// The token after the next; the last one where there is none.
  var afterNext: Token { mutating get { tokens[index + 1] } }

  /// The token that was read last, or the first.
  var previous: Token { mutating get { tokens[max(0, index - 1)] } }

  /// Reads the next token that counts. The end is never passed.
  @discardableResult
  mutating func read() -> Token {
    let token = next
    if token.kind != .end { index += 1 }
    return token
  }

  /// Reads the next token if it is what is hoped for.
  mutating func skip(_ kind: Token.Kind) -> Bool {
    guard next.kind == kind else { return false }
    read()
    return true
  }

  func range(_ token: Token) -> SourceRange { text.range(token.lower, token.upper) }

  /// From one token to another.
  func range(_ first: Token, _ last: Token) -> SourceRange { text.range(first.lower, last.upper) }

  /// A word, made only once where it is long enough to need memory of its own.
  mutating func name(_ token: Token) -> String {
    names.name(text.bytes, Int(token.lower), Int(token.upper))
  }

  func isKeyword(_ token: Token, _ keyword: StaticString) -> Bool {
    guard token.kind == .identifier, Int(token.upper - token.lower) == keyword.utf8CodeUnitCount else { return false }
    return keyword.withUTF8Buffer { text.bytes[Int(token.lower)..<Int(token.upper)].elementsEqual($0) }
  }

  // MARK: Errors

  /// How many lines lie between a place and a later one where something is wrong, in words. O(bytes between).
  func distance(_ lower: UInt32, _ upper: UInt32) -> String {
    // Nobody will read it, and to count again and again would take long.
    guard diagnostics.count < Self.errorLimit else { return "" }
    let end = min(Int(max(lower, upper)), text.bytes.count)
    let lines = text.bytes[min(Int(lower), end)..<end].count { $0 == UInt8(ascii: "\n") }
    return lines == 0 ? "in the same line" : lines == 1 ? "one line above" : "\(lines) lines above"
  }

  mutating func report(_ summary: String, _ detail: String, at range: SourceRange) {
    isRecovering = true
    guard diagnostics.count < Self.errorLimit else { return }
    if diagnostics.count == Self.errorLimit - 1 {
      diagnostics.append(
        Diagnostic(
          .error,
          "Too many errors",
          "More is wrong from here on, and is not listed. Correct the rest first.",
          at: range
        )
      )
      return
    }
    diagnostics.append(Diagnostic(.error, summary, detail, at: range))
  }

  /// Reports what a token should have been, in better words where the token is of another language.
  mutating func fail(_ summary: String, _ detail: String, at token: Token) -> Failure {
    if let (summary, detail) = foreign(token) {
      report(summary, detail, at: range(token))
    } else {
      report(summary, detail, at: range(token))
    }
    return Failure()
  }

  // MARK: Limits

  /// Enters one level more.
  mutating func descend() throws(Failure) {
    guard depth < HCLParser.depthLimit else { throw tooDeep(at: range(next)) }
    depth += 1
  }

  /// Enters a block, or an expression in brackets; `nesting` is to be counted down after it.
  mutating func nest() throws(Failure) {
    guard nesting < HCLParser.nestingLimit else { throw tooDeep(at: range(next)) }
    nesting += 1
  }

  /// Grows the tree that was returned last by a level.
  mutating func grow(over other: Int = 0, at range: SourceRange) throws(Failure) {
    height = max(height, other) + 1
    guard depth + height <= HCLParser.depthLimit else { throw tooDeep(at: range) }
  }

  private mutating func tooDeep(at range: SourceRange) -> Failure {
    report(
      "Nested too deeply",
      "Blocks and brackets may nest \(HCLParser.nestingLimit) levels, operators and attributes chain \(HCLParser.depthLimit). Split the expression with local values.",
      at: range
    )
    return Failure()
  }
}

/// Words that were met lately: resources repeat the names of their attributes.
struct NameCache {
  private var names = [String?](repeating: nil, count: 256)

  /// The text of a stretch of bytes that is UTF-8.
  mutating func name(_ bytes: [UInt8], _ lower: Int, _ upper: Int) -> String {
    let slice = bytes[lower..<upper]
    // Up to 15 bytes a string holds in itself.
    guard slice.count > 15 else { return String(decoding: slice, as: UTF8.self) }
    var hash: UInt32 = 2_166_136_261
    for byte in slice { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let slot = Int((hash ^ hash >> 16) & 255)
    if let known = names[slot], known.utf8.elementsEqual(slice) { return known }
    let name = String(decoding: slice, as: UTF8.self)
    names[slot] = name
    return name
  }
}
