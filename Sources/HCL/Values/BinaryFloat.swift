import BigInt

/// `± mantissa × 2^exponent`, finite: what numbers are computed with where ``Number``'s short form does not do.
struct BinaryFloat: Hashable, Sendable {
  var isNegative: Bool
  /// Odd in a ``Number``; while computing anything, and zero too.
  var mantissa: BigUInt
  var exponent: Int

  init(isNegative: Bool, mantissa: BigUInt, exponent: Int) {
    self.isNegative = isNegative
    self.mantissa = mantissa
    self.exponent = exponent
  }

  init(_ integer: Int64) {
    self.init(isNegative: integer < 0, mantissa: BigUInt(integer.magnitude), exponent: 0)
  }

  /// Of a finite number.
  init(_ number: Number) {
    switch number.storage {
    case .integer(let value, _): self.init(value)
    case .negativeZero, .infinity: self.init(isNegative: true, mantissa: 0, exponent: 0)
    case .large(let value, _): self = value
    }
  }

  /// Position of the highest bit, plus one: the number is below `2^top`.
  var top: Int { mantissa.bitWidth + exponent }

  /// Rounded to a number of bits, to the nearest and to even where two are as near (IEEE 754's default).
  func rounded(to precision: Int) -> BinaryFloat {
    let excess = mantissa.bitWidth - precision
    guard excess > 0 else { return self }
    var result = mantissa >> excess
    let half = mantissa >> (excess - 1) & 1 == 1
    if half, mantissa.trailingZeroBitCount < excess - 1 || result & 1 == 1 { result += 1 }
    return BinaryFloat(isNegative: isNegative, mantissa: result, exponent: exponent + excess)
  }

  /// Exponents are 32 bits wide, as in Go's `big.Float`: beyond is infinite, or zero.
  static let topRange = -2_147_483_648...2_147_483_647

  /// As a number of some precision, rounded.
  func number(precision: UInt16) -> Number {
    var value = rounded(to: Int(precision))
    guard !value.mantissa.isZero, value.top >= Self.topRange.lowerBound else {
      return Number(storage: isNegative ? .negativeZero(precision: precision) : .integer(0, precision: precision))
    }
    guard value.top <= Self.topRange.upperBound else { return Number(storage: .infinity(isNegative: isNegative)) }
    let zeros = value.mantissa.trailingZeroBitCount
    if zeros > 0 {
      value.mantissa >>= zeros
      value.exponent += zeros
    }
    if value.exponent >= 0, value.top <= 63 {
      let magnitude = Int64(value.mantissa << value.exponent)
      return Number(storage: .integer(isNegative ? -magnitude : magnitude, precision: precision))
    }
    if value.exponent == 63, value.mantissa == 1, isNegative {
      return Number(storage: .integer(.min, precision: precision))
    }
    return Number(storage: .large(value, precision: precision))
  }

  func isLess(than other: BinaryFloat) -> Bool {
    let (sign, otherSign) = (signum, other.signum)
    if sign != otherSign || sign == 0 { return sign < otherSign }
    return sign > 0 ? hasLessMagnitude(than: other) : other.hasLessMagnitude(than: self)
  }

  private var signum: Int { mantissa.isZero ? 0 : isNegative ? -1 : 1 }

  private func hasLessMagnitude(than other: BinaryFloat) -> Bool {
    if top != other.top { return top < other.top }
    // The highest bits are level, so the shifts are no wider than the mantissas.
    let level = min(exponent, other.exponent)
    return mantissa << (exponent - level) < other.mantissa << (other.exponent - level)
  }

  /// The whole number towards zero; `nil` where it would have more bits than `limit`.
  func truncated(limit: Int) -> BigInt? {
    guard top <= limit else { return nil }
    let magnitude = exponent >= 0 ? mantissa << exponent : top <= 0 ? 0 : mantissa >> -exponent
    return BigInt(sign: isNegative ? .minus : .plus, magnitude: magnitude)
  }

  var double: Double {
    // A double ends at 2^-1074: near it there are fewer than 53 bits.
    guard top > -1074 - 1 else { return isNegative ? -0.0 : 0 }
    guard top <= 1025 else { return isNegative ? -.infinity : .infinity }
    let bits = min(53, top + 1074)
    if bits <= 0 {
      let isMoreThanHalf = !(mantissa.bitWidth == 1 || mantissa.trailingZeroBitCount == mantissa.bitWidth - 1)
      let least = isMoreThanHalf ? Double.leastNonzeroMagnitude : 0
      return isNegative ? -least : least
    }
    let value = rounded(to: bits)
    let magnitude = Double(sign: .plus, exponent: value.exponent, significand: Double(UInt64(value.mantissa)))
    return isNegative ? -magnitude : magnitude
  }
}
