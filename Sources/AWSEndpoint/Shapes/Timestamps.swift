/// Timestamps as services send them and as the AWS command line prints them.
enum Timestamps {
  /// `2024-05-06T07:08:09.120Z` becomes `2024-05-06T07:08:09.120000+00:00`, and a fraction of zero goes. A text of
  /// another form stays as it is.
  static func asPrinted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let pattern = Array("0000-00-00T00:00:00".utf8)
    guard bytes.count > pattern.count, bytes.last == UInt8(ascii: "Z") else { return text }
    for (byte, expected) in zip(bytes, pattern) {
      let matches = expected == UInt8(ascii: "0") ? isDigit(byte) : byte == expected
      guard matches else { return text }
    }
    let seconds = String(decoding: bytes.prefix(pattern.count), as: UTF8.self)
    var fraction = Array(bytes.dropFirst(pattern.count).dropLast())
    guard !fraction.isEmpty else { return "\(seconds)+00:00" }
    guard fraction.first == UInt8(ascii: "."), (2...10).contains(fraction.count),
      fraction.dropFirst().allSatisfy(isDigit)
    else { return text }
    fraction = Array((fraction.dropFirst() + Array(repeating: UInt8(ascii: "0"), count: 6)).prefix(6))
    guard fraction.contains(where: { $0 != UInt8(ascii: "0") }) else { return "\(seconds)+00:00" }
    return "\(seconds).\(String(decoding: fraction, as: UTF8.self))+00:00"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
