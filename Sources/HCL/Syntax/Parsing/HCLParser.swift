/// Reads HCL's native syntax (github.com/hashicorp/hcl, hclsyntax/spec.md).
///
/// Everything is read that can be: an error spoils the attribute or block that it is in, and the reader goes on with the
/// next one. What is spoilt is ``Expression/Kind/invalid``. Time and memory are linear in the text's size; the thread's
/// stack that is needed does not depend on the text (see ``depthLimit``).
public enum HCLParser {
  /// How high a tree may become: how many blocks, expressions, operators and attributes may be in one another. What walks
  /// a tree needs no limit of its own.
  public static let depthLimit = 150
  /// How many blocks, brackets, calls and templates may be open at once.
  public static let nestingLimit = 50
  /// The largest text that is parsed, in bytes.
  public static let sizeLimit = 1 << 26

  /// A whole file: `*.tf`, `*.tfvars`.
  public static func parse(_ source: SourceID, in map: SourceMap) -> (body: Body, diagnostics: [Diagnostic]) {
    guard let text = map.text(source) else { return missingBody(source) }
    return parse(text.bytes, of: source)
  }

  /// A whole file, block by block: for files that are too large to be kept as trees.
  /// - Parameter each: Called with each block of the file itself (not those inside of blocks), in their order, once it is
  ///   read. It may take out of the block what it has no further use for; ``parseBody(at:in:)`` reads a body again. Not
  ///   called with a block that something is wrong with, of which the tree may be all there is.
  public static func parse(
    _ source: SourceID,
    in map: SourceMap,
    each: (inout Block) -> Void
  ) -> (body: Body, diagnostics: [Diagnostic]) {
    guard let text = map.text(source) else { return missingBody(source) }
    return parse(text.bytes, of: source, each: each)
  }

  /// The body of a block that was read before without errors, once more.
  /// - Parameter range: The body's, from brace to brace.
  /// - Complexity: O(bytes of the body).
  public static func parseBody(at range: SourceRange, in map: SourceMap) -> Body {
    guard let text = map.text(range.source) else { return Body(range: range) }
    let upper = min(Int(range.upper), text.bytes.count)
    var parser = Parser(
      ParsedText(bytes: text.bytes, lower: min(Int(range.lower), upper), upper: upper, source: range.source),
      as: .code(braces: 0)
    )
    return parser.parseBlockBody()
  }

  /// A text that is one expression, such as `var.a + 1`; line breaks in it count for nothing.
  public static func parseExpression(
    _ source: SourceID,
    in map: SourceMap
  ) -> (expression: Expression, diagnostics: [Diagnostic]) {
    guard let text = map.text(source) else { return missing(source) }
    return parseExpression(at: SourceRange(source, 0, UInt32(truncatingIfNeeded: text.bytes.count)), in: map)
  }

  /// A stretch of a text as an expression: what stands between the quotes of `depends_on = ["aws_vpc.main"]`.
  public static func parseExpression(
    at range: SourceRange,
    in map: SourceMap
  ) -> (expression: Expression, diagnostics: [Diagnostic]) {
    guard let text = map.text(range.source) else { return missing(range.source) }
    return parseExpression(
      ParsedText(bytes: text.bytes, lower: Int(range.lower), upper: Int(range.upper), source: range.source)
    )
  }

  /// What stands in a quoted string, as an expression: `"aws_vpc.main"` in `depends_on` or `provider` as older
  /// configurations and JSON write them. The places are those in the string.
  /// - Parameter string: of the native syntax or of JSON, with its quotes.
  public static func parseExpression(
    inString string: SourceRange,
    in map: SourceMap
  ) -> (expression: Expression, diagnostics: [Diagnostic]) {
    guard let text = map.text(string.source) else { return missing(string.source) }
    let (lower, upper) = (Int(string.lower), min(Int(string.upper), text.bytes.count))
    guard upper - lower >= 2, text.bytes[lower] == UInt8(ascii: "\""), text.bytes[upper - 1] == UInt8(ascii: "\"")
    else {
      return parseExpression(at: string, in: map)
    }
    return parseExpression(QuotedText.contents(text.bytes, lower + 1..<upper - 1, of: string.source))
  }

  /// A text that is a template, as `templatefile` reads it.
  public static func parseTemplate(
    _ source: SourceID,
    in map: SourceMap
  ) -> (expression: Expression, diagnostics: [Diagnostic]) {
    guard let text = map.text(source) else { return missing(source) }
    return parseTemplate(ParsedText(bytes: text.bytes, lower: 0, upper: text.bytes.count, source: source))
  }

