extension XMLWriter {
  /// Writes text, with markup escaped.
  ///
  /// XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF (https://www.w3.org/TR/xml/#charsets): they
  /// become U+FFFD, since one of them in one description would make the whole answer unreadable. A carriage return is
  /// escaped, because parsers turn a bare one into a line feed.
  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      if needsEscaping(utf8) { escape(utf8) } else { append(utf8) }
    }
  }

  /// Whether there is a byte of which `escape` must have a look. Without an early exit, so that it becomes vector code.
  private func needsEscaping(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    var found: UInt8 = 0
    for byte in utf8 {
      found |= byte == UInt8(ascii: "&") ? 1 : 0
      found |= byte == UInt8(ascii: "<") ? 1 : 0
      found |= byte == UInt8(ascii: ">") ? 1 : 0
      found |= byte < 0x20 ? 1 : 0
      // U+FFFE and U+FFFF begin with this byte, as do all of U+F000…U+FFFF.
      found |= byte == 0xEF ? 1 : 0
    }
    return found != 0
  }

  private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>) {
    var index = utf8.startIndex
    while index < utf8.endIndex {
      let byte = utf8[index]
      index += 1
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "<"): raw("&lt;")
      case UInt8(ascii: ">"): raw("&gt;")
      case UInt8(ascii: "\r"): raw("&#13;")
      case UInt8(ascii: "\t"), UInt8(ascii: "\n"): append(byte)
      case ..<0x20: raw("\u{FFFD}")
      case 0xEF where index + 1 < utf8.endIndex && utf8[index] == 0xBF && utf8[index + 1] >= 0xBE:
        raw("\u{FFFD}")
        index += 2
      default: append(byte)
      }
    }
  }
}
