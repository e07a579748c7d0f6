/// How much an evaluation may do, so that a hostile configuration neither hangs nor exhausts memory.
public struct EvaluationLimits: Hashable, Sendable {
  /// Expressions evaluated, and parts of values that functions walk through.
  public var steps = 200_000_000
  /// Elements and 32-byte pieces of text that are made.
  public var products = 64_000_000
  /// Of one value: its parts and 32-byte pieces of text.
  public var valueWeight: UInt32 = 4_000_000
  /// Bytes of one text.
  public var textBytes = 32_000_000
  /// Expressions inside each other, those of references that are evaluated on demand included.
  public var depth = 600

  /// Enough for the largest configurations that people write: some seconds, some hundred megabytes.
  public init() {}
}

/// What is left of the limits. One budget serves all evaluations that belong together: evaluations that a scope starts to
/// answer a reference share the budget of the evaluation that asked, so that depth is counted across them.
public final class EvaluationBudget {
  /// What it began with.
  public let limits: EvaluationLimits
  private(set) var stepsLeft: Int
  private(set) var productsLeft: Int
  var depth = 0

  /// A full budget.
  public init(_ limits: EvaluationLimits = EvaluationLimits()) {
    self.limits = limits
    stepsLeft = limits.steps
    productsLeft = limits.products
  }

  /// Whether nothing more will be evaluated.
  public var isExhausted: Bool { stepsLeft <= 0 || productsLeft <= 0 }

  @inline(__always)
  func spend(steps: Int) { stepsLeft -= min(steps, stepsLeft) }

  func spend(products: Int) { productsLeft -= min(products, productsLeft) }
}
