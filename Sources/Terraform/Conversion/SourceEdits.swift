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
    var result: [UInt8] = []
    var place = 0
    let ordered = (edits[source] ?? []).enumerated().sorted {
      ($0.element.range.lower, $0.offset) < ($1.element.range.lower, $1.offset)
    }
    for (_, edit) in ordered {
      let (lower, upper) = (Int(edit.range.lower), Int(edit.range.upper))
      guard lower >= place, upper <= bytes.count else { continue }
      result += bytes[place..<lower]
      result += Array(edit.text.utf8)
      place = upper
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

  /// All changes as one unified diff, which `git apply` and `patch -p1` take.
  package func patch(in sources: SourceMap) -> String {
    edits.keys.compactMap { source -> (String, String)? in
      guard let old = sources.text(source), let new = text(of: source, in: sources) else { return nil }
      return (old.path, UnifiedDiff.text(String(decoding: old.bytes, as: UTF8.self), new, path: old.path))
    }.sorted { $0.0 < $1.0 }.map(\.1).joined()
  }
}
