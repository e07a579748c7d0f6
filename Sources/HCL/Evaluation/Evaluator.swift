/// Evaluates expressions in a scope: Terraform's language, without what a configuration means.
///
/// An expression that can't be evaluated is reported, and has an unknown value, so that one error does not hide others.
public struct Evaluator {
  /// What references mean.
  public var scope: any EvaluationScope
  /// What may be called.
  public var functions: FunctionTable
  /// What functions such as `file` read.
  public var files: (any FileAccess)?
  /// What is left to spend.
  public let budget: EvaluationBudget
  /// What was found so far.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Errors among the diagnostics.
  private(set) var errorCount = 0
  /// Names that the expression binds, the innermost last.
  var locals: [(name: String, value: Value)] = []
  /// Elements of the splats that are being evaluated, the innermost last.
  var splatElements: [Value] = []
  /// Templates that are being evaluated because a template said so.
  var templateDepth = 0
  private var reportedExhaustion = false

  /// An evaluator with nothing found yet.
  public init(
    scope: any EvaluationScope,
    functions: FunctionTable = .terraform,
    files: (any FileAccess)? = nil,
    budget: EvaluationBudget = EvaluationBudget()
  ) {
    self.scope = scope
    self.functions = functions
    self.files = files
    self.budget = budget
  }

  /// The value of an expression; what is wrong with it is added to ``diagnostics``.
  public mutating func evaluate(_ expression: Expression) -> Value {
    if case .literal(let value) = expression.kind { return value }
    budget.spend(steps: 1)
    guard !budget.isExhausted else {
      reportExhaustion(at: expression.range)
      return .unknown
    }
    guard budget.depth < budget.limits.depth else {
      report(
        "Expression too deep",
        "Expressions are nested more than \(budget.limits.depth) deep here.",
        expression.range
      )
      return .unknown
    }
    budget.depth += 1
    defer { budget.depth -= 1 }
    switch expression.kind {
    case .literal(let value): return value
    case .variable, .attribute, .index: return traverse(expression)
    case .template(let parts): return evaluateTemplate(parts, at: expression.range)
    case .templateWrap(let inner), .parentheses(let inner): return evaluate(inner)
    case .splat(let source, _, let each): return evaluateSplat(source, each, at: expression.range)
    case .splatElement: return splatElements.last ?? .unknown
    case .call(let call): return evaluateCall(call, at: expression.range)
    case .tuple(let elements): return evaluateTuple(elements, at: expression.range)
    case .object(let items): return evaluateObject(items, at: expression.range)
    case .forTuple(let loop): return evaluateFor(loop, isObject: false, at: expression.range)
    case .forObject(let loop): return evaluateFor(loop, isObject: true, at: expression.range)
    case .conditional(let condition, let then, let otherwise):
      return evaluateConditional(condition, then, otherwise, at: expression.range)
    case .binary(let binary, let left, let right): return evaluateBinary(binary, left, right, at: expression.range)
    case .unary(let unary, let operand): return evaluateUnary(unary, operand, at: expression.range)
    case .invalid: return .unknown
    }
  }

  /// Adds an error.
  mutating func report(_ summary: String, _ detail: String, _ range: SourceRange?) {
    errorCount += 1
    diagnostics.append(Diagnostic(.error, summary, detail, at: range))
  }

  mutating func add(_ more: [Diagnostic], at range: SourceRange) {
    for var diagnostic in more {
      if diagnostic.severity == .error { errorCount += 1 }
      if diagnostic.range == nil { diagnostic.range = range }
      diagnostics.append(diagnostic)
    }
  }

  private mutating func reportExhaustion(at range: SourceRange) {
    errorCount += 1
    if reportedExhaustion { return }
    reportedExhaustion = true
    diagnostics.append(
      Diagnostic(
        .error,
        "Evaluation limit reached",
        "Evaluating this takes more than \(budget.limits.steps) steps or makes more than \(budget.limits.products) "
          + "elements in all. Nothing further was evaluated.",
        at: range
      )
    )
  }

  /// Forgets what was found since there were so many diagnostics: for what is tried.
  mutating func rewind(to count: Int, errors: Int) {
    diagnostics.removeSubrange(count...)
    errorCount = errors
    if budget.isExhausted { reportedExhaustion = false }
  }

  /// The value, unless it is larger or deeper than values may be.
  mutating func checked(_ value: Value, at range: SourceRange) -> Value {
    if value.summary.weight <= budget.limits.valueWeight, value.summary.depth <= Value.depthLimit { return value }
    if value.summary.depth > Value.depthLimit {
      report("Value too deep", "Collections are nested more than \(Value.depthLimit) deep in this value.", range)
    } else {
      report(
        "Value too large",
        "This value has more than \(budget.limits.valueWeight) elements and pieces of text; that is more than this "
          + "program works with.",
        range
      )
    }
    return .unknown
  }

  private mutating func evaluateTuple(_ elements: [Expression], at range: SourceRange) -> Value {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements { values.append(evaluate(element)) }
    budget.spend(products: values.count)
    return checked(Value(.tuple(values)), at: range)
  }

  private mutating func evaluateObject(_ items: [ObjectItem], at range: SourceRange) -> Value {
    var values: [String: Value] = [:]
    values.reserveCapacity(items.count)
    var marks = Value.Marks()
    var isKnown = true
    for item in items {
      let errors = errorCount
      let key = item.key.isBareReference ? ambiguousKey(item.key) : evaluate(item.key)
      let hasFailed = errorCount > errors
      let value = evaluate(item.value)
      if hasFailed {
        isKnown = false
      } else if let name = objectKey(key, at: item.key.range, &marks) {
        values[name] = value
      } else {
        marks.formUnion(value.deepMarks)
        isKnown = false
      }
    }
    budget.spend(products: values.count)
    guard isKnown else {
      for value in values.values { marks.formUnion(value.deepMarks) }
      return Value(.unknown(.dynamic, nil), marks: marks)
    }
    return checked(Value(.object(values), marks: marks), at: range)
  }

  private mutating func ambiguousKey(_ key: Expression) -> Value {
    report(
      "Ambiguous attribute key",
      "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name "
        + "containing periods, wrap it in quotes to create a string literal.",
      key.range
    )
    return .unknown
  }

  private mutating func objectKey(_ key: Value, at range: SourceRange, _ marks: inout Value.Marks) -> String? {
    if case .string(let name) = key.content {
      marks.formUnion(key.marks)
      return name
    }
    if key.isNull {
      report("Null value as key", "Can't use a null value as a key.", range)
      return nil
    }
    marks.formUnion(key.marks)
    do {
      return try key.unmarked.converted(to: .string).stringValue
    } catch {
      report("Incorrect key type", "Can't use this value as a key: \(error.message).", range)
      return nil
    }
  }
}

extension Expression {
  /// Whether it is a name with attributes or literal indices after it, without parentheses.
  var isBareReference: Bool {
    var current = self
    while true {
      switch current.kind {
      case .variable: return true
      case .attribute(let base, _): current = base
      case .index(let base, let key):
        guard case .literal = key.kind else { return false }
        current = base
      default: return false
      }
    }
  }

  /// The value in a scope, and what is wrong with it.
  public func evaluated(
    in scope: any EvaluationScope,
    functions: FunctionTable = .terraform,
    files: (any FileAccess)? = nil,
    budget: EvaluationBudget = EvaluationBudget()
  ) -> (value: Value, diagnostics: [Diagnostic]) {
    var evaluator = Evaluator(scope: scope, functions: functions, files: files, budget: budget)
    let value = evaluator.evaluate(self)
    return (value, evaluator.diagnostics)
  }
}
