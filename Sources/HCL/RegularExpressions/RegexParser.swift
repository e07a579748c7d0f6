/// Reads regular expressions. Nesting and repetition are limited as in Go: 1,000 each.
struct RegexParser {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private var flags = Flags()
  private(set) var groupNames: [String?] = []

  private struct Flags {
    var ignoresCase = false, isMultiline = false, dotMatchesAll = false, isUngreedy = false
  }

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  mutating func parse() throws(RegexError) -> RegexNode {
    let node = try choice()
    if index < scalars.count { throw RegexError(message: "unexpected )") }
    return node
  }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func peek(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    return index + wanted.count <= scalars.count && Array(scalars[index..<(index + wanted.count)]) == wanted
  }

  private mutating func choice() throws(RegexError) -> RegexNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw RegexError(message: "expression nests too deeply") }
    var branches = [try sequence()]
    while next == "|" {
      index += 1
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(RegexError) -> RegexNode {
    var items: [RegexNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      if peek("\\Q") {
        index += 2
        while index < scalars.count, !peek("\\E") {
          items.append(literal(scalars[index].value))
          index += 1
        }
        if peek("\\E") { index += 2 }
        continue
      }
      guard let atom = try atom() else { continue }
      items.append(try quantified(atom))
    }
    return items.isEmpty ? .empty : items.count == 1 ? items[0] : .sequence(items)
  }

  private mutating func quantified(_ atom: RegexNode) throws(RegexError) -> RegexNode {
    var node = atom
    var count = 0
    while let scalar = next {
      let start = index
      var minimum = 0
      var maximum: Int?
      switch scalar {
      case "*": index += 1
      case "+":
        minimum = 1
        index += 1
      case "?":
        maximum = 1
        index += 1
      case "{":
        guard let bounds = try bounds() else {
          index = start
          return node
        }
        (minimum, maximum) = bounds
      default: return node
      }
      guard count == 0 else { throw RegexError(message: "invalid nested repetition operator") }
      count += 1
      var isLazy = flags.isUngreedy
      if next == "?" {
        index += 1
        isLazy.toggle()
      }
      node = .repetition(node, minimum: minimum, maximum: maximum, isLazy: isLazy)
    }
    return node
  }

  /// `{n}`, `{n,}`, `{n,m}`; anything else is a brace.
  private mutating func bounds() throws(RegexError) -> (Int, Int?)? {
    index += 1
    func number() -> Int? {
      var value: Int?
      while index < scalars.count, ("0"..."9").contains(scalars[index]) {
        value = min((value ?? 0) * 10 + Int(scalars[index].value - 48), 100_000)
        index += 1
      }
      return value
    }
    guard let minimum = number() else { return nil }
    var maximum: Int? = minimum
    if next == "," {
      index += 1
      maximum = number()
    }
    guard next == "}" else { return nil }
    index += 1
    guard minimum <= 1000, maximum ?? 0 <= 1000, maximum.map({ $0 >= minimum }) ?? true else {
      throw RegexError(message: "invalid repeat count")
    }
    return (minimum, maximum)
  }

  private func literal(_ value: UInt32) -> RegexNode {
    let set = ScalarSet([value...value])
    return .scalars(flags.ignoresCase ? set.foldingCase : set)
  }

  /// `nil` where flags were set and nothing is matched.
  private mutating func atom() throws(RegexError) -> RegexNode? {
    let scalar = scalars[index]
    index += 1
    switch scalar {
    case "(": return try group()
    case "[": return .scalars(try set())
    case ".": return .scalars(flags.dotMatchesAll ? .any : .anyButLineBreak)
    case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
    case "*", "+", "?": throw RegexError(message: "missing argument to repetition operator: \(scalar)")
    case "\\": return try escape()
    default: return literal(scalar.value)
    }
  }

  private mutating func group() throws(RegexError) -> RegexNode? {
    var number: Int?
    let outer = flags
    if peek("?P<") || peek("?<") {
      index += peek("?P<") ? 3 : 2
      var name = ""
      while let scalar = next, scalar != ">" {
        guard scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar) else {
          throw RegexError(message: "invalid named capture")
        }
        name.unicodeScalars.append(scalar)
        index += 1
      }
      guard next == ">", !name.isEmpty else { throw RegexError(message: "invalid named capture") }
      guard !groupNames.contains(name) else { throw RegexError(message: "duplicate capture group name") }
      index += 1
      groupNames.append(name)
      number = groupNames.count
    } else if next == "?" {
      index += 1
      var isOn = true
      var sawFlag = false
      flags: while let scalar = next {
        index += 1
        switch scalar {
        case "i": flags.ignoresCase = isOn
        case "m": flags.isMultiline = isOn
        case "s": flags.dotMatchesAll = isOn
        case "U": flags.isUngreedy = isOn
        case "-":
          guard isOn else { throw RegexError(message: "invalid or unsupported Perl syntax") }
          isOn = false
          sawFlag = false
          continue
        case ")":
          guard sawFlag else { throw RegexError(message: "missing argument to repetition operator") }
          return nil
        case ":":
          guard isOn || sawFlag else { throw RegexError(message: "invalid or unsupported Perl syntax") }
          break flags
        default: throw RegexError(message: "invalid or unsupported Perl syntax")
        }
        sawFlag = true
      }
    } else {
      groupNames.append(nil)
      number = groupNames.count
    }
    let node = try choice()
    guard next == ")" else { throw RegexError(message: "missing closing )") }
    index += 1
    flags = outer
    return .group(node, index: number)
  }

  private mutating func escape() throws(RegexError) -> RegexNode {
    guard let scalar = next else { throw RegexError(message: "trailing backslash at end of expression") }
    switch scalar {
    case "A": index += 1; return .assertion(.textStart)
    case "z": index += 1; return .assertion(.textEnd)
    case "b": index += 1; return .assertion(.wordBoundary)
    case "B": index += 1; return .assertion(.noWordBoundary)
    case "C": throw RegexError(message: "invalid escape sequence")
    default: break
    }
    if let set = try classEscape() { return .scalars(flags.ignoresCase ? set.foldingCase : set) }
    return literal(try character())
  }

  /// `\d` and the like, after the backslash.
  private mutating func classEscape() throws(RegexError) -> ScalarSet? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet.digits.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .blanks
    case "S": return ScalarSet.blanks.inverted
    case "p", "P":
      guard var first = next else { throw RegexError(message: "invalid character class range") }
      index += 1
      var name = String(first)
      var isInverted = scalar == "P"
      if first == "{" {
        name = ""
        while let scalar = next, scalar != "}" {
          name.unicodeScalars.append(scalar)
          index += 1
        }
        guard next == "}" else { throw RegexError(message: "invalid character class range") }
        index += 1
        if name.hasPrefix("^") {
          isInverted.toggle()
          name.removeFirst()
        }
        first = "{"
      }
      let set = try UnicodeClasses.set(name)
      return isInverted ? set.inverted : set
    default:
      index -= 1
      return nil
    }
  }

  /// One character, after the backslash.
  private mutating func character() throws(RegexError) -> UInt32 {
    guard let scalar = next else { throw RegexError(message: "trailing backslash at end of expression") }
    index += 1
    switch scalar {
    case "a": return 7
    case "f": return 12
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "0"..."7":
      // A single digit from 1 on would refer back to a group, which there is none of.
      if scalar != "0", !(next.map { ("0"..."7").contains($0) } ?? false) { break }
      var value = scalar.value - 48
      for _ in 0..<2 {
        guard let digit = next, ("0"..."7").contains(digit) else { break }
        value = value * 8 + digit.value - 48
        index += 1
      }
      return value
    case "x":
      var digits = ""
      if next == "{" {
        index += 1
        while let digit = next, digit != "}" {
          digits.unicodeScalars.append(digit)
          index += 1
        }
        guard next == "}" else { throw RegexError(message: "invalid escape sequence") }
        index += 1
      } else {
        for _ in 0..<2 {
          guard let digit = next else { break }
          digits.unicodeScalars.append(digit)
          index += 1
        }
      }
      if let value = UInt32(digits, radix: 16), value <= 0x10FFFF, !digits.isEmpty, !digits.hasPrefix("+") {
        return value
      }
    default:
      if scalar.value < 0x80, !ScalarSet.word.contains(scalar.value) || scalar == "_" { return scalar.value }
    }
    throw RegexError(message: "invalid escape sequence")
  }

  private mutating func set() throws(RegexError) -> ScalarSet {
    var result = ScalarSet()
    var isInverted = false
    if next == "^" {
      isInverted = true
      index += 1
    }
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      if peek("[:"), let named = try posixClass() {
        result.formUnion(named)
        continue
      }
      if scalar == "\\" {
        index += 1
        if let set = try classEscape() {
          result.formUnion(set)
          continue
        }
        index -= 1
      }
      let lower = try member()
      var upper = lower
      if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
        index += 1
        upper = try member()
        guard upper >= lower else { throw RegexError(message: "invalid character class range") }
      }
      result.insert(lower...upper)
    }
    guard next == "]" else { throw RegexError(message: "missing closing ]") }
    index += 1
    result.normalize()
    if flags.ignoresCase { result = result.foldingCase }
    return isInverted ? result.inverted : result
  }

  private mutating func member() throws(RegexError) -> UInt32 {
    guard let scalar = next else { throw RegexError(message: "missing closing ]") }
    index += 1
    return scalar == "\\" ? try character() : scalar.value
  }

  private mutating func posixClass() throws(RegexError) -> ScalarSet? {
    let start = index
    index += 2
    let isInverted = next == "^"
    if isInverted { index += 1 }
    var name = ""
    while let scalar = next, scalar != ":", scalar != "]" {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    guard peek(":]") else {
      index = start
      return nil
    }
    index += 2
    guard let set = ScalarSet.posix[name] else { throw RegexError(message: "invalid character class range") }
    return isInverted ? set.inverted : set
  }
}