  /// The comments of a file, in order. O(bytes).
  public static func comments(_ source: SourceID, in map: SourceMap) -> [Comment] {
    guard let bytes = map.text(source)?.bytes, bytes.count <= sizeLimit else { return [] }
    var lexer = Lexer(bytes, from: 0, to: bytes.count, as: .code(braces: 0), keepsComments: true)
    return lexer.run().filter { $0.kind == .comment }.map { token in
      Comment(
        text: String(decoding: bytes[Int(token.lower)..<Int(token.upper)], as: UTF8.self),
        range: SourceRange(source, token.lower, token.upper)
      )
    }
  }

  static func parse(
    _ bytes: [UInt8],
    of source: SourceID,
    each: (inout Block) -> Void = { _ in }
  ) -> (body: Body, diagnostics: [Diagnostic]) {
    let text = ParsedText(bytes: bytes, lower: 0, upper: bytes.count, source: source)
    guard bytes.count <= sizeLimit else {
      return (Body(range: text.range), [tooLarge(text)])
    }
    var parser = Parser(text, as: .code(braces: 0))
    let body = parser.parseFile(each: each)
    return (body, parser.diagnostics)
  }

  static func parseExpression(_ text: ParsedText) -> (expression: Expression, diagnostics: [Diagnostic]) {
    guard text.upper - text.lower <= sizeLimit else { return (Expression(.invalid, at: text.range), [tooLarge(text)]) }
    var parser = Parser(text, as: .code(braces: 0))
    let expression = parser.parseLoneExpression()
    return (expression, parser.diagnostics)
  }

  static func parseTemplate(_ text: ParsedText) -> (expression: Expression, diagnostics: [Diagnostic]) {
    guard text.upper - text.lower <= sizeLimit else { return (Expression(.invalid, at: text.range), [tooLarge(text)]) }
    var parser = Parser(text, as: .template)
    let expression = parser.parseLoneTemplate()
    return (expression, parser.diagnostics)
  }

  /// A template inside of a tree that is some levels deep already, and how high its own tree is.
  static func parseTemplate(
    _ text: ParsedText,
    depth: Int
  ) -> (expression: Expression, diagnostics: [Diagnostic], height: Int) {
    var parser = Parser(text, as: .template)
    parser.depth = depth
    parser.nesting = depth
    let expression = parser.parseLoneTemplate()
    return (expression, parser.diagnostics, parser.height)
  }

  private static func tooLarge(_ text: ParsedText) -> Diagnostic {
    Diagnostic(
      .error,
      "File too large",
      "\(text.upper - text.lower) bytes; at most \(sizeLimit) are read. Split the file.",
      at: SourceRange(text.source, 0, 0)
    )
  }

  private static func missing(_ source: SourceID) -> (Expression, [Diagnostic]) {
    (Expression(.invalid, at: SourceRange(source, 0, 0)), missingBody(source).1)
  }

  private static func missingBody(_ source: SourceID) -> (Body, [Diagnostic]) {
    let problem = Diagnostic(.error, "Unknown source", "No text number \(source.rawValue) was added to the source map.")
    return (Body(range: SourceRange(source, 0, 0)), [problem])
  }
}

/// `# …`, `// …` or `/* … */`
public struct Comment: Hashable, Sendable {
  /// With the characters that make it a comment, without the line break after it.
  public var text: String
  /// Of the text.
  public var range: SourceRange

  /// A comment and its place.
  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// What is parsed: a stretch of bytes, and which text they are of.
struct ParsedText {
  var bytes: [UInt8]
  var lower: Int
  var upper: Int
  var source: SourceID
  /// Where the bytes are not the source's own (a JSON string, its escapes undone): for each of them, and for their end,
  /// the offset in the source.
  var origins: [UInt32]?

  var range: SourceRange { range(UInt32(truncatingIfNeeded: lower), UInt32(truncatingIfNeeded: upper)) }

  func range(_ lower: UInt32, _ upper: UInt32) -> SourceRange {
    guard let origins, let last = origins.last else { return SourceRange(source, lower, upper) }
    func origin(_ offset: UInt32) -> UInt32 { Int(offset) < origins.count ? origins[Int(offset)] : last }
    return SourceRange(source, origin(lower), origin(upper))
  }
}
