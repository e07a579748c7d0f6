import EC2Shapes

/// User data: kept in Base64 as it was given, 16 KiB at most before encoding.
enum UserData {
  private static let largestSize = 16 * 1024

  /// Checks what a launch gives.
  static func check(_ text: String) throws(EC2Error) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let isValid = padding <= 2 && digits.count % 4 != 1 && digits.dropLast(padding).allSatisfy(alphabet.contains)
    guard isValid else {
      throw EC2Error(code: "InvalidUserData.Malformed", message: "Invalid BASE64 encoding of user data.")
    }
    try checkSize((digits.count - padding) * 3 / 4)
  }

  /// The text of what a modification gives in bytes.
  static func encode(_ bytes: [UInt8]) throws(EC2Error) -> String {
    try checkSize(bytes.count)
    let digits = Array(alphabet)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      var quad: [UInt8] = []
      for _ in 0..<4 {
        quad.insert(digits[Int(bits & 0x3F)], at: 0)
        bits >>= 6
      }
      text += quad.prefix(group.count + 1) + Array(repeating: UInt8(ascii: "="), count: 3 - group.count)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func checkSize(_ size: Int) throws(EC2Error) {
    guard size <= largestSize else {
      throw .invalidParameterValue("User data is limited to \(largestSize) bytes")
    }
  }

  private static let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
}
