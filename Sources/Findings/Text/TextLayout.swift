/// How a piece of text looks on a terminal.
package enum TextStyle: Hashable, Sendable {
  case plain, strong, faint, good, bad, doubtful, code

  /// The parameters of ANSI's Select Graphic Rendition (ECMA-48, section 8.3.117).
  fileprivate var codes: String {
    switch self {
    case .plain: ""
    case .strong: "1"
    case .faint: "2"
    case .good: "1;32"
    case .bad: "1;31"
    case .doubtful: "1;33"
    case .code: "36"
    }
  }

  /// The text with the codes for the style around it.
  package func painted(_ text: String) -> String {
    self == .plain ? text : "\u{1B}[\(codes)m\(text)\u{1B}[0m"
  }
}

/// What the reader's terminal can show.
package struct TextOptions: Hashable, Sendable {
  /// Columns; text is wrapped to them, commands are not.
  package var width: Int
  package var usesColour: Bool
  /// Whether anything but ASCII can be shown.
  package var usesUnicode: Bool

  package init(width: Int = 80, usesColour: Bool = false, usesUnicode: Bool = true) {
    self.width = max(40, width)
    self.usesColour = usesColour
    self.usesUnicode = usesUnicode
  }
}

/// Lines of styled text, wrapped to a width.
package struct TextLayout {
  package struct Span {
    package var text: String
    package var style: TextStyle

    package init(_ text: String, _ style: TextStyle = .plain) {
      self.text = text
      self.style = style
    }
  }

  package let options: TextOptions
  private var lines: [String] = []

  package init(_ options: TextOptions) { self.options = options }

  /// All lines, each with its end.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// An empty line, but never two.
  package mutating func blank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// Spans one after the other, broken between words, at spaces that are not no-break spaces; lines after the first begin at `hanging`.
  package mutating func paragraph(_ spans: [Span], indent: Int = 0, hanging: Int? = nil) {
    let margin = hanging ?? indent
    var line: [Span] = [Span(String(repeating: " ", count: indent))]
    var column = indent
    var isFresh = true
    // Spaces belong between two words only where the text has them: spans may join within a word.
    var pendingSpaces = 0
    for span in spans {
      for (position, word) in Self.words(presentable(span.text)).enumerated() {
        if position > 0 { pendingSpaces += 1 }
        guard !word.isEmpty else { continue }
        let isASCII = word.utf8.allSatisfy { $0 < 0x80 }
        let width = isASCII ? word.utf8.count : word.count
        let spaces = isFresh ? 0 : pendingSpaces
        if spaces > 0, column + spaces + width > options.width {
          append(line)
          line = [Span(String(repeating: " ", count: margin))]
          column = margin
        } else if spaces > 0 {
          // A space inside a span is the span's, so that words of one style are one run.
          line.append(Span(String(repeating: " ", count: spaces), position > 0 ? span.style : .plain))
          column += spaces
        }
        line.append(Span(isASCII ? String(word) : String(word.map { $0 == "\u{A0}" ? " " : $0 }), span.style))
        column += width
        isFresh = false
        pendingSpaces = 0
      }
    }
    append(line)
  }

  /// Pieces between spaces, empty ones too. Most texts are ASCII, whose bytes are its characters.
  private static func words(_ text: String) -> [Substring] {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return text.split(separator: " ", omittingEmptySubsequences: false)
    }
    return text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { Substring($0) }
  }

  /// One line, neighbours of one style in one run.
  private mutating func append(_ spans: [Span]) {
    var runs: [Span] = []
    for span in spans {
      if let last = runs.last, last.style == span.style {
        runs[runs.endIndex - 1].text += span.text
      } else {
        runs.append(span)
      }
    }
    lines.append(runs.map { styled($0.text, $0.style) }.joined())
  }

  /// Lines as they are: commands and code, which a break would spoil.
  package mutating func verbatim(_ text: String, indent: Int, _ style: TextStyle = .code) {
    let margin = String(repeating: " ", count: indent)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(line.isEmpty ? "" : margin + styled(safe(String(line)), style))
    }
  }

  // MARK: Characters

  private func styled(_ text: String, _ style: TextStyle) -> String {
    options.usesColour ? style.painted(text) : text
  }

  private func presentable(_ text: String) -> String {
    options.usesUnicode ? safe(text) : safe(text.map { Self.ascii[$0] ?? String($0) }.joined())
  }

  /// Names come from outside: what would steer the terminal is shown as a question mark.
  private func safe(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    guard text.unicodeScalars.contains(where: Self.steers) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(Self.steers(scalar) ? "?" : scalar) }
    return String(result)
  }

  /// Control characters, and the invisible ones that turn the direction of writing (Unicode TR 36).
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: true
    default: false
    }
  }

  private static let ascii: [Character: String] = [
    "→": "->", "✓": "+", "✗": "x", "│": "|", "●": "o", "·": "-", "…": "...", "–": "-", "↩": "<-", "×": "x",
  ]
}
