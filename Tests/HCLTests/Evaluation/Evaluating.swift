import HCL

/// An expression's value, with the summaries of what is wrong with it.
struct Outcome {
  var value: Value
  var diagnostics: [Diagnostic]

  var errors: [String] { diagnostics.filter { $0.severity == .error }.map(\.summary) }
  var json: String? { errors.isEmpty ? value.json : nil }
}

/// Evaluates a text with some names bound.
func evaluate(
  _ text: String,
  _ variables: [String: Value] = [:],
  files: (any FileAccess)? = nil,
  limits: EvaluationLimits = EvaluationLimits()
) -> Outcome {
  evaluate(text, in: VariableScope(variables), files: files, limits: limits)
}

func evaluate(
  _ text: String,
  in scope: any EvaluationScope,
  files: (any FileAccess)? = nil,
  limits: EvaluationLimits = EvaluationLimits()
) -> Outcome {
  var map = SourceMap()
  guard let source = map.add(path: "test.tf", bytes: Array(text.utf8)) else {
    return Outcome(value: .unknown, diagnostics: [Diagnostic(.error, "Too large", "")])
  }
  let (expression, problems) = HCLParser.parseExpression(source, in: map)
  if problems.contains(where: { $0.severity == .error }) { return Outcome(value: .unknown, diagnostics: problems) }
  let (value, diagnostics) = expression.evaluated(in: scope, files: files, budget: EvaluationBudget(limits))
  return Outcome(value: value, diagnostics: problems + diagnostics)
}
