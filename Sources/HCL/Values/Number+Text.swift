import BigInt

extension Number {
  /// Digits of a text that are looked at one by one; further ones only say whether anything was there.
  private static let significantDigitLimit = 20_000

  /// The number that a decimal text stands for: digits with a point and an exponent as they may be, or `inf`; `nil`
  /// where the text is none or the exponent is outside of 32 bits. O(digits²) up to 20,000 digits.
  public init?(_ text: String) {
    var text = text
    let number = text.withUTF8 { Self.parse($0) }
    guard let number else { return nil }
    self = number
  }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Number? {
    var index = 0
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index = 1
    }
    if bytes.count - index == 3, bytes[index] | 0x20 == UInt8(ascii: "i"), bytes[index + 1] == UInt8(ascii: "n"),
      bytes[index + 2] == UInt8(ascii: "f")
    {
      return Number(storage: .infinity(isNegative: isNegative))
    }
    var small: Int64 = 0
    var digits: [UInt8] = []
    var (count, fraction, skipped) = (0, 0, 0)
    var (sawPoint, sawDigit, isInexact) = (false, false, false)
    scan: while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        sawDigit = true
        if sawPoint { fraction += 1 }
        if count > 0 || byte != UInt8(ascii: "0") { count += 1 }
        if count <= 18 {
          small = small * 10 + Int64(byte - UInt8(ascii: "0"))
        } else if count <= significantDigitLimit {
          if digits.isEmpty { digits = Array(String(small).utf8) }
          digits.append(byte)
        } else {
          skipped += 1
          if byte != UInt8(ascii: "0") { isInexact = true }
        }
      case UInt8(ascii: ".") where !sawPoint: sawPoint = true
      default: break scan
      }
      index += 1
    }
    guard sawDigit else { return nil }
    var (exponent, binaryExponent) = (0, 0)
    if index < bytes.count {
      let isBinary = bytes[index] | 0x20 == UInt8(ascii: "p")
      guard isBinary || bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      guard let value = Self.exponent(bytes[(index + 1)...]) else { return nil }
      if isBinary { binaryExponent = value } else { exponent = value }
    }
    if binaryExponent == 0, exponent == 0, fraction == 0, digits.isEmpty {
      if small == 0, isNegative { return Number(storage: .negativeZero(precision: writtenPrecision)) }
      return Number(storage: .integer(isNegative ? -small : small, precision: writtenPrecision))
    }
    var mantissa: BigUInt
    if digits.isEmpty {
      mantissa = BigUInt(small)
    } else {
      if isInexact {
        digits.append(UInt8(ascii: "1"))
        skipped -= 1
      }
      guard let parsed = BigUInt(String(decoding: digits, as: UTF8.self)) else { return nil }
      mantissa = parsed
    }
    if mantissa.isZero {
      return Number(storage: isNegative ? .negativeZero(precision: 512) : .integer(0, precision: 512))
    }
    let five = exponent - fraction + skipped
    var value = BinaryFloat(isNegative: isNegative, mantissa: mantissa, exponent: five + binaryExponent)
    guard BinaryFloat.topRange.contains(value.top) else { return nil }
    if five != 0 {
      // As Go does it: the power of five has 64 bits more than the result.
      let power = BinaryFloat.powerOfFive(five.magnitude, precision: 512 + 64)
      if five > 0 {
        value.mantissa *= power.mantissa
        value.exponent += power.exponent
      } else {
        value = BinaryFloat.quotient(value, power, precision: 512, isNegative: isNegative)
      }
    }
    return value.number(precision: writtenPrecision)
  }

  private static func exponent(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var bytes = bytes
    var isNegative = false
    if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      bytes = bytes.dropFirst()
    }
    guard !bytes.isEmpty else { return nil }
    var value = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      if value > 1 << 33 { return nil }
    }
    return isNegative ? -value : value
  }

  /// Bits beyond (or behind) the point that are still printed.
  private static let printableBits = 1 << 16

  /// The shortest decimal text that is read as this number again, without an exponent, as Terraform prints numbers.
  /// `nil` where it would have more than some 20,000 digits.
  public var text: String? {
    switch storage {
    case .integer(let value, let precision) where precision >= 64 || value.magnitude < 1 << 53: return String(value)
    case .negativeZero: return "-0"
    case .infinity(let isNegative): return isNegative ? "-Inf" : "+Inf"
    default:
      let value = BinaryFloat(self)
      guard abs(value.exponent) <= Self.printableBits, abs(value.top) <= Self.printableBits else { return nil }
      let (digits, point) = value.shortestDecimal(precision: Int(precision))
      return (value.isNegative ? "-" : "") + Self.plain(digits, point: point)
    }
  }

  /// Digits with a decimal point before the digit at `point` (which may be outside of them), and no exponent.
  static func plain(_ digits: [UInt8], point: Int) -> String {
    var text: [UInt8] = []
    if point > 0 {
      text += digits.prefix(point)
      text += [UInt8](repeating: UInt8(ascii: "0"), count: max(0, point - digits.count))
    } else {
      text.append(UInt8(ascii: "0"))
    }
    if digits.count > point {
      text.append(UInt8(ascii: "."))
      text += [UInt8](repeating: UInt8(ascii: "0"), count: max(0, -point))
      text += digits.dropFirst(max(0, point))
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Number: CustomStringConvertible {
  /// The decimal text, or the nearest double's where that is too long.
  public var description: String { text ?? "\(double)" }
}

extension BinaryFloat {
  /// Rounded at each step, as Go's `big.Float` does it: `n` may be as large as an exponent.
  static func powerOfFive(_ n: UInt, precision: Int) -> BinaryFloat {
    var result = BinaryFloat(isNegative: false, mantissa: BigUInt(5).power(Int(min(n, 27))), exponent: 0)
    var rest = n - min(n, 27)
    var factor = BinaryFloat(isNegative: false, mantissa: 5, exponent: 0)
    while rest > 0 {
      if rest & 1 == 1 { result = result.product(with: factor, precision: precision) }
      factor = factor.product(with: factor, precision: precision + 64)
      rest >>= 1
    }
    return result
  }

  private func product(with other: BinaryFloat, precision: Int) -> BinaryFloat {
    BinaryFloat(
      isNegative: isNegative != other.isNegative,
      mantissa: mantissa * other.mantissa,
      exponent: exponent + other.exponent
    ).rounded(to: precision)
  }

  /// All decimal digits, without zeros at the end, and where the point is: `0.digits × 10^point`.
  func exactDecimal() -> (digits: [UInt8], point: Int) {
    let scaled = exponent >= 0 ? mantissa << exponent : mantissa * BigUInt(5).power(-exponent)
    var digits = Array(String(scaled).utf8)
    let point = exponent >= 0 ? digits.count : digits.count + exponent
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (digits, point)
  }

  /// The fewest digits that lie nearer to this number than to any other of the precision.
  func shortestDecimal(precision: Int) -> (digits: [UInt8], point: Int) {
    // Half of the last place on either side; below a power of two the neighbour is nearer, which Go leaves out of
    // account for arbitrary precision.
    let shift = precision - mantissa.bitWidth + 1
    let full = shift > 0 ? mantissa << shift : mantissa
    let isEven = precision > mantissa.bitWidth || mantissa & 1 == 0
    let unit = shift > 0 ? exponent - shift : exponent
    let lower = BinaryFloat(isNegative: false, mantissa: full - 1, exponent: unit).exactDecimal()
    let upper = BinaryFloat(isNegative: false, mantissa: full + 1, exponent: unit).exactDecimal()
    var (digits, point) = BinaryFloat(isNegative: false, mantissa: mantissa, exponent: exponent).exactDecimal()
    let zero = UInt8(ascii: "0")
    func digit(_ number: (digits: [UInt8], point: Int), _ index: Int) -> UInt8 {
      index < number.digits.count ? number.digits[index] : zero
    }
    for index in digits.indices {
      let (low, middle, high) = (digit(lower, index), digits[index], digit(upper, index))
      let canRoundDown = low != middle || isEven && index + 1 == lower.digits.count
      let canRoundUp = middle != high && (isEven || middle + 1 < high || index + 1 < upper.digits.count)
      guard canRoundDown || canRoundUp else { continue }
      let roundsUp = canRoundDown && canRoundUp ? Self.isAboveHalf(digits, at: index + 1) : canRoundUp
      digits.removeSubrange((index + 1)...)
      if roundsUp {
        var last = digits.count - 1
        while last >= 0, digits[last] == UInt8(ascii: "9") {
          digits.removeLast()
          last -= 1
        }
        if last < 0 {
          digits = [UInt8(ascii: "1")]
          point += 1
        } else {
          digits[last] += 1
        }
      }
      break
    }
    while digits.count > 1, digits.last == zero { digits.removeLast() }
    return (digits, point)
  }

  private static func isAboveHalf(_ digits: [UInt8], at index: Int) -> Bool {
    guard index < digits.count else { return false }
    if digits[index] != UInt8(ascii: "5") || index + 1 < digits.count { return digits[index] >= UInt8(ascii: "5") }
    return index > 0 && (digits[index - 1] - UInt8(ascii: "0")) & 1 == 1
  }
}
