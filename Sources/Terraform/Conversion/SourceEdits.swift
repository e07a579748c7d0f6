package import HCL

/// Changes to texts that were read, as places with what comes there instead.
package struct SourceEdits: Sendable {
  package struct Edit: Hashable, Sendable {
    package var range: SourceRange
    package var text: String
  }

  package private(set) var edits: [SourceID: [Edit]] = [:]

  package init() {}

  package var isEmpty: Bool { edits.isEmpty }

  package mutating func replace(_ range: SourceRange, with text: String) {
    edits[range.source, default: []].append(Edit(range: range, text: text))
  }

  package mutating func insert(_ text: String, at offset: UInt32, in source: SourceID) {
    replace(SourceRange(source, offset, offset), with: text)
  }

  /// What becomes of a text; edits that overlap an earlier one are left out. O(length + edits log edits).
  package func text(of source: SourceID, in sources: SourceMap) -> String? {
    guard let bytes = sources.text(source)?.bytes else { return nil }
    return Self.text(of: bytes[...], after: ordered(source, bytes.count)[...])
  }

  /// Edits that can be made, by their places.
  private func ordered(_ source: SourceID, _ length: Int) -> [Edit] {
    var place = 0
    return (edits[source] ?? []).enumerated()
      .sorted { ($0.element.range.lower, $0.offset) < ($1.element.range.lower, $1.offset) }
      .map(\.element)
      .filter { edit in
        guard Int(edit.range.lower) >= place, Int(edit.range.upper) <= length else { return false }
        place = Int(edit.range.upper)
        return true
      }
  }

  private static func text(of bytes: ArraySlice<UInt8>, after edits: ArraySlice<Edit>) -> String {
    var result: [UInt8] = []
    var place = bytes.startIndex
    for edit in edits {
      result += bytes[place..<Int(edit.range.lower)]
      result += Array(edit.text.utf8)
      place = Int(edit.range.upper)
    }
    result += bytes[place...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Path and new text of every file that changes, by path.
  package func files(in sources: SourceMap) -> [(path: String, text: String)] {
    edits.keys.compactMap { source in
      guard let path = sources.text(source)?.path, let text = text(of: source, in: sources) else { return nil }
      return (path, text)
    }.sorted { $0.path < $1.path }
  }

  /// A file that was not there, as a unified diff.
  package static func patch(adding text: String, at path: String) -> String {
    let lines = UnifiedDiff.lines(text)
    guard !lines.isEmpty else { return "" }
    let path = path.drop { $0 == "/" }
    return "--- /dev/null\n+++ b/\(path)\n@@ -0,0 +1,\(lines.count) @@\n" + lines.map { "+\($0)" }.joined()
  }

  /// All changes as one unified diff, which `git apply` and `patch -p1` take. O(length + edits log edits).
  package func patch(in sources: SourceMap) -> String {
    edits.keys.compactMap { source -> (path: String, text: String)? in
      guard let text = sources.text(source) else { return nil }
      return (text.path, UnifiedDiff.text(script(source, text.bytes), path: text.path))
    }.sorted { $0.path < $1.path }.map(\.text).joined()
  }

  /// The lines of the old and the new text: those that no edit touches are the same.
  private func script(_ source: SourceID, _ bytes: [UInt8]) -> [UnifiedDiff.Line] {
    let edits = ordered(source, bytes.count)
    var script: [UnifiedDiff.Line] = []
    func lineEnd(_ offset: Int) -> Int {
      bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }
    func lines(_ range: Range<Int>) -> [Substring] { UnifiedDiff.lines(String(decoding: bytes[range], as: UTF8.self)) }
    var place = 0
    var next = 0
    while next < edits.count {
      var first = Int(edits[next].range.lower)
      while first > place, bytes[first - 1] != UInt8(ascii: "\n") { first -= 1 }
      script += lines(place..<first).map { .same($0) }
      // Edits of the same lines go together.
      var end = next
      var stop = first
      repeat {
        let upper = Int(edits[end].range.upper)
        let endsLine = upper > first && bytes[upper - 1] == UInt8(ascii: "\n") && upper > Int(edits[end].range.lower)
        stop = max(stop, endsLine ? upper : lineEnd(upper))
        end += 1
      } while end < edits.count && Int(edits[end].range.lower) < stop
      var old = lines(first..<stop)[...]
      var new = UnifiedDiff.lines(Self.text(of: bytes[first..<stop], after: edits[next..<end]))[...]
      while let line = old.first, line == new.first {
        script.append(.same(line))
        old.removeFirst()
        new.removeFirst()
      }
      var tail: [UnifiedDiff.Line] = []
      while let line = old.last, line == new.last {
        tail.append(.same(line))
        old.removeLast()
        new.removeLast()
      }
      script += old.map { .removed($0) } + new.map { .added($0) } + tail.reversed()
      place = stop
      next = end
    }
    return script + lines(place..<bytes.count).map { .same($0) }
  }
}
