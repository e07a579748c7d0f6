import HCL

/// Calls a closure with every node's range and the range of the node that it is in.
func walk(_ body: Body, _ visit: (SourceRange, SourceRange) -> Void) {
  for attribute in body.attributes {
    visit(attribute.range, body.range)
    visit(attribute.nameRange, attribute.range)
    visit(attribute.expression.range, attribute.range)
    walk(attribute.expression, visit)
  }
  for block in body.blocks {
    visit(block.range, body.range)
    visit(block.headerRange, block.range)
    for label in block.labels { visit(label.range, block.headerRange) }
    visit(block.body.range, block.range)
    walk(block.body, visit)
  }
}

func walk(_ expression: Expression, _ visit: (SourceRange, SourceRange) -> Void) {
  for child in children(expression) {
    visit(child.range, expression.range)
    walk(child, visit)
  }
  if case .call(let call) = expression.kind { visit(call.nameRange, expression.range) }
}

func children(_ expression: Expression) -> [Expression] {
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
    [loop.collection] + (loop.key.map { [$0] } ?? []) + [loop.result] + (loop.condition.map { [$0] } ?? [])
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

/// How many nodes lie on the longest way down.
func treeHeight(_ expression: Expression) -> Int { 1 + (children(expression).map(treeHeight).max() ?? 0) }
