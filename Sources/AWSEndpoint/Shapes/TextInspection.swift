import Foundation

extension String {
  /// The text without white space at its ends.
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension [UInt8] {
  /// Whether the bytes contain `text`, which must be ASCII in capitals, in any case. Linear for texts whose first
  /// byte is rare.
  func containsASCII(_ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, count >= wanted.count else { return false }
    return withUnsafeBufferPointer { bytes in
      for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
        var index = 0
        while index < wanted.count {
          let byte = bytes[start + index]
          let capital = (0x61...0x7a).contains(byte) ? byte - 0x20 : byte
          guard capital == wanted[index] else { break }
          index += 1
        }
        if index == wanted.count { return true }
      }
      return false
    }
  }
}
