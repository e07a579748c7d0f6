/// Pieces of HCL's native syntax, written.
enum HCLText {
  /// `["a", "b"]`, on lines of their own where one would be too long.
  static func list(_ elements: [String], indent: Int) -> String {
    let line = "[\(elements.joined(separator: ", "))]"
    guard line.count > 80 else { return line }
    let space = String(repeating: " ", count: indent)
    return "[\n" + elements.map { "\(space)  \($0),\n" }.joined() + "\(space)]"
  }

  /// Arguments with their equals signs under one another, as `terraform fmt` has them: those of several lines part the
  /// rows.
  static func arguments(_ arguments: [(name: String, value: String)], indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    var result = ""
    var rows = arguments[...]
    while !rows.isEmpty {
      let group = rows.prefix { !$0.value.contains("\n") }
      let width = group.map(\.name.count).max() ?? 0
      for (name, value) in group {
        result += "\(space)\(name)\(String(repeating: " ", count: width - name.count)) = \(value)\n"
      }
      rows = rows.dropFirst(group.count)
      if let (name, value) = rows.popFirst() { result += "\(space)\(name) = \(value)\n" }
    }
    return result
  }

  /// A resource's name out of any text: letters, digits and `_`, not beginning with a digit.
  static func identifier(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else if !result.isEmpty, !result.hasSuffix("_") {
        result += "_"
      }
    }
    while result.hasSuffix("_") { result.removeLast() }
    if result.isEmpty { return "group" }
    if let first = result.unicodeScalars.first, ("0"..."9").contains(first) { result = "_" + result }
    return result.lowercased()
  }

  /// A word of a shell's command line.
  static func shellWord(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}

/// Names that were given out, so that none is given twice.
struct NameSupply {
  private var used: Set<String>

  init(_ used: Set<String> = []) { self.used = used }

  /// The name, or with the first number after it that is free.
  mutating func next(_ wanted: String) -> String {
    if used.insert(wanted).inserted { return wanted }
    var number = 2
    while !used.insert("\(wanted)_\(number)").inserted { number += 1 }
    return "\(wanted)_\(number)"
  }
}
