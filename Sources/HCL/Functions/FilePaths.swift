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

/// Patterns of file names: `*`, `?`, `[…]`, `{a,b}` in one part of a path, and `**` for any number of parts.
struct FilePattern {
  private indirect enum Item {
    case scalar(Unicode.Scalar)
    case any
    case run
    case deepRun
    case set(ScalarSet)
    case choice([[Item]])
  }

  private let items: [Item]

  /// `nil` where the pattern is malformed.
  init?(_ pattern: String) {
    let scalars = Array(pattern.unicodeScalars)
    var index = 0
    guard let items = Self.parse(scalars, &index, depth: 0), index == scalars.count else { return nil }
    self.items = items
  }

  private static func parse(_ scalars: [Unicode.Scalar], _ index: inout Int, depth: Int) -> [Item]? {
    guard depth < 20 else { return nil }
    var items: [Item] = []
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "*":
        if index + 1 < scalars.count, scalars[index + 1] == "*" {
          index += 2
          // `**/` also stands for no folder at all.
          if index < scalars.count, scalars[index] == "/", index == 2 || scalars[index - 3] == "/" {
            index += 1
            items.append(.choice([[], [.deepRun, .scalar("/")]]))
          } else {
            items.append(.deepRun)
          }
          continue
        }
        items.append(.run)
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
    let isInverted = index < scalars.count && (scalars[index] == "^" || scalars[index] == "!")
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
    let scalars = Array(path.unicodeScalars)
    // All places in the path that the items so far can end at.
    func advance(_ items: [Item], _ places: Set<Int>) -> Set<Int>? {
      var places = places
      for item in items {
        steps -= places.count + 1
        if steps < 0 { return nil }
        var next: Set<Int> = []
        for place in places {
          switch item {
          case .scalar(let scalar): if place < scalars.count, scalars[place] == scalar { next.insert(place + 1) }
          case .any: if place < scalars.count, scalars[place] != "/" { next.insert(place + 1) }
          case .set(let set):
            if place < scalars.count, scalars[place] != "/", set.contains(scalars[place].value) {
              next.insert(place + 1)
            }
          case .run, .deepRun:
            let isDeep = if case .deepRun = item { true } else { false }
            var end = place
            next.insert(end)
            while end < scalars.count, isDeep || scalars[end] != "/" {
              end += 1
              next.insert(end)
            }
            steps -= end - place
          case .choice: break
          }
        }
        if case .choice(let branches) = item {
          for branch in branches {
            guard let ends = advance(branch, places) else { return nil }
            next.formUnion(ends)
          }
        }
        places = next
        if places.isEmpty { return [] }
      }
      return places
    }
    return advance(items, [0]).map { $0.contains(scalars.count) }
  }
}
