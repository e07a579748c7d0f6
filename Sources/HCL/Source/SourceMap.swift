/// The texts that were read, by the identifiers that ranges name them with.
public struct SourceMap: Sendable {
  /// A text and where its lines begin.
  public struct Text: Sendable {
    /// The path as the user gave or would give it.
    public var path: String
    /// The text as it was read, in whatever encoding.
    public var bytes: [UInt8]
    /// Offset of each line's first byte; never empty.
    let lineStarts: [UInt32]

    init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
      var starts: [UInt32] = [0]
      for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(UInt32(offset) + 1) }
      lineStarts = starts
    }

    /// The line's number (from 0) that an offset lies in. O(log lines).
    func line(of offset: UInt32) -> Int {
      var (low, high) = (0, lineStarts.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if lineStarts[middle] <= offset { low = middle } else { high = middle }
      }
      return low
    }
  }

  /// The largest text that is taken: offsets are 32 bits.
  public static let sizeLimit = 1 << 30

  /// All texts, each at the number that its identifier has.
  public private(set) var texts: [Text] = []

  /// A map without texts.
  public init() {}

  /// Takes a text in; `nil` where it is larger than ``sizeLimit``.
  public mutating func add(path: String, bytes: [UInt8]) -> SourceID? {
    guard bytes.count <= Self.sizeLimit, texts.count < Int(UInt32.max) else { return nil }
    texts.append(Text(path: path, bytes: bytes))
    return SourceID(rawValue: UInt32(texts.count - 1))
  }

  /// The text with an identifier; `nil` where the map gave out no such.
  public func text(_ source: SourceID) -> Text? {
    texts.indices.contains(Int(source.rawValue)) ? texts[Int(source.rawValue)] : nil
  }

  /// The path of the text that a range lies in.
  public func path(of range: SourceRange) -> String? { text(range.source)?.path }

  /// Where a range begins and where it ends.
  public func positions(of range: SourceRange) -> (start: SourcePosition, end: SourcePosition)? {
    guard let text = text(range.source) else { return nil }
    func position(_ offset: UInt32) -> SourcePosition {
      let offset = min(offset, UInt32(text.bytes.count))
      let line = text.line(of: offset)
      let before = text.bytes[Int(text.lineStarts[line])..<Int(offset)]
      return SourcePosition(line: line + 1, column: String(decoding: before, as: UTF8.self).count + 1)
    }
    return (position(range.lower), position(range.upper))
  }

  /// The bytes that a range stands for, as text.
  public func excerpt(_ range: SourceRange) -> String? {
    guard let text = text(range.source), Int(range.upper) <= text.bytes.count else { return nil }
    return String(decoding: text.bytes[Int(range.lower)..<Int(range.upper)], as: UTF8.self)
  }

  /// A whole line (from 1) without its line break.
  public func line(_ number: Int, of source: SourceID) -> String? {
    guard let text = text(source), number >= 1, number <= text.lineStarts.count else { return nil }
    let start = Int(text.lineStarts[number - 1])
    let end = number < text.lineStarts.count ? Int(text.lineStarts[number]) - 1 : text.bytes.count
    var bytes = text.bytes[start..<max(start, end)]
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
