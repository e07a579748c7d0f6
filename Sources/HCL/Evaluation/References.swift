extension Expression {
  /// What an expression refers to, in the order of the text: names that it binds itself are left out, and so are keys
  /// that are not literal, with what follows them (the references in such keys are there). O(size), without a value
  /// being worked out: for the order in which things depend on each other.
  public var references: [Reference] {
    var collector = ReferenceCollector()
    collector.visit(self)
    return collector.references
  }
}

extension Body {
  /// What the expressions of a body and of the blocks in it refer to. Names that `dynamic` blocks bind are left out.
  public var references: [Reference] {
    var collector = ReferenceCollector()
    collector.visit(self)
    return collector.references
  }
}

private struct ReferenceCollector {
  var references: [Reference] = []
  /// Names that are bound where the collector is.
  private var bound: [String] = []

  mutating func visit(_ body: Body) {
    for attribute in body.attributes { visit(attribute.expression) }
    for block in body.blocks {
      guard block.type == "dynamic", let label = block.labels.first else {
        visit(block.body)
        continue
      }
      var iterator = label.text
      if let named = block.body[attribute: "iterator"], case .variable(let name) = named.expression.kind {
        iterator = name
      }
      for attribute in block.body.attributes where attribute.name != "iterator" {
        if attribute.name == "for_each" {
          visit(attribute.expression)
        } else {
          with([iterator]) { $0.visit(attribute.expression) }
        }
      }
      with([iterator]) { collector in
        for block in block.body.blocks { collector.visit(block.body) }
      }
    }
  }

  private mutating func with(_ names: [String], _ visit: (inout Self) -> Void) {
    bound += names
    visit(&self)
    bound.removeLast(names.count)
  }

  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .literal, .splatElement, .invalid: break
    case .variable, .attribute, .index: visitTraversal(expression)
    case .template(let parts): visit(parts)
    case .templateWrap(let inner), .parentheses(let inner), .unary(_, let inner): visit(inner)
    case .splat(let source, _, let each):
      visit(source)
      visit(each)
    case .call(let call): for argument in call.arguments { visit(argument) }
    case .tuple(let elements): for element in elements { visit(element) }
    case .object(let items):
      for item in items {
        visit(item.key)
        visit(item.value)
      }
    case .forTuple(let loop), .forObject(let loop):
      visit(loop.collection)
      with([loop.keyName, loop.valueName].compactMap { $0 }) { collector in
        if let key = loop.key { collector.visit(key) }
        collector.visit(loop.result)
        if let condition = loop.condition { collector.visit(condition) }
      }
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      visit(otherwise)
    case .binary:
      // Chains lean to the left, and may be long.
      var operands: [Expression] = []
      var current = expression
      while case .binary(_, let left, let right) = current.kind {
        operands.append(right)
        current = left
      }
      visit(current)
      for operand in operands.reversed() { visit(operand) }
    }
  }

  private mutating func visitTraversal(_ expression: Expression) {
    var chain: [Expression] = []
    var current = expression
    collect: while true {
      switch current.kind {
      case .attribute(let inner, _), .index(let inner, _):
        chain.append(current)
        current = inner
      default: break collect
      }
    }
    chain.reverse()
    if case .variable(let root) = current.kind {
      if !bound.contains(root) {
        var reference = Reference(root: root, steps: [], rootRange: current.range, stepRanges: [])
        steps: for link in chain {
          switch link.kind {
          case .attribute(_, let name): reference.steps.append(.attribute(name))
          case .index(_, let key):
            guard case .literal(let value) = key.kind else { break steps }
            reference.steps.append(.index(value))
          default: break steps
          }
          reference.stepRanges.append(link.range)
        }
        references.append(reference)
      }
    } else {
      visit(current)
    }
    for link in chain { if case .index(_, let key) = link.kind { visit(key) } }
  }

  private mutating func visit(_ parts: [TemplatePart]) {
    for part in parts {
      switch part {
      case .text: break
      case .interpolation(let expression): visit(expression)
      case .conditional(let condition, let then, let otherwise):
        visit(condition)
        visit(then)
        visit(otherwise)
      case .loop(let keyName, let valueName, let collection, let body):
        visit(collection)
        with([keyName, valueName].compactMap { $0 }) { $0.visit(body) }
      }
    }
  }
}
