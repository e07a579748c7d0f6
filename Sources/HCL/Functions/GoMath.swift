import Foundation

/// Powers and logarithms to the last bit as Go computes them, which is not what every C library gives.
enum GoMath {
  /// The natural logarithm, after FreeBSD's `e_log.c`: the argument is brought between √½ and √2, and the rest is a
  /// polynomial.
  static func log(_ x: Double) -> Double {
    if x.isNaN || x == .infinity { return x }
    if x < 0 { return .nan }
    if x == 0 { return -.infinity }
    var fraction = x.significand / 2
    var exponent = Double(x.exponent) + 1
    if fraction < 2.0.squareRoot() / 2 {
      fraction *= 2
      exponent -= 1
    }
    let f = fraction - 1
    let s = f / (2 + f)
    let s2 = s * s
    let s4 = s2 * s2
    let t1 =
      s2
      * (6.666666666666735130e-01 + s4
        * (2.857142874366239149e-01 + s4 * (1.818357216161805012e-01 + s4 * 1.479819860511658591e-01)))
    let t2 = s4 * (3.999999999940941908e-01 + s4 * (2.222219843214978396e-01 + s4 * 1.531383769920937332e-01))
    let r = t1 + t2
    let half = 0.5 * f * f
    return exponent * 6.93147180369123816490e-01
      - ((half - (s * (half + r) + exponent * 1.90821492927058770002e-10)) - f)
  }

  static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if y == 1 { return x }
    if x.isNaN || y.isNaN { return .nan }
    let isOdd = abs(y) < 0x1p53 && y.truncatingRemainder(dividingBy: 2).magnitude == 1
    if x == 0 {
      if y < 0 { return x.sign == .minus && isOdd ? -.infinity : .infinity }
      return x.sign == .minus && isOdd ? x : 0
    }
    if y.isInfinite {
      if x == -1 { return 1 }
      return (abs(x) < 1) == (y > 0) ? 0 : .infinity
    }
    if x.isInfinite {
      if x < 0 { return pow(1 / x, -y) }
      return y < 0 ? 0 : .infinity
    }
    if y == 0.5 { return x.squareRoot() }
    if y == -0.5 { return 1 / x.squareRoot() }
    var whole = abs(y).rounded(.towardZero)
    var rest = abs(y) - whole
    if rest != 0, x < 0 { return .nan }
    if whole >= 0x1p63 {
      if x == -1 { return 1 }
      return (abs(x) < 1) == (y > 0) ? 0 : .infinity
    }
    var mantissa = 1.0
    var exponent = 0
    if rest != 0 {
      if rest > 0.5 {
        rest -= 1
        whole += 1
      }
      mantissa = exp(rest * log(x))
    }
    var factor = (x.sign == .minus ? -1 : 1) * x.significand / 2
    var factorExponent = Int(x.exponent) + 1
    var bits = Int64(whole)
    while bits != 0 {
      if factorExponent < -1 << 12 || 1 << 12 < factorExponent {
        exponent += factorExponent
        break
      }
      if bits & 1 == 1 {
        mantissa *= factor
        exponent += factorExponent
      }
      factor *= factor
      factorExponent <<= 1
      if factor < 0.5 {
        factor += factor
        factorExponent -= 1
      }
      bits >>= 1
    }
    if y < 0 {
      mantissa = 1 / mantissa
      exponent = -exponent
    }
    return scalbn(mantissa, exponent)
  }
}
