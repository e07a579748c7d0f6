/// A text in which `*` stands for any characters and `?` for one.
package struct NamePattern: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { text }

  /// Whether all of a name matches, case included. O(pattern × name) at worst.
  package func matches(_ name: String) -> Bool {
    let pattern = Array(text)
    let characters = Array(name)
    var (p, n) = (0, 0)
    // Where the last `*` stood, and how much of the name it has taken so far.
    var star: (pattern: Int, name: Int)?
    while n < characters.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == characters[n] {
        p += 1
        n += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        p = last.pattern + 1
        n = last.name + 1
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
