/// Names of requests.
package enum RequestIdentifier {
  /// A random UUID (version 4, RFC 9562) in lower case, as AWS names requests.
  package static func random() -> String {
    var random = SystemRandomNumberGenerator()
    return text(high: random.next(), low: random.next())
  }

  /// The UUID of these 128 bits, six of which give way to version and variant.
  static func text(high: UInt64, low: UInt64) -> String {
    let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
    let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    return String(unsafeUninitializedCapacity: 36) { bytes in
      var place = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          bytes[place] = UInt8(ascii: "-")
          place += 1
        }
        let word = index < 16 ? high : low
        bytes[place] = hexDigit(UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 0x0F)
        place += 1
      }
      return place
    }
  }
}

/// The lower-case hexadecimal digit of a number below 16.
func hexDigit(_ nibble: UInt8) -> UInt8 {
  nibble < 10 ? UInt8(ascii: "0") &+ nibble : UInt8(ascii: "a") &+ (nibble &- 10)
}

/// The number that a hexadecimal digit stands for, or nil.
func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit &- UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit &- UInt8(ascii: "a") &+ 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit &- UInt8(ascii: "A") &+ 10
  default: nil
  }
}
