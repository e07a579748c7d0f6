extension Parser {
  /// The text that a token of a template stands for.
  mutating func unescape(_ token: Token) throws(Failure) -> String {
    let (lower, upper) = (Int(token.lower), Int(token.upper))
    let isQuoted = token.kind == .quotedText
    let bytes = text.bytes
    var place = lower
    while place < upper, !isEscape(place, upper, isQuoted: isQuoted) { place += 1 }
    if place == upper { return String(decoding: bytes[lower..<upper], as: UTF8.self) }
    var result = Array(bytes[lower..<place])
    result.reserveCapacity(upper - lower)
    while place < upper {
      guard isEscape(place, upper, isQuoted: isQuoted) else {
        result.append(bytes[place])
        place += 1
        continue
      }
      if bytes[place] == UInt8(ascii: "\\") {
        place = try appendEscape(at: place, upper, to: &result)
      } else {
        // `$${` and `%%{`
        result.append(bytes[place])
        result.append(UInt8(ascii: "{"))
        place += 3
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func isEscape(_ place: Int, _ upper: Int, isQuoted: Bool) -> Bool {
    switch text.bytes[place] {
    case UInt8(ascii: "\\"): isQuoted
    case UInt8(ascii: "$"), UInt8(ascii: "%"):
      place + 2 < upper && text.bytes[place + 1] == text.bytes[place] && text.bytes[place + 2] == UInt8(ascii: "{")
    default: false
    }
  }

  /// Appends what a backslash and what follows it stand for; gives the place after them.
  private mutating func appendEscape(at place: Int, _ upper: Int, to result: inout [UInt8]) throws(Failure) -> Int {
    let summary = "Invalid escape sequence"
    guard place + 1 < upper else {
      report(
        summary,
        "After the backslash a character is expected. A backslash itself is written \"\\\\\".",
        at: span(place, upper)
      )
      throw Failure()
    }
    switch text.bytes[place + 1] {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(text.bytes[place + 1])
    case let kind where kind | 0x20 == UInt8(ascii: "u"):
      let digits = kind == UInt8(ascii: "u") ? 4 : 8
      var next = place + 2
      var value: UInt32 = 0
      while next < upper, next < place + 2 + digits, let digit = Self.hexadecimal(text.bytes[next]) {
        value = value << 4 | digit
        next += 1
      }
      guard next == place + 2 + digits else {
        report(
          summary,
          "After \\\(digits == 4 ? "u" : "U") \(digits == 4 ? "four" : "eight") hexadecimal digits are expected.",
          at: span(place, next)
        )
        throw Failure()
      }
      guard let scalar = Unicode.Scalar(value) else {
        report(summary, "There is no character U+\(String(value, radix: 16, uppercase: true)).", at: span(place, next))
        throw Failure()
      }
      result.append(contentsOf: String(Character(scalar)).utf8)
      return next
    default:
      let length = UTF8Scalar.decode(text.bytes, at: place + 1, end: upper)?.length ?? 1
      report(
        summary,
        "After a backslash one of n, r, t, u, U, \\ and \" is expected. A backslash itself is written \"\\\\\".",
        at: span(place, place + 1 + length)
      )
      throw Failure()
    }
    return place + 2
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  private func span(_ lower: Int, _ upper: Int) -> SourceRange {
    text.range(UInt32(truncatingIfNeeded: lower), UInt32(truncatingIfNeeded: upper))
  }

  // MARK: Errors

  /// What is wrong where a text should have ended.
  mutating func unterminated(_ open: Token, at token: Token) -> Failure {
    switch token.kind {
    case .unterminatedQuote:
      report(
        "Invalid multi-line string",
        "This string has no closing quote in its line. For a line break in it write \\n, or use a heredoc (<<EOT).",
        at: range(open, token)
      )
      return Failure()
    case .end:
      report(
        open.kind == .openHeredoc ? "Unterminated template string" : "Unterminated string literal",
        open.kind == .openHeredoc
          ? "This heredoc does not end: a line with nothing but its marker, ended by a line break, is missing."
          : "This string has no closing quote.",
        at: range(open)
      )
      return Failure()
    default:
      return fail("Invalid string literal", "This does not belong into a string.", at: token)
    }
  }

  /// What to say of characters that mean something elsewhere.
  func foreign(_ token: Token) -> (summary: String, detail: String)? {
    switch token.kind {
    case .bitwise:
      let instead =
        switch text.bytes[Int(token.lower)] {
        case UInt8(ascii: "&"): " For \"and\" write &&."
        case UInt8(ascii: "|"): " For \"or\" write ||."
        case UInt8(ascii: "~"): " For \"not\" write !."
        default: ""
        }
      return ("Unsupported operator", "There are no operators on bits." + instead)
    case .apostrophe: return ("Invalid character", "Text is put in double quotes, not in single ones.")
    case .backtick: return ("Invalid character", "Text is put in double quotes; a longer one is a heredoc (<<EOT).")
    case .semicolon:
      return ("Invalid character", "Arguments and blocks are separated by line breaks, elements by commas.")
    case .invalid: return ("Invalid character", "The language has no such character. In quotes it may stand.")
    case .invalidUTF8:
      return ("Invalid character encoding", "These bytes are not UTF-8. Save the file in that encoding.")
    case .unterminatedComment: return ("Invalid expression", "This comment does not end: \"*/\" is missing.")
    default: return nil
    }
  }
}
