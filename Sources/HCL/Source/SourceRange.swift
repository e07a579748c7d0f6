/// Which of the texts in a ``SourceMap`` a range lies in.
public struct SourceID: Hashable, Sendable {
  /// The text's number in the map, from 0.
  public let rawValue: UInt32

  /// The identifier of the text with a number.
  public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// A stretch of a source text, in bytes: small, so that every node of a large configuration can carry one. Lines and
/// columns are worked out by the ``SourceMap`` when somebody asks.
public struct SourceRange: Hashable, Sendable {
  /// The text that it is a stretch of.
  public var source: SourceID
  /// Offset of the first byte.
  public var lower: UInt32
  /// Offset after the last byte.
  public var upper: UInt32

  /// From one offset to before another; empty where the end is not beyond the beginning.
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

  /// A line and a column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
