extension Lexer {
  /// Reads the text between quotes up to an interpolation, the closing quote or the end of the line.
  ///
  /// A line break ends the string: it is an error there, and one missing quote would otherwise turn the rest of the file
  /// inside out.
  mutating func readQuotes() {
    var next = offset
    while next < end {
      switch bytes[next] {
      case UInt8(ascii: "\""):
        emitText(.quotedText, to: next)
        emit(.closeQuote, length: 1)
        modes.removeLast()
        return
      case UInt8(ascii: "\\"):
        next += next + 1 < end && bytes[next + 1] < 0x80 && !isLineBreak(next + 1) ? 2 : 1
      case UInt8(ascii: "\n"):
        endQuotes(at: next)
        return
      case UInt8(ascii: "\r") where next + 1 < end && bytes[next + 1] == UInt8(ascii: "\n"):
        endQuotes(at: next)
        return
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        guard let length = readSequence(at: next, after: .quotedText) else { return }
        next += length
      case 0x80...:
        next = checkUTF8(at: next, in: .quotedText)
      default: next += 1
      }
    }
    emitText(.quotedText, to: end)
  }

  private func isLineBreak(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: "\n")
      || bytes[place] == UInt8(ascii: "\r") && place + 1 < end && bytes[place + 1] == UInt8(ascii: "\n")
  }

  private mutating func endQuotes(at place: Int) {
    emitText(.quotedText, to: place)
    emit(.unterminatedQuote, length: 0)
    modes.removeLast()
  }

  /// Reads a heredoc's line, or what of it comes before an interpolation.
  mutating func readHeredocLine(marker: Range<Int>) {
    let isLineStart = offset > 0 && bytes[offset - 1] == UInt8(ascii: "\n")
    if isLineStart, let length = closingLine(marker: marker) {
      emit(.closeHeredoc, length: length)
      modes.removeLast()
      return
    }
    readTemplateLine()
  }

  /// The length of the line at the offset, where it holds nothing but a heredoc's marker.
  private func closingLine(marker: Range<Int>) -> Int? {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0A }
    var next = offset
    while next < end, isSpace(bytes[next]) { next += 1 }
    guard next + marker.count <= end, bytes[next..<next + marker.count].elementsEqual(bytes[marker]) else { return nil }
    next += marker.count
    let upper = next
    while next < end, isSpace(bytes[next]) { next += 1 }
    // At the very end of a file, without a line break, it does not count: Terraform refuses that.
    guard next < end, bytes[next] == UInt8(ascii: "\n") else { return nil }
    return (bytes[next - 1] == UInt8(ascii: "\r") ? max(upper, next - 1) : next) - offset
  }

  /// Reads a line of a template outside of quotes, or what of it comes before an interpolation.
  mutating func readTemplateLine() {
    var next = offset
    while next < end {
      switch bytes[next] {
      case UInt8(ascii: "\n"):
        emitText(.plainText, to: next + 1)
        return
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        guard let length = readSequence(at: next, after: .plainText) else { return }
        next += length
      case 0x80...:
        next = checkUTF8(at: next, in: .plainText)
      default: next += 1
      }
    }
    emitText(.plainText, to: end)
  }

  private mutating func emitText(_ kind: Token.Kind, to upper: Int) {
    if upper > offset { emit(kind, length: upper - offset) }
  }

  /// At a `$` or `%`: begins an interpolation or directive, or gives the length of what is text.
  private mutating func readSequence(at place: Int, after kind: Token.Kind) -> Int? {
    func byte(_ ahead: Int) -> UInt8 { place + ahead < end ? bytes[place + ahead] : 0 }
    let first = bytes[place]
    // Doubled, it stands for itself.
    if byte(1) == first, byte(2) == UInt8(ascii: "{") { return 3 }
    guard byte(1) == UInt8(ascii: "{") else { return 1 }
    emitText(kind, to: place)
    emit(
      first == UInt8(ascii: "$") ? .openInterpolation : .openDirective,
      length: byte(2) == UInt8(ascii: "~") ? 3 : 2
    )
    modes.append(.code(braces: 0))
    return nil
  }

  /// Where to go on after a character outside of ASCII; what is none becomes a token of its own.
  private mutating func checkUTF8(at place: Int, in kind: Token.Kind) -> Int {
    if let (_, length) = UTF8Scalar.decode(bytes, at: place, end: end) { return place + length }
    emitText(kind, to: place)
    emit(.invalidUTF8, length: 1)
    return offset
  }
}
