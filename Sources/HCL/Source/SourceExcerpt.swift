/// A place in a text as good compilers show it: path, line and column, the line, and what is meant underlined.
///
///     main.tf:3:17
///       3 │   cidr_blocks = ["10.0.0.0/8"]
///         │                 ^^^^^^^^^^^^^^
///
/// Of a range over several lines the first and the last are shown. Tabs become spaces; control characters, which could
/// drive the terminal, become `�`; of a line that is too long, what is around the range.
public struct SourceExcerpt: Hashable, Sendable {
  /// A line, as it is printed, and which of its columns are underlined.
  public struct Line: Hashable, Sendable {
    /// From 1.
    public var number: Int
    /// Without tabs and control characters.
    public var text: String
    /// How many columns of a terminal lie before what is underlined.
    public var indentation: Int
    /// How many columns are underlined, at least 1.
    public var width: Int

    /// A line of its parts.
    public init(number: Int, text: String, indentation: Int, width: Int) {
      self.number = number
      self.text = text
      self.indentation = indentation
      self.width = width
    }
  }

  /// `path:line:column` of where the range begins.
  public var location: String
  /// One or two lines.
  public var lines: [Line]
  /// Whether lines between the two are left out.
  public var leavesOutLines: Bool

  /// The excerpt that a range stands for; `nil` where the map has no such text.
  /// - Parameter width: how many columns of a line's text are shown at most, at least 20.
  public init?(_ range: SourceRange, in map: SourceMap, width: Int = 100) {
    guard let text = map.text(range.source), let (start, end) = map.positions(of: range) else { return nil }
    location = "\(text.path.replacingControlCharacters()):\(start.line):\(start.column)"
    let width = max(20, width)
    lines = []
    for number in start.line == end.line ? [start.line] : [start.line, end.line] {
      guard let line = map.line(number, of: range.source) else { continue }
      let characters = line.count
      // What of the line is meant, in characters from 0.
      let lower = number == start.line ? min(start.column - 1, characters) : line.prefix { $0.isWhitespace }.count
      let upper = number == end.line ? min(end.column - 1, characters) : characters
      // A range that ends before the first word of a line does not reach into it.
      if number != start.line, upper <= lower { continue }
      lines.append(Line(number, line, lower..<max(lower, upper), width: width))
    }
    leavesOutLines = lines.count == 2 && lines[1].number > lines[0].number + 1
  }

  /// The whole of it, as plain text without a line break at the end.
  public var text: String {
    let digits = lines.map { String($0.number).count }.max() ?? 1
    let margin = String(repeating: " ", count: digits + 2)
    var result = location
    for (index, line) in lines.enumerated() {
      if index > 0, leavesOutLines { result += "\n\(margin) ⋮" }
      let number = String(line.number)
      result += "\n  " + String(repeating: " ", count: digits - number.count) + number + " │ " + line.text
      result +=
        "\n\(margin) │ " + String(repeating: " ", count: line.indentation) + String(repeating: "^", count: line.width)
    }
    return result
  }
}

extension SourceExcerpt.Line {
  /// - Parameter range: of the characters that are meant.
  fileprivate init(_ number: Int, _ line: String, _ range: Range<Int>, width limit: Int) {
    var cells: [(text: String, width: Int)] = []
    // The columns before each character and after the last.
    var columns = [0]
    for character in line {
      let column = columns[columns.count - 1]
      if character == "\t" {
        let spaces = 4 - column % 4
        cells.append((String(repeating: " ", count: spaces), spaces))
      } else {
        let shown = String(character).replacingControlCharacters()
        cells.append((shown, shown.reduce(0) { $0 + $1.terminalWidth }))
      }
      columns.append(column + cells[cells.count - 1].width)
    }
    self.number = number
    // The stretch of characters that is shown: as much as fits, the beginning of the range a third from the left.
    var (first, last) = (0, cells.count)
    if columns[cells.count] > limit {
      let wanted = max(0, min(columns[range.lowerBound] - limit / 3, columns[cells.count] - limit + 1))
      first = columns.firstIndex { $0 >= wanted } ?? 0
      let room = limit - (first > 0 ? 1 : 0)
      last = (columns.firstIndex { $0 - columns[first] > room } ?? columns.count) - 1
      if last < cells.count {
        last = max(first, (columns.firstIndex { $0 - columns[first] > room - 1 } ?? columns.count) - 1)
      }
    }
    text =
      (first > 0 ? "…" : "") + cells[first..<last].map(\.text).joined() + (last < cells.count ? "…" : "")
    let lower = min(max(range.lowerBound, first), last)
    let upper = min(max(range.upperBound, lower), last)
    indentation = columns[lower] - columns[first] + (first > 0 ? 1 : 0)
    width = max(1, columns[upper] - columns[lower])
  }
}

extension String {
  /// With `�` for what is not to reach a terminal: control characters, and marks that change the direction of writing.
  func replacingControlCharacters() -> String {
    func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
      // Joins emoji.
      case .format: scalar == "\u{200D}"
      default: true
      }
    }
    if unicodeScalars.allSatisfy(isHarmless) { return self }
    var result = ""
    for scalar in unicodeScalars { result.unicodeScalars.append(isHarmless(scalar) ? scalar : "\u{FFFD}") }
    return result
  }
}

extension Character {
  /// How many columns a terminal gives it (Unicode Standard Annex #11, and emoji).
  var terminalWidth: Int {
    guard let scalar = unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if unicodeScalars.contains("\u{FE0F}") || scalar.properties.isEmojiPresentation { return 2 }
    return Self.wideRanges.contains { $0 ~= scalar.value } ? 2 : 1
  }

  /// Scripts that are written twice as wide as Latin.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
  ]
}
