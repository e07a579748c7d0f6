import BigInt

/// A number as Terraform computes with it: a binary floating-point number of 512 bits.
///
/// What is counted rather than written (the length of a list) has 64 bits, and what is computed with the machine's own
/// numbers (`log`, `pow`) has 53, as in Terraform: an operation has the precision of its more precise operand. Whole
/// numbers that fit into 64 bits are kept as they are, and take no memory of their own.
public struct Number: Hashable, Sendable {
  enum Storage: Sendable {
    /// Whole, and as precise as the number of bits says.
    case integer(Int64, precision: UInt16)
    case negativeZero(precision: UInt16)
    case infinity(isNegative: Bool)
    /// Neither of the above: a fraction, or a whole number outside of `Int64`.
    indirect case large(BinaryFloat, precision: UInt16)
  }

  let storage: Storage

  init(storage: Storage) { self.storage = storage }

  /// Bits of a number that is written in a text.
  static let writtenPrecision: UInt16 = 512
  /// Bits of a number that was counted.
  static let countedPrecision: UInt16 = 64

  /// A whole number, as precise as one that is written in a text.
  public init(_ integer: Int) { storage = .integer(Int64(integer), precision: Self.writtenPrecision) }

  /// A number of things that were counted.
  init(counting integer: Int) { storage = .integer(Int64(integer), precision: Self.countedPrecision) }

  /// The number that a double stands for exactly. What is not a number becomes zero.
  public init(_ double: Double) {
    guard double.isFinite else {
      storage = double.isNaN ? .integer(0, precision: 53) : .infinity(isNegative: double < 0)
      return
    }
    if double == 0 {
      storage = double.sign == .minus ? .negativeZero(precision: 53) : .integer(0, precision: 53)
      return
    }
    if let whole = Int64(exactly: double) {
      storage = .integer(whole, precision: 53)
      return
    }
    let magnitude = abs(double)
    let fraction = magnitude.significandBitPattern
    let mantissa = magnitude.isNormal ? fraction | 1 << 52 : fraction
    let exponent = magnitude.isNormal ? Int(magnitude.exponent) - 52 : -1074
    self = BinaryFloat(isNegative: double < 0, mantissa: .init(mantissa), exponent: exponent).number(precision: 53)
  }

  /// Bits of the mantissa that operations keep.
  var precision: UInt16 {
    switch storage {
    case .integer(_, let precision), .negativeZero(let precision), .large(_, let precision): precision
    case .infinity: Self.writtenPrecision
    }
  }

  /// The number where it is whole and fits.
  public var int: Int? {
    switch storage {
    case .integer(let value, _): Int(exactly: value)
    case .negativeZero: 0
    case .infinity, .large: nil
    }
  }

  /// The nearest double; infinite where the number is too large for one.
  public var double: Double {
    switch storage {
    case .integer(let value, _): Double(value)
    case .negativeZero: -0.0
    case .infinity(let isNegative): isNegative ? -.infinity : .infinity
    case .large(let value, _): value.double
    }
  }

  /// Whether the number has no fraction.
  public var isInteger: Bool {
    switch storage {
    case .integer, .negativeZero: true
    case .infinity: false
    case .large(let value, _): value.exponent >= 0
    }
  }

  var isInfinite: Bool {
    if case .infinity = storage { true } else { false }
  }

  /// −1, 0 or 1.
  var signum: Int {
    switch storage {
    case .integer(let value, _): Int(value.signum())
    case .negativeZero: 0
    case .infinity(let isNegative): isNegative ? -1 : 1
    case .large(let value, _): value.isNegative ? -1 : 1
    }
  }

  var isZero: Bool { signum == 0 }

  /// Whether two numbers are the same, however precise they are.
  public static func == (left: Self, right: Self) -> Bool {
    switch (left.storage, right.storage) {
    case (.integer(let left, _), .integer(let right, _)): left == right
    case (.large(let left, _), .large(let right, _)): left == right
    case (.infinity(let left), .infinity(let right)): left == right
    case (.negativeZero, _), (_, .negativeZero): left.isZero && right.isZero
    default: false
    }
  }

  /// What is equal hashes alike, however precise it is.
  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .integer(let value, _): hasher.combine(value)
    case .negativeZero: hasher.combine(Int64(0))
    case .infinity(let isNegative): hasher.combine(isNegative)
    case .large(let value, _): hasher.combine(value)
    }
  }
}

extension Number: Comparable {
  /// By size.
  public static func < (left: Self, right: Self) -> Bool {
    if case .integer(let left, _) = left.storage, case .integer(let right, _) = right.storage { return left < right }
    switch (left.storage, right.storage) {
    case (.infinity(let isNegative), _): return isNegative && left != right
    case (_, .infinity(let isNegative)): return !isNegative
    default: return BinaryFloat(left).isLess(than: BinaryFloat(right))
    }
  }
}

extension Number: ExpressibleByIntegerLiteral {
  /// A whole number, as precise as one that is written in a text.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Number {
  /// The number that a literal stands for: digits, a fraction, an exponent. `nil` for anything else.
  public init?(literal: String) {
    guard let first = literal.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
    self.init(literal)
  }
}
