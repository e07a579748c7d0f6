package import Findings
package import HCL

extension Finding.Location {
  /// The most lines of a place that are shown.
  private static let lineLimit = 6

  /// A place in a text that was read; `nil` where the text is not in the map. O(lines shown).
  package init?(_ range: SourceRange, in sources: SourceMap, note: String? = nil) {
    guard let path = sources.path(of: range), let positions = sources.positions(of: range) else { return nil }
    let last = min(positions.end.line, positions.start.line + Self.lineLimit - 1)
    self.init(
      path: path,
      startLine: positions.start.line,
      startColumn: positions.start.column,
      endLine: positions.end.line,
      endColumn: positions.end.column,
      lines: (positions.start.line...max(positions.start.line, last)).compactMap {
        sources.line($0, of: range.source)
      },
      note: note
    )
  }
}

extension Ownership {
  /// Where an instance, or a part of it, is written; `nil` for plans and states.
  package func location(
    of instance: ResourceInstance,
    part: String = "",
    in configuration: Int,
    note: String? = nil
  ) -> Finding.Location? {
    guard let place = instance.place else { return nil }
    let range = part.isEmpty ? place.header : place.parts[part] ?? place.header
    return Finding.Location(range, in: configurations[configuration].sources, note: note)
  }

  package func location(of entry: Entry, note: String? = nil) -> Finding.Location? {
    guard let instance = instance(of: entry) else { return nil }
    // The block, not the one argument in it, is what there is to see.
    let block = entry.rule.style.isInline ? entry.rule.part.prefix { $0 != "." } : ""
    return location(of: instance, part: String(block), in: entry.configuration, note: note)
  }
}
