/// A number as Terraform computes with it: a binary floating-point number of 512 bits.
public struct Number: Hashable, Sendable {
  public var double: Double

  public init(_ double: Double) { self.double = double }
}
