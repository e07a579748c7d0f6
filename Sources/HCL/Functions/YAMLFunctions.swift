import Yams

/// `yamlencode` and `yamldecode`.
enum YAMLFunctions {
  static let all: [String: Function] = [
    "yamlencode": Function([.init("value", .dynamic, null: true, unknown: true)], returns: .string) {
      arguments,
      context throws(FunctionError) in
      guard arguments[0].isWhollyKnown else { return Value(.unknown(.string, nil)) }
      let (size, overflow) = Int(arguments[0].summary.weight).multipliedReportingOverflow(
        by: 8 + 2 * Int(arguments[0].summary.depth)
      )
      try context.reserve(bytes: overflow ? .max : size)
      var writer = YAMLWriter()
      try writer.document(arguments[0])
      return .string(writer.text)
    },
    "yamldecode": Function([.init("src", .string)], returns: .dynamic) { arguments, context throws(FunctionError) in
      let node: Node?
      do { node = try Yams.compose(yaml: arguments.text(0)) } catch { throw FunctionError(YAMLReader.reason(error)) }
      guard let node else { throw FunctionError("missing start of document") }
      var reader = YAMLReader(context: context)
      return try reader.value(node, depth: 0)
    },
  ]
}

/// YAML as Terraform writes it: block style, names and texts in double quotes, texts of several lines as literal blocks.
private struct YAMLWriter {
  var text = ""

  mutating func document(_ value: Value) throws(FunctionError) {
    switch shape(of: value) {
    case .scalar(let scalar):
      // A plain scalar alone needs an end.
      let isPlain = !scalar.hasPrefix("\"") && scalar != "[]" && scalar != "{}"
      text = scalar + (isPlain ? "\n...\n" : "\n")
    case .block:
      if let literal = literal(value, indent: 2) { text = literal } else { try block(value, indent: 0) }
    }
  }

  private enum Shape {
    case scalar(String)
    case block
  }

  private func shape(of value: Value) -> Shape {
    switch value.content {
    case .null, .unknown: return .scalar("null")
    case .bool(let value): return .scalar(value ? "true" : "false")
    case .number(let number): return .scalar(number.text ?? "\(number.double)")
    case .string(let text):
      return text.contains("\n") && canBeLiteral(text) ? .block : .scalar(quoted(text))
    default:
      if value.children.isEmpty { return .scalar(value.attributes == nil ? "[]" : "{}") }
      return .block
    }
  }

