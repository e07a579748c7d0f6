import BigInt

extension Number {
  /// What can't be computed: zero by zero, infinity less infinity.
  struct UndefinedResult: Error {}

  private static func resultPrecision(_ left: Number, _ right: Number) -> UInt16 {
    max(left.precision, right.precision)
  }

  /// The result of an operation on two small whole numbers where it is one itself, and no rounding can occur.
  private static func small(
    _ left: Number,
    _ right: Number,
    _ operation: (Int64) -> (Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Number? {
    guard case .integer(let first, let firstPrecision) = left.storage,
      case .integer(let second, let secondPrecision) = right.storage
    else { return nil }
    let precision = max(firstPrecision, secondPrecision)
    let (value, overflow) = operation(first)(second)
    guard !overflow, precision >= 64 || value.magnitude < 1 << 53 else { return nil }
    return Number(storage: .integer(value, precision: precision))
  }

  /// The sum.
  func adding(_ other: Number) throws(UndefinedResult) -> Number {
    if let small = Self.small(self, other, Int64.addingReportingOverflow) { return small }
    switch (storage, other.storage) {
    case (.infinity(let left), .infinity(let right)):
      if left != right { throw UndefinedResult() }
      return self
    case (.infinity, _): return self
    case (_, .infinity): return other
    default: break
    }
    let precision = Self.resultPrecision(self, other)
    return BinaryFloat.sum(BinaryFloat(self), BinaryFloat(other), precision: Int(precision)).number(
      precision: precision
    )
  }

  /// The difference.
  func subtracting(_ other: Number) throws(UndefinedResult) -> Number {
    if let small = Self.small(self, other, Int64.subtractingReportingOverflow) { return small }
    return try adding(other.negated)
  }

  /// The product.
  func multiplied(by other: Number) throws(UndefinedResult) -> Number {
    if !isZero, !other.isZero, let small = Self.small(self, other, Int64.multipliedReportingOverflow) { return small }
    if isInfinite || other.isInfinite {
      if isZero || other.isZero { throw UndefinedResult() }
      return Number(storage: .infinity(isNegative: signum != other.signum))
    }
    let (left, right) = (BinaryFloat(self), BinaryFloat(other))
    return BinaryFloat(
      isNegative: isNegative != other.isNegative,
      mantissa: left.mantissa * right.mantissa,
      exponent: left.exponent + right.exponent
    ).number(precision: Self.resultPrecision(self, other))
  }

  /// The quotient; of anything else by zero it is infinite, as in Terraform.
  func divided(by other: Number) throws(UndefinedResult) -> Number {
    let isNegative = isNegative != other.isNegative
    if isZero && other.isZero || isInfinite && other.isInfinite { throw UndefinedResult() }
    if isInfinite || other.isZero { return Number(storage: .infinity(isNegative: isNegative)) }
    let precision = Self.resultPrecision(self, other)
    if isZero || other.isInfinite {
      return Number(storage: isNegative ? .negativeZero(precision: precision) : .integer(0, precision: precision))
    }
    if case .integer(let dividend, _) = storage, case .integer(let divisor, _) = other.storage, precision >= 64,
      case (let quotient, let overflow) = dividend.remainderReportingOverflow(dividingBy: divisor), quotient == 0,
      !overflow
    {
      return Number(storage: .integer(dividend / divisor, precision: precision))
    }
    return BinaryFloat.quotient(
      BinaryFloat(self),
      BinaryFloat(other),
      precision: Int(precision),
      isNegative: isNegative
    )
    .number(precision: precision)
  }

  /// What is left of a division towards zero, computed as Terraform does: the dividend itself where the divisor is zero.
  func remainder(dividingBy other: Number) throws(UndefinedResult) -> Number {
    if isInfinite || other.isInfinite { return try multiplied(by: other) }
    if other.isZero { return self }
    if case .integer(let dividend, let precision) = storage, case .integer(let divisor, _) = other.storage,
      precision >= 64, divisor != -1, !(dividend < 0 && dividend % divisor == 0)
    {
      return Number(storage: .integer(dividend % divisor, precision: precision))
    }
    let ratio = BinaryFloat(try divided(by: other))
    // A ratio of more bits than the precision has no fraction that was kept.
    let whole: BinaryFloat
    if ratio.exponent >= 0 {
      whole = ratio
    } else {
      guard let truncated = ratio.truncated(limit: 1 << 16) else { throw UndefinedResult() }
      whole = BinaryFloat(isNegative: ratio.isNegative, mantissa: truncated.magnitude, exponent: 0)
    }
    let product = try whole.number(precision: precision).multiplied(by: other)
    return try subtracting(BinaryFloat(product).number(precision: precision))
  }

  var isNegative: Bool {
    if case .negativeZero = storage { return true }
    return signum < 0
  }

  /// The number with the other sign.
  var negated: Number {
    switch storage {
    case .integer(0, let precision): return Number(storage: .negativeZero(precision: precision))
    case .integer(let value, let precision):
      let (result, overflow) = Int64(0).subtractingReportingOverflow(value)
      if !overflow { return Number(storage: .integer(result, precision: precision)) }
      var value = BinaryFloat(value)
      value.isNegative = false
      return value.number(precision: precision)
    case .negativeZero(let precision): return Number(storage: .integer(0, precision: precision))
    case .infinity(let isNegative): return Number(storage: .infinity(isNegative: !isNegative))
    case .large(var value, let precision):
      value.isNegative.toggle()
      return value.number(precision: precision)
    }
  }

  /// The number without its sign.
  var magnitude: Number { isNegative ? negated : self }

  /// The nearest whole number that is not larger (or not smaller).
  func roundedToInteger(down: Bool) -> Number {
    if case .negativeZero(let precision) = storage { return Number(storage: .integer(0, precision: precision)) }
    guard case .large(let value, let precision) = storage, value.exponent < 0 else { return self }
    var mantissa: BigUInt = value.top <= 0 ? 0 : value.mantissa >> -value.exponent
    if value.isNegative == down { mantissa += 1 }
    if mantissa.isZero { return Number(storage: .integer(0, precision: max(precision, Self.writtenPrecision))) }
    return BinaryFloat(isNegative: value.isNegative, mantissa: mantissa, exponent: 0)
      .number(precision: max(precision, Self.writtenPrecision))
  }

  /// The whole number that this is, where it is one of at most so many bits.
  func bigInteger(limit: Int) -> BigInt? {
    guard isInteger else { return nil }
    return BinaryFloat(self).truncated(limit: limit)
  }

  /// A whole number, of its own width where that is more than 64 bits.
  init(bigInteger value: BigInt) {
    let precision = UInt16(clamping: max(64, value.magnitude.bitWidth))
    self = BinaryFloat(isNegative: value.sign == .minus, mantissa: value.magnitude, exponent: 0)
      .number(precision: precision)
  }
}

extension BinaryFloat {
  /// The sum, exact or with one bit that stands for all that rounding to the precision would not see.
  static func sum(_ left: BinaryFloat, _ right: BinaryFloat, precision: Int) -> BinaryFloat {
    if left.mantissa.isZero || right.mantissa.isZero {
      if left.mantissa.isZero && right.mantissa.isZero {
        return BinaryFloat(isNegative: left.isNegative && right.isNegative, mantissa: 0, exponent: 0)
      }
      return left.mantissa.isZero ? right : left
    }
    let (high, low) = left.top >= right.top ? (left, right) : (right, left)
    let isSame = high.isNegative == low.isNegative
    let width = max(precision, high.mantissa.bitWidth) + 3
    if high.top - low.top > width {
      let shift = width - high.mantissa.bitWidth
      let extended = high.mantissa << (shift + 1)
      return BinaryFloat(
        isNegative: high.isNegative,
        mantissa: isSame ? extended + 1 : extended - 1,
        exponent: high.exponent - shift - 1
      )
    }
    let exponent = min(high.exponent, low.exponent)
    let first = high.mantissa << (high.exponent - exponent)
    let second = low.mantissa << (low.exponent - exponent)
    if isSame { return BinaryFloat(isNegative: high.isNegative, mantissa: first + second, exponent: exponent) }
    if first == second { return BinaryFloat(isNegative: false, mantissa: 0, exponent: 0) }
    return first > second
      ? BinaryFloat(isNegative: high.isNegative, mantissa: first - second, exponent: exponent)
      : BinaryFloat(isNegative: low.isNegative, mantissa: second - first, exponent: exponent)
  }

  /// The quotient with two bits more than the precision, and one that says whether anything was left.
  static func quotient(
    _ dividend: BinaryFloat,
    _ divisor: BinaryFloat,
    precision: Int,
    isNegative: Bool
  ) -> BinaryFloat {
    let shift = max(0, precision + 2 + divisor.mantissa.bitWidth - dividend.mantissa.bitWidth)
    let (quotient, remainder) = (dividend.mantissa << shift).quotientAndRemainder(dividingBy: divisor.mantissa)
    return BinaryFloat(
      isNegative: isNegative,
      mantissa: quotient << 1 | (remainder.isZero ? 0 : 1),
      exponent: dividend.exponent - shift - divisor.exponent - 1
    )
  }
}
