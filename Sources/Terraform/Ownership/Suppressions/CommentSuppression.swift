package import Findings
package import HCL

/// A comment in a configuration that accepts findings: `# ringfence:ignore CHECK-ID reason… [until=2027-01-31]`.
///
/// It holds for the block or argument that begins on its line, or on the next line that is not a comment. CHECK-ID may
/// have `*` in it.
package struct CommentSuppression: Hashable, Sendable {
  package var check: NamePattern
  /// What is left without the expiry; empty where none was given.
  package var reason: String
  package var expiry: CalendarDay?
  /// What `until=` says where that is no day.
  package var faultyExpiry: String?
  /// The line (from 1) that it holds for.
  package var line: Int
  package var location: Finding.Location
}

extension CommentSuppression {
  static let keyword = "ringfence:ignore"

  private static func contains(_ word: [UInt8], _ bytes: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    var rest = bytes[...]
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: word) { return true }
      rest.removeFirst()
    }
    return false
  }

  /// All of a text. O(length).
  package static func all(in source: SourceID, of sources: SourceMap) -> [CommentSuppression] {
    guard let text = sources.text(source), !text.path.hasSuffix(".json") else { return [] }
    let keyword = Array(keyword.utf8)
    // Of most texts no line has to be looked at.
    guard contains(keyword, text.bytes) else { return [] }
    let lines = text.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var result: [CommentSuppression] = []
    for (index, line) in lines.enumerated() {
      guard let comment = comment(of: line), let words = after(keyword, in: line[comment...]) else { continue }
      let isAlone = line[..<comment].allSatisfy(isBlank)
      // Above a block there may be several comments.
      var target = index
      if isAlone {
        target += 1
        while target < lines.count, isOnlyComment(lines[target]) { target += 1 }
      }
      let shown = String(decoding: line, as: UTF8.self)
      let column = String(decoding: line[..<comment], as: UTF8.self).count + 1
      let location = Finding.Location(
        path: text.path,
        startLine: index + 1,
        startColumn: column,
        endLine: index + 1,
        endColumn: shown.count + 1,
        lines: [shown]
      )
      result.append(
        CommentSuppression(String(decoding: words, as: UTF8.self), line: target + 1, location: location)
      )
    }
    return result
  }

  private init(_ words: String, line: Int, location: Finding.Location) {
    var parts = words.split { $0 == " " || $0 == "\t" || $0 == "\r" }
    check = NamePattern(parts.isEmpty ? "" : String(parts.removeFirst()))
    if let place = parts.firstIndex(where: { $0.hasPrefix("until=") }) {
      let day = String(parts.remove(at: place).dropFirst("until=".count))
      expiry = CalendarDay(day)
      faultyExpiry = expiry == nil ? day : nil
    }
    reason = parts.joined(separator: " ")
    self.line = line
    self.location = location
  }

  /// Where a line's comment begins, outside of quotes; `nil` where there is none.
  private static func comment(of line: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    var previous: UInt8 = 0
    for (index, byte) in zip(line.indices, line) {
      if byte == UInt8(ascii: "\""), previous != UInt8(ascii: "\\") { isQuoted.toggle() }
      if !isQuoted {
        if byte == UInt8(ascii: "#") { return index }
        if byte == UInt8(ascii: "/"), previous == UInt8(ascii: "/") { return index - 1 }
      }
      previous = byte
    }
    return nil
  }

  /// What follows a word of the comment; `nil` where it does not have it first.
  private static func after(_ keyword: [UInt8], in comment: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let body = comment.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "/") || isBlank($0) }
    guard body.starts(with: keyword) else { return nil }
    let rest = body.dropFirst(keyword.count)
    return rest.isEmpty || rest.first.map(isBlank) == true ? rest : nil
  }

  private static func isOnlyComment(_ line: ArraySlice<UInt8>) -> Bool {
    let body = line.drop(while: isBlank)
    return body.first == UInt8(ascii: "#") || body.starts(with: Array("//".utf8))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
