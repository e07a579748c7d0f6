// Import ids are bytes to the provider (Go's strings); Swift's characters would join a combining mark to a separator.

extension String {
  /// The parts between separators, empty ones too. At least one.
  func divided(at separator: Unicode.Scalar) -> [String] {
    utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  func utf8Begins(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// O(length × part), with parts of two or three bytes.
  func utf8Contains(_ part: String) -> Bool {
    let (bytes, part) = (Array(utf8), Array(part.utf8))
    guard bytes.count >= part.count else { return false }
    return (0...(bytes.count - part.count)).contains { bytes[$0..<($0 + part.count)].elementsEqual(part) }
  }
}
