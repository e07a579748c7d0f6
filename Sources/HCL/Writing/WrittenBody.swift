/// What is to be written in the native syntax, laid out as `terraform fmt` would: two blanks for each level, the equals
/// signs of neighbouring lines below one another.
public struct WrittenBody: Hashable, Sendable {
  /// A line or more of a body.
  public indirect enum Item: Hashable, Sendable {
    /// `name = expression`
    case argument(String, WrittenExpression)
    /// `type "label" { … }`
    case block(String, labels: [String], WrittenBody)
    /// Each of its lines after a `#`.
    case comment(String)
    /// An empty line, which also ends a group of aligned equals signs.
    case blank
  }

  /// In the order in which they are written. Blocks keep an empty line from what is around them without being told.
  public var items: [Item]

  /// A body of items.
  public init(_ items: [Item] = []) { self.items = items }

  /// The text, each line ended.
  /// - Parameter indentation: how many levels deep the body is.
  public func text(indentation: Int = 0) -> String {
    var lines: [WrittenLine] = []
    append(to: &lines, level: indentation)
    return WrittenLine.aligned(lines)
  }

  func append(to lines: inout [WrittenLine], level: Int) {
    var previous: Item?
    for item in items {
      if let previous, needsBlank(between: previous, and: item) { lines.append(WrittenLine()) }
      switch item {
      case .argument(let name, let expression):
        expression.append(to: &lines, level: level, key: name, suffix: "")
      case .block(let type, let labels, let body):
        let header = ([type] + labels.map(HCLString.quoted)).joined(separator: " ")
        if body.items.isEmpty {
          lines.append(WrittenLine(level, header + " {}"))
        } else {
          lines.append(WrittenLine(level, header + " {"))
          body.append(to: &lines, level: level + 1)
          lines.append(WrittenLine(level, "}"))
        }
      case .comment(let text):
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
          lines.append(WrittenLine(level, line.isEmpty ? "#" : "# " + line))
        }
      case .blank: lines.append(WrittenLine())
      }
      previous = item
    }
  }

  private func needsBlank(between first: Item, and second: Item) -> Bool {
    switch (first, second) {
    case (.blank, _), (_, .blank), (.comment, _): false
    case (.block, _), (_, .block): true
    default: false
    }
  }
}

/// An expression to be written.
public indirect enum WrittenExpression: Hashable, Sendable {
  /// Written as it stands: a reference, a call. One line.
  case source(String)
  /// A text, put in quotes.
  case string(String)
  /// A whole number.
  case integer(Int)
  /// `true` or `false`
  case bool(Bool)
  /// `null`
  case null
  /// On one line where it is short, else a line for each element.
  case list([WrittenExpression])
  /// A line for each item; keys that are no identifiers are put in quotes.
  case object([Item])

  /// `key = value` of an object.
  public struct Item: Hashable, Sendable {
    /// The name, as a text.
    public var key: String
    /// What it is given.
    public var value: WrittenExpression

    /// An item of its parts.
    public init(_ key: String, _ value: WrittenExpression) {
      self.key = key
      self.value = value
    }
  }

  /// The longest line that a list is kept on, without its indentation.
  static let lineLength = 80

  /// A value; `nil` where something in it is not known, or is a number that has no exact decimal form.
  public init?(_ value: Value) {
    func all(_ values: [Value]) -> [WrittenExpression]? {
      let written = values.compactMap(WrittenExpression.init)
      return written.count == values.count ? written : nil
    }
    switch value.content {
    case .unknown: return nil
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .string(let text): self = .string(text)
    case .number(let number):
      guard let digits = number.text else { return nil }
      self = .source(digits)
    case .list(_, let values), .set(_, let values), .tuple(let values):
      guard let elements = all(values) else { return nil }
      self = .list(elements)
    case .map(_, let values), .object(let values):
      let names = values.keys.sorted()
      guard let elements = all(names.compactMap { values[$0] }) else { return nil }
      self = .object(zip(names, elements).map { Item($0, $1) })
    }
  }

  /// As it stands in one line; `nil` for an object with items, which takes several.
  var line: String? {
    switch self {
    case .source(let text): return text
    case .string(let text): return HCLString.quoted(text)
    case .integer(let number): return String(number)
    case .bool(let value): return value ? "true" : "false"
    case .null: return "null"
    case .object(let items): return items.isEmpty ? "{}" : nil
    case .list(let elements):
      let lines = elements.compactMap(\.line)
      let text = "[" + lines.joined(separator: ", ") + "]"
      return lines.count == elements.count && text.count <= Self.lineLength ? text : nil
    }
  }

  /// - Parameter key: of an argument or item; `nil` for an element of a list.
  func append(to lines: inout [WrittenLine], level: Int, key: String?, suffix: String) {
    if let line {
      if let key {
        lines.append(WrittenLine(level, key, line + suffix))
      } else {
        lines.append(WrittenLine(level, line + suffix))
      }
      return
    }
    let start = key.map { $0 + " = " } ?? ""
    switch self {
    case .list(let elements):
      lines.append(WrittenLine(level, start + "["))
      for element in elements { element.append(to: &lines, level: level + 1, key: nil, suffix: ",") }
      lines.append(WrittenLine(level, "]" + suffix))
    case .object(let items):
      lines.append(WrittenLine(level, start + "{"))
      for item in items {
        let key = HCLString.isIdentifier(item.key) ? item.key : HCLString.quoted(item.key)
        item.value.append(to: &lines, level: level + 1, key: key, suffix: "")
      }
      lines.append(WrittenLine(level, "}" + suffix))
    default: break
    }
  }
}

/// A line that is being laid out.
struct WrittenLine: Hashable, Sendable {
  var level = 0
  var lead = ""
  /// What stands after the equals sign, where that is to be aligned: only where the whole expression is on the line.
  var value: String?

  init() {}

  init(_ level: Int, _ lead: String, _ value: String? = nil) {
    self.level = level
    self.lead = lead
    self.value = value
  }

  /// The lines as text, the equals signs of neighbours below one another.
  static func aligned(_ lines: [WrittenLine]) -> String {
    var text = ""
    var index = 0
    while index < lines.count {
      let line = lines[index]
      guard line.value != nil else {
        if !line.lead.isEmpty { text += String(repeating: "  ", count: line.level) + line.lead }
        text += "\n"
        index += 1
        continue
      }
      let end = lines[index...].firstIndex { $0.value == nil } ?? lines.count
      let width = lines[index..<end].map(\.lead.count).max() ?? 0
      for line in lines[index..<end] {
        text += String(repeating: "  ", count: line.level) + line.lead
        text += String(repeating: " ", count: width - line.lead.count) + " = " + (line.value ?? "") + "\n"
      }
      index = end
    }
    return text
  }
}
