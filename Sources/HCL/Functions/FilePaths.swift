/// Paths with `/` between their parts, as Go's `path/filepath` works with them on Unix.
enum FilePaths {
  /// The shortest path that names the same thing.
  static func cleaned(_ path: String) -> String {
    if path.isEmpty { return "." }
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }

  static func base(_ path: String) -> String {
    if path.isEmpty { return "." }
    return path.split(separator: "/").last.map { String($0) } ?? "/"
  }

  static func directory(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return cleaned(String(path[...slash]))
  }
}

/// Patterns of file names: `*`, `?`, `[…]`, `{a,b}` in one part of a path, and a part that is `**` for any number of parts.
struct FilePattern {
  private enum Part {
    case items([Item])
    case anyParts
  }

  private indirect enum Item {
    case scalar(Unicode.Scalar)
    case any
    case run
    case set(ScalarSet)
    case choice([[Item]])
  }

  private let parts: [Part]

  /// `nil` where the pattern is malformed.
  init?(_ pattern: String) {
    var parts: [Part] = []
    for part in pattern.split(separator: "/") {
      if part == "**" {
        parts.append(.anyParts)
        continue
      }
      let scalars = Array(part.unicodeScalars)
      var index = 0
      guard let items = Self.parse(scalars, &index, depth: 0), index == scalars.count else { return nil }
      parts.append(.items(items))
    }
    self.parts = parts
  }

  private static func parse(_ scalars: [Unicode.Scalar], _ index: inout Int, depth: Int) -> [Item]? {
    guard depth < 20 else { return nil }
    var items: [Item] = []
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "*": items.append(.run)
      case "?": items.append(.any)
      case "\\":
        index += 1
        guard index < scalars.count else { return nil }
        items.append(.scalar(scalars[index]))
      case "[":
        guard let set = parseSet(scalars, &index) else { return nil }
        items.append(.set(set))
        continue
      case "{":
        var branches: [[Item]] = []
        repeat {
          index += 1
          guard let branch = parse(scalars, &index, depth: depth + 1), index < scalars.count else { return nil }
          branches.append(branch)
        } while scalars[index] == ","
        guard scalars[index] == "}" else { return nil }
        items.append(.choice(branches))
      case "}", ",": if depth > 0 { return items } else { items.append(.scalar(scalar)) }
      default: items.append(.scalar(scalar))
      }
      index += 1
    }
    return items
  }

  private static func parseSet(_ scalars: [Unicode.Scalar], _ index: inout Int) -> ScalarSet? {
    index += 1
    var set = ScalarSet()
    let isInverted = index < scalars.count && scalars[index] == "^"
    if isInverted { index += 1 }
    while index < scalars.count, scalars[index] != "]" {
      if scalars[index] == "\\" { index += 1 }
      guard index < scalars.count else { return nil }
      let lower = scalars[index].value
      var upper = lower
      index += 1
      if index + 1 < scalars.count, scalars[index] == "-", scalars[index + 1] != "]" {
        upper = scalars[index + 1].value
        index += 2
      }
      guard upper >= lower else { return nil }
      set.insert(lower...upper)
    }
    guard index < scalars.count else { return nil }
    index += 1
    set.normalize()
    return isInverted ? set.inverted : set
  }

  /// Whether a path matches; `nil` where that takes too many steps to find out.
  func matches(_ path: String, steps: inout Int) -> Bool? {
    let names = path.split(separator: "/").map { Array($0.unicodeScalars) }
    // How many parts of the path the pattern so far can stand for.
    var places: Set<Int> = [0]
    for part in parts {
      var next: Set<Int> = []
      for place in places {
        switch part {
        case .anyParts:
          steps -= names.count - place
          next.formUnion(place...names.count)
        case .items(let items):
          guard place < names.count else { continue }
          guard let ends = Self.advance(items, [0], in: names[place], &steps) else { return nil }
          if ends.contains(names[place].count) { next.insert(place + 1) }
        }
      }
      places = next
    }
    return places.contains(names.count)
  }

  /// The places in a name that the items can end at, from some places.
  private static func advance(
    _ items: [Item],
    _ places: Set<Int>,
    in name: [Unicode.Scalar],
    _ steps: inout Int
  ) -> Set<Int>? {
    var places = places
    for item in items {
      steps -= places.count + 1
      if steps < 0 { return nil }
      var next: Set<Int> = []
      switch item {
      case .scalar(let scalar):
        for place in places where place < name.count && name[place] == scalar { next.insert(place + 1) }
      case .any: for place in places where place < name.count { next.insert(place + 1) }
      case .set(let set):
        for place in places where place < name.count && set.contains(name[place].value) { next.insert(place + 1) }
      case .run: if let first = places.min() { next.formUnion(first...name.count) }
      case .choice(let branches):
        for branch in branches {
          guard let ends = advance(branch, places, in: name, &steps) else { return nil }
          next.formUnion(ends)
        }
      }
      places = next
      if places.isEmpty { return [] }
    }
    return places
  }
}
