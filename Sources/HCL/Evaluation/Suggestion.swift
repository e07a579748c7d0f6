/// Names that somebody may have meant.
public enum Suggestion {
  /// The name that is fewer than three changes away, if there is one. O(names × length²).
  public static func name(for given: String, among names: some Sequence<String>) -> String? {
    let given = Array(given.utf8)
    guard given.count <= 100 else { return nil }
    var best: (name: String, distance: Int)?
    for name in names.lazy.filter({ abs($0.utf8.count - given.count) < 3 }).sorted() {
      let distance = distance(given, Array(name.utf8))
      if distance < 3, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// ` Did you mean "name"?`, or nothing.
  public static func text(for given: String, among names: some Sequence<String>) -> String {
    name(for: given, among: names).map { " Did you mean \"\($0)\"?" } ?? ""
  }

  /// Insertions, deletions and replacements from one to the other (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, first) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, second) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (first == second ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
