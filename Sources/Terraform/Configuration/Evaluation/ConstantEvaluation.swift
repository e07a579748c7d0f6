import HCL

/// Evaluates what may refer to nothing: values in files of variables, defaults of types.
enum ConstantEvaluation {
  struct Problem: Error {
    var diagnostic: Diagnostic
  }

  static func value(of expression: Expression) throws(Problem) -> Value {
    let (value, diagnostics) = expression.evaluated(in: Nothing())
    if let first = diagnostics.first { throw Problem(diagnostic: first) }
    return value
  }

  private struct Nothing: EvaluationScope {
    func resolve(_ reference: Reference) -> Resolution {
      .failure(
        [
          Diagnostic(
            .error,
            "Variables not allowed",
            "Variables may not be used here: \(reference) refers to something.",
            at: reference.range
          )
        ],
        of: reference
      )
    }
  }
}
