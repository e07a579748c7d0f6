/// A string's text as something to parse, with the place of each of its bytes.
enum QuotedText {
  /// Undoes a string's escapes, those of JSON (RFC 8259, section 7), which for what references are made of are those of
  /// the native syntax too.
  static func contents(_ bytes: [UInt8], _ range: Range<Int>, of source: SourceID) -> ParsedText {
    guard bytes[range].contains(UInt8(ascii: "\\")) else {
      return ParsedText(bytes: bytes, lower: range.lowerBound, upper: range.upperBound, source: source)
    }
    var text: [UInt8] = []
    var origins: [UInt32] = []
    var place = range.lowerBound
    while place < range.upperBound {
      let (character, length) = character(bytes, at: place, end: range.upperBound)
      text.append(contentsOf: character)
      for _ in character { origins.append(UInt32(truncatingIfNeeded: place)) }
      place += length
    }
    origins.append(UInt32(truncatingIfNeeded: range.upperBound))
    return ParsedText(bytes: text, lower: 0, upper: text.count, source: source, origins: origins)
  }

  /// The bytes that an escape, or the byte at the place, stands for, and how many bytes it takes.
  private static func character(_ bytes: [UInt8], at place: Int, end: Int) -> (bytes: [UInt8], length: Int) {
    guard bytes[place] == UInt8(ascii: "\\"), place + 1 < end else { return ([bytes[place]], 1) }
    switch bytes[place + 1] {
    case UInt8(ascii: "b"): return ([0x08], 2)
    case UInt8(ascii: "f"): return ([0x0C], 2)
    case UInt8(ascii: "n"): return ([0x0A], 2)
    case UInt8(ascii: "r"): return ([0x0D], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "u"):
      guard let first = unit(bytes, at: place, end: end) else { return ([bytes[place]], 1) }
      if UTF16.isLeadSurrogate(first), let second = unit(bytes, at: place + 6, end: end), UTF16.isTrailSurrogate(second)
      {
        return (Array(String(decoding: [first, second], as: UTF16.self).utf8), 12)
      }
      return (Array(String(decoding: [first], as: UTF16.self).utf8), 6)
    default: return ([bytes[place + 1]], 2)
    }
  }

  /// What `\uXXXX` at a place stands for.
  private static func unit(_ bytes: [UInt8], at place: Int, end: Int) -> UInt16? {
    guard place + 6 <= end, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "u") else {
      return nil
    }
    return UInt16(String(decoding: bytes[place + 2..<place + 6], as: UTF8.self), radix: 16)
  }
}
