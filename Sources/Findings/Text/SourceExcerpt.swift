extension Finding.Location {
  /// Its lines with their numbers, below each the part in question underlined: `12 │ cidr = …` and `   │ ^^^^`. Tabs
  /// become one space, so that what is underlined stays below what it is about.
  /// - Parameter maximum: of source lines; what is left out is said.
  package func excerpt(maximum: Int) -> [String] {
    let shown = lines.prefix(maximum)
    guard !shown.isEmpty else { return [] }
    let width = "\(startLine + shown.count - 1)".count
    var result: [String] = []
    for (offset, line) in shown.enumerated() {
      let number = "\(startLine + offset)"
      let padding = String(repeating: " ", count: max(0, width - number.count))
      let text = String(line.map { $0 == "\t" ? " " : $0 })
      result.append("\(padding)\(number) │ \(text)")
      if let marks = underline(offset, text) { result.append(String(repeating: " ", count: width) + " │ " + marks) }
    }
    let left = lines.count - shown.count
    if left > 0 {
      result.append(String(repeating: " ", count: width) + " │ … \(left) more line\(left == 1 ? "" : "s")")
    }
    return result
  }

  private func underline(_ offset: Int, _ line: String) -> String? {
    let isFirst = offset == 0
    let isLast = startLine + offset == endLine
    let indent = line.prefix { $0 == " " }.count
    let from = isFirst ? max(0, startColumn - 1) : indent
    let to = min(line.count, isLast ? max(0, endColumn - 1) : line.count)
    // A place without extent still shows where it is.
    if isFirst, to <= from { return String(repeating: " ", count: min(from, line.count)) + "^" }
    guard to > from else { return nil }
    return String(repeating: " ", count: from) + String(repeating: "^", count: to - from)
  }
}