  private func canBeLiteral(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || GoQuoting.isPrintable($0) && $0.value <= 0xFFFF }
      && !text.contains(" \n") && !text.hasSuffix(" ")
  }

  private func literal(_ value: Value, indent: Int) -> String? {
    guard let text = value.stringValue else { return nil }
    let chomping = text == "\n" || text.hasSuffix("\n\n") ? "+" : text.hasSuffix("\n") ? "" : "-"
    // What begins with a blank needs to be told how far it is indented.
    let marker = "|" + (text.hasPrefix(" ") || text.hasPrefix("\n") ? "2" : "") + chomping
    let pad = String(repeating: " ", count: indent)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if text.hasSuffix("\n") { lines.removeLast() }
    return marker + "\n" + lines.map { $0.isEmpty ? "\n" : pad + $0 + "\n" }.joined()
  }

  private mutating func block(_ value: Value, indent: Int) throws(FunctionError) {
    let pad = String(repeating: " ", count: indent)
    if let attributes = value.orderedAttributes {
      for (index, (name, element)) in attributes.enumerated() {
        if index > 0 || !text.hasSuffix("- ") { text += pad }
        text += quoted(name) + ":"
        switch shape(of: element) {
        case .scalar(let scalar): text += " \(scalar)\n"
        case .block:
          if let literal = literal(element, indent: indent + 2) {
            text += " " + literal
          } else {
            text += "\n"
            // A sequence in a mapping is not indented.
            try block(element, indent: element.attributes == nil ? indent : indent + 2)
          }
        }
      }
      return
    }
    for (index, element) in (value.elements ?? []).enumerated() {
      if index > 0 || !text.hasSuffix("- ") { text += pad }
      text += "- "
      switch shape(of: element) {
      case .scalar(let scalar): text += scalar + "\n"
      case .block:
        if let literal = literal(element, indent: indent + 2) {
          text += literal
        } else {
          try block(element, indent: indent + 2)
        }
      }
    }
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}": result += "\\0"
      case "\u{7}": result += "\\a"
      case "\u{8}": result += "\\b"
      case "\u{b}": result += "\\v"
      case "\u{c}": result += "\\f"
      case "\u{1b}": result += "\\e"
      case "\u{85}": result += "\\N"
      case "\u{a0}": result += "\\_"
      case "\u{2028}": result += "\\L"
      case "\u{2029}": result += "\\P"
      case "\u{feff}": result += "\\uFEFF"
      default:
        if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
          result += "\\x" + Hexadecimal.text([UInt8(scalar.value)]).uppercased()
        } else if scalar.value > 0xFFFF {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

/// YAML's nodes as values: scalars without quotes become what they look like.
private struct YAMLReader {
  var context: CallContext
  /// Nodes that were made: aliases can stand for very many.
  private var count = 0

  init(context: CallContext) { self.context = context }

  static func reason(_ error: any Error) -> String { "YAML: \(error)" }

  mutating func value(_ node: Node, depth: Int) throws(FunctionError) -> Value {
    guard depth < Int(Value.depthLimit) else {
      throw FunctionError("YAML is nested more than \(Value.depthLimit) deep")
    }
    count += 1
    guard count <= Int(context.budget.limits.valueWeight) else {
      throw FunctionError("the YAML document is too large")
    }
    context.budget.spend(products: 1)
    switch node {
    case .scalar(let scalar): return try self.scalar(scalar)
    case .sequence(let sequence):
      var elements: [Value] = []
      for element in sequence { elements.append(try value(element, depth: depth + 1)) }
      return .tuple(elements)
    case .mapping(let mapping):
      var attributes: [String: Value] = [:]
      var merged: [String: Value] = [:]
      for (key, element) in mapping {
        guard case .scalar(let name) = key else { throw FunctionError("mapping keys must be scalars") }
        if name.string == "<<", name.style == .plain {
          try merge(try value(element, depth: depth + 1), into: &merged)
          continue
        }
        let text = try Value.conversion(try scalar(name), to: .string)
        guard let text = text.stringValue else { throw FunctionError("mapping keys must not be null") }
        attributes[text] = try value(element, depth: depth + 1)
      }
      merged.merge(attributes) { $1 }
      return .object(merged)
    case .alias(let alias): throw FunctionError("the alias *\(alias.anchor) is not defined")
    }
  }

  private func merge(_ value: Value, into result: inout [String: Value]) throws(FunctionError) {
    if let attributes = value.attributes {
      result.merge(attributes) { own, _ in own }
    } else if let elements = value.elements {
      for element in elements { try merge(element, into: &result) }
    } else {
      throw FunctionError("a merge key must have a mapping, or a sequence of mappings")
    }
  }

  private func scalar(_ scalar: Node.Scalar) throws(FunctionError) -> Value {
    let text = scalar.string
    let tag = scalar.tag.description
    let isBool = scalar.style == .plain && ["y", "Y", "n", "N"].contains(text)
    if tag == "tag:yaml.org,2002:str", !isBool { return .string(text) }
    if tag == "tag:yaml.org,2002:binary" { return .string(text) }
    guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
    return Self.resolved(text)
  }

  /// What a plain scalar means.
  static func resolved(_ text: String) -> Value {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": return true
    case "false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF": return false
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(Number(.infinity))
    case "-.inf", "-.Inf", "-.INF": return .number(Number(-.infinity))
    default:
      if let number = number(text) { return .number(number) }
      return .string(timestamp(text) ?? text)
    }
  }

  /// A date, with a time or without, as RFC 3339 writes it.
  private static func timestamp(_ text: String) -> String? {
    let bytes = text.utf8
    guard bytes.count >= 8, bytes.prefix(4).allSatisfy({ ("0"..."9").contains(Unicode.Scalar($0)) }),
      bytes.dropFirst(4).first == UInt8(ascii: "-")
    else { return nil }
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == "t" || $0 == " " })
    guard let date = parts.first, parts.count <= 2 else { return nil }
    func padded(_ part: Substring) -> String { part.utf8.count == 1 ? "0" + part : String(part) }
    let day = date.split(separator: "-", omittingEmptySubsequences: false)
    guard day.count == 3 else { return nil }
    var result = "\(day[0])-\(padded(day[1]))-\(padded(day[2]))T"
    guard parts.count == 2 else { return Timestamp(result + "00:00:00Z")?.text }
    let hasBlank = text.utf8.contains(UInt8(ascii: " "))
    let clock = parts[1].prefix { !"Zz+-".contains($0) }
    let zone = parts[1].dropFirst(clock.count)
    if hasBlank != zone.isEmpty { return nil }
    let time = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard time.count == 3 else { return nil }
    let seconds = time[2].split(separator: ".", omittingEmptySubsequences: false)
    guard let second = seconds.first, seconds.count <= 2 else { return nil }
    result += "\(padded(time[0])):\(padded(time[1])):\(padded(second))"
    return Timestamp(result + (zone.isEmpty ? "Z" : String(zone)))?.text
  }

  private static func number(_ text: String) -> Number? {
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return nil }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      return Int(text.dropFirst(2), radix: radix).map { Number($0) }
    }
    guard text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }) else { return nil }
    return Number(text)
  }
}
