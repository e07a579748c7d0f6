/// Finds, before a text is parsed, what would make the parser work or recurse without bound. It may refuse texts that
/// are harmless, such as one with a hundred brackets in a description; it lets none through that are not.
enum YAMLGuard {
  /// The first problem, `nil` for none. O(bytes).
  static func problem(in text: String) -> (YAMLPosition, String)? {
    var line = 1
    var column = 0
    // Brackets that are open, quoted or not.
    var brackets = 0
    // What stands before the first value of the line nests blocks: spaces, and the signs of lists and keys.
    var isLeading = true
    var leadingColumns = 0
    var previous: Unicode.Scalar = "\n"
    var beforeSpaces: Unicode.Scalar = "\n"
    for scalar in text.unicodeScalars {
      column += 1
      let position = YAMLPosition(line: line, column: column)
      switch scalar {
      case "\n":
        (line, column) = (line + 1, 0)
        (isLeading, leadingColumns) = (true, 0)
        (previous, beforeSpaces) = ("\n", "\n")
        continue
      case "\0": return (position, "a character that no text has")
      case "[", "{":
        brackets += 1
        if brackets > YAMLDocument.depthLimit { return (position, "nested more than \(YAMLDocument.depthLimit) deep") }
      case "]", "}": brackets = max(0, brackets - 1)
      case "&", "*":
        // At the start of a value; within a text they are ordinary.
        if ["\n", "\r", "-", ":", "?", ",", "[", "{"].contains(beforeSpaces),
          ["\n", "\r", " ", "\t", "[", "{", ","].contains(previous)
        {
          return (
            position,
            scalar == "&"
              ? "anchors (&name) are not read; a text that begins with & stands in quotes"
              : "aliases (*name) are not read; a text that begins with * stands in quotes"
          )
        }
      default: break
      }
      if isLeading {
        switch scalar {
        case " ", "\t", "-", "?", ":", "!":
          leadingColumns += 1
          // Each level takes at least one more column.
          if leadingColumns > 4 * YAMLDocument.depthLimit { return (position, "indented too far") }
        default: isLeading = false
        }
      }
      if scalar != " ", scalar != "\t" { beforeSpaces = scalar }
      previous = scalar
    }
    return nil
  }
}
