/// Which of the texts in a ``SourceMap`` a range lies in.
public struct SourceID: Hashable, Sendable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A stretch of a source text, in bytes: small, so that every node of a large configuration can carry one. Lines and
/// columns are worked out by the ``SourceMap`` when somebody asks.
public struct SourceRange: Hashable, Sendable {
  public var source: SourceID
  /// Offset of the first byte.
  public var lower: UInt32
  /// Offset after the last byte.
  public var upper: UInt32

  public init(_ source: SourceID, _ lower: UInt32, _ upper: UInt32) {
    self.source = source
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// From the beginning of this one to the end of the other, which lies in the same text.
  public func through(_ other: SourceRange) -> SourceRange {
    SourceRange(source, min(lower, other.lower), max(upper, other.upper))
  }
}

/// A place as people name it.
public struct SourcePosition: Hashable, Sendable {
  /// From 1.
  public var line: Int
  /// From 1, in characters (grapheme clusters), as Terraform counts them.
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
