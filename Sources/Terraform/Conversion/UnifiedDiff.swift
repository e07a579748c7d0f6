/// Unified diffs, with three lines of context.
enum UnifiedDiff {
  enum Line {
    case same(Substring), removed(Substring), added(Substring)
  }

  private static let context = 3

  /// - Parameter script: all lines of the old text and of the new, with their breaks.
  /// - Parameter path: relative, or absolute, of which the leading slash is left out.
  /// Empty where nothing differs. O(lines).
  static func text(_ script: [Line], path: String) -> String {
    guard script.contains(where: { if case .same = $0 { false } else { true } }) else { return "" }
    let path = path.drop { $0 == "/" }
    var result = "--- a/\(path)\n+++ b/\(path)\n"
    var start = 0
    var (oldLine, newLine) = (1, 1)
    var index = 0
    while index < script.count {
      if case .same = script[index] {
        index += 1
        continue
      }
      // A hunk goes on while the changes are no farther apart than twice the context.
      let first = max(start, index - context)
      var last = index
      var quiet = 0
      var end = index
      while end < script.count, quiet <= 2 * context {
        if case .same = script[end] { quiet += 1 } else { (quiet, last) = (0, end) }
        end += 1
      }
      let stop = min(script.count, last + 1 + context)
      (oldLine, newLine) = advance(script[start..<first], oldLine, newLine)
      let hunk = script[first..<stop]
      let (afterOld, afterNew) = advance(hunk, oldLine, newLine)
      let (oldCount, newCount) = (afterOld - oldLine, afterNew - newLine)
      result += "@@ -\(oldCount == 0 ? oldLine - 1 : oldLine),\(oldCount)"
      result += " +\(newCount == 0 ? newLine - 1 : newLine),\(newCount) @@\n"
      for line in hunk {
        switch line {
        case .same(let text): result += " " + ended(text)
        case .removed(let text): result += "-" + ended(text)
        case .added(let text): result += "+" + ended(text)
        }
      }
      (oldLine, newLine) = (afterOld, afterNew)
      start = stop
      index = stop
    }
    return result
  }

  private static func ended(_ line: Substring) -> String {
    line.utf8.last == UInt8(ascii: "\n") ? String(line) : line + "\n\\ No newline at end of file\n"
  }

  private static func advance(_ lines: ArraySlice<Line>, _ old: Int, _ new: Int) -> (Int, Int) {
    var (old, new) = (old, new)
    for line in lines {
      switch line {
      case .same:
        old += 1
        new += 1
      case .removed: old += 1
      case .added: new += 1
      }
    }
    return (old, new)
  }

  /// Lines with their breaks. O(length).
  static func lines(_ text: String) -> [Substring] {
    var result: [Substring] = []
    var start = text.utf8.startIndex
    for index in text.utf8.indices where text.utf8[index] == UInt8(ascii: "\n") {
      let next = text.utf8.index(after: index)
      result.append(text[start..<next])
      start = next
    }
    if start < text.endIndex { result.append(text[start...]) }
    return result
  }
}
