extension SourceEdits {
  /// The changes of all texts as a unified diff (POSIX, `diff -u`), as `patch -p1` and `git apply` take it.
  /// - Parameter context: how many unchanged lines are shown around each change.
  public func unifiedDiff(in map: SourceMap, context: Int = 3) throws(Problem) -> String {
    var result = ""
    for source in sources { result += try unifiedDiff(of: source, in: map, context: max(0, context)) }
    return result
  }

  private func unifiedDiff(of source: SourceID, in map: SourceMap, context: Int) throws(Problem) -> String {
    let edits = try sorted(source, in: map)
    guard let text = map.text(source) else { return "" }
    let lines = DiffLines(text.bytes)
    let changes = changes(edits, text.bytes, lines)
    guard !changes.isEmpty else { return "" }
    var result = "--- a/\(text.path)\n+++ b/\(text.path)\n"
    var shift = 0
    var index = 0
    while index < changes.count {
      // Changes whose context touches are one hunk.
      var end = index + 1
      while end < changes.count, changes[end].old.lowerBound - changes[end - 1].old.upperBound <= 2 * context {
        end += 1
      }
      let hunk = changes[index..<end]
      result += hunkText(hunk, lines, context: context, shift: &shift)
      index = end
    }
    return result
  }

  /// Old lines, and what stands instead of them.
  private struct Change {
    var old: Range<Int>
    var new: [ArraySlice<UInt8>]
  }

  /// What changes, in whole lines.
  private func changes(_ edits: [Edit], _ bytes: [UInt8], _ lines: DiffLines) -> [Change] {
    var changes: [Change] = []
    var index = 0
    while index < edits.count {
      // Edits that touch the same line belong together.
      let first = lines.line(of: Int(edits[index].range.lower))
      var last = lines.line(after: edits[index])
      var end = index + 1
      while end < edits.count, lines.line(of: Int(edits[end].range.lower)) < last {
        last = max(last, lines.line(after: edits[end]))
        end += 1
      }
      var new: [UInt8] = []
      var place = lines.starts[first]
      for edit in edits[index..<end] {
        new += bytes[place..<Int(edit.range.lower)] + edit.replacement.utf8
        place = Int(edit.range.upper)
      }
      new += bytes[place..<lines.starts[last]]
      let newLines = DiffLines(new)
      var change = Change(old: first..<last, new: (0..<newLines.count).map { newLines[$0] })
      while let line = change.new.first, !change.old.isEmpty, line == lines[change.old.lowerBound] {
        change.new.removeFirst()
        change.old = change.old.lowerBound + 1..<change.old.upperBound
      }
      while let line = change.new.last, !change.old.isEmpty, line == lines[change.old.upperBound - 1] {
        change.new.removeLast()
        change.old = change.old.lowerBound..<change.old.upperBound - 1
      }
      if !change.new.isEmpty || !change.old.isEmpty { changes.append(change) }
      index = end
    }
    return changes
  }

  private func hunkText(_ hunk: ArraySlice<Change>, _ lines: DiffLines, context: Int, shift: inout Int) -> String {
    guard let first = hunk.first, let last = hunk.last else { return "" }
    let start = max(0, first.old.lowerBound - context)
    let end = min(lines.count, last.old.upperBound + context)
    var body = ""
    var place = start
    var added = 0
    for change in hunk {
      for line in place..<change.old.lowerBound { body += Self.line(" ", lines[line]) }
      for line in change.old { body += Self.line("-", lines[line]) }
      for line in change.new { body += Self.line("+", line) }
      added += change.new.count - change.old.count
      place = change.old.upperBound
    }
    for line in place..<end { body += Self.line(" ", lines[line]) }
    func span(_ start: Int, _ count: Int) -> String {
      "\(count == 0 ? start : start + 1)\(count == 1 ? "" : ",\(count)")"
    }
    let header = "@@ -\(span(start, end - start)) +\(span(start + shift, end - start + added)) @@\n"
    shift += added
    return header + body
  }

  private static func line(_ sign: Character, _ bytes: ArraySlice<UInt8>) -> String {
    let text = "\(sign)" + String(decoding: bytes, as: UTF8.self)
    return bytes.last == 0x0A ? text : text + "\n\\ No newline at end of file\n"
  }
}

/// A text's lines, each with its line break; what follows the last line break is a line where it is not empty.
private struct DiffLines {
  let bytes: [UInt8]
  /// The first byte of each line, and the end.
  let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    if starts[starts.count - 1] != bytes.count { starts.append(bytes.count) }
    self.starts = starts
  }

  var count: Int { starts.count - 1 }

  subscript(_ line: Int) -> ArraySlice<UInt8> { bytes[starts[line]..<starts[line + 1]] }

  /// The line that a byte is on; at the end of the text, the line that would follow, or the last one if it is not ended.
  func line(of offset: Int) -> Int {
    if offset >= bytes.count { return bytes.last == 0x0A || bytes.isEmpty ? count : max(0, count - 1) }
    var (low, high) = (0, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The line after those that a change touches.
  func line(after edit: SourceEdits.Edit) -> Int {
    let (lower, upper) = (Int(edit.range.lower), Int(edit.range.upper))
    let line = line(of: upper)
    // The line at which the change ends is not touched if the change ends a line, or removes whole ones.
    let endsLine =
      edit.replacement.utf8.last == 0x0A || edit.replacement.isEmpty && lower == starts[self.line(of: lower)]
    return upper == starts[line] && endsLine ? line : min(line + 1, count)
  }
}
