import BigInt

extension Number {
  /// With ten digits at most, as Go's `big.Float` shows itself.
  var shortText: String {
    if case .integer(let value, _) = storage, value.magnitude < 10_000_000_000 { return String(value) }
    return formatted("g", precision: 10) ?? "\(double)"
  }

  /// As Go formats a `big.Float`: `e` and `f` with so many digits behind the point, `g` with so many in all (or the
  /// fewest that identify the number). `nil` where it would have more than some 20,000 digits.
  func formatted(_ verb: Character, precision: Int?) -> String? {
    if isInfinite { return text }
    let value = BinaryFloat(self)
    guard abs(value.exponent) <= 1 << 16, abs(value.top) <= 1 << 16, (precision ?? 0) <= 1 << 16 else { return nil }
    let isShortest = precision == nil
    var decimal: Decimal
    if value.mantissa.isZero {
      decimal = Decimal(digits: [], point: 0)
    } else {
      let (digits, point) =
        isShortest ? value.shortestDecimal(precision: Int(self.precision)) : value.exactDecimal()
      decimal = Decimal(digits: digits, point: point)
    }
    var precision = precision ?? 0
    switch verb {
    case "e":
      if isShortest { precision = max(decimal.digits.count - 1, 0) } else { decimal.round(to: precision + 1) }
    case "f":
      if isShortest {
        precision = max(decimal.digits.count - decimal.point, 0)
      } else {
        decimal.round(to: decimal.point + precision)
      }
    default:
      if isShortest {
        precision = decimal.digits.count
      } else {
        precision = max(precision, 1)
        decimal.round(to: precision)
      }
    }
    let sign = isNegative ? "-" : ""
    switch verb {
    case "e": return sign + decimal.scientific(precision)
    case "f": return sign + decimal.fixed(precision)
    default:
      let count = decimal.digits.count
      var limit = precision
      if limit > count, count >= decimal.point { limit = count }
      if isShortest { limit = 6 }
      let exponent = decimal.point - 1
      if exponent < -4 || exponent >= limit { return sign + decimal.scientific(min(precision, count) - 1) }
      if precision > decimal.point { precision = count }
      return sign + decimal.fixed(max(precision - decimal.point, 0))
    }
  }

  /// `0.digits × 10^point`
  private struct Decimal {
    var digits: [UInt8]
    var point: Int

    /// To so many digits, to even where exactly half is left.
    mutating func round(to count: Int) {
      guard count < digits.count else { return }
      guard count >= 0 else {
        digits = []
        point = 0
        return
      }
      let isHalf = digits[count] == UInt8(ascii: "5") && count + 1 == digits.count
      let roundsUp = isHalf ? count > 0 && digits[count - 1] & 1 == 1 : digits[count] >= UInt8(ascii: "5")
      digits.removeSubrange(count...)
      if roundsUp {
        while digits.last == UInt8(ascii: "9") { digits.removeLast() }
        if let last = digits.indices.last {
          digits[last] += 1
        } else {
          digits = [UInt8(ascii: "1")]
          point += 1
        }
      }
      while digits.last == UInt8(ascii: "0") { digits.removeLast() }
      if digits.isEmpty { point = 0 }
    }

    func scientific(_ precision: Int) -> String {
      var text = [digits.first ?? UInt8(ascii: "0")]
      if precision > 0 {
        text.append(UInt8(ascii: "."))
        let rest = digits.dropFirst().prefix(precision)
        text += rest
        text += [UInt8](repeating: UInt8(ascii: "0"), count: precision - rest.count)
      }
      let exponent = digits.isEmpty ? 0 : point - 1
      let size = String(exponent.magnitude)
      return String(decoding: text, as: UTF8.self) + (exponent < 0 ? "e-" : "e+")
        + (size.utf8.count < 2 ? "0" : "") + size
    }

    func fixed(_ precision: Int) -> String {
      func digit(_ index: Int) -> UInt8 { digits.indices.contains(index) ? digits[index] : UInt8(ascii: "0") }
      var text: [UInt8] = []
      if point > 0 {
        for index in 0..<point { text.append(digit(index)) }
      } else {
        text.append(UInt8(ascii: "0"))
      }
      if precision > 0 {
        text.append(UInt8(ascii: "."))
        for index in 0..<precision { text.append(digit(point + index)) }
      }
      return String(decoding: text, as: UTF8.self)
    }
  }
}
