/// Well-formed UTF-8 sequences of more than one byte (RFC 3629, section 4).
enum UTF8Sequence {
  /// The length of the sequence that begins at the offset, `nil` where it is not well formed.
  static func length(in bytes: [UInt8], at offset: Int) -> Int? {
    let length: Int
    // The second byte's range keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
    let second: ClosedRange<UInt8>
    switch bytes[offset] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= bytes.count, second ~= bytes[offset + 1] else { return nil }
    for index in (offset + 2)..<(offset + length) where bytes[index] & 0xC0 != 0x80 { return nil }
    return length
  }
}

/// JSON's `\uXXXX` and its shorter kin (RFC 8259, section 7).
enum UnicodeEscape {
  static func digit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// The text that the bytes between a string's quotes stand for. A lone surrogate becomes U+FFFD.
  static func text(of bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") {
        units.append(unit(after: &rest))
      } else {
        // Everything up to the next escape, as one run of UTF-8.
        let run = [byte] + rest.prefix { $0 != UInt8(ascii: "\\") }
        rest = rest.dropFirst(run.count - 1)
        units.append(contentsOf: String(decoding: run, as: UTF8.self).utf16)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func unit(after rest: inout ArraySlice<UInt8>) -> UInt16 {
    switch rest.popFirst() {
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"):
      let digits = rest.prefix(4)
      rest = rest.dropFirst(4)
      return digits.reduce(0) { $0 << 4 | (digit($1) ?? 0) }
    case let character?: return UInt16(character)
    case nil: return 0xFFFD
    }
  }
}

/// The encodings in which shells write a command's output.
package enum TextEncoding {
  /// UTF-8 without a byte order mark. Windows PowerShell's `>` writes UTF-16 with one.
  ///
  /// UTF-16 without a mark is told by the zero byte beside the first character, which in JSON is ASCII.
  /// - Returns: `nil` for UTF-16 of an odd number of bytes.
  package static func utf8(from bytes: [UInt8]) -> [UInt8]? {
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xEF, 0xBB) where bytes.dropFirst(2).first == 0xBF: return Array(bytes.dropFirst(3))
    case (0xFF, 0xFE): return utf8(fromUTF16: bytes.dropFirst(2), bigEndian: false)
    case (0xFE, 0xFF): return utf8(fromUTF16: bytes.dropFirst(2), bigEndian: true)
    case (.some(1...), 0): return utf8(fromUTF16: bytes[...], bigEndian: false)
    case (0, .some(1...)): return utf8(fromUTF16: bytes[...], bigEndian: true)
    default: return bytes
    }
  }

  /// A surrogate without its partner becomes U+FFFD. By hand: 157 MB take half a second, and more than
  /// twenty as a `String` made of a lazy collection of code units.
  private static func utf8(fromUTF16 bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8]? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    func unit(at index: Int) -> UInt16 {
      bigEndian
        ? UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]) : UInt16(bytes[index + 1]) << 8 | UInt16(bytes[index])
    }
    while index < bytes.endIndex {
      let first = unit(at: index)
      index += 2
      if first < 0x80 {
        text.append(UInt8(truncatingIfNeeded: first))
        continue
      }
      var scalar = Unicode.Scalar(first) ?? "\u{FFFD}"
      if UTF16.isLeadSurrogate(first), index < bytes.endIndex {
        let second = unit(at: index)
        if UTF16.isTrailSurrogate(second) {
          index += 2
          let value = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
          scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        }
      }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return text
  }
}
