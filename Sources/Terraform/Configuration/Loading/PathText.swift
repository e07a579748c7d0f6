/// Paths with slashes, worked on as texts, as Terraform does with those in a configuration.
enum PathText {
  /// The shortest path of the same meaning, symbolic links aside: `a/./b/../c` is `a/c`, nothing is `.`.
  static func cleaned(_ path: String) -> String {
    let isAbsolute = path.hasPrefix("/")
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    return isAbsolute ? "/" + text : text.isEmpty ? "." : text
  }

  /// A path from a folder, cleaned; an absolute one stays what it is.
  static func joined(_ folder: String, _ path: String) -> String {
    cleaned(path.hasPrefix("/") ? path : folder + "/" + path)
  }

  /// Whether a path is a folder or lies in it; both absolute and cleaned.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path == folder || folder == "/" || path.hasPrefix(folder + "/")
  }
}
