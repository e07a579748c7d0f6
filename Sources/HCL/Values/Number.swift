/// A number as Terraform computes with it: a binary floating-point number of 512 bits.
public struct Number: Hashable, Sendable {
  public var double: Double

  public init(_ double: Double) { self.double = double }
}

extension Number {
  /// The number that a literal stands for: digits, a fraction, an exponent. `nil` for anything else.
  public init?(literal: String) {
    guard let double = Double(literal), double.isFinite else { return nil }
    self.init(double)
  }
}
