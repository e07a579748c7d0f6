extension Evaluator {
  /// The value of a variable with attributes and indices after it, or of those of any other expression. The steps are
  /// walked in a loop: a long chain is not a deep one.
  mutating func traverse(_ expression: Expression) -> Value {
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
    var value: Value
    var done = 0
    if case .variable(let root) = current.kind {
      if let local = locals.last(where: { $0.name == root }) {
        value = local.value
      } else {
        let errors = errorCount
        var steps: [Reference.Step] = []
        var ranges: [SourceRange] = []
        for link in chain {
          guard let step = step(of: link) else { return .unknown }
          steps.append(step)
          ranges.append(link.range)
        }
        if errorCount > errors { return .unknown }
        let reference = Reference(root: root, steps: steps, rootRange: current.range, stepRanges: ranges)
        let resolution = scope.resolve(reference)
        add(resolution.diagnostics, at: reference.range)
        value = resolution.value
        done = max(0, resolution.consumedSteps)
        for (link, step) in zip(chain, steps).dropFirst(done) {
          let errors = errorCount
          value = apply(step, to: value, at: link.range)
          if errorCount > errors { return .unknown }
        }
        return value
      }
    } else {
      value = evaluate(current)
    }
    for link in chain {
      let errors = errorCount
      guard let step = step(of: link) else { return .unknown }
      if errorCount > errors { return .unknown }
      value = apply(step, to: value, at: link.range)
      if errorCount > errors { return .unknown }
    }
    return value
  }

  private mutating func step(of link: Expression) -> Reference.Step? {
    switch link.kind {
    case .attribute(_, let name):
      // The legacy form of an index.
      if let first = name.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first), let index = Int(name) {
        return .index(.number(index))
      }
      return .attribute(name)
    case .index(_, let key): return .index(evaluate(key))
    default: return nil
    }
  }

  mutating func apply(_ step: Reference.Step, to value: Value, at range: SourceRange) -> Value {
    switch value.applying(step) {
    case .success(let value): return value
    case .failure(let error):
      report(error.summary, error.detail, range)
      return .unknown
    }
  }
}
