import HCL

/// A tree as one line of text, for tests to compare: `(+ a (* b c))`.
func outline(_ expression: Expression) -> String {
  switch expression.kind {
  case .literal(let value): outline(value)
  case .template(let parts): "(template\(list(parts.map(outline))))"
  case .templateWrap(let inner): "(wrap \(outline(inner)))"
  case .variable(let name): name
  case .attribute(let base, let name): "(. \(outline(base)) \(name))"
  case .index(let base, let key): "(index \(outline(base)) \(outline(key)))"
  case .splat(let base, let isFull, let each): "(\(isFull ? "[*]" : ".*") \(outline(base)) \(outline(each)))"
  case .splatElement: "@"
  case .call(let call):
    "(call \(call.name)\(list(call.arguments.map(outline)))\(call.expandsLast ? " ..." : ""))"
  case .tuple(let elements): "[\(elements.map(outline).joined(separator: " "))]"
  case .object(let items): "{\(items.map { "\(outline($0.key))=\(outline($0.value))" }.joined(separator: " "))}"
  case .forTuple(let loop): "[\(outline(loop))]"
  case .forObject(let loop): "{\(outline(loop))}"
  case .conditional(let condition, let then, let otherwise):
    "(? \(outline(condition)) \(outline(then)) \(outline(otherwise)))"
  case .binary(let operation, let left, let right): "(\(operation.rawValue) \(outline(left)) \(outline(right)))"
  case .unary(let operation, let operand): "(\(operation.rawValue) \(outline(operand)))"
  case .parentheses(let inner): "(paren \(outline(inner)))"
  case .invalid: "INVALID"
  }
}

func outline(_ value: Value) -> String {
  switch value.content {
  case .null: "null"
  case .bool(let isTrue): "\(isTrue)"
  case .number(let number): "\(number.double)".replacing(/\.0$/, with: "")
  case .string(let text): text.debugDescription
  default: "\(value)"
  }
}

func outline(_ loop: ForExpression) -> String {
  "for \(loop.keyName.map { "\($0)," } ?? "")\(loop.valueName) \(outline(loop.collection))"
    + (loop.key.map { " \(outline($0))=>" } ?? "") + " \(outline(loop.result))" + (loop.groups ? "..." : "")
    + (loop.condition.map { " if \(outline($0))" } ?? "")
}

func outline(_ part: TemplatePart) -> String {
  switch part {
  case .text(let text): text.debugDescription
  case .interpolation(let expression): "${\(outline(expression))}"
  case .conditional(let condition, let then, let otherwise):
    "(if \(outline(condition)) then\(list(then.map(outline))) else\(list(otherwise.map(outline))))"
  case .loop(let key, let value, let collection, let body):
    "(for \(key.map { "\($0)," } ?? "")\(value) \(outline(collection)) do\(list(body.map(outline))))"
  }
}

/// `name=expression` and `type"label"{…}`, all in source order.
func outline(_ body: Body) -> String {
  let attributes = body.attributes.map { ($0.range.lower, "\($0.name)=\(outline($0.expression))") }
  let blocks = body.blocks.map { block in
    (
      block.range.lower,
      "\(block.type)\(block.labels.map { $0.text.debugDescription }.joined()){\(outline(block.body))}"
    )
  }
  return (attributes + blocks).sorted { $0.0 < $1.0 }.map { $0.1 }.joined(separator: " ")
}

private func list(_ words: [String]) -> String { words.map { " " + $0 }.joined() }

// MARK: - Parsing

/// A text and what was made of it.
struct Parsed<Tree> {
  var map = SourceMap()
  var tree: Tree
  var diagnostics: [Diagnostic]

  var summaries: [String] { diagnostics.map(\.summary) }

  /// The text that each diagnostic underlines.
  var underlined: [String?] { diagnostics.map { $0.range.flatMap { map.excerpt($0) } } }
}

func parse(_ text: String) -> Parsed<Body> { parse(Array(text.utf8)) }

func parse(_ bytes: [UInt8]) -> Parsed<Body> {
  read(bytes) { source, map in
    let (body, diagnostics) = HCLParser.parse(source, in: map)
    return (body, diagnostics)
  }
}

func parseExpression(_ text: String) -> Parsed<Expression> {
  read(Array(text.utf8)) { source, map in
    let (expression, diagnostics) = HCLParser.parseExpression(source, in: map)
    return (expression, diagnostics)
  }
}

func parseTemplate(_ text: String) -> Parsed<Expression> {
  read(Array(text.utf8)) { source, map in
    let (expression, diagnostics) = HCLParser.parseTemplate(source, in: map)
    return (expression, diagnostics)
  }
}

private func read<Tree>(
  _ bytes: [UInt8],
  _ parse: (SourceID, SourceMap) -> (Tree, [Diagnostic])
) -> Parsed<Tree> {
  var map = SourceMap()
  let source = map.add(path: "main.tf", bytes: bytes) ?? SourceID(rawValue: .max)
  let (tree, diagnostics) = parse(source, map)
  return Parsed(map: map, tree: tree, diagnostics: diagnostics)
}
