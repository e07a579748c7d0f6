/// Changes of texts, given by the bytes that they replace.
public struct SourceEdits: Hashable, Sendable {
  /// One change.
  public struct Edit: Hashable, Sendable {
    /// What is replaced; empty where something is inserted.
    public var range: SourceRange
    /// What stands there then; empty where something is removed.
    public var replacement: String

    /// A change of a stretch of a text.
    public init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  /// Why changes can't be made.
  public enum Problem: Error, Hashable, Sendable {
    /// Two changes of the same bytes, or one inside of the other.
    case overlap(SourceRange, SourceRange)
    /// The map has no such text, or it ends before the range does.
    case outside(SourceRange)
  }

  /// In the order in which they were asked for; of insertions at one place the first comes first.
  public private(set) var edits: [Edit] = []

  /// No change.
  public init() {}

  /// The texts that are changed, in the map's order.
  public var sources: [SourceID] {
    Set(edits.map(\.range.source)).sorted { $0.rawValue < $1.rawValue }
  }

  /// Replaces a stretch of a text.
  public mutating func replace(_ range: SourceRange, with text: String) { edits.append(Edit(range, text)) }

  /// Inserts a text before a byte.
  public mutating func insert(_ text: String, in source: SourceID, at offset: UInt32) {
    edits.append(Edit(SourceRange(source, offset, offset), text))
  }

  /// Inserts whole lines after the line on which something ends.
  /// - Parameter text: ended by a line break.
  public mutating func insertLines(_ text: String, after range: SourceRange, in map: SourceMap) {
    guard let bytes = map.text(range.source)?.bytes else { return insert(text, in: range.source, at: range.upper) }
    let end = Self.lineEnd(bytes, from: Int(range.upper))
    let isEnded = end > 0 && end <= bytes.count && bytes[end - 1] == 0x0A
    insert(isEnded ? text : "\n" + text, in: range.source, at: UInt32(truncatingIfNeeded: end))
  }

  /// Removes an argument or block with the lines that it alone stands on, comments directly above it not included, and
  /// one of the empty lines around it where it had some on both sides.
  public mutating func removeLines(of range: SourceRange, in map: SourceMap) {
    guard let bytes = map.text(range.source)?.bytes, Int(range.upper) <= bytes.count else {
      return replace(range, with: "")
    }
    var lower = Int(range.lower)
    while lower > 0, bytes[lower - 1] == 0x20 || bytes[lower - 1] == 0x09 { lower -= 1 }
    var upper = Int(range.upper)
    while upper < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[upper]) { upper += 1 }
    guard lower == 0 || bytes[lower - 1] == 0x0A, upper == bytes.count || bytes[upper] == 0x0A else {
      // It shares its line with something else.
      return replace(range, with: "")
    }
    if upper < bytes.count { upper += 1 }
    let isBlankBefore = lower == 0 || lower >= 2 && (bytes[lower - 2] == 0x0A || bytes[lower - 2] == 0x7B)
    let next = Self.lineEnd(bytes, from: upper)
    let isBlankAfter = next > upper && bytes[upper..<next].allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
    if isBlankBefore, isBlankAfter { upper = next }
    replace(SourceRange(range.source, UInt32(truncatingIfNeeded: lower), UInt32(truncatingIfNeeded: upper)), with: "")
  }

  /// Where the line that a byte is on ends, its line break included.
  private static func lineEnd(_ bytes: [UInt8], from offset: Int) -> Int {
    var end = min(offset, bytes.count)
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return min(end + 1, bytes.count)
  }

  /// A text's changes from its beginning to its end, checked. O(n log n).
  func sorted(_ source: SourceID, in map: SourceMap) throws(Problem) -> [Edit] {
    let mine = edits.enumerated().filter { $0.element.range.source == source }
    let sorted = mine.sorted {
      ($0.element.range.lower, $0.element.range.upper, $0.offset) < (
        $1.element.range.lower, $1.element.range.upper, $1.offset
      )
    }.map(\.element)
    let count = map.text(source)?.bytes.count ?? -1
    for (index, edit) in sorted.enumerated() {
      guard Int(edit.range.upper) <= count else { throw .outside(edit.range) }
      if index > 0, sorted[index - 1].range.upper > edit.range.lower {
        throw .overlap(sorted[index - 1].range, edit.range)
      }
    }
    return sorted
  }

  /// The text as it becomes. O(bytes).
  public func newText(of source: SourceID, in map: SourceMap) throws(Problem) -> [UInt8] {
    let sorted = try sorted(source, in: map)
    let bytes = map.text(source)?.bytes ?? []
    var result: [UInt8] = []
    var place = 0
    for edit in sorted {
      result += bytes[place..<Int(edit.range.lower)]
      result += edit.replacement.utf8
      place = Int(edit.range.upper)
    }
    return result + bytes[place...]
  }
}
