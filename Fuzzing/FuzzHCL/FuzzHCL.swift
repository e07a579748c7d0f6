@testable import HCL

/// A text after a letter that says how it is read: `b` a body, `e` an expression, `t` a template, `j` JSON. Every node
/// lies in the one around it, the tree is no higher than the limit, nothing is in the gaps between tokens but blanks and
/// comments; expressions are evaluated with little to spend; what is quoted is read as itself.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzHCL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  guard let kind = bytes.first else { return 0 }
  var map = SourceMap()
  guard let source = map.add(path: "main.tf", bytes: Array(bytes.dropFirst())) else { return 0 }
  switch kind {
  case UInt8(ascii: "e"): lone(HCLParser.parseExpression(source, in: map), map)
  case UInt8(ascii: "t"): lone(HCLParser.parseTemplate(source, in: map), map)
  case UInt8(ascii: "j"): file(JSONSyntax.parse(source, in: map, schema: schema), source, map)
  default:
    file(HCLParser.parse(source, in: map), source, map)
    tokens(Array(bytes.dropFirst()))
  }
  quoting(String(decoding: bytes.dropFirst(), as: UTF8.self))
  return 0
}

private let schema = BodySchema(blocks: [
  "a": BlockSchema(labels: 0, body: BodySchema(blocks: ["a": BlockSchema(labels: 0)], hasDynamicBlocks: true)),
  "b": BlockSchema(labels: 1), "c": BlockSchema(labels: 2),
])

// MARK: - Trees

private func file(_ parsed: (body: Body, diagnostics: [Diagnostic]), _ source: SourceID, _ map: SourceMap) {
  diagnostics(parsed.diagnostics, map)
  blocks(in: parsed.body, map, depth: 0, isSound: parsed.diagnostics.isEmpty)
}

private func lone(_ parsed: (expression: Expression, diagnostics: [Diagnostic]), _ map: SourceMap) {
  diagnostics(parsed.diagnostics, map)
  check(height(parsed.expression) <= HCLParser.depthLimit, "a tree of \(height(parsed.expression)) levels")
  nested(parsed.expression, in: parsed.expression.range)
  if parsed.diagnostics.isEmpty { evaluate(parsed.expression) }
}

private func blocks(in body: Body, _ map: SourceMap, depth: Int, isSound: Bool) {
  check(depth <= HCLParser.nestingLimit, "\(depth) blocks in one another")
  for attribute in body.attributes {
    if isSound { check(contains(body.range, attribute.range), "an argument outside of its body") }
    check(contains(attribute.range, attribute.nameRange), "a name outside of its argument")
    check(contains(attribute.range, attribute.expression.range), "an expression outside of its argument")
    check(depth + height(attribute.expression) <= HCLParser.depthLimit, "a tree too high")
    nested(attribute.expression, in: attribute.range)
    if isSound { evaluate(attribute.expression) }
  }
  for block in body.blocks {
    if isSound { check(contains(body.range, block.range), "a block outside of its body") }
    check(contains(block.range, block.body.range), "a body outside of its block")
    blocks(in: block.body, map, depth: depth + 1, isSound: isSound)
  }
}

private func nested(_ expression: Expression, in range: SourceRange) {
  check(contains(range, expression.range), "\(expression.kind) outside of what it is in")
  for child in children(expression) { nested(child, in: expression.range) }
}

private func height(_ expression: Expression) -> Int { 1 + (children(expression).map(height).max() ?? 0) }

private func contains(_ outer: SourceRange, _ inner: SourceRange) -> Bool {
  outer.lower <= inner.lower && inner.upper <= outer.upper && outer.source == inner.source
}

private func children(_ expression: Expression) -> [Expression] {
  switch expression.kind {
  case .literal, .variable, .splatElement, .invalid: []
  case .template(let parts): parts.flatMap(children)
  case .templateWrap(let inner), .parentheses(let inner), .unary(_, let inner), .attribute(let inner, _): [inner]
  case .index(let base, let key): [base, key]
  case .splat(let base, _, let each): [base, each]
  case .call(let call): call.arguments
  case .tuple(let elements): elements
  case .object(let items): items.flatMap { [$0.key, $0.value] }
  case .forTuple(let loop), .forObject(let loop):
    [loop.collection, loop.key, loop.result, loop.condition].compactMap(\.self)
  case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
  case .binary(_, let left, let right): [left, right]
  }
}

private func children(_ part: TemplatePart) -> [Expression] {
  switch part {
  case .text: []
  case .interpolation(let expression): [expression]
  case .conditional(let condition, let then, let otherwise):
    [condition] + then.flatMap(children) + otherwise.flatMap(children)
  case .loop(_, _, let collection, let body): [collection] + body.flatMap(children)
  }
}

// MARK: - Beside trees

private func diagnostics(_ diagnostics: [Diagnostic], _ map: SourceMap) {
  for diagnostic in diagnostics {
    check(!diagnostic.summary.isEmpty && !diagnostic.detail.isEmpty, "an error without words")
    guard let range = diagnostic.range else { continue }
    guard let text = map.text(range.source) else { fatalError("an error in no text") }
    check(Int(range.upper) <= text.bytes.count, "an error beyond the text")
    check(SourceExcerpt(range, in: map, width: 60) != nil, "an error that can't be shown")
  }
}

private func tokens(_ bytes: [UInt8]) {
  var lexer = Lexer(bytes, from: 0, to: bytes.count, as: .code(braces: 0), keepsComments: true)
  var place = 0
  for token in lexer.run() {
    check(Int(token.lower) >= place && token.upper >= token.lower, "tokens that overlap")
    let gap = bytes[place..<Int(token.lower)]
    let isBlank = gap.allSatisfy { $0 == 0x20 || $0 == 0x09 } || place == 0 && gap.starts(with: [0xEF, 0xBB, 0xBF])
    check(isBlank, "bytes in no token")
    place = Int(token.upper)
  }
  check(place == bytes.count || bytes[place...].allSatisfy { $0 == 0x20 || $0 == 0x09 }, "bytes after the last token")
}

private func evaluate(_ expression: Expression) {
  var limits = EvaluationLimits()
  limits.steps = 100_000
  limits.products = 50_000
  limits.valueWeight = 20_000
  limits.textBytes = 100_000
  let number = Value(.tuple([Value(.string("x")), Value(.null(.dynamic)), Value(.bool(true))]))
  let scope = VariableScope(["a": number, "b": Value(.object(["a": number])), "u": Value(.unknown(.dynamic, nil))])
  let result = expression.evaluated(in: scope, budget: EvaluationBudget(limits))
  if let written = WrittenExpression(result.value) { _ = WrittenBody([.argument("a", written)]).text() }
}

private func quoting(_ text: String) {
  var map = SourceMap()
  guard let source = map.add(path: "quoted", bytes: Array(HCLString.quoted(text).utf8)) else { return }
  let parsed = HCLParser.parseExpression(source, in: map).expression
  guard case .literal(let value) = parsed.kind, case .string(let read) = value.content else {
    fatalError("\(text.debugDescription) is quoted as no string")
  }
  check(Array(read.unicodeScalars) == Array(text.unicodeScalars), "\(text.debugDescription) is quoted as another text")
}

private func check(_ condition: Bool, _ message: @autoclosure () -> String) {
  guard condition else { fatalError(message()) }
}
