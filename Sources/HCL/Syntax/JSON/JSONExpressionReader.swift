import PositionedJSON

/// Makes expressions of a JSON document's values: strings are templates, the names of members too.
enum JSONExpressionReader {
  static func read(_ value: JSONValue, with reader: inout JSONBodyReader) -> Expression {
    var height = 0
    return read(value, depth: 0, height: &height, with: &reader)
  }

  /// - Parameter height: becomes how high the tree is that is given back.
  private static func read(
    _ value: JSONValue,
    depth: Int,
    height: inout Int,
    with reader: inout JSONBodyReader
  ) -> Expression {
    let range = reader.range(value)
    height = 1
    switch value.kind {
    case .null: return Expression(.literal(Value(.null(.dynamic))), at: range)
    case .true: return Expression(.literal(Value(.bool(true))), at: range)
    case .false: return Expression(.literal(Value(.bool(false))), at: range)
    case .number: return number(value, at: range, with: &reader)
    case .string, .escapedString: return template(value, depth: depth, height: &height, with: &reader)
    case .array, .object: break
    }
    guard depth < HCLParser.nestingLimit else {
      reader.report("Nested too deeply", "Values may nest \(HCLParser.nestingLimit) levels.", at: range)
      return Expression(.invalid, at: range)
    }
    var highest = 0
    var inner = 0
    let kind: Expression.Kind
    if value.kind == .array {
      var elements: [Expression] = []
      for element in value.elements {
        elements.append(read(element, depth: depth + 1, height: &inner, with: &reader))
        highest = max(highest, inner)
      }
      kind = .tuple(elements)
    } else {
      var items: [ObjectItem] = []
      for (key, value) in value.members {
        let key = template(key, depth: depth + 1, height: &inner, with: &reader)
        highest = max(highest, inner)
        let value = read(value, depth: depth + 1, height: &inner, with: &reader)
        highest = max(highest, inner)
        items.append(ObjectItem(key: key, value: value))
      }
      kind = .object(items)
    }
    height = highest + 1
    return Expression(kind, at: range)
  }

  private static func number(
    _ value: JSONValue,
    at range: SourceRange,
    with reader: inout JSONBodyReader
  ) -> Expression {
    let isNegative = reader.bytes[value.range.lowerBound] == UInt8(ascii: "-")
    let digits = reader.bytes[(value.range.lowerBound + (isNegative ? 1 : 0))..<value.range.upperBound]
    guard let number = Number(literal: String(decoding: digits, as: UTF8.self)) else {
      reader.report("Invalid number literal", "This number is beyond what can be computed with.", at: range)
      return Expression(.invalid, at: range)
    }
    guard isNegative else { return Expression(.literal(Value(.number(number))), at: range) }
    let operand = SourceRange(range.source, range.lower + 1, range.upper)
    return Expression(.unary(.negate, Expression(.literal(Value(.number(number))), at: operand)), at: range)
  }

  private static func template(
    _ value: JSONValue,
    depth: Int,
    height: inout Int,
    with reader: inout JSONBodyReader
  ) -> Expression {
    let range = reader.range(value)
    height = 1
    // Most strings have neither templates nor what is written doubled to be none.
    let content = value.text
    if !content.utf8.contains(UInt8(ascii: "{")) { return Expression(.literal(Value(.string(content))), at: range) }
    let text = QuotedText.contents(reader.bytes, value.range, of: range.source)
    let (expression, diagnostics, inner) = HCLParser.parseTemplate(text, depth: depth)
    for problem in diagnostics where reader.diagnostics.count < Parser.errorLimit {
      reader.diagnostics.append(problem)
    }
    height = inner
    return Expression(expression.kind, at: range)
  }
}
